//! How a lifetime is read.

use std::time::Duration;

use proptest::prelude::*;
use token_core::__private::ZeroIsNever;
use token_core::Lifetime;
use token_core::field::{AsLifetime, AsTimestamp, Unit};

fn lifetime(value: impl AsLifetime) -> Lifetime {
    value.as_lifetime(Unit::Seconds).unwrap()
}

fn seconds(seconds: u64) -> Lifetime {
    Lifetime::Limited(Duration::from_secs(seconds))
}

#[test]
fn digits_are_trimmed() {
    assert_eq!(lifetime("3600"), seconds(3600));
    assert_eq!(lifetime(" 3600\t\n"), seconds(3600));
    assert_eq!(lifetime("0003600"), seconds(3600));
}

#[test]
fn a_fraction_is_floored() {
    assert_eq!(lifetime("3599.999"), seconds(3599));
    assert_eq!(lifetime(35_999.437), seconds(35_999));
    assert_eq!(lifetime("1.999999999999999999999"), seconds(1));
}

#[test]
fn a_fraction_is_multiplied_by_its_unit_before_it_is_floored() {
    for (number, text, unit, expected) in [
        (0.5, "0.5", Unit::Hours, 1800),
        (1.9, "1.9", Unit::Hours, 6840),
        (0.5, "0.5", Unit::Days, 43_200),
        (1.9, "1.9", Unit::Days, 164_160),
        (0.25, "0.25", Unit::Minutes, 15),
        (1.999, "1.999", Unit::Minutes, 119),
        (59.99, "59.99", Unit::Seconds, 59),
    ] {
        assert_eq!(number.as_lifetime(unit), Ok(seconds(expected)), "{text} {unit:?}");
        assert_eq!(text.as_lifetime(unit), Ok(seconds(expected)), "{text} {unit:?}");
        assert_eq!(serde_json::json!(number).as_lifetime(unit), Ok(seconds(expected)));
    }
    let milliseconds = 1500.7.as_lifetime(Unit::Milliseconds);
    assert_eq!(milliseconds, Ok(Lifetime::Limited(Duration::from_millis(1500))));
}

#[test]
fn what_is_positive_is_not_zero() {
    assert_eq!(lifetime(0.9), Lifetime::Limited(Duration::from_millis(900)));
    assert_eq!(lifetime("0.5"), Lifetime::Limited(Duration::from_millis(500)));
    let least = Lifetime::Limited(Duration::from_nanos(1));
    assert_eq!(lifetime("0.000000000000001"), least);
    assert_eq!(
        "0.0001".as_lifetime(Unit::Milliseconds),
        Ok(Lifetime::Limited(Duration::from_nanos(100)))
    );
    assert_eq!(lifetime(f64::MIN_POSITIVE), least);
    assert_eq!(lifetime("0.000"), seconds(0));
}

#[test]
fn absent_null_and_empty_are_unspecified() {
    assert_eq!(lifetime(None::<u64>), Lifetime::Unspecified);
    assert_eq!(lifetime(serde_json::Value::Null), Lifetime::Unspecified);
    assert_eq!(lifetime(""), Lifetime::Unspecified);
    assert_eq!(lifetime("  "), Lifetime::Unspecified);
}

#[test]
fn zero_and_negatives_are_expired_at_once() {
    assert_eq!(lifetime(0), seconds(0));
    assert_eq!(lifetime("0"), seconds(0));
    assert_eq!(lifetime(-1), seconds(0));
    assert_eq!(lifetime("-5"), seconds(0));
    assert_eq!(lifetime("-0.5"), seconds(0));
    assert_eq!(lifetime(f64::NEG_INFINITY), seconds(0));
}

#[test]
fn a_longer_lifetime_than_the_maximum_is_clamped() {
    let longest = Lifetime::Limited(Lifetime::MAX);
    assert_eq!(Lifetime::MAX.as_secs(), 3_155_760_000);
    assert_eq!(lifetime(Lifetime::MAX.as_secs()), longest);
    assert_eq!(lifetime(Lifetime::MAX.as_secs() + 1), longest);
    assert_eq!(lifetime(u64::MAX), longest);
    assert_eq!(lifetime(u128::MAX), longest);
    assert_eq!(lifetime("18446744073709551616"), longest);
    assert_eq!(lifetime(f64::INFINITY), longest);
    assert_eq!(lifetime(1e300), longest);
    assert_eq!(lifetime(Duration::MAX), longest);
    assert_eq!(i64::MAX.as_lifetime(Unit::Days), Ok(longest));
}

#[test]
fn text_that_is_not_a_number_is_an_error() {
    for text in [
        "3600abc",
        "1e3",
        "0x10",
        "+5",
        ".5",
        "5.",
        "NaN",
        "nan",
        "inf",
        "-",
        "--5",
        "- 5",
        "3 600",
        "3,600",
        "3.6.0",
        "٣٦٠٠",
        "3600\u{a0}",
        "1h",
        "null",
        "1_000",
        "5.-1",
        ".",
    ] {
        assert!(text.as_lifetime(Unit::Seconds).is_err(), "{text:?}");
        assert!(text.as_timestamp(Unit::Seconds).is_err(), "{text:?}");
    }
    assert!(f64::NAN.as_lifetime(Unit::Seconds).is_err());
    assert!(f32::NAN.as_timestamp(Unit::Seconds).is_err());
}

#[test]
fn a_unit_scales_numbers() {
    for (unit, expected) in [
        (Unit::Milliseconds, Duration::from_millis(90)),
        (Unit::Seconds, Duration::from_secs(90)),
        (Unit::Minutes, Duration::from_secs(5_400)),
        (Unit::Hours, Duration::from_secs(324_000)),
        (Unit::Days, Duration::from_secs(7_776_000)),
    ] {
        assert_eq!(90.as_lifetime(unit), Ok(Lifetime::Limited(expected)));
        assert_eq!("90".as_lifetime(unit), Ok(Lifetime::Limited(expected)));
    }
}

#[test]
fn only_an_exact_zero_is_unlimited_where_zero_means_never() {
    fn never(value: impl ZeroIsNever) -> bool {
        value.as_lifetime_unless_zero(Unit::Seconds) == Ok(Lifetime::Unlimited)
    }
    assert!(never(0) && never(0.0) && never("0") && never(" 0.0 ") && never(Some(0)));
    assert!(never(serde_json::json!(0)) && never(serde_json::json!("0")) && never(Duration::ZERO));
    assert!(!never(-1) && !never("-1") && !never(0.5) && !never("0.5") && !never("-0.5"));
    assert!(!never(Duration::from_millis(1)) && !never(serde_json::json!(1)));
    assert!(!never(1) && !never("") && !never(None::<u64>) && !never(serde_json::json!(null)));
    assert!("soon".as_lifetime_unless_zero(Unit::Seconds).is_err());
    assert!("".as_lifetime_unless_zero(Unit::Seconds) == Ok(Lifetime::Unspecified));
}

proptest! {
    #[test]
    fn any_decimal_text_is_its_floor(whole in any::<u64>(), fraction in "[0-9]{1,30}") {
        let expected = seconds(whole.min(Lifetime::MAX.as_secs()));
        prop_assert_eq!(lifetime(format!("{whole}")), expected);
        if whole > 0 {
            prop_assert_eq!(lifetime(format!("{whole}.{fraction}")), expected);
        }
        let below_one = lifetime(format!("0.{fraction}")).as_duration().unwrap();
        prop_assert!(below_one < Duration::from_secs(1));
        prop_assert_eq!(below_one.is_zero(), fraction.bytes().all(|digit| digit == b'0'));
        prop_assert_eq!(lifetime(format!("-{whole}.{fraction}")), seconds(0));
    }

    #[test]
    fn text_that_is_not_a_decimal_is_an_error(text in "\\PC*") {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let trimmed = text.trim_ascii();
        let unsigned = trimmed.strip_prefix('-').unwrap_or(trimmed);
        let is_decimal = match unsigned.split_once('.') {
            Some((whole, fraction)) => digits(whole) && digits(fraction),
            None => digits(unsigned),
        };
        let reading = text.as_lifetime(Unit::Seconds);
        prop_assert_eq!(reading.is_ok(), is_decimal || trimmed.is_empty());
    }

    #[test]
    fn a_number_reads_alike_as_integer_float_and_text(number in -1_000_000_000_000_i64..1_000_000_000_000) {
        #[expect(clippy::cast_precision_loss, reason = "the range is exact in a float")]
        let float = number as f64;
        prop_assert_eq!(lifetime(number), lifetime(float));
        prop_assert_eq!(lifetime(number), lifetime(number.to_string()));
        prop_assert_eq!(number.as_timestamp(Unit::Seconds), float.as_timestamp(Unit::Seconds));
        prop_assert_eq!(number.as_timestamp(Unit::Seconds), number.to_string().as_timestamp(Unit::Seconds));
    }
}
