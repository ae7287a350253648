//! No `Debug`, no `Display` and no error of any public type ever shows a token: a canary goes through all
//! of them.

use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use token_core::endpoint::{self, EndpointError};
use token_core::models::*;
use token_core::{
    AnyTokenResponse, FieldError, IssuedToken, NormalizeError, Secret, TextOrNumber, TokenFields,
    TokenResponse,
};

const CANARY: &str = "zQ7canaryzQ7";

/// Says it in every way there is.
fn shown(value: &impl Debug) -> String {
    format!("{value:?} {value:#?}")
}

#[track_caller]
fn hides(shown: &str) {
    assert!(!shown.contains(CANARY), "{shown}");
}

#[track_caller]
fn error_hides(error: &dyn std::error::Error) {
    hides(&format!("{error} {error:?} {error:#?}"));
    let source = error.source();
    source.into_iter().for_each(error_hides);
}

#[derive(TokenResponse)]
#[token(debug)]
struct Nested {
    #[token(nested)]
    inner: Option<AnyTokenResponse>,
    #[token(secret)]
    #[expect(dead_code, reason = "what is tested is that it is not shown")]
    key: Option<Value>,
}

fn follow<T: DeserializeOwned + TokenResponse + Debug>(
    status: u16,
    content_type: Option<&str>,
    body: &[u8],
) {
    match endpoint::parse::<T>(status, content_type, body) {
        Ok(answer) => follow_answer(&answer),
        Err(error) => error_hides(&error),
    }
}

fn follow_answer<T: TokenResponse + Debug>(answer: &T) {
    hides(&shown(answer));
    hides(&shown(&answer.fields()));
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let errors: [Option<FieldError>; 4] = [
        answer.expires_in().err(),
        answer.refresh_expires_in().err(),
        answer.expires_at(now).err(),
        answer.is_expired(now, now).err(),
    ];
    errors.iter().flatten().for_each(|error| error_hides(error));
    match answer.normalize() {
        Ok(token) => {
            hides(&shown(&token));
            let issued = token.into_owned().received_at(now);
            hides(&shown(&issued));
            hides(&shown(&issued.clone().renewed_by(issued.clone())));
            hides(&shown(&issued.status(now, IssuedToken::EARLY)));
        }
        Err(error) => error_hides(&error),
    }
}

/// A value with the canary somewhere in it.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(CANARY)),
        "\\PC{0,8}".prop_map(|around| json!(format!("{around}{CANARY}{around}"))),
        Just(json!(null)),
        any::<i64>().prop_map(|number| json!(number)),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::vec(("[a-z]{1,5}", inner), 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A body of some of the names that a token endpoint uses. What a server says as an error, a scope or a
/// type is shown on purpose, so that holds no canary.
fn body() -> impl Strategy<Value = Map<String, Value>> {
    let names = [
        "access_token",
        "accessToken",
        "AccessToken",
        "token",
        "refresh_token",
        "refreshToken",
        "RefreshToken",
        "id_token",
        "idToken",
        "expires_in",
        "expiresIn",
        "ExpiresIn",
        "expires_at",
        "issued_at",
        "refresh_expires_in",
        "RefreshExpiresIn",
        "refresh_expires_at",
        "data",
        "key",
    ];
    let member = (proptest::sample::select(names.to_vec()), value());
    (proptest::collection::vec(member, 0..8), any::<bool>(), any::<bool>()).prop_map(
        |(members, has_type, has_error)| {
            let mut body: Map<String, Value> =
                members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            if has_type {
                body.insert("tokenType".into(), json!("Bearer"));
                body.insert("TokenType".into(), json!("Bearer"));
                body.insert("scope".into(), json!("read"));
            }
            if has_error {
                body.insert("error".into(), json!("invalid_grant"));
            }
            body
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn no_answer_shows_its_tokens(body in body(), status in prop_oneof![Just(200_u16), Just(400), Just(500)]) {
        let json = Value::Object(body.clone()).to_string();
        let pair = |(name, value): (&String, &Value)| {
            format!("{name}={}", value.as_str().unwrap_or(CANARY))
        };
        let form = body.iter().map(pair).collect::<Vec<_>>().join("&");
        let broken = json.trim_end_matches('}');
        for body in [json.as_str(), form.as_str(), broken, CANARY, &format!("<html>{CANARY}</html>")] {
            for content_type in [Some("application/json"), Some("application/x-www-form-urlencoded"), None] {
                let body = body.as_bytes();
                follow::<AnyTokenResponse>(status, content_type, body);
                follow::<PostTokenResponse>(status, content_type, body);
                follow::<PostTokenForContactResponse>(status, content_type, body);
                follow::<PostTokenRefreshJsonResponseBody>(status, content_type, body);
                follow::<OAuth2Token>(status, content_type, body);
                follow::<V3TokenResponse>(status, content_type, body);
            }
        }
        let inner = serde_json::from_value(Value::Object(body.clone())).ok();
        follow_answer(&Nested { inner, key: Some(json!(CANARY)) });
        if let Err(error) = serde_json::from_value::<IssuedToken<'static>>(Value::Object(body)) {
            error_hides(&error);
        }
    }
}

#[test]
fn what_holds_a_secret_shows_that_it_does_and_not_which() {
    assert_eq!(format!("{:?}", Secret::<String>::from(CANARY)), "[redacted]");
    assert_eq!(format!("{:?}", TextOrNumber::from(CANARY)), "[redacted]");
    let fields = TokenFields {
        access_token: Some(CANARY.into()),
        refresh_token: Some(CANARY.into()),
        id_token: Some(CANARY.into()),
        ..TokenFields::EMPTY
    };
    let shown = shown(&fields);
    hides(&shown);
    assert!(shown.contains("access_token: Some([redacted])"), "{shown}");
    assert!(format!("{:?}", TokenFields::EMPTY).contains("access_token: None"));
}

#[test]
fn every_error_says_what_is_wrong() {
    assert_eq!(
        NormalizeError::MissingAccessToken.to_string(),
        "the response has no access token, or an empty one"
    );
    let refused = NormalizeError::Refused {
        error: "invalid_grant".into(),
        description: Some("expired".into()),
        uri: Some("https://x".into()),
    };
    assert_eq!(refused.to_string(), "the server refused: invalid_grant (expired), see https://x");
    let field = FieldError::new("it is too blue");
    assert_eq!(field.to_string(), "the field can't be read: it is too blue");
    assert_eq!((field.role(), field.reason()), (None, "it is too blue"));
    assert_eq!(NormalizeError::from(field.clone()).to_string(), field.to_string());
    assert!(
        std::error::Error::source(&NormalizeError::from(field)).is_none(),
        "it is shown already"
    );
    assert_eq!(
        EndpointError::TooLong { length: 2_000_000 }.to_string(),
        "the body is 2000000 bytes long; the limit is 262144"
    );
}

mod texts_of_a_server {
    use super::*;

    const TOKEN: &str = "2YotnFZFEjr1zCsicMWpAA";

    fn refusal(description: &str) -> EndpointError {
        let body = json!({"error": "invalid_token", "error_description": description}).to_string();
        endpoint::parse::<OAuth2Token>(401, None, body.as_bytes()).unwrap_err()
    }

    /// As `Display` shows it, within what comes before and after it.
    fn displayed(description: &str) -> String {
        let shown = refusal(description).to_string();
        let shown = shown.strip_prefix("the server refused: invalid_token (").unwrap();
        shown.strip_suffix("), with HTTP status 401").unwrap().to_owned()
    }

    #[test]
    fn a_credential_that_the_server_quotes_is_redacted() {
        for (sent, shown) in [
            (
                "Invalid refresh token (expired): 2YotnFZFEjr1zCsicMWpAA",
                "Invalid refresh token (expired): [redacted]",
            ),
            ("eyJhbGciOiJub25lIn0.e30. is bad", "[redacted] is bad"),
            (
                "AADSTS70008: The refresh token has expired.",
                "AADSTS70008: The refresh token has expired.",
            ),
            ("unauthorized_client_because_of_its_name", "unauthorized_client_because_of_its_name"),
            ("0123456789abcde", "0123456789abcde"),
            ("0123456789abcdef", "[redacted]"),
            ("it's \"so\"", "it's \"so\""),
        ] {
            assert_eq!(displayed(sent), shown);
        }
    }

    #[test]
    fn the_field_has_what_debug_hides() {
        let sent = format!("`{TOKEN}` is expired");
        let EndpointError::Refused(response) = refusal(&sent) else { panic!("it is a refusal") };
        assert_eq!(response.description.as_deref(), Some(sent.as_str()));
        let normalized = NormalizeError::Refused {
            error: TOKEN.into(),
            description: Some(sent),
            uri: Some(format!("https://x/?token={TOKEN}")),
        };
        let fields = TokenFields {
            error: Some(TOKEN.into()),
            error_description: Some(TOKEN.into()),
            error_uri: Some(TOKEN.into()),
            ..TokenFields::EMPTY
        };
        for shown in [
            shown(&fields),
            shown(&response),
            response.to_string(),
            shown(&refusal(TOKEN)),
            shown(&normalized),
            normalized.to_string(),
        ] {
            assert!(!shown.contains(TOKEN) && shown.contains("[redacted]"), "{shown}");
        }
    }

    #[test]
    fn neither_a_line_end_nor_a_terminal_escape_nor_a_long_text_reaches_a_log() {
        let long = "é\r\n\u{1b}[2J\u{202e}\u{2028}".repeat(10_000);
        let error = refusal(&long);
        for shown in [error.to_string(), format!("{error:?}")] {
            assert!(shown.len() < 4_000, "{}", shown.len());
            let is_plain =
                |character: char| character == 'é' || character == '…' || character.is_ascii();
            assert!(shown.chars().all(is_plain), "{shown}");
            assert!(!shown.chars().any(char::is_control), "{shown}");
            assert!(shown.contains('…'), "{shown}");
        }
    }
}

#[test]
fn a_generated_debug_hides_a_token_that_a_server_quotes() {
    #[derive(TokenResponse)]
    #[token(debug)]
    struct Answer {
        access_token: Option<String>,
        error: Option<String>,
        error_description: Option<String>,
    }
    let answer = Answer {
        access_token: None,
        error: Some("invalid_grant".into()),
        error_description: Some(format!("Invalid \"refresh token\": {CANARY}{CANARY}")),
    };
    let shown = format!("{answer:?}");
    hides(&shown);
    assert!(shown.contains(r#"error: Some("invalid_grant")"#), "{shown}");
    assert!(shown.contains("[redacted]"), "{shown}");
}

#[test]
fn a_percent_encoded_token_that_a_server_quotes_is_hidden() {
    let refused = NormalizeError::Refused {
        error: "invalid_request".into(),
        description: Some("bad request: zQ7can%2BzQ7can1".into()),
        uri: None,
    };
    for shown in [refused.to_string(), format!("{refused:?}")] {
        assert!(shown.contains("[redacted]") && !shown.contains("zQ7can"), "{shown}");
    }
}
