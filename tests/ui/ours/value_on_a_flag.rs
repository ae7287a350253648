use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(skip = true)]
    scope: String,
}

fn main() {}
