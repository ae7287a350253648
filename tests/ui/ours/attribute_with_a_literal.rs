use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token("access_token")]
    token: String,
}

fn main() {}
