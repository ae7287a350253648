use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(scope)]
    a: String,
    #[token(scope)]
    b: String,
    #[token(scope)]
    c: String,
}

fn main() {}
