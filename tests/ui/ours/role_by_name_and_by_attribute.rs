use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(access_token)]
    jwt: String,
}

fn main() {}
