//! The five documented models: what they read, what they write, what they show.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use token_core::endpoint::{self, EndpointError};
use token_core::field::AsText;
use token_core::models::*;
use token_core::{Lifetime, TokenResponse, TokenType};

const HOUR: Lifetime = Lifetime::Limited(Duration::from_secs(3600));

fn read<T: DeserializeOwned>(body: &Value) -> Result<T, serde_json::Error> {
    serde_json::from_value(body.clone())
}

/// Camel, snake and Pascal case of one object.
fn casings(body: &Value) -> [Value; 3] {
    let words = |name: &str| -> Vec<String> {
        let mut words = vec![String::new()];
        for letter in name.chars() {
            if letter.is_uppercase() && words != [""] {
                words.push(String::new());
            }
            if letter == '_' {
                words.push(String::new());
            } else {
                words.last_mut().unwrap().push(letter.to_ascii_lowercase());
            }
        }
        words
    };
    let capital = |word: &String| word[..1].to_uppercase() + &word[1..];
    let renamed = |rename: &dyn Fn(Vec<String>) -> String| {
        let object = body.as_object().unwrap();
        object.iter().map(|(name, value)| (rename(words(name)), value.clone())).collect()
    };
    [
        renamed(&|words| words[0].clone() + &words[1..].iter().map(capital).collect::<String>()),
        renamed(&|words| words.join("_")),
        renamed(&|words| words.iter().map(capital).collect()),
    ]
}

/// Reads every casing alike, writes the documented one, and shows no secret.
fn round_trip<T: DeserializeOwned + Serialize + TokenResponse + std::fmt::Debug>(
    documented: &Value,
) {
    for spelling in casings(documented) {
        let answer: T = read(&spelling).unwrap();
        assert_eq!(&serde_json::to_value(&answer).unwrap(), documented, "{spelling}");
        let token = answer.normalize().unwrap();
        assert_eq!(token.access_token(), "secret-access");
        assert_eq!(token.token_type(), &TokenType::Bearer);
        for shown in [format!("{answer:?}"), format!("{answer:#?}"), format!("{token:?}")] {
            assert!(!shown.contains("secret"), "{shown}");
        }
    }
}

#[test]
fn every_spelling_is_read_and_the_documented_one_is_written() {
    round_trip::<PostTokenResponse>(&json!({
        "accessToken": "secret-access", "tokenType": "Bearer", "expiresIn": "3600",
        "refreshToken": "secret-refresh", "idToken": "secret-id",
    }));
    round_trip::<PostTokenForContactResponse>(&json!({
        "accessToken": "secret-access", "tokenType": "Bearer", "expiresIn": "3600", "idToken": "secret-id",
    }));
    round_trip::<PostTokenRefreshJsonResponseBody>(&json!({
        "accessToken": "secret-access", "tokenType": "Bearer", "refreshToken": "secret-refresh",
        "scope": "payable:read user:read",
    }));
    round_trip::<OAuth2Token>(&json!({
        "access_token": "secret-access", "token_type": "Bearer", "expires_in": 3600,
        "refresh_token": "secret-refresh", "id_token": "secret-id", "scope": "openid offline",
    }));
    round_trip::<V3TokenResponse>(&json!({
        "AccessToken": "secret-access", "TokenType": "Bearer", "ExpiresIn": 3600,
        "RefreshToken": "secret-refresh", "RefreshExpiresIn": 86_400,
    }));
}

#[test]
fn what_is_documented_as_optional_may_be_missing_or_null() {
    fn all_optional<T: DeserializeOwned + Serialize>(names: &[&str]) {
        let nothing: T = read(&json!({})).unwrap();
        assert_eq!(
            serde_json::to_value(&nothing).unwrap(),
            json!({}),
            "nothing is written as nothing"
        );
        let nulls: Value = names.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
        let nothing: T = read(&nulls).unwrap();
        assert_eq!(serde_json::to_value(&nothing).unwrap(), json!({}));
    }
    all_optional::<PostTokenResponse>(&[
        "accessToken",
        "tokenType",
        "expiresIn",
        "refreshToken",
        "idToken",
    ]);
    all_optional::<PostTokenForContactResponse>(&[
        "accessToken",
        "tokenType",
        "expiresIn",
        "idToken",
    ]);
    all_optional::<OAuth2Token>(&[
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "id_token",
        "scope",
    ]);

    let required = json!({"AccessToken": "a", "TokenType": "Bearer", "ExpiresIn": 1});
    let answer: V3TokenResponse = read(&required).unwrap();
    assert_eq!((answer.refresh_token, answer.refresh_expires_in), (None, None));
}

#[test]
fn what_is_documented_as_required_must_be_there() {
    fn all_required<T: DeserializeOwned>(body: &Value) {
        assert!(read::<T>(body).is_ok());
        for name in body.as_object().unwrap().keys() {
            let mut without = body.clone();
            without.as_object_mut().unwrap().remove(name);
            let error = read::<T>(&without).map(drop).unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
        }
    }
    all_required::<PostTokenRefreshJsonResponseBody>(&json!({
        "accessToken": "a", "refreshToken": "r", "scope": "s", "tokenType": "Bearer",
    }));
    all_required::<V3TokenResponse>(
        &json!({"AccessToken": "a", "ExpiresIn": 1, "TokenType": "Bearer"}),
    );
}

#[test]
fn a_lifetime_is_read_as_text_and_as_a_number_and_written_as_documented() {
    for sent in [json!("3600"), json!(3600), json!(3600.0)] {
        let answer: PostTokenResponse =
            read(&json!({"accessToken": "a", "expiresIn": sent})).unwrap();
        assert_eq!(answer.expires_in.as_deref(), Some("3600"));
        assert_eq!(answer.expires_in(), Ok(HOUR));

        let answer: PostTokenForContactResponse =
            read(&json!({"accessToken": "a", "expiresIn": sent})).unwrap();
        assert_eq!(answer.expires_in(), Ok(HOUR));
        assert_eq!(serde_json::to_value(&answer).unwrap()["expiresIn"], "3600");

        let answer: OAuth2Token = read(&json!({"access_token": "a", "expires_in": sent})).unwrap();
        assert_eq!(answer.expires_in(), Ok(HOUR));
        assert_eq!(serde_json::to_value(&answer).unwrap()["expires_in"], 3600);

        let answer: V3TokenResponse = read(&json!({
            "AccessToken": "a", "TokenType": "Bearer", "ExpiresIn": sent, "RefreshExpiresIn": sent,
        }))
        .unwrap();
        assert_eq!(answer.expires_in(), Ok(HOUR));
        assert_eq!(answer.refresh_expires_in(), Ok(HOUR));
        assert_eq!(serde_json::to_value(&answer).unwrap()["ExpiresIn"], 3600);
    }
}

#[test]
fn an_id_token_is_read_as_a_web_token_and_as_the_documented_integer() {
    let answer: OAuth2Token = read(&json!({"access_token": "a", "id_token": "eyJ"})).unwrap();
    assert_eq!(answer.normalize().unwrap().id_token(), Some("eyJ"));
    let answer: OAuth2Token = read(&json!({"access_token": "a", "id_token": 42})).unwrap();
    assert_eq!(answer.id_token.as_text().as_deref(), Some("42"));
    assert_eq!(answer.normalize().unwrap().id_token(), Some("42"));
    assert_eq!(serde_json::to_value(&answer).unwrap()["id_token"], 42);
}

#[test]
fn a_malformed_lifetime_is_an_error_that_shows_no_value() {
    let answer: PostTokenResponse =
        read(&json!({"accessToken": "a", "expiresIn": "secret"})).unwrap();
    let error = answer.normalize().unwrap_err().to_string();
    assert!(error.contains("expires_in") && !error.contains("secret"), "{error}");

    let body = json!({"AccessToken": "a", "TokenType": "Bearer", "ExpiresIn": "secret"});
    let error = read::<V3TokenResponse>(&body).unwrap_err().to_string();
    assert!(error.contains("integer") && !error.contains("secret"), "{error}");

    for none in ["", " "] {
        let answer: OAuth2Token = read(&json!({"access_token": "a", "expires_in": none})).unwrap();
        assert_eq!(answer.expires_in(), Ok(Lifetime::Unspecified));
    }
}

#[test]
fn a_hostile_lifetime_is_clamped() {
    for sent in [json!(u64::MAX), json!(1e300), json!("99999999999999999999999")] {
        let answer: OAuth2Token = read(&json!({"access_token": "a", "expires_in": sent})).unwrap();
        assert_eq!(answer.expires_in(), Ok(Lifetime::Limited(Lifetime::MAX)));
    }
}

#[test]
fn a_token_type_is_documented_or_kept_as_it_was_sent() {
    let token_type = |sent: &str| {
        let answer: PostTokenResponse =
            read(&json!({"accessToken": "a", "tokenType": sent})).unwrap();
        let written = serde_json::to_value(&answer).unwrap()["tokenType"].clone();
        (answer.token_type.unwrap(), written)
    };
    assert_eq!(token_type("bearer"), (PostTokenResponseTokenType::Bearer, json!("Bearer")));
    assert_eq!(
        token_type("DPoP"),
        (PostTokenResponseTokenType::Other("DPoP".into()), json!("DPoP"))
    );
    assert_eq!(
        PostTokenForContactResponseTokenType::default(),
        PostTokenForContactResponseTokenType::Bearer
    );
    assert_eq!(PostTokenRefreshJsonTokenType::default(), PostTokenRefreshJsonTokenType::Bearer);
}

#[test]
fn an_error_quotes_no_value() {
    fn quotes_nothing<T: DeserializeOwned>(name: &str) {
        let members =
            [json!(987_654_321), json!(98.7), json!(true), json!(["secret"]), json!({"secret": 1})];
        let others =
            [json!("secret"), json!(987_654_321), json!(-98.7), json!(true), json!(["secret"])];
        let with = |value: Value| Value::Object([(name.to_owned(), value)].into_iter().collect());
        for body in members.into_iter().map(with).chain(others) {
            for error in [
                serde_json::from_str::<T>(&body.to_string()).map(drop).unwrap_err(),
                serde_json::from_value::<T>(body.clone()).map(drop).unwrap_err(),
            ] {
                let error = error.to_string();
                assert!(!error.contains("secret") && !error.contains("98"), "{body}: {error}");
            }
        }
    }
    quotes_nothing::<PostTokenResponse>("accessToken");
    quotes_nothing::<PostTokenForContactResponse>("tokenType");
    quotes_nothing::<PostTokenRefreshJsonResponseBody>("refreshToken");
    quotes_nothing::<OAuth2Token>("refresh_token");
    quotes_nothing::<V3TokenResponse>("AccessToken");

    let error = serde_json::from_str::<PostTokenResponseTokenType>("987").unwrap_err().to_string();
    assert!(!error.contains("987"), "{error}");
}

#[test]
fn a_member_that_comes_twice_is_an_error() {
    for body in [
        r#"{"access_token": "a", "accessToken": "b"}"#,
        r#"{"access_token": "a", "access_token": "a"}"#,
        r#"{"access_token": null, "access_token": "a"}"#,
    ] {
        let error = serde_json::from_str::<OAuth2Token>(body).unwrap_err().to_string();
        assert!(error.starts_with("duplicate field `access_token`"), "{error}");
    }
}

#[test]
fn a_misfit_says_where_it_is() {
    let mismatch = |body: &str| {
        let error = endpoint::parse::<V3TokenResponse>(200, None, body.as_bytes()).unwrap_err();
        let EndpointError::Mismatch { path, expected } = error else { panic!("{error}") };
        (path, expected)
    };
    let of = |path: &str, expected: &str| (path.to_owned(), expected.to_owned());
    for value in ["7", "null"] {
        let body = format!(r#"{{"AccessToken": {value}, "ExpiresIn": 1, "TokenType": "Bearer"}}"#);
        assert_eq!(mismatch(&body), of("AccessToken", "text"));
    }
    assert_eq!(
        mismatch(r#"{"AccessToken": "a", "ExpiresIn": "soon", "TokenType": "Bearer"}"#),
        of("ExpiresIn", "an integer, or text of digits")
    );
    assert_eq!(
        mismatch(r#"{"AccessToken": "a", "TokenType": "Bearer"}"#),
        of("", "a field `ExpiresIn`")
    );
}

#[test]
fn a_model_can_be_flattened_into_a_struct() {
    #[derive(serde::Deserialize, Serialize, TokenResponse)]
    struct Answer {
        #[serde(flatten)]
        #[token(nested)]
        model: V3TokenResponse,
        region: String,
    }
    let body = json!({"AccessToken": "a", "ExpiresIn": 60, "TokenType": "Bearer", "region": "eu"});
    let answer: Answer = read(&body).unwrap();
    assert_eq!(answer.normalize().unwrap().access_token(), "a");
    assert_eq!(answer.region, "eu");
    assert_eq!(serde_json::to_value(&answer).unwrap(), body);
}

#[test]
fn a_missing_model_is_told_as_missing_and_one_of_another_kind_without_its_value() {
    #[derive(Debug, serde::Deserialize)]
    struct Envelope<T> {
        #[expect(dead_code, reason = "what is tested is how it is missed")]
        data: T,
    }
    fn check<T: DeserializeOwned + std::fmt::Debug>() {
        let told = |body| serde_json::from_str::<Envelope<T>>(body).unwrap_err().to_string();
        assert!(told("{}").starts_with("missing field `data`"), "{}", told("{}"));
        let other = told(r#"{"data": "2YotnFZFEjr1zCsicMWpAA"}"#);
        assert!(other.contains("a JSON object") && !other.contains("2Yotn"), "{other}");
    }
    check::<OAuth2Token>();
    check::<V3TokenResponse>();
    check::<PostTokenResponse>();
    check::<token_core::AnyTokenResponse>();
}
