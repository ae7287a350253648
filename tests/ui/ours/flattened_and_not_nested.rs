use serde::Deserialize;
use token_core::TokenResponse;

#[derive(Deserialize, TokenResponse)]
struct Answer {
    access_token: String,
    #[serde(flatten)]
    times: Times,
}

#[derive(Deserialize)]
struct Times {
    expires_in: u64,
}

fn main() {}
