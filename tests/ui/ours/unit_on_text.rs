use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(unit = "ms")]
    access_token: String,
}

fn main() {}
