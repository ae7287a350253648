//! Spendesk public API reference, "Authentication": `POST /auth/token/refresh`.

use token_derive::TokenResponse;

use super::wire::{token_type, wire};

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
#[derive(Clone, TokenResponse)]
#[token(debug)]
#[non_exhaustive]
pub struct PostTokenRefreshJsonResponseBody {
    /// The token to call the API with.
    pub access_token: String,
    /// The token to get the next access token with.
    pub refresh_token: String,
    /// What the token allows: entries separated by spaces.
    pub scope: String,
    /// How to present the access token.
    pub token_type: PostTokenRefreshJsonTokenType,
}

wire! {
    PostTokenRefreshJsonResponseBody {
        access_token: Required(Text) ["accessToken", "access_token", "AccessToken"],
        refresh_token: Required(Text) ["refreshToken", "refresh_token", "RefreshToken"],
        scope: Required(Text) ["scope", "scope", "Scope"],
        token_type: Required(Text) ["tokenType", "token_type", "TokenType"],
    }
}

token_type! {
    /// The token types that Spendesk documents for [`PostTokenRefreshJsonResponseBody`].
    PostTokenRefreshJsonTokenType
}
