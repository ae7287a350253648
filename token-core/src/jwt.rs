//! When a JSON web token expires, for providers that say so nowhere else: the feature `jwt`.
//!
//! Some providers send a token and nothing about its lifetime, and the token itself is a JSON web token whose
//! claim `exp` says when it expires (RFC 7519 section 4.1.4). [`expires_at`] reads it where you ask for it, with
//! `with`.
//!
//! # Nothing is verified
//!
//! Neither the signature nor the issuer is checked, so `exp` is a hint about when to refresh and not a reason to
//! trust the token. Use this only for a provider that documents its tokens as web tokens: to a client, an access
//! token is an opaque text (RFC 6749 section 1.4), and the provider may change it at any time. RFC 9068 section 6
//! forbids clients to look into the access tokens that it defines.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use serde::Deserialize;
//! use token_core::{TokenResponse, jwt};
//!
//! #[derive(Deserialize, TokenResponse)]
//! struct Answer {
//!     #[token(access_token)]
//!     #[token(expires_at, with = jwt::expires_at)]
//!     token: String,
//! }
//!
//! // The claims are {"sub": "u", "exp": 1790003600}.
//! let answer: Answer =
//!     serde_json::from_str(r#"{"token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1IiwiZXhwIjoxNzkwMDAzNjAwfQ."}"#)?;
//! let deadline = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_003_600);
//! assert_eq!(answer.normalize()?.expires_at(), Some(deadline));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::time::SystemTime;

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Map, Value};

use crate::error::FieldError;
use crate::field::{AsText, AsTimestamp, Unit};

/// RFC 7515 section 2 asks for no padding. Some servers send it, which does no harm.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// When a JSON web token expires, by its claim `exp`: seconds since 1970 (RFC 7519 section 4.1.4). `None` if there
/// is no token, or no `exp` in it. Nothing is verified, see [the module](self).
///
/// It is meant for `with`, on a field of any text type.
///
/// # Errors
///
/// The token is not a signed JSON web token (RFC 7515 section 7.1), or its claims can't be read. The error never shows
/// them.
pub fn expires_at(token: &impl AsText) -> Result<Option<SystemTime>, FieldError> {
    let Some(token) = token.as_text().filter(|token| !token.is_empty()) else { return Ok(None) };
    let claims = claims(&token);
    match claims.as_ref().map(|claims| claims.get("exp")) {
        Some(None | Some(Value::Null)) => Ok(None),
        Some(Some(Value::Number(exp))) => exp.as_timestamp(Unit::Seconds),
        None | Some(Some(_)) => Err(FieldError::new(
            "the token is not a JSON web token; read its lifetime from another field, or `with` a function",
        )),
    }
}

/// The second of the three parts of a signed token.
fn claims(token: &str) -> Option<Map<String, Value>> {
    let mut parts = token.split('.');
    let (_header, claims, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    serde_json::from_slice(&BASE64URL.decode(claims).ok()?).ok()
}
