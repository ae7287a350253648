use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(expires_in_ms)]
    life: u64,
}

fn main() {}
