//! A derived struct inside the clients that people already use: `oauth2` and `openidconnect`, unmodified.

use std::convert::Infallible;
use std::time::{Duration, SystemTime};

use oauth2::basic::BasicTokenType;
use oauth2::{
    AuthorizationCode, ClientId, HttpRequest, RefreshToken, RequestTokenError, TokenResponse as _,
    TokenUrl,
};
use serde::Deserialize;
use serde_json::{Value, json};
use token_core::endpoint::{self, EndpointError};
use token_core::oauth2::{Adapter, Client, ErrorResponse, readable};
use token_core::{AnyTokenResponse, Lifetime, TokenFields, TokenResponse, TokenType};

#[derive(Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct Answer {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<Value>,
    expires_at: Option<u64>,
    issued_at: Option<u64>,
    refresh_token: Option<String>,
    #[token(separator = ",")]
    scope: Option<Value>,
    error: Option<String>,
    id_token: Option<String>,
    instance_url: Option<String>,
}

type Failure = RequestTokenError<Infallible, ErrorResponse>;

/// What a client makes of a body.
fn exchange_as<T>(status: u16, body: &str) -> Result<Adapter<T>, Failure>
where
    T: for<'de> Deserialize<'de> + TokenResponse,
{
    let client = Client::<T>::new(ClientId::new("client".into()))
        .set_token_uri(TokenUrl::new("https://example.com/token".into()).unwrap());
    let answer = |_: HttpRequest| {
        let response = http::Response::builder().header("content-type", "application/json");
        Ok(response.status(status).body(body.as_bytes().to_vec()).unwrap())
    };
    client.exchange_code(AuthorizationCode::new("code".into())).request(&answer)
}

fn exchange(body: &Value) -> Result<Adapter<Answer>, Failure> {
    exchange_as(200, &body.to_string())
}

mod verdicts {
    use super::*;

    #[derive(Debug, Deserialize, TokenResponse)]
    struct Plain {
        access_token: String,
        expires_in: Option<u64>,
    }

    #[derive(Debug, Deserialize, TokenResponse)]
    struct Declaring {
        access_token: String,
        #[token(error, success = 0)]
        code: i64,
    }

    const BODIES: [&str; 15] = [
        r#"{"access_token": "a", "expires_in": 60}"#,
        r#"{"access_token": "a", "code": 0, "x": 1e999}"#,
        r#"{"access_token": "a", "error": "invalid_grant"}"#,
        r#"{"access_token": "a", "error": "invalid_grant", "x": 1e999}"#,
        r#"{"access_token": "a", "Error": null, "error": "invalid_grant"}"#,
        r#"{"access_token": "a", "error": {"code": 0, "message": "bad"}}"#,
        r#"{"error": "invalid_grant", "error_description": "half \ud83d"}"#,
        r#"{"code": 7, "message": "nope"}"#,
        r#"{"code": 0, "access_token": "a", "access_token": "b"}"#,
        r#"["invalid_grant"]"#,
        r#"["a", 60]"#,
        r#"{"access_token": "a\nb", "code": 0}"#,
        r#"{"access_token": 5}"#,
        "{}",
        r#""a""#,
    ];

    /// The adapter says what `parse` and `normalize` say.
    #[track_caller]
    fn agrees<T: for<'de> Deserialize<'de> + TokenResponse>(body: &str) {
        let received = endpoint::receive::<T>(
            200,
            Some("application/json"),
            body.as_bytes(),
            SystemTime::UNIX_EPOCH,
        );
        match (exchange_as::<T>(200, body), received) {
            (Ok(adapter), Ok((token, _))) => {
                assert_eq!(adapter.access_token().secret(), token.access_token(), "{body}");
            }
            (Err(RequestTokenError::Parse(error, _)), Err(expected)) => {
                let (error, expected) = (error.inner().to_string(), expected.to_string());
                assert!(error.starts_with(&expected), "{body}: {error} is not {expected}");
            }
            (adapter, received) => {
                let (adapter, received) = (adapter.map(drop), received.map(drop));
                panic!("{body}: {adapter:?} is not {received:?}");
            }
        }
    }

    #[test]
    fn are_those_of_the_endpoint() {
        for body in BODIES {
            agrees::<Plain>(body);
            agrees::<Declaring>(body);
            agrees::<AnyTokenResponse>(body);
            agrees::<token_core::models::OAuth2Token>(body);
        }
    }

    #[test]
    fn of_a_refusal_are_those_of_the_endpoint() {
        for body in [
            r#"{"error": {"code": 400, "message": "INVALID_REFRESH_TOKEN"}}"#,
            r#"{"errcode": "M_FORBIDDEN", "error": "Invalid password"}"#,
            r#"{"error": "invalid_grant", "error_uri": "https://x", "x": 1e999}"#,
            r#"{"message": "slow down"}"#,
            "{}",
            "[]",
        ] {
            let refused = endpoint::parse::<Plain>(400, None, body.as_bytes()).unwrap_err();
            let EndpointError::Refused(expected) = refused else { panic!("{refused}") };
            let Err(RequestTokenError::ServerResponse(found)) = exchange_as::<Plain>(400, body)
            else {
                panic!("{body}: it is a refusal")
            };
            assert_eq!(
                (&found.error, &found.description, &found.uri),
                (&expected.error, &expected.description, &expected.uri)
            );
            let again: ErrorResponse = serde_json::from_value(json!(found)).unwrap();
            assert_eq!(again, found, "it reads back what it wrote");
        }
    }

    #[test]
    fn what_the_client_can_not_read_is_made_readable() {
        let read = |status: u16, content_type: &str, body: &str| {
            let client = Client::<Plain>::new(ClientId::new("client".into()))
                .set_token_uri(TokenUrl::new("https://example.com/token".into()).unwrap());
            let answer = |_: HttpRequest| -> Result<_, Infallible> {
                let response = http::Response::builder().header("content-type", content_type);
                Ok(readable(response.status(status).body(body.as_bytes().to_vec()).unwrap()))
            };
            client.exchange_code(AuthorizationCode::new("code".into())).request(&answer)
        };
        let refusal =
            |status: u16, content_type: &str, body: &str| match read(status, content_type, body) {
                Err(RequestTokenError::ServerResponse(response)) => response,
                other => panic!("{body}: {:?}", other.map(drop)),
            };
        assert_eq!(refusal(400, "application/json", "").error, None);
        assert_eq!(refusal(502, "text/html", "<html>Bad Gateway</html>").error, None);
        let form = "error=invalid_grant&error_description=expired";
        let refused = refusal(400, "application/x-www-form-urlencoded", form);
        assert_eq!(refused.error.as_deref(), Some("invalid_grant"));
        assert_eq!(refused.description.as_deref(), Some("expired"));
        let object = r#"{"error": {"code": 7, "message": "nope"}}"#;
        assert_eq!(refusal(400, "text/plain", object).error.as_deref(), Some("7"));
        let token = read(201, "text/plain", r#"{"access_token": "a"}"#).unwrap();
        assert_eq!(token.access_token().secret(), "a");
    }

    #[test]
    fn show_no_credential() {
        let body =
            r#"{"error": "invalid_grant", "error_description": "2YotnFZFEjr1zCsicMWpAA expired"}"#;
        for status in [200, 400] {
            let error = exchange_as::<Plain>(status, body).map(drop).unwrap_err();
            let shown = match &error {
                // The body is beside it, as `oauth2` has it.
                RequestTokenError::Parse(error, _) => format!("{error} {error:?}"),
                error => format!("{error} {error:?}"),
            };
            assert!(!shown.contains("2YotnFZFEjr1zCsicMWpAA"), "{shown}");
        }
    }
}

#[test]
fn what_deviates_is_read_inside_the_client() {
    let answer = exchange(&json!({
        "accessToken": "a", "expiresIn": "3600", "refreshToken": "r", "scope": "read user,write",
        "instanceUrl": "https://x",
    }))
    .unwrap();
    assert_eq!(answer.access_token().secret(), "a");
    assert_eq!(answer.token_type(), &BasicTokenType::Bearer);
    assert_eq!(answer.expires_in(), Some(Duration::from_secs(3600)));
    assert_eq!(answer.refresh_token().map(RefreshToken::secret).map(String::as_str), Some("r"));
    let scopes: Vec<&str> = answer.scopes().unwrap().iter().map(|scope| scope.as_str()).collect();
    assert_eq!(scopes, ["read user", "write"]);

    assert_eq!(answer.answer().instance_url.as_deref(), Some("https://x"));
    assert_eq!(answer.token().access_token(), "a");
    assert_eq!(answer.into_answer().instance_url.as_deref(), Some("https://x"));

    let array = exchange(&json!({"accessToken": "a", "scope": ["read", "write"]})).unwrap();
    assert_eq!(array.scopes().map(Vec::len), Some(2));
    assert!(exchange(&json!({"accessToken": "a"})).unwrap().scopes().is_none());
}

#[test]
fn a_token_type_is_one_of_the_clients_own() {
    let token_type = |sent: &str| {
        let answer = exchange(&json!({"accessToken": "a", "tokenType": sent})).unwrap();
        (answer.token_type().clone(), answer.token().token_type().clone())
    };
    assert_eq!(token_type("bearer"), (BasicTokenType::Bearer, TokenType::Bearer));
    assert_eq!(token_type("MAC"), (BasicTokenType::Mac, TokenType::Mac));
    assert_eq!(token_type("dpop"), (BasicTokenType::Extension("DPoP".into()), TokenType::DPoP));
}

#[test]
fn what_is_no_token_is_an_error_and_never_a_token_without_an_end() {
    for body in [
        json!({"accessToken": "a", "expiresIn": "soon"}),
        json!({"accessToken": "a", "expiresIn": true}),
        json!({"accessToken": ""}),
        json!({}),
        json!({"accessToken": "a", "error": "invalid_grant"}),
        json!({"error": "invalid_grant"}),
    ] {
        let error = exchange(&body).unwrap_err();
        assert!(matches!(error, RequestTokenError::Parse(..)), "{body}");
    }
    let RequestTokenError::Parse(error, _) =
        exchange(&json!({"error": "invalid_grant"})).unwrap_err()
    else {
        panic!("it is a parse error")
    };
    assert!(error.to_string().contains("the server refused: invalid_grant"), "{error}");
}

#[test]
fn of_several_ends_the_earliest_is_the_lifetime() {
    // The one place where token-core reads the clock, so the test does, too, and leaves it days of room.
    let unix = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let lifetime = |body: Value| exchange(&body).unwrap().expires_in();
    let hour = Duration::from_secs(3600);

    // An hour by the server's clock, whatever that shows.
    let stated = json!({"accessToken": "a", "issuedAt": unix + 5000, "expiresAt": unix + 8600});
    assert_eq!(lifetime(stated), Some(hour));
    let left = lifetime(json!({"accessToken": "a", "expiresAt": unix + 1_000_000})).unwrap();
    assert!(left <= Duration::from_secs(1_000_000) && left > Duration::from_secs(900_000));
    assert_eq!(lifetime(json!({"accessToken": "a", "expiresAt": 1})), Some(Duration::ZERO));
    assert_eq!(
        lifetime(json!({"accessToken": "a", "expiresIn": 3600, "expiresAt": unix + 1_000_000})),
        Some(hour)
    );
    // Ten minutes are left of a token that was issued 50 minutes ago.
    let left = lifetime(json!({"accessToken": "a", "expiresIn": 3600, "issuedAt": unix - 3000}));
    assert!(left.unwrap().abs_diff(Duration::from_secs(600)) < Duration::from_secs(60));
    for over in [unix - 4000, 0] {
        let stated =
            json!({"accessToken": "a", "expiresIn": 3600, "issuedAt": over, "expiresAt": over});
        assert_eq!(lifetime(stated), Some(hour), "a positive lifetime is not over");
    }
    let far = json!({"accessToken": "a", "expiresAt": 251_607_034_710_u64});
    assert_eq!(lifetime(far), Some(Lifetime::MAX));
    assert_eq!(lifetime(json!({"accessToken": "a"})), None);
    assert_eq!(
        lifetime(json!({"accessToken": "a", "expiresIn": u64::MAX})),
        Some(Lifetime::MAX),
        "clamped, so that it can be added to an instant"
    );
}

#[test]
fn the_adapter_and_the_issued_token_have_the_same_lifetime_left() {
    let now = SystemTime::now();
    let unix = now.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    for expires_in in [None, Some(0), Some(3600), Some(100_000)] {
        for expires_at in [None, Some(0), Some(unix - 50_000), Some(unix + 50_000)] {
            for issued_at in [None, Some(0), Some(unix - 2000), Some(unix + 20_000)] {
                let body = json!({
                    "accessToken": "a", "expiresIn": expires_in, "expiresAt": expires_at, "issuedAt": issued_at,
                });
                let answer = exchange(&body).unwrap();
                let lifetime = answer.expires_in();
                let left = answer.into_token().received_at(now).remaining(now).as_duration();
                // Each reads the clock for itself, which leaves a minute of room.
                let agree = match (lifetime, left) {
                    (Some(lifetime), Some(left)) => lifetime.abs_diff(left).as_secs() < 60,
                    (lifetime, left) => lifetime == left,
                };
                assert!(agree, "{body}: {lifetime:?} {left:?}");
            }
        }
    }
}

#[test]
fn what_it_writes_is_an_answer_of_rfc_6749() {
    let answer = exchange(&json!({
        "accessToken": "a", "expiresIn": "3600", "refreshToken": "r", "scope": "read,write", "idToken": "i",
    }))
    .unwrap();
    let written = serde_json::to_value(&answer).unwrap();
    assert_eq!(
        written,
        json!({
            "access_token": "a", "token_type": "bearer", "expires_in": 3600, "refresh_token": "r",
            "scope": "read write", "id_token": "i",
        })
    );
    let standard: oauth2::basic::BasicTokenResponse = serde_json::from_value(written).unwrap();
    assert_eq!(standard.scopes().map(Vec::len), Some(2));
    let least = serde_json::to_value(exchange(&json!({"accessToken": "a"})).unwrap()).unwrap();
    assert_eq!(least, json!({"access_token": "a", "token_type": "bearer"}));
}

#[test]
fn its_debug_shows_no_secret() {
    let body = json!({"accessToken": "secret", "refreshToken": "secret", "idToken": "secret"});
    let shown = format!("{:?}", exchange(&body).unwrap());
    assert!(shown.contains("[redacted]") && !shown.contains("secret"), "{shown}");
}

#[test]
fn a_token_is_taken_out_and_kept() {
    let sent = SystemTime::UNIX_EPOCH;
    let first =
        exchange(&json!({"accessToken": "a", "refreshToken": "r", "expiresIn": 60})).unwrap();
    let newer = exchange(&json!({"accessToken": "b", "expiresIn": 60})).unwrap();
    let token =
        first.into_token().received_at(sent).renewed_by(newer.into_token().received_at(sent));
    assert_eq!((token.token().access_token(), token.token().refresh_token()), ("b", Some("r")));
}

#[test]
fn a_response_of_the_crates_own_type_becomes_a_token_that_knows_when_it_expires() {
    let read =
        |body: Value| serde_json::from_value::<oauth2::basic::BasicTokenResponse>(body).unwrap();
    let response = read(json!({
        "access_token": "a", "token_type": "dpop", "expires_in": 60, "refresh_token": "r",
        "scope": "read write",
    }));
    let token = TokenFields::from(&response).normalize().unwrap();
    assert_eq!((token.access_token(), token.refresh_token()), ("a", Some("r")));
    assert_eq!(token.token_type(), &TokenType::DPoP);
    assert_eq!(token.expires_in(), Lifetime::Limited(Duration::from_secs(60)));
    assert_eq!(token.scope().unwrap().to_string(), "read write");

    let response = read(json!({"access_token": "a", "token_type": "bearer"}));
    let token = TokenFields::from(&response).normalize().unwrap();
    assert_eq!((token.expires_in(), token.scope()), (Lifetime::Unspecified, None));
    assert_eq!(token.token_type(), &TokenType::Bearer);
}

mod openid_connect {
    use openidconnect::{OAuth2TokenResponse as _, TokenResponse as _};
    use token_core::openidconnect::CoreAdapter;

    use super::*;

    /// An unsigned ID token, which is for the verifier of the client to refuse.
    const ID_TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2V4YW1wbGUuY29tIiwiYXVkIjpbImMiXSwi\
        ZXhwIjoxNzkwMDAzNjAwLCJpYXQiOjE3OTAwMDAwMDAsInN1YiI6InUifQ.";

    fn adapt(body: &Value) -> Result<CoreAdapter<Answer>, serde_json::Error> {
        serde_json::from_str(&body.to_string())
    }

    #[test]
    fn an_id_token_is_there_for_the_clients_verifier() {
        let answer =
            adapt(&json!({"accessToken": "a", "expiresIn": "60", "idToken": ID_TOKEN})).unwrap();
        assert_eq!(answer.id_token().unwrap().to_string(), ID_TOKEN);
        assert_eq!(answer.token().id_token(), Some(ID_TOKEN));
        assert!(adapt(&json!({"accessToken": "a"})).unwrap().id_token().is_none());
        let shown = format!("{answer:?}");
        assert!(shown.contains("[redacted]") && !shown.contains("eyJ"), "{shown}");
    }

    #[test]
    fn the_rest_is_as_the_oauth2_adapter_has_it() {
        fn rest<A: openidconnect::OAuth2TokenResponse>(answer: &A) -> Value {
            json!({
                "access_token": answer.access_token().secret(),
                "expires_in": answer.expires_in(),
                "refresh_token": answer.refresh_token().map(RefreshToken::secret),
                "scopes": answer.scopes(),
                "written": answer,
            })
        }
        let body = json!({
            "accessToken": "a", "expiresIn": "60", "refreshToken": "r", "scope": "read,write",
        });
        let answer = adapt(&body).unwrap();
        let oauth2: Adapter<Answer> = serde_json::from_value(body).unwrap();
        assert_eq!(rest(&answer), rest(&oauth2));
        assert_eq!(answer.token_type(), &BasicTokenType::Bearer);
    }

    #[test]
    fn what_is_no_id_token_is_an_error_that_does_not_show_it() {
        let error =
            adapt(&json!({"accessToken": "a", "idToken": "secret"})).unwrap_err().to_string();
        assert!(error.contains("expected an ID token") && !error.contains("secret"), "{error}");
    }

    #[test]
    fn it_fits_the_core_client() {
        fn fits<T: for<'de> Deserialize<'de> + TokenResponse>() -> usize {
            size_of::<token_core::openidconnect::CoreClient<T>>()
        }
        assert!(fits::<Answer>() > 0 && fits::<AnyTokenResponse>() > 0);
    }
}
