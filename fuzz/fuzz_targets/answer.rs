//! Whatever an endpoint sends: parse, normalize, and ask every question about time at the edges of the
//! clock. Nothing may panic.
//!
//! The first line of an input is the status and the content type, the rest is the body.

#![no_main]

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use libfuzzer_sys::fuzz_target;
use token_core::models::{
    OAuth2Token, PostTokenForContactResponse, PostTokenRefreshJsonResponseBody, PostTokenResponse,
    V3TokenResponse,
};
use token_core::{AnyTokenResponse, IssuedToken, Lifetime, TokenResponse, endpoint};

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (head, body) = input.split_at(end);
    let head = String::from_utf8_lossy(head);
    let (status, content_type) = head.split_once(' ').unwrap_or(("200", &head));
    let status = status.parse().unwrap_or(200);
    let content_type = Some(content_type).filter(|content_type| !content_type.is_empty());

    let parsed = endpoint::parse::<AnyTokenResponse>(status, content_type, body);
    match parsed {
        Ok(answer) => questions(&answer),
        Err(error) => drop(black_box(format!("{error} {error:?}"))),
    }
    macro_rules! models {
        ($($model:ident)+) => {$(
            if let Ok(answer) = endpoint::parse::<$model>(status, content_type, body) {
                questions(&answer);
            }
        )+};
    }
    models!(OAuth2Token PostTokenResponse PostTokenForContactResponse);
    models!(PostTokenRefreshJsonResponseBody V3TokenResponse);
});

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
