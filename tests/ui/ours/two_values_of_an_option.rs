use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(separator = ",", " ")]
    scope: String,
}

fn main() {}
