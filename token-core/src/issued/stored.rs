//! How an issued token is stored: one JSON object with the names of RFC 6749. Whatever one version
//! wrote, every later one reads, unless a token in it is one that a header can't hold.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::time::{Duration, SystemTime};

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::IssuedToken;
use crate::error::{FieldError, NormalizeError, read_object};
use crate::field::AsScope;
use crate::fields::TokenFields;
use crate::lifetime::Lifetime;
use crate::scope::Scope;
use crate::validity::in_role;

/// How [`Lifetime::Unlimited`] is written.
const UNLIMITED: &str = "unlimited";

/// The token, secrets included: whoever serializes it means to store it.
impl Serialize for IssuedToken<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let token = &self.token;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("access_token", &token.access_token)?;
        map.serialize_entry("token_type", token.token_type())?;
        lifetime_entry(&mut map, "expires_in", token.validity.expires_in)?;
        entry(&mut map, "expires_at", token.validity.expires_at.map(Seconds::from))?;
        entry(&mut map, "issued_at", token.validity.issued_at.map(Seconds::from))?;
        lifetime_entry(&mut map, "refresh_in", token.advice.refresh_in)?;
        entry(&mut map, "refresh_at", token.advice.refresh_at.map(Seconds::from))?;
        entry(&mut map, "refresh_token", token.refresh_token.as_ref())?;
        lifetime_entry(&mut map, "refresh_expires_in", token.refresh_validity.expires_in)?;
        entry(
            &mut map,
            "refresh_expires_at",
            token.refresh_validity.expires_at.map(Seconds::from),
        )?;
        entry(&mut map, "refresh_issued_at", token.refresh_validity.issued_at.map(Seconds::from))?;
        entry(&mut map, "id_token", token.id_token.as_ref())?;
        entry(&mut map, "scope", token.scope.as_ref())?;
        entry(&mut map, "issued_token_type", token.issued_token_type.as_deref())?;
        map.serialize_entry("received_at", &Seconds::from(self.received_at))?;
        entry(&mut map, "reused", self.is_reused.then_some(true))?;
        map.end()
    }
}

fn entry<M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: Option<impl Serialize>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(name, &value))
}

fn lifetime_entry<M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    lifetime: Lifetime,
) -> Result<(), M::Error> {
    match lifetime {
        Lifetime::Limited(duration) => {
            map.serialize_entry(name, &Seconds { before: false, distance: duration })
        }
        Lifetime::Unlimited => map.serialize_entry(name, UNLIMITED),
        Lifetime::Unspecified => Ok(()),
    }
}

/// Seconds, exact: a JSON integer if they are whole, and otherwise text with the fraction, for which a
/// JSON number would be too coarse.
#[derive(Clone, Copy)]
struct Seconds {
    before: bool,
    distance: Duration,
}

impl From<SystemTime> for Seconds {
    fn from(instant: SystemTime) -> Self {
        match instant.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(distance) => Seconds { before: false, distance },
            Err(before) => Seconds { before: true, distance: before.duration() },
        }
    }
}

impl Serialize for Seconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sign = if self.before { "-" } else { "" };
        let (whole, fraction) = (self.distance.as_secs(), self.distance.subsec_nanos());
        match i64::try_from(whole) {
            Ok(whole) if fraction == 0 => {
                serializer.serialize_i64(if self.before { -whole } else { whole })
            }
            _ => serializer.collect_str(&format_args!("{sign}{whole}.{fraction:09}")),
        }
    }
}

impl Seconds {
    fn read(value: &Value) -> Result<Self, FieldError> {
        let text = match value {
            Value::Number(number) => Cow::Owned(number.to_string()),
            Value::String(text) => Cow::Borrowed(text.as_str()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
        };
        Seconds::parse(&text).ok_or(FieldError::new(
            "expected seconds, as a number or as text with up to nine decimals",
        ))
    }

    fn parse(text: &str) -> Option<Self> {
        let (before, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 9 {
            return None;
        }
        let nanoseconds = format!("{fraction:0<9}").parse().ok()?;
        Some(Seconds { before, distance: Duration::new(whole.parse().ok()?, nanoseconds) })
    }

    fn into_instant(self) -> Result<SystemTime, FieldError> {
        if self.before {
            SystemTime::UNIX_EPOCH.checked_sub(self.distance)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(self.distance)
        }
        .ok_or(FieldError::new("this system's clock can't show that instant"))
    }
}

impl<'de> Deserialize<'de> for IssuedToken<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Its members are read as whatever they are and judged here, since the errors of `serde` quote values.
        let read_members =
            |is_object: &_| deserializer.deserialize_map(StoredVisitor { is_object });
        read(read_object(read_members)?).map_err(D::Error::custom)
    }
}

struct StoredVisitor<'o> {
    is_object: &'o Cell<bool>,
}

impl<'de> Visitor<'de> for StoredVisitor<'_> {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        self.is_object.set(true);
        let mut object = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if object.insert(name, map.next_value()?).is_some() {
                return Err(A::Error::custom("a member of the stored token comes twice"));
            }
        }
        Ok(object)
    }
}

/// Reads the members in their roles, and makes a token of them as of any other answer.
fn read(mut object: Map<String, Value>) -> Result<IssuedToken<'static>, NormalizeError> {
    let fields = TokenFields {
        access_token: text(&mut object, "access_token")?,
        token_type: text(&mut object, "token_type")?,
        expires_in: lifetime(&object, "expires_in"),
        expires_at: instant(&object, "expires_at"),
        issued_at: instant(&object, "issued_at"),
        refresh_in: lifetime(&object, "refresh_in"),
        refresh_at: instant(&object, "refresh_at"),
        refresh_token: text(&mut object, "refresh_token")?,
        refresh_expires_in: lifetime(&object, "refresh_expires_in"),
        refresh_expires_at: instant(&object, "refresh_expires_at"),
        refresh_issued_at: instant(&object, "refresh_issued_at"),
        id_token: text(&mut object, "id_token")?,
        scope: scope(&object)?,
        issued_token_type: text(&mut object, "issued_token_type")?,
        ..TokenFields::EMPTY
    };
    let absent = FieldError::new("it is missing or empty");
    let token = match fields.normalize() {
        Err(NormalizeError::MissingAccessToken) => Err(absent.clone().in_role("access_token"))?,
        token => token?,
    };
    let received_at = in_role("received_at", instant(&object, "received_at"))?
        .ok_or(absent.in_role("received_at"))?;
    let is_reused = object.get("reused").and_then(Value::as_bool) == Some(true);
    Ok(IssuedToken { token, received_at, is_reused })
}

/// Text, moved out.
fn text(
    object: &mut Map<String, Value>,
    name: &'static str,
) -> Result<Option<Cow<'static, str>>, FieldError> {
    match object.get_mut(name).map(Value::take) {
        Some(Value::String(text)) => Ok(Some(Cow::Owned(text))),
        Some(Value::Null) | None => Ok(None),
        Some(_) => Err(FieldError::new("expected text").in_role(name)),
    }
}

/// Text, or a list of text where an entry has white space in it.
fn scope(object: &Map<String, Value>) -> Result<Option<Scope<'static>>, FieldError> {
    let Some(value) = object.get("scope").filter(|value| !value.is_null()) else { return Ok(None) };
    let is_text = match value {
        Value::Array(entries) => entries.iter().all(Value::is_string),
        value => value.is_string(),
    };
    if !is_text {
        return Err(FieldError::new("expected text, or a list of text").in_role("scope"));
    }
    Ok(value.as_scope(None).map(Scope::into_owned))
}

fn seconds(object: &Map<String, Value>, name: &str) -> Result<Option<Seconds>, FieldError> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => Seconds::read(value).map(Some),
    }
}

fn instant(object: &Map<String, Value>, name: &str) -> Result<Option<SystemTime>, FieldError> {
    seconds(object, name)?.map(Seconds::into_instant).transpose()
}

fn lifetime(object: &Map<String, Value>, name: &str) -> Result<Lifetime, FieldError> {
    if object.get(name).is_some_and(|value| value == UNLIMITED) {
        return Ok(Lifetime::Unlimited);
    }
    match seconds(object, name)? {
        Some(Seconds { before: false, distance }) => Ok(Lifetime::from(distance)),
        Some(Seconds { before: true, .. }) => Ok(Lifetime::Limited(Duration::ZERO)),
        None => Ok(Lifetime::Unspecified),
    }
}
