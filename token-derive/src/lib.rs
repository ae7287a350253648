//! `#[derive(TokenResponse)]` for [`token-core`](https://docs.rs/token-core), which re-exports it: depend
//! on that crate, and on this one never.

mod errors;
mod expand;
mod parse;
mod resolve;
#[cfg(test)]
mod snapshots;
mod vocabulary;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::errors::Errors;

/// Derives `token_core::TokenResponse` for a struct: reads its fields in RFC 6749 terms.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// struct Answer {
///     access_token: String,
///     expires_in: Option<u64>,
///     account: Option<String>,
/// }
/// # let answer: Answer = serde_json::from_str(r#"{"access_token": "a", "expires_in": 60}"#)?;
/// # assert_eq!(answer.normalize()?.access_token(), "a");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The derive writes one function, `fields`, that reads each field through the trait of its role (see
/// `token_core::field`). So the field's type decides how it is read, and a type that can't play its role is
/// an error at the type. Nothing is said about how the struct is deserialized: from JSON, from a form, from
/// XML, or not at all.
///
/// # Roles
///
/// A field's role comes from its name, whatever its casing (`access_token`, `accessToken`, `AccessToken`), or
/// from `#[token(ROLE)]`, which wins. Fields without a role are your own.
///
/// | role | read as | what it is |
/// |---|---|---|
/// | `access_token` | text | RFC 6749 section 5.1; some field must have it |
/// | `token_type` | text | RFC 6749 section 7.1; absent is Bearer |
/// | `expires_in` | lifetime | RFC 6749 section 5.1, from the moment of receipt |
/// | `expires_at` | timestamp | when the access token expires |
/// | `issued_at` | timestamp | when it was issued |
/// | `refresh_token` | text | RFC 6749 section 1.5 |
/// | `refresh_expires_in` | lifetime | of the refresh token; also named `refresh_token_expires_in` |
/// | `refresh_expires_at` | timestamp | when the refresh token expires |
/// | `id_token` | text | OpenID Connect Core section 3.1.3.3 |
/// | `scope` | scope | RFC 6749 section 3.3; also named `scopes` |
/// | `issued_token_type` | text | RFC 8693 section 2.2.1 |
/// | `error` | error code | RFC 6749 section 5.2; states a refusal, unless it is empty |
/// | `error_description` | text | RFC 6749 section 5.2 |
/// | `error_uri` | text | RFC 6749 section 5.2 |
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// struct DingTalk {
///     #[serde(rename = "accessToken")]
///     #[token(access_token)]
///     user_token: String,
///     #[serde(rename = "expireIn")]
///     #[token(expires_in)]
///     expire_in: u64,
/// }
/// # let answer: DingTalk = serde_json::from_str(r#"{"accessToken": "a", "expireIn": 7200}"#)?;
/// # assert_eq!(answer.expires_in()?.as_duration().unwrap().as_secs(), 7200);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Several attributes give one field several roles, and the fields of a tuple struct get theirs so:
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// /// Azure AD B2C: the ID token is what the API is called with.
/// #[derive(Deserialize, TokenResponse)]
/// struct AzureB2c {
///     #[token(access_token)]
///     #[token(id_token)]
///     id_token: String,
/// }
///
/// /// The whole body is the token.
/// #[derive(Deserialize, TokenResponse)]
/// struct Bare(#[token(access_token)] String);
/// # let answer: AzureB2c = serde_json::from_str(r#"{"id_token": "a"}"#)?;
/// # assert_eq!(answer.normalize()?.access_token(), "a");
/// # let answer: Bare = token_core::endpoint::parse(200, Some("text/plain"), b"eyJ")?;
/// # assert_eq!(answer.normalize()?.access_token(), "eyJ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # On a field
///
/// ## `unit = ".."`
///
/// What one unit of a number means, as a JSON number or as text of digits: `"s"` (seconds, and what holds
/// without `unit`), `"ms"`, `"min"`, `"h"`, `"d"` for lifetimes; `"s"` and `"ms"` for timestamps. It is never
/// guessed from the size of the number.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// struct Salesforce {
///     access_token: String,
///     #[token(unit = "ms")]
///     issued_at: String,
/// }
/// # let answer: Salesforce = serde_json::from_str(r#"{"access_token": "a", "issued_at": "1790000000000"}"#)?;
/// # let issued = answer.normalize()?.issued_at().unwrap();
/// # assert_eq!(issued.duration_since(std::time::UNIX_EPOCH)?.as_secs(), 1_790_000_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `zero = "never"`
///
/// A lifetime of exactly 0 means that the token does not expire. Without it, 0 is expired at once: servers
/// send both, and only their documents can tell.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::{Lifetime, TokenResponse};
/// #[derive(Deserialize, TokenResponse)]
/// struct Mailchimp {
///     access_token: String,
///     #[token(zero = "never")]
///     expires_in: u64,
/// }
/// # let answer: Mailchimp = serde_json::from_str(r#"{"access_token": "a", "expires_in": 0}"#)?;
/// # assert_eq!(answer.expires_in()?, Lifetime::Unlimited);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `separator = ","`
///
/// Scope text is split at this character and nowhere else; without it, at ASCII white space. A comma is never
/// taken for a separator by itself, since scopes contain commas (`repository:app:pull,push`).
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// struct GitHub {
///     access_token: String,
///     #[token(separator = ",")]
///     scope: String,
/// }
/// # let answer: GitHub = serde_json::from_str(r#"{"access_token": "a", "scope": "repo,gist"}"#)?;
/// # assert_eq!(answer.normalize()?.scope().unwrap().to_string(), "repo gist");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `success = 0`
///
/// On `error`: the code that means that there is no error, as an integer, text or `true`.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// struct WeCom {
///     access_token: Option<String>,
///     expires_in: Option<u64>,
///     #[token(error, success = 0)]
///     errcode: i64,
///     #[token(error_description)]
///     errmsg: String,
/// }
/// # let answer: WeCom = serde_json::from_str(r#"{"access_token": "a", "errcode": 0, "errmsg": "ok"}"#)?;
/// # assert!(answer.normalize().is_ok());
/// # let answer: WeCom = serde_json::from_str(r#"{"errcode": 40029, "errmsg": "invalid code"}"#)?;
/// # assert_eq!(answer.normalize().unwrap_err().to_string(), "the server refused: 40029 (invalid code)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `fallback`
///
/// A second field for a role, read when the first is absent or empty. Several are tried in order.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// /// Docker registries send `token`, `access_token`, or both.
/// #[derive(Deserialize, TokenResponse)]
/// struct Docker {
///     #[token(access_token)]
///     token: Option<String>,
///     #[token(fallback)]
///     access_token: Option<String>,
/// }
/// # let answer: Docker = serde_json::from_str(r#"{"access_token": "a"}"#)?;
/// # assert_eq!(answer.normalize()?.access_token(), "a");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `with = path::to::function`
///
/// `function(&field)` reads the field. It returns what the method of the role's trait returns.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// use std::time::Duration;
/// use token_core::{FieldError, Lifetime};
///
/// /// Tableau sends days, hours and minutes: `177:05:38`.
/// #[derive(Deserialize, TokenResponse)]
/// struct Tableau {
///     #[token(access_token)]
///     token: String,
///     #[serde(rename = "estimatedTimeToExpiration")]
///     #[token(expires_in, with = days_hours_minutes)]
///     estimated: String,
/// }
///
/// fn days_hours_minutes(text: &str) -> Result<Lifetime, FieldError> {
///     let parts: Option<Vec<u32>> = text.split(':').map(|part| part.parse().ok()).collect();
///     let Some(&[days, hours, minutes]) = parts.as_deref() else {
///         return Err(FieldError::new("expected days:hours:minutes"));
///     };
///     let minutes = (u64::from(days) * 24 + u64::from(hours)) * 60 + u64::from(minutes);
///     Ok(Lifetime::from(Duration::from_secs(minutes * 60)))
/// }
/// # let answer: Tableau = serde_json::from_str(r#"{"token": "a", "estimatedTimeToExpiration": "1:02:03"}"#)?;
/// # assert_eq!(answer.expires_in()?, Lifetime::Limited(Duration::from_secs(93_780)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `nested`
///
/// The field's own type is a `TokenResponse`: it supplies every role that is not claimed in this struct.
/// Envelopes nest as deep as they like, and the field may be an `Option`.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// struct TikTok {
///     #[token(error, success = 0)]
///     code: i64,
///     #[token(nested)]
///     data: Option<TikTokToken>,
/// }
///
/// #[derive(Deserialize, TokenResponse)]
/// struct TikTokToken {
///     access_token: String,
///     expires_in: u64,
/// }
/// # let answer: TikTok = serde_json::from_str(r#"{"code": 0, "data": {"access_token": "a", "expires_in": 60}}"#)?;
/// # assert_eq!(answer.normalize()?.access_token(), "a");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `skip`
///
/// The field has no role, although its name suggests one.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// struct Answer {
///     access_token: String,
///     #[token(skip)]
///     scope: std::collections::BTreeMap<String, bool>,
/// }
/// # let answer: Answer = serde_json::from_str(r#"{"access_token": "a", "scope": {"read": true}}"#)?;
/// # assert!(answer.normalize()?.scope().is_none() && answer.scope["read"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `secret`
///
/// Redacted by the `Debug` that [`debug`](#debug) writes, like the tokens are anyway.
///
/// # On the struct
///
/// ## `debug`
///
/// Writes a `Debug`, too, that shows `[redacted]` for the tokens and for fields marked `secret`. A nested
/// response is shown by its own `Debug`, so give that `debug` as well.
///
/// ```
/// # use token_core::TokenResponse;
/// #[derive(TokenResponse)]
/// #[token(debug)]
/// struct Xiaomi {
///     access_token: String,
///     #[token(secret)]
///     mac_key: String,
///     open_id: String,
/// }
/// # let answer = Xiaomi { access_token: "a".into(), mac_key: "b".into(), open_id: "mi1".into() };
/// assert_eq!(
///     format!("{answer:?}"),
///     r#"Xiaomi { access_token: [redacted], mac_key: [redacted], open_id: "mi1" }"#,
/// );
/// ```
///
/// ## `default_expires_in = 3600`
///
/// The lifetime in seconds that the provider documents and does not send. It holds when the answer states
/// neither `expires_in` nor `expires_at`.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// #[token(default_expires_in = 3600)]
/// struct Instagram {
///     access_token: String,
/// }
/// # let answer: Instagram = serde_json::from_str(r#"{"access_token": "a"}"#)?;
/// # assert_eq!(answer.expires_in()?.as_duration().unwrap().as_secs(), 3600);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `crate = path`
///
/// Where token-core is, when a crate of yours re-exports it or your `Cargo.toml` renames it.
///
/// ```
/// # mod facade { pub use token_core; }
/// #[derive(facade::token_core::TokenResponse)]
/// #[token(crate = crate::facade::token_core)]
/// struct Answer {
///     access_token: String,
/// }
/// # fn main() {}
/// ```
#[proc_macro_derive(TokenResponse, attributes(token))]
pub fn derive_token_response(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into()).into()
}

fn derive(input: TokenStream) -> TokenStream {
    let original: DeriveInput = match syn::parse2(input) {
        Ok(original) => original,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let input = parse::parse(&original, &mut errors);
    let plan = resolve::resolve(&input, &mut errors);
    let implementation = expand::expand(plan, errors.count() > 0);
    let mistakes = errors.into_tokens();
    quote! { #mistakes #implementation }
}
