//! What is known of a refusal.

use std::fmt;

use crate::error::Refusal;

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
