use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: Option<String>,
    #[token(error, success = "0000")]
    code: Option<i64>,
}

#[derive(TokenResponse)]
struct Small {
    access_token: Option<String>,
    #[token(error, success = 300)]
    code: u8,
}

fn main() {}
