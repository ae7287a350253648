//! The provider you know nothing about.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use token_derive::TokenResponse;

use crate::error::quotes_no_value;
use crate::fields::ROLES;
use crate::name::is_named;
use crate::response::TokenResponse;
use crate::secret::Secret;

/// An answer of a provider that you know nothing about.
///
/// It reads every role name in any casing (`access_token`, `accessToken`, `access-token`), text and numbers
/// where a number is meant, text and arrays for the scope. Where a role is spelt in several ways the first
/// that is not empty wins. Everything else is kept as it came, in [`extras`](AnyTokenResponse::extras).
///
/// Five more names mean the same wherever they appear, and are read, too: `scopes`, `expires_on`,
/// `refresh_token_expires_in`, `x_refresh_token_expires_in` and `refresh_token_expires_at`.
///
/// # What it does not guess
///
/// Providers use the same answer for opposite things, and only a struct of your own can tell which:
///
/// - units: every number is seconds, although some send milliseconds;
/// - whether `expires_in` is an instant, and whether `expires` is one;
/// - whether a lifetime of 0 means "never": here it is expired;
/// - separators: scope is split at white space, although some separate it by commas;
/// - envelopes: what is in `data` stays there, in the extras;
/// - which `token`, `jwt` or `sessionId` is the access token, and which `created_at` the time of issue;
/// - which `code` is an error: only `error` is.
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
    expires_in: Option<Value>,
    expires_at: Option<Value>,
    issued_at: Option<Value>,
    refresh_token: Option<Value>,
    refresh_expires_in: Option<Value>,
    refresh_expires_at: Option<Value>,
    id_token: Option<Value>,
    scope: Option<Value>,
    issued_token_type: Option<Value>,
    error: Option<Value>,
    error_description: Option<Value>,
    error_uri: Option<Value>,
}

/// Further names that mean one thing wherever they appear. The derive knows the same.
const NAMES: [(&str, &str); 7] = [
    ("expires_on", "expires_at"),
    ("access_token_expires_in", "expires_in"),
    ("access_token_expires_at", "expires_at"),
    ("refresh_token_expires_in", "refresh_expires_in"),
    ("x_refresh_token_expires_in", "refresh_expires_in"),
    ("refresh_token_expires_at", "refresh_expires_at"),
    ("scopes", "scope"),
];

/// The role that a name suggests, whatever its casing.
fn role_of(name: &str) -> Option<&'static str> {
    let of_role = ROLES.iter().find(|role| is_named(name, role)).copied();
    of_role.or_else(|| NAMES.iter().find(|(other, _)| is_named(name, other)).map(|(_, role)| *role))
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
            "issued_at" => (&mut self.issued_at, true),
            "refresh_token" => (&mut self.refresh_token, value.is_string()),
            "refresh_expires_in" => (&mut self.refresh_expires_in, true),
            "refresh_expires_at" => (&mut self.refresh_expires_at, true),
            "id_token" => (&mut self.id_token, value.is_string()),
            "scope" => (&mut self.scope, value.is_string() || value.is_array()),
            "issued_token_type" => (&mut self.issued_token_type, value.is_string()),
            "error" => (&mut self.error, true),
            "error_description" => (&mut self.error_description, value.is_string()),
            "error_uri" => (&mut self.error_uri, value.is_string()),
            _ => return None,
        };
        (fits && place.as_ref().is_none_or(is_empty)).then_some(place)
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

    fn insert(&mut self, name: &str, value: Value) {
        let role = role_of(name);
        if let Some(place) = role.and_then(|role| self.roles.place(role, &value)) {
            *place = Some(value);
        } else if role.is_none() || !is_empty(&value) {
            self.extras.entry(name).or_insert(value);
        }
    }
}

/// Empty text says nothing. An empty scope is a scope, but one that says less than any other.
fn is_empty(value: &Value) -> bool {
    value.is_null() || value == ""
}

impl<'de> Deserialize<'de> for AnyTokenResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = AnyTokenResponse;

    quotes_no_value!(bool, number, text);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AnyTokenResponse, A::Error> {
        let mut answer = AnyTokenResponse::default();
        while let Some(name) = map.next_key::<Secret<Cow<'de, str>>>()? {
            answer.insert(name.as_str(), map.next_value()?);
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
