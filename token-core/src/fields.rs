//! What an answer says, role by role, before anything is checked.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime};

use crate::error::{FieldError, ServerText};
use crate::lifetime::Lifetime;
use crate::scope::Scope;
use crate::validity::UnixSeconds;

/// What a field says in its role, which may be nothing.
pub trait Reading: Sized {
    /// The reading of a field that is not there.
    const ABSENT: Self;

    /// This reading, or `fallback` if this one is absent. A malformed value is not absent.
    #[must_use]
    fn or(self, fallback: Self) -> Self;

    /// Whether the field is missing, or says nothing.
    fn is_absent(&self) -> bool;
}

/// Text: absent if it is missing or empty.
impl Reading for Option<Cow<'_, str>> {
    const ABSENT: Self = None;

    fn or(self, fallback: Self) -> Self {
        match self {
            Some(text) if !text.is_empty() => Some(text),
            // Empty text still tells that the role is there, as `success` does.
            empty => Option::or(fallback, empty),
        }
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(|text| text.is_empty())
    }
}

/// A scope: absent if it is missing; an empty one is a scope.
impl Reading for Option<Scope<'_>> {
    const ABSENT: Self = None;

    fn or(self, fallback: Self) -> Self {
        Option::or(self, fallback)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A lifetime: absent if it is unspecified.
impl Reading for Result<Lifetime, FieldError> {
    const ABSENT: Self = Ok(Lifetime::Unspecified);

    fn or(self, fallback: Self) -> Self {
        match self {
            Ok(Lifetime::Unspecified) => fallback,
            stated => stated,
        }
    }

    fn is_absent(&self) -> bool {
        *self == Self::ABSENT
    }
}

/// A timestamp: absent if it is missing.
impl Reading for Result<Option<SystemTime>, FieldError> {
    const ABSENT: Self = Ok(None);

    fn or(self, fallback: Self) -> Self {
        match self {
            Ok(None) => fallback,
            stated => stated,
        }
    }

    fn is_absent(&self) -> bool {
        *self == Self::ABSENT
    }
}

/// Writes all that goes through the roles one by one. Each row is a role, its reading, and how `Debug`
/// shows it.
macro_rules! token_fields {
    (
        $(#[$attribute:meta])*
        pub struct TokenFields<'a>;
        $($(#[$role_attribute:meta])* $role:ident: $reading:ty, $shown:expr;)+
    ) => {
        $(#[$attribute])*
        #[derive(Clone)]
        pub struct TokenFields<'a> {
            $($(#[$role_attribute])* pub $role: $reading,)+
            /// Roles of later versions, so that adding one breaks no caller.
            #[doc(hidden)]
            pub __later: (),
        }

        /// Every role, in the order of the fields.
        pub const ROLES: &[&str] = &[$(stringify!($role)),+];

        impl TokenFields<'_> {
            /// An answer that says nothing.
            pub const EMPTY: TokenFields<'static> = TokenFields {
                $($role: Reading::ABSENT,)+
                __later: (),
            };
        }

        impl<'a> TokenFields<'a> {
            fn each_or(self, fallback: TokenFields<'a>) -> TokenFields<'a> {
                TokenFields {
                    $($role: Reading::or(self.$role, fallback.$role),)+
                    __later: (),
                }
            }

            /// The roles in which the answer says something.
            pub(crate) fn stated(&self) -> Vec<&'static str> {
                let mut roles = Vec::new();
                $(if !self.$role.is_absent() {
                    roles.push(stringify!($role));
                })+
                roles
            }
        }

        /// Which roles the answer fills, without its secrets.
        impl fmt::Debug for TokenFields<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut output = f.debug_struct("TokenFields");
                $(output.field(stringify!($role), &$shown(&self.$role));)+
                output.finish()
            }
        }
    };
}

token_fields! {
    /// What an answer says, one field for each role: borrowed where possible, and not checked yet.
    ///
    /// The derive fills it in. To implement [`TokenResponse`](crate::TokenResponse) by hand, name the
    /// roles that your type has and take the rest from [`TokenFields::EMPTY`]. That stays valid when a
    /// role is added; a literal without `..` does not compile.
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
    pub struct TokenFields<'a>;

    /// `access_token`, RFC 6749 section 5.1.
    access_token: Option<Cow<'a, str>>, redacted;
    /// `token_type`, RFC 6749 section 7.1.
    token_type: Option<Cow<'a, str>>, shown;
    /// `expires_in`, RFC 6749 section 5.1: how long from the moment of receipt.
    expires_in: Result<Lifetime, FieldError>, shown;
    /// When the access token expires, by the server's clock. Many providers send it; no RFC defines it.
    expires_at: Result<Option<SystemTime>, FieldError>, unix_seconds;
    /// When the token was issued, by the server's clock. No RFC defines it.
    issued_at: Result<Option<SystemTime>, FieldError>, unix_seconds;
    /// After how long the server advises to refresh, from the moment of receipt: `refresh_in` of Entra ID
    /// and GitHub Copilot. No RFC defines it.
    refresh_in: Result<Lifetime, FieldError>, shown;
    /// When the server advises to refresh, by its clock. No RFC defines it.
    refresh_at: Result<Option<SystemTime>, FieldError>, unix_seconds;
    /// `refresh_token`, RFC 6749 section 1.5.
    refresh_token: Option<Cow<'a, str>>, redacted;
    /// The lifetime of the refresh token, from the moment of receipt. No RFC defines it.
    refresh_expires_in: Result<Lifetime, FieldError>, shown;
    /// When the refresh token expires, by the server's clock. No RFC defines it.
    refresh_expires_at: Result<Option<SystemTime>, FieldError>, unix_seconds;
    /// When the refresh token was issued, by the server's clock: `refresh_token_issued_at` of Apigee. No
    /// RFC defines it.
    refresh_issued_at: Result<Option<SystemTime>, FieldError>, unix_seconds;
    /// `id_token`, OpenID Connect Core section 3.1.3.3.
    id_token: Option<Cow<'a, str>>, redacted;
    /// `scope`, RFC 6749 section 3.3.
    scope: Option<Scope<'a>>, shown;
    /// `issued_token_type`, RFC 8693 section 2.2.1.
    issued_token_type: Option<Cow<'a, str>>, shown;
    /// `error`, RFC 6749 section 5.2. Empty text says that there is no error.
    error: Option<Cow<'a, str>>, on_one_line;
    /// `error_description`, RFC 6749 section 5.2.
    error_description: Option<Cow<'a, str>>, on_one_line;
    /// `error_uri`, RFC 6749 section 5.2.
    error_uri: Option<Cow<'a, str>>, on_one_line;
}

fn shown(reading: &impl fmt::Debug) -> &dyn fmt::Debug {
    reading
}

#[expect(clippy::ref_option, reason = "the macro passes a reference to the field")]
fn on_one_line<'t>(reading: &'t Option<Cow<'_, str>>) -> Option<ServerText<'t>> {
    reading.as_deref().map(ServerText)
}

fn unix_seconds(
    reading: &Result<Option<SystemTime>, FieldError>,
) -> Result<Option<UnixSeconds>, &FieldError> {
    reading.as_ref().map(|instant| instant.map(UnixSeconds))
}

fn redacted(reading: &impl Reading) -> &'static dyn fmt::Debug {
    if reading.is_absent() { &None::<Redacted> } else { &Some(Redacted) }
}

struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<'a> TokenFields<'a> {
    /// An answer that holds an access token and says nothing else: for a token from an environment
    /// variable, a column of a database or a test.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use token_core::{Lifetime, TokenFields};
    ///
    /// let mut fields = TokenFields::new("2YotnFZFEjr1zCsicMWpAA");
    /// fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// let token = fields.normalize()?.received_at(SystemTime::now());
    /// assert_eq!(token.token().access_token(), "2YotnFZFEjr1zCsicMWpAA");
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    pub fn new(access_token: impl Into<Cow<'a, str>>) -> Self {
        TokenFields { access_token: Some(access_token.into()), ..TokenFields::EMPTY }
    }

    /// What this answer says, and `fallback` for every role in which this one says nothing.
    ///
    /// The token of one answer is never mixed with the token of another: where both hold an access
    /// token, only the error roles of `fallback` are read.
    ///
    /// ```
    /// use token_core::TokenFields;
    ///
    /// let stated = TokenFields::new("a");
    /// let mut defaults = TokenFields::EMPTY;
    /// defaults.scope = Some("read write".into());
    /// let token = stated.or(defaults).normalize()?;
    /// assert!(token.scope().is_some_and(|scope| scope.contains("write")));
    ///
    /// let mut another = TokenFields::new("b");
    /// another.refresh_token = Some("of b".into());
    /// assert_eq!(TokenFields::new("a").or(another).normalize()?.refresh_token(), None);
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    pub fn or(self, fallback: TokenFields<'a>) -> TokenFields<'a> {
        let fallback = fallback.beside(self.access_token.as_ref());
        self.each_or(fallback)
    }

    /// This answer beside another access token: if it holds one of its own, only its error roles count.
    pub(crate) fn beside(self, access_token: Option<&Cow<'_, str>>) -> TokenFields<'a> {
        if !holds_token(access_token) || !holds_token(self.access_token.as_ref()) {
            return self;
        }
        let TokenFields { error, error_description, error_uri, .. } = self;
        TokenFields { error, error_description, error_uri, ..TokenFields::EMPTY }
    }

    /// The lifetime that the provider documents, for an answer that states neither `expires_in` nor
    /// `expires_at`. The derive's option of this name calls it; call it yourself where the lifetime
    /// comes from configuration.
    ///
    /// ```
    /// use std::time::Duration;
    /// use token_core::{Lifetime, TokenFields};
    ///
    /// let configured = Duration::from_secs(3600);
    /// let token = TokenFields::new("a").default_expires_in(configured).normalize()?;
    /// assert_eq!(token.expires_in(), Lifetime::Limited(configured));
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    pub fn default_expires_in(self, documented: Duration) -> TokenFields<'a> {
        match (&self.expires_in, &self.expires_at) {
            (Ok(Lifetime::Unspecified), Ok(None)) => {
                TokenFields { expires_in: Ok(Lifetime::from(documented)), ..self }
            }
            _ => self,
        }
    }
}

fn holds_token(access_token: Option<&Cow<'_, str>>) -> bool {
    access_token.is_some_and(|token| !token.is_empty())
}
