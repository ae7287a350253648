use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(acess_token)]
    jwt: String,
}

fn main() {}
