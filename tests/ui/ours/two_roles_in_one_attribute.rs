use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(access_token, id_token)]
    jwt: String,
}

fn main() {}
