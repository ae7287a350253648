//! Ory Hydra and Ory Network API reference: `oAuth2TokenExchange`, `POST /oauth2/token`.

use serde::{Deserialize, Serialize};
use token_derive::TokenResponse;

use super::wire::optional_integer;
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
#[derive(Clone, Default, Serialize, Deserialize, TokenResponse)]
#[serde(default)]
#[token(debug)]
#[non_exhaustive]
pub struct OAuth2Token {
    /// The token to call the API with.
    #[serde(alias = "accessToken", alias = "AccessToken")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// The lifetime of the access token in seconds. Text of digits is read, too.
    #[serde(alias = "expiresIn", alias = "ExpiresIn")]
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "optional_integer")]
    pub expires_in: Option<i64>,
    /// Who the user is. Documented as an integer; what servers send is a JSON web token, not verified
    /// here.
    #[serde(alias = "idToken", alias = "IdToken")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<TextOrNumber>,
    /// The token to get the next access token with.
    #[serde(alias = "refreshToken", alias = "RefreshToken")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// What the token allows: entries separated by spaces.
    #[serde(alias = "Scope")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// How to present the access token.
    #[serde(alias = "tokenType", alias = "TokenType")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<String>,
}
