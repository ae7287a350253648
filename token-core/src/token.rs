//! The checked token, and how an answer becomes one.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use crate::error::{FieldError, NormalizeError};
use crate::fields::TokenFields;
use crate::lifetime::Lifetime;
use crate::scope::Scope;
use crate::secret::Secret;
use crate::token_type::TokenType;
use crate::validity::{Advice, UnixSeconds, Validity};

/// A token in RFC 6749 terms, checked.
///
/// What it says about time is as the server stated it: to know whether it is expired, say when it
/// [arrived](Token::received_at). `Debug` shows no secret; there is no `==` on secrets, and nothing
/// here is serialized by accident.
///
/// ```
/// use token_core::{TokenResponse, TokenType, models::OAuth2Token};
///
/// let answer: OAuth2Token = serde_json::from_str(
///     r#"{"access_token": "2Yo", "token_type": "bearer", "expires_in": 3600, "scope": "openid offline"}"#,
/// )?;
/// let token = answer.normalize()?;
///
/// assert_eq!(token.access_token(), "2Yo");
/// assert_eq!(token.token_type(), &TokenType::Bearer);
/// assert_eq!(token.expires_in().as_duration().map(|lifetime| lifetime.as_secs()), Some(3600));
/// assert!(token.scope().is_some_and(|scope| scope.contains("offline")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
#[expect(clippy::struct_field_names, reason = "RFC 6749 names them")]
pub struct Token<'a> {
    pub(crate) access_token: Secret<Cow<'a, str>>,
    /// `None` if the server did not say.
    pub(crate) token_type: Option<TokenType>,
    pub(crate) validity: Validity,
    pub(crate) advice: Advice,
    pub(crate) refresh_token: Option<Secret<Cow<'a, str>>>,
    pub(crate) refresh_validity: Validity,
    pub(crate) id_token: Option<Secret<Cow<'a, str>>>,
    pub(crate) scope: Option<Scope<'a>>,
    pub(crate) issued_token_type: Option<Cow<'a, str>>,
}

/// How a token is presented whose type the server did not state.
static BEARER: TokenType = TokenType::Bearer;

impl<'a> Token<'a> {
    /// The access token: a secret.
    #[must_use]
    #[inline]
    pub fn access_token(&self) -> &str {
        self.access_token.as_str()
    }

    /// How the access token is to be presented; [`Bearer`](TokenType::Bearer) if the server did not
    /// say.
    #[must_use]
    #[inline]
    pub fn token_type(&self) -> &TokenType {
        self.token_type.as_ref().unwrap_or(&BEARER)
    }

    /// How long the access token is valid from the moment it was received.
    #[must_use]
    #[inline]
    pub fn expires_in(&self) -> Lifetime {
        self.validity.expires_in
    }

    /// When the access token expires by the server's clock, as the server stated it: outright, or as
    /// `issued_at` and `expires_in`.
    ///
    /// The deadline to live by is [`IssuedToken::expires_at`](crate::IssuedToken::expires_at).
    #[must_use]
    #[inline]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.validity.stated_deadline()
    }

    /// When the token was issued by the server's clock.
    #[must_use]
    #[inline]
    pub fn issued_at(&self) -> Option<SystemTime> {
        self.validity.issued_at
    }

    /// After how long the server advises to refresh the token, from the moment it was received.
    #[must_use]
    #[inline]
    pub fn refresh_in(&self) -> Lifetime {
        self.advice.refresh_in
    }

    /// When the server advises to refresh the token, by its clock.
    ///
    /// The instant to go by is [`IssuedToken::refresh_at`](crate::IssuedToken::refresh_at).
    #[must_use]
    #[inline]
    pub fn refresh_at(&self) -> Option<SystemTime> {
        self.advice.refresh_at
    }

    /// The refresh token: a secret.
    #[must_use]
    #[inline]
    pub fn refresh_token(&self) -> Option<&str> {
        self.refresh_token.as_ref().map(Secret::as_str)
    }

    /// How long the refresh token is valid from the moment it was received. Zero limits
    /// nothing, since servers send it for a refresh token without a limit; see
    /// [`IssuedToken::can_refresh`](crate::IssuedToken::can_refresh).
    #[must_use]
    #[inline]
    pub fn refresh_expires_in(&self) -> Lifetime {
        self.refresh_validity.expires_in
    }

    /// When the refresh token expires by the server's clock, as the server stated it: outright, or as
    /// `refresh_issued_at` and `refresh_expires_in`.
    #[must_use]
    #[inline]
    pub fn refresh_expires_at(&self) -> Option<SystemTime> {
        self.refresh_validity.of_refresh_token().stated_deadline()
    }

    /// When the refresh token was issued by the server's clock.
    #[must_use]
    #[inline]
    pub fn refresh_issued_at(&self) -> Option<SystemTime> {
        self.refresh_validity.issued_at
    }

    /// The ID token of OpenID Connect, as it came: its signature is not checked here. A secret.
    #[must_use]
    #[inline]
    pub fn id_token(&self) -> Option<&str> {
        self.id_token.as_ref().map(Secret::as_str)
    }

    /// What the token allows; `None` means "as requested" (RFC 6749 section 5.1).
    #[must_use]
    #[inline]
    pub fn scope(&self) -> Option<&Scope<'a>> {
        self.scope.as_ref()
    }

    /// What kind of token was issued: RFC 8693 section 2.2.1.
    #[must_use]
    #[inline]
    pub fn issued_token_type(&self) -> Option<&str> {
        self.issued_token_type.as_deref()
    }

    /// The same token, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Token<'static> {
        Token {
            access_token: self.access_token.into_owned(),
            token_type: self.token_type,
            validity: self.validity,
            advice: self.advice,
            refresh_token: self.refresh_token.map(Secret::into_owned),
            refresh_validity: self.refresh_validity,
            id_token: self.id_token.map(Secret::into_owned),
            scope: self.scope.map(Scope::into_owned),
            issued_token_type: self.issued_token_type.map(|text| Cow::Owned(text.into_owned())),
        }
    }
}

impl<'a> TokenFields<'a> {
    /// The token in RFC 6749 terms.
    ///
    /// # Errors
    ///
    /// Those of [`TokenResponse::normalize`](crate::TokenResponse::normalize).
    #[expect(
        clippy::inline_always,
        reason = "what a type does not have costs nothing only where it is known"
    )]
    #[inline(always)]
    pub fn normalize(self) -> Result<Token<'a>, NormalizeError> {
        // A function drops it, and would have all of `self` in memory if it stayed there.
        let TokenFields { scope, .. } = self;
        if self.error.as_ref().is_some_and(|error| !error.is_empty()) {
            return Err(refused(self.error, self.error_description, self.error_uri));
        }
        let access_token = header_text("access_token", self.access_token)?
            .ok_or(NormalizeError::MissingAccessToken)?;
        let refresh_token = header_text("refresh_token", self.refresh_token)?;
        let id_token = header_text("id_token", self.id_token)?;
        let validity = Validity::read(
            Validity::OF_ACCESS_TOKEN,
            self.expires_in,
            self.expires_at,
            self.issued_at,
        )?;
        let advice = Advice::read(self.refresh_in, self.refresh_at)?;
        let refresh_validity = Validity::read(
            Validity::OF_REFRESH_TOKEN,
            self.refresh_expires_in,
            self.refresh_expires_at,
            self.refresh_issued_at,
        )?;
        Ok(Token {
            access_token,
            token_type: self.token_type.as_deref().and_then(token_type),
            validity,
            advice,
            refresh_token,
            refresh_validity,
            id_token,
            scope,
            issued_token_type: stated(self.issued_token_type),
        })
    }
}

/// A token, if it is one that a header can hold: RFC 6749 appendix A.12.
#[inline]
fn header_text<'a>(
    role: &'static str,
    token: Option<Cow<'a, str>>,
) -> Result<Option<Secret<Cow<'a, str>>>, FieldError> {
    let Some(token) = stated(token).map(Secret::from) else { return Ok(None) };
    if is_header_text(token.as_str()) { Ok(Some(token)) } else { Err(not_header_text(role)) }
}

#[cold]
fn not_header_text(role: &'static str) -> FieldError {
    FieldError::new("it holds a character that a header can't hold, or only spaces").in_role(role)
}

fn token_type(text: &str) -> Option<TokenType> {
    if text.is_empty() { None } else { Some(TokenType::from(text)) }
}

/// Whether it is printable ASCII, and not only spaces.
fn is_header_text(text: &str) -> bool {
    // Without a branch, so that one instruction looks at many bytes.
    let most = text.bytes().fold(0, |most, byte| most.max(byte.wrapping_sub(b' ')));
    let is_printable = most <= b'~' - b' ';
    is_printable && text.bytes().any(|byte| byte != b' ')
}

#[cold]
fn refused(
    error: Option<Cow<'_, str>>,
    description: Option<Cow<'_, str>>,
    uri: Option<Cow<'_, str>>,
) -> NormalizeError {
    NormalizeError::Refused {
        error: error.map(Cow::into_owned).unwrap_or_default(),
        description: stated(description).map(Cow::into_owned),
        uri: stated(uri).map(Cow::into_owned),
    }
}

/// Empty text says nothing.
#[inline]
pub(crate) fn stated(text: Option<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    text.filter(|text| !text.is_empty())
}

/// Everything but the secrets; instants in unix seconds.
impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("access_token", &self.access_token)
            .field("token_type", self.token_type())
            .field("expires_in", &self.expires_in())
            .field("expires_at", &self.expires_at().map(UnixSeconds))
            .field("issued_at", &self.issued_at().map(UnixSeconds))
            .field("refresh_in", &self.refresh_in())
            .field("refresh_at", &self.refresh_at().map(UnixSeconds))
            .field("refresh_token", &self.refresh_token)
            .field("refresh_expires_in", &self.refresh_expires_in())
            .field("refresh_expires_at", &self.refresh_expires_at().map(UnixSeconds))
            .field("refresh_issued_at", &self.refresh_issued_at().map(UnixSeconds))
            .field("id_token", &self.id_token)
            .field("scope", &self.scope)
            .field("issued_token_type", &self.issued_token_type)
            .finish()
    }
}
