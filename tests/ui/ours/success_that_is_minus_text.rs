use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(error, success = -"0000")]
    code: String,
}

fn main() {}
