//! What one object of a body says about an error, and how JSON is taken apart without a tree.

use std::borrow::Cow;
use std::cell::Cell;

use serde_core::de::Deserialize;
use serde_json::value::RawValue;

use crate::field::error_code::states_error;
use crate::name::letters;
use crate::secret::Secret;

/// What providers call an error code beside a token, in an answer without a token, and in a refusal; the most
/// telling name first. The length of each prefix of [`CODES`].
pub(super) const BESIDE_A_TOKEN: usize = 2;
pub(super) const WITHOUT_A_TOKEN: usize = 5;
pub(super) const REFUSED: usize = CODES.len();

const CODES: [&[u8]; 6] = [b"error", b"errors", b"errortype", b"errorcode", b"errcode", b"code"];

/// What providers call the code within an error object, the most telling first.
const INNER_CODES: [&[u8]; 6] = [b"error", b"code", b"errorcode", b"errortype", b"type", b"status"];

/// What providers call the text for people, the most telling name first.
const DESCRIPTIONS: [&[u8]; 10] = [
    b"errordescription",
    b"message",
    b"errormessage",
    b"errormsg",
    b"errmsg",
    b"msg",
    b"errorsummary",
    b"title",
    b"detail",
    b"description",
];

/// How many letters these names have.
pub(super) const SHORTEST: usize = 3;
const LONGEST: usize = 16;

/// How deep an error may hide in an error.
const DEEPEST: u8 = 4;

/// How many errors of a list are looked at, and how many members that are called one.
const MOST_ELEMENTS: usize = 4096;

/// A value of a body.
#[derive(Clone, Copy)]
pub(super) enum Heard<'b, 't> {
    /// JSON that is known to be valid.
    Json(&'b str),
    /// A value of a form.
    Text(&'t Secret<Cow<'b, str>>),
}

/// What one object says about an error.
#[derive(Default)]
pub(super) struct Said<'b> {
    /// The code under each of the names in [`CODES`].
    codes: [Option<Code<'b>>; CODES.len()],
    /// How often one of them was there.
    count: usize,
    texts: Texts<'b>,
    /// Whether a member `access_token` has text.
    pub(super) holds_token: bool,
}

/// The texts for people in one object.
#[derive(Clone, Default)]
struct Texts<'b> {
    /// With its place in [`DESCRIPTIONS`].
    description: Option<(usize, Cow<'b, str>)>,
    uri: Option<Cow<'b, str>>,
}

/// An error code, and what stands beside it in the object that holds it.
#[derive(Clone)]
pub(super) struct Code<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) kind: Kind,
    texts: Texts<'b>,
}

/// What can stand where a code is looked for. The first that is there counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Code,
    /// A sentence is not a code, but it is more than nothing.
    Sentence,
    /// `true`, or `false` where the struct says that success is `true`.
    Flag,
    /// An object without a code.
    Unspecified,
}

impl Kind {
    pub(super) fn of(code: &str) -> Self {
        match code {
            "true" | "false" => Kind::Flag,
            "unspecified" => Kind::Unspecified,
            _ if code.trim_ascii().contains(|character: char| character.is_whitespace()) => {
                Kind::Sentence
            }
            _ => Kind::Code,
        }
    }
}

impl<'b> Said<'b> {
    /// Takes in one member of the object.
    pub(super) fn hear(&mut self, name: &str, value: Heard<'b, '_>) {
        let mut buffer = [0; LONGEST];
        let Some(name) = short(name, &mut buffer) else { return };
        if let Some(place) = CODES.iter().position(|code| *code == name) {
            self.count += 1;
            let code = if self.count > MOST_ELEMENTS {
                Some(Code::unspecified(Texts::default()))
            } else {
                value.code(DEEPEST)
            };
            if let (Some(code), Some(slot)) = (code, self.codes.get_mut(place)) {
                keep_better(slot, code);
            }
        } else if name == b"accesstoken" {
            // Not decoded, so that no copy of a token is left behind.
            self.holds_token |= match value {
                Heard::Json(json) => json.starts_with('"') && json != "\"\"",
                Heard::Text(text) => !text.as_str().is_empty(),
            };
        } else {
            self.texts.hear(name, value);
        }
    }

    /// The code, if one is stated under the first `names` of the [`CODES`]: then the best under any name.
    pub(super) fn code(&self, names: usize) -> Option<&Code<'b>> {
        if !self.codes.iter().take(names).any(Option::is_some) {
            return None;
        }
        let mut best: Option<&Code<'b>> = None;
        for code in self.codes.iter().flatten() {
            if best.is_none_or(|best| code.kind < best.kind) {
                best = Some(code);
            }
        }
        best
    }

    /// The text for people: beside the code, in the object that holds it, or what stands where a code should.
    pub(super) fn description(&self, code: &str) -> Option<&str> {
        let beside = self.texts.description_beside(code);
        let within = || self.find(|within| within.texts.description_beside(code));
        let is_sentence = |at: &&Code<'_>| at.kind == Kind::Sentence && at.text != code;
        let sentence = || self.find(|at| Some(at).filter(is_sentence).map(|at| at.text.as_ref()));
        beside.or_else(within).or_else(sentence)
    }

    /// The page for people.
    pub(super) fn uri(&self) -> Option<&str> {
        let within = || self.find(|code| code.texts.uri.as_deref());
        self.texts.uri.as_deref().or_else(within)
    }

    /// The first text that one of the codes has.
    fn find<'s>(&'s self, text: impl Fn(&'s Code<'b>) -> Option<&'s str>) -> Option<&'s str> {
        self.codes.iter().find_map(|code| text(code.as_ref()?))
    }
}

impl<'b> Texts<'b> {
    /// The description, if it says more than the code.
    fn description_beside(&self, code: &str) -> Option<&str> {
        self.description.as_ref().map(|(_, text)| text.as_ref()).filter(|text| *text != code)
    }

    fn hear(&mut self, name: &[u8], value: Heard<'b, '_>) {
        let stated = |value: Heard<'b, '_>| value.text().filter(|text| !text.is_empty());
        if let Some(place) = DESCRIPTIONS.iter().position(|description| *description == name) {
            if self.description.as_ref().is_none_or(|(other, _)| place < *other) {
                self.description =
                    stated(value).map(|text| (place, text)).or(self.description.take());
            }
        } else if name == b"erroruri" && self.uri.is_none() {
            self.uri = stated(value);
        }
    }
}

fn keep_better<'b>(kept: &mut Option<Code<'b>>, code: Code<'b>) {
    if kept.as_ref().is_none_or(|kept| code.kind < kept.kind) {
        *kept = Some(code);
    }
}

impl<'b> Heard<'b, '_> {
    /// The text, if it is text. A lone surrogate is read as U+FFFD.
    pub(super) fn text(self) -> Option<Cow<'b, str>> {
        match self {
            Heard::Json(json) => json.starts_with('"').then(|| lossy_text(json)),
            Heard::Text(text) => Some(match text.as_borrowed() {
                Some(text) => Cow::Borrowed(text),
                None => Cow::Owned(text.as_str().to_owned()),
            }),
        }
    }

    /// Text, or a number or a truth value as text.
    pub(super) fn scalar(self) -> Option<Secret<Cow<'b, str>>> {
        match self {
            Heard::Json(json) if json.starts_with(['{', '[', 'n']) => None,
            Heard::Json(json) if !json.starts_with('"') => Some(json.into()),
            text => text.text().map(Secret::from),
        }
    }

    /// The code of the error that it states.
    pub(super) fn stated(self) -> Option<Cow<'b, str>> {
        self.code(DEEPEST).map(|code| code.text)
    }

    /// Whether it states an error.
    pub(super) fn states(self) -> bool {
        match self {
            // Not decoded, so that no copy of a token is left behind.
            Heard::Json(json) if json.starts_with('"') => {
                json.get(1..json.len() - 1).is_some_and(states_error)
            }
            Heard::Json(_) => self.states_within(DEEPEST),
            Heard::Text(text) => states_error(text.as_str()),
        }
    }

    /// Whether there is a code, without a look at all of it.
    fn states_within(self, depth: u8) -> bool {
        match self {
            Heard::Json(json) if json.starts_with('{') => items(json).next().is_some(),
            Heard::Json(json) if json.starts_with('[') => {
                let Some(depth) = depth.checked_sub(1) else { return false };
                let mut elements = items(json);
                elements
                    .by_ref()
                    .take(MOST_ELEMENTS)
                    .any(|json| Heard::Json(json).states_within(depth))
                    || elements.next().is_some()
            }
            scalar => scalar.code(depth).is_some(),
        }
    }

    /// The error code that it states: itself, or the best one in it.
    fn code(self, depth: u8) -> Option<Code<'b>> {
        let Heard::Json(json) = self else { return self.text().and_then(scalar_code) };
        match json.as_bytes().first() {
            Some(b'"') => scalar_code(lossy_text(json)),
            Some(b'{') => object_code(json, depth),
            Some(b'[') => {
                let depth = depth.checked_sub(1)?;
                let (mut best, mut elements) = (None, items(json));
                for json in elements.by_ref().take(MOST_ELEMENTS) {
                    if let Some(code) = Heard::Json(json).code(depth) {
                        let is_found = code.kind == Kind::Code;
                        keep_better(&mut best, code);
                        if is_found {
                            return best;
                        }
                    }
                }
                if elements.next().is_some() {
                    keep_better(&mut best, Code::unspecified(Texts::default()));
                }
                best
            }
            Some(b'n') | None => None,
            Some(b't' | b'f') => scalar_code(Cow::Borrowed(json)),
            Some(_) if json.parse() == Ok(0.0) => None,
            Some(_) => scalar_code(Cow::Borrowed(json)),
        }
    }
}

impl<'b> Code<'b> {
    fn unspecified(texts: Texts<'b>) -> Self {
        Code { text: Cow::Borrowed("unspecified"), kind: Kind::Unspecified, texts }
    }
}

fn scalar_code(text: Cow<'_, str>) -> Option<Code<'_>> {
    let kind = Kind::of(&text);
    states_error(&text).then(|| Code { text, kind, texts: Texts::default() })
}

/// The code of an object: one with members always states an error.
fn object_code(json: &str, depth: u8) -> Option<Code<'_>> {
    items(json).next()?;
    // With its place in the names.
    let mut best: Option<(usize, Code<'_>)> = None;
    let mut texts = Texts::default();
    let mut hear = |name: &Cow<'_, str>, json| {
        let mut buffer = [0; LONGEST];
        let Some(name) = short(name, &mut buffer) else { return };
        let value = Heard::Json(json);
        let Some(place) = INNER_CODES.iter().position(|code| *code == name) else {
            return texts.hear(name, value);
        };
        if let Some(code) = depth.checked_sub(1).and_then(|depth| value.code(depth)) {
            let is_better = |(at, kept): &(usize, Code<'_>)| (code.kind, place) < (kept.kind, *at);
            if best.as_ref().is_none_or(is_better) {
                best = Some((place, code));
            }
        }
    };
    members(json, &Cell::new(SHORTEST), &mut hear);
    Some(match best {
        Some((_, Code { text, kind, texts: inner })) => {
            let Texts { description, uri } = texts;
            let texts =
                Texts { description: description.or(inner.description), uri: uri.or(inner.uri) };
            Code { text, kind, texts }
        }
        None => Code::unspecified(texts),
    })
}

/// Whether providers call an error code so, beside a token or elsewhere.
pub(super) fn names_code(name: &str) -> bool {
    short(name, &mut [0; LONGEST]).is_some_and(|name| CODES.contains(&name))
}

/// The [letters](crate::name) of a name, if it is short enough to be one of those above.
fn short<'n>(name: &str, buffer: &'n mut [u8; LONGEST]) -> Option<&'n [u8]> {
    if name.len() < SHORTEST {
        return None;
    }
    let mut length = 0;
    for letter in letters(name) {
        *buffer.get_mut(length)? = letter;
        length += 1;
    }
    buffer.get(..length)
}

/// The text of a JSON string that is known to be valid. A lone surrogate becomes U+FFFD.
pub(super) fn lossy_text(json: &str) -> Cow<'_, str> {
    unescaped(json, String::new())
}

/// The same, in the buffer if there is something to unescape. `serde_json` allocates for each text, which costs too
/// much where names are many, and does not read a lone surrogate as text.
fn unescaped(json: &str, buffer: String) -> Cow<'_, str> {
    let json = json.get(1..json.len().saturating_sub(1)).unwrap_or_default();
    if !json.contains('\\') {
        return Cow::Borrowed(json);
    }
    let mut text = buffer;
    text.clear();
    // No more than there is, since what grows leaves copies behind.
    text.reserve(json.len());
    let (mut rest, mut was_lone) = (json, false);
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        was_lone &= plain.is_empty();
        let (letter, after) = unescape(escape);
        if !(was_lone && letter.is_none()) {
            text.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        (rest, was_lone) = (after, letter.is_none());
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character that an escape stands for, `None` if it is a lone surrogate, and what is after it.
fn unescape(escape: &str) -> (Option<char>, &str) {
    let mut letters = escape.chars();
    let letter = match letters.next() {
        Some('u') => {
            let (first, after) = code_unit(letters.as_str());
            if let Some(letter) = char::from_u32(first.into()) {
                return (Some(letter), after);
            }
            let second = after.strip_prefix("\\u").map(code_unit);
            let pair =
                second.map(|(second, after)| (char::decode_utf16([first, second]).next(), after));
            return match pair {
                Some((Some(Ok(letter)), after)) => (Some(letter), after),
                _ => (None, after),
            };
        }
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        // A quote, a backslash or a slash.
        other => other.unwrap_or_default(),
    };
    (Some(letter), letters.as_str())
}

/// The number of four hexadecimal digits, and what is after it.
fn code_unit(digits: &str) -> (u16, &str) {
    let (digits, after) = digits.split_at_checked(4).unwrap_or_default();
    (u16::from_str_radix(digits, 16).unwrap_or_default(), after)
}

/// The text up to the first mistake in it, if there is one.
pub(super) fn checked(json: &str) -> (&str, Option<serde_json::Error>) {
    let Err(mistake) = serde_json::from_str::<&RawValue>(json) else { return (json, None) };
    let lines = json.split_inclusive('\n').take(mistake.line().saturating_sub(1));
    let read = lines.map(str::len).sum::<usize>() + mistake.column();
    let bytes = json.as_bytes();
    // The last byte that was read is the mistake, unless another one was expected ..
    let mut end = if mistake.is_eof() { read } else { read.saturating_sub(1) };
    // .. or it is in an escape, whose digits are read at once ..
    let is_escape = |at: &usize| {
        let (before, from) = bytes.split_at(*at);
        let slashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
        from.starts_with(br"\u") && slashes % 2 == 0
    };
    if let Some(escape) = (read.saturating_sub(r"\u0000".len())..end).find(is_escape) {
        end = escape;
    // .. or in a number, whose beginning is not a value of its own.
    } else if let Some([b'0'..=b'9', b'0'..=b'9' | b'.' | b'e' | b'E']) =
        bytes.get(end.saturating_sub(1)..=end)
    {
        end += 1;
    }
    while !json.is_char_boundary(end) {
        end -= 1;
    }
    (json.get(..end).unwrap_or_default(), Some(mistake))
}

/// Passes on the members of a JSON object that was [checked], one after the other, as they stand in the text. Names
/// that are shorter than `shortest`, which may change meanwhile, are passed over.
pub(super) fn members<'b>(
    json: &'b str,
    shortest: &Cell<usize>,
    each: &mut dyn FnMut(&Cow<'b, str>, &'b str),
) {
    // Nobody keeps most of many names, so that one allocation is enough for them.
    let mut buffer = String::new();
    let mut items = items(if json.starts_with('{') { json } else { "" });
    while let (Some(name), Some(value)) = (items.next(), items.next()) {
        // Within quotes; escapes take more room than what they stand for.
        if name.len() >= shortest.get() + 2 {
            let name = unescaped(name, buffer);
            each(&name, value);
            buffer = if let Cow::Owned(used) = name { used } else { String::new() };
        }
    }
}

/// The elements of a JSON array that was [checked], or the names and the values of an object in turn.
fn items(json: &str) -> Items<'_> {
    Items { json, at: 1 }
}

/// What is left of an array or an object from a place on. It was checked, so quotes, brackets and commas tell where a
/// value ends. `serde_json` takes several times as long to check it again.
struct Items<'b> {
    json: &'b str,
    at: usize,
}

impl<'b> Iterator for Items<'b> {
    type Item = &'b str;

    fn next(&mut self) -> Option<&'b str> {
        let bytes = self.json.as_bytes();
        let mut start = self.at;
        while matches!(bytes.get(start)?, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':') {
            start += 1;
        }
        let end = match bytes.get(start)? {
            b'}' | b']' => return None,
            b'"' => end_of_text(bytes, start)?,
            b'{' | b'[' => end_of_nested(bytes, start)?,
            _ => self.end_of_scalar(start)?,
        };
        self.at = end;
        self.json.get(start..end)
    }
}

impl Items<'_> {
    /// Where the number or the word ends that begins at a place.
    fn end_of_scalar(&self, start: usize) -> Option<usize> {
        let rest = self.json.get(start..)?;
        let is_end = |byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b'}' | b']');
        let length = rest.bytes().position(is_end).or_else(|| {
            // The text ends here with a mistake, which may be in this value.
            let mut deserializer = serde_json::Deserializer::from_str(rest);
            <&RawValue>::deserialize(&mut deserializer).ok().map(|json| json.get().len())
        });
        Some(start + length?)
    }
}

/// Where the JSON string ends that begins at a place; `None` if it does not end.
fn end_of_text(json: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match json.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Where the array or the object ends that begins at a place; `None` if it does not end.
fn end_of_nested(json: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0);
    loop {
        match json.get(at)? {
            b'"' => {
                at = end_of_text(json, at)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 1 => return Some(at + 1),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
}
