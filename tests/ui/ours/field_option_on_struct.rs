use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(unit = "ms")]
struct Answer {
    access_token: String,
}

fn main() {}
