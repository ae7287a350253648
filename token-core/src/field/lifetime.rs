//! Lifetimes: `expires_in` and the like.

use std::num::NonZero;
use std::time::Duration;

use serde_json::{Number, Value};

use super::number::{self, Decimal, for_every_integer, saturating};
use super::text::for_every_text;
use super::{AsLifetime, Unit};
use crate::error::FieldError;
use crate::lifetime::Lifetime;

/// A whole number of `unit`s.
#[inline]
fn lifetime(count: i64, unit: Unit) -> Lifetime {
    // Zero and negatives are expired at once.
    u64::try_from(count)
        .map_or(Lifetime::Limited(Duration::ZERO), |count| Lifetime::from(unit.duration(count)))
}

/// A number of `unit`s. It is floored after it is multiplied, so that half an hour is 30 minutes; and
/// only where something is left, so that what is positive is not zero.
fn lifetime_from_decimal(number: Decimal, unit: Unit) -> Lifetime {
    let Ok(floor) = u64::try_from(number.floor) else {
        return Lifetime::Limited(Duration::ZERO);
    };
    if number.billionths == 0 {
        return lifetime(number.floor, unit);
    }
    let one = unit.duration(1).as_nanos();
    let fraction = one * u128::from(number.billionths) / 1_000_000_000;
    let fraction = Duration::from_nanos(u64::try_from(fraction).unwrap_or(u64::MAX));
    let exact = unit.duration(floor).saturating_add(fraction);
    let floored = match unit {
        Unit::Milliseconds => Duration::new(exact.as_secs(), exact.subsec_millis() * 1_000_000),
        Unit::Seconds | Unit::Minutes | Unit::Hours | Unit::Days => {
            Duration::from_secs(exact.as_secs())
        }
    };
    Lifetime::from(if floored.is_zero() { exact.max(Duration::from_nanos(1)) } else { floored })
}

fn lifetime_from_text(text: &str, unit: Unit) -> Result<Lifetime, FieldError> {
    let trimmed = text.trim_ascii();
    if trimmed.is_empty() {
        return Ok(Lifetime::Unspecified);
    }
    number::from_text(trimmed).map(|number| lifetime_from_decimal(number, unit)).ok_or(FieldError::new(
        "the text is no number; expected digits such as `3600`, or `with` a function that reads it",
    ))
}

macro_rules! integer {
    ($($ty:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl AsLifetime for $ty {
            #[inline]
            fn as_lifetime(&self, unit: Unit) -> Result<Lifetime, FieldError> {
                Ok(lifetime(saturating!(*self), unit))
            }
        }

        #[diagnostic::do_not_recommend]
        impl AsLifetime for NonZero<$ty> {
            #[inline]
            fn as_lifetime(&self, unit: Unit) -> Result<Lifetime, FieldError> {
                self.get().as_lifetime(unit)
            }
        }
    )+};
}
for_every_integer!(integer);

macro_rules! float {
    ($ty:ty) => {
        #[diagnostic::do_not_recommend]
        impl AsLifetime for $ty {
            #[inline]
            fn as_lifetime(&self, unit: Unit) -> Result<Lifetime, FieldError> {
                number::from_float(f64::from(*self))
                    .map(|number| lifetime_from_decimal(number, unit))
            }
        }
    };
}
float!(f32);
float!(f64);

macro_rules! text {
    ($ty:ty: |$text:ident| $str:expr) => {
        #[diagnostic::do_not_recommend]
        impl AsLifetime for $ty {
            #[inline]
            fn as_lifetime(&self, unit: Unit) -> Result<Lifetime, FieldError> {
                let $text = self;
                lifetime_from_text($str, unit)
            }
        }
    };
}
for_every_text!(text);

#[diagnostic::do_not_recommend]
impl AsLifetime for Duration {
    #[inline]
    fn as_lifetime(&self, _: Unit) -> Result<Lifetime, FieldError> {
        Ok(Lifetime::from(*self))
    }
}

#[diagnostic::do_not_recommend]
impl AsLifetime for Lifetime {
    #[inline]
    fn as_lifetime(&self, _: Unit) -> Result<Lifetime, FieldError> {
        Ok(self.clamped())
    }
}

#[diagnostic::do_not_recommend]
impl AsLifetime for Number {
    fn as_lifetime(&self, unit: Unit) -> Result<Lifetime, FieldError> {
        number::from_json(self).map(|number| lifetime_from_decimal(number, unit))
    }
}

#[diagnostic::do_not_recommend]
impl AsLifetime for Value {
    fn as_lifetime(&self, unit: Unit) -> Result<Lifetime, FieldError> {
        match self {
            Value::Null => Ok(Lifetime::Unspecified),
            Value::Number(number) => number.as_lifetime(unit),
            Value::String(text) => text.as_lifetime(unit),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                Err(FieldError::new("expected a number, or text of digits"))
            }
        }
    }
}

/// The durations of other libraries, which can be negative: over at once, then.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! foreign {
    ($feature:literal: $ty:ty, |$duration:ident| $standard:expr) => {
        #[cfg_attr(docsrs, doc(cfg(feature = $feature)))]
        #[diagnostic::do_not_recommend]
        impl AsLifetime for $ty {
            fn as_lifetime(&self, _: Unit) -> Result<Lifetime, FieldError> {
                let $duration = *self;
                Ok(Lifetime::from($standard.unwrap_or(Duration::ZERO)))
            }
        }
    };
}
#[cfg(feature = "chrono")]
foreign!("chrono": chrono::TimeDelta, |duration| duration.to_std());
#[cfg(feature = "jiff")]
foreign!("jiff": jiff::SignedDuration, |duration| Duration::try_from(duration));
#[cfg(feature = "time")]
foreign!("time": time::Duration, |duration| Duration::try_from(duration));
