#![doc = include_str!("../README.md")]
#![doc(test(attr(deny(warnings))))]
#![cfg_attr(docsrs, feature(doc_cfg))]

// The models use the derive, which writes absolute paths. It is public, so that `#[token(crate = facade)]` finds
// token-core in a facade that re-exports the crate as well as in one that re-exports what is in it.
#[doc(hidden)]
pub extern crate self as token_core;

#[doc(hidden)]
pub mod __private;
mod any;
pub mod endpoint;
mod error;
pub mod field;
mod fields;
#[cfg(any(doc, doctest))]
pub mod guide;
mod issued;
#[cfg(feature = "jwt")]
#[cfg_attr(docsrs, doc(cfg(feature = "jwt")))]
pub mod jwt;
mod lifetime;
pub mod models;
mod name;
#[cfg(feature = "oauth2")]
#[cfg_attr(docsrs, doc(cfg(feature = "oauth2")))]
pub mod oauth2;
#[cfg(feature = "openidconnect")]
#[cfg_attr(docsrs, doc(cfg(feature = "openidconnect")))]
pub mod openidconnect;
mod response;
mod scope;
mod secret;
mod text_or_number;
mod token;
mod token_type;
mod validity;

pub use any::AnyTokenResponse;
pub use error::{FieldError, NormalizeError};
pub use fields::TokenFields;
pub use issued::{IssuedToken, Status};
pub use lifetime::Lifetime;
pub use response::TokenResponse;
pub use scope::{Scope, ScopeIter};
pub use secret::Secret;
pub use text_or_number::TextOrNumber;
pub use token::Token;
pub use token_derive::TokenResponse;
pub use token_type::TokenType;
