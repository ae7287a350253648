use token_core::TokenResponse;

#[derive(Debug, TokenResponse)]
#[token(debug)]
struct Answer {
    access_token: String,
}

fn main() {}
