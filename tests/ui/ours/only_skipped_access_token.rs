use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(skip)]
    access_token: String,
}

fn main() {}
