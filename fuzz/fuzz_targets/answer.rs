//! Whatever an endpoint sends: parse, normalize, and ask every question about time at the edges of the
//! clock. Nothing may panic, and a naive reading of the body agrees about what is an error.
//!
//! The first line of an input is the status and the content type, the rest is the body.

#![no_main]

use std::fmt;
use std::hint::black_box;
use std::time::{Duration, SystemTime};

use libfuzzer_sys::fuzz_target;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use token_core::endpoint::{self, EndpointError};
use token_core::models::{
    OAuth2Token, PostTokenForContactResponse, PostTokenRefreshJsonResponseBody, PostTokenResponse,
    V3TokenResponse,
};
use token_core::{AnyTokenResponse, IssuedToken, Lifetime, TokenResponse};

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (head, body) = input.split_at(end);
    let head = String::from_utf8_lossy(head);
    let (status, content_type) = head.split_once(' ').unwrap_or(("200", &head));
    let status = status.parse().unwrap_or(200);
    let content_type = Some(content_type).filter(|content_type| !content_type.is_empty());

    let naive = serde_json::from_slice::<Naive>(body).ok();
    macro_rules! models {
        ($($model:ident)+) => {$(
            let parsed = endpoint::parse::<$model>(status, content_type, body);
            agree(status, naive.as_ref(), &parsed);
            match parsed {
                Ok(answer) => questions(&answer),
                Err(error) => drop(black_box(format!("{error} {error:?}"))),
            }
        )+};
    }
    models!(AnyTokenResponse);
    models!(OAuth2Token PostTokenResponse PostTokenForContactResponse);
    models!(PostTokenRefreshJsonResponseBody V3TokenResponse);
});

/// The members of a JSON object, each as often as it is there.
struct Naive(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Naive {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Naive;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Naive, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Naive(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

impl Naive {
    /// The values under any of the names, whatever their casing.
    fn named(&self, names: &[&str]) -> impl Iterator<Item = &Value> {
        self.0
            .iter()
            .filter(move |(name, _)| {
                let plain = name.replace(['_', '-'], "").to_ascii_lowercase();
                names.contains(&plain.as_str())
            })
            .map(|(_, value)| value)
    }
}

fn states(error: &Value) -> bool {
    match error {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !matches!(text.as_str(), "" | "0" | "false"),
        // A list of lists may be deeper than anybody looks.
        Value::Array(errors) => errors.iter().any(states),
        Value::Object(error) => !error.is_empty(),
    }
}

/// What a naive reading of a JSON object says, where it says anything, is what the endpoint says.
fn agree<T>(status: u16, naive: Option<&Naive>, parsed: &Result<T, EndpointError>) {
    let is_success = (200..300).contains(&status);
    let is_refused = matches!(parsed, Err(EndpointError::Refused(_)));
    assert!(is_success || is_refused || matches!(parsed, Err(EndpointError::TooLong { .. })));
    let Some(naive) = naive else { return };
    let flat = |value: &&Value| !value.is_array() && !value.is_object();
    if naive.named(&["error", "errors"]).filter(flat).any(states) {
        assert!(is_refused, "an error is not found");
    }
    let mut all = naive.named(&["error", "errors", "errortype", "errorcode", "errcode", "code"]);
    let is_inner = |(_, value): &(String, Value)| value.is_object();
    if is_success && is_refused && !naive.0.iter().any(is_inner) {
        assert!(all.any(states), "an error is made up");
    }
    if let Err(EndpointError::Refused(response)) = parsed {
        let mut codes = naive.named(&["error"]).filter_map(Value::as_str);
        let is_code = |code: &str| {
            states(&code.into())
                && !code.contains(char::is_whitespace)
                && code != "true"
                && code != "unspecified"
        };
        if let (Some(code), None) = (codes.next().filter(|code| is_code(code)), codes.next()) {
            if naive.named(&["error"]).count() == 1 {
                assert_eq!(response.error.as_deref(), Some(code), "it is another error");
            }
        }
    }
}

/// From one end of the clock to the other.
fn instants() -> impl Iterator<Item = SystemTime> {
    let distances = [0, 1, 1_790_000_000, u64::MAX >> 1].map(Duration::from_secs);
    let epoch = SystemTime::UNIX_EPOCH;
    distances
        .into_iter()
        .flat_map(move |distance| [epoch.checked_sub(distance), epoch.checked_add(distance)])
        .flatten()
}

fn questions(answer: &impl TokenResponse) {
    _ = black_box((answer.expires_in(), answer.refresh_expires_in()));
    let token = match answer.normalize() {
        Ok(token) => token,
        Err(error) => return drop(black_box(format!("{error} {error:?}"))),
    };
    black_box(format!("{token:?}"));
    black_box((token.expires_at(), token.issued_at(), token.refresh_expires_at()));
    for received_at in instants() {
        let issued = token.clone().received_at(received_at);
        _ = black_box((
            answer.expires_at(received_at),
            issued.expires_at(),
            issued.refresh_expires_at(),
        ));
        for now in instants() {
            black_box((issued.remaining(now), issued.is_expired(now), issued.can_refresh(now)));
            _ = black_box(answer.is_expired(received_at, now));
            for early in [Duration::ZERO, IssuedToken::EARLY, Duration::MAX] {
                let status = issued.status(now, early);
                let due = issued.refresh_after(now, early) == Some(Duration::ZERO);
                assert_eq!(issued.needs_refresh(now, early), due, "{status:?}");
            }
        }
        let stored = serde_json::to_string(&issued).expect("a token can be stored");
        let loaded: IssuedToken<'static> = serde_json::from_str(&stored).expect("and loaded");
        assert_eq!(loaded.expires_at(), issued.expires_at());
        black_box(loaded.clone().renewed_by(issued.clone().into_owned()));
        black_box(loaded.extended(received_at, Lifetime::Unlimited));
    }
}
