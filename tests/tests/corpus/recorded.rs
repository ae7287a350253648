//! What thirteen real authorization servers answered, word for word. What must come out is computed here, from
//! the raw JSON and by RFC 6749, and not by the library.

use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use token_core::endpoint::{self, EndpointError};
use token_core::models::OAuth2Token;
use token_core::{AnyTokenResponse, IssuedToken, Status, TokenResponse, TokenType};

#[derive(Deserialize)]
struct Recorded {
    server: String,
    flow: String,
    status: u16,
    content_type: Option<String>,
    /// Unix seconds before the request was sent.
    sent: f64,
    body: String,
}

fn recorded() -> Vec<Recorded> {
    let lines = include_str!("../../corpus/recorded.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The names of RFC 6749, and nothing about errors.
#[derive(Deserialize, TokenResponse)]
struct Standard {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    id_token: Option<String>,
    scope: Option<String>,
    issued_token_type: Option<String>,
}

/// The same, with the error roles.
#[derive(Deserialize, TokenResponse)]
struct Declaring {
    #[serde(flatten)]
    #[token(nested)]
    token: Option<Standard>,
    error: Option<Value>,
    error_description: Option<String>,
    error_uri: Option<String>,
}

#[derive(Deserialize, TokenResponse)]
struct Matrix {
    access_token: String,
    #[token(expires_in, unit = "ms")]
    expires_in_ms: u64,
    refresh_token: Option<String>,
}

#[derive(Deserialize, TokenResponse)]
#[serde(rename_all = "PascalCase")]
struct Cognito {
    #[token(nested)]
    authentication_result: CognitoResult,
}

#[derive(Deserialize, TokenResponse)]
#[serde(rename_all = "PascalCase")]
struct CognitoResult {
    access_token: String,
    expires_in: u64,
    token_type: String,
    refresh_token: Option<String>,
    id_token: String,
}

#[derive(Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct Firebase {
    #[token(access_token)]
    id_token: String,
    refresh_token: String,
    expires_in: String,
}

/// The raw members, where they have other names than those of the RFC.
struct Names {
    object: &'static str,
    access_token: &'static str,
    token_type: &'static str,
    expires_in: &'static str,
    per_second: f64,
    refresh_token: &'static str,
    id_token: &'static str,
}

const RFC: Names = Names {
    object: "",
    access_token: "access_token",
    token_type: "token_type",
    expires_in: "expires_in",
    per_second: 1.0,
    refresh_token: "refresh_token",
    id_token: "id_token",
};

fn members(recorded: &Recorded, names: &Names) -> Value {
    let body: Value = serde_json::from_str(&recorded.body).unwrap();
    body.pointer(names.object).unwrap().clone()
}

#[track_caller]
fn is_read<T: DeserializeOwned + TokenResponse>(recorded: &Recorded, names: &Names) {
    let Recorded { server, flow, .. } = recorded;
    let sent = SystemTime::UNIX_EPOCH + Duration::from_secs_f64(recorded.sent);
    let received = endpoint::receive::<T>(
        recorded.status,
        recorded.content_type.as_deref(),
        recorded.body.as_bytes(),
        sent,
    );
    let (issued, _) = received.unwrap_or_else(|error| panic!("{server}: {flow}: {error}"));
    let token = issued.token();
    let raw = members(recorded, names);
    let text = |name: &str| raw.get(name).and_then(Value::as_str);
    let place = format!("{server}: {flow}");
    assert_eq!(Some(token.access_token()), text(names.access_token), "{place}");
    assert_eq!(token.refresh_token(), text(names.refresh_token), "{place}");
    let id_token = text(names.id_token).filter(|_| names.id_token != names.access_token);
    assert_eq!(token.id_token(), id_token, "{place}");
    let token_type = text(names.token_type).unwrap_or("Bearer");
    assert!(token.token_type().as_str().eq_ignore_ascii_case(token_type), "{place}");
    let scope = token.scope().map(|scope| scope.iter().collect::<Vec<_>>());
    let raw_scope = text("scope").map(|scope| scope.split(' ').collect::<Vec<_>>());
    assert_eq!(scope, raw_scope, "{place}");
    assert_eq!(token.issued_token_type(), text("issued_token_type"), "{place}");

    let count = raw.get(names.expires_in).unwrap();
    let count = count.as_f64().or_else(|| count.as_str()?.parse().ok()).unwrap();
    let lifetime = Duration::from_secs_f64(count / names.per_second);
    assert_eq!(token.expires_in().as_duration(), Some(lifetime), "{place}");
    // It may be up to a second early, and is never late.
    let expires_at = issued.expires_at().unwrap();
    assert!(expires_at <= sent + lifetime, "{place}");
    assert!(expires_at > sent + lifetime - Duration::from_secs(1), "{place}");
    assert_eq!(issued.status(sent, IssuedToken::EARLY), Status::Fresh, "{place}");
    assert!(issued.is_expired(sent + lifetime), "{place}");
    let stored = serde_json::to_string(&issued).unwrap();
    let loaded: IssuedToken<'static> = serde_json::from_str(&stored).unwrap();
    assert_eq!(loaded.expires_at(), issued.expires_at(), "{place}");
    assert_eq!(loaded.token().access_token(), token.access_token(), "{place}");
}

/// Code, description and page, as the server states them.
fn stated(body: &str) -> (Option<String>, Option<String>, Option<String>) {
    let raw: Value = serde_json::from_str(body).unwrap_or_default();
    let text = |pointer: &str| raw.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let number = raw.pointer("/error/code").and_then(Value::as_u64).map(|code| code.to_string());
    let code = text("/errcode").or_else(|| text("/error")).or(number);
    let sentence = text("/errcode").and(text("/error"));
    let names = ["/error_description", "/message", "/error/message", "/title"];
    let description = names.iter().find_map(|name| text(name)).or(sentence);
    (code, description, text("/error_uri"))
}

#[track_caller]
fn is_refused<T: DeserializeOwned + TokenResponse>(recorded: &Recorded) {
    let Recorded { server, flow, status, content_type, body, .. } = recorded;
    let parsed = endpoint::parse::<T>(*status, content_type.as_deref(), body.as_bytes());
    let Err(EndpointError::Refused(response)) = parsed.map(drop) else {
        panic!("{server}: {flow}: it is a refusal")
    };
    assert_eq!(response.status, *status);
    let found = (response.error, response.description, response.uri);
    assert_eq!(found, stated(body), "{server}: {flow}");
}

#[test]
fn every_recorded_answer_is_read_as_it_was_sent() {
    let all = recorded();
    assert_eq!(all.len(), 84);
    for recorded in &all {
        match recorded.server.as_str() {
            _ if recorded.status != 200 => {
                is_refused::<AnyTokenResponse>(recorded);
                is_refused::<OAuth2Token>(recorded);
                is_refused::<Standard>(recorded);
                is_refused::<Declaring>(recorded);
                is_refused::<Matrix>(recorded);
                is_refused::<Cognito>(recorded);
            }
            "matrix-synapse" => {
                let names = Names { expires_in: "expires_in_ms", per_second: 1000.0, ..RFC };
                is_read::<Matrix>(recorded, &names);
            }
            "moto (Cognito)" => {
                let names = Names {
                    object: "/AuthenticationResult",
                    access_token: "AccessToken",
                    token_type: "TokenType",
                    expires_in: "ExpiresIn",
                    refresh_token: "RefreshToken",
                    id_token: "IdToken",
                    ..RFC
                };
                is_read::<Cognito>(recorded, &names);
            }
            "firebase-tools auth emulator" => {
                let names = Names {
                    access_token: "idToken",
                    expires_in: "expiresIn",
                    refresh_token: "refreshToken",
                    id_token: "idToken",
                    ..RFC
                };
                is_read::<Firebase>(recorded, &names);
            }
            _ => {
                is_read::<AnyTokenResponse>(recorded, &RFC);
                is_read::<Standard>(recorded, &RFC);
                is_read::<Declaring>(recorded, &RFC);
                has_every_other_member(recorded);
            }
        }
    }
    let dpop = all.iter().filter(|recorded| recorded.flow.starts_with("DPoP: client"));
    for Recorded { status, body, .. } in dpop {
        let answer: Standard = endpoint::parse(*status, None, body.as_bytes()).unwrap();
        assert_eq!(answer.normalize().unwrap().token_type(), &TokenType::DPoP);
    }
}

/// What plays no role is in the extras, as it was sent.
fn has_every_other_member(recorded: &Recorded) {
    let answer: AnyTokenResponse = endpoint::parse(200, None, recorded.body.as_bytes()).unwrap();
    let mut raw = members(recorded, &RFC);
    let rest = raw.as_object_mut().unwrap();
    for role in [
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "id_token",
        "scope",
        "issued_token_type",
    ] {
        rest.remove(role);
    }
    assert_eq!(answer.extras(), rest, "{}: {}", recorded.server, recorded.flow);
}
