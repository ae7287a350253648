//! Answers by a grammar: a token, errors in every spelling and codes of every type, among members that hide them.
//! Whatever else is there, an error that is stated is a refusal, and no other answer is.
//!
//! Each byte of an input is a choice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use token_core::endpoint::{self, EndpointError};
use token_core::models::{OAuth2Token, V3TokenResponse};
use token_core::{AnyTokenResponse, TokenResponse};

#[derive(Deserialize, TokenResponse)]
struct Plain {
    access_token: String,
    expires_in: Option<u64>,
}

#[derive(Deserialize, TokenResponse)]
struct Keeping {
    access_token: String,
    #[serde(flatten)]
    #[token(skip)]
    #[expect(dead_code, reason = "it reads every value")]
    rest: std::collections::BTreeMap<String, serde_json::Value>,
}

#[derive(Deserialize, TokenResponse)]
struct Envelope<T> {
    #[token(nested)]
    data: T,
}

#[derive(Deserialize, TokenResponse)]
struct Declaring {
    #[serde(alias = "Errno")]
    #[token(error, success = 0)]
    errno: i64,
    access_token: String,
}

#[derive(Deserialize, TokenResponse)]
struct Flat {
    #[expect(dead_code, reason = "it may not fit")]
    id: Option<u64>,
    #[serde(flatten)]
    #[token(nested)]
    answer: Declaring,
}

/// How servers spell it.
const ERRORS: [&str; 9] = [
    "error",
    "Error",
    "ERROR",
    "_error",
    "er-ror",
    r"\u0065rror",
    r"erro\u0072",
    "errors",
    "E_R_R_O_R",
];

/// What can stand there, and the code that it states.
const CODES: [(&str, Option<&str>); 24] = [
    ("null", None),
    ("0", None),
    ("-0.0", None),
    ("false", None),
    (r#""""#, None),
    (r#""0""#, None),
    ("[]", None),
    ("{}", None),
    (r#"["", 0, null]"#, None),
    (r#""x""#, Some("x")),
    (r#""\u0078""#, Some("x")),
    ("7", Some("7")),
    ("1e999", Some("1e999")),
    ("true", Some("true")),
    (r#""\ud800""#, Some("\u{fffd}")),
    (r#""two words""#, Some("two words")),
    (r#"["", "x"]"#, Some("x")),
    (r#"[null, {"code": 0}, {"code": "x"}]"#, Some("x")),
    (r#"{"code": 0, "message": "m"}"#, Some("unspecified")),
    (r#"{"code": "x", "message": "m"}"#, Some("x")),
    (r#"{"error": "", "code": 190}"#, Some("190")),
    (r#"{"x": 1e999, "code": "x"}"#, Some("x")),
    (r#"{"a": [[[[["\udead"]]]]], "type": "x"}"#, Some("x")),
    ("-1", Some("-1")),
];

/// What can stand in a declared code, and the code that it states.
const NUMBERS: [(&str, Option<&str>); 10] = [
    ("0", None),
    ("null", None),
    (r#""""#, None),
    (r#""0""#, None),
    ("7", Some("7")),
    (r#""7""#, Some("7")),
    (r#""x""#, Some("x")),
    ("1e30", Some("1e30")),
    ("true", Some("true")),
    ("[7]", Some("7")),
];

const NOISE: [&str; 20] = [
    r#""a": 1"#,
    r#""b": 1e999"#,
    r#""c": "\ud83d""#,
    r#""d": {"error": "not ours"}"#,
    r#""e": [{"error": "x"}, [[[{"a": null}]]]]"#,
    r#""details": {"errors": ["x"]}"#,
    r#""\ud800": 1"#,
    r#""message": "m""#,
    r#""error_description": "d""#,
    r#""error_description": {}"#,
    r#""last_error": "x""#,
    r#""expires_in": 60"#,
    r#""expires_in": "soon""#,
    r#""token_type": 5"#,
    r#""refresh_token": ["r"]"#,
    r#""scope": {"a": 1}"#,
    r#""id": "i""#,
    r#""": """#,
    r#""a": "\\\" }{][,:""#,
    "DEEP",
];

fuzz_target!(|input: &[u8]| {
    let mut choices = input.iter().copied();
    let mut choose = |among: usize| usize::from(choices.next().unwrap_or(0)) % among;
    let status = [200, 200, 201, 400][choose(4)];
    let (mut members, mut stated, mut declared) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..choose(12) {
        members.push(match choose(6) {
            0 => [r#""access_token": "a""#, r#""access_token": 5"#, r#""access_token": """#]
                [choose(3)]
            .to_owned(),
            1 | 2 => {
                let (value, code) = CODES[choose(CODES.len())];
                stated.extend(code);
                format!(r#""{}": {value}"#, ERRORS[choose(ERRORS.len())])
            }
            3 => {
                let (value, code) = NUMBERS[choose(NUMBERS.len())];
                declared.extend(code);
                format!(r#""{}": {value}"#, ["errno", "Errno"][choose(2)])
            }
            _ => match NOISE[choose(NOISE.len())] {
                "DEEP" => format!(r#""deep": {}{}"#, "[".repeat(600), "]".repeat(600)),
                noise => noise.to_owned(),
            },
        });
    }
    let body = format!("{{{}}}", members.join(", "));
    let nested = format!(r#"{{"x": 0, "data": {body}}}"#);

    check::<Plain>(status, &body, &stated, true);
    check::<OAuth2Token>(status, &body, &stated, true);
    check::<V3TokenResponse>(status, &body, &stated, true);
    check::<AnyTokenResponse>(status, &body, &stated, true);
    check::<Keeping>(status, &body, &stated, true);
    check::<Envelope<Plain>>(status, &nested, &stated, true);
    check::<Envelope<Envelope<Option<Plain>>>>(
        status,
        &format!(r#"{{"data": {nested}}}"#),
        &stated,
        true,
    );
    check::<Envelope<AnyTokenResponse>>(status, &nested, &stated, true);
    stated.extend(declared);
    check::<Declaring>(status, &body, &stated, true);
    check::<Envelope<Declaring>>(status, &nested, &stated, true);
    // What is flattened is read as a whole: one value that can't be read hides which of them is the code.
    // It takes most of the time, too.
    if choose(16) == 1 {
        check::<Flat>(status, &body, &stated, false);
    }
});

fn check<T: DeserializeOwned + TokenResponse>(
    status: u16,
    body: &str,
    stated: &[&str],
    is_found_always: bool,
) {
    let parsed = endpoint::parse::<T>(status, Some("application/json"), body.as_bytes());
    let shape = std::any::type_name::<T>();
    match parsed {
        Err(EndpointError::Refused(response)) => {
            let code = response.error.as_deref();
            let is_stated = code.is_some_and(|code| stated.contains(&code));
            let is_bare = status == 400
                && (code.is_none() || !is_found_always)
                && (stated.is_empty() || !is_found_always);
            assert!(is_stated || is_bare, "{shape}: {code:?} of {stated:?} in {body}");
        }
        Ok(_) | Err(_) => {
            assert_ne!(status, 400, "{shape}: {body}");
            assert!(stated.is_empty() || !is_found_always, "{shape}: {stated:?} in {body}");
        }
    }
}
