//! Answers of five documented token endpoints, built with the derive.
//!
//! Fields, types and what is optional are as the provider documents them. Every casing of a name is read
//! (`accessToken`, `access_token`, `AccessToken`), and the documented one is written. Where a document
//! says text and servers send a number, or the other way round, both are read. `Debug` shows no token;
//! `Serialize` writes them, since that is what a model of the wire is for.
//!
//! | model | provider | what is special |
//! |---|---|---|
//! | [`PostTokenResponse`] | Ebury | the lifetime is text |
//! | [`PostTokenForContactResponse`] | Ebury | the same, and never a refresh token |
//! | [`PostTokenRefreshJsonResponseBody`] | Spendesk | no lifetime at all |
//! | [`OAuth2Token`] | Ory | the ID token is documented as an integer |
//! | [`V3TokenResponse`] | Prove | `PascalCase` names |

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::{Serialize, Serializer};

use crate::field::{AsText, number};

mod ebury;
mod ory;
mod prove;
mod spendesk;

pub use ebury::{
    PostTokenForContactResponse, PostTokenForContactResponseTokenType, PostTokenResponse,
    PostTokenResponseTokenType,
};
pub use ory::OAuth2Token;
pub use prove::V3TokenResponse;
pub use spendesk::{PostTokenRefreshJsonResponseBody, PostTokenRefreshJsonTokenType};

/// A value that is documented as an integer and sent as text, or the other way round.
///
/// It is written as it was read, and `Debug` redacts it.
#[derive(Clone, PartialEq, Eq)]
pub enum IntegerOrText {
    /// A JSON number; a fraction is floored, and what exceeds 64 bits is clamped.
    Integer(i64),
    /// JSON text.
    Text(String),
}

#[diagnostic::do_not_recommend]
impl AsText for IntegerOrText {
    fn as_text(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            IntegerOrText::Integer(number) => Cow::Owned(number.to_string()),
            IntegerOrText::Text(text) => Cow::Borrowed(text),
        })
    }
}

/// `[redacted]`, whatever the value.
impl fmt::Debug for IntegerOrText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Serialize for IntegerOrText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            IntegerOrText::Integer(number) => serializer.serialize_i64(*number),
            IntegerOrText::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for IntegerOrText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IntegerOrTextVisitor)
    }
}

struct IntegerOrTextVisitor;

impl Visitor<'_> for IntegerOrTextVisitor {
    type Value = IntegerOrText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer or text")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(IntegerOrText::Integer(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(IntegerOrText::Integer(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        number::from_float(number).map(IntegerOrText::Integer).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(IntegerOrText::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(IntegerOrText::Text(text))
    }
}

/// Documented as text.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map(|value| match value {
        IntegerOrText::Integer(number) => number.to_string(),
        IntegerOrText::Text(text) => text,
    }))
}

/// Documented as a required integer.
fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let value = IntegerOrText::deserialize(deserializer)?;
    to_integer(value)?.ok_or_else(no_integer)
}

/// Documented as an integer that may be missing, as it also is if it is empty.
fn optional_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map(to_integer).transpose()?.flatten())
}

fn to_integer<E: Error>(value: IntegerOrText) -> Result<Option<i64>, E> {
    match value {
        IntegerOrText::Integer(number) => Ok(Some(number)),
        IntegerOrText::Text(text) => match text.trim_ascii() {
            "" => Ok(None),
            text => number::from_text(text).map(Some).ok_or_else(no_integer),
        },
    }
}

/// Without the text itself, which could be a secret.
fn no_integer<E: Error>() -> E {
    E::invalid_value(Unexpected::Other("text"), &"an integer, or text of digits")
}

/// An enum of documented token types: read whatever its case, written as documented, and open, so
/// that a type nobody documented does not lose the token.
macro_rules! token_type {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            /// `Bearer`, the only type that is documented.
            #[default]
            Bearer,
            /// A type that is not documented, as the server wrote it.
            Other(Box<str>),
        }

        #[diagnostic::do_not_recommend]
        impl crate::field::AsText for $name {
            fn as_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                Some(std::borrow::Cow::Borrowed(match self {
                    $name::Bearer => "Bearer",
                    $name::Other(text) => text,
                }))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&crate::field::AsText::as_text(self), serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Box::<str>::deserialize(deserializer)?;
                Ok(if text.eq_ignore_ascii_case("Bearer") { $name::Bearer } else { $name::Other(text) })
            }
        }
    };
}
use token_type;
