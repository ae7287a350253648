//! Azure AD v1: every number is text, the expiry is stated twice, and two more lifetimes are none of a
//! token's.

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
    #[token(expires_at)]
    expires_on: String,
    refresh_token: Option<String>,
    resource: String,
    /// During an outage of the server the token is accepted for longer. That is no lifetime to plan with.
    ext_expires_in: Option<String>,
}

const ANSWER: &[u8] = br#"{
    "token_type": "Bearer", "expires_in": "3599", "ext_expires_in": "3599", "expires_on": "1790003599",
    "not_before": "1789999700", "resource": "https://management.azure.com/", "access_token": "eyJ0eXAiOiJKV1Qi",
    "refresh_token": "0.AXEAgQ"
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    // When it was recorded; `SystemTime::now()`, taken before the request, in a program of yours.
    let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let answer: Azure = endpoint::parse(200, Some("application/json"), ANSWER)?;
    let token = answer.normalize()?.received_at(sent);
    println!("{}, extended {:?}", answer.resource, answer.ext_expires_in);
    println!("{token:?}");
    println!("the earlier deadline counts: {:?}", token.expires_at());
    Ok(())
}
