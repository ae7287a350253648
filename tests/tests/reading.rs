//! How a field is read: the rules, each stated by a test.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use token_core::field::{AsLifetime, AsTimestamp, Unit};
use token_core::{
    FieldError, Lifetime, NormalizeError, Scope, TokenFields, TokenResponse, TokenType,
};

fn lifetime(value: impl AsLifetime) -> Lifetime {
    value.as_lifetime(Unit::Seconds).unwrap()
}

fn seconds(seconds: u64) -> Lifetime {
    Lifetime::Limited(Duration::from_secs(seconds))
}

fn timestamp(text: &str) -> Result<Option<SystemTime>, FieldError> {
    text.as_timestamp(Unit::Seconds)
}

fn at(seconds: i64) -> SystemTime {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    if seconds < 0 { SystemTime::UNIX_EPOCH - distance } else { SystemTime::UNIX_EPOCH + distance }
}

mod lifetimes {
    use super::*;

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
        assert_eq!(lifetime(0.9), seconds(0));
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
    fn what_is_longer_than_the_maximum_is_clamped() {
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
    fn what_is_no_number_is_an_error_and_never_no_expiry() {
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
            assert!(timestamp(text).is_err(), "{text:?}");
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
        fn never(value: impl AsLifetime) -> bool {
            value.as_lifetime_unless_zero(Unit::Seconds) == Ok(Lifetime::Unlimited)
        }
        assert!(never(0) && never(0.0) && never("0") && never(" 0.0 ") && never(Some(0)));
        assert!(
            never(serde_json::json!(0)) && never(serde_json::json!("0")) && never(Duration::ZERO)
        );
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
            prop_assert_eq!(lifetime(format!("{whole}.{fraction}")), expected);
            prop_assert_eq!(lifetime(format!("-{whole}.{fraction}")), seconds(0));
        }

        #[test]
        fn text_that_is_no_decimal_is_an_error(text in "\\PC*") {
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
            prop_assert_eq!(number.as_timestamp(Unit::Seconds), timestamp(&number.to_string()));
        }
    }
}

mod timestamps {
    use super::*;

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
        assert_eq!(
            timestamp("1969-12-31T23:59:59.5Z"),
            Ok(Some(at(0) - Duration::from_millis(500)))
        );
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
}

#[derive(Default, TokenResponse)]
struct Response {
    access_token: Option<&'static str>,
    token_type: Option<&'static str>,
    refresh_token: Option<&'static str>,
    id_token: Option<&'static str>,
    issued_token_type: Option<&'static str>,
    scope: Option<&'static str>,
    expires_in: Option<&'static str>,
    expires_at: Option<&'static str>,
    refresh_expires_in: Option<&'static str>,
    error: Option<&'static str>,
    error_description: Option<&'static str>,
}

fn some_token() -> Response {
    Response { access_token: Some("a"), ..Response::default() }
}

#[test]
fn an_empty_or_missing_access_token_is_missing() {
    let missing = Err(NormalizeError::MissingAccessToken);
    assert_eq!(Response::default().normalize().map(drop), missing);
    let empty = Response { access_token: Some(""), ..Response::default() };
    assert_eq!(empty.normalize().map(drop), missing);
}

#[test]
fn empty_text_is_absent_for_an_optional_role() {
    let response = Response {
        refresh_token: Some(""),
        id_token: Some(""),
        issued_token_type: Some(""),
        token_type: Some(""),
        error: Some(""),
        ..some_token()
    };
    let token = response.normalize().unwrap();
    assert_eq!(token.refresh_token(), None);
    assert_eq!(token.id_token(), None);
    assert_eq!(token.issued_token_type(), None);
    assert_eq!(token.token_type(), &TokenType::Bearer);
}

#[test]
fn an_absent_token_type_is_bearer() {
    assert_eq!(some_token().normalize().unwrap().token_type(), &TokenType::Bearer);
}

#[test]
fn a_token_type_is_read_without_regard_to_case() {
    for (text, expected, canonical) in [
        ("bearer", TokenType::Bearer, "Bearer"),
        ("BEARER", TokenType::Bearer, "Bearer"),
        ("dpop", TokenType::DPoP, "DPoP"),
        ("Mac", TokenType::Mac, "MAC"),
        ("n_a", TokenType::NotApplicable, "N_A"),
        ("User Access Token", TokenType::Other("User Access Token".into()), "User Access Token"),
    ] {
        let response = Response { token_type: Some(text), ..some_token() };
        assert_eq!(response.normalize().unwrap().token_type(), &expected);
        assert_eq!(text.parse::<TokenType>().unwrap().to_string(), canonical);
    }
}

#[test]
fn an_absent_scope_is_none_and_an_empty_one_is_empty() {
    assert!(some_token().normalize().unwrap().scope().is_none());
    let response = Response { scope: Some(""), ..some_token() };
    assert!(response.normalize().unwrap().scope().unwrap().is_empty());
}

#[test]
fn a_scope_keeps_its_order_and_drops_empty_entries() {
    let response = Response { scope: Some(" write  read\twrite "), ..some_token() };
    let token = response.normalize().unwrap();
    let scope = token.scope().unwrap();
    assert_eq!(scope.iter().collect::<Vec<_>>(), ["write", "read", "write"]);
    assert_eq!(scope.to_string(), "write read write");
}

#[test]
fn a_comma_does_not_separate_unless_it_is_said_to() {
    let scope = Scope::new("repository:samalba/my-app:pull,push");
    assert_eq!(scope.iter().count(), 1);
    let scope = Scope::separated_by("read user, write,,", ',');
    assert_eq!(scope.iter().collect::<Vec<_>>(), ["read user", "write"]);
}

#[test]
fn an_error_is_refused_before_anything_else_is_judged() {
    let response = Response {
        error: Some("invalid_grant"),
        error_description: Some("no such code"),
        expires_in: Some("soon"),
        ..some_token()
    };
    assert_eq!(
        response.normalize().map(drop),
        Err(NormalizeError::Refused {
            error: "invalid_grant".into(),
            description: Some("no such code".into()),
            uri: None
        })
    );
}

#[test]
fn a_malformed_field_is_an_error_that_names_its_role() {
    for (response, role) in [
        (Response { expires_in: Some("soon"), ..some_token() }, "expires_in"),
        (Response { expires_at: Some("soon"), ..some_token() }, "expires_at"),
        (Response { refresh_expires_in: Some("soon"), ..some_token() }, "refresh_expires_in"),
    ] {
        let NormalizeError::Field(error) = response.normalize().unwrap_err() else {
            panic!("{role} is malformed")
        };
        assert_eq!(error.role(), Some(role));
        assert!(error.to_string().starts_with(&format!("`{role}` can't be read: ")), "{error}");
        assert!(!error.to_string().contains("soon"), "{error}");
    }
}

#[test]
fn an_accessor_fails_only_for_the_fields_it_reads() {
    let (then, later) = (at(0), at(60));
    let response = Response { refresh_expires_in: Some("soon"), ..some_token() };
    assert_eq!(response.expires_in(), Ok(Lifetime::Unspecified));
    assert_eq!(response.expires_at(then), Ok(None));
    assert_eq!(response.is_expired(then, later), Ok(false));
    assert_eq!(response.refresh_expires_in().unwrap_err().role(), Some("refresh_expires_in"));

    let response = Response { expires_at: Some("soon"), expires_in: Some("60"), ..some_token() };
    assert_eq!(response.expires_in(), Ok(seconds(60)));
    assert_eq!(response.expires_at(then).unwrap_err().role(), Some("expires_at"));
    assert_eq!(response.is_expired(then, later).unwrap_err().role(), Some("expires_at"));
}

#[test]
fn an_accessor_answers_without_an_access_token() {
    let response = Response { expires_in: Some("60"), ..Response::default() };
    assert_eq!(response.expires_at(at(100)), Ok(Some(at(160))));
    assert_eq!(response.is_expired(at(100), at(159)), Ok(false));
    assert_eq!(response.is_expired(at(100), at(160)), Ok(true));
}

#[test]
fn an_expired_token_still_normalizes() {
    let response = Response { expires_in: Some("-1"), expires_at: Some("0"), ..some_token() };
    assert!(response.normalize().is_ok());
}

#[test]
fn a_lifetime_written_by_hand_is_clamped_too() {
    struct Forever;
    impl TokenResponse for Forever {
        fn fields(&self) -> TokenFields<'_> {
            TokenFields {
                access_token: Some("a".into()),
                expires_in: Ok(Lifetime::Limited(Duration::MAX)),
                ..TokenFields::EMPTY
            }
        }
    }
    let longest = Lifetime::Limited(Lifetime::MAX);
    assert_eq!(Forever.expires_in(), Ok(longest));
    assert_eq!(Forever.normalize().unwrap().expires_in(), longest);
}

#[test]
fn a_stated_expiry_is_outright_or_reckoned_from_the_issue() {
    #[derive(TokenResponse)]
    struct Doorkeeper {
        access_token: &'static str,
        #[token(issued_at)]
        created_at: u64,
        expires_in: u64,
        expires_at: Option<u64>,
        refresh_expires_in: u64,
    }
    let response = Doorkeeper {
        access_token: "a",
        created_at: 1000,
        expires_in: 60,
        expires_at: None,
        refresh_expires_in: 90,
    };
    let token = response.normalize().unwrap();
    assert_eq!(token.expires_at(), Some(at(1060)));
    assert_eq!(token.refresh_expires_at(), Some(at(1090)));

    let response = Doorkeeper { expires_at: Some(2000), ..response };
    assert_eq!(response.normalize().unwrap().expires_at(), Some(at(2000)));
}

#[test]
fn a_scope_is_its_entries_however_they_are_separated_and_walked() {
    let scope = Scope::separated_by("read,,write,", ',');
    let mut walked = Vec::new();
    scope.iter().for_each(|entry| walked.push(entry));
    assert_eq!(walked, ["read", "write"]);
    assert_eq!(scope.iter().count(), 2);
    assert!(scope.contains("read") && !scope.contains("rea") && !scope.contains("Read"));
    assert!(!scope.is_empty() && Scope::separated_by(", ,", ',').is_empty());
    assert_eq!(scope, Scope::new("read write"));
    assert_ne!(scope, Scope::new("write read"));
    assert_eq!(scope.clone().into_owned(), scope);
    for text in [Scope::from("read write"), Scope::from(String::from("read write"))] {
        assert_eq!(text, scope);
    }
    assert_eq!(Scope::from(Cow::Borrowed("read,write")).iter().count(), 1);
}
