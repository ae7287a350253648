use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(crate = 7 + 4)]
struct Answer {
    access_token: String,
}

fn main() {}
