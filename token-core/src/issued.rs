//! A token that knows when it arrived.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::lifetime::Lifetime;
use crate::scope::Scope;
use crate::token::Token;
use crate::token_type::TokenType;
use crate::validity::{Advice, UnixSeconds, Validity};

mod stored;

/// A [`Token`] and when it arrived: what you keep, store, and ask whether it can still be used.
///
/// No method reads a clock; `now` is always yours to pass. None panics, whatever lifetime the server
/// chose and however far apart two instants are.
///
/// # Early, not skewed
///
/// A token should be refreshed *before* it expires, or a request that takes a while arrives with a
/// dead one. How long before is called `early` here, and it can only ever move a refresh forward. It
/// is capped at half of the lifetime: a window longer than that would make a token due from the
/// moment of its issue, and the program refresh in a loop. Pass [`IssuedToken::EARLY`] when in doubt.
///
/// # Which clock
///
/// Pass the wall clock, [`SystemTime::now()`], for whatever is stored or runs on machines that sleep:
/// monotonic clocks stop there while the token goes on ageing. Within one process that never sleeps,
/// [`Instant::elapsed`](std::time::Instant::elapsed) with [`Lifetime::remaining_after`] is immune to a
/// wall clock that is set. A wall clock that is set back to far before the receipt is noticed: see
/// [`needs_refresh`](IssuedToken::needs_refresh).
///
/// Where several machines share a token, take one clock for all of them, such as that of the store they
/// share. Otherwise choose an `early` that is longer than their clocks are apart, which works for lifetimes
/// of more than twice that. Without it, the fastest clock finds expired what the slowest has just stored,
/// and the machines refresh each other's tokens. `early` does not apply to a token that was
/// [handed out again](IssuedToken::renewed_by): each machine finds it due at its end.
///
/// # Storing it
///
/// It serializes, secrets included, to a JSON object with the names of RFC 6749; instants are unix
/// seconds. Only an `IssuedToken` is serialized at all, so that a token is stored with its time of
/// receipt or not: an `expires_in` loaded an hour later, on its own, would look fresh.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use token_core::{IssuedToken, Status, TokenResponse, models::OAuth2Token};
///
/// let answer: OAuth2Token =
///     serde_json::from_str(r#"{"access_token": "2Yo", "refresh_token": "tGz", "expires_in": 3600}"#)?;
/// let before_sending = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
/// let token = answer.normalize()?.received_at(before_sending);
///
/// let after = |seconds| before_sending + Duration::from_secs(seconds);
/// assert_eq!(token.status(after(3539), IssuedToken::EARLY), Status::Fresh);
/// assert_eq!(token.status(after(3540), IssuedToken::EARLY), Status::RefreshDue);
/// assert_eq!(token.status(after(3600), IssuedToken::EARLY), Status::Expired);
///
/// let stored = serde_json::to_string(&token)?;
/// let loaded: IssuedToken<'static> = serde_json::from_str(&stored)?;
/// assert_eq!(loaded.expires_at(), token.expires_at());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct IssuedToken<'a> {
    token: Token<'a>,
    received_at: SystemTime,
    /// Whether a refresh brought this token again, with the end that it had. Another one before that end
    /// would bring it once more.
    is_reused: bool,
}

/// What to do with a token now.
///
/// From the receipt on it only ever moves from `Fresh` to `RefreshDue` to `Expired`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Use it.
    Fresh,
    /// Refresh it; should that fail, it can still be used.
    RefreshDue,
    /// Refresh it; it can't be used any more.
    Expired,
    /// Use it: the provider says that it does not expire by itself.
    Unlimited,
    /// Use it until a server refuses it: the provider says nothing about its end.
    Unspecified,
}

/// In lower case, as in `refresh due`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Status::Fresh => "fresh",
            Status::RefreshDue => "refresh due",
            Status::Expired => "expired",
            Status::Unlimited => "unlimited",
            Status::Unspecified => "unspecified",
        })
    }
}

impl<'a> Token<'a> {
    /// Adds the moment of receipt, so that the token knows when it expires.
    ///
    /// Pass the moment *before* the request was sent. The token is younger than that by the time the
    /// answer took, so every deadline errs towards too early.
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use token_core::{AnyTokenResponse, TokenResponse};
    ///
    /// let before_sending = SystemTime::now();
    /// let answer: AnyTokenResponse = serde_json::from_str(r#"{"access_token": "2Yo", "expires_in": 3600}"#)?;
    /// let token = answer.normalize()?.received_at(before_sending);
    /// assert!(token.expires_at().is_some_and(|deadline| deadline > before_sending));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn received_at(self, when: impl Into<SystemTime>) -> IssuedToken<'a> {
        IssuedToken { token: self, received_at: when.into(), is_reused: false }
    }
}

impl<'a> IssuedToken<'a> {
    /// How long before its end a token is best refreshed, when in doubt: 60 seconds.
    pub const EARLY: Duration = Duration::from_secs(60);

    /// The token.
    #[must_use]
    #[inline]
    pub fn token(&self) -> &Token<'a> {
        &self.token
    }

    /// The access token, a secret: [`Token::access_token`].
    #[must_use]
    #[inline]
    pub fn access_token(&self) -> &str {
        self.token.access_token()
    }

    /// How the access token is to be presented: [`Token::token_type`].
    #[must_use]
    #[inline]
    pub fn token_type(&self) -> &TokenType {
        self.token.token_type()
    }

    /// The refresh token, a secret: [`Token::refresh_token`].
    #[must_use]
    #[inline]
    pub fn refresh_token(&self) -> Option<&str> {
        self.token.refresh_token()
    }

    /// The ID token, a secret that is not verified: [`Token::id_token`].
    #[must_use]
    #[inline]
    pub fn id_token(&self) -> Option<&str> {
        self.token.id_token()
    }

    /// What the token allows: [`Token::scope`].
    #[must_use]
    #[inline]
    pub fn scope(&self) -> Option<&Scope<'a>> {
        self.token.scope()
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> IssuedToken<'static> {
        IssuedToken { token: self.token.into_owned(), ..self }
    }

    /// When the token arrived, as given to [`Token::received_at`].
    #[must_use]
    #[inline]
    pub fn received_at(&self) -> SystemTime {
        self.received_at
    }

    /// When the access token expires: the earliest of the deadlines that the answer states.
    ///
    /// These are the moment of receipt plus `expires_in`; `expires_at`; `issued_at` plus `expires_in`;
    /// and the moment of receipt plus the time between `issued_at` and `expires_at`, which holds even
    /// if the server's clock is wrong. What is reckoned from the receipt begins at the whole second
    /// before it, as servers truncate. Where the answer states that the token lives, by a positive
    /// `expires_in` or a positive time between `issued_at` and `expires_at`, an instant at or before the
    /// receipt does not count. `None` if it states none, or none that a `SystemTime` can hold.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{Lifetime, TokenFields};
    /// # let before_sending = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let mut fields = TokenFields::new("2YotnFZFEjr1zCsicMWpAA");
    /// # fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// # let token = fields.normalize()?.received_at(before_sending);
    /// assert_eq!(token.expires_at(), Some(before_sending + Duration::from_secs(3600)));
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.token.validity.deadline(self.received_at)
    }

    /// What is left of the access token's lifetime: `Limited(ZERO)` once it is expired, and at most
    /// [`Lifetime::MAX`].
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{Lifetime, TokenFields};
    /// # let before_sending = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let mut fields = TokenFields::new("2YotnFZFEjr1zCsicMWpAA");
    /// # fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// # let token = fields.normalize()?.received_at(before_sending);
    /// let in_ten_minutes = before_sending + Duration::from_secs(600);
    /// assert_eq!(token.remaining(in_ten_minutes), Lifetime::Limited(Duration::from_secs(3000)));
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn remaining(&self, now: impl Into<SystemTime>) -> Lifetime {
        self.token.validity.remaining(self.received_at, now.into())
    }

    /// Whether the access token is expired: true from the deadline itself on (RFC 7519 section 4.1.4:
    /// "on or after"). There is no leeway in it.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{Lifetime, TokenFields};
    /// # let before_sending = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let mut fields = TokenFields::new("2YotnFZFEjr1zCsicMWpAA");
    /// # fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// # let token = fields.normalize()?.received_at(before_sending);
    /// assert!(!token.is_expired(before_sending + Duration::from_secs(3599)));
    /// assert!(token.is_expired(before_sending + Duration::from_secs(3600)));
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn is_expired(&self, now: impl Into<SystemTime>) -> bool {
        self.token.validity.is_expired(self.received_at, now.into())
    }

    /// Whether it is time to refresh the access token: it is expired, or `early` or less before it, or
    /// half of its lifetime or less, whichever is shorter. So a token is never due when it arrives,
    /// however short its life.
    ///
    /// Also true from the instant on at which the server advises to refresh, by `refresh_in` or
    /// `refresh_at`, if that lies after the receipt and before the deadline; and when `now` is before the
    /// receipt by more than `early` and by more than the lifetime. Then the clock was set back, and nobody
    /// knows how old the token is.
    ///
    /// A token without a deadline is never due.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{IssuedToken, Lifetime, TokenFields};
    /// # let before_sending = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let mut fields = TokenFields::new("2YotnFZFEjr1zCsicMWpAA");
    /// # fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// # let token = fields.normalize()?.received_at(before_sending);
    /// let just_before = before_sending + Duration::from_secs(3539);
    /// assert!(!token.needs_refresh(just_before, IssuedToken::EARLY));
    /// assert!(token.needs_refresh(just_before + Duration::from_secs(1), IssuedToken::EARLY));
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn needs_refresh(&self, now: impl Into<SystemTime>, early: Duration) -> bool {
        matches!(self.status(now, early), Status::RefreshDue | Status::Expired)
    }

    /// How long until [`needs_refresh`](IssuedToken::needs_refresh) turns true: zero if it is, and at
    /// most [`Lifetime::MAX`]. `None` for a token without a deadline.
    ///
    /// To wait for it, sleep in short steps and ask again: a timer stops while a machine sleeps.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{IssuedToken, Lifetime, TokenFields};
    /// # let before_sending = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let mut fields = TokenFields::new("2YotnFZFEjr1zCsicMWpAA");
    /// # fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// # let token = fields.normalize()?.received_at(before_sending);
    /// let wait = token.refresh_after(before_sending, IssuedToken::EARLY);
    /// assert_eq!(wait, Some(Duration::from_secs(3540)));
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn refresh_after(&self, now: impl Into<SystemTime>, early: Duration) -> Option<Duration> {
        let now = now.into();
        let (validity, advice, early) = self.schedule(early);
        let left = validity.left(self.received_at, now)?;
        Some(if validity.is_due(left, advice, self.received_at, now, early) {
            Duration::ZERO
        } else {
            let window = validity.window(advice, self.received_at, early);
            left.saturating_sub(window).min(Lifetime::MAX)
        })
    }

    /// When [`needs_refresh`](IssuedToken::needs_refresh) turns true, by a clock that is not set back: a
    /// column of a database to look for tokens that are due. `None` for a token without a deadline.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{IssuedToken, Lifetime, TokenFields};
    /// let mut fields = TokenFields::new("a");
    /// fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// let token = fields.normalize()?.received_at(sent);
    /// assert_eq!(token.refresh_at(IssuedToken::EARLY), Some(sent + Duration::from_secs(3540)));
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    pub fn refresh_at(&self, early: Duration) -> Option<SystemTime> {
        let (validity, advice, early) = self.schedule(early);
        validity.due_at(advice, self.received_at, early)
    }

    /// What bears on when a refresh is due.
    #[inline]
    fn schedule(&self, early: Duration) -> (&Validity, Advice, Duration) {
        let validity = &self.token.validity;
        if self.is_reused {
            (validity, Advice::NONE, Duration::ZERO)
        } else {
            (validity, self.token.advice, early)
        }
    }

    /// What to do with the token now.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{IssuedToken, Lifetime, Status, TokenFields};
    /// # let before_sending = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let mut fields = TokenFields::new("2YotnFZFEjr1zCsicMWpAA");
    /// # fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// # let token = fields.normalize()?.received_at(before_sending);
    /// match token.status(before_sending, IssuedToken::EARLY) {
    ///     Status::Fresh | Status::Unlimited | Status::Unspecified => { /* use it */ }
    ///     Status::RefreshDue => { /* try to refresh it, and use it if that fails */ }
    ///     Status::Expired => { /* refresh it first */ }
    /// }
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn status(&self, now: impl Into<SystemTime>, early: Duration) -> Status {
        let now = now.into();
        let (validity, advice, early) = self.schedule(early);
        match validity.left(self.received_at, now) {
            Some(Duration::ZERO) => Status::Expired,
            Some(left) if validity.is_due(left, advice, self.received_at, now, early) => {
                Status::RefreshDue
            }
            Some(_) => Status::Fresh,
            None if validity.expires_in == Lifetime::Unlimited => Status::Unlimited,
            None => Status::Unspecified,
        }
    }

    /// When the refresh token expires: the earliest of the deadlines that the answer states for it, by
    /// the rules of [`expires_at`](IssuedToken::expires_at) with `refresh_expires_in`,
    /// `refresh_expires_at` and `refresh_issued_at`. `None` if it states none.
    #[must_use]
    pub fn refresh_expires_at(&self) -> Option<SystemTime> {
        self.token.refresh_validity.of_refresh_token().deadline(self.received_at)
    }

    /// Whether there is a refresh token that is not known to be expired. A `refresh_expires_in` of zero or
    /// less is not known to be an end: Keycloak sends it for an offline token, which has none.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{Lifetime, TokenFields};
    /// # let before_sending = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let mut fields = TokenFields::new("2YotnFZFEjr1zCsicMWpAA");
    /// # fields.expires_in = Ok(Lifetime::Limited(Duration::from_secs(3600)));
    /// # let token = fields.normalize()?.received_at(before_sending);
    /// assert!(!token.can_refresh(before_sending)); // there is no refresh token
    /// # Ok::<(), token_core::NormalizeError>(())
    /// ```
    #[must_use]
    pub fn can_refresh(&self, now: impl Into<SystemTime>) -> bool {
        let now = now.into();
        self.token.refresh_token.is_some()
            && self.refresh_expires_at().is_none_or(|deadline| now < deadline)
    }

    /// The token after a refresh: `newer`, and from this one what `newer` does not repeat, which is the
    /// refresh token with its deadline, the token type, the scope and the ID token.
    ///
    /// An answer to a refresh that brings no refresh token means that the old one stays valid (RFC 6749
    /// section 6). To store such an answer as it is logs the user out an hour later. The old expiry of
    /// the access token is never kept.
    ///
    /// Some servers hand the same token out again until it expires. To ask early is then of no use, so
    /// where `newer` brings the same access token with the same end, it is due at that end only. If all
    /// that differs is the second that each answer drops, it keeps its receipt and the later of the two. If
    /// the server states the same instant as the end, the token ends no later than before.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use token_core::{TokenResponse, models::OAuth2Token};
    /// # let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let read = |body| serde_json::from_str::<OAuth2Token>(body);
    /// # let answer = read(r#"{"access_token": "old", "refresh_token": "tGz"}"#)?;
    /// # let token = answer.normalize()?.received_at(sent);
    /// let answer = read(r#"{"access_token": "new", "expires_in": 3600}"#)?;
    /// let token = token.renewed_by(answer.normalize()?.received_at(sent));
    /// assert_eq!(token.token().access_token(), "new");
    /// assert_eq!(token.token().refresh_token(), Some("tGz"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn renewed_by(self, mut newer: IssuedToken<'a>) -> IssuedToken<'a> {
        newer.is_reused = self.is_reused_by(&newer);
        // Both ends are early by what the server drops of a second: the later one is closer to it.
        let is_closer = self.expires_at() > newer.expires_at();
        let keeps_end = newer.is_reused && (is_closer || self.has_passed_by(&newer));
        if newer.token.refresh_token.is_none() {
            // A deadline that comes without a refresh token speaks of the one that stays, unless it says
            // that there is none.
            if !newer.states_refresh_deadline() {
                newer.token.refresh_validity = self.settled_refresh_validity();
            }
            newer.token.refresh_token = self.token.refresh_token;
        }
        newer.token.token_type = newer.token.token_type.or(self.token.token_type);
        newer.token.scope = newer.token.scope.or(self.token.scope);
        newer.token.id_token = newer.token.id_token.or(self.token.id_token);
        if keeps_end {
            newer.token.refresh_validity = newer.settled_refresh_validity();
            newer.token.validity = self.token.validity;
            newer.received_at = self.received_at;
        }
        newer
    }

    /// The same token, valid for `expires_in` from `when` on: for a provider whose answer to a refresh
    /// carries no token at all and means that the old one lives on (COROS does this).
    ///
    /// [`renewed_by`](IssuedToken::renewed_by) is not for such an answer: it fails to
    /// [normalize](crate::TokenResponse::normalize), with
    /// [`MissingAccessToken`](crate::NormalizeError::MissingAccessToken). `when` is the moment before
    /// the request was sent; what the old answer stated as `expires_at` and `issued_at` is dropped.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use serde::Deserialize;
    /// # use token_core::{Lifetime, NormalizeError, TokenResponse};
    /// # #[derive(Deserialize, TokenResponse)]
    /// # struct Coros {
    /// #     access_token: Option<String>,
    /// #     expires_in: Option<u64>,
    /// #     #[token(error, success = "0000")]
    /// #     result: Option<String>,
    /// # }
    /// # let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    /// # let first: Coros = serde_json::from_str(r#"{"access_token": "c", "expires_in": 60}"#)?;
    /// # let token = first.normalize()?.received_at(sent);
    /// # let sent = sent + Duration::from_secs(50);
    /// let answer: Coros = serde_json::from_str(r#"{"result": "0000", "message": "OK"}"#)?;
    /// let token = match answer.normalize() {
    ///     Err(NormalizeError::MissingAccessToken) => {
    ///         let documented = Lifetime::Limited(Duration::from_secs(30 * 86_400));
    ///         token.extended(sent, documented)
    ///     }
    ///     newer => token.renewed_by(newer?.received_at(sent)),
    /// };
    /// # assert_eq!(token.expires_at(), Some(sent + Duration::from_secs(30 * 86_400)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn extended(
        mut self,
        when: impl Into<SystemTime>,
        expires_in: Lifetime,
    ) -> IssuedToken<'a> {
        self.token.refresh_validity = self.settled_refresh_validity();
        self.token.validity = Validity { expires_in: expires_in.clamped(), ..Validity::default() };
        self.token.advice = Advice::NONE;
        self.received_at = when.into();
        self.is_reused = false;
        self
    }

    /// The refresh token's deadline as an instant, so that it holds whenever the answer beside it
    /// arrived.
    fn settled_refresh_validity(&self) -> Validity {
        let expires_at = self.refresh_expires_at();
        let expires_in = match self.token.refresh_validity.expires_in {
            Lifetime::Unlimited if expires_at.is_none() => Lifetime::Unlimited,
            _ => Lifetime::Unspecified,
        };
        Validity { expires_in, expires_at, issued_at: None }
    }

    /// Whether the answer says until when a refresh token lives on.
    fn states_refresh_deadline(&self) -> bool {
        self.token.refresh_validity.expires_in == Lifetime::Unlimited
            || self.refresh_expires_at().is_some_and(|deadline| deadline > self.received_at)
    }

    /// Whether `newer` is this token again, with the end that it had. Where the server prolongs the same
    /// token, its end moves by as much as the receipt.
    fn is_reused_by(&self, newer: &IssuedToken<'_>) -> bool {
        /// What a server drops of a second, in each of two answers.
        const DROPPED: Duration = Duration::from_secs(2);
        let later = |one: SystemTime, other| one.duration_since(other).unwrap_or(Duration::ZERO);
        let elapsed = later(newer.received_at, self.received_at);
        let has_same_end =
            self.expires_at().zip(newer.expires_at()).is_some_and(|(this, newer)| {
                later(newer, this) <= DROPPED.min(elapsed / 2) && later(this, newer) <= DROPPED
            });
        (has_same_end || self.has_passed_by(newer))
            && !elapsed.is_zero()
            && newer.token.access_token() == self.token.access_token()
    }

    /// Whether `newer` states the same instant as its end, and outlives it: by our clock that instant has
    /// passed and no longer counts, so a lifetime would begin anew.
    fn has_passed_by(&self, newer: &IssuedToken<'_>) -> bool {
        let end = self.token.validity.stated_deadline();
        end.is_some_and(|end| end > self.received_at)
            && end == newer.token.validity.stated_deadline()
            && end < newer.expires_at()
    }
}

/// Everything but the secrets: what the server stated, and in unix seconds the receipt and the deadlines.
impl fmt::Debug for IssuedToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedToken")
            .field("token", &self.token)
            .field("received_at", &UnixSeconds(self.received_at))
            .field("expires_at", &self.expires_at().map(UnixSeconds))
            .field("refresh_expires_at", &self.refresh_expires_at().map(UnixSeconds))
            .finish()
    }
}
