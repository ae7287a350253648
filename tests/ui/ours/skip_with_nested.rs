use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(skip, nested)]
    data: Option<String>,
}

fn main() {}
