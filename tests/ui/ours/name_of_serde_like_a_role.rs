use serde::Deserialize;
use token_core::TokenResponse;

#[derive(Deserialize, TokenResponse)]
struct Answer {
    access_token: String,
    #[serde(rename = "expiry")]
    life: u64,
}

fn main() {}
