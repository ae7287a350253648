use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    #[token(nested)]
    data: Option<Vec<Inner>>,
}

#[derive(TokenResponse)]
struct Inner {
    access_token: String,
}

fn main() {}
