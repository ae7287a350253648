use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(access_token(jwt))]
    jwt: String,
}

fn main() {}
