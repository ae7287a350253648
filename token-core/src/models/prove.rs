//! Prove API reference: `POST /v3/token`.

use serde::{Deserialize, Serialize};
use token_derive::TokenResponse;

use super::wire::{integer, optional_integer};

/// Prove's answer to `POST /v3/token` (Prove API reference, schema `V3TokenResponse`).
///
/// ```
/// use token_core::{TokenResponse, models::V3TokenResponse};
///
/// let answer: V3TokenResponse =
///     serde_json::from_str(r#"{"AccessToken": "eyJ", "ExpiresIn": 3600, "TokenType": "Bearer"}"#)?;
/// assert_eq!(answer.expires_in, 3600);
/// assert_eq!(answer.normalize()?.access_token(), "eyJ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Serialize, Deserialize, TokenResponse)]
#[token(debug)]
#[non_exhaustive]
pub struct V3TokenResponse {
    /// The token to call the API with.
    #[serde(rename = "AccessToken", alias = "access_token", alias = "accessToken")]
    pub access_token: String,
    /// The lifetime of the access token in seconds. Text of digits is read, too.
    #[serde(rename = "ExpiresIn", alias = "expires_in", alias = "expiresIn")]
    #[serde(deserialize_with = "integer")]
    pub expires_in: i64,
    /// How to present the access token.
    #[serde(rename = "TokenType", alias = "token_type", alias = "tokenType")]
    pub token_type: String,
    /// The lifetime of the refresh token in seconds; documented, and not sent yet. Text of digits is
    /// read, too.
    #[serde(rename = "RefreshExpiresIn", alias = "refresh_expires_in", alias = "refreshExpiresIn")]
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "optional_integer"
    )]
    pub refresh_expires_in: Option<i64>,
    /// The token to get the next access token with; documented, and not sent yet.
    #[serde(rename = "RefreshToken", alias = "refresh_token", alias = "refreshToken")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}
