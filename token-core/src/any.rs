//! The provider you know nothing about.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};
use token_derive::TokenResponse;

use crate::field::AsErrorCode;
use crate::field::text::Text;

/// Writes the struct and its list of names from one list: role, its names as [`letters`] has them, and which
/// values can play it.
macro_rules! any_token_response {
    ($(#[$attribute:meta])* {
        $($(#[$role_attribute:meta])* $role:ident: $($name:literal)|+ if $fits:expr;)+
    }) => {
        $(#[$attribute])*
        #[derive(Clone, Default, TokenResponse)]
        pub struct AnyTokenResponse {
            // Apart, since an answer is moved a few times until it is with its reader.
            #[token(nested)]
            roles: Box<Roles>,
            extras: Map<String, Value>,
        }

        #[derive(Clone, Default, TokenResponse)]
        struct Roles {
            $($(#[$role_attribute])* $role: Option<Value>,)+
        }

        impl Roles {
            /// Where a field of this name belongs, and whether its value can stand there.
            fn place(&mut self, name: &str) -> Option<(&mut Option<Value>, fn(&Value) -> bool)> {
                // Most servers write the names as the RFC does.
                $(if name == stringify!($role) {
                    return Some((&mut self.$role, $fits));
                })+
                match letters(name, &mut [0; LONGEST])? {
                    $($($name)|+ => Some((&mut self.$role, $fits)),)+
                    _ => None,
                }
            }

            fn filled(&self) -> [(&'static str, bool); 14] {
                [$((stringify!($role), self.$role.is_some())),+]
            }
        }
    };
}

any_token_response! {
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
    {
        access_token: b"accesstoken" if Value::is_string;
        token_type: b"tokentype" if Value::is_string;
        expires_in: b"expiresin" if anything;
        expires_at: b"expiresat" | b"expireson" if anything;
        issued_at: b"issuedat" if anything;
        refresh_token: b"refreshtoken" if Value::is_string;
        refresh_expires_in: b"refreshexpiresin" | b"refreshtokenexpiresin" | b"xrefreshtokenexpiresin"
            if anything;
        refresh_expires_at: b"refreshexpiresat" | b"refreshtokenexpiresat" if anything;
        id_token: b"idtoken" if Value::is_string;
        scope: b"scope" | b"scopes" if |value| value.is_string() || value.is_array();
        issued_token_type: b"issuedtokentype" if Value::is_string;
        #[token(error, with = stated_error)]
        error: b"error" if anything;
        error_description: b"errordescription" if Value::is_string;
        error_uri: b"erroruri" if Value::is_string;
    }
}

/// `x_refresh_token_expires_in`, without what does not count.
const LONGEST: usize = 22;

/// The letters of a name, small, without `_` and `-`; `None` if there are more than any role has.
fn letters<'b>(name: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
    let mut length = 0;
    for letter in name.bytes().filter(|letter| !matches!(letter, b'_' | b'-')) {
        *buffer.get_mut(length)? = letter.to_ascii_lowercase();
        length += 1;
    }
    buffer.get(..length)
}

/// Where a malformed value is better than none: an unreadable lifetime is not "no lifetime".
fn anything(_: &Value) -> bool {
    true
}

#[expect(clippy::ref_option, reason = "`with` passes a reference to the field")]
fn stated_error(error: &Option<Value>) -> Option<Cow<'_, str>> {
    error.as_ref().filter(|error| states_error(error)).and_then(Value::as_error_code)
}

/// Whether an `error` states one: `false`, `0` and the like are said by servers that succeed.
pub(crate) fn states_error(error: &Value) -> bool {
    !matches!(error.as_error_code().as_deref(), None | Some("" | "false" | "0"))
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

    #[inline]
    fn insert(&mut self, name: &str, value: Value) {
        match self.roles.place(name) {
            // An empty scope is a scope, but one that says less than any other.
            Some((place, fits)) if place.as_ref().is_none_or(is_empty) && fits(&value) => {
                *place = Some(value);
            }
            Some(_) if is_empty(&value) => {}
            Some(_) | None => {
                self.extras.entry(name).or_insert(value);
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value == ""
}

impl<'de> Deserialize<'de> for AnyTokenResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = AnyTokenResponse;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AnyTokenResponse, A::Error> {
        let mut answer = AnyTokenResponse::default();
        while let Some(name) = map.next_key::<Text<'de>>()? {
            answer.insert(name.as_str(), map.next_value()?);
        }
        Ok(answer)
    }
}

/// Which roles are filled and how many extras there are; extras may be secrets, too.
impl fmt::Debug for AnyTokenResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filled =
            self.roles.filled().into_iter().filter(|(_, filled)| *filled).map(|(role, _)| role);
        f.debug_struct("AnyTokenResponse")
            .field("roles", &filled.collect::<Vec<_>>())
            .field("extras", &self.extras.len())
            .finish_non_exhaustive()
    }
}
