//! Any derived struct inside the `openidconnect` crate (version 4): the feature `openidconnect`.
//!
//! Import the items of this module by name: after `use token_core::*`, the name `openidconnect` is this module and not
//! the crate.
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

// A private import of a name of `openidconnect` here would show in the errors of whoever has both by this name.
mod adapter;

pub use adapter::Adapter;

/// An [`Adapter`] with the ID token of OpenID Connect Core, as `openidconnect::core::CoreClient` has it.
pub type CoreAdapter<T> = Adapter<T, ::openidconnect::core::CoreIdToken>;

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
    ::openidconnect::EmptyAdditionalClaims,
    ::openidconnect::core::CoreAuthDisplay,
    ::openidconnect::core::CoreGenderClaim,
    ::openidconnect::core::CoreJweContentEncryptionAlgorithm,
    ::openidconnect::core::CoreJsonWebKey,
    ::openidconnect::core::CoreAuthPrompt,
    crate::oauth2::ErrorResponse,
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
