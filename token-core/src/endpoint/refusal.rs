//! Whether an answer is a refusal, and what is known of it.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::DeserializeOwned;

use super::EndpointError;
use super::body::Body;
use super::said::{BESIDE_A_TOKEN, Kind, REFUSED, Said, WITHOUT_A_TOKEN};
use super::second_look::{Fit, Node};
use super::watched::Watched;
use crate::error::Refusal;
use crate::fields::TokenFields;
use crate::response::TokenResponse;
use crate::secret::Secret;
use crate::token::stated;

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

/// Decides about an answer that is not plainly a token.
///
/// A struct that has the role `error` decides by it, even where the rest does not fit. Otherwise the names
/// decide by which providers call an error: in the outermost object, and in the objects that the struct reads.
#[cold]
pub(super) fn judge<T: DeserializeOwned + TokenResponse>(
    status: u16,
    body: &Body<'_>,
    watched: Option<Watched<T>>,
) -> Result<T, EndpointError> {
    let is_success = (200..300).contains(&status);
    let mistake = if watched.is_some() { None } else { body.mistake() };
    let work = Cell::new(0);
    let mut outermost = Node::outermost(body, &work);
    let (fit, stands) = match watched {
        Some(Watched { answer, names_error_within, .. }) => {
            if names_error_within {
                // Only to know which objects it reads.
                drop(outermost.fit::<T>());
            }
            (Fit { mismatch: None, answer: Some(answer) }, true)
        }
        None if mistake.is_some() => (Fit { mismatch: None, answer: None }, false),
        None => {
            let fit = outermost.fit::<T>();
            let stands = fit.mismatch.is_none();
            (fit, stands)
        }
    };
    let mut declared = fit.answer.as_ref().map_or_else(Declared::default, Declared::by);
    if !stands && fit.answer.is_some() {
        outermost.turn();
        let turned = T::deserialize(&mut outermost);
        declared.keep_common(&turned.as_ref().map_or_else(|_| Declared::default(), Declared::by));
    }

    let said = outermost.said();
    let (denies_error, mut holds_token) = (said.denies_error, declared.token.is_some());
    if fit.answer.is_none() {
        holds_token = said.holds_token;
    }
    let names = match (is_success, holds_token) {
        // An `error` that says that there is none may be what the struct reads, and another one counts.
        (true, true) if declared.denies_error && !denies_error => 0,
        // A token with an `error` is not a token. A `code` beside it may mean anything.
        (true, true) => BESIDE_A_TOKEN,
        (true, false) => WITHOUT_A_TOKEN,
        (false, _) => REFUSED,
    };
    let outermost = outermost;
    let mut said: Vec<&Said<'_>> = outermost.outermost_said().into_iter().collect();
    outermost.said_within(declared.token.as_ref().map(Secret::as_str), &mut said);

    let found = said.iter().find_map(|said| said.code(names));
    let description = |code: &str| said.iter().find_map(|said| said.description(code));
    let uri = said.iter().find_map(|said| said.uri());
    let owned = |text: Option<&str>| text.map(str::to_owned);
    match (declared.error, found) {
        (Some(error), found) => {
            // A code says more than a sentence.
            let code = found.filter(|found| found.kind < Kind::of(&error)).map(|found| &found.text);
            let sentence = code.is_some().then_some(error.as_str());
            let (code, sentence) = (code.map_or(error.as_str(), Cow::as_ref), sentence);
            Err(EndpointError::Refused(ErrorResponse {
                status,
                error: Some(code.to_owned()),
                description: declared.description.or_else(|| owned(description(code).or(sentence))),
                uri: declared.uri.or_else(|| owned(uri)),
            }))
        }
        (None, Some(found)) => Err(EndpointError::Refused(ErrorResponse {
            status,
            error: Some(found.text.clone().into_owned()),
            description: declared.description.or_else(|| owned(description(&found.text))),
            uri: declared.uri.or_else(|| owned(uri)),
        })),
        (None, None) if !is_success => Err(EndpointError::Refused(ErrorResponse {
            status,
            error: None,
            description: declared.description.or_else(|| owned(description(""))),
            uri: declared.uri.or_else(|| owned(uri)),
        })),
        (None, None) => match (mistake, fit) {
            (Some(mistake), _) => Err(mistake),
            (None, Fit { mismatch: None, answer: Some(answer) }) => Ok(answer),
            (None, Fit { mismatch: Some(mismatch), .. }) => {
                let (path, expected) = (mismatch.path, mismatch.expected);
                Err(EndpointError::Mismatch { path, expected })
            }
            (None, Fit { mismatch: None, answer: None }) => Err(EndpointError::MissingAccessToken),
        },
    }
}

/// What the struct itself says in its roles.
#[derive(Default)]
struct Declared {
    error: Option<String>,
    /// The role `error` is there, and says that there is none.
    denies_error: bool,
    description: Option<String>,
    uri: Option<String>,
    token: Option<Secret>,
}

impl Declared {
    fn by(answer: &impl TokenResponse) -> Self {
        let TokenFields { access_token, error, error_description, error_uri, .. } = answer.fields();
        let owned = |text: Option<Cow<'_, str>>| stated(text).map(Cow::into_owned);
        Declared {
            denies_error: error.as_ref().is_some_and(|error| error.is_empty()),
            error: owned(error),
            description: owned(error_description),
            uri: owned(error_uri),
            token: stated(access_token).map(|token| Secret::from(token.as_ref())),
        }
    }

    /// Keeps what does not depend on the empty values that stand for what does not fit.
    fn keep_common(&mut self, turned: &Self) {
        let same = |kept: Option<String>, turned: &Option<String>| {
            kept.filter(|text| turned.as_ref() == Some(text))
        };
        self.error = same(self.error.take(), &turned.error);
        self.description = same(self.description.take(), &turned.description);
        self.uri = same(self.uri.take(), &turned.uri);
        let turned_token = turned.token.as_ref().map(Secret::as_str);
        self.token = self.token.take().filter(|token| Some(token.as_str()) == turned_token);
        self.denies_error &= turned.denies_error;
    }
}
