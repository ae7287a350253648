//! Whatever a file holds: it is a stored token or an error, and what was loaded is stored and loaded again
//! as it is.

#![no_main]

use std::hint::black_box;
use std::time::SystemTime;

use libfuzzer_sys::fuzz_target;
use token_core::IssuedToken;

fuzz_target!(|file: &[u8]| {
    let token: IssuedToken<'static> = match serde_json::from_slice(file) {
        Ok(token) => token,
        Err(error) => return drop(black_box(format!("{error} {error:?}"))),
    };
    let now = SystemTime::UNIX_EPOCH;
    let stored = serde_json::to_string(&token).expect("a token can be stored");
    let again: IssuedToken<'static> = serde_json::from_str(&stored).expect("and loaded");
    assert_eq!(again.status(now, IssuedToken::EARLY), token.status(now, IssuedToken::EARLY));
    assert_eq!(again.expires_at(), token.expires_at());
    assert_eq!(again.refresh_expires_at(), token.refresh_expires_at());
    assert_eq!(serde_json::to_string(&again).expect("and stored again"), stored);
});
