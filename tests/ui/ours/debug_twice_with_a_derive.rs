use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(debug)]
#[derive(Debug)]
struct Answer {
    access_token: String,
}

fn main() {}
