use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(access_token, access_token)]
    jwt: String,
}

fn main() {}
