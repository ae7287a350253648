//! The provider you know nothing about.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::time::SystemTime;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};
use token_derive::TokenResponse;

use crate::error::{FieldError, read_object};
use crate::field::error_code::states_error;
use crate::field::{AsErrorCode, AsLifetime, AsTimestamp, Unit, number};
use crate::fields::ROLES;
use crate::lifetime::Lifetime;
use crate::name::{is_named, letters};
use crate::response::TokenResponse;
use crate::secret::Secret;

/// An answer of a provider that you know nothing about.
///
/// It reads every role by its name in any casing (`access_token`, `accessToken`, `access-token`), text and
/// numbers alike where a number is expected, and text and arrays for the scope. It also reads the names
/// that mean one thing wherever they appear: `scopes`, `expires_on`, `refresh_on`,
/// `access_token_expires_in`, `access_token_expires_at`, `refresh_token_expires_in`,
/// `refresh_token_expires_at` and `x_refresh_token_expires_in`. Everything else is kept as it came, in
/// [`extras`](AnyTokenResponse::extras).
///
/// # What it does not guess
///
/// Providers use the same answer for opposite things. Only a struct of your own can tell which:
///
/// - units: every number counts seconds, although some providers send milliseconds;
/// - whether `expires` is a lifetime or an instant;
/// - whether a lifetime of 0 means "never": here it is expired;
/// - separators: scope is split at white space, although some providers separate it by commas;
/// - envelopes: the members of `data` stay there, in the extras;
/// - which of `token`, `jwt` and `sessionId` is the access token, and which `created_at` the time of issue;
/// - which `code` is an error: only `error` is. [`endpoint::parse`](crate::endpoint::parse) also reads `errors`.
///
/// It does not pass over a wrong guess in silence. A role that comes twice is an error. So is a deadline
/// that can't be what its name says, such as an `expires_in` that is an instant of today, or an
/// `expires_at` past the year 2286: the error names the struct to write.
/// [`unread`](AnyTokenResponse::unread) lists the members that look like a part of the token and were not
/// read.
///
/// All of the answer has to fit into a [`serde_json::Value`], since all of it is kept: half of a surrogate
/// pair, a number beyond `f64` or nesting deeper than 128 is an error in any member, which a struct of your
/// own would pass over.
///
/// ```
/// use token_core::{AnyTokenResponse, TokenResponse};
///
/// let answer: AnyTokenResponse = serde_json::from_str(
///     r#"{"AccessToken": "eyJ", "expiresIn": "3600", "scopes": ["read", "write"], "athlete": {"id": 1234567890987654321}}"#,
/// )?;
/// let token = answer.normalize()?;
/// assert_eq!(token.access_token(), "eyJ");
/// assert_eq!(token.scope().unwrap().to_string(), "read write");
/// assert_eq!(answer.extras()["athlete"]["id"], 1_234_567_890_987_654_321_u64);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, TokenResponse)]
pub struct AnyTokenResponse {
    // Boxed, because an answer is moved several times on its way to the caller.
    #[token(nested)]
    roles: Box<Roles>,
    extras: Map<String, Value>,
}

#[derive(Clone, Default, TokenResponse)]
struct Roles {
    access_token: Option<Value>,
    token_type: Option<Value>,
    #[token(with = lifetime)]
    expires_in: Option<Value>,
    #[token(with = timestamp)]
    expires_at: Option<Value>,
    #[token(with = timestamp)]
    issued_at: Option<Value>,
    #[token(with = lifetime)]
    refresh_in: Option<Value>,
    #[token(with = timestamp)]
    refresh_at: Option<Value>,
    refresh_token: Option<Value>,
    #[token(with = lifetime)]
    refresh_expires_in: Option<Value>,
    #[token(with = timestamp)]
    refresh_expires_at: Option<Value>,
    #[token(with = timestamp)]
    refresh_issued_at: Option<Value>,
    id_token: Option<Value>,
    scope: Option<Value>,
    issued_token_type: Option<Value>,
    error: Option<Value>,
    error_description: Option<Value>,
    error_uri: Option<Value>,
}

/// Whether a number is one of the seconds, or milliseconds, from 2001 to 2286: as a lifetime, at least 31 years.
fn is_instant(count: i64) -> bool {
    matches!(count, 1_000_000_000..10_000_000_000 | 1_000_000_000_000..10_000_000_000_000)
}

/// Whether a number is the largest signed or unsigned one of 32 bits, which servers send for "never".
fn is_never(count: i64) -> bool {
    count == i64::from(i32::MAX) || count == i64::from(u32::MAX)
}

#[expect(clippy::ref_option, reason = "`with` passes a reference to the field")]
fn lifetime(value: &Option<Value>) -> Result<Lifetime, FieldError> {
    let count = value.as_ref().and_then(count);
    if count.is_some_and(|count| is_instant(count) && !is_never(count)) {
        return Err(FieldError::new(
            "the number is an instant and not a lifetime; write a struct of your own for this answer, and mark the field `#[token(expires_at)]`, or `refresh_expires_at`",
        ));
    }
    value.as_lifetime(Unit::Seconds)
}

#[expect(clippy::ref_option, reason = "`with` passes a reference to the field")]
fn timestamp(value: &Option<Value>) -> Result<Option<SystemTime>, FieldError> {
    if value.as_ref().and_then(count).is_some_and(|count| !is_in_seconds(count)) {
        return Err(FieldError::new(
            "the number is past the year 2286 in seconds; write a struct of your own for this answer, and mark the field `unit = \"ms\"`",
        ));
    }
    value.as_timestamp(Unit::Seconds)
}

/// Whether a number of seconds is before the year 2286.
fn is_in_seconds(count: i64) -> bool {
    count < 10_000_000_000
}

/// A number, or text of digits.
fn count(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number::floor_of_json(number),
        Value::String(text) => number::floor_of_text(text),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Further names that mean one thing wherever they appear. The derive knows the same.
const NAMES: [(&str, &str); 8] = [
    ("expires_on", "expires_at"),
    ("access_token_expires_in", "expires_in"),
    ("access_token_expires_at", "expires_at"),
    ("refresh_on", "refresh_at"),
    ("refresh_token_expires_in", "refresh_expires_in"),
    ("x_refresh_token_expires_in", "refresh_expires_in"),
    ("refresh_token_expires_at", "refresh_expires_at"),
    ("scopes", "scope"),
];

/// The role that a name suggests, whatever its casing.
fn role_of(name: &str) -> Option<&'static str> {
    // Most servers write the names as the RFC does.
    if let Some(role) = ROLES.iter().find(|role| **role == name) {
        return Some(role);
    }
    // The first letter rules out nearly every name.
    let first = letters(name).next()?;
    let suggests = |other: &str| other.as_bytes().first() == Some(&first) && is_named(name, other);
    let role = ROLES.iter().find(|role| suggests(role)).copied();
    role.or_else(|| NAMES.iter().find(|(other, _)| suggests(other)).map(|(_, role)| *role))
}

impl Roles {
    /// The place of a role, if the value can stand there. A malformed lifetime can: it is an error, and
    /// not the same as no lifetime.
    fn place(&mut self, role: &str, value: &Value) -> Option<&mut Option<Value>> {
        let (place, fits) = match role {
            "access_token" => (&mut self.access_token, value.is_string()),
            "token_type" => (&mut self.token_type, value.is_string()),
            "expires_in" => (&mut self.expires_in, true),
            "expires_at" => (&mut self.expires_at, true),
            // Only a deadline is worth an error: some providers count the milliseconds of this one.
            "issued_at" => (&mut self.issued_at, count(value).is_none_or(is_in_seconds)),
            "refresh_in" => (&mut self.refresh_in, true),
            "refresh_at" => (&mut self.refresh_at, true),
            "refresh_token" => (&mut self.refresh_token, value.is_string()),
            "refresh_expires_in" => (&mut self.refresh_expires_in, true),
            "refresh_expires_at" => (&mut self.refresh_expires_at, true),
            "refresh_issued_at" => (&mut self.refresh_issued_at, true),
            "id_token" => (&mut self.id_token, value.is_string()),
            "scope" => (&mut self.scope, value.is_string() || value.is_array()),
            "issued_token_type" => (&mut self.issued_token_type, value.is_string()),
            "error" => (&mut self.error, true),
            "error_description" => (&mut self.error_description, value.is_string()),
            "error_uri" => (&mut self.error_uri, value.is_string()),
            _ => return None,
        };
        fits.then_some(place)
    }
}

impl AnyTokenResponse {
    /// Every field that plays no role, as it came.
    #[must_use]
    pub fn extras(&self) -> &Map<String, Value> {
        &self.extras
    }

    /// Every field that plays no role, to keep.
    #[must_use]
    pub fn into_extras(self) -> Map<String, Value> {
        self.extras
    }

    /// The names of the members that speak of time, a token or an error and were not read, in objects
    /// within the answer as paths such as `data.token`. A struct of your own can read them.
    ///
    /// ```
    /// use token_core::AnyTokenResponse;
    ///
    /// let answer: AnyTokenResponse = serde_json::from_str(
    ///     r#"{"access_token": "eyJ", "expires": 3600, "user": {"name": "Ada", "session_token": "s"}}"#,
    /// )?;
    /// assert_eq!(answer.unread(), ["expires", "user.session_token"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn unread(&self) -> Vec<String> {
        let mut unread = Vec::new();
        for (name, value) in &self.extras {
            list_unread("", name, value, &mut unread);
        }
        unread
    }

    /// Takes in a member, unless its role was stated before.
    fn insert<E: Error>(&mut self, name: &str, value: Value) -> Result<(), E> {
        let Some(role) = role_of(name) else {
            self.extras.entry(name).or_insert(value);
            return Ok(());
        };
        match self.roles.place(role, &value) {
            Some(place) if place.as_ref().is_none_or(|stated| says_nothing(role, stated)) => {
                *place = Some(if role == "scope" { with_text_entries(value) } else { value });
            }
            _ if is_empty(&value) || role == "error" => {}
            Some(_) => return Err(E::duplicate_field(role)),
            None => {
                self.extras.entry(name).or_insert(value);
            }
        }
        Ok(())
    }
}

/// A scope whose numbers are text, so that they are written once and not whenever it is read.
fn with_text_entries(mut scope: Value) -> Value {
    for entry in scope.as_array_mut().into_iter().flatten() {
        if let Value::Number(number) = entry {
            *entry = Value::String(number::text_of_json(number));
        }
    }
    scope
}

/// Whether a value leaves its role to another member.
fn says_nothing(role: &str, value: &Value) -> bool {
    is_empty(value)
        || role == "error" && !value.as_error_code().is_some_and(|code| states_error(&code))
}

fn list_unread(path: &str, name: &str, value: &Value, unread: &mut Vec<String>) {
    let inner = || format!("{path}{name}.");
    match value {
        value if is_empty(value) => {}
        _ if is_telling(name) => unread.push(format!("{path}{name}")),
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| list_unread(&inner(), name, value, unread));
        }
        Value::Array(values) => {
            for (position, value) in values.iter().enumerate() {
                list_unread(&inner(), &position.to_string(), value, unread);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether a name speaks of time, a token or an error.
fn is_telling(name: &str) -> bool {
    let letters: String = letters(name).map(char::from).collect();
    PARTS.iter().any(|part| letters.contains(part)) || WORDS.contains(&&*letters)
}

const PARTS: [&str; 13] = [
    "expir",
    "lifetime",
    "timetolive",
    "maxage",
    "validfor",
    "validuntil",
    "issued",
    "createdat",
    "refresh",
    "token",
    "jwt",
    "error",
    "fault",
];
const WORDS: [&str; 9] =
    ["exp", "iat", "ttl", "created", "timestamp", "code", "errcode", "errmsg", "sessionid"];

/// Empty text says nothing. An empty scope is a scope, but one that says less than any other.
fn is_empty(value: &Value) -> bool {
    value.is_null() || value == ""
}

impl<'de> Deserialize<'de> for AnyTokenResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_object(|is_object| deserializer.deserialize_map(AnyVisitor { is_object }))
    }
}

struct AnyVisitor<'o> {
    is_object: &'o Cell<bool>,
}

impl<'de> Visitor<'de> for AnyVisitor<'_> {
    type Value = AnyTokenResponse;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AnyTokenResponse, A::Error> {
        self.is_object.set(true);
        let mut answer = AnyTokenResponse::default();
        while let Some(name) = map.next_key::<Secret<Cow<'de, str>>>()? {
            answer.insert(name.as_str(), map.next_value()?)?;
        }
        Ok(answer)
    }
}

/// Which roles are filled, and how many extras there are; extras may be secrets, too.
impl fmt::Debug for AnyTokenResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyTokenResponse")
            .field("roles", &self.fields().stated())
            .field("extras", &self.extras.len())
            .finish_non_exhaustive()
    }
}
