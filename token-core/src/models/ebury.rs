//! Ebury API reference, "Authentication": `POST /token` and `POST /token/contact`.

use token_derive::TokenResponse;

use super::wire::{token_type, wire};

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
#[derive(Clone, Default, TokenResponse)]
#[token(debug)]
#[non_exhaustive]
pub struct PostTokenResponse {
    /// The token to call the API with.
    pub access_token: Option<String>,
    /// How to present the access token.
    pub token_type: Option<PostTokenResponseTokenType>,
    /// The lifetime of the access token in seconds, as text: `"3600"`. A JSON number is read, too.
    /// `Debug` redacts it, as text can be anything.
    #[token(secret)]
    pub expires_in: Option<String>,
    /// The token to get the next access token with.
    pub refresh_token: Option<String>,
    /// Who the user is: a JSON web token, not verified here.
    pub id_token: Option<String>,
}

wire! {
    PostTokenResponse {
        access_token: Optional(Text) ["accessToken", "access_token", "AccessToken"],
        token_type: Optional(Text) ["tokenType", "token_type", "TokenType"],
        expires_in: Optional(TextOrNumber) ["expiresIn", "expires_in", "ExpiresIn"],
        refresh_token: Optional(Text) ["refreshToken", "refresh_token", "RefreshToken"],
        id_token: Optional(Text) ["idToken", "id_token", "IdToken"],
    }
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
#[derive(Clone, Default, TokenResponse)]
#[token(debug)]
#[non_exhaustive]
pub struct PostTokenForContactResponse {
    /// The token to call the API with.
    pub access_token: Option<String>,
    /// How to present the access token.
    pub token_type: Option<PostTokenForContactResponseTokenType>,
    /// The lifetime of the access token in seconds, as text: `"3600"`. A JSON number is read, too.
    /// `Debug` redacts it, as text can be anything.
    #[token(secret)]
    pub expires_in: Option<String>,
    /// Who the user is: a JSON web token, not verified here.
    pub id_token: Option<String>,
}

wire! {
    PostTokenForContactResponse {
        access_token: Optional(Text) ["accessToken", "access_token", "AccessToken"],
        token_type: Optional(Text) ["tokenType", "token_type", "TokenType"],
        expires_in: Optional(TextOrNumber) ["expiresIn", "expires_in", "ExpiresIn"],
        id_token: Optional(Text) ["idToken", "id_token", "IdToken"],
    }
}

token_type! {
    /// The token types that Ebury documents for [`PostTokenResponse`].
    PostTokenResponseTokenType
}

token_type! {
    /// The token types that Ebury documents for [`PostTokenForContactResponse`].
    PostTokenForContactResponseTokenType
}
