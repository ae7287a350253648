use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(expires_in; unit = "ms")]
    life: u64,
}

fn main() {}
