//! A scalar that servers write as text or as a number.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde_core::ser::{Serialize, Serializer};
use serde_json::Number;

use crate::error::{FieldError, quotes_no_value};
use crate::field::zero::ZeroIsNever;
use crate::field::{AsErrorCode, AsLifetime, AsText, AsTimestamp, Unit, number};
use crate::lifetime::Lifetime;
use crate::secret::{Secret, text_of_element};

/// A scalar as servers write it: JSON text or a JSON number.
///
/// Use it where a provider documents one of the two and sends the other, or both. It is serialized as it was
/// read. `Debug` redacts it, and there is no `==`, since it may hold a secret.
///
/// ```
/// use serde::Deserialize;
/// use token_core::{TextOrNumber, TokenResponse};
///
/// #[derive(Deserialize, TokenResponse)]
/// struct Answer {
///     access_token: String,
///     expires_in: TextOrNumber,
/// }
///
/// for body in [r#"{"access_token": "a", "expires_in": 3600}"#, r#"{"access_token": "a", "expires_in": "3600"}"#] {
///     let answer: Answer = serde_json::from_str(body)?;
///     assert_eq!(answer.expires_in()?.as_duration().map(|lifetime| lifetime.as_secs()), Some(3600));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct TextOrNumber(Scalar);

#[derive(Clone)]
enum Scalar {
    Text(Secret),
    Number(Number),
}

impl TextOrNumber {
    pub(crate) fn text(text: Secret) -> Self {
        TextOrNumber(Scalar::Text(text))
    }

    /// A whole number, or text of digits: floored, and clamped to 64 bits.
    pub(crate) fn count(&self) -> Option<i64> {
        match &self.0 {
            Scalar::Text(text) => number::floor_of_text(text.as_str()),
            Scalar::Number(number) => number::floor_of_json(number),
        }
    }

    /// The text, or a whole number in digits.
    pub(crate) fn into_text(self) -> String {
        match &self.0 {
            Scalar::Text(text) => text.as_str().to_owned(),
            Scalar::Number(number) => number::floor_of_json(number)
                .map_or_else(|| number.to_string(), |floor| floor.to_string()),
        }
    }
}

/// Empty text is absent. A number is written in decimal.
#[diagnostic::do_not_recommend]
impl AsText for TextOrNumber {
    fn as_text(&self) -> Option<Cow<'_, str>> {
        Some(match &self.0 {
            Scalar::Text(text) => Cow::Borrowed(text.as_str()),
            Scalar::Number(number) => Cow::Owned(number.to_string()),
        })
    }
}

#[diagnostic::do_not_recommend]
impl AsLifetime for TextOrNumber {
    fn as_lifetime(&self, unit: Unit) -> Result<Lifetime, FieldError> {
        match &self.0 {
            Scalar::Text(text) => text.as_lifetime(unit),
            Scalar::Number(number) => number.as_lifetime(unit),
        }
    }
}

#[diagnostic::do_not_recommend]
impl ZeroIsNever for TextOrNumber {
    fn is_zero(&self) -> bool {
        match &self.0 {
            Scalar::Text(text) => text.is_zero(),
            Scalar::Number(number) => number.is_zero(),
        }
    }
}

#[diagnostic::do_not_recommend]
impl AsTimestamp for TextOrNumber {
    fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
        match &self.0 {
            Scalar::Text(text) => text.as_timestamp(unit),
            Scalar::Number(number) => number.as_timestamp(unit),
        }
    }
}

#[diagnostic::do_not_recommend]
impl AsErrorCode for TextOrNumber {
    fn as_error_code(&self) -> Option<Cow<'_, str>> {
        match &self.0 {
            Scalar::Text(text) => text.as_error_code(),
            Scalar::Number(number) => number.as_error_code(),
        }
    }
}

impl From<&str> for TextOrNumber {
    fn from(text: &str) -> Self {
        TextOrNumber(Scalar::Text(text.into()))
    }
}

impl From<String> for TextOrNumber {
    fn from(text: String) -> Self {
        TextOrNumber::text(text.into())
    }
}

impl From<i64> for TextOrNumber {
    fn from(number: i64) -> Self {
        Number::from(number).into()
    }
}

impl From<u64> for TextOrNumber {
    fn from(number: u64) -> Self {
        Number::from(number).into()
    }
}

impl From<Number> for TextOrNumber {
    fn from(number: Number) -> Self {
        TextOrNumber(Scalar::Number(number))
    }
}

/// `[redacted]`, whatever the value.
impl fmt::Debug for TextOrNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Text or a number, as it was read.
impl Serialize for TextOrNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Scalar::Text(text) => text.serialize(serializer),
            Scalar::Number(number) => number.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for TextOrNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrNumberVisitor)
    }
}

struct TextOrNumberVisitor;

impl<'de> Visitor<'de> for TextOrNumberVisitor {
    type Value = TextOrNumber;

    quotes_no_value!(bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a number")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<TextOrNumber, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<TextOrNumber, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<TextOrNumber, E> {
        match Number::from_f64(number) {
            Some(number) => Ok(number.into()),
            None => Err(E::invalid_value(Unexpected::Other("an infinite number"), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<TextOrNumber, E> {
        Ok(text.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, element: A) -> Result<TextOrNumber, A::Error> {
        text_of_element(element, &self).map(TextOrNumber::from)
    }
}
