//! What a server states about the end of a token, and all arithmetic on time.

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
    /// What an answer states about the access token.
    pub(crate) fn read(
        expires_in: Result<Lifetime, FieldError>,
        expires_at: Result<Option<SystemTime>, FieldError>,
        issued_at: Result<Option<SystemTime>, FieldError>,
    ) -> Result<Self, FieldError> {
        Ok(Validity {
            expires_in: in_role("expires_in", expires_in)?.clamped(),
            expires_at: in_role("expires_at", expires_at)?,
            issued_at: in_role("issued_at", issued_at)?,
        })
    }

    /// What an answer states about the refresh token.
    pub(crate) fn read_refresh(
        expires_in: Result<Lifetime, FieldError>,
        expires_at: Result<Option<SystemTime>, FieldError>,
        issued_at: Option<SystemTime>,
    ) -> Result<Self, FieldError> {
        let stated = Validity {
            expires_in: in_role("refresh_expires_in", expires_in)?.clamped(),
            expires_at: in_role("refresh_expires_at", expires_at)?,
            issued_at,
        };
        // A refresh token outlives the answer that brought it, so its deadline must not depend on that
        // answer's `issued_at`: `renewed_by` puts it beside another one.
        Ok(Validity { expires_at: stated.stated_deadline(), issued_at: None, ..stated })
    }

    pub(crate) fn is_unspecified(&self) -> bool {
        self.expires_in == Lifetime::Unspecified && self.expires_at.is_none()
    }

    /// Whether the lifetime is all that is said, as in most answers.
    #[inline]
    fn states_no_instant(&self) -> bool {
        self.expires_at.is_none() && self.issued_at.is_none()
    }

    /// The deadline by the server's clock, if the server states one.
    pub(crate) fn stated_deadline(&self) -> Option<SystemTime> {
        self.expires_at.or_else(|| self.issued_at?.checked_add(self.expires_in.as_duration()?))
    }

    /// The earliest of the deadlines that the server states. `None` if it states none that a clock
    /// could ever show.
    #[inline]
    pub(crate) fn deadline(&self, received_at: SystemTime) -> Option<SystemTime> {
        let received = match self.expires_in {
            Lifetime::Limited(lifetime) => received_at.checked_add(lifetime),
            Lifetime::Unlimited | Lifetime::Unspecified => None,
        };
        if self.states_no_instant() { received } else { self.earliest(received, received_at) }
    }

    /// The earliest of the deadline that is reckoned from the receipt and those that have an instant in
    /// them.
    fn earliest(
        &self,
        received: Option<SystemTime>,
        received_at: SystemTime,
    ) -> Option<SystemTime> {
        let issued = self.issued_at.zip(self.expires_in.as_duration());
        // The distance of two readings of one clock, which it does not take the right time for.
        let distance = self
            .issued_at
            .zip(self.expires_at)
            .map(|(issued, expires)| expires.duration_since(issued).unwrap_or(Duration::ZERO));
        [
            received,
            self.expires_at,
            issued.and_then(|(issued, lifetime)| issued.checked_add(lifetime)),
            distance.and_then(|distance| received_at.checked_add(distance)),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    /// What is left at `now`.
    #[inline]
    pub(crate) fn remaining(&self, received_at: SystemTime, now: SystemTime) -> Lifetime {
        match (self.deadline(received_at), self.expires_in) {
            (Some(deadline), _) => Lifetime::Limited(since(deadline, now)),
            // It ends beyond what the clock can show, and gets shorter all the same.
            (None, Lifetime::Limited(lifetime)) => Lifetime::Limited(
                lifetime
                    .saturating_add(since(received_at, now))
                    .saturating_sub(since(now, received_at)),
            ),
            (None, endless) => endless,
        }
    }

    /// What was left when it was received.
    #[inline]
    fn lifetime(&self, received_at: SystemTime) -> Lifetime {
        if self.states_no_instant() {
            self.expires_in
        } else {
            self.remaining(received_at, received_at)
        }
    }

    #[inline]
    pub(crate) fn is_expired(&self, received_at: SystemTime, now: SystemTime) -> bool {
        self.deadline(received_at).is_some_and(|deadline| deadline <= now)
    }

    /// Whether a refresh is due when so much remains.
    #[inline]
    pub(crate) fn is_due(
        &self,
        remaining: Duration,
        received_at: SystemTime,
        now: SystemTime,
        early: Duration,
    ) -> bool {
        let was_set_back = received_at.duration_since(now).is_ok_and(|distance| distance > early);
        // No window is longer than `early`, and most tokens are farther than that from their end.
        was_set_back || remaining <= early && remaining <= self.window(received_at, early)
    }

    /// How long before the end a refresh is due: at most half of the lifetime, so that no token is due
    /// when it arrives.
    #[inline]
    pub(crate) fn window(&self, received_at: SystemTime, early: Duration) -> Duration {
        let lifetime = self.lifetime(received_at).as_duration();
        lifetime.map_or(early, |lifetime| early.min(lifetime / 2))
    }
}

/// How much later `later` is than `earlier`, and zero if it is not later.
#[inline]
fn since(later: SystemTime, earlier: SystemTime) -> Duration {
    later.duration_since(earlier).unwrap_or(Duration::ZERO)
}

/// Names the role in the error of its reading.
pub(crate) fn in_role<T>(
    role: &'static str,
    reading: Result<T, FieldError>,
) -> Result<T, FieldError> {
    reading.map_err(|error| error.in_role(role))
}
