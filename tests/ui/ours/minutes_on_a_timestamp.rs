use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(unit = "min")]
    expires_at: u64,
}

fn main() {}
