//! Refusals inside the `oauth2` crate.

use std::fmt;

use ::oauth2::HttpResponse;
use ::oauth2::http::StatusCode;
use ::oauth2::http::header::{CONTENT_TYPE, HeaderValue};
use serde_core::de::{Deserialize, Deserializer, Error, IgnoredAny};
use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::adapter::json;
use crate::endpoint::{self, EndpointError};
use crate::error::Refusal;
use crate::fields::TokenFields;
use crate::response::TokenResponse;

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
