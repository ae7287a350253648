use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(crate)]
struct Answer {
    access_token: String,
}

fn main() {}
