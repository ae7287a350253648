use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(debug)]
    access_token: String,
}

fn main() {}
