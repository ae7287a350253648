use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: Option<String>,
    #[token(error, success = [0, 200])]
    code: i64,
}

fn main() {}
