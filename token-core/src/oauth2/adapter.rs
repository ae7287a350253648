//! A derived struct as a token response of the `oauth2` crate.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use ::oauth2::basic::BasicTokenType;
use ::oauth2::{AccessToken, ExtraTokenFields, RefreshToken, Scope, StandardTokenResponse};
use serde_core::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::endpoint;
use crate::field::AsText;
use crate::fields::TokenFields;
use crate::lifetime::Lifetime;
use crate::response::TokenResponse;
use crate::secret::Secret;
use crate::token::Token;
use crate::token_type::TokenType;

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
pub(super) fn json<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Secret<Box<str>>, D::Error> {
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
