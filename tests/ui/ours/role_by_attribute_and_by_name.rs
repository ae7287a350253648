use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(access_token)]
    jwt: String,
    access_token: String,
}

fn main() {}
