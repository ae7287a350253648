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
use std::ops::Deref;
use std::time::Duration;

use ::openidconnect::core::{
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use ::openidconnect::{
    AccessToken, AdditionalClaims, EmptyAdditionalClaims, GenderClaim, IdToken,
    JweContentEncryptionAlgorithm, JwsSigningAlgorithm, OAuth2TokenResponse, RefreshToken, Scope,
};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, Unexpected};
use serde::ser::{Serialize, Serializer};

use crate::oauth2;
use crate::response::TokenResponse;

/// An [`Adapter`] with the ID token of OpenID Connect Core, as `openidconnect::core::CoreClient` has it.
pub type CoreAdapter<T> = Adapter<
    T,
    EmptyAdditionalClaims,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// `openidconnect::core::CoreClient`, reading the answers of the token endpoint as a `T`.
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
    ::openidconnect::StandardErrorResponse<::openidconnect::core::CoreErrorResponseType>,
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

/// An [`oauth2::Adapter`] whose ID token is parsed, and not verified: that is for
/// `IdToken::claims`, with the verifier of your client. It dereferences to the `oauth2` adapter.
///
/// An ID token that is none is an error where the answer is deserialized.
pub struct Adapter<T, AC, GC, JE, JS>
where
    AC: AdditionalClaims,
    GC: GenderClaim,
    JE: JweContentEncryptionAlgorithm<KeyType = JS::KeyType>,
    JS: JwsSigningAlgorithm,
{
    adapter: oauth2::Adapter<T>,
    id_token: Option<IdToken<AC, GC, JE, JS>>,
}

impl<T, AC, GC, JE, JS> Deref for Adapter<T, AC, GC, JE, JS>
where
    AC: AdditionalClaims,
    GC: GenderClaim,
    JE: JweContentEncryptionAlgorithm<KeyType = JS::KeyType>,
    JS: JwsSigningAlgorithm,
{
    type Target = oauth2::Adapter<T>;

    fn deref(&self) -> &oauth2::Adapter<T> {
        &self.adapter
    }
}

impl<'de, T, AC, GC, JE, JS> Deserialize<'de> for Adapter<T, AC, GC, JE, JS>
where
    T: Deserialize<'de> + TokenResponse,
    AC: AdditionalClaims,
    GC: GenderClaim,
    JE: JweContentEncryptionAlgorithm<KeyType = JS::KeyType>,
    JS: JwsSigningAlgorithm,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let adapter = oauth2::Adapter::deserialize(deserializer)?;
        let id_token = adapter.token().id_token().map(str::parse).transpose().map_err(|_| {
            // Without what it found, which is a secret.
            D::Error::invalid_value(Unexpected::Other("text"), &"an ID token (a JSON web token)")
        })?;
        Ok(Adapter { adapter, id_token })
    }
}

/// As the [`oauth2::Adapter`] does.
impl<T, AC, GC, JE, JS> Serialize for Adapter<T, AC, GC, JE, JS>
where
    AC: AdditionalClaims,
    GC: GenderClaim,
    JE: JweContentEncryptionAlgorithm<KeyType = JS::KeyType>,
    JS: JwsSigningAlgorithm,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.adapter.serialize(serializer)
    }
}

/// As the [`oauth2::Adapter`] does: no secret, and no claim of the ID token.
impl<T, AC, GC, JE, JS> fmt::Debug for Adapter<T, AC, GC, JE, JS>
where
    AC: AdditionalClaims,
    GC: GenderClaim,
    JE: JweContentEncryptionAlgorithm<KeyType = JS::KeyType>,
    JS: JwsSigningAlgorithm,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.adapter.fmt(f)
    }
}

impl<T, AC, GC, JE, JS> OAuth2TokenResponse for Adapter<T, AC, GC, JE, JS>
where
    T: DeserializeOwned + TokenResponse,
    AC: AdditionalClaims,
    GC: GenderClaim,
    JE: JweContentEncryptionAlgorithm<KeyType = JS::KeyType>,
    JS: JwsSigningAlgorithm,
{
    type TokenType = ::openidconnect::core::CoreTokenType;

    fn access_token(&self) -> &AccessToken {
        self.adapter.access_token()
    }

    fn token_type(&self) -> &Self::TokenType {
        self.adapter.token_type()
    }

    fn expires_in(&self) -> Option<Duration> {
        self.adapter.expires_in()
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.adapter.refresh_token()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        self.adapter.scopes()
    }
}

impl<T, AC, GC, JE, JS> ::openidconnect::TokenResponse<AC, GC, JE, JS>
    for Adapter<T, AC, GC, JE, JS>
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
