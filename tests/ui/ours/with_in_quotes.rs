use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(expires_in, with = "read")]
    life: u64,
}

fn main() {}
