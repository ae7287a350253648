//! Every Rust type that people hold these fields in.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::num::{NonZero, NonZeroI64, NonZeroU32};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::Deserialize as _;
use serde_json::{Number, Value, json};
use token_core::__private::ZeroIsNever;
use token_core::field::{AsErrorCode, AsLifetime, AsScope, AsText, AsTimestamp, Unit};
use token_core::{Lifetime, Scope, Secret, TextOrNumber, TokenType};

#[test]
fn text_is_text_in_whatever_it_is_kept() {
    fn reads(text: impl AsText) {
        assert_eq!(text.as_text().as_deref(), Some("a"));
    }
    reads("a");
    reads(String::from("a"));
    reads(Cow::Borrowed("a"));
    reads(Secret::<String>::from("a"));
    reads(Box::<str>::from("a"));
    reads(Rc::<str>::from("a"));
    reads(Arc::<str>::from("a"));
    reads(Arc::new(String::from("a")));
    reads(Some("a"));
    reads(Some(Some(Box::new(Rc::<str>::from("a")))));
    reads(Some(&&Arc::new(Some(String::from("a")))));
    reads(json!("a"));
    reads(TokenType::Other("a".into()));
}

#[test]
fn text_borrows_from_json_unless_something_is_escaped_in_it() {
    fn read(json: &str) -> Result<Secret<Cow<'_, str>>, serde_json::Error> {
        serde_json::from_str(json)
    }
    let json = r#""2YotnFZFEjr1zCsicMWpAA""#;
    let text = read(json).unwrap();
    assert_eq!(text.as_str(), "2YotnFZFEjr1zCsicMWpAA");
    assert!(json.as_bytes().as_ptr_range().contains(&text.as_str().as_ptr()));

    assert_eq!(read(r#""https:\/\/x""#).unwrap().as_str(), "https://x");
    assert_eq!(Secret::<String>::deserialize(json!("a")).unwrap().as_str(), "a");
    assert!(read("5").unwrap_err().to_string().contains("expected text"));
}

#[test]
fn text_is_borrowed_from_the_field() {
    let text = Some(Arc::new(String::from("a")));
    assert!(matches!(text.as_text(), Some(Cow::Borrowed(_))));
}

#[test]
fn json_that_is_no_text_is_none() {
    for value in [json!(null), json!(1), json!(true), json!([]), json!({})] {
        assert_eq!(value.as_text(), None, "{value}");
    }
}

fn is_an_hour(lifetime: impl AsLifetime) {
    assert_eq!(
        lifetime.as_lifetime(Unit::Seconds),
        Ok(Lifetime::Limited(Duration::from_secs(3600)))
    );
}

fn is_1970_at_one(timestamp: impl AsTimestamp) {
    assert_eq!(
        timestamp.as_timestamp(Unit::Seconds),
        Ok(Some(SystemTime::UNIX_EPOCH + Duration::from_secs(3600)))
    );
}

macro_rules! numbers {
    ($($hour:literal),+ $(,)?) => {
        #[test]
        fn a_lifetime_is_any_number() {
            $(is_an_hour($hour);)+
        }
        #[test]
        fn a_timestamp_is_any_number() {
            $(is_1970_at_one($hour);)+
        }
    };
}
numbers!(
    3600_u16, 3600_u32, 3600_u64, 3600_u128, 3600_usize, 3600_i16, 3600_i32, 3600_i64, 3600_i128,
    3600_isize, 3600_f32, 3600_f64
);

#[test]
fn small_and_nonzero_integers_are_numbers() {
    assert_eq!(200_u8.as_lifetime(Unit::Seconds), 200.0.as_lifetime(Unit::Seconds));
    assert_eq!(100_i8.as_timestamp(Unit::Seconds), 100.0.as_timestamp(Unit::Seconds));
    is_an_hour(NonZeroU32::new(3600).unwrap());
    is_an_hour(Some(NonZeroI64::new(3600).unwrap()));
    is_1970_at_one(NonZero::<u128>::new(3600).unwrap());
}

#[test]
fn lifetimes_and_timestamps_are_text_and_json_too() {
    for_each_text(is_an_hour, is_an_hour, is_an_hour, is_an_hour);
    for_each_text(is_1970_at_one, is_1970_at_one, is_1970_at_one, is_1970_at_one);
    is_an_hour(json!(3600));
    is_an_hour(json!(3600.0));
    is_an_hour(json!("3600"));
    is_an_hour(Number::from(3600));
    is_1970_at_one(json!(3600));
    is_1970_at_one(json!("3600"));
    is_1970_at_one(json!("1970-01-01T01:00:00Z"));
    is_1970_at_one(Number::from(3600));
}

fn for_each_text(
    string: fn(String),
    cow: fn(Cow<'static, str>),
    text: fn(Secret),
    boxed: fn(Option<Box<str>>),
) {
    string("3600".into());
    cow("3600".into());
    text("3600".into());
    boxed(Some("3600".into()));
}

#[test]
fn durations_and_instants_are_what_they_are_in_any_unit() {
    is_an_hour(Duration::from_secs(3600));
    is_an_hour(Lifetime::Limited(Duration::from_secs(3600)));
    let instant = SystemTime::UNIX_EPOCH + Duration::from_secs(3600);
    is_1970_at_one(instant);
    assert_eq!(instant.as_timestamp(Unit::Milliseconds), Ok(Some(instant)));
    assert_eq!(
        Duration::from_secs(9).as_lifetime(Unit::Days),
        Ok(Lifetime::Limited(Duration::from_secs(9)))
    );
}

#[test]
fn json_that_is_no_lifetime_or_timestamp_is_an_error() {
    for value in [json!(true), json!([3600]), json!({"seconds": 3600}), json!("soon")] {
        assert!(value.as_lifetime(Unit::Seconds).is_err(), "{value}");
        assert!(value.as_timestamp(Unit::Seconds).is_err(), "{value}");
    }
    assert_eq!(Value::Null.as_lifetime(Unit::Seconds), Ok(Lifetime::Unspecified));
    assert_eq!(Value::Null.as_timestamp(Unit::Seconds), Ok(None));
}

#[test]
fn a_scope_is_text_or_any_sequence_of_text() {
    fn reads(scope: impl AsScope) {
        assert_eq!(scope.as_scope(None), Some(Scope::new("read write")));
    }
    reads("read write");
    reads(String::from("read write"));
    reads(Some(Secret::<String>::from("read write")));
    reads(vec!["read", "write"]);
    reads(["read".to_owned(), "write".to_owned()]);
    reads(&["read", "write"][..]);
    reads(Box::<[Arc<str>]>::from(["read".into(), "write".into()]));
    reads(Some(vec![Some("read"), None, Some("write")]));
    reads(BTreeSet::from(["write", "read"]));
    reads(json!("read write"));
    reads(json!(["read", "write"]));
    reads(Scope::separated_by("read,write", ','));

    let set = HashSet::from(["read", "write"]);
    let scope = set.as_scope(None).unwrap();
    assert!(scope.contains("read") && scope.contains("write") && scope.iter().count() == 2);
    assert_eq!(json!([4, 5]).as_scope(None), Some(Scope::new("4 5")));
    assert_eq!(Value::Null.as_scope(None), None);
    assert_eq!(Vec::<String>::new().as_scope(None), Some(Scope::default()));
}

#[test]
fn the_entries_of_a_list_are_its_entries() {
    for separator in [None, Some(','), Some(' ')] {
        let list = ["read user", "write,delete", " ", "trimmed "];
        let scope = list.as_scope(separator).unwrap();
        assert_eq!(scope.iter().collect::<Vec<_>>(), ["read user", "write,delete", "trimmed"]);
    }
    let scope = json!(["read user", 7, null]).as_scope(None).map(Scope::into_owned).unwrap();
    assert!(scope.contains("read user") && scope.contains("7") && scope.iter().count() == 2);
}

#[test]
fn an_error_code_is_text_a_number_or_a_flag() {
    fn reads(code: impl AsErrorCode, expected: &str) {
        assert_eq!(code.as_error_code().as_deref(), Some(expected));
    }
    reads("invalid_grant", "invalid_grant");
    reads(Some(String::from("invalid_grant")), "invalid_grant");
    reads(40_029_i32, "40029");
    reads(-1_i64, "-1");
    reads(NonZeroU32::new(7).unwrap(), "7");
    reads(u128::MAX, "340282366920938463463374607431768211455");
    reads(false, "false");
    reads(json!("invalid_grant"), "invalid_grant");
    reads(json!(293), "293");
    reads(json!({"message": "bad", "type": "OAuthException", "code": 190}), "190");
    reads(json!([{"errorType": "invalid_grant", "message": "bad"}]), "invalid_grant");
    reads(json!({"message": "bad"}), "unspecified");
    reads(json!({"error": "", "code": 0, "type": "OAuthException"}), "OAuthException");
    reads(json!([null, {}, {"code": 0}, {"code": 5}]), "5");
    reads(json!([null, {"code": 0}]), "unspecified");
    reads(json!(["", false, 5]), "5");
    for none in [json!(null), json!([]), json!({}), json!([0, "", {}])] {
        assert_eq!(none.as_error_code(), None, "{none}");
    }
}

#[test]
fn timestamps_of_other_libraries_are_instants() {
    let utc = chrono::DateTime::from_timestamp(3600, 0).unwrap();
    is_1970_at_one(utc);
    is_1970_at_one(utc.with_timezone(&chrono::FixedOffset::east_opt(7200).unwrap()));
    is_1970_at_one(jiff::Timestamp::from_second(3600).unwrap());
    is_1970_at_one(jiff::Timestamp::from_second(3600).unwrap().to_zoned(jiff::tz::TimeZone::UTC));
    is_1970_at_one(time::OffsetDateTime::from_unix_timestamp(3600).unwrap());
    is_1970_at_one(Some(time::UtcDateTime::from_unix_timestamp(3600).unwrap()));
}

#[test]
fn timestamps_of_other_libraries_keep_their_fraction_before_1970_too() {
    fn reads(timestamp: impl AsTimestamp) {
        let expected = SystemTime::UNIX_EPOCH - Duration::from_millis(1500);
        assert_eq!(timestamp.as_timestamp(Unit::Milliseconds), Ok(Some(expected)));
    }
    reads(chrono::DateTime::from_timestamp(-2, 500_000_000).unwrap());
    reads(jiff::Timestamp::new(-1, -500_000_000).unwrap());
    reads(time::OffsetDateTime::from_unix_timestamp_nanos(-1_500_000_000).unwrap());
    reads(time::UtcDateTime::from_unix_timestamp_nanos(-1_500_000_000).unwrap());
}

#[test]
fn timestamps_of_other_libraries_are_clamped_where_they_go_further_than_ours() {
    for instant in
        [chrono::DateTime::<chrono::Utc>::MAX_UTC, chrono::DateTime::<chrono::Utc>::MIN_UTC]
    {
        assert!(instant.as_timestamp(Unit::Seconds).is_ok_and(|instant| instant.is_some()));
    }
    assert!(jiff::Timestamp::MIN.as_timestamp(Unit::Seconds).is_ok());
}

#[test]
fn durations_of_other_libraries_are_lifetimes_and_negative_ones_are_over() {
    is_an_hour(chrono::TimeDelta::hours(1));
    is_an_hour(jiff::SignedDuration::from_hours(1));
    is_an_hour(Some(time::Duration::HOUR));
    let over = Ok(Lifetime::Limited(Duration::ZERO));
    assert_eq!(chrono::TimeDelta::hours(-1).as_lifetime(Unit::Seconds), over);
    assert_eq!(jiff::SignedDuration::MIN.as_lifetime(Unit::Seconds), over);
    assert_eq!(time::Duration::MIN.as_lifetime(Unit::Seconds), over);
    let unlimited = Ok(Lifetime::Unlimited);
    assert_eq!(chrono::TimeDelta::zero().as_lifetime_unless_zero(Unit::Seconds), unlimited);
    assert_eq!(jiff::SignedDuration::ZERO.as_lifetime_unless_zero(Unit::Seconds), unlimited);
    assert_eq!(time::Duration::ZERO.as_lifetime_unless_zero(Unit::Seconds), unlimited);
    assert_eq!(time::Duration::MIN.as_lifetime_unless_zero(Unit::Seconds), over);
}

#[test]
fn secrets_of_other_libraries_are_text() {
    let reads = |secret: &dyn AsText| assert_eq!(secret.as_text().as_deref(), Some("a"));
    reads(&secrecy::SecretString::from("a"));
    reads(&Some(secrecy::SecretBox::new(Box::new(String::from("a")))));
    reads(&zeroize::Zeroizing::new(String::from("a")));
    reads(&oauth2::AccessToken::new(String::from("a")));
    reads(&Some(oauth2::RefreshToken::new(String::from("a"))));
}

#[test]
fn a_type_of_ours_is_read_from_xml_too() {
    #[derive(serde::Deserialize)]
    struct Answer {
        token: Secret,
        kind: TokenType,
        life: TextOrNumber,
    }
    let xml = "<a><token>eyJ</token><kind>bearer</kind><life>60</life></a>";
    let answer: Answer = quick_xml::de::from_str(xml).unwrap();
    assert_eq!((answer.token.as_str(), answer.kind), ("eyJ", TokenType::Bearer));
    let minute = Ok(Lifetime::Limited(Duration::from_secs(60)));
    assert_eq!(answer.life.as_lifetime(Unit::Seconds), minute);
}

#[test]
fn text_or_a_number_plays_a_role_as_what_was_sent() {
    let read = |value: Value| TextOrNumber::deserialize(value).unwrap();
    for sent in [json!("3600"), json!(3600), json!(3600.0)] {
        let hour = Ok(Lifetime::Limited(Duration::from_secs(3600)));
        assert_eq!(read(sent.clone()).as_lifetime(Unit::Seconds), hour);
        let instant = SystemTime::UNIX_EPOCH + Duration::from_secs(3600);
        assert_eq!(read(sent.clone()).as_timestamp(Unit::Seconds), Ok(Some(instant)));
        assert_eq!(serde_json::to_value(read(sent.clone())).unwrap(), sent, "as it was read");
    }
    assert_eq!(read(json!(8_412_345)).as_text().as_deref(), Some("8412345"));
    assert_eq!(read(json!(-7)).as_error_code().as_deref(), Some("-7"));
    assert!(read(json!("0")).is_zero() && read(json!(0)).is_zero() && !read(json!(-1)).is_zero());
    assert_eq!(read(json!("")).as_lifetime(Unit::Seconds), Ok(Lifetime::Unspecified));
    assert!(read(json!("soon")).as_lifetime(Unit::Seconds).is_err());
    assert_eq!(format!("{:?}", read(json!("secret"))), "[redacted]");
    for other in [json!(true), json!([1]), json!({"a": 1}), json!(null)] {
        let error = TextOrNumber::deserialize(other).unwrap_err().to_string();
        assert!(error.contains("expected text or a number"), "{error}");
    }
}
