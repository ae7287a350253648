//! How long something is valid, counted from the moment it was received.

use std::fmt;
use std::time::Duration;

/// How long a token is valid from the moment it was received: RFC 6749 section 5.1, `expires_in`.
///
/// There are three answers, because servers give three. An `Option` would fold two of them into one, and make
/// tokens that never expire or tokens that expire on arrival.
///
/// ```
/// use std::time::Duration;
/// use token_core::Lifetime;
///
/// let lifetime = Lifetime::Limited(Duration::from_secs(3600));
/// assert_eq!(
///     lifetime.remaining_after(Duration::from_secs(600)),
///     Lifetime::Limited(Duration::from_secs(3000)),
/// );
/// assert!(lifetime.is_expired_after(Duration::from_secs(3600)));
/// assert!(!Lifetime::Unspecified.is_expired_after(Duration::MAX));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lifetime {
    /// Valid for this long. Zero is expired at once.
    Limited(Duration),
    /// The provider says that it does not expire by itself.
    Unlimited,
    /// The provider says nothing; use it until a server refuses it.
    #[default]
    Unspecified,
}

impl Lifetime {
    /// 100 Julian years, 3,155,760,000 seconds: any longer lifetime is clamped to it.
    ///
    /// Providers send `u64::MAX`, epochs in milliseconds and other ways to say "very long". Clamped,
    /// each of them can be added to any present-day instant of any clock library.
    pub const MAX: Duration = Duration::from_secs(3_155_760_000);

    /// The duration, if the lifetime is [`Limited`](Lifetime::Limited).
    #[must_use]
    #[inline]
    pub const fn as_duration(self) -> Option<Duration> {
        match self {
            Lifetime::Limited(duration) => Some(duration),
            Lifetime::Unlimited | Lifetime::Unspecified => None,
        }
    }

    /// What is left after `elapsed`, and `Limited(ZERO)` once nothing is.
    ///
    /// `elapsed` may come from any clock; within one process [`Instant::elapsed`] is one that nobody
    /// can set back (but which stops on some systems while a laptop sleeps).
    ///
    /// [`Instant::elapsed`]: std::time::Instant::elapsed
    #[must_use]
    #[inline]
    pub const fn remaining_after(self, elapsed: Duration) -> Lifetime {
        match self {
            Lifetime::Limited(duration) => Lifetime::Limited(duration.saturating_sub(elapsed)),
            Lifetime::Unlimited | Lifetime::Unspecified => self,
        }
    }

    /// Whether it is over after `elapsed`: true from the deadline itself on, and never for
    /// [`Unlimited`](Lifetime::Unlimited) and [`Unspecified`](Lifetime::Unspecified).
    #[must_use]
    #[inline]
    pub fn is_expired_after(self, elapsed: Duration) -> bool {
        self.as_duration().is_some_and(|duration| duration <= elapsed)
    }

    /// The same lifetime, no longer than [`Lifetime::MAX`].
    #[inline]
    pub(crate) fn clamped(self) -> Lifetime {
        match self {
            Lifetime::Limited(duration) => Lifetime::from(duration),
            Lifetime::Unlimited | Lifetime::Unspecified => self,
        }
    }
}

/// `Limited`, clamped to [`Lifetime::MAX`].
impl From<Duration> for Lifetime {
    #[inline]
    fn from(duration: Duration) -> Self {
        Lifetime::Limited(duration.min(Lifetime::MAX))
    }
}

/// Seconds such as `3600s`, `unlimited` or `unspecified`.
impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lifetime::Limited(duration) => write!(f, "{}s", duration.as_secs_f64()),
            Lifetime::Unlimited => f.pad("unlimited"),
            Lifetime::Unspecified => f.pad("unspecified"),
        }
    }
}
