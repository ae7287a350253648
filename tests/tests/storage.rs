//! What is stored: the JSON, its stability, and what a corrupt file says.

use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use serde_json::{Value, json};
use token_core::{IssuedToken, Lifetime, Scope, Status, TokenFields, TokenResponse};

/// An answer with everything in it.
#[derive(Debug)]
struct Everything {
    expires_in: Lifetime,
    expires_at: Option<SystemTime>,
    issued_at: Option<SystemTime>,
    refresh_in: Lifetime,
    refresh_at: Option<SystemTime>,
    refresh_expires_in: Lifetime,
    refresh_expires_at: Option<SystemTime>,
    refresh_issued_at: Option<SystemTime>,
    token_type: &'static str,
    separator: char,
}

impl TokenResponse for Everything {
    fn fields(&self) -> TokenFields<'_> {
        TokenFields {
            access_token: Some("secret access".into()),
            token_type: Some(self.token_type.into()),
            expires_in: Ok(self.expires_in),
            expires_at: Ok(self.expires_at),
            issued_at: Ok(self.issued_at),
            refresh_in: Ok(self.refresh_in),
            refresh_at: Ok(self.refresh_at),
            refresh_token: Some("secret refresh".into()),
            refresh_expires_in: Ok(self.refresh_expires_in),
            refresh_expires_at: Ok(self.refresh_expires_at),
            refresh_issued_at: Ok(self.refresh_issued_at),
            id_token: Some("secret id".into()),
            scope: Some(Scope::separated_by(
                format!("read{}write", self.separator),
                self.separator,
            )),
            issued_token_type: Some("urn:ietf:params:oauth:token-type:jwt".into()),
            ..TokenFields::EMPTY
        }
    }
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn everything() -> Everything {
    Everything {
        expires_in: Lifetime::Limited(Duration::from_secs(3600)),
        expires_at: Some(at(1_790_003_600)),
        issued_at: Some(at(1_790_000_000)),
        refresh_in: Lifetime::Limited(Duration::from_secs(1800)),
        refresh_at: Some(at(1_790_001_800)),
        refresh_expires_in: Lifetime::Unlimited,
        refresh_expires_at: Some(at(1_800_000_000)),
        refresh_issued_at: Some(at(1_780_000_000)),
        token_type: "dpop",
        separator: ',',
    }
}

fn token(answer: &Everything, received_at: SystemTime) -> IssuedToken<'static> {
    answer.normalize().unwrap().into_owned().received_at(received_at)
}

fn load(stored: &Value) -> Result<IssuedToken<'static>, serde_json::Error> {
    serde_json::from_str(&stored.to_string())
}

#[test]
fn it_is_one_object_with_the_names_of_the_rfc_and_unix_seconds() {
    let received_at = at(1_790_000_000) + Duration::new(1, 5);
    assert_eq!(
        serde_json::to_value(token(&everything(), received_at)).unwrap(),
        json!({
            "access_token": "secret access",
            "token_type": "DPoP",
            "expires_in": 3600,
            "expires_at": 1_790_003_600,
            "issued_at": 1_790_000_000,
            "refresh_in": 1800,
            "refresh_at": 1_790_001_800,
            "refresh_token": "secret refresh",
            "refresh_expires_in": "unlimited",
            "refresh_expires_at": 1_800_000_000,
            "refresh_issued_at": 1_780_000_000,
            "id_token": "secret id",
            "scope": "read write",
            "issued_token_type": "urn:ietf:params:oauth:token-type:jwt",
            "received_at": "1790000001.000000005",
        })
    );
}

/// A type that serializes only as part of an `IssuedToken` can't be stored without its time of receipt.
#[test]
fn nothing_but_an_issued_token_and_what_is_marked_so_serializes_a_secret() {
    struct Probe<T: ?Sized>(PhantomData<T>);
    trait DoesNotSerialize {
        const SERIALIZES: bool = false;
    }
    impl<T: ?Sized> DoesNotSerialize for Probe<T> {}
    impl<T: serde::Serialize + ?Sized> Probe<T> {
        const SERIALIZES: bool = true;
    }
    let serialize = [
        ("Token", Probe::<token_core::Token<'static>>::SERIALIZES),
        ("TokenFields", Probe::<TokenFields<'static>>::SERIALIZES),
        ("AnyTokenResponse", Probe::<token_core::AnyTokenResponse>::SERIALIZES),
        ("NormalizeError", Probe::<token_core::NormalizeError>::SERIALIZES),
        ("ErrorResponse", Probe::<token_core::endpoint::ErrorResponse>::SERIALIZES),
        // Stored alone, it would look fresh whenever it is loaded.
        ("Lifetime", Probe::<Lifetime>::SERIALIZES),
        ("Status", Probe::<Status>::SERIALIZES),
        ("IssuedToken", Probe::<IssuedToken<'static>>::SERIALIZES),
        ("Secret", Probe::<token_core::Secret>::SERIALIZES),
        ("Scope", Probe::<Scope<'static>>::SERIALIZES),
        ("TokenType", Probe::<token_core::TokenType>::SERIALIZES),
    ];
    let serialize: Vec<_> =
        serialize.iter().filter(|(_, does)| *does).map(|(name, _)| *name).collect();
    assert_eq!(serialize, ["IssuedToken", "Secret", "Scope", "TokenType"]);

    let everything = serde_json::json!({
        "scope": token(&everything(), at(0)).scope(),
        "token_type": token(&everything(), at(0)).token_type(),
    });
    assert_eq!(everything.to_string(), r#"{"scope":"read write","token_type":"DPoP"}"#);
}

#[test]
fn the_entries_of_a_scope_are_stored_as_entries() {
    let scope = Scope::separated_by("read user,write", ',');
    let fields = TokenFields { scope: Some(scope.clone()), ..TokenFields::new("a") };
    let token = fields.normalize().unwrap().into_owned().received_at(at(0));
    let stored = serde_json::to_value(&token).unwrap();
    assert_eq!(stored["scope"], json!(["read user", "write"]));
    assert_eq!(load(&stored).unwrap().token().scope(), Some(&scope));
}

#[test]
fn what_is_not_stated_is_not_stored() {
    let stored = json!({"access_token": "a", "received_at": 0});
    let token = load(&stored).unwrap();
    assert_eq!(
        serde_json::to_value(&token).unwrap(),
        json!({"access_token": "a", "token_type": "Bearer", "received_at": 0})
    );
    assert_eq!(token.status(at(9), Duration::ZERO), Status::Unspecified);
    assert!(token.token().scope().is_none() && token.token().refresh_token().is_none());
}

#[test]
fn unknown_fields_are_ignored_and_null_is_absent() {
    let stored = json!({
        "access_token": "a", "received_at": 0, "expires_in": null, "id_token": null, "scope": null,
        "of a later version": {"whatever": [1, 2, 3]},
    });
    assert!(load(&stored).unwrap().expires_at().is_none());
}

#[test]
fn what_version_0_1_stored_is_loaded() {
    let stored = include_str!("../fixtures/issued_token_0.1.json");
    let tokens: Vec<IssuedToken<'static>> = serde_json::from_str(stored).unwrap();
    let [full, least, unlimited, fraction, long_ago] = tokens.as_slice() else {
        panic!("the fixture holds five tokens")
    };

    let token = full.token();
    assert_eq!(token.access_token(), "2YotnFZFEjr1zCsicMWpAA");
    assert_eq!(token.token_type().to_string(), "Bearer");
    assert_eq!(token.refresh_token(), Some("tGzv3JOkF0XG5Qx2TlKWIA"));
    assert_eq!(token.id_token(), Some("eyJ"));
    assert_eq!(token.scope().unwrap().to_string(), "openid offline");
    assert_eq!(token.issued_token_type(), Some("urn:ietf:params:oauth:token-type:access_token"));
    assert_eq!(token.expires_in(), Lifetime::Limited(Duration::from_secs(3600)));
    assert_eq!(token.expires_at(), Some(at(1_790_003_590)));
    assert_eq!(token.issued_at(), Some(at(1_789_999_995)));
    assert_eq!(full.received_at(), at(1_790_000_000));
    assert_eq!(full.expires_at(), Some(at(1_790_003_590)));
    assert_eq!(full.refresh_expires_at(), Some(at(1_790_086_400)));

    assert_eq!(least.status(at(9_999_999_999), Duration::ZERO), Status::Unspecified);
    assert_eq!(unlimited.status(at(9_999_999_999), Duration::ZERO), Status::Unlimited);
    assert_eq!(unlimited.token().token_type().to_string(), "N_A");
    assert_eq!(fraction.received_at(), at(1_790_000_000) + Duration::from_nanos(123_456_789));
    assert_eq!(fraction.token().expires_in(), Lifetime::Limited(Duration::from_millis(86_399_998)));
    assert_eq!(long_ago.received_at(), at(0) - Duration::from_millis(1500));
}

#[test]
fn numbers_may_be_written_by_other_programs() {
    let token = load(&json!({
        "access_token": "a", "received_at": "1790000000", "expires_in": "60", "expires_at": 1_790_000_030.5,
        "refresh_expires_in": -5, "refresh_token": "r",
    }))
    .unwrap();
    assert_eq!(token.received_at(), at(1_790_000_000));
    assert_eq!(token.expires_at(), Some(at(1_790_000_030) + Duration::from_millis(500)));
    assert!(token.can_refresh(at(1_790_000_000)), "what is not a lifetime costs no login");
}

#[test]
fn a_corrupt_file_says_which_field_and_shows_no_value() {
    for (field, value, expected) in [
        ("access_token", json!(["secret"]), "text"),
        ("access_token", json!(null), "missing or empty"),
        ("access_token", json!(""), "missing or empty"),
        ("access_token", json!("secret\r\nX-Admin: 1"), "header"),
        ("refresh_token", json!({"secret": 1}), "text"),
        ("id_token", json!(7), "text"),
        ("scope", json!({"secret": 1}), "text"),
        ("token_type", json!(true), "text"),
        ("issued_token_type", json!(1), "text"),
        ("expires_in", json!("secret"), "seconds"),
        ("expires_in", json!("1e3"), "seconds"),
        ("expires_in", json!("1."), "seconds"),
        ("expires_in", json!(".5"), "seconds"),
        ("expires_in", json!("+5"), "seconds"),
        ("expires_in", json!("1.0000000001"), "seconds"),
        ("expires_in", json!(true), "seconds"),
        ("expires_at", json!("2026-09-21T14:13:20Z"), "seconds"),
        ("issued_at", json!({"secret": 1}), "seconds"),
        ("issued_at", json!("18446744073709551615"), "clock"),
        ("refresh_in", json!([]), "seconds"),
        ("refresh_at", json!("soon"), "seconds"),
        ("refresh_issued_at", json!({}), "seconds"),
        ("refresh_expires_in", json!([]), "seconds"),
        ("refresh_expires_at", json!("never"), "seconds"),
        ("received_at", json!("secret"), "seconds"),
        ("received_at", json!(null), "missing"),
    ] {
        let mut stored = serde_json::to_value(token(&everything(), at(0))).unwrap();
        stored[field] = value;
        let error = load(&stored).unwrap_err().to_string();
        assert!(error.contains(&format!("`{field}`")), "{field}: {error}");
        assert!(error.contains(expected), "{field}: {error}");
        assert!(!error.contains("secret"), "{field}: {error}");
    }
    for file in [json!("secret"), json!(["secret"]), json!(null), json!(7)] {
        let error = load(&file).unwrap_err().to_string();
        assert!(error.contains("JSON object") && !error.contains("secret"), "{error}");
    }
    for file in ["", "secret", r#"{"access_token": "secret"#] {
        let error = serde_json::from_str::<IssuedToken<'static>>(file).unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
    }
}

fn instant() -> impl Strategy<Value = SystemTime> {
    let distance = prop_oneof![
        (0..4_000_000_000_u64, 0..1_000_000_000_u32).prop_map(|(s, n)| Duration::new(s, n)),
        (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(s, n)| Duration::new(s >> 2, n)),
        (0..4_000_000_000_u64).prop_map(Duration::from_secs),
    ];
    (any::<bool>(), distance).prop_map(|(later, distance)| {
        if later { SystemTime::UNIX_EPOCH + distance } else { SystemTime::UNIX_EPOCH - distance }
    })
}

fn lifetime() -> impl Strategy<Value = Lifetime> {
    prop_oneof![
        Just(Lifetime::Unlimited),
        Just(Lifetime::Unspecified),
        (any::<u64>(), 0..1_000_000_000_u32)
            .prop_map(|(s, n)| Lifetime::Limited(Duration::new(s >> 20, n))),
        (0..9999_u64).prop_map(|s| Lifetime::Limited(Duration::from_secs(s))),
    ]
}

prop_compose! {
    fn any_answer()(
        expires_in in lifetime(),
        expires_at in proptest::option::of(instant()),
        issued_at in proptest::option::of(instant()),
        refresh_in in lifetime(),
        refresh_at in proptest::option::of(instant()),
        refresh_expires_in in lifetime(),
        refresh_expires_at in proptest::option::of(instant()),
        refresh_issued_at in proptest::option::of(instant()),
        token_type in prop_oneof![Just("bearer"), Just("mac"), Just("N_A"), Just("User Access Token")],
        separator in prop_oneof![Just(','), Just(' '), Just('+')],
    ) -> Everything {
        Everything {
            expires_in, expires_at, issued_at, refresh_in, refresh_at, refresh_expires_in, refresh_expires_at,
            refresh_issued_at, token_type, separator,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn store_then_load_keeps_everything_at_every_instant(
        answer in any_answer(), received_at in instant(), now in instant(), early in 0..100_000_u64
    ) {
        let early = Duration::from_secs(early);
        let before = token(&answer, received_at);
        let stored = serde_json::to_string(&before).unwrap();
        let after: IssuedToken<'static> = serde_json::from_str(&stored).unwrap();

        // At any instant, and at those at which something changes.
        let nanosecond = Duration::from_nanos(1);
        let turns = [before.expires_at(), before.refresh_expires_at(), Some(received_at), Some(now)];
        for turn in turns.into_iter().flatten() {
            for now in [turn - nanosecond, turn, turn + nanosecond] {
                prop_assert_eq!(after.status(now, early), before.status(now, early));
                prop_assert_eq!(after.remaining(now), before.remaining(now));
                prop_assert_eq!(after.refresh_after(now, early), before.refresh_after(now, early));
                prop_assert_eq!(after.refresh_at(early), before.refresh_at(early));
                prop_assert_eq!(after.can_refresh(now), before.can_refresh(now));
            }
        }
        prop_assert_eq!(after.received_at(), before.received_at());
        prop_assert_eq!(after.expires_at(), before.expires_at());
        prop_assert_eq!(after.refresh_expires_at(), before.refresh_expires_at());
        let (after, before) = (after.token(), before.token());
        prop_assert_eq!(after.access_token(), before.access_token());
        prop_assert_eq!(after.token_type(), before.token_type());
        prop_assert_eq!(after.refresh_token(), before.refresh_token());
        prop_assert_eq!(after.id_token(), before.id_token());
        prop_assert_eq!(after.scope(), before.scope());
        prop_assert_eq!(after.issued_token_type(), before.issued_token_type());
        prop_assert_eq!(after.expires_in(), before.expires_in());
        prop_assert_eq!(after.expires_at(), before.expires_at());
        prop_assert_eq!(after.issued_at(), before.issued_at());
        prop_assert_eq!(after.refresh_in(), before.refresh_in());
        prop_assert_eq!(after.refresh_at(), before.refresh_at());
        prop_assert_eq!(after.refresh_issued_at(), before.refresh_issued_at());
        prop_assert_eq!(after.refresh_expires_in(), before.refresh_expires_in());
        prop_assert_eq!(after.refresh_expires_at(), before.refresh_expires_at());
    }

    #[test]
    fn whatever_a_file_holds_no_secret_is_in_the_error(
        field in prop_oneof![
            Just("access_token"), Just("expires_in"), Just("received_at"), Just("scope"), Just("other"),
        ],
        junk in "\\PC{0,20}",
    ) {
        let secret = "zQ7-the-secret-token";
        let stored = json!({
            "access_token": secret, "received_at": 0, field: [format!("{junk}{secret}")],
        });
        if let Err(error) = load(&stored) {
            let shown = format!("{error} {error:?}");
            prop_assert!(!shown.contains(secret), "{}", shown);
        }
    }
}

#[test]
fn a_member_that_comes_twice_is_an_error_that_shows_no_value() {
    for twice in [r#""access_token": "secret""#, r#""expires_in": 7200"#, r#""scope": null"#] {
        let stored = format!(
            r#"{{"access_token": "secret", "expires_in": 3600, "scope": "a", "received_at": 1790000000, {twice}}}"#
        );
        let error = serde_json::from_str::<IssuedToken<'_>>(&stored).unwrap_err().to_string();
        assert!(error.starts_with("a member of the stored token comes twice at line 1"), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }
}
