//! What kind of body it is, and how each kind is deserialized.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::watched::{Watched, names_error};
use super::{EndpointError, located};

/// A body as what it is, without what is around it.
pub(super) enum Body<'b> {
    Json(Cow<'b, str>),
    /// A form: RFC 6749 appendix B.
    Form(&'b str),
    /// One text that is the token.
    Text(&'b str),
    /// HTML or XML, or bytes that are no text.
    Other,
}

impl<'b> Body<'b> {
    pub(super) fn detect(content_type: Option<&str>, body: &'b [u8]) -> Self {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
        if matches!(body.first(), Some(b'{' | b'[' | b'"')) {
            return Body::Json(text(body));
        }
        if let Some(guarded) = guarded(body) {
            return Body::Json(text(guarded));
        }
        let is_form = content_type.is_some_and(|content_type| {
            let (essence, _) = content_type.split_once(';').unwrap_or((content_type, ""));
            essence.trim_ascii().eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
        match std::str::from_utf8(body).map(str::trim_ascii) {
            Ok(text) if is_pairs(text, is_form) => Body::Form(text),
            Ok(text) if !text.is_empty() && !text.starts_with('<') => Body::Text(text),
            Ok(_) | Err(_) => Body::Other,
        }
    }

    pub(super) fn is_form(&self) -> bool {
        matches!(self, Body::Form(_))
    }

    /// Whether what is no UTF-8 may have been replaced in it.
    #[inline]
    pub(super) fn is_lossy(&self) -> bool {
        matches!(self, Body::Json(Cow::Owned(_)) | Body::Form(_))
    }

    /// The user's struct, if the body is one.
    pub(super) fn deserialize<T: DeserializeOwned>(&self) -> Option<Watched<T>> {
        match self {
            Body::Json(json) => serde_json::from_str(json).ok().or_else(|| {
                // What is no struct may ask for more than the names and values of an object.
                let answer = serde_json::from_str(json).ok()?;
                Some(Watched { answer, names_error: true })
            }),
            Body::Form(_) | Body::Text(_) => {
                let value = self.value().ok()?;
                Some(Watched {
                    answer: located::deserialize(&value, self.is_form()).ok()?,
                    names_error: value
                        .as_object()
                        .is_some_and(|pairs| pairs.keys().any(|name| names_error(name))),
                })
            }
            Body::Other => None,
        }
    }

    /// Whatever it is.
    pub(super) fn value(&self) -> Result<Value, EndpointError> {
        match self {
            Body::Json(json) => serde_json::from_str(json).map_err(|error| EndpointError::Syntax {
                format: "JSON",
                line: error.line(),
                column: error.column(),
            }),
            Body::Form(form) => Ok(Value::Object(pairs(form))),
            Body::Text(text) => Ok(Value::String((*text).to_owned())),
            Body::Other => {
                Err(EndpointError::Syntax { format: "JSON, a form or a token", line: 1, column: 1 })
            }
        }
    }
}

/// The whole, checked once: string by string takes several times as long. A name in Latin-1 beside a token
/// makes it no worse.
fn text(body: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed)
}

/// JSON within what keeps a browser from running it: no `=`, so that it is no form, before the first
/// brace, and nothing but what closes a call after the last one.
fn guarded(body: &[u8]) -> Option<&[u8]> {
    let first = body.iter().position(|byte| matches!(byte, b'{' | b'=' | b'<'))?;
    let last = body.iter().rposition(|byte| *byte == b'}')?;
    let (json, after) = body.get(first..)?.split_at_checked((last + 1).checked_sub(first)?)?;
    let is_closing = |byte: &u8| matches!(byte, b')' | b';') || byte.is_ascii_whitespace();
    (json.starts_with(b"{") && after.iter().all(is_closing)).then_some(json)
}

/// Whether the text begins with `name=`, where the name of what only might be a form is a plain one. A
/// token is no form, whatever is said about it, and may end in `=`, as base64 does.
fn is_pairs(text: &str, is_form: bool) -> bool {
    text.split_once('=').is_some_and(|(name, rest)| {
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        (is_form || !name.is_empty() && name.bytes().all(is_plain))
            && !rest.bytes().all(|byte| byte == b'=')
    })
}

fn pairs(form: &str) -> Map<String, Value> {
    let mut pairs = Map::new();
    for pair in form.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        // What is repeated is void (RFC 6749 section 3.2); the first is as good as any.
        pairs.entry(decoded(name)).or_insert_with(|| Value::String(decoded(value)));
    }
    pairs
}

fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
