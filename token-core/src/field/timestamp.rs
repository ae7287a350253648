//! Timestamps: `expires_at` and the like.

use std::num::NonZero;
use std::time::{Duration, SystemTime};

use serde_json::{Number, Value};
use toml_datetime::{Date, Datetime, Offset, Time};

use super::number::{self, for_every_integer, saturating};
use super::text::for_every_text;
use super::{AsTimestamp, Unit};
use crate::error::FieldError;

/// From the first second that RFC 3339 can write, in the year 0, to 1970, and from there to the last, in 9999.
const YEARS_TO_1970: Duration = Duration::from_secs(62_167_219_200);
const YEARS_FROM_1970: Duration = Duration::from_secs(253_402_300_799);

/// An instant so many `unit`s after 1970, or before it if `count` is negative.
fn timestamp_from_count(count: i64, unit: Unit) -> Option<SystemTime> {
    let distance = unit.duration(count.unsigned_abs());
    timestamp(count.is_negative(), distance)
}

/// An instant so many whole seconds after 1970, and a fraction of one more.
fn timestamp_from_seconds(seconds: i64, nanoseconds: u32) -> Option<SystemTime> {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let fraction = Duration::from_nanos(nanoseconds.into());
    if seconds.is_negative() {
        timestamp(true, distance.saturating_sub(fraction))
    } else {
        timestamp(false, distance.saturating_add(fraction))
    }
}

/// An instant `distance` before or after 1970, clamped to the years of RFC 3339.
fn timestamp(before: bool, distance: Duration) -> Option<SystemTime> {
    let instant = if before {
        SystemTime::UNIX_EPOCH.checked_sub(distance.min(YEARS_TO_1970))
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance.min(YEARS_FROM_1970))
    };
    // A clock that begins after the year 0 begins, for our purposes, in 1970: both are long past.
    instant.or(Some(SystemTime::UNIX_EPOCH))
}

fn timestamp_from_text(text: &str, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
    let text = text.trim_ascii();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(number) = number::from_text(text) {
        return Ok(timestamp_from_count(number.floor, unit));
    }
    match text.parse() {
        Ok(Datetime { date: Some(date), time: Some(time), offset: Some(offset) }) => {
            timestamp_from_date(date, time, offset)
        }
        Ok(Datetime { date: Some(_), time: Some(_), offset: None }) => Err(FieldError::new(
            "the date and time has no zone, so it is no instant; read it `with` a function that knows the zone",
        )),
        _ => Err(FieldError::new(
            "the text is neither digits nor RFC 3339 such as `2026-09-21T14:13:20Z`; read it `with` a function",
        )),
    }
}

fn timestamp_from_date(
    date: Date,
    time: Time,
    offset: Offset,
) -> Result<Option<SystemTime>, FieldError> {
    let Some(second) = time.second else {
        return Err(FieldError::new("the time has no seconds, which RFC 3339 requires"));
    };
    let minutes_east = match offset {
        Offset::Z => 0,
        Offset::Custom { minutes } => i64::from(minutes),
    };
    let minutes = i64::from(time.hour) * 60 + i64::from(time.minute) - minutes_east;
    // A leap second is taken for the second before it, as POSIX clocks do.
    let seconds = days_since_1970(date) * 86_400 + minutes * 60 + i64::from(second.min(59));
    Ok(timestamp_from_seconds(seconds, time.nanosecond.unwrap_or(0)))
}

/// Days of the proleptic Gregorian calendar, which is RFC 3339's.
fn days_since_1970(date: Date) -> i64 {
    // Counted in years that begin in March, so that a leap day comes last.
    let month = i64::from(date.month);
    let (year, month) = match i64::from(date.year) {
        year if month > 2 => (year, month - 3),
        year => (year - 1, month + 9),
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // March has 31 days, April 30, and so on: (153 m + 2) / 5 days lie before month m.
    let day_of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    year * 365 + leap_days + day_of_year - 719_468
}

macro_rules! integer {
    ($($ty:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl AsTimestamp for $ty {
            #[inline]
            fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
                Ok(timestamp_from_count(saturating!(*self), unit))
            }
        }

        #[diagnostic::do_not_recommend]
        impl AsTimestamp for NonZero<$ty> {
            #[inline]
            fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
                self.get().as_timestamp(unit)
            }
        }
    )+};
}
for_every_integer!(integer);

macro_rules! float {
    ($ty:ty) => {
        #[diagnostic::do_not_recommend]
        impl AsTimestamp for $ty {
            #[inline]
            fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
                number::from_float(f64::from(*self))
                    .map(|number| timestamp_from_count(number.floor, unit))
            }
        }
    };
}
float!(f32);
float!(f64);

macro_rules! text {
    ($ty:ty: |$text:ident| $str:expr) => {
        #[diagnostic::do_not_recommend]
        impl AsTimestamp for $ty {
            #[inline]
            fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
                let $text = self;
                timestamp_from_text($str, unit)
            }
        }
    };
}
for_every_text!(text);

#[diagnostic::do_not_recommend]
impl AsTimestamp for SystemTime {
    #[inline]
    fn as_timestamp(&self, _: Unit) -> Result<Option<SystemTime>, FieldError> {
        Ok(Some(*self))
    }
}

#[diagnostic::do_not_recommend]
impl AsTimestamp for Number {
    fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
        number::from_json(self).map(|number| timestamp_from_count(number.floor, unit))
    }
}

#[diagnostic::do_not_recommend]
impl AsTimestamp for Value {
    fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
        match self {
            Value::Null => Ok(None),
            Value::Number(number) => number.as_timestamp(unit),
            Value::String(text) => text.as_timestamp(unit),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                Err(FieldError::new("expected a number, or text of digits or RFC 3339"))
            }
        }
    }
}

/// The timestamps of other libraries: in whole seconds, and the nanoseconds beyond them.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! foreign {
    ($feature:literal: $ty:ty, |$instant:ident| $parts:expr $(, $generic:ident: $bound:path)?) => {
        #[cfg_attr(docsrs, doc(cfg(feature = $feature)))]
        #[diagnostic::do_not_recommend]
        impl $(<$generic: $bound>)? AsTimestamp for $ty {
            fn as_timestamp(&self, _: Unit) -> Result<Option<SystemTime>, FieldError> {
                let $instant = self;
                let (seconds, nanoseconds) = $parts;
                Ok(timestamp_from_seconds(seconds, nanoseconds))
            }
        }
    };
}
#[cfg(feature = "chrono")]
foreign!(
    "chrono": chrono::DateTime<Tz>,
    // A leap second counts on beyond its nanoseconds.
    |instant| (instant.timestamp(), instant.timestamp_subsec_nanos().min(999_999_999)),
    Tz: chrono::TimeZone
);
#[cfg(feature = "jiff")]
foreign!("jiff": jiff::Timestamp, |instant| {
    // Seconds and nanoseconds have one sign here, and ours are counted upwards.
    match (instant.as_second(), u32::try_from(instant.subsec_nanosecond())) {
        (seconds, Ok(nanoseconds)) => (seconds, nanoseconds),
        (seconds, Err(_)) => {
            (seconds - 1, 1_000_000_000 - instant.subsec_nanosecond().unsigned_abs())
        }
    }
});
#[cfg(feature = "time")]
foreign!("time": time::OffsetDateTime, |instant| (instant.unix_timestamp(), instant.nanosecond()));
#[cfg(feature = "time")]
foreign!("time": time::UtcDateTime, |instant| (instant.unix_timestamp(), instant.nanosecond()));

#[cfg(feature = "jiff")]
#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
#[diagnostic::do_not_recommend]
impl AsTimestamp for jiff::Zoned {
    fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError> {
        self.timestamp().as_timestamp(unit)
    }
}
