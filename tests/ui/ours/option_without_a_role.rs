use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(unit = "ms")]
    life: u64,
}

fn main() {}
