//! Ebury API reference, "Authentication": `POST /token` and `POST /token/contact`.

use serde::{Deserialize, Serialize};
use token_derive::TokenResponse;

use super::wire::{text, token_type};

/// Ebury's answer to `POST /token`: an authorization code or a refresh token exchanged for an access
/// token (Ebury API reference, "Authentication"). Every field is documented as optional.
///
/// ```
/// use token_core::{TokenResponse, models::PostTokenResponse};
///
/// let answer: PostTokenResponse = serde_json::from_str(
///     r#"{"accessToken": "eyJ", "tokenType": "Bearer", "expiresIn": "3600", "refreshToken": "8xL"}"#,
/// )?;
/// assert_eq!(answer.expires_in.as_deref(), Some("3600"));
/// assert_eq!(answer.normalize()?.expires_in().as_duration().map(|lifetime| lifetime.as_secs()), Some(3600));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, Serialize, Deserialize, TokenResponse)]
#[serde(default)]
#[token(debug)]
#[non_exhaustive]
pub struct PostTokenResponse {
    /// The token to call the API with.
    #[serde(rename = "accessToken", alias = "access_token", alias = "AccessToken")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// How to present the access token.
    #[serde(rename = "tokenType", alias = "token_type", alias = "TokenType")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<PostTokenResponseTokenType>,
    /// The lifetime of the access token in seconds, as text: `"3600"`. A JSON number is read, too.
    /// `Debug` redacts it, as text can be anything.
    #[serde(rename = "expiresIn", alias = "expires_in", alias = "ExpiresIn")]
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text")]
    #[token(secret)]
    pub expires_in: Option<String>,
    /// The token to get the next access token with.
    #[serde(rename = "refreshToken", alias = "refresh_token", alias = "RefreshToken")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Who the user is: a JSON web token, not verified here.
    #[serde(rename = "idToken", alias = "id_token", alias = "IdToken")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
}

/// Ebury's answer to `POST /token/contact`: a token on behalf of a contact, which can't be refreshed
/// (Ebury API reference, "Authentication"). Every field is documented as optional.
///
/// ```
/// use token_core::{TokenResponse, models::PostTokenForContactResponse};
///
/// let answer: PostTokenForContactResponse =
///     serde_json::from_str(r#"{"accessToken": "eyJ", "tokenType": "Bearer", "expiresIn": "3600"}"#)?;
/// assert_eq!(answer.normalize()?.refresh_token(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, Serialize, Deserialize, TokenResponse)]
#[serde(default)]
#[token(debug)]
#[non_exhaustive]
pub struct PostTokenForContactResponse {
    /// The token to call the API with.
    #[serde(rename = "accessToken", alias = "access_token", alias = "AccessToken")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_token: Option<String>,
    /// How to present the access token.
    #[serde(rename = "tokenType", alias = "token_type", alias = "TokenType")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<PostTokenForContactResponseTokenType>,
    /// The lifetime of the access token in seconds, as text: `"3600"`. A JSON number is read, too.
    /// `Debug` redacts it, as text can be anything.
    #[serde(rename = "expiresIn", alias = "expires_in", alias = "ExpiresIn")]
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "text")]
    #[token(secret)]
    pub expires_in: Option<String>,
    /// Who the user is: a JSON web token, not verified here.
    #[serde(rename = "idToken", alias = "id_token", alias = "IdToken")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
}

token_type! {
    /// The token types that Ebury documents for [`PostTokenResponse`].
    PostTokenResponseTokenType
}

token_type! {
    /// The token types that Ebury documents for [`PostTokenForContactResponse`].
    PostTokenForContactResponseTokenType
}
