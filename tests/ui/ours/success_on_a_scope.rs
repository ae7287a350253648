use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(success = 0)]
    scope: String,
}

fn main() {}
