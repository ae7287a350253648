use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(roles::access_token)]
    token: String,
}

fn main() {}
