//! The second look at a body, for an answer that is not plainly a token: where it does not fit the struct,
//! what the struct says about an error all the same, and what the objects that it reads say themselves.
//!
//! A body is taken apart only as far as the struct reads it, into slices of its text. What does not fit is
//! replaced by an empty value, and the struct is deserialized again, until it stands: then its own role
//! `error` decides. Errors say what was expected, and never what was there.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde_core::de::value::{MapAccessDeserializer, StrDeserializer};
use serde_core::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::value::RawValue;

use super::body::{Body, may_be_a_token, pairs};
use super::said::{self, Heard, SHORTEST, Said, lossy_text};
use super::watched::{Name, visit_number};
use crate::field::number;
use crate::secret::Secret;

mod probe;

/// How often a struct is deserialized again at most.
const MOST_ATTEMPTS: usize = 256;

/// How many values all attempts but the last may look at.
const MOST_WORK: usize = 60_000;

/// How many elements of an array, how many members of a map, and how many bytes of JSON that the struct keeps as it
/// is a brief attempt reads.
const MOST_ELEMENTS: usize = 64;
const MOST_MEMBERS: usize = 1024;
const MOST_BYTES: usize = 4096;

/// How many empty values there are.
const MOST_FILLERS: u8 = 6;

/// Where an answer first does not fit.
#[derive(Debug)]
pub(super) struct Mismatch {
    pub(super) path: String,
    pub(super) expected: String,
    kind: MismatchKind,
    /// Whether it will not come up again in the next attempt.
    is_mended: bool,
}

#[derive(Debug)]
enum MismatchKind {
    Missing(&'static str),
    Duplicate,
    /// The variants of an enum.
    Variant(&'static [&'static str]),
    /// How JSON of the unexpected kind begins, if that is known.
    Other(Option<&'static str>),
}

impl Mismatch {
    fn new(expected: impl fmt::Display) -> Self {
        Mismatch::of(MismatchKind::Other(None), expected)
    }

    fn of(kind: MismatchKind, expected: impl fmt::Display) -> Self {
        let (path, expected) = (String::new(), expected.to_string());
        Mismatch { path, expected, kind, is_mended: false }
    }

    /// The same, one level further out.
    fn within(mut self, name: &str) -> Self {
        if !self.path.is_empty() {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, name);
        self
    }

    /// Notes whether what was done about it, unless something was done already, mends it.
    fn mend(mut self, mend: impl FnOnce(&Self) -> bool) -> Self {
        self.is_mended = self.is_mended || mend(&self);
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            // As `serde_json` says it.
            MismatchKind::Missing(field) => write!(f, "missing field `{field}`"),
            _ => f.write_str(&self.expected),
        }
    }
}

impl std::error::Error for Mismatch {}

impl Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        // Whoever wrote the message may have put the value in it.
        Mismatch::new("a value that the field's type accepts")
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let begins = match unexpected {
            Unexpected::Unit | Unexpected::Option => Some("null"),
            Unexpected::Map => Some("{"),
            Unexpected::Seq => Some("["),
            _ => None,
        };
        Mismatch::of(MismatchKind::Other(begins), expected)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Mismatch::new(expected)
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Mismatch::new(expected)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Mismatch::of(MismatchKind::Variant(expected), format_args!("one of {expected:?}"))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Mismatch::new(format_args!("no other fields than {expected:?}"))
    }

    fn missing_field(field: &'static str) -> Self {
        Mismatch::of(MismatchKind::Missing(field), format_args!("a field `{field}`"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Mismatch::of(MismatchKind::Duplicate, format_args!("one field `{field}`, not several"))
    }
}

/// A struct deserialized as far as that is possible.
pub(super) struct Fit<T> {
    /// `None` if it fits; else where it first does not.
    pub(super) mismatch: Option<Mismatch>,
    /// With empty values for what does not fit; `None` if it accepts none of those.
    pub(super) answer: Option<T>,
}

/// What all attempts at one body took.
#[derive(Default)]
pub(super) struct Effort {
    /// How many values were looked at.
    work: Cell<usize>,
    /// Whether attempts read only the beginning of what is long, since they are not the answer.
    is_brief: Cell<bool>,
    /// Whether they left something out.
    was_cut: Cell<bool>,
}

impl Effort {
    fn add(&self, values: usize) {
        self.work.set(self.work.get() + values);
    }

    /// Whether to leave out what is too long.
    fn cuts(&self, is_long: bool) -> bool {
        let cuts = is_long && self.is_brief.get();
        self.was_cut.set(self.was_cut.get() || cuts);
        cuts
    }
}

/// A value of the body, or what stands for it.
pub(super) struct Node<'b> {
    source: Source<'b>,
    /// Its members, once it was read as an object.
    object: Option<Box<Object<'b>>>,
    /// Which of the empty values stands for it; 0 if it is itself.
    filler: u8,
    /// Whether the other empty values of that kind are used.
    is_turned: bool,
    is_outermost: bool,
    effort: &'b Effort,
}

enum Source<'b> {
    /// Valid JSON; of the outermost object what is before the first mistake.
    Json(&'b str),
    /// A form.
    Form(&'b str),
    /// A value of a form: text, which is a number wherever the struct expects one.
    Value(Secret<Cow<'b, str>>),
    /// One text that is the token, or JSON text.
    Text(&'b str),
    /// What the struct asks for and the body lacks.
    Missing,
}

/// An object of the body, as far as the struct reads it.
#[derive(Default)]
struct Object<'b> {
    members: Vec<Member<'b>>,
    said: Said<'b>,
    /// Whether the struct reads an access token in it.
    holds_token: bool,
    /// The member that was read last.
    at: usize,
    suspicion: Option<Suspicion>,
    /// The empty value that was added last.
    stand_in: Option<usize>,
    is_purged: bool,
}

struct Member<'b> {
    name: Cow<'b, str>,
    node: Node<'b>,
    is_omitted: bool,
}

/// A member that was omitted to see whether the complaint is about it.
struct Suspicion {
    complaint: String,
    suspect: usize,
    /// What stands for it, if the struct asked for it.
    stand_in: Option<usize>,
}

impl<'b> Source<'b> {
    /// Passes on the members of an object, but those whose names are too short.
    fn members(&self, shortest: &Cell<usize>, each: &mut dyn FnMut(&Cow<'b, str>, Source<'b>)) {
        match self {
            Source::Json(json) => {
                said::members(json, shortest, &mut |name, json| each(name, Source::Json(json)));
            }
            Source::Form(form) => {
                pairs(form, shortest, &mut |name, value| each(name, Source::Value(value.into())));
            }
            Source::Value(_) | Source::Text(_) | Source::Missing => {}
        }
    }

    /// What it may say about an error.
    fn heard(&self) -> Option<Heard<'b, '_>> {
        match self {
            Source::Json(json) => Some(Heard::Json(json)),
            Source::Value(text) => Some(Heard::Text(text)),
            Source::Form(_) | Source::Text(_) | Source::Missing => None,
        }
    }
}

impl<'b> Node<'b> {
    /// The whole body, and where it is not JSON, unless it is known to be valid.
    pub(super) fn outermost(
        body: &'b Body<'_>,
        is_valid: bool,
        effort: &'b Effort,
    ) -> (Self, Option<serde_json::Error>) {
        let mut mistake = None;
        let source = match body {
            Body::Json { text, before: Some(_) } if !is_valid => {
                let (json, error) = said::checked(text.as_str());
                mistake = error;
                Source::Json(json)
            }
            Body::Json { text, .. } => Source::Json(text.as_str()),
            Body::Form(form) => Source::Form(form),
            Body::Text(text) => Source::Text(text.as_str()),
            Body::Other => Source::Missing,
        };
        (Node { is_outermost: true, ..Node::new(source, effort) }, mistake)
    }

    fn new(source: Source<'b>, effort: &'b Effort) -> Self {
        let filler = u8::from(matches!(source, Source::Missing));
        Node { source, object: None, filler, is_turned: false, is_outermost: false, effort }
    }

    /// Deserializes a `T`, as often as that gets it further.
    pub(super) fn fit<T: DeserializeOwned>(&mut self) -> Fit<T> {
        let mut first = None;
        // JSON was looked at before, and is the answer only if `serde_json` refuses what `T` does not read.
        self.effort.is_brief.set(matches!(self.source, Source::Json(_)));
        for _ in 0..MOST_ATTEMPTS {
            match T::deserialize(&mut *self) {
                Ok(_) if first.is_none() && self.effort.was_cut.get() => {
                    self.effort.is_brief.set(false);
                    self.effort.was_cut.set(false);
                    self.object = None;
                }
                Ok(answer) => return Fit { mismatch: first, answer: Some(answer) },
                Err(mismatch) => {
                    let mismatch = mismatch.mend(|mismatch| self.mend(mismatch));
                    let is_mended = mismatch.is_mended;
                    if first.is_none() {
                        self.cut();
                        first = Some(mismatch);
                    }
                    if !is_mended || self.is_spent() {
                        break;
                    }
                }
            }
        }
        Fit { mismatch: first, answer: None }
    }

    /// Whether the struct reads objects within it.
    pub(super) fn has_objects(&self) -> bool {
        let members = self.object.as_ref().map_or(&[][..], |object| &object.members);
        members.iter().any(|member| member.node.object.is_some())
    }

    /// Leaves out what no refusal needs, since no further attempt is the answer.
    pub(super) fn cut(&mut self) {
        self.effort.is_brief.set(true);
        for member in self.object.iter_mut().flat_map(|object| {
            object.members.truncate(MOST_MEMBERS);
            &mut object.members
        }) {
            member.node.cut();
        }
    }

    /// Whether another attempt costs too much.
    pub(super) fn is_spent(&self) -> bool {
        self.effort.work.get() > MOST_WORK
    }

    /// Whether the values that stand for what does not fit can be told from those of the body: with the other
    /// ones in their place, what changes came from them.
    pub(super) fn turn(&mut self) {
        self.is_turned = true;
        for member in self.object.iter_mut().flat_map(|object| &mut object.members) {
            member.node.turn();
        }
    }

    /// Takes an access token away, so that another one takes its place if there is one, and notes where it was.
    pub(super) fn take_token(&mut self, token: &str) {
        if let Some(object) = &mut self.object {
            for member in &mut object.members {
                let text = member.node.source.heard().and_then(Heard::scalar);
                if text.is_some_and(|text| text.as_str() == token) {
                    member.node.source = Source::Value(Cow::Borrowed("").into());
                    object.holds_token = true;
                }
                member.node.take_token(token);
            }
        }
    }

    /// What the object says about an error, whether the struct read it or not.
    pub(super) fn said(&mut self) -> &Said<'b> {
        &self.object(Some(&[])).said
    }

    /// The same, if it was asked for before or the struct read it.
    pub(super) fn outermost_said(&self) -> Option<&Said<'b>> {
        self.object.as_ref().map(|object| &object.said)
    }

    /// What the objects within it say, as far as the struct read them: all of them, or those around a token. It
    /// says whether there is one.
    pub(super) fn said_within<'n>(&'n self, all: bool, said: &mut Vec<&'n Said<'b>>) -> bool {
        let before = said.len();
        for member in self.object.iter().flat_map(|object| &object.members) {
            if let Some(object) = &member.node.object {
                let place = said.len();
                let holds_within = member.node.said_within(all, said);
                if holds_within || all || object.holds_token {
                    said.insert(place, &object.said);
                }
            }
        }
        said.len() > before
    }

    /// Its members, those that are not among `fields` left out but for the first one.
    fn object(&mut self, fields: Option<&'static [&'static str]>) -> &mut Object<'b> {
        let Node { source, object, effort, .. } = self;
        object.get_or_insert_with(|| {
            let mut object = Box::new(Object::default());
            let (mut has_unknown, mut count) = (false, 0);
            // Where names are many, they are short.
            let (shortest, least) =
                (Cell::new(0), fields.into_iter().flatten().map(|field| field.len()).min());
            let is_known =
                |name: &str, fields: &[&str]| Some(name.len()) >= least && fields.contains(&name);
            let Object { members, said, .. } = &mut *object;
            source.members(&shortest, &mut |name, value| {
                value.heard().into_iter().for_each(|heard| said.hear(name, heard));
                let is_kept = match fields {
                    None => !effort.cuts(members.len() >= MOST_MEMBERS),
                    Some(fields) if is_known(name, fields) => {
                        count += 1;
                        // Telling duplicates apart costs too much where there are so many members.
                        let value = (count < MOST_MEMBERS).then_some(&value);
                        count <= 2 * fields.len() || !has_enough(members, name, value)
                    }
                    Some(_) => {
                        shortest.set(least.unwrap_or(SHORTEST).min(SHORTEST));
                        !std::mem::replace(&mut has_unknown, true)
                    }
                };
                if is_kept {
                    members.push(Member {
                        name: name.clone(),
                        node: Node::new(value, effort),
                        is_omitted: false,
                    });
                }
            });
            object
        })
    }

    fn is_object(&self) -> bool {
        match self.source {
            _ if self.filler > 0 => true,
            Source::Json(json) => json.starts_with('{'),
            Source::Form(_) => true,
            Source::Value(_) | Source::Text(_) | Source::Missing => false,
        }
    }

    fn read_object<V: Visitor<'b>>(
        &mut self,
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if !self.is_object() {
            return Err(Mismatch::new("a JSON object"));
        }
        let effort = self.effort;
        let object = self.object(fields);
        visitor.visit_map(Members { object, fields, next: 0, effort })
    }

    fn read_array<V: Visitor<'b>>(&mut self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.source {
            _ if self.filler > 0 => visitor.visit_seq(NoElements),
            Source::Json(json) if json.starts_with('[') => {
                self.read_by_json(json, "another array", visitor)
            }
            _ => self.read_scalar(visitor),
        }
    }

    /// What `serde_json` takes apart better: an array, or text with escapes in it.
    fn read_by_json<V: Visitor<'b>>(
        &self,
        json: &'b str,
        expected: &str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let mut read = None;
        let visitor = JsonVisitor { visitor, effort: self.effort, read: &mut read };
        let ended = serde_json::Deserializer::from_str(json).deserialize_any(visitor);
        // An error may only say that not every element was asked for.
        match read {
            Some(read) if ended.is_ok() || self.effort.was_cut.get() => read,
            Some(Err(mismatch)) => Err(mismatch),
            Some(Ok(_)) | None => Err(Mismatch::new(expected)),
        }
    }

    /// Anything but an object or an array.
    fn read_scalar<V: Visitor<'b>>(&mut self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.source {
            _ if self.filler > 0 => match self.filler {
                1 => visitor.visit_unit(),
                2 => visitor.visit_str(self.filler_text()),
                3 => visitor.visit_u64(self.filler_number()),
                4 => visitor.visit_bool(self.is_turned),
                5 => self.read_object(None, visitor),
                _ => visitor.visit_seq(NoElements),
            },
            Source::Json(json) => match json.as_bytes().first() {
                Some(b'"') => {
                    let text = json.get(1..json.len() - 1).unwrap_or_default();
                    if !text.contains('\\') {
                        return visitor.visit_str(text);
                    }
                    self.effort.add(json.len() / 4);
                    self.read_by_json(json, "text without half a character", visitor)
                }
                Some(b'{') => Err(Mismatch::invalid_type(Unexpected::Map, &visitor)),
                Some(b'[') => Err(Mismatch::invalid_type(Unexpected::Seq, &visitor)),
                Some(b't') => visitor.visit_bool(true),
                Some(b'f') => visitor.visit_bool(false),
                Some(b'n') | None => visitor.visit_unit(),
                Some(_) => visit_number(json, visitor),
            },
            Source::Value(text) => visitor.visit_str(text.as_str()),
            Source::Text(text) if may_be_a_token(text) => visitor.visit_str(text),
            Source::Text(_) => Err(Mismatch::new("a token and no other text")),
            Source::Form(_) | Source::Missing => {
                Err(Mismatch::invalid_type(Unexpected::Map, &visitor))
            }
        }
    }

    /// A number or a truth value, which is text in a form.
    fn read_number<V: Visitor<'b>>(&mut self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.filler > 0 {
            return visitor.visit_u64(self.filler_number());
        }
        let Source::Value(text) = &self.source else { return self.read_scalar(visitor) };
        match text.as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            text if number::from_text(text).is_some() => visit_number(text, visitor),
            text => visitor.visit_str(text),
        }
    }

    fn filler_text(&self) -> &'static str {
        const TEXTS: [[&str; 2]; 6] = [
            ["", "-"],
            ["0", "2"],
            ["1970-01-01T00:00:00Z", "2000-01-01T00:00:00Z"],
            ["https://localhost/", "https://127.0.0.1/"],
            ["127.0.0.1", "::1"],
            ["127.0.0.1:1", "[::1]:1"],
        ];
        let [text, other] = TEXTS.get(usize::from(self.filler) - 1).unwrap_or(&TEXTS[0]);
        if self.is_turned { other } else { text }
    }

    fn filler_number(&self) -> u64 {
        u64::from(self.filler % 2 == 0) + if self.is_turned { 2 } else { 0 }
    }

    /// Does something about a mismatch. It says whether the next attempt differs.
    fn mend(&mut self, mismatch: &Mismatch) -> bool {
        if self.object.as_mut().is_some_and(|object| object.mend(mismatch, self.effort)) {
            return true;
        }
        if let (MismatchKind::Variant([variant, ..]), Source::Missing) =
            (&mismatch.kind, &self.source)
        {
            // The tag of an enum, which no empty value is.
            self.source = Source::Value(Cow::Borrowed(*variant).into());
            self.filler = 0;
            return true;
        }
        // The next empty value takes its place.
        self.filler += 1;
        self.object = None;
        self.filler <= MOST_FILLERS && !self.is_outermost
    }
}

/// Whether there are enough members of a name: a struct stops at the second, and a code that states an error counts.
fn has_enough(members: &[Member<'_>], name: &str, value: Option<&Source<'_>>) -> bool {
    let states = |source: &Source<'_>| match source.heard() {
        Some(Heard::Json(json)) if json.starts_with(['{', '[']) && json.len() > MOST_ELEMENTS => {
            false
        }
        heard => heard.is_some_and(Heard::states),
    };
    let mut same = members.iter().rev().filter(|member| member.name == name);
    same.clone().nth(2).is_some()
        && value
            .is_none_or(|value| !states(value) || same.any(|member| states(&member.node.source)))
}

impl<'b> Object<'b> {
    /// Does something about a mismatch that is the object's own. It says whether the next attempt differs.
    fn mend(&mut self, mismatch: &Mismatch, effort: &'b Effort) -> bool {
        match mismatch.kind {
            MismatchKind::Missing(name) => self.add(name, effort),
            MismatchKind::Duplicate => self.drop_duplicate(),
            MismatchKind::Variant(_) => self.suspect(&mismatch.expected, None),
            MismatchKind::Other(begins) => self.suspect(&mismatch.expected, begins),
        }
    }

    /// Adds an empty value for what is missing.
    fn add(&mut self, name: &'static str, effort: &'b Effort) -> bool {
        let mut stand_ins = self.members.iter().enumerate().filter(|(_, member)| {
            matches!(member.node.source, Source::Missing) && member.name == name
        });
        let place = match stand_ins.next() {
            Some((_, member)) if !member.is_omitted => return false,
            Some((place, _)) => place,
            None => {
                let node = Node::new(Source::Missing, effort);
                self.members.push(Member { name: Cow::Borrowed(name), node, is_omitted: false });
                self.members.len() - 1
            }
        };
        if let Some(member) = self.members.get_mut(place) {
            member.is_omitted = false;
        }
        self.stand_in = Some(place);
        match &mut self.suspicion {
            Some(Suspicion { suspect, stand_in, .. })
                if self.members.get(*suspect).is_some_and(|member| member.name == name) =>
            {
                *stand_in = Some(place);
            }
            // The attempt got further.
            suspicion => *suspicion = None,
        }
        true
    }

    /// Of two members for one field the one that states something stays, or else the first.
    fn drop_duplicate(&mut self) -> bool {
        let Some(later) = self.members.get(self.at) else { return false };
        let mut earlier = self.members.iter().take(self.at);
        let earlier = earlier.position(|member| !member.is_omitted && member.name == later.name);
        let states = |place: usize| self.heard(place).is_some_and(Heard::states);
        let dropped = match earlier {
            Some(earlier) if !states(earlier) && states(self.at) => earlier,
            _ => self.at,
        };
        self.set_omitted(dropped, true)
    }

    /// Tries another empty value, and then omits one member after the other, until the complaint is another one.
    ///
    /// `#[serde(flatten)]` reads every member before it looks at one, so that nothing else tells which it is.
    fn suspect(&mut self, complaint: &str, begins: Option<&str>) -> bool {
        if let Some(Member { node, .. }) =
            self.stand_in.and_then(|place| self.members.get_mut(place))
        {
            node.object = None;
            if node.filler < MOST_FILLERS {
                node.filler += 1;
                return true;
            }
            node.filler = 1;
            self.stand_in = None;
        }
        let mut next = 0;
        if let Some(Suspicion { suspect, stand_in, .. }) =
            self.suspicion.take().filter(|suspicion| suspicion.complaint == complaint)
        {
            self.set_omitted(suspect, false);
            if let Some(stand_in) = stand_in {
                self.set_omitted(stand_in, true);
            }
            next = suspect + 1;
        }
        let mut places = self.members.iter().enumerate().skip(next);
        if let Some((suspect, _)) = places.find(|(_, member)| !member.is_omitted) {
            let complaint = complaint.to_owned();
            self.suspicion = Some(Suspicion { complaint, suspect, stand_in: None });
            return self.set_omitted(suspect, true);
        }
        // It is about several at once.
        let Some(begins) = begins.filter(|_| !self.is_purged) else { return false };
        self.is_purged = true;
        let mut is_one = false;
        for member in &mut self.members {
            if matches!(&member.node.source, Source::Json(json) if json.starts_with(begins)) {
                member.is_omitted = true;
                is_one = true;
            }
        }
        is_one
    }

    fn heard(&self, place: usize) -> Option<Heard<'b, '_>> {
        self.members.get(place).and_then(|member| member.node.source.heard())
    }

    fn set_omitted(&mut self, place: usize, is_omitted: bool) -> bool {
        self.members.get_mut(place).map(|member| member.is_omitted = is_omitted).is_some()
    }

    /// Omits the member that was read last, and all others that the struct does not know.
    fn omit_unknown(&mut self, fields: Option<&'static [&'static str]>) -> bool {
        for member in &mut self.members {
            member.is_omitted |=
                fields.is_some_and(|fields| !fields.contains(&member.name.as_ref()));
        }
        self.set_omitted(self.at, true)
    }
}

macro_rules! read {
    ($reader:ident<$de:lifetime>: $($method:ident)+) => {$(
        fn $method<V: Visitor<$de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            self.$reader(visitor)
        }
    )+};
}

impl<'b> Deserializer<'b> for &mut Node<'b> {
    type Error = Mismatch;

    read! {
        read_number<'b>:
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    read! {
        read_array<'b>:
        deserialize_seq
    }

    fn deserialize_any<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.source {
            _ if self.filler > 0 => self.read_scalar(visitor),
            Source::Json(json) if json.starts_with(['{', '[']) && !self.is_outermost => {
                if self.effort.cuts(json.len() > MOST_BYTES) {
                    return visitor.visit_seq(NoElements);
                }
                // Whoever asks for anything keeps it, whatever it is, which costs more than to look at it.
                self.effort.add(json.len() / 4);
                let read = serde_json::Deserializer::from_str(json).deserialize_any(visitor);
                read.map_err(Mismatch::custom)
            }
            Source::Json(json) if json.starts_with('[') => self.read_array(visitor),
            _ if self.is_object() => self.read_object(None, visitor),
            _ => self.read_scalar(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.filler > 0 { visitor.visit_bool(self.is_turned) } else { self.read_number(visitor) }
    }

    fn deserialize_str<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.filler > 0 {
            visitor.visit_str(self.filler_text())
        } else {
            self.read_scalar(visitor)
        }
    }

    fn deserialize_string<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.filler > 0 { visitor.visit_char('0') } else { self.read_scalar(visitor) }
    }

    fn deserialize_bytes<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.read_array(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.read_array(visitor)
    }

    fn deserialize_identifier<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.source {
            _ if self.filler == 1 => visitor.visit_none(),
            Source::Json("null") => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.filler > 0 { visitor.visit_unit() } else { self.read_scalar(visitor) }
    }

    fn deserialize_unit_struct<V: Visitor<'b>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'b>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self.source {
            // As `RawValue` asks for itself.
            Source::Json(json) if name.starts_with("$serde_json") && self.filler == 0 => {
                let mut deserializer = serde_json::Deserializer::from_str(json);
                deserializer.deserialize_newtype_struct(name, visitor).map_err(Mismatch::custom)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_tuple<V: Visitor<'b>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if self.filler == 0 {
            return self.read_array(visitor);
        }
        visitor.visit_seq(Fillers { node: self, left: length })
    }

    fn deserialize_tuple_struct<V: Visitor<'b>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.read_object(None, visitor)
    }

    fn deserialize_struct<V: Visitor<'b>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.read_object(Some(fields), visitor)
    }

    fn deserialize_enum<V: Visitor<'b>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match &self.source {
            _ if self.filler > 0 => {
                let place = usize::from(self.filler) - 1;
                let variant = if self.is_turned { variants.last() } else { variants.get(place) };
                let variant = variant.or(variants.first()).copied().unwrap_or_default();
                visitor.visit_enum(FillerVariant { node: self, variant })
            }
            Source::Json(json) if json.starts_with('"') => {
                let text = Secret::from(lossy_text(json));
                visitor.visit_enum(StrDeserializer::new(text.as_str()))
            }
            Source::Value(text) => visitor.visit_enum(StrDeserializer::new(text.as_str())),
            Source::Text(text) => visitor.visit_enum(StrDeserializer::new(text)),
            _ if self.is_object() => {
                let effort = self.effort;
                let members = Members { object: self.object(None), fields: None, next: 0, effort };
                visitor.visit_enum(MapAccessDeserializer::new(members))
            }
            _ => Err(Mismatch::new("text, or an object")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'b>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }
}

/// The members of an object that are not omitted.
struct Members<'o, 'b> {
    object: &'o mut Object<'b>,
    fields: Option<&'static [&'static str]>,
    next: usize,
    effort: &'b Effort,
}

impl<'b> MapAccess<'b> for Members<'_, 'b> {
    type Error = Mismatch;

    fn next_key_seed<S: DeserializeSeed<'b>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        let mut rest = self.object.members.iter().enumerate().skip(self.next);
        let Some((place, member)) = rest.find(|(_, member)| !member.is_omitted) else {
            return Ok(None);
        };
        self.effort.add(1);
        self.next = place + 1;
        let read: Result<_, Mismatch> = seed.deserialize(Name::new(&member.name));
        self.object.at = place;
        read.map(Some).map_err(|mismatch| mismatch.mend(|_| self.object.omit_unknown(self.fields)))
    }

    fn next_value_seed<S: DeserializeSeed<'b>>(&mut self, seed: S) -> Result<S::Value, Mismatch> {
        let place = self.object.at;
        let Some(Member { name, node, .. }) = self.object.members.get_mut(place) else {
            return Err(Mismatch::new("a name before its value"));
        };
        seed.deserialize(&mut *node).map_err(|mismatch| {
            let mismatch = mismatch.mend(|mismatch| node.mend(mismatch));
            if is_shown(name, self.fields) {
                mismatch.within(name)
            } else {
                mismatch.within(&place.to_string())
            }
        })
    }
}

/// Whether a name says where something is and gives nothing away: it is one of the struct's, or looks like one.
fn is_shown(name: &str, fields: Option<&[&str]>) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'.');
    match fields {
        Some(fields) => fields.contains(&name),
        None => (1..=40).contains(&name.len()) && name.bytes().all(is_plain),
    }
}

/// Passes on an array, element by element, or text, and keeps what came of it.
struct JsonVisitor<'m, 'b, V: Visitor<'b>> {
    visitor: V,
    effort: &'b Effort,
    read: &'m mut Option<Result<V::Value, Mismatch>>,
}

impl<'b, V: Visitor<'b>> Visitor<'b> for JsonVisitor<'_, 'b, V> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        *self.read = Some(self.visitor.visit_str(text));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'b>>(self, elements: A) -> Result<(), A::Error> {
        let elements = Elements { rest: elements, next: 0, effort: self.effort };
        *self.read = Some(self.visitor.visit_seq(elements));
        Ok(())
    }
}

struct Elements<'b, A> {
    rest: A,
    next: usize,
    effort: &'b Effort,
}

impl<'b, A: SeqAccess<'b>> SeqAccess<'b> for Elements<'b, A> {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'b>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        if self.effort.cuts(self.next == MOST_ELEMENTS) {
            return Ok(None);
        }
        let element = self.rest.next_element::<&'b RawValue>().map_err(Mismatch::custom)?;
        let Some(element) = element else { return Ok(None) };
        self.effort.add(1);
        let read = seed.deserialize(&mut Node::new(Source::Json(element.get()), self.effort));
        let place = self.next;
        self.next += 1;
        read.map(Some).map_err(|mismatch| {
            // Elements are not kept: only the array as a whole can be replaced.
            Mismatch { is_mended: false, ..mismatch }.within(&place.to_string())
        })
    }
}

/// The variant that stands for one that does not fit, with an empty value in it.
struct FillerVariant<'n, 'b> {
    node: &'n mut Node<'b>,
    variant: &'static str,
}

impl<'b> EnumAccess<'b> for FillerVariant<'_, 'b> {
    type Error = Mismatch;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'b>>(self, seed: S) -> Result<(S::Value, Self), Mismatch> {
        Ok((seed.deserialize(StrDeserializer::<Mismatch>::new(self.variant))?, self))
    }
}

impl<'b> VariantAccess<'b> for FillerVariant<'_, 'b> {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'b>>(self, seed: S) -> Result<S::Value, Mismatch> {
        seed.deserialize(self.node)
    }

    fn tuple_variant<V: Visitor<'b>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.node.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'b>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.node.read_object(Some(fields), visitor)
    }
}

/// The elements of a tuple that stands for one that does not fit: the same empty value in each place.
struct Fillers<'n, 'b> {
    node: &'n Node<'b>,
    left: usize,
}

impl<'b> SeqAccess<'b> for Fillers<'_, 'b> {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'b>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let Node { filler, is_turned, effort, .. } = *self.node;
        let mut node = Node { filler, is_turned, ..Node::new(Source::Missing, effort) };
        let read = seed.deserialize(&mut node).map(Some);
        // Elements are not kept: only the tuple as a whole can be replaced.
        read.map_err(|mismatch| Mismatch { is_mended: false, ..mismatch })
    }
}

/// The array that stands for one that does not fit.
struct NoElements;

impl<'de> SeqAccess<'de> for NoElements {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        _: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        Ok(None)
    }
}
