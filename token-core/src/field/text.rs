//! Text: tokens, and what is said about them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::AsText;

/// Text that is borrowed from the JSON whenever there is no escape in it, and that `Debug` redacts.
///
/// `Option<Cow<str>>` looks as if it did this, but `serde` copies there, even with
/// `#[serde(borrow)]`; and a `&str` field refuses every answer in which a `/` was escaped. A struct of
/// `Text` fields parses and normalizes without one allocation.
///
/// ```
/// use serde::Deserialize;
/// use token_core::{Text, TokenResponse};
///
/// #[derive(Deserialize, TokenResponse)]
/// struct Answer<'a> {
///     #[serde(borrow)]
///     access_token: Text<'a>,
///     #[serde(borrow)]
///     refresh_token: Option<Text<'a>>,
/// }
///
/// let answer: Answer<'_> = serde_json::from_str(r#"{"access_token": "2YotnFZFEjr1zCsicMWpAA"}"#)?;
/// assert_eq!(answer.access_token.as_str(), "2YotnFZFEjr1zCsicMWpAA");
/// assert_eq!(format!("{:?}", answer.access_token), "[redacted]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct Text<'a>(Held<'a>);

#[derive(Clone)]
enum Held<'a> {
    Borrowed(&'a str),
    Owned(Owned),
}

/// A type of its own, so that wiping it is no destructor of `Text`: that would hold on to what is
/// borrowed, and the feature break callers that compile without it.
#[derive(Clone)]
struct Owned(String);

/// What is borrowed is its owner's to wipe.
#[cfg(feature = "zeroize")]
impl Drop for Owned {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

#[cfg(feature = "zeroize")]
#[cfg_attr(docsrs, doc(cfg(feature = "zeroize")))]
impl zeroize::ZeroizeOnDrop for Text<'_> {}

impl<'a> Text<'a> {
    /// The text, if it is borrowed.
    #[inline]
    pub(crate) fn as_borrowed(&self) -> Option<&'a str> {
        match self.0 {
            Held::Borrowed(text) => Some(text),
            Held::Owned(_) => None,
        }
    }

    /// The text itself.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Held::Borrowed(text) => text,
            Held::Owned(Owned(text)) => text,
        }
    }

    /// The same text, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Text<'static> {
        match self.0 {
            Held::Borrowed(text) => Text::from(text.to_owned()),
            Held::Owned(text) => Text(Held::Owned(text)),
        }
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    #[inline]
    fn from(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Text::from(text),
            Cow::Owned(text) => Text::from(text),
        }
    }
}

impl<'a> From<&'a str> for Text<'a> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Text(Held::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    #[inline]
    fn from(text: String) -> Self {
        Text(Held::Owned(Owned(text)))
    }
}

/// `[redacted]`, whatever the text.
impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text::from(text))
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text::from(text.to_owned()))
    }

    #[inline]
    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Text::from(text))
    }
}

/// The text itself: who serializes it means to.
impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Calls `$implement!` with every type that is text, and how its `&str` is had.
macro_rules! for_every_text {
    ($implement:ident) => {
        $implement!(str: |text| text);
        $implement!(String: |text| text.as_str());
        $implement!(std::borrow::Cow<'_, str>: |text| text.as_ref());
        $implement!(crate::field::text::Text<'_>: |text| text.as_str());
    };
}
pub(super) use for_every_text;

macro_rules! text {
    ($ty:ty: |$text:ident| $str:expr) => {
        #[diagnostic::do_not_recommend]
        impl AsText for $ty {
            #[inline]
            fn as_text(&self) -> Option<Cow<'_, str>> {
                let $text = self;
                Some(Cow::Borrowed($str))
            }
        }
    };
}
for_every_text!(text);

/// JSON text; any other JSON value is no text.
#[diagnostic::do_not_recommend]
impl AsText for Value {
    #[inline]
    fn as_text(&self) -> Option<Cow<'_, str>> {
        self.as_str().map(Cow::Borrowed)
    }
}

#[diagnostic::do_not_recommend]
impl AsText for crate::TokenType {
    #[inline]
    fn as_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_str()))
    }
}

#[cfg(feature = "secrecy")]
#[cfg_attr(docsrs, doc(cfg(feature = "secrecy")))]
#[diagnostic::do_not_recommend]
impl<T: AsText + zeroize::Zeroize + ?Sized> AsText for secrecy::SecretBox<T> {
    #[inline]
    fn as_text(&self) -> Option<Cow<'_, str>> {
        secrecy::ExposeSecret::expose_secret(self).as_text()
    }
}

#[cfg(feature = "zeroize")]
#[cfg_attr(docsrs, doc(cfg(feature = "zeroize")))]
#[diagnostic::do_not_recommend]
impl<T: AsText + zeroize::Zeroize> AsText for zeroize::Zeroizing<T> {
    #[inline]
    fn as_text(&self) -> Option<Cow<'_, str>> {
        T::as_text(self)
    }
}
