//! How a token is to be presented.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Serialize, Serializer};

use crate::scope::write_visible;
use crate::secret::Secret;

/// How the access token is to be presented: RFC 6749 section 7.1.
///
/// Text is compared without regard to case (RFC 6749 section 5.1) and displayed canonically. A type that
/// is not registered stays as the server wrote it.
///
/// ```
/// use token_core::TokenType;
///
/// let token_type = TokenType::from("bearer");
/// assert_eq!(token_type, TokenType::Bearer);
/// assert_eq!(token_type.to_string(), "Bearer");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TokenType {
    /// `Bearer`, RFC 6750; also what an answer without a token type means.
    #[default]
    Bearer,
    /// `DPoP`, spelt as in RFC 9449: the token is bound to a key.
    DPoP,
    /// `MAC`: requests are signed with a key that came along.
    Mac,
    /// `N_A`, RFC 8693 section 2.2.1: the issued token is not an access token, so it can't be presented as one.
    NotApplicable,
    /// Anything else, as the server wrote it.
    Other(Box<str>),
}

impl TokenType {
    /// The canonical text, which [`Display`](fmt::Display) writes too.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            TokenType::Bearer => "Bearer",
            TokenType::DPoP => "DPoP",
            TokenType::Mac => "MAC",
            TokenType::NotApplicable => "N_A",
            TokenType::Other(text) => text,
        }
    }
}

impl From<&str> for TokenType {
    fn from(text: &str) -> Self {
        let is = |registered: &str| text.eq_ignore_ascii_case(registered);
        match text {
            // Nearly every server sends this.
            "Bearer" => TokenType::Bearer,
            _ if is("Bearer") => TokenType::Bearer,
            _ if is("DPoP") => TokenType::DPoP,
            _ if is("MAC") => TokenType::Mac,
            _ if is("N_A") => TokenType::NotApplicable,
            other => TokenType::Other(other.into()),
        }
    }
}

impl FromStr for TokenType {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(TokenType::from(text))
    }
}

impl AsRef<str> for TokenType {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// Control characters are escaped, so that a token type can't forge a header or a line of a log.
impl fmt::Display for TokenType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenType::Other(text) => write_visible(f, text),
            registered => f.pad(registered.as_str()),
        }
    }
}

/// As text.
impl Serialize for TokenType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// From text, in any case.
impl<'de> Deserialize<'de> for TokenType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // As a secret, since the error of any other type quotes what is not text.
        let text: Secret<Cow<'de, str>> = Secret::deserialize(deserializer)?;
        Ok(TokenType::from(text.as_str()))
    }
}
