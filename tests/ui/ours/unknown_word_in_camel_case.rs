use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(accessToken)]
    jwt: String,
}

fn main() {}
