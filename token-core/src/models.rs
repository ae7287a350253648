//! Answers of five documented token endpoints, built with the derive.
//!
//! Fields, types and what is optional are as the provider documents them. Every casing of a name is read
//! (`accessToken`, `access_token`, `AccessToken`), and the documented one is written. Where a document
//! says text and servers send a number, or the other way round, both are read. `Debug` shows no token, and
//! `Serialize` writes them in plain.
//!
//! | model | provider | what is special |
//! |---|---|---|
//! | [`PostTokenResponse`] | Ebury | the lifetime is text |
//! | [`PostTokenForContactResponse`] | Ebury | the same, and never a refresh token |
//! | [`PostTokenRefreshJsonResponseBody`] | Spendesk | no lifetime at all |
//! | [`OAuth2Token`] | Ory | the ID token is documented as an integer |
//! | [`V3TokenResponse`] | Prove | `PascalCase` names |

mod ebury;
mod ory;
mod prove;
mod spendesk;
mod wire;

pub use ebury::{
    PostTokenForContactResponse, PostTokenForContactResponseTokenType, PostTokenResponse,
    PostTokenResponseTokenType,
};
pub use ory::OAuth2Token;
pub use prove::V3TokenResponse;
pub use spendesk::{PostTokenRefreshJsonResponseBody, PostTokenRefreshJsonTokenType};
