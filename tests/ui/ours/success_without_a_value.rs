use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(error, success)]
    code: i64,
}

fn main() {}
