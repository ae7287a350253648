//! Text that is kept secret.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{
    Deserialize, Deserializer, Error, Expected, IgnoredAny, MapAccess, Unexpected, Visitor,
};
use serde_core::ser::{Serialize, Serializer};

use crate::error::quotes_no_value;

/// Secret text: `Debug` redacts it, and with the feature `zeroize` it is wiped when it is dropped.
///
/// It holds a `String`, a `Box<str>` or a `Cow<str>`. [`as_str`](Secret::as_str) is the only way to the
/// text. There is no `==`, as comparing secrets takes a time that depends on them; compare the text of two
/// secrets where that does not matter, as in a test.
///
/// ```
/// use serde::Deserialize;
/// use token_core::{Secret, TokenResponse, endpoint};
///
/// #[derive(Deserialize, TokenResponse)]
/// struct Answer {
///     access_token: Secret,
///     refresh_token: Option<Secret>,
/// }
///
/// let answer: Answer = endpoint::parse(200, None, br#"{"access_token": "2YotnFZFEjr1zCsicMWpAA"}"#)?;
/// assert_eq!(answer.access_token.as_str(), "2YotnFZFEjr1zCsicMWpAA");
/// assert_eq!(format!("{:?}", answer.access_token), "[redacted]");
/// # Ok::<(), token_core::endpoint::EndpointError>(())
/// ```
///
/// # Borrowing
///
/// A `Secret<Cow<str>>` borrows from the JSON unless the text has an escape in it. A struct of such fields
/// parses and normalizes without an allocation. `Option<Cow<str>>` looks as if it did the same, but `serde`
/// copies there, even with `#[serde(borrow)]`; and a `&str` field refuses every answer in which a `/` was
/// escaped.
///
/// ```
/// use std::borrow::Cow;
/// use serde::Deserialize;
/// use token_core::{Secret, TokenResponse};
///
/// #[derive(Deserialize, TokenResponse)]
/// struct Answer<'a> {
///     #[serde(borrow)]
///     access_token: Secret<Cow<'a, str>>,
/// }
///
/// let answer: Answer<'_> = serde_json::from_str(r#"{"access_token": "2YotnFZFEjr1zCsicMWpAA"}"#)?;
/// assert_eq!(answer.normalize()?.access_token(), "2YotnFZFEjr1zCsicMWpAA");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Secret<S = String>(Held<S>);

#[derive(Clone)]
enum Held<S> {
    /// It belongs to its owner, who wipes it.
    Borrowed(S),
    Owned(Owned),
}

/// A type of its own, so that wiping it is not a destructor of [`Secret`]. That would extend every borrow in a
/// `Secret<Cow<str>>` to the end of its scope, and the feature would break callers that compile without it.
#[derive(Clone)]
struct Owned(String);

#[cfg(feature = "zeroize")]
impl Drop for Owned {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

#[cfg(feature = "zeroize")]
#[cfg_attr(docsrs, doc(cfg(feature = "zeroize")))]
impl<S> zeroize::ZeroizeOnDrop for Secret<S> {}

impl<S: AsRef<str>> Secret<S> {
    /// The text itself.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Held::Borrowed(text) => text.as_ref(),
            Held::Owned(Owned(text)) => text,
        }
    }
}

impl<'a> Secret<Cow<'a, str>> {
    /// The text, if it is borrowed.
    #[inline]
    pub(crate) fn as_borrowed(&self) -> Option<&'a str> {
        match self.0 {
            Held::Borrowed(Cow::Borrowed(text)) => Some(text),
            Held::Borrowed(Cow::Owned(_)) | Held::Owned(_) => None,
        }
    }

    /// The same text, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Secret<Cow<'static, str>> {
        Secret(Held::Owned(self.into_wiped()))
    }

    fn into_wiped(self) -> Owned {
        match self.0 {
            Held::Borrowed(text) => Owned(text.into_owned()),
            Held::Owned(text) => text,
        }
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret(Held::Owned(Owned(text)))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret::from(text.to_owned())
    }
}

impl From<Box<str>> for Secret<Box<str>> {
    fn from(text: Box<str>) -> Self {
        Secret(Held::Owned(Owned(text.into())))
    }
}

impl From<&str> for Secret<Box<str>> {
    fn from(text: &str) -> Self {
        Secret(Held::Owned(Owned(text.to_owned())))
    }
}

impl<'a> From<Cow<'a, str>> for Secret<Cow<'a, str>> {
    #[inline]
    fn from(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Secret::from(text),
            Cow::Owned(text) => Secret::from(text),
        }
    }
}

impl<'a> From<&'a str> for Secret<Cow<'a, str>> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Secret(Held::Borrowed(Cow::Borrowed(text)))
    }
}

impl From<String> for Secret<Cow<'_, str>> {
    #[inline]
    fn from(text: String) -> Self {
        Secret(Held::Owned(Owned(text)))
    }
}

/// `[redacted]`, whatever the text.
impl<S> fmt::Debug for Secret<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<'de> Deserialize<'de> for Secret {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Secret(Held::Owned(deserializer.deserialize_any(SecretVisitor)?.into_wiped())))
    }
}

impl<'de> Deserialize<'de> for Secret<Box<str>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Secret(Held::Owned(deserializer.deserialize_any(SecretVisitor)?.into_wiped())))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Secret<Cow<'a, str>> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecretVisitor)
    }
}

/// It is asked for any value and not for text, since `serde_json` would quote any other value in its error.
struct SecretVisitor;

impl<'de> Visitor<'de> for SecretVisitor {
    type Value = Secret<Cow<'de, str>>;

    quotes_no_value!(bool, number);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_map<A: MapAccess<'de>>(self, element: A) -> Result<Self::Value, A::Error> {
        text_of_element(element, &self).map(Secret::from)
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Secret::from(text))
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Secret::from(text.to_owned()))
    }

    #[inline]
    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Secret::from(text))
    }
}

/// The text of an element of XML, which is a map with a member `$text` to whoever asks for any value.
pub(crate) fn text_of_element<'de, A: MapAccess<'de>>(
    mut element: A,
    expected: &dyn Expected,
) -> Result<String, A::Error> {
    match element.next_key::<Cow<'_, str>>()?.as_deref() {
        Some("$text") => {
            let text = element.next_value()?;
            while element.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(text)
        }
        _ => Err(A::Error::invalid_type(Unexpected::Map, expected)),
    }
}

/// The text itself, in plain: whoever serializes a secret means to store it.
impl<S: AsRef<str>> Serialize for Secret<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.serialize_str(self.as_str())
    }
}
