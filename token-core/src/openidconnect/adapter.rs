//! A derived struct as a token response of the `openidconnect` crate.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use ::openidconnect::core::{CoreIdToken, CoreTokenType};
use ::openidconnect::{
    AccessToken, AdditionalClaims, GenderClaim, IdToken, JweContentEncryptionAlgorithm,
    JwsSigningAlgorithm, OAuth2TokenResponse, RefreshToken, Scope,
};
use serde_core::de::{Deserialize, DeserializeOwned, Deserializer, Error, Unexpected};
use serde_core::ser::{Serialize, Serializer};

use crate::oauth2;
use crate::response::TokenResponse;
use crate::token::Token;

/// An answer of yours as a token response of the `openidconnect` crate: an [`oauth2::Adapter`] with an ID
/// token.
///
/// The ID token is parsed and not verified. `IdToken::claims` does that, with the verifier of your client. A
/// malformed ID token is a deserialization error.
pub struct Adapter<T, I = CoreIdToken> {
    oauth2: oauth2::Adapter<T>,
    id_token: Option<I>,
}

impl<T, I> Adapter<T, I> {
    /// Your own struct, with all its fields.
    #[must_use]
    pub fn answer(&self) -> &T {
        self.oauth2.answer()
    }

    /// Your own struct, to keep.
    #[must_use]
    pub fn into_answer(self) -> T {
        self.oauth2.into_answer()
    }

    /// The token in RFC 6749 terms.
    #[must_use]
    pub fn token(&self) -> &Token<'static> {
        self.oauth2.token()
    }

    /// The token, to [stamp](Token::received_at) with the moment before the request was sent.
    #[must_use]
    pub fn into_token(self) -> Token<'static> {
        self.oauth2.into_token()
    }
}

impl<'de, T: DeserializeOwned + TokenResponse, I: FromStr> Deserialize<'de> for Adapter<T, I> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let oauth2 = oauth2::Adapter::deserialize(deserializer)?;
        let id_token = oauth2.token().id_token().map(str::parse).transpose().map_err(|_| {
            // The error does not quote the token, which is a secret.
            D::Error::invalid_value(Unexpected::Other("text"), &"an ID token (a JSON web token)")
        })?;
        Ok(Adapter { oauth2, id_token })
    }
}

/// As the [`oauth2::Adapter`] does.
impl<T, I> Serialize for Adapter<T, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.oauth2.serialize(serializer)
    }
}

/// As the [`oauth2::Adapter`] does: no secret, and no claim of the ID token.
impl<T, I> fmt::Debug for Adapter<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.oauth2.fmt(f)
    }
}

impl<T, I> OAuth2TokenResponse for Adapter<T, I>
where
    T: DeserializeOwned + TokenResponse,
    I: FromStr,
{
    type TokenType = CoreTokenType;

    fn access_token(&self) -> &AccessToken {
        self.oauth2.access_token()
    }

    fn token_type(&self) -> &Self::TokenType {
        self.oauth2.token_type()
    }

    fn expires_in(&self) -> Option<Duration> {
        self.oauth2.expires_in()
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.oauth2.refresh_token()
    }

    fn scopes(&self) -> Option<&Vec<Scope>> {
        self.oauth2.scopes()
    }
}

impl<T, AC, GC, JE, JS> ::openidconnect::TokenResponse<AC, GC, JE, JS>
    for Adapter<T, IdToken<AC, GC, JE, JS>>
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
