//! What an answer says, role by role, before anything is judged.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::error::{FieldError, NormalizeError};
use crate::field::Reading;
use crate::issued::Validity;
use crate::lifetime::Lifetime;
use crate::scope::Scope;
use crate::token::Token;

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
    message = "`{Self}` is no token response",
    label = "not a token response",
    note = "write `#[derive(token_core::TokenResponse)]` on it"
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
        in_role("expires_in", self.fields().times().expires_in).map(Lifetime::clamped)
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
        let Times { expires_in, expires_at, issued_at, .. } = self.fields().times();
        let validity = TokenFields::validity(expires_in, expires_at, issued_at)?;
        Ok(validity.deadline(received_at))
    }

    /// Whether the access token is expired at `now`: true from the deadline itself on.
    ///
    /// # Errors
    ///
    /// A field that bears on it is malformed.
    fn is_expired(&self, received_at: SystemTime, now: SystemTime) -> Result<bool, FieldError> {
        let Times { expires_in, expires_at, issued_at, .. } = self.fields().times();
        let validity = TokenFields::validity(expires_in, expires_at, issued_at)?;
        Ok(validity.is_expired(received_at, now))
    }

    /// How long the refresh token is valid from the moment it was received, as the server stated it.
    ///
    /// # Errors
    ///
    /// The field is malformed.
    fn refresh_expires_in(&self) -> Result<Lifetime, FieldError> {
        in_role("refresh_expires_in", self.fields().times().refresh_expires_in)
            .map(Lifetime::clamped)
    }
}

/// What an answer says, one field a role: borrowed where it can be, and not judged yet.
///
/// The derive fills it in. To implement [`TokenResponse`] by hand, name the roles that your type has
/// and take the rest from [`TokenFields::EMPTY`]; that stays valid when a role is added.
///
/// ```
/// use token_core::{TokenFields, TokenResponse, field::{AsLifetime, AsText, Unit}};
///
/// struct Session {
///     id: String,
///     minutes: u32,
/// }
///
/// impl TokenResponse for Session {
///     fn fields(&self) -> TokenFields<'_> {
///         TokenFields {
///             access_token: self.id.as_text(),
///             expires_in: self.minutes.as_lifetime(Unit::Minutes),
///             ..TokenFields::EMPTY
///         }
///     }
/// }
/// # let session = Session { id: "s".into(), minutes: 2 };
/// # assert_eq!(session.expires_in()?.as_duration().unwrap().as_secs(), 120);
/// # Ok::<(), token_core::FieldError>(())
/// ```
#[derive(Clone)]
pub struct TokenFields<'a> {
    /// `access_token`, RFC 6749 section 5.1.
    pub access_token: Option<Cow<'a, str>>,
    /// `token_type`, RFC 6749 section 7.1.
    pub token_type: Option<Cow<'a, str>>,
    /// `expires_in`, RFC 6749 section 5.1: from the moment of receipt.
    pub expires_in: Result<Lifetime, FieldError>,
    /// The instant at which the access token expires, by the server's clock; no RFC has it, many
    /// providers do.
    pub expires_at: Result<Option<SystemTime>, FieldError>,
    /// The instant at which the token was issued, by the server's clock; no RFC has it.
    pub issued_at: Result<Option<SystemTime>, FieldError>,
    /// `refresh_token`, RFC 6749 section 1.5.
    pub refresh_token: Option<Cow<'a, str>>,
    /// The lifetime of the refresh token, from the moment of receipt; no RFC has it.
    pub refresh_expires_in: Result<Lifetime, FieldError>,
    /// The instant at which the refresh token expires, by the server's clock; no RFC has it.
    pub refresh_expires_at: Result<Option<SystemTime>, FieldError>,
    /// `id_token`, OpenID Connect Core section 3.1.3.3.
    pub id_token: Option<Cow<'a, str>>,
    /// `scope`, RFC 6749 section 3.3.
    pub scope: Option<Scope<'a>>,
    /// `issued_token_type`, RFC 8693 section 2.2.1.
    pub issued_token_type: Option<Cow<'a, str>>,
    /// `error`, RFC 6749 section 5.2.
    pub error: Option<Cow<'a, str>>,
    /// `error_description`, RFC 6749 section 5.2.
    pub error_description: Option<Cow<'a, str>>,
    /// `error_uri`, RFC 6749 section 5.2.
    pub error_uri: Option<Cow<'a, str>>,
}

impl<'a> TokenFields<'a> {
    /// An answer that says nothing.
    pub const EMPTY: TokenFields<'static> = TokenFields {
        access_token: None,
        token_type: None,
        expires_in: Ok(Lifetime::Unspecified),
        expires_at: Ok(None),
        issued_at: Ok(None),
        refresh_token: None,
        refresh_expires_in: Ok(Lifetime::Unspecified),
        refresh_expires_at: Ok(None),
        id_token: None,
        scope: None,
        issued_token_type: None,
        error: None,
        error_description: None,
        error_uri: None,
    };

    /// What this says, and `fallback` for every role in which this says nothing.
    #[must_use]
    pub fn or(self, fallback: TokenFields<'a>) -> TokenFields<'a> {
        TokenFields {
            access_token: Reading::or(self.access_token, fallback.access_token),
            token_type: Reading::or(self.token_type, fallback.token_type),
            expires_in: Reading::or(self.expires_in, fallback.expires_in),
            expires_at: Reading::or(self.expires_at, fallback.expires_at),
            issued_at: Reading::or(self.issued_at, fallback.issued_at),
            refresh_token: Reading::or(self.refresh_token, fallback.refresh_token),
            refresh_expires_in: Reading::or(self.refresh_expires_in, fallback.refresh_expires_in),
            refresh_expires_at: Reading::or(self.refresh_expires_at, fallback.refresh_expires_at),
            id_token: Reading::or(self.id_token, fallback.id_token),
            scope: Reading::or(self.scope, fallback.scope),
            issued_token_type: Reading::or(self.issued_token_type, fallback.issued_token_type),
            error: Reading::or(self.error, fallback.error),
            error_description: Reading::or(self.error_description, fallback.error_description),
            error_uri: Reading::or(self.error_uri, fallback.error_uri),
        }
    }

    /// The lifetime that the provider documents, for an answer that states neither `expires_in` nor
    /// `expires_at`.
    #[must_use]
    pub fn default_expires_in(self, documented: Duration) -> TokenFields<'a> {
        match (&self.expires_in, &self.expires_at) {
            (Ok(Lifetime::Unspecified), Ok(None)) => {
                TokenFields { expires_in: Ok(Lifetime::from(documented)), ..self }
            }
            _ => self,
        }
    }

    /// The token in RFC 6749 terms.
    ///
    /// # Errors
    ///
    /// Those of [`TokenResponse::normalize`].
    #[expect(
        clippy::inline_always,
        reason = "so that the roles that a struct does not have cost it nothing"
    )]
    #[inline(always)]
    pub fn normalize(self) -> Result<Token<'a>, NormalizeError> {
        Token::from_fields(self)
    }

    /// Takes the fields apart, each of them on its own: whole, they would all be written to memory only
    /// to be dropped, and an accessor cost three times as much.
    #[expect(clippy::inline_always, reason = "so that the roles that nobody asks for cost nothing")]
    #[inline(always)]
    fn times(self) -> Times {
        let TokenFields {
            access_token: _access_token,
            token_type: _token_type,
            expires_in,
            expires_at,
            issued_at,
            refresh_token: _refresh_token,
            refresh_expires_in,
            refresh_expires_at: _,
            id_token: _id_token,
            scope: _scope,
            issued_token_type: _issued_token_type,
            error: _error,
            error_description: _error_description,
            error_uri: _error_uri,
        } = self;
        Times { expires_in, expires_at, issued_at, refresh_expires_in }
    }

    #[expect(clippy::inline_always, reason = "so that the roles that nobody asks for cost nothing")]
    #[inline(always)]
    pub(crate) fn validity(
        expires_in: Result<Lifetime, FieldError>,
        expires_at: Result<Option<SystemTime>, FieldError>,
        issued_at: Result<Option<SystemTime>, FieldError>,
    ) -> Result<Validity, FieldError> {
        Ok(Validity {
            expires_in: in_role("expires_in", expires_in)?.clamped(),
            expires_at: in_role("expires_at", expires_at)?,
            issued_at: in_role("issued_at", issued_at)?,
        })
    }

    #[inline]
    pub(crate) fn refresh_validity(
        expires_in: Result<Lifetime, FieldError>,
        expires_at: Result<Option<SystemTime>, FieldError>,
        issued_at: Option<SystemTime>,
    ) -> Result<Validity, FieldError> {
        let stated = Validity {
            expires_in: in_role("refresh_expires_in", expires_in)?.clamped(),
            expires_at: in_role("refresh_expires_at", expires_at)?,
            issued_at,
        };
        // A refresh token outlives the answer that brought it, so its deadline must not lean on that
        // answer's `issued_at`: `renewed_by` puts it beside another one.
        Ok(Validity { expires_at: stated.stated_deadline(), issued_at: None, ..stated })
    }
}

/// What the accessors of a response ask for.
struct Times {
    expires_in: Result<Lifetime, FieldError>,
    expires_at: Result<Option<SystemTime>, FieldError>,
    issued_at: Result<Option<SystemTime>, FieldError>,
    refresh_expires_in: Result<Lifetime, FieldError>,
}

#[inline]
fn in_role<T>(role: &'static str, reading: Result<T, FieldError>) -> Result<T, FieldError> {
    reading.map_err(|error| error.in_role(role))
}

/// Which roles the answer fills, and no secret.
impl std::fmt::Debug for TokenFields<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let redacted = |text: &Option<Cow<'_, str>>| text.as_ref().map(|_| crate::Text::from(""));
        f.debug_struct("TokenFields")
            .field("access_token", &redacted(&self.access_token))
            .field("token_type", &self.token_type)
            .field("expires_in", &self.expires_in)
            .field("expires_at", &self.expires_at)
            .field("issued_at", &self.issued_at)
            .field("refresh_token", &redacted(&self.refresh_token))
            .field("refresh_expires_in", &self.refresh_expires_in)
            .field("refresh_expires_at", &self.refresh_expires_at)
            .field("id_token", &redacted(&self.id_token))
            .field("scope", &self.scope)
            .field("issued_token_type", &self.issued_token_type)
            .field("error", &self.error)
            .field("error_description", &self.error_description)
            .field("error_uri", &self.error_uri)
            .finish()
    }
}

macro_rules! through_pointers {
    ($($pointer:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: TokenResponse + ?Sized> TokenResponse for $pointer {
            fn fields(&self) -> TokenFields<'_> {
                T::fields(self)
            }
        }
    )+};
}
through_pointers!(&T, Box<T>, Rc<T>, Arc<T>);

/// `None` says nothing.
#[diagnostic::do_not_recommend]
impl<T: TokenResponse> TokenResponse for Option<T> {
    fn fields(&self) -> TokenFields<'_> {
        self.as_ref().map_or(TokenFields::EMPTY, T::fields)
    }
}
