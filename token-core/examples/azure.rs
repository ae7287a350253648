//! Azure AD v1: every number is text, the expiry is stated twice, and two other lifetimes do not belong to
//! the token.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use token_core::{TokenResponse, endpoint};

#[derive(Deserialize, TokenResponse)]
struct Azure {
    access_token: String,
    token_type: String,
    expires_in: String,
    expires_on: String,
    refresh_token: Option<String>,
    resource: String,
    /// During an outage of the server the token is accepted for longer. Nobody should plan with that.
    #[token(skip)]
    ext_expires_in: Option<String>,
}

const ANSWER: &[u8] = br#"{
    "token_type": "Bearer", "expires_in": "3599", "ext_expires_in": "3599", "expires_on": "1790003599",
    "not_before": "1789999700", "resource": "https://management.azure.com/", "access_token": "eyJ0eXAiOiJKV1Qi",
    "refresh_token": "0.AXEAgQ"
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    // When it was recorded. In a program of yours: `SystemTime::now()`, taken before the request.
    let sent_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let (token, answer) =
        endpoint::receive::<Azure>(200, Some("application/json"), ANSWER, sent_at)?;
    println!("{}, extended {:?}", answer.resource, answer.ext_expires_in);
    println!("{token:?}");
    println!("the earlier of the two deadlines counts: {:?}", token.expires_at());
    Ok(())
}
