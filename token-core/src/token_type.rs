//! How a token is to be presented.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// How the access token is to be presented: RFC 6749 section 7.1.
///
/// Text is compared without regard to case (RFC 6749 section 5.1) and displayed canonically. What is
/// none of the registered types stays as the server wrote it.
///
/// ```
/// use token_core::TokenType;
///
/// let token_type: TokenType = "bearer".parse()?;
/// assert_eq!(token_type, TokenType::Bearer);
/// assert_eq!(token_type.to_string(), "Bearer");
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenType {
    /// `Bearer`, RFC 6750; also what an answer without a token type means.
    #[default]
    Bearer,
    /// `DPoP`, RFC 9449: the token is bound to a key.
    DPoP,
    /// `MAC`: requests are signed with a key that came along.
    Mac,
    /// `N_A`, RFC 8693 section 2.2.1: what was issued is no access token, so it can't be presented as one.
    NotApplicable,
    /// Anything else, as the server wrote it.
    Other(Box<str>),
}

static REGISTERED: [TokenType; 4] =
    [TokenType::Bearer, TokenType::DPoP, TokenType::Mac, TokenType::NotApplicable];

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

    #[inline]
    pub(crate) fn read(text: &str) -> Self {
        // What nearly every server sends.
        if text == "Bearer" { TokenType::Bearer } else { TokenType::registered(text) }
    }

    fn registered(text: &str) -> Self {
        REGISTERED
            .iter()
            .find(|token_type| token_type.as_str().eq_ignore_ascii_case(text))
            .map_or_else(|| TokenType::Other(text.into()), TokenType::clone)
    }
}

impl FromStr for TokenType {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(TokenType::read(text))
    }
}

impl fmt::Display for TokenType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
