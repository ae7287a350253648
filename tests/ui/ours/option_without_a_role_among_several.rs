use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(expires_in)]
    #[token(refresh_expires_in)]
    #[token(unit = "ms")]
    life: u64,
}

fn main() {}
