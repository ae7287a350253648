//! GitHub: answers with a form unless it is asked for JSON, refuses with status 200, and separates scopes
//! by commas. The tokens of its OAuth apps do not expire.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::SystemTime;

use serde::Deserialize;
use token_core::TokenResponse;
use token_core::endpoint::{self, EndpointError};

#[derive(Deserialize, TokenResponse)]
struct GitHub {
    access_token: String,
    token_type: String,
    #[token(separator = ",")]
    scope: String,
    /// Only for GitHub apps, whose tokens live for eight hours.
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    refresh_token_expires_in: Option<u64>,
}

const FORM: Option<&str> = Some("application/x-www-form-urlencoded; charset=utf-8");
const ANSWER: &[u8] =
    b"access_token=gho_16C7e42F292c6912E7710c838347Ae178B4a&scope=repo%2Cgist&token_type=bearer";
const REFUSAL: &[u8] =
    b"error=bad_verification_code&error_description=The+code+passed+is+incorrect+or+expired.";

fn main() -> Result<(), Box<dyn Error>> {
    let sent_at = SystemTime::now();
    let (token, _) = endpoint::receive::<GitHub>(200, FORM, ANSWER, sent_at)?;
    println!("{token:?}");

    match endpoint::receive::<GitHub>(200, FORM, REFUSAL, sent_at) {
        Err(EndpointError::Refused(response)) => println!("{response}"),
        _ => return Err("a refusal was read as a token".into()),
    }
    Ok(())
}
