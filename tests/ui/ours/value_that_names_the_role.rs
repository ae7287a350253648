use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(role = access_token)]
    jwt: String,
}

fn main() {}
