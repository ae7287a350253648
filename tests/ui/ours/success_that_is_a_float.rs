use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(error, success = 0.5)]
    code: i64,
}

fn main() {}
