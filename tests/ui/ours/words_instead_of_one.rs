use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(access.token)]
    jwt: String,
    #[token(refresh token)]
    renew: String,
}

fn main() {}
