//! Any derived struct inside the `oauth2` crate (version 5): the feature `oauth2`.
//!
//! The crate's own answer to a provider that deviates is "define your own token response". That is one
//! type now:
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

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use ::oauth2::basic::{
    BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use ::oauth2::http::StatusCode;
use ::oauth2::http::header::{CONTENT_TYPE, HeaderValue};
use ::oauth2::{
    AccessToken, EndpointNotSet, ExtraTokenFields, HttpResponse, RefreshToken, Scope,
    StandardRevocableToken, StandardTokenResponse,
};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, IgnoredAny};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::endpoint::{self, EndpointError};
use crate::error::Refusal;
use crate::field::AsText;
use crate::fields::TokenFields;
use crate::lifetime::Lifetime;
use crate::response::TokenResponse;
use crate::secret::Secret;
use crate::token::Token;
use crate::token_type::TokenType;

/// `oauth2::basic::BasicClient`, reading the answers of the token endpoint as a `T`, and its refusals as an
/// [`ErrorResponse`].
pub type Client<
    T,
    HasAuthUrl = EndpointNotSet,
    HasDeviceAuthUrl = EndpointNotSet,
    HasIntrospectionUrl = EndpointNotSet,
    HasRevocationUrl = EndpointNotSet,
    HasTokenUrl = EndpointNotSet,
> = ::oauth2::Client<
    ErrorResponse,
    Adapter<T>,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    HasAuthUrl,
    HasDeviceAuthUrl,
    HasIntrospectionUrl,
    HasRevocationUrl,
    HasTokenUrl,
>;

/// An answer of yours as a token response of the `oauth2` crate.
///
/// It deserializes from JSON, as [`endpoint::parse`] reads it, where the answer normalizes: a malformed lifetime,
/// a missing access token and an error with status 200 are errors there, and never a token that looks eternal.
///
/// # Where the two differ
///
/// - `oauth2` has an `Option` of a lifetime. `None` is [`Unlimited`](crate::Lifetime::Unlimited) and
///   [`Unspecified`](crate::Lifetime::Unspecified); ask [`token`](Adapter::token) which.
/// - It has no instants. Where the answer states one, the lifetime is what is left until the earliest
///   deadline when the answer is deserialized. This is the only place where token-core reads a clock. On
///   wasm32-unknown-unknown there is none, so the lifetime is `expires_in` as the server stated it, and
///   `None` for an answer that states only an instant.
/// - Token types other than `Bearer` and `MAC` are `Extension`s.
/// - It wants every response to serialize. An adapter writes the names of RFC 6749, whatever those of `T`, with
///   the secrets in plain, and does not read back what it wrote. To store a token, store
///   `adapter.into_token().received_at(before_sending)`.
pub struct Adapter<T> {
    answer: T,
    token: Token<'static>,
    access_token: AccessToken,
    token_type: BasicTokenType,
    expires_in: Option<Duration>,
    refresh_token: Option<RefreshToken>,
    scopes: Option<Vec<Scope>>,
}

impl<T> Adapter<T> {
    /// Your own struct, with all its fields.
    #[must_use]
    pub fn answer(&self) -> &T {
        &self.answer
    }

    /// Your own struct, to keep.
    #[must_use]
    pub fn into_answer(self) -> T {
        self.answer
    }

    /// The token in RFC 6749 terms.
    #[must_use]
    pub fn token(&self) -> &Token<'static> {
        &self.token
    }

    /// The token, to [stamp](Token::received_at) with the moment before the request was sent.
    #[must_use]
    pub fn into_token(self) -> Token<'static> {
        self.token
    }
}

/// `SystemTime::now` panics on wasm32-unknown-unknown.
const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// The text of whatever JSON it is.
fn json<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret<Box<str>>, D::Error> {
    let json: Box<str> = Box::<RawValue>::deserialize(deserializer)?.into();
    Ok(json.into())
}

impl<'de, T: DeserializeOwned + TokenResponse> Deserialize<'de> for Adapter<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = json(deserializer)?;
        let answer = endpoint::parse_json::<T>(200, json.as_str()).map_err(D::Error::custom)?;
        let token = answer.normalize().map_err(D::Error::custom)?.into_owned();
        let lifetime =
            if HAS_CLOCK { token.validity.at_receipt(SystemTime::now) } else { token.expires_in() };
        Ok(Adapter {
            access_token: AccessToken::new(token.access_token().to_owned()),
            token_type: match token.token_type() {
                TokenType::Bearer => BasicTokenType::Bearer,
                TokenType::Mac => BasicTokenType::Mac,
                other => BasicTokenType::Extension(other.to_string()),
            },
            expires_in: lifetime.as_duration(),
            refresh_token: token.refresh_token().map(|text| RefreshToken::new(text.to_owned())),
            scopes: token
                .scope()
                .map(|scope| scope.iter().map(|entry| Scope::new(entry.to_owned())).collect()),
            answer,
            token,
        })
    }
}

/// In the names of RFC 6749, for the `oauth2` crate. An adapter does not read this back; store
/// `adapter.into_token().received_at(before_sending)`.
impl<T> Serialize for Adapter<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("access_token", &self.access_token)?;
        map.serialize_entry("token_type", &self.token_type)?;
        if let Some(expires_in) = self.expires_in {
            map.serialize_entry("expires_in", &expires_in.as_secs())?;
        }
        if let Some(refresh_token) = &self.refresh_token {
            map.serialize_entry("refresh_token", refresh_token)?;
        }
        if let Some(scope) = self.token.scope() {
            map.serialize_entry("scope", &scope.to_string())?;
        }
        if let Some(id_token) = self.token.id_token() {
            map.serialize_entry("id_token", id_token)?;
        }
        map.end()
    }
}

/// A token response of the `oauth2` crate, for a client whose response type is not yours to change.
///
/// ```
/// use std::time::SystemTime;
/// use oauth2::basic::BasicTokenResponse;
/// use token_core::TokenFields;
///
/// # let body = r#"{"access_token": "2Yo", "token_type": "bearer", "expires_in": 3600}"#;
/// let before_sending = SystemTime::now();
/// let response: BasicTokenResponse = serde_json::from_str(body)?; // from your client
/// let token = TokenFields::from(&response).normalize()?.into_owned().received_at(before_sending);
/// assert!(token.expires_at().is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<'a, EF, TT> From<&'a StandardTokenResponse<EF, TT>> for TokenFields<'a>
where
    EF: ExtraTokenFields,
    TT: ::oauth2::TokenType,
{
    fn from(response: &'a StandardTokenResponse<EF, TT>) -> Self {
        use ::oauth2::TokenResponse;

        // A token type is known only by how it is serialized.
        let token_type = serde_json::to_value(response.token_type()).ok();
        TokenFields {
            token_type: token_type.as_text().map(|text| Cow::Owned(text.into_owned())),
            expires_in: Ok(response.expires_in().map_or(Lifetime::Unspecified, Lifetime::from)),
            refresh_token: response.refresh_token().map(|token| token.secret().into()),
            scope: response.scopes().map(|scopes| scopes.iter().map(|scope| &***scope).collect()),
            ..TokenFields::new(response.access_token().secret())
        }
    }
}

/// Everything but the secrets, and nothing of your own struct.
impl<T> fmt::Debug for Adapter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Adapter").field("token", &self.token).finish_non_exhaustive()
    }
}

impl<T: DeserializeOwned + TokenResponse> ::oauth2::TokenResponse for Adapter<T> {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        self.scopes.as_ref()
    }
}

/// A refusal inside `oauth2::Client`, read as [`endpoint::parse`] reads it: whatever the provider calls the code,
/// and also where it is in an object or a list.
///
/// `oauth2` asks for it where the status is not 200 and the body is JSON. It gives any other body back in
/// `RequestTokenError::Parse`, and an empty one in `RequestTokenError::Other`, unless your HTTP client passes its
/// responses through [`readable`].
///
/// `Display` and `Debug` hide whatever could be a credential in these texts, as those of
/// [`endpoint::ErrorResponse`] do. The fields are as the server sent them.
///
/// ```
/// use token_core::oauth2::ErrorResponse;
///
/// let body = r#"{"error": {"code": 400, "message": "INVALID_REFRESH_TOKEN"}}"#;
/// let response: ErrorResponse = serde_json::from_str(body)?;
/// assert_eq!(response.error.as_deref(), Some("400"));
/// assert_eq!(response.to_string(), "the server refused: 400 (INVALID_REFRESH_TOKEN)");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The error code, `error`; `None` if the server states none that we recognize.
    pub error: Option<String>,
    /// The text for people, `error_description`.
    pub description: Option<String>,
    /// The page for people, `error_uri`.
    pub uri: Option<String>,
}

impl ::oauth2::ErrorResponse for ErrorResponse {}

impl<'de> Deserialize<'de> for ErrorResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = json(deserializer)?;
        match endpoint::parse_json::<Nothing>(400, json.as_str()) {
            Err(EndpointError::Refused(response)) => Ok(response.into()),
            Err(error) => Err(D::Error::custom(error)),
            Ok(Nothing) => Err(D::Error::custom("the status says that it is not an error")),
        }
    }
}

/// With the names of RFC 6749.
impl Serialize for ErrorResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let texts = [&self.error, &self.description, &self.uri];
        for (name, text) in ["error", "error_description", "error_uri"].into_iter().zip(texts) {
            if let Some(text) = text {
                map.serialize_entry(name, text)?;
            }
        }
        map.end()
    }
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Refusal::new(self.error.as_ref(), self.description.as_ref(), self.uri.as_ref()).fmt(f)
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Refusal::new(self.error.as_ref(), self.description.as_ref(), self.uri.as_ref())
            .debug(&mut f.debug_struct("ErrorResponse"))
    }
}

impl From<endpoint::ErrorResponse> for ErrorResponse {
    fn from(response: endpoint::ErrorResponse) -> Self {
        let endpoint::ErrorResponse { error, description, uri, .. } = response;
        ErrorResponse { error, description, uri }
    }
}

/// Says nothing in any role, so that the names in the body decide.
struct Nothing;

impl TokenResponse for Nothing {
    fn fields(&self) -> TokenFields<'_> {
        TokenFields::EMPTY
    }
}

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Nothing)
    }
}

/// A response as `oauth2` can read it, for your HTTP client to return.
///
/// `oauth2` reads JSON with the content type of JSON and the status 200, and of a refusal nothing that is empty or
/// not JSON. Here every 2xx becomes a 200, JSON gets its content type, and a refusal that is empty, a form or HTML
/// becomes one that an [`ErrorResponse`] can be read from.
///
/// ```
/// use oauth2::{ClientId, RequestTokenError, TokenUrl};
/// use token_core::AnyTokenResponse;
/// use token_core::oauth2::{Client, readable};
///
/// let client = Client::<AnyTokenResponse>::new(ClientId::new("client".into()))
///     .set_token_uri(TokenUrl::new("https://example.com/token".into())?);
///
/// // Your HTTP client; this one has a response already, with no body.
/// let http_client = |_| {
///     let response = oauth2::http::Response::builder().status(403).body(Vec::new()).unwrap();
///     Ok::<_, std::convert::Infallible>(readable(response))
/// };
/// let refused = client.exchange_client_credentials().request(&http_client);
/// assert!(matches!(refused, Err(RequestTokenError::ServerResponse(_))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn readable(mut response: HttpResponse) -> HttpResponse {
    let status = response.status();
    let is_json = serde_json::from_slice::<IgnoredAny>(response.body()).is_ok();
    if !status.is_success() && !is_json {
        let content_type = response.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|content_type| content_type.to_str().ok());
        let parsed = endpoint::parse::<Nothing>(status.as_u16(), content_type, response.body());
        if let Err(EndpointError::Refused(refusal)) = parsed {
            // A map of texts serializes.
            let json = serde_json::to_vec(&ErrorResponse::from(refusal)).unwrap_or_default();
            *response.body_mut() = json;
        }
    } else if status.is_success() {
        *response.status_mut() = StatusCode::OK;
        if is_json {
            let json = HeaderValue::from_static("application/json");
            response.headers_mut().insert(CONTENT_TYPE, json);
        }
    }
    response
}
