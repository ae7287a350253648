use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(debug)]
#[token(debug)]
struct Answer {
    access_token: String,
}

fn main() {}
