//! Strava: an instant of expiry beside the lifetime, and a profile with an identifier that is too long for
//! a float.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use token_core::{IssuedToken, TokenResponse, endpoint};

#[derive(Deserialize, TokenResponse)]
struct Strava {
    access_token: String,
    token_type: String,
    refresh_token: String,
    expires_in: u64,
    expires_at: u64,
    athlete: Option<Athlete>,
}

#[derive(Deserialize)]
struct Athlete {
    id: u64,
}

const ANSWER: &[u8] = br#"{
    "token_type": "Bearer", "expires_at": 1790021600, "expires_in": 21600, "refresh_token": "e5n567567",
    "access_token": "a4b945687g", "athlete": {"id": 1234567890987654321, "username": "marianne_v"}
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    // When it was recorded. In a program of yours: `SystemTime::now()`, taken before the request.
    let sent_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let (token, answer) =
        endpoint::receive::<Strava>(200, Some("application/json"), ANSWER, sent_at)?;
    println!("athlete {:?}", answer.athlete.as_ref().map(|athlete| athlete.id));
    println!("{token:?}");
    println!("refresh it in {:?}", token.refresh_after(sent_at, IssuedToken::EARLY));
    Ok(())
}
