//! What the models have in common: values that are documented as text and sent as a number, or the other way
//! round, and token types.

use serde::de::{Deserialize, Deserializer, Error, Unexpected};

use crate::field::AsText;
use crate::text_or_number::TextOrNumber;

/// Documented as text.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value: Option<TextOrNumber> = Option::deserialize(deserializer)?;
    Ok(value.map(TextOrNumber::into_text))
}

/// Documented as a required integer.
pub(super) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    optional_integer(deserializer)?.ok_or_else(not_an_integer)
}

/// Documented as an integer that may be missing, as it also is if it is empty.
pub(super) fn optional_integer<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<i64>, D::Error> {
    let value: Option<TextOrNumber> = Option::deserialize(deserializer)?;
    match value {
        Some(value) if value.as_text().is_none_or(|text| !text.trim_ascii().is_empty()) => {
            value.count().map(Some).ok_or_else(not_an_integer)
        }
        _ => Ok(None),
    }
}

/// Without the text itself, which could be a secret.
fn not_an_integer<E: Error>() -> E {
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
pub(super) use token_type;
