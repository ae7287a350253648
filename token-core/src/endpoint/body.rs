//! What kind of body it is, and how each kind is deserialized.

use std::borrow::Cow;
use std::cell::Cell;
use std::str::Utf8Chunk;

use percent_encoding::percent_decode_str;
use serde_core::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::error::EndpointError;
use super::said::{lossy_text, members};
use super::watched::Watched;
use crate::name::letters;
use crate::secret::Secret;

/// A body in its format, without what is around it.
pub(super) enum Body<'b> {
    Json {
        text: Secret<Cow<'b, str>>,
        /// What stands before it; `None` if it is known to be valid.
        before: Option<&'b [u8]>,
    },
    /// A form: RFC 6749 appendix B.
    Form(&'b str),
    /// One text that is the token, or JSON text.
    Text(Secret<Cow<'b, str>>),
    /// HTML or XML, or bytes that are not text.
    Other,
}

impl<'b> Body<'b> {
    pub(super) fn detect(content_type: Option<&str>, body: &'b [u8]) -> Self {
        let after_mark = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let trimmed = after_mark.trim_ascii_start();
        let json = match trimmed.first() {
            Some(b'{' | b'[' | b'"') => Some(trimmed),
            _ => guarded(trimmed),
        };
        if let Some(json) = json {
            let quoted =
                if json.starts_with(b"\"") { std::str::from_utf8(json).ok() } else { None };
            if let Some(Ok(quoted)) = quoted.map(serde_json::from_str::<&RawValue>) {
                return Body::Text(lossy_text(quoted.get()).into());
            }
            // From the byte order mark to the first byte of the JSON.
            let before = after_mark.len() - (trimmed.len() - offset(trimmed, json));
            return Body::Json { text: text(json).into(), before: after_mark.get(..before) };
        }
        let is_form = content_type.is_some_and(|content_type| {
            let (essence, _) = content_type.split_once(';').unwrap_or((content_type, ""));
            essence.trim_ascii().eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
        match std::str::from_utf8(trimmed).map(str::trim_ascii) {
            Ok(text) if is_pairs(text, is_form) => Body::Form(text),
            Ok(text) if may_be_a_token(text) => Body::Text(text.into()),
            Ok(_) | Err(_) => Body::Other,
        }
    }

    /// Whether what is not UTF-8 may have been replaced in it.
    #[inline]
    pub(super) fn is_lossy(&self) -> bool {
        match self {
            Body::Json { text, .. } => text.as_borrowed().is_none(),
            Body::Form(_) => true,
            Body::Text(_) | Body::Other => false,
        }
    }

    /// The user's struct, if the body is JSON for it. Other formats are read by the second look.
    pub(super) fn deserialize<T: DeserializeOwned>(&self) -> Option<Watched<T>> {
        match self {
            Body::Json { text, .. } => serde_json::from_str(text.as_str()).ok(),
            Body::Form(_) | Body::Text(_) | Body::Other => None,
        }
    }

    /// Whether something was replaced in a member that is called a token, whether the struct reads it in a role or
    /// not: what stands for the lost bytes is not what was sent.
    #[cold]
    pub(super) fn has_damaged_token(&self) -> bool {
        match self {
            Body::Json { text, .. } => has_damaged_token(text.as_str(), 4),
            // Only the escape of a byte that is not ASCII can be what is not UTF-8.
            Body::Form(form) if !form.as_bytes().windows(2).any(escapes_beyond_ascii) => false,
            Body::Form(form) => {
                let mut is_damaged_within = false;
                pairs(form, &Cell::new(0), &mut |name, value| {
                    is_damaged_within |= is_damaged(name, Secret::from(value).as_str());
                });
                is_damaged_within
            }
            Body::Text(_) | Body::Other => false,
        }
    }

    /// Where it is not in the format that its first bytes announce, if that is JSON then by this error.
    pub(super) fn mistake(&self, error: Option<serde_json::Error>) -> Option<EndpointError> {
        match self {
            Body::Json { text, before } => {
                let (error, before) = (error?, before.unwrap_or_default());
                let (line, column) = place(before, text.as_str(), error.line(), error.column());
                Some(EndpointError::Syntax { format: "JSON", line, column })
            }
            Body::Form(_) | Body::Text(_) => None,
            Body::Other => Some(EndpointError::Syntax {
                format: "JSON, a form or a token",
                line: 1,
                column: 1,
            }),
        }
    }
}

fn has_damaged_token(json: &str, depth: u8) -> bool {
    let mut is_damaged_within = false;
    members(json, &Cell::new(0), &mut |name, json| {
        let is_inner = depth > 0 && json.starts_with('{');
        is_damaged_within |=
            is_damaged(name, json) || is_inner && has_damaged_token(json, depth - 1);
    });
    is_damaged_within
}

fn is_damaged(name: &str, value: &str) -> bool {
    if value.starts_with(['{', '[']) || !value.contains(char::REPLACEMENT_CHARACTER) {
        return false;
    }
    let letters: String = letters(name).map(char::from).collect();
    letters.contains("token") && !letters.ends_with("type")
}

/// Where `inner` begins in `outer`, which it is a part of.
fn offset(outer: &[u8], inner: &[u8]) -> usize {
    inner.as_ptr().addr() - outer.as_ptr().addr()
}

/// The line and the character of a byte of the JSON, in the body as a whole.
fn place(before: &[u8], json: &str, line: usize, column: usize) -> (usize, usize) {
    let before = String::from_utf8_lossy(before);
    let (_, last) = before.rsplit_once('\n').unwrap_or(("", &before));
    let first = if line == 1 { last.chars().count() } else { 0 };
    let text = json.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    // `column` counts bytes, and is the last one of what was read. A character has one byte that begins it.
    let begins = |byte: &u8| !matches!(byte, 0x80..=0xbf);
    let character = text.bytes().take(column).filter(begins).count();
    (before.matches('\n').count() + line, first + character.max(usize::from(column > 0)))
}

/// The whole, checked once: string by string takes several times as long. A name in Latin-1 beside a token
/// makes it no worse.
fn text(body: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(body).map_or_else(|_| Cow::Owned(lossy(body)), Cow::Borrowed)
}

/// The text with U+FFFD for what is not UTF-8, in one allocation: a text that grows leaves copies of itself
/// behind, which nobody can wipe.
fn lossy(body: &[u8]) -> String {
    let replaced = |chunk: &Utf8Chunk<'_>| if chunk.invalid().is_empty() { "" } else { "\u{fffd}" };
    let mut length = 0;
    for chunk in body.utf8_chunks() {
        length += chunk.valid().len() + replaced(&chunk).len();
    }
    let mut text = String::with_capacity(length);
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(replaced(&chunk));
    }
    text
}

/// JSON within what keeps a browser from running it: no `=`, so that it is not a form, before the first
/// brace, and nothing but what closes a call after the last one.
fn guarded(body: &[u8]) -> Option<&[u8]> {
    let first = body.iter().position(|byte| matches!(byte, b'{' | b'=' | b'<'))?;
    let last = body.iter().rposition(|byte| *byte == b'}')?;
    let (json, after) = body.get(first..)?.split_at_checked((last + 1).checked_sub(first)?)?;
    let is_closing = |byte: &u8| matches!(byte, b')' | b';') || byte.is_ascii_whitespace();
    (json.starts_with(b"{") && after.iter().all(is_closing)).then_some(json)
}

/// Whether the text begins with `name=`. Where the content type does not call it a form, the name is a plain
/// one. A token is not a form, whatever the content type says, and may end in `=`, as base64 does.
fn is_pairs(text: &str, is_form: bool) -> bool {
    text.split_once('=').is_some_and(|(name, rest)| {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        (is_form || !name.is_empty() && name.bytes().all(is_plain))
            && !rest.bytes().all(|byte| byte == b'=')
    })
}

/// Whether a text can be a token as a whole: what a header can hold, without spaces, since an access token as RFC
/// 6750 sends it has none, and an error text has; and neither markup nor a word for "nothing".
pub(super) fn may_be_a_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| matches!(byte, b'!'..=b'~') && byte != b'<')
        && !NO_TOKENS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// What programs write where they have no value.
const NO_TOKENS: [&str; 6] = ["null", "true", "false", "none", "nil", "undefined"];

fn escapes_beyond_ascii(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F'])
}

/// Passes on the names and values of a form, borrowed unless there is something to decode. Names that are shorter than
/// `shortest`, which may change meanwhile, are passed over.
pub(super) fn pairs<'b>(
    mut form: &'b str,
    shortest: &Cell<usize>,
    each: &mut dyn FnMut(&Cow<'b, str>, Cow<'b, str>),
) {
    // Nobody keeps most of many names, so that one allocation is enough for them.
    let mut buffer = String::new();
    while !form.is_empty() {
        let (pair, rest) = split_once(form, b'&');
        form = rest;
        if pair.is_empty() {
            continue;
        }
        let (name, value) = split_once(pair, b'=');
        // Escapes take more room than what they stand for.
        if name.len() >= shortest.get() {
            let name = decoded(name, buffer);
            each(&name, decoded(value, String::new()));
            buffer = if let Cow::Owned(used) = name { used } else { String::new() };
        }
    }
}

/// What is before and behind the first such byte. The standard library looks for it in a way that is faster for
/// long texts and slower for most.
fn split_once(text: &str, byte: u8) -> (&str, &str) {
    let end = text.bytes().position(|other| other == byte).unwrap_or(text.len());
    (text.get(..end).unwrap_or(text), text.get(end + 1..).unwrap_or_default())
}

/// The text without escapes, in the buffer if it needs one.
fn decoded(text: &str, buffer: String) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return Cow::Borrowed(text);
    }
    let mut bytes = buffer.into_bytes();
    bytes.clear();
    // No more than there is, since what grows leaves copies behind.
    bytes.reserve(text.len());
    if text.contains('%') {
        let spaced = text.contains('+').then(|| <Secret>::from(text.replace('+', " ")));
        bytes.extend(percent_decode_str(spaced.as_ref().map_or(text, Secret::as_str)));
    } else {
        bytes.extend(text.bytes().map(|byte| if byte == b'+' { b' ' } else { byte }));
    }
    Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|error| lossy(error.as_bytes())))
}
