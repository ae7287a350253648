//! Why a response of a token endpoint is not a token.

use std::fmt;

use crate::error::{FieldError, NormalizeError, Refusal};

/// The longest body that is read, in bytes: 256 KiB. Token responses are a few kilobytes.
pub const MAX_BODY_LEN: usize = 256 * 1024;

/// Why a response of a token endpoint is not a token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// The server refused.
    Refused(ErrorResponse),
    /// The body is longer than [`MAX_BODY_LEN`].
    TooLong {
        /// How long it is, in bytes.
        length: usize,
    },
    /// The body is not in the format that its first bytes announce.
    Syntax {
        /// What it was read as.
        format: &'static str,
        /// The line of the first mistake, counted from 1.
        line: usize,
        /// The byte of that line, counted from 1.
        column: usize,
    },
    /// The body has another shape than the struct.
    Mismatch {
        /// Where, as in `data.expires_in`; empty for the whole body.
        path: String,
        /// What was expected there.
        expected: String,
    },
    /// The struct has no access token, or an empty one. From [`receive`](super::receive) only.
    MissingAccessToken,
    /// A field can't be read in its role. From [`receive`](super::receive) only.
    Field(FieldError),
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EndpointError::Refused(response) => response.fmt(f),
            EndpointError::TooLong { length } => {
                write!(f, "the body is {length} bytes long; the limit is {MAX_BODY_LEN}")
            }
            EndpointError::Syntax { format: "JSON", line, column } => {
                write!(f, "invalid JSON at line {line}, column {column}")
            }
            EndpointError::Syntax { format, .. } => write!(f, "the body is not {format}"),
            EndpointError::Mismatch { path, expected } if path.is_empty() => {
                write!(f, "unexpected body: expected {expected}")
            }
            EndpointError::Mismatch { path, expected } => {
                write!(f, "unexpected value at `{}`: expected {expected}", path.escape_debug())
            }
            EndpointError::MissingAccessToken => NormalizeError::MissingAccessToken.fmt(f),
            EndpointError::Field(error) => error.fmt(f),
        }
    }
}

/// No `source`: what `Display` says is all there is.
impl std::error::Error for EndpointError {}

/// A refusal stays a refusal. It has the status 200 then: [`parse`](super::parse) makes a refusal of every other status.
impl From<NormalizeError> for EndpointError {
    fn from(error: NormalizeError) -> Self {
        match error {
            NormalizeError::Refused { error, description, uri } => {
                EndpointError::Refused(ErrorResponse {
                    status: 200,
                    error: Some(error),
                    description,
                    uri,
                })
            }
            NormalizeError::MissingAccessToken => EndpointError::MissingAccessToken,
            NormalizeError::Field(error) => EndpointError::Field(error),
        }
    }
}

/// A refusal: RFC 6749 section 5.2, or the provider's own way to say so.
///
/// Servers quote what they refuse, even refresh tokens. `Display` and `Debug` therefore hide every run of 16 or
/// more characters of a token's alphabet that has a digit, escape control characters, and cut long texts. The
/// fields are as the server sent them.
///
/// ```
/// use token_core::endpoint::{self, EndpointError};
/// use token_core::models::OAuth2Token;
///
/// let body = br#"{"error": "invalid_grant", "error_description": "Token 2YotnFZFEjr1zCsicMWpAA has expired"}"#;
/// let error = endpoint::parse::<OAuth2Token>(400, None, body).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the server refused: invalid_grant (Token [redacted] has expired), with HTTP status 400"
/// );
/// let EndpointError::Refused(response) = error else { panic!("it is a refusal") };
/// assert!(response.needs_sign_in() && !response.is_transient());
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The HTTP status, which may be 200.
    pub status: u16,
    /// The error code, `error`; `None` if the server states none that we recognize.
    pub error: Option<String>,
    /// The text for people, `error_description`.
    pub description: Option<String>,
    /// The page for people, `error_uri`.
    pub uri: Option<String>,
}

impl ErrorResponse {
    /// Whether the same request may succeed later: the status is 408, 425, 429 or 5xx, or the code is
    /// `temporarily_unavailable` or `server_error` (RFC 6749 section 4.1.2.1), `slow_down` or
    /// `authorization_pending` (RFC 8628 section 3.5).
    ///
    /// ```
    /// use token_core::endpoint::{self, EndpointError};
    /// use token_core::models::OAuth2Token;
    ///
    /// let parsed = endpoint::parse::<OAuth2Token>(503, Some("text/html"), b"<html>Service Unavailable</html>");
    /// let Err(EndpointError::Refused(response)) = parsed else { panic!("it is a refusal") };
    /// assert!(response.is_transient());
    /// ```
    #[must_use]
    pub fn is_transient(&self) -> bool {
        let codes =
            ["temporarily_unavailable", "server_error", "slow_down", "authorization_pending"];
        matches!(self.status, 408 | 425 | 429 | 500..=599) || self.is_one_of(&codes)
    }

    /// Whether only the user can help, by signing in again: the code is `invalid_grant` (RFC 6749 section 5.2),
    /// `expired_token` or `access_denied` (RFC 8628 section 3.5), `interaction_required`, `login_required` or
    /// `consent_required` (OpenID Connect Core section 3.1.2.6).
    #[must_use]
    pub fn needs_sign_in(&self) -> bool {
        self.is_one_of(&[
            "invalid_grant",
            "expired_token",
            "access_denied",
            "interaction_required",
            "login_required",
            "consent_required",
        ])
    }

    fn is_one_of(&self, codes: &[&str]) -> bool {
        self.error.as_deref().is_some_and(|error| codes.contains(&error))
    }
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ErrorResponse { status, error, description, uri } = self;
        let refusal = Refusal::new(error.as_ref(), description.as_ref(), uri.as_ref());
        write!(f, "{refusal}, with HTTP status {status}")
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Refusal::new(self.error.as_ref(), self.description.as_ref(), self.uri.as_ref())
            .debug(f.debug_struct("ErrorResponse").field("status", &self.status))
    }
}

impl std::error::Error for ErrorResponse {}
