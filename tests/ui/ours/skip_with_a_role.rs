use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(skip, scope)]
    other: String,
}

fn main() {}
