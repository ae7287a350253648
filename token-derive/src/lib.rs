//! `#[derive(TokenResponse)]` for [`token-core`](https://docs.rs/token-core), which re-exports it. Depend
//! on that crate, never on this one.

#[cfg(test)]
mod advice;
mod errors;
mod expand;
mod parse;
mod resolve;
#[cfg(test)]
mod snapshots;
mod vocabulary;

use std::env::args_os;
use std::fs::read_to_string;
use std::path::Path;
use std::sync::LazyLock;

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
/// The derive generates one function, `fields`, that reads each field through the trait of its role (see
/// `token_core::field`). The field's type decides how it is read, and a type that can't have the role is an
/// error at the type. It makes no difference how the struct is deserialized: from JSON, from a form, from
/// XML, or not at all.
///
/// A `#[derive(Debug)]` on the same struct would show the tokens. Write [`#[token(debug)]`](#debug) instead.
///
/// # Roles
///
/// A field's role comes from the first of these that gives one:
///
/// 1. `#[token(ROLE)]`. The names then suggest nothing more.
/// 2. The field's own name, whatever its casing: `access_token`, `accessToken`, `AccessToken`.
/// 3. The names that serde reads the field by: `#[serde(rename = "..")]`, `#[serde(alias = "..")]`.
///
/// The other fields are your own. A name that only looks like the name of a role (`expires`, `refesh_token`)
/// is an error, because the derive can't tell a lifetime from an instant or from a slip, and a role that is lost
/// is lost in silence. Correct the name, give the field its role, or write [`skip`](#skip).
///
/// | role | read as | what it is |
/// |---|---|---|
/// | `access_token` | text | RFC 6749 section 5.1; some field must have it |
/// | `token_type` | text | RFC 6749 section 7.1; absent is Bearer |
/// | `expires_in` | lifetime | RFC 6749 section 5.1, from the moment of receipt; also named `access_token_expires_in` |
/// | `expires_at` | timestamp | when the access token expires; also named `expires_on`, `access_token_expires_at` |
/// | `issued_at` | timestamp | when it was issued |
/// | `refresh_in` | lifetime | after how long the server advises to refresh |
/// | `refresh_at` | timestamp | when the server advises to refresh; also named `refresh_on` |
/// | `refresh_token` | text | RFC 6749 section 1.5 |
/// | `refresh_expires_in` | lifetime | of the refresh token; also named `refresh_token_expires_in`, `x_refresh_token_expires_in` |
/// | `refresh_expires_at` | timestamp | when the refresh token expires; also named `refresh_token_expires_at` |
/// | `refresh_issued_at` | timestamp | when the refresh token was issued |
/// | `id_token` | text | OpenID Connect Core section 3.1.3.3 |
/// | `scope` | scope | RFC 6749 section 3.3; also named `scopes` |
/// | `issued_token_type` | text | RFC 8693 section 2.2.1 |
/// | `error` | error code | RFC 6749 section 5.2; states a refusal, unless it is empty, `0` or `false` |
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
/// Several attributes give one field several roles. The fields of a tuple struct have no names and get their
/// roles by attribute:
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
/// What one unit of a number means, whether the number is sent as a number or as text: `"s"` (seconds, the
/// default), `"ms"`, `"min"`, `"h"` or `"d"` for lifetimes; `"s"` or `"ms"` for timestamps. The unit is never
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
/// A lifetime of exactly 0 means that the token never expires. Without this option, a lifetime of 0 has
/// expired on arrival. Servers send 0 for both, and only the provider's documentation can tell which.
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
/// The text of a scope is split at this character and nowhere else. Without this option, it is split at ASCII
/// white space. A comma is not a separator unless you say so, since scopes contain commas
/// (`repository:app:pull,push`).
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
/// On `error`: the code that means success, as an integer, a string or a bool. It must be a code that the
/// field's type can hold. Several codes need [`with`](#with--pathtofunction).
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
/// A second field for a role, read when the first is absent or empty. Several are tried in the order of the
/// fields. If no other field has the role, the fallback is read after the [`nested`](#nested) fields.
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
/// `function(&field)` reads the field. It is any path to a function, `read::<u64>` and `<T as Read>::read`
/// included, and returns what the role needs:
///
/// | role is a | the function returns |
/// |---|---|
/// | text | `Option<Cow<'_, str>>` |
/// | lifetime | `Result<Lifetime, FieldError>` |
/// | timestamp | `Result<Option<SystemTime>, FieldError>` |
/// | scope | `Option<Scope<'_>>` |
/// | error code | `Option<Cow<'_, str>>`, where `None` and empty text are success |
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
/// The field's own type is a `TokenResponse`. It supplies the roles that no field of this struct has, even
/// where such a field is absent. Where several fields are nested, the first that states a role counts, in the
/// order of the fields. Nested structs may nest others, and the field may be an `Option` or a pointer.
///
/// The token of one answer is never mixed with the token of another. Where this struct holds an access token
/// and so does the nested one, this struct's counts, and only the error roles of the nested one are read. The
/// same holds between two nested fields.
///
/// A flattened field (`#[serde(flatten)]`) needs `nested` or `skip`, unless it is a map.
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
/// The field has no role, although its name is one or looks like one.
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
/// The `Debug` that [`debug`](#debug) generates shows the field as `[redacted]`, as it does the tokens.
///
/// # On the struct
///
/// ## `debug`
///
/// Generates a `Debug` that shows `[redacted]` for every field that is an access, refresh or ID token by its
/// role or by its name, and for fields with [`secret`](#secret). A field with an error role is shown without
/// what could be a token in it, since servers quote what they refuse. A nested struct is shown by its own
/// `Debug`, so write `#[token(debug)]` on it, too. It takes the place of `#[derive(Debug)]`, which shows the tokens.
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
/// The lifetime in seconds that the provider documents and does not send. It applies when the answer, nested
/// fields included, states neither `expires_in` nor `expires_at`. On a nested struct it applies to what that
/// struct states.
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
/// ## `partial`
///
/// The struct is a part of an answer and needs no access token of its own. Nested in a struct that has one, it
/// supplies its roles. On its own, it normalizes to `NormalizeError::MissingAccessToken`.
///
/// ```
/// # use serde::Deserialize;
/// # use token_core::TokenResponse;
/// #[derive(Deserialize, TokenResponse)]
/// struct Answer {
///     access_token: String,
///     #[token(nested)]
///     meta: Meta,
/// }
///
/// #[derive(Deserialize, TokenResponse)]
/// #[token(partial)]
/// struct Meta {
///     expires_in: u64,
/// }
/// # let answer: Answer = serde_json::from_str(r#"{"access_token": "a", "meta": {"expires_in": 60}}"#)?;
/// # assert_eq!(answer.expires_in()?.as_duration().unwrap().as_secs(), 60);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## `crate = path`
///
/// Where token-core is, if a crate of yours re-exports it or your `Cargo.toml` renames it: the path of the crate, or of
/// what re-exports it. Without this option, it is `::token_core`. Where the command line of rustc shows another name for
/// it, or none, the derive says what to write.
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
///
/// # A struct named `TokenResponse`
///
/// It can't have the name of a trait that is imported beside it. Import the trait without its name, and derive
/// it by its path:
///
/// ```
/// use token_core::TokenResponse as _;
///
/// #[derive(token_core::TokenResponse)]
/// struct TokenResponse {
///     access_token: String,
/// }
/// # let answer = TokenResponse { access_token: "a".into() };
/// # assert_eq!(answer.normalize()?.access_token(), "a");
/// # Ok::<(), token_core::NormalizeError>(())
/// ```
#[proc_macro_derive(TokenResponse, attributes(token))]
pub fn derive_token_response(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    static TOKEN_CORE: LazyLock<Option<String>> = LazyLock::new(|| {
        let arguments = args_os().map(|argument| argument.to_string_lossy().into_owned());
        dependency(&arguments.collect::<Vec<_>>())
    });
    derive(input.into(), TOKEN_CORE.as_deref()).into()
}

/// The name of token-core on the command line of rustc, as in `--extern tokens=../libtoken_core-4f2b.rmeta`, so that
/// another name, or none, is told in better words than rustc's. Where the command line does not tell, as in
/// rust-analyzer, or the root of the crate gives it the name itself, it is its own name.
fn dependency(arguments: &[String]) -> Option<String> {
    let own = "token_core";
    let name = |argument: &String| {
        let file = argument.rsplit(['/', '\\', '=']).next()?.strip_prefix("libtoken_core")?;
        let (name, _) = argument.strip_prefix("--extern=").unwrap_or(argument).split_once('=')?;
        let name = name.rsplit(':').next()?;
        Some(name.to_owned()).filter(|_| file.starts_with(['-', '.']) && !name.contains('-'))
    };
    let names: Vec<_> = arguments.iter().filter_map(name).collect();
    let is_told = arguments.iter().any(|argument| argument.starts_with("--extern"));
    let has_alias = |root: &String| {
        // As in `extern crate tokens as token_core;`
        let is_named = |source: String| source.contains("as token_core;");
        let is_source = Path::new(root).extension().is_some_and(|extension| extension == "rs");
        is_source && read_to_string(root).is_ok_and(is_named)
    };
    let is_own = |argument: &String| {
        argument.starts_with('@') || argument.ends_with(own) || has_alias(argument)
    };
    if !is_told || names.iter().any(|name| name == own) || arguments.iter().any(is_own) {
        return Some(own.to_owned());
    }
    names.into_iter().next()
}

/// `token_core` is the name of token-core in the crate that is compiled, if it has one there.
fn derive(input: TokenStream, token_core: Option<&str>) -> TokenStream {
    let original: DeriveInput = match syn::parse2(input) {
        Ok(original) => original,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::new();
    let input = parse::parse(&original, &mut errors);
    let plan = resolve::resolve(&input, token_core, &mut errors);
    let implementation = expand::expand(plan, !errors.is_empty());
    let mistakes = errors.iter().map(syn::Error::to_compile_error);
    quote! { #(#mistakes)* #implementation }
}

#[cfg(test)]
mod tests {
    use super::dependency;

    fn name(command: &str) -> Option<String> {
        let arguments: Vec<_> = command.split(' ').map(str::to_owned).collect();
        dependency(&arguments)
    }

    #[test]
    fn another_name_of_token_core_is_found_on_the_command_line() {
        let cargo = "rustc --crate-name app --extern serde=/t/libserde-1.rmeta --extern";
        for argument in [
            "tokens=/t/libtoken_core-4f2b.rmeta",
            "priv:tokens=/t/libtoken_core-4f2b.rlib",
            r"tokens=C:\t=1\libtoken_core-4f2b.rmeta",
            "tokens=libtoken_core.rlib",
        ] {
            assert_eq!(
                name(&format!("{cargo} {argument}")).as_deref(),
                Some("tokens"),
                "{argument}"
            );
        }
        let bazel = "rustc --crate-name=app --extern=tokens=bazel-out/libtoken_core-4f2b.rlib";
        assert_eq!(name(bazel).as_deref(), Some("tokens"));
    }

    #[test]
    fn a_command_line_without_token_core_has_no_name_for_it() {
        for command in [
            "rustc --crate-name app --extern facade=/t/libfacade-1.rmeta",
            "rustc --crate-name app --extern token_core_ext=/t/libtoken_core_ext-1.rmeta",
            "rustc --crate-name app --extern a=/t/liba-1.rlib -Clink-arg=/t/libtoken_core-1.rlib",
        ] {
            assert_eq!(name(command), None, "{command}");
        }
    }

    #[test]
    fn token_core_has_its_own_name_where_nothing_else_is_told() {
        for command in [
            "rust-analyzer-proc-macro-srv",
            "rustc @arguments --extern facade=/t/libfacade-1.rmeta",
            "rustc --crate-name token_core --extern token_derive=/t/libtoken_derive-1.so",
            "rustc --crate-name app --extern token_core=/t/libtoken_core-1.rmeta",
            "rustc --crate-name app --extern a=/t/libtoken_core-1.rmeta --extern token_core=/t/libtoken_core-2.rmeta",
            "rustc --crate-name app --extern token_core --extern serde=/t/libserde-1.rmeta",
        ] {
            assert_eq!(name(command).as_deref(), Some("token_core"), "{command}");
        }
    }
}
