//! Any derived struct inside the `openidconnect` crate (version 4): the feature `openidconnect`.
//!
//! ```
//! use openidconnect::{OAuth2TokenResponse as _, TokenResponse as _};
//! use serde::Deserialize;
//! use token_core::TokenResponse;
//! use token_core::openidconnect::CoreAdapter;
//!
//! #[derive(Deserialize, TokenResponse)]
//! #[serde(rename_all = "camelCase")]
//! struct Answer {
//!     access_token: String,
//!     expires_in: String,
//!     id_token: Option<String>,
//! }
//!
//! # let id_token = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2V4YW1wbGUuY29tIiwiYXVkIjpbImMiXSwiZXhwIjoxNzkwMDAzNjAwLCJpYXQiOjE3OTAwMDAwMDAsInN1YiI6InUifQ.";
//! let body = format!(r#"{{"accessToken": "a", "expiresIn": "3600", "idToken": "{id_token}"}}"#);
//! let answer: CoreAdapter<Answer> = serde_json::from_str(&body)?;
//! assert_eq!(answer.access_token().secret(), "a");
//! assert!(answer.id_token().is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use ::openidconnect::core::{
    CoreGenderClaim, CoreIdToken, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreTokenType,
};
use ::openidconnect::{
    AccessToken, AdditionalClaims, EmptyAdditionalClaims, GenderClaim, IdToken,
    JweContentEncryptionAlgorithm, JwsSigningAlgorithm, OAuth2TokenResponse, RefreshToken, Scope,
};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, Unexpected};
use serde::ser::{Serialize, Serializer};

use crate::oauth2;
use crate::response::TokenResponse;
use crate::token::Token;

/// An [`Adapter`] with the ID token of OpenID Connect Core, as `openidconnect::core::CoreClient` has it.
pub type CoreAdapter<T> = Adapter<T, CoreIdToken>;

/// `openidconnect::core::CoreClient`, reading the answers of the token endpoint as a `T`.
///
/// The parameters after `T` say which endpoints are set, as those of the original do. Let the compiler infer them
/// where the client is made from the provider's metadata:
///
/// ```no_run
/// # use openidconnect::{ClientId, ClientSecret, core::CoreProviderMetadata};
/// # use token_core::AnyTokenResponse as Answer;
/// use token_core::openidconnect::CoreClient;
///
/// # fn _client(metadata: CoreProviderMetadata, id: ClientId, secret: Option<ClientSecret>) {
/// let client = CoreClient::<Answer, _, _, _, _, _, _>::from_provider_metadata(metadata, id, secret);
/// # drop(client);
/// # }
/// ```
pub type CoreClient<
    T,
    HasAuthUrl = ::openidconnect::EndpointNotSet,
    HasDeviceAuthUrl = ::openidconnect::EndpointNotSet,
    HasIntrospectionUrl = ::openidconnect::EndpointNotSet,
    HasRevocationUrl = ::openidconnect::EndpointNotSet,
    HasTokenUrl = ::openidconnect::EndpointNotSet,
    HasUserInfoUrl = ::openidconnect::EndpointNotSet,
> = ::openidconnect::Client<
    EmptyAdditionalClaims,
    ::openidconnect::core::CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    ::openidconnect::core::CoreAuthPrompt,
    oauth2::ErrorResponse,
    CoreAdapter<T>,
    ::openidconnect::core::CoreTokenIntrospectionResponse,
    ::openidconnect::core::CoreRevocableToken,
    ::openidconnect::core::CoreRevocationErrorResponse,
    HasAuthUrl,
    HasDeviceAuthUrl,
    HasIntrospectionUrl,
    HasRevocationUrl,
    HasTokenUrl,
    HasUserInfoUrl,
>;

/// An answer of yours as a token response of the `openidconnect` crate: an [`oauth2::Adapter`] with an ID
/// token.
///
/// The ID token is parsed and not verified. `IdToken::claims` does that, with the verifier of your client. A
/// malformed ID token is a deserialization error.
pub struct Adapter<T, I = CoreIdToken> {
    oauth2: oauth2::Adapter<T>,
    id_token: Option<I>,
}

impl<T, I> Adapter<T, I> {
    /// Your own struct, with all its fields.
    #[must_use]
    pub fn answer(&self) -> &T {
        self.oauth2.answer()
    }

    /// Your own struct, to keep.
    #[must_use]
    pub fn into_answer(self) -> T {
        self.oauth2.into_answer()
    }

    /// The token in RFC 6749 terms.
    #[must_use]
    pub fn token(&self) -> &Token<'static> {
        self.oauth2.token()
    }

    /// The token, to [stamp](Token::received_at) with the moment before the request was sent.
    #[must_use]
    pub fn into_token(self) -> Token<'static> {
        self.oauth2.into_token()
    }
}

impl<'de, T: DeserializeOwned + TokenResponse, I: FromStr> Deserialize<'de> for Adapter<T, I> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let oauth2 = oauth2::Adapter::deserialize(deserializer)?;
        let id_token = oauth2.token().id_token().map(str::parse).transpose().map_err(|_| {
            // The error does not quote the token, which is a secret.
            D::Error::invalid_value(Unexpected::Other("text"), &"an ID token (a JSON web token)")
        })?;
        Ok(Adapter { oauth2, id_token })
    }
}

/// As the [`oauth2::Adapter`] does.
impl<T, I> Serialize for Adapter<T, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.oauth2.serialize(serializer)
    }
}

/// As the [`oauth2::Adapter`] does: no secret, and no claim of the ID token.
impl<T, I> fmt::Debug for Adapter<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.oauth2.fmt(f)
    }
}

impl<T, I> OAuth2TokenResponse for Adapter<T, I>
where
    T: DeserializeOwned + TokenResponse,
    I: FromStr,
{
    type TokenType = CoreTokenType;

    fn access_token(&self) -> &AccessToken {
        self.oauth2.access_token()
    }

    fn token_type(&self) -> &Self::TokenType {
        self.oauth2.token_type()
    }

    fn expires_in(&self) -> Option<Duration> {
        self.oauth2.expires_in()
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.oauth2.refresh_token()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        self.oauth2.scopes()
    }
}

impl<T, AC, GC, JE, JS> ::openidconnect::TokenResponse<AC, GC, JE, JS>
    for Adapter<T, IdToken<AC, GC, JE, JS>>
where
    T: DeserializeOwned + TokenResponse,
    AC: AdditionalClaims,
    GC: GenderClaim,
    JE: JweContentEncryptionAlgorithm<KeyType = JS::KeyType>,
    JS: JwsSigningAlgorithm,
{
    fn id_token(&self) -> Option<&IdToken<AC, GC, JE, JS>> {
        self.id_token.as_ref()
    }
}
