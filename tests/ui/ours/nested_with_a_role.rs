use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(nested, scope)]
    data: String,
}

fn main() {}
