//! Any derived struct inside the `oauth2` crate (version 5): the feature `oauth2`.
//!
//! The crate's own answer to a provider that deviates is "define your own token response". That is one
//! type now. Import its items by name: after `use token_core::*`, the name `oauth2` is this module and not the
//! crate.
//!
//! ```
//! use oauth2::{ClientId, ClientSecret, TokenUrl, TokenResponse as _};
//! use serde::Deserialize;
//! use token_core::TokenResponse;
//! use token_core::oauth2::Client;
//!
//! #[derive(Deserialize, TokenResponse)]
//! #[serde(rename_all = "camelCase")]
//! struct Answer {
//!     access_token: String,
//!     expires_in: String,
//!     #[token(separator = ",")]
//!     scope: String,
//!     instance_url: String,
//! }
//!
//! let client = Client::<Answer>::new(ClientId::new("client".into()))
//!     .set_client_secret(ClientSecret::new("secret".into()))
//!     .set_token_uri(TokenUrl::new("https://example.com/token".into())?);
//!
//! // Your HTTP client; this one has the answer already.
//! let http_client = |_| {
//!     let body = r#"{"accessToken": "a", "expiresIn": "3600", "scope": "read,write", "instanceUrl": "https://x"}"#;
//!     Ok::<_, std::convert::Infallible>(oauth2::HttpResponse::new(body.as_bytes().to_vec()))
//! };
//! let answer = client.exchange_client_credentials().request(&http_client)?;
//!
//! assert_eq!(answer.access_token().secret(), "a");
//! assert_eq!(answer.expires_in().map(|lifetime| lifetime.as_secs()), Some(3600));
//! assert_eq!(answer.scopes().map(Vec::len), Some(2));
//! assert_eq!(answer.answer().instance_url, "https://x");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// A private import of a name of `oauth2` here would show in the errors of whoever has both by this name.
mod adapter;
mod refusal;

pub use adapter::Adapter;
pub use refusal::{ErrorResponse, readable};

/// `oauth2::basic::BasicClient`, reading the answers of the token endpoint as a `T`, and its refusals as an
/// [`ErrorResponse`].
pub type Client<
    T,
    HasAuthUrl = ::oauth2::EndpointNotSet,
    HasDeviceAuthUrl = ::oauth2::EndpointNotSet,
    HasIntrospectionUrl = ::oauth2::EndpointNotSet,
    HasRevocationUrl = ::oauth2::EndpointNotSet,
    HasTokenUrl = ::oauth2::EndpointNotSet,
> = ::oauth2::Client<
    ErrorResponse,
    Adapter<T>,
    ::oauth2::basic::BasicTokenIntrospectionResponse,
    ::oauth2::StandardRevocableToken,
    ::oauth2::basic::BasicRevocationErrorResponse,
    HasAuthUrl,
    HasDeviceAuthUrl,
    HasIntrospectionUrl,
    HasRevocationUrl,
    HasTokenUrl,
>;
