use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(crate = token-core)]
struct Answer {
    access_token: String,
}

fn main() {}
