use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token()]
struct Answer {
    access_token: String,
}

fn main() {}
