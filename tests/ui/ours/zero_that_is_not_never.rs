use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(zero = "expired")]
    expires_in: u64,
}

fn main() {}
