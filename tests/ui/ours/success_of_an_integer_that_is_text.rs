use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(error, success = "OK")]
    code: i64,
}

fn main() {}
