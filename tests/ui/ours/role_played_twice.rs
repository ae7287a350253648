use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(access_token)]
    jwt: String,
    #[token(access_token)]
    legacy: String,
}

fn main() {}
