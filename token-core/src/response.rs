//! The trait of every answer of a token endpoint.

use std::rc::Rc;
use std::sync::Arc;
use std::time::SystemTime;

use crate::error::{FieldError, NormalizeError};
use crate::field::through_pointers;
use crate::fields::TokenFields;
use crate::lifetime::Lifetime;
use crate::token::Token;
use crate::validity::{Validity, in_role};

/// An answer of a token endpoint, whatever the provider calls its fields: RFC 6749 section 5.1.
///
/// Derive it. The derive writes [`fields`](TokenResponse::fields) and nothing else; all that is done
/// with the fields is here, once, for every struct. The trait is object safe and asks for no other.
///
/// The accessors below answer for the response as it came; a token that is kept is better
/// [normalized](TokenResponse::normalize) and [stamped](Token::received_at) with its time of arrival.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use serde::Deserialize;
/// use token_core::TokenResponse;
///
/// #[derive(Deserialize, TokenResponse)]
/// #[serde(rename_all = "camelCase")]
/// struct Answer {
///     access_token: String,
///     expires_in: String,
/// }
///
/// let answer: Answer = serde_json::from_str(r#"{"accessToken": "2Yo", "expiresIn": "3600"}"#)?;
///
/// let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
/// assert_eq!(answer.expires_at(sent)?, Some(sent + Duration::from_secs(3600)));
/// assert!(!answer.is_expired(sent, sent + Duration::from_secs(3599))?);
/// assert!(answer.is_expired(sent, sent + Duration::from_secs(3600))?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a token response",
    label = "expected a struct that implements `TokenResponse`",
    note = "only a struct can be `nested`; if it is a struct of your own, write `#[derive(token_core::TokenResponse)]` on it, and `#[token(partial)]` if it holds no access token",
    note = "if it is a list, replace it with a struct around the list, `#[derive(serde::Deserialize)] #[serde(transparent)] struct Items(Vec<Item>);`, and write for that struct `impl token_core::TokenResponse for Items {{ fn fields(&self) -> token_core::TokenFields<'_> {{ self.0.first().map_or(token_core::TokenFields::EMPTY, token_core::TokenResponse::fields) }} }}`",
    note = "if it is an enum or a map, replace it with a struct whose fields are `Option`s; if it is a tuple, replace it with a tuple struct that derives `TokenResponse`, with `#[token(nested)]` on the field that holds the token; if it is text, a number or a bool, remove `nested`"
)]
pub trait TokenResponse {
    /// What the answer says, role by role.
    fn fields(&self) -> TokenFields<'_>;

    /// The token in RFC 6749 terms.
    ///
    /// An expired token normalizes too: whether it can be used is a question of time.
    ///
    /// # Errors
    ///
    /// [`NormalizeError::Refused`] if the answer states an error, before anything else is judged;
    /// [`NormalizeError::MissingAccessToken`]; [`NormalizeError::Field`] for a malformed field.
    fn normalize(&self) -> Result<Token<'_>, NormalizeError> {
        self.fields().normalize()
    }

    /// How long the access token is valid from the moment it was received, as the server stated it.
    ///
    /// # Errors
    ///
    /// The field is malformed.
    fn expires_in(&self) -> Result<Lifetime, FieldError> {
        in_role("expires_in", self.fields().expires_in).map(Lifetime::clamped)
    }

    /// When the access token expires: the earliest deadline that the answer states, as
    /// [`IssuedToken::expires_at`](crate::IssuedToken::expires_at) reckons it. `None` if it states none.
    ///
    /// `received_at` is the moment before the request was sent.
    ///
    /// # Errors
    ///
    /// A field that bears on it is malformed.
    fn expires_at(&self, received_at: SystemTime) -> Result<Option<SystemTime>, FieldError> {
        Ok(validity(self.fields())?.deadline(received_at))
    }

    /// Whether the access token is expired at `now`: true from the deadline itself on.
    ///
    /// # Errors
    ///
    /// A field that bears on it is malformed.
    fn is_expired(&self, received_at: SystemTime, now: SystemTime) -> Result<bool, FieldError> {
        Ok(validity(self.fields())?.is_expired(received_at, now))
    }

    /// How long the refresh token is valid from the moment it was received, as the server stated it.
    ///
    /// # Errors
    ///
    /// The field is malformed.
    fn refresh_expires_in(&self) -> Result<Lifetime, FieldError> {
        in_role("refresh_expires_in", self.fields().refresh_expires_in).map(Lifetime::clamped)
    }
}

#[inline]
fn validity(fields: TokenFields<'_>) -> Result<Validity, FieldError> {
    let TokenFields { expires_in, expires_at, issued_at, .. } = fields;
    Validity::read(Validity::OF_ACCESS_TOKEN, expires_in, expires_at, issued_at)
}

through_pointers!(TokenResponse {
    fn fields() -> TokenFields<'_>, absent TokenFields::EMPTY;
});
