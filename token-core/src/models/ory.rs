//! Ory Hydra and Ory Network API reference: `oAuth2TokenExchange`, `POST /oauth2/token`.

use token_derive::TokenResponse;

use super::wire::wire;
use crate::text_or_number::TextOrNumber;

/// Ory's answer to `POST /oauth2/token` (Ory API reference, schema `oAuth2TokenExchange`). Every field
/// is documented as optional.
///
/// ```
/// use token_core::{TokenResponse, models::OAuth2Token};
///
/// let answer: OAuth2Token = serde_json::from_str(
///     r#"{"access_token": "ory_at", "expires_in": 3599, "id_token": "eyJ", "token_type": "bearer"}"#,
/// )?;
/// assert_eq!(answer.expires_in, Some(3599));
/// assert_eq!(answer.normalize()?.id_token(), Some("eyJ"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, TokenResponse)]
#[token(debug)]
#[non_exhaustive]
pub struct OAuth2Token {
    /// The token to call the API with.
    pub access_token: Option<String>,
    /// The lifetime of the access token in seconds. Text of digits is read, too.
    pub expires_in: Option<i64>,
    /// Who the user is. Documented as an integer; what servers send is a JSON web token, not verified
    /// here.
    pub id_token: Option<TextOrNumber>,
    /// The token to get the next access token with.
    pub refresh_token: Option<String>,
    /// What the token allows: entries separated by spaces.
    pub scope: Option<String>,
    /// How to present the access token.
    pub token_type: Option<String>,
}

wire! {
    OAuth2Token {
        access_token: Optional(Text) ["access_token", "accessToken", "AccessToken"],
        expires_in: Optional(Integer) ["expires_in", "expiresIn", "ExpiresIn"],
        id_token: Optional(TextOrNumber) ["id_token", "idToken", "IdToken"],
        refresh_token: Optional(Text) ["refresh_token", "refreshToken", "RefreshToken"],
        scope: Optional(Text) ["scope", "scope", "Scope"],
        token_type: Optional(Text) ["token_type", "tokenType", "TokenType"],
    }
}
