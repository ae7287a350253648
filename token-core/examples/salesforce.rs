//! Salesforce: no lifetime, the time of issue as text in milliseconds, and the address of the instance to
//! call.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::SystemTime;

use serde::Deserialize;
use token_core::{IssuedToken, Status, TokenResponse, endpoint};

#[derive(Deserialize, TokenResponse)]
struct Salesforce {
    access_token: String,
    token_type: String,
    refresh_token: Option<String>,
    id_token: Option<String>,
    scope: Option<String>,
    #[token(unit = "ms")]
    issued_at: String,
    instance_url: String,
}

const ANSWER: &[u8] = br#"{
    "access_token": "00Dxx0000001gPL!AR8AQJXg5oj8jXSgxJfA0lBog", "refresh_token": "5Aep861KIwKdekr90I4iHdDtJ",
    "signature": "CMJ4l+CCaPQiKjoOEwEig9H4wqhpuLSk4J2urAe+fVg=", "scope": "refresh_token api id openid",
    "instance_url": "https://MyDomainName.my.salesforce.com", "token_type": "Bearer", "issued_at": "1790000000000",
    "id": "https://login.salesforce.com/id/00Dxx0000001gPLEAY/005xx000001SwiUAAS"
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let sent_at = SystemTime::now();
    let (token, answer) =
        endpoint::receive::<Salesforce>(200, Some("application/json"), ANSWER, sent_at)?;
    println!("call {}", answer.instance_url);
    println!("{token:?}");
    // The session's length is a setting of the organization: use the token until it answers 401.
    match token.status(sent_at, IssuedToken::EARLY) {
        Status::Unspecified => println!("no lifetime: refresh it when the API answers 401"),
        status => println!("{status:?}"),
    }
    Ok(())
}
