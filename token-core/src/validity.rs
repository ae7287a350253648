//! What a server states about time, and all arithmetic on it.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::error::FieldError;
use crate::lifetime::Lifetime;

/// What a server states about the end of a token.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Validity {
    pub(crate) expires_in: Lifetime,
    pub(crate) expires_at: Option<SystemTime>,
    pub(crate) issued_at: Option<SystemTime>,
}

impl Validity {
    /// The roles of the access token, in the order in which they are read.
    pub(crate) const OF_ACCESS_TOKEN: [&'static str; 3] = ["expires_in", "expires_at", "issued_at"];

    /// The roles of the refresh token, in the same order.
    pub(crate) const OF_REFRESH_TOKEN: [&'static str; 3] =
        ["refresh_expires_in", "refresh_expires_at", "refresh_issued_at"];

    /// What an answer states in these roles. It is inlined up to the call, so that nothing is left of roles
    /// that a type does not have.
    #[inline]
    pub(crate) fn read(
        roles: [&'static str; 3],
        expires_in: Result<Lifetime, FieldError>,
        expires_at: Result<Option<SystemTime>, FieldError>,
        issued_at: Result<Option<SystemTime>, FieldError>,
    ) -> Result<Self, FieldError> {
        match (expires_in, expires_at, issued_at) {
            (Ok(Lifetime::Unspecified), Ok(None), Ok(None)) => Ok(Validity::default()),
            (expires_in, expires_at, issued_at) => {
                Validity::stated(roles, expires_in, expires_at, issued_at)
            }
        }
    }

    fn stated(
        roles: [&'static str; 3],
        expires_in: Result<Lifetime, FieldError>,
        expires_at: Result<Option<SystemTime>, FieldError>,
        issued_at: Result<Option<SystemTime>, FieldError>,
    ) -> Result<Self, FieldError> {
        Ok(Validity {
            expires_in: in_role(roles[0], expires_in)?.clamped(),
            expires_at: in_role(roles[1], expires_at)?,
            issued_at: in_role(roles[2], issued_at)?,
        })
    }

    /// What this says about the end of a refresh token. A lifetime of zero says nothing: Keycloak sends it
    /// for a token without a limit, and to take such a token for expired costs the login.
    pub(crate) fn of_refresh_token(self) -> Self {
        match self.expires_in {
            Lifetime::Limited(Duration::ZERO) => {
                Validity { expires_in: Lifetime::Unspecified, ..self }
            }
            Lifetime::Limited(_) | Lifetime::Unlimited | Lifetime::Unspecified => self,
        }
    }

    /// Whether the lifetime is all that is stated, as in most answers.
    #[inline]
    fn states_no_instant(&self) -> bool {
        self.expires_at.is_none() && self.issued_at.is_none()
    }

    /// The deadline by the server's clock, if the server states one.
    pub(crate) fn stated_deadline(&self) -> Option<SystemTime> {
        self.expires_at.or_else(|| self.end_since_issue())
    }

    /// The end of the lifetime, if it begins with the issue.
    fn end_since_issue(&self) -> Option<SystemTime> {
        self.issued_at?.checked_add(self.expires_in.as_duration()?)
    }

    /// The earliest of the deadlines that the server states. `None` if it states none that a clock
    /// could ever show.
    #[inline]
    pub(crate) fn deadline(&self, received_at: SystemTime) -> Option<SystemTime> {
        let reckoned =
            self.expires_in.as_duration().and_then(|lifetime| end_of(lifetime, received_at));
        if self.states_no_instant() { reckoned } else { self.earliest(reckoned, received_at) }
    }

    /// The earliest of the deadline that is reckoned from the receipt and those that have an instant in
    /// them.
    fn earliest(
        &self,
        reckoned: Option<SystemTime>,
        received_at: SystemTime,
    ) -> Option<SystemTime> {
        let distance = self.distance();
        let lives = match self.expires_in {
            Lifetime::Limited(lifetime) => !lifetime.is_zero(),
            Lifetime::Unlimited => true,
            Lifetime::Unspecified => false,
        };
        // A token that lives is not over when it arrives. An instant that says so is of another clock, or
        // of the day on which a token was first made that is now handed out again.
        let lives = lives || distance.is_some_and(|distance| !distance.is_zero());
        let counts = |deadline: &SystemTime| !lives || *deadline > received_at;
        let kept = distance.and_then(|distance| end_of(distance, received_at)).filter(counts);
        let stated = earlier(self.expires_at.filter(counts), self.end_since_issue().filter(counts));
        earlier(earlier(kept, stated), reckoned)
    }

    /// The time between two readings of the server's clock, which is right even if that clock is wrong.
    fn distance(&self) -> Option<Duration> {
        Some(since(self.expires_at?, self.issued_at?))
    }

    /// What is left at `now`, however long.
    #[inline]
    pub(crate) fn left(&self, received_at: SystemTime, now: SystemTime) -> Option<Duration> {
        self.deadline(received_at).map_or_else(
            || {
                // It ends beyond what the clock can show, and gets shorter all the same.
                let distance = || self.distance().filter(|distance| !distance.is_zero());
                let lifetime = self.expires_in.as_duration().or_else(distance)?;
                let later = lifetime.saturating_add(since(received_at, now));
                Some(later.saturating_sub(since(now, received_at)))
            },
            |deadline| Some(since(deadline, now)),
        )
    }

    /// What is left at `now`.
    #[inline]
    pub(crate) fn remaining(&self, received_at: SystemTime, now: SystemTime) -> Lifetime {
        self.left(received_at, now).map_or(self.expires_in, Lifetime::from)
    }

    /// What is left when it is received, in the whole seconds that servers count. Asks for the time only
    /// where the answer states an instant.
    #[cfg(feature = "oauth2")]
    pub(crate) fn at_receipt(&self, now: impl FnOnce() -> SystemTime) -> Lifetime {
        if self.states_no_instant() {
            return self.expires_in;
        }
        let received_at = whole_second(now());
        self.remaining(received_at, received_at)
    }

    #[inline]
    pub(crate) fn is_expired(&self, received_at: SystemTime, now: SystemTime) -> bool {
        self.deadline(received_at).is_some_and(|deadline| deadline <= now)
    }

    /// Whether a refresh is due at `now`, when so much is left.
    #[inline]
    pub(crate) fn is_due(
        &self,
        left: Duration,
        advice: Advice,
        received_at: SystemTime,
        now: SystemTime,
        early: Duration,
    ) -> bool {
        // Most tokens are farther from their end than any window of `early` is long.
        (left <= early || !advice.is_none()) && left <= self.window(advice, received_at, early)
            || self.is_set_back(received_at, now, early)
    }

    /// When a refresh is due, if the token ends at all.
    pub(crate) fn due_at(
        &self,
        advice: Advice,
        received_at: SystemTime,
        early: Duration,
    ) -> Option<SystemTime> {
        let window = self.window(advice, received_at, early);
        match self.deadline(received_at) {
            Some(deadline) => deadline.checked_sub(window),
            None => {
                received_at.checked_add(self.left(received_at, received_at)?.saturating_sub(window))
            }
        }
    }

    /// Whether the clock was set back. A clock that stands before the receipt by no more than the
    /// lifetime may be another machine's.
    #[inline]
    fn is_set_back(&self, received_at: SystemTime, now: SystemTime, early: Duration) -> bool {
        let back = since(received_at, now);
        back > early && self.left(received_at, received_at).is_some_and(|lifetime| back > lifetime)
    }

    /// How long before the end a refresh is due: `early`, at most half of the lifetime, or from the
    /// instant on that the server advises. Always shorter than what is left when the token arrives.
    pub(crate) fn window(
        &self,
        advice: Advice,
        received_at: SystemTime,
        early: Duration,
    ) -> Duration {
        let lifetime = self.left(received_at, received_at).unwrap_or(Duration::ZERO);
        // Half of the lifetime with what is missing of its first second, reckoned from the receipt: so a
        // program asks at most twice in a lifetime, even in one of a second.
        let whole = lifetime.saturating_add(since(received_at, whole_second(received_at)));
        let window = early.min(lifetime.saturating_sub(whole.saturating_sub(whole / 2)));
        let advised = advice
            .instant(received_at)
            .map(|instant| lifetime.saturating_sub(since(instant, received_at)));
        advised.map_or(window, |advised| advised.max(window))
    }
}

/// When a server advises to refresh a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Advice {
    pub(crate) refresh_in: Lifetime,
    pub(crate) refresh_at: Option<SystemTime>,
}

impl Advice {
    pub(crate) const NONE: Advice = Advice { refresh_in: Lifetime::Unspecified, refresh_at: None };

    /// What an answer states, inlined up to the call as well.
    #[inline]
    pub(crate) fn read(
        refresh_in: Result<Lifetime, FieldError>,
        refresh_at: Result<Option<SystemTime>, FieldError>,
    ) -> Result<Self, FieldError> {
        match (refresh_in, refresh_at) {
            (Ok(Lifetime::Unspecified), Ok(None)) => Ok(Advice::NONE),
            (refresh_in, refresh_at) => Advice::stated(refresh_in, refresh_at),
        }
    }

    fn stated(
        refresh_in: Result<Lifetime, FieldError>,
        refresh_at: Result<Option<SystemTime>, FieldError>,
    ) -> Result<Self, FieldError> {
        Ok(Advice {
            refresh_in: in_role("refresh_in", refresh_in)?.clamped(),
            refresh_at: in_role("refresh_at", refresh_at)?,
        })
    }

    #[inline]
    fn is_none(&self) -> bool {
        self.refresh_in == Lifetime::Unspecified && self.refresh_at.is_none()
    }

    /// The earliest instant of the advice that is later than the receipt. An earlier one is of another
    /// clock, and would make the token due when it arrives.
    fn instant(&self, received_at: SystemTime) -> Option<SystemTime> {
        let reckoned = self.refresh_in.as_duration().and_then(|delay| end_of(delay, received_at));
        let is_later = |instant: &SystemTime| *instant > received_at;
        earlier(reckoned.filter(is_later), self.refresh_at.filter(is_later))
    }
}

/// The earlier of two instants, as far as there are two.
fn earlier(one: Option<SystemTime>, other: Option<SystemTime>) -> Option<SystemTime> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// How much later `later` is than `earlier`, and zero if it is not later.
#[inline]
fn since(later: SystemTime, earlier: SystemTime) -> Duration {
    later.duration_since(earlier).unwrap_or(Duration::ZERO)
}

/// The end of a lifetime that begins with the receipt. It begins at the whole second before, since
/// servers count whole seconds and drop the rest. A lifetime below one second is not counted so, and
/// could be over by the receipt.
#[inline]
fn end_of(lifetime: Duration, received_at: SystemTime) -> Option<SystemTime> {
    let begin = if lifetime.as_secs() == 0 { received_at } else { whole_second(received_at) };
    begin.checked_add(lifetime)
}

#[inline]
fn whole_second(instant: SystemTime) -> SystemTime {
    let fraction = match instant.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => after.subsec_nanos(),
        Err(before) => (1_000_000_000 - before.duration().subsec_nanos()) % 1_000_000_000,
    };
    // The clock of some systems begins within a second.
    instant.checked_sub(Duration::from_nanos(fraction.into())).unwrap_or(instant)
}

/// An instant in unix seconds, which is what `Debug` shows of it.
pub(crate) struct UnixSeconds(pub(crate) SystemTime);

impl fmt::Debug for UnixSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, distance) = match self.0.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => ("", after),
            Err(before) => ("-", before.duration()),
        };
        write!(f, "{sign}{}", distance.as_secs())?;
        match distance.subsec_nanos() {
            0 => Ok(()),
            fraction => write!(f, ".{fraction:09}"),
        }
    }
}

/// Names the role in the error of its reading.
pub(crate) fn in_role<T>(
    role: &'static str,
    reading: Result<T, FieldError>,
) -> Result<T, FieldError> {
    reading.map_err(|error| error.in_role(role))
}
