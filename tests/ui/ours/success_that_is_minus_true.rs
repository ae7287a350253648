use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(error, success = -true)]
    ok: bool,
}

fn main() {}
