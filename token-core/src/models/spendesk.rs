//! Spendesk public API reference, "Authentication": `POST /auth/token/refresh`.

use serde::{Deserialize, Serialize};
use token_derive::TokenResponse;

use super::wire::token_type;

/// Spendesk's answer to a refresh (Spendesk public API reference, "Authentication"). Every field is
/// documented as required, and there is no lifetime: use the token until the API refuses it.
///
/// ```
/// use token_core::{Lifetime, TokenResponse, models::PostTokenRefreshJsonResponseBody};
///
/// let answer: PostTokenRefreshJsonResponseBody = serde_json::from_str(
///     r#"{"accessToken": "a", "refreshToken": "r", "scope": "payable:read", "tokenType": "Bearer"}"#,
/// )?;
/// assert_eq!(answer.normalize()?.expires_in(), Lifetime::Unspecified);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Serialize, Deserialize, TokenResponse)]
#[token(debug)]
#[non_exhaustive]
pub struct PostTokenRefreshJsonResponseBody {
    /// The token to call the API with.
    #[serde(rename = "accessToken", alias = "access_token", alias = "AccessToken")]
    pub access_token: String,
    /// The token to get the next access token with.
    #[serde(rename = "refreshToken", alias = "refresh_token", alias = "RefreshToken")]
    pub refresh_token: String,
    /// What the token allows: entries separated by spaces.
    #[serde(alias = "Scope")]
    pub scope: String,
    /// How to present the access token.
    #[serde(rename = "tokenType", alias = "token_type", alias = "TokenType")]
    pub token_type: PostTokenRefreshJsonTokenType,
}

token_type! {
    /// The token types that Spendesk documents for [`PostTokenRefreshJsonResponseBody`].
    PostTokenRefreshJsonTokenType
}
