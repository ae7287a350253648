//! How an instant is read.

use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use token_core::FieldError;
use token_core::field::{AsTimestamp, Unit};

fn timestamp(text: &str) -> Result<Option<SystemTime>, FieldError> {
    text.as_timestamp(Unit::Seconds)
}

fn at(seconds: i64) -> SystemTime {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
}

#[test]
fn a_number_counts_from_1970_in_its_unit() {
    let expected = Ok(Some(at(1_790_000_000)));
    assert_eq!(1_790_000_000.as_timestamp(Unit::Seconds), expected);
    assert_eq!(1_790_000_000_000_u64.as_timestamp(Unit::Milliseconds), expected);
    assert_eq!("1790000000000".as_timestamp(Unit::Milliseconds), expected);
    assert_eq!((-1).as_timestamp(Unit::Seconds), Ok(Some(at(-1))));
}

#[test]
fn the_unit_is_never_guessed_by_size() {
    // The year 58,693, which is clamped to the end of 9999, and not today.
    assert_eq!("1790000000000".as_timestamp(Unit::Seconds), Ok(Some(at(253_402_300_799))));
}

#[test]
fn rfc_3339_text_is_an_instant() {
    let expected = Ok(Some(at(1_790_000_000)));
    assert_eq!(timestamp("2026-09-21T14:13:20Z"), expected);
    assert_eq!(timestamp("2026-09-21T14:13:20.000+00:00"), expected);
    assert_eq!(timestamp("2026-09-21T23:13:20+09:00"), expected);
    assert_eq!(timestamp(" 2026-09-21t09:13:20-05:00 "), expected);
    assert_eq!(timestamp("2026-09-21 14:13:20Z"), expected);
    assert_eq!(
        timestamp("2026-09-21T14:13:20.661Z"),
        Ok(Some(at(1_790_000_000) + Duration::from_millis(661)))
    );
    assert_eq!(timestamp("0001-01-01T00:00:00Z"), Ok(Some(at(-62_135_596_800))));
    assert_eq!(timestamp("9999-12-31T23:59:59Z"), Ok(Some(at(253_402_300_799))));
    assert_eq!(timestamp("1969-12-31T23:59:59.5Z"), Ok(Some(at(0) - Duration::from_millis(500))));
    assert_eq!(timestamp("2016-12-31T23:59:60Z"), timestamp("2016-12-31T23:59:59Z"));
}

#[test]
fn a_date_without_a_zone_is_an_error() {
    let error = timestamp("2018-01-08T19:15:21.981").unwrap_err();
    assert!(error.reason().contains("zone"), "{error}");
}

#[test]
fn any_other_text_is_an_error() {
    for text in [
        "2026-09-21",
        "14:13:20",
        "2026-09-21T14:13Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-09-21T24:00:00Z",
        "9/25/2016 1:36:50 PM",
        "Mon, 21 Sep 2026 14:13:20 GMT",
        "2013/03/17 16:39:56 +0000",
        "tomorrow",
        "2026-09-21T14:13:20+0000",
    ] {
        assert!(timestamp(text).is_err(), "{text}");
    }
}

#[test]
fn absent_null_and_empty_are_none() {
    assert_eq!(timestamp(""), Ok(None));
    assert_eq!(timestamp(" "), Ok(None));
    assert_eq!(None::<u64>.as_timestamp(Unit::Seconds), Ok(None));
    assert_eq!(serde_json::Value::Null.as_timestamp(Unit::Seconds), Ok(None));
}

#[test]
fn numbers_of_any_size_are_clamped_to_the_years_that_rfc_3339_can_write() {
    for unit in [Unit::Seconds, Unit::Milliseconds] {
        assert_eq!(u128::MAX.as_timestamp(unit), Ok(Some(at(253_402_300_799))));
        assert_eq!(i128::MIN.as_timestamp(unit), Ok(Some(at(-62_167_219_200))));
        assert_eq!(f64::INFINITY.as_timestamp(unit), Ok(Some(at(253_402_300_799))));
    }
}

proptest! {
    #[test]
    fn any_instant_written_as_rfc_3339_is_read_back(
        seconds in -62_135_596_800_i64..=253_402_207_200,
        nanoseconds in 0_i32..1_000_000_000,
        hours in -23_i8..=23,
    ) {
        let instant = jiff::Timestamp::new(seconds, 0).unwrap()
            + jiff::SignedDuration::from_nanos(nanoseconds.into());
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(hours));
        let expected = SystemTime::from(instant);
        prop_assert_eq!(timestamp(&instant.to_string()), Ok(Some(expected)));
        let zoned = instant.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%.9f%:z").to_string();
        // Offsets may move the local date out of the four-digit years.
        if zoned.len() == "2026-09-21T14:13:20.000000000+00:00".len() {
            prop_assert_eq!(timestamp(&zoned), Ok(Some(expected)), "{}", zoned);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        let _ = timestamp(&text);
    }

    #[test]
    fn nothing_that_looks_like_a_date_makes_it_panic(
        text in "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(\\.[0-9]{0,12})?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
    ) {
        let _ = timestamp(&text);
    }
}
