//! Prove API reference: `POST /v3/token`.

use token_derive::TokenResponse;

use super::wire::wire;

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
#[derive(Clone, TokenResponse)]
#[token(debug)]
#[non_exhaustive]
pub struct V3TokenResponse {
    /// The token to call the API with.
    pub access_token: String,
    /// The lifetime of the access token in seconds. Text of digits is read, too.
    pub expires_in: i64,
    /// How to present the access token.
    pub token_type: String,
    /// The lifetime of the refresh token in seconds; documented, and not sent yet. Text of digits is
    /// read, too.
    pub refresh_expires_in: Option<i64>,
    /// The token to get the next access token with; documented, and not sent yet.
    pub refresh_token: Option<String>,
}

wire! {
    V3TokenResponse {
        access_token: Required(Text) ["AccessToken", "access_token", "accessToken"],
        expires_in: Required(Integer) ["ExpiresIn", "expires_in", "expiresIn"],
        token_type: Required(Text) ["TokenType", "token_type", "tokenType"],
        refresh_expires_in: Optional(Integer) ["RefreshExpiresIn", "refresh_expires_in", "refreshExpiresIn"],
        refresh_token: Optional(Text) ["RefreshToken", "refresh_token", "refreshToken"],
    }
}
