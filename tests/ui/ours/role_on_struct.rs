use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(access_token)]
struct Answer {
    jwt: String,
}

fn main() {}
