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

use std::borrow::Cow;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::TokenResponse;
use crate::error::write_refusal;
use crate::field::AsErrorCode;
use crate::field::error_code::states_error;
use crate::fields::TokenFields;
use crate::name::is_named;
use crate::token::stated;

mod body;
mod located;
mod watched;

use body::Body;
use watched::Watched;

/// The longest body that is read, in bytes: 1 MiB. Answers are a few kilobytes.
pub const LIMIT: usize = 1 << 20;

/// Reads an answer as JSON, as a form, or as one text that is the token, whatever it is.
///
/// `content_type` is the header's value as it came. Where it lies, the body decides by how it begins. A
/// byte order mark is skipped, and so is what some providers put around JSON so that no browser runs it
/// (`&&&START&&&{..}`, `)]}'`, a JSONP callback). What is no UTF-8 in JSON or in a form is read as U+FFFD, and
/// an error in a token.
///
/// The body is deserialized once. Only an answer that is none is looked at again, to say why.
///
/// # Errors
///
/// [`EndpointError::Refused`] for every status but 2xx, and for a 2xx that states an error: in the role
/// `error` of your struct, or, where the struct claims no such role, as `error` in whatever casing.
/// Otherwise the body is not what `T` expects; the error says where and what was expected, and never
/// what was there.
pub fn parse<T: DeserializeOwned + TokenResponse>(
    status: u16,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<T, EndpointError> {
    if body.len() > LIMIT {
        return Err(EndpointError::TooLong { length: body.len() });
    }
    let body = Body::detect(content_type, body);
    let is_success = (200..300).contains(&status);
    let answer = match body.deserialize::<T>() {
        Some(Watched { answer, names_error: false }) if is_success && states_token(&answer) => {
            answer
        }
        watched => judge(status, &body, watched.map(|watched| watched.answer))?,
    };
    if body.is_lossy() && has_damaged_token(&answer) {
        return Err(EndpointError::Mismatch {
            path: String::new(),
            expected: "tokens that are UTF-8".to_owned(),
        });
    }
    Ok(answer)
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

/// What an answer is that is not plainly a token.
#[cold]
fn judge<T: DeserializeOwned + TokenResponse>(
    status: u16,
    body: &Body<'_>,
    answer: Option<T>,
) -> Result<T, EndpointError> {
    let is_success = (200..300).contains(&status);
    let fields = answer.as_ref().map_or(TokenFields::EMPTY, T::fields);
    // The role `error` is claimed and says that there is none.
    let claims_success = fields.error.as_ref().is_some_and(|error| error.is_empty());
    if let Some(error) = stated(fields.error) {
        return Err(EndpointError::Refused(ErrorResponse {
            status,
            error: Some(error.into_owned()),
            description: stated(fields.error_description).map(Cow::into_owned),
            uri: stated(fields.error_uri).map(Cow::into_owned),
        }));
    }
    let value = body.value();
    // What a code is called, the most telling name first.
    let names: &[&str] = match (is_success, stated(fields.access_token)) {
        (true, Some(_)) if claims_success => &[],
        // A token with an `error` is no token. A `code` beside it may mean anything.
        (true, Some(_)) => &["error", "errors"],
        (true, None) => &["error", "errors", "error_type", "error_code", "errcode"],
        (false, _) => &["error", "errors", "error_type", "error_code", "errcode", "code"],
    };
    let refusal = value.as_ref().ok().and_then(|value| ErrorResponse::found(status, value, names));
    match (refusal, answer) {
        (Some(refusal), _) => Err(EndpointError::Refused(refusal)),
        (None, Some(answer)) if is_success => Ok(answer),
        (None, None) if is_success => located::deserialize(&value?, body.is_form()),
        (None, _) => Err(EndpointError::Refused(ErrorResponse {
            status,
            error: None,
            description: value.ok().and_then(|value| text(&[&value], &DESCRIPTION_NAMES)),
            uri: None,
        })),
    }
}

/// A refusal: RFC 6749 section 5.2, or the provider's own way to say so.
#[derive(Clone, Debug, PartialEq, Eq)]
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

const DESCRIPTION_NAMES: [&str; 7] =
    ["error_description", "error_message", "error_msg", "errmsg", "message", "msg", "description"];
const URI_NAMES: [&str; 1] = ["error_uri"];

impl ErrorResponse {
    /// What the answer says under the first of `names` that is no way to say "none".
    fn found(status: u16, answer: &Value, names: &[&str]) -> Option<Self> {
        let error = names
            .iter()
            .filter_map(|name| member(answer, name))
            .find(|error| error.as_error_code().is_some_and(|code| states_error(&code)))?;
        // The text may stand beside the code, or in the object that holds it.
        let inner = error.as_array().and_then(|errors| errors.first()).unwrap_or(error);
        Some(ErrorResponse {
            status,
            error: error.as_error_code().map(Cow::into_owned),
            description: text(&[answer, inner], &DESCRIPTION_NAMES),
            uri: text(&[answer, inner], &URI_NAMES),
        })
    }
}

fn text(places: &[&Value], names: &[&str]) -> Option<String> {
    let texts = places.iter().flat_map(|place| names.iter().filter_map(|name| member(place, name)));
    texts.filter_map(Value::as_str).find(|text| !text.is_empty()).map(str::to_owned)
}

fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    object.as_object()?.iter().find(|(key, _)| is_named(key, name)).map(|(_, value)| value)
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ErrorResponse { error, description, uri, .. } = self;
        write_refusal(f, error.as_deref(), description.as_deref(), uri.as_deref())?;
        write!(f, ", with HTTP status {}", self.status)
    }
}

impl std::error::Error for ErrorResponse {}

/// Why a response of a token endpoint holds no token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// The server refused.
    Refused(ErrorResponse),
    /// The body is longer than [`LIMIT`].
    TooLong {
        /// How long it is, in bytes.
        length: usize,
    },
    /// The body is not what its beginning says that it is.
    Syntax {
        /// What it was read as.
        format: &'static str,
        /// Where it stops to be that, counted from 1.
        line: usize,
        /// The character of that line, counted from 1.
        column: usize,
    },
    /// The body has another shape than the struct.
    Mismatch {
        /// Where, as in `data.expires_in`; empty for the whole body.
        path: String,
        /// What was expected there.
        expected: String,
    },
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EndpointError::Refused(response) => response.fmt(f),
            EndpointError::TooLong { length } => {
                write!(f, "the body has {length} bytes, and no answer has more than {LIMIT}")
            }
            EndpointError::Syntax { format, line, column } => {
                write!(f, "the body is no {format} from line {line}, column {column} on")
            }
            EndpointError::Mismatch { path, expected } if path.is_empty() => {
                write!(f, "the body does not fit: expected {expected}")
            }
            EndpointError::Mismatch { path, expected } => {
                write!(f, "the body does not fit at `{}`: expected {expected}", path.escape_debug())
            }
        }
    }
}

impl std::error::Error for EndpointError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            EndpointError::Refused(response) => Some(response),
            EndpointError::TooLong { .. }
            | EndpointError::Syntax { .. }
            | EndpointError::Mismatch { .. } => None,
        }
    }
}
