//! From what a token endpoint sent to your struct, or to a typed refusal.
//!
//! HTTP stays yours: pass the status, the content type and the body of the response.
//!
//! ```
//! use serde::Deserialize;
//! use token_core::TokenResponse;
//! use token_core::endpoint::{self, EndpointError};
//!
//! #[derive(Deserialize, TokenResponse)]
//! struct GitHub {
//!     access_token: String,
//!     #[token(separator = ",")]
//!     scope: String,
//! }
//!
//! // GitHub answers as a form unless it is asked for JSON ..
//! let form = Some("application/x-www-form-urlencoded; charset=utf-8");
//! let answer: GitHub = endpoint::parse(200, form, b"access_token=gho_16C&scope=repo%2Cgist")?;
//! assert_eq!(answer.normalize()?.scope().unwrap().to_string(), "repo gist");
//!
//! // .. and with status 200 when it refuses.
//! let refused = endpoint::parse::<GitHub>(200, form, b"error=bad_verification_code").map(drop);
//! let Err(EndpointError::Refused(response)) = refused else { panic!("it is a refusal") };
//! assert_eq!(response.error.as_deref(), Some("bad_verification_code"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::time::SystemTime;

use serde_core::de::DeserializeOwned;

use crate::fields::TokenFields;
use crate::issued::IssuedToken;
use crate::response::TokenResponse;
use crate::token::{Token, stated};

mod body;
mod error;
mod refusal;
mod said;
mod second_look;
mod watched;

pub use error::{EndpointError, ErrorResponse, MAX_BODY_LEN};

use body::Body;
use watched::Watched;

/// Reads a response of a token endpoint: JSON, a form, or one text that is the token.
///
/// `content_type` is the value of the header as it came. If it is wrong, the first bytes of the body decide. A
/// byte order mark is skipped, and so is what some providers put around JSON so that no browser runs it
/// (`&&&START&&&{..}`, `)]}'`, a JSONP callback). Invalid UTF-8 in JSON or in a form is replaced with U+FFFD; in
/// a token it is an error.
///
/// The body is deserialized once. Only a body that is not plainly a token is looked at a second time, to tell a
/// refusal from a mistake.
///
/// With the feature `zeroize` no copy of a token is left in freed memory, if the fields of `T` wipe themselves,
/// as [`Secret`](crate::Secret) does. The exception is a JSON string with escapes in it: `serde_json` unescapes
/// it in a buffer of its own. `body` is yours to wipe.
///
/// # Errors
///
/// [`EndpointError::Refused`] for every status but 2xx, and for a 2xx that states an error: in the role
/// `error` of your struct, even if the body does not fit the struct, or as a member `error` or `errors` in
/// whatever casing, beside the token or in the object of a `nested` field. Otherwise the body is not what
/// `T` expects; the error says where and what was expected, and never what was there.
pub fn parse<T: DeserializeOwned + TokenResponse>(
    status: u16,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<T, EndpointError> {
    read(status, &detect(content_type, body)?, states_token)
}

fn detect<'b>(content_type: Option<&str>, body: &'b [u8]) -> Result<Body<'b>, EndpointError> {
    if body.len() > MAX_BODY_LEN {
        return Err(EndpointError::TooLong { length: body.len() });
    }
    Ok(Body::detect(content_type, body))
}

/// The same for JSON that is known to be valid.
#[cfg(feature = "oauth2")]
pub(crate) fn parse_json<T: DeserializeOwned + TokenResponse>(
    status: u16,
    json: &str,
) -> Result<T, EndpointError> {
    if json.len() > MAX_BODY_LEN {
        return Err(EndpointError::TooLong { length: json.len() });
    }
    read(status, &Body::Json { text: json.into(), before: None }, states_token)
}

/// `is_token` tells whether an answer plainly is a token.
#[inline]
fn read<T: DeserializeOwned + TokenResponse>(
    status: u16,
    body: &Body<'_>,
    is_token: impl FnOnce(&T) -> bool,
) -> Result<T, EndpointError> {
    let is_success = (200..300).contains(&status);
    let answer = match body.deserialize::<T>() {
        Some(Watched { answer, names_error: false, names_error_within: false })
            if is_success && is_token(&answer) =>
        {
            answer
        }
        watched => refusal::judge(status, body, watched)?,
    };
    if body.is_lossy() && (has_damaged_token(&answer) || body.has_damaged_token()) {
        return Err(EndpointError::Mismatch {
            path: String::new(),
            expected: "tokens that are UTF-8".to_owned(),
        });
    }
    Ok(answer)
}

/// Reads an answer and normalizes it: from a response to a token that knows when it expires, beside your own
/// struct, in one call.
///
/// `sent_at` is the moment *before* the request was sent, see [`Token::received_at`](crate::Token::received_at).
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use token_core::endpoint;
/// use token_core::models::OAuth2Token;
///
/// let sent_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
/// let body = br#"{"access_token": "2Yo", "expires_in": 3600}"#;
/// let (token, answer) = endpoint::receive::<OAuth2Token>(200, Some("application/json"), body, sent_at)?;
/// assert_eq!(token.expires_at(), Some(sent_at + Duration::from_secs(3600)));
/// assert_eq!(answer.token_type, None);
/// # Ok::<(), endpoint::EndpointError>(())
/// ```
///
/// # Errors
///
/// Those of [`parse`]; [`EndpointError::MissingAccessToken`] and [`EndpointError::Field`] if the answer does not
/// [normalize](TokenResponse::normalize).
pub fn receive<T: DeserializeOwned + TokenResponse>(
    status: u16,
    content_type: Option<&str>,
    body: &[u8],
    sent_at: impl Into<SystemTime>,
) -> Result<(IssuedToken<'static>, T), EndpointError> {
    let mut token = None;
    let answer = read(status, &detect(content_type, body)?, |answer: &T| {
        // What normalizes is a token, so its fields are read once.
        token = answer.normalize().ok().map(Token::into_owned);
        token.is_some()
    })?;
    let token = token.map_or_else(|| answer.normalize().map(Token::into_owned), Ok)?;
    Ok((token.received_at(sent_at), answer))
}

fn states_token(answer: &impl TokenResponse) -> bool {
    let fields = answer.fields();
    stated(fields.access_token).is_some() && stated(fields.error).is_none()
}

/// Whether a token in it was no UTF-8: what stands for the lost bytes is not what was sent.
#[cold]
fn has_damaged_token(answer: &impl TokenResponse) -> bool {
    let TokenFields { access_token, refresh_token, id_token, .. } = answer.fields();
    let tokens = [access_token, refresh_token, id_token];
    tokens.iter().flatten().any(|token| token.contains(char::REPLACEMENT_CHARACTER))
}
