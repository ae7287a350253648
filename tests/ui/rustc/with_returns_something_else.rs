use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(expires_in, with = minutes)]
    life: u64,
}

fn minutes(minutes: &u64) -> u64 {
    minutes * 60
}

fn main() {}
