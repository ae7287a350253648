//! Strava: an absolute expiry beside the lifetime, and a profile with an identifier that is too long for a
//! float.

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
    // When it was recorded; `SystemTime::now()`, taken before the request, in a program of yours.
    let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let answer: Strava = endpoint::parse(200, Some("application/json"), ANSWER)?;
    let token = answer.normalize()?.received_at(sent);
    println!("athlete {:?}", answer.athlete.as_ref().map(|athlete| athlete.id));
    println!("{token:?}");
    println!("refresh it in {:?}", token.refresh_after(sent, IssuedToken::EARLY));
    Ok(())
}
