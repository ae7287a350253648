//! The feature `jwt`: `exp` is read where it is asked for, and nowhere else.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use token_core::{Secret, TokenResponse, jwt};

/// A web token with these claims, in base64url without padding.
fn token(claims: &Value) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let encoded: String = claims
        .to_string()
        .as_bytes()
        .chunks(3)
        .flat_map(|chunk| {
            let bits =
                (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(*chunk.get(at).unwrap_or(&0)));
            (0..=chunk.len())
                .map(move |at| char::from(ALPHABET[(bits >> (18 - 6 * at) & 63) as usize]))
        })
        .collect();
    format!("eyJhbGciOiJub25lIn0.{encoded}.c2ln")
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn exp_is_read_from_every_text_type() {
    let token = token(&json!({"sub": "ü", "exp": 1_790_003_600}));
    let deadline = Ok(Some(at(1_790_003_600)));
    assert_eq!(jwt::expires_at(&token), deadline);
    assert_eq!(jwt::expires_at(&Some(token.as_str())), deadline);
    assert_eq!(jwt::expires_at(&<Secret>::from(token)), deadline);
}

#[test]
fn a_fraction_of_a_second_is_too_early_and_never_too_late() {
    assert_eq!(
        jwt::expires_at(&token(&json!({"exp": 1_790_003_600.9}))),
        Ok(Some(at(1_790_003_600)))
    );
}

#[test]
fn a_token_without_exp_and_no_token_state_nothing() {
    assert_eq!(jwt::expires_at(&token(&json!({"sub": "u"}))), Ok(None));
    assert_eq!(jwt::expires_at(&token(&json!({"exp": null}))), Ok(None));
    assert_eq!(jwt::expires_at(&None::<String>), Ok(None));
    assert_eq!(jwt::expires_at(&""), Ok(None));
}

#[test]
fn anything_else_is_an_error_that_shows_nothing_of_it() {
    for other in [
        "secret".to_owned(),
        "a.secret".to_owned(),
        "a.secret.c".to_owned(),
        "a.b.c.d.secret".to_owned(),
        token(&json!({"exp": "secret"})),
        token(&json!(["secret"])),
    ] {
        let error = jwt::expires_at(&other).unwrap_err().to_string();
        assert!(error.contains("not a JSON web token") && !error.contains("secret"), "{error}");
    }
}

#[test]
fn exp_is_one_role_of_the_field_that_holds_the_token() {
    #[derive(TokenResponse)]
    struct Answer {
        #[token(access_token)]
        #[token(expires_at, with = jwt::expires_at)]
        token: Option<String>,
        #[token(refresh_token)]
        #[token(refresh_expires_at, with = jwt::expires_at)]
        refresh: String,
    }
    let answer = Answer {
        token: Some(token(&json!({"exp": 1_790_003_600}))),
        refresh: token(&json!({"exp": 1_800_000_000})),
    };
    let token = answer.normalize().unwrap().received_at(at(1_790_000_000));
    assert_eq!(token.expires_at(), Some(at(1_790_003_600)));
    assert_eq!(token.refresh_expires_at(), Some(at(1_800_000_000)));
}

#[test]
fn a_token_is_not_looked_into_unasked() {
    #[derive(TokenResponse)]
    struct Answer {
        access_token: String,
    }
    let answer = Answer { access_token: token(&json!({"exp": 1_790_003_600})) };
    assert_eq!(answer.normalize().unwrap().expires_at(), None);
}
