use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(unit = "seconds")]
    expires_in: u64,
}

fn main() {}
