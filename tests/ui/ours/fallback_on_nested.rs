use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: Option<String>,
    #[token(nested, fallback)]
    data: Inner,
}

#[derive(TokenResponse)]
struct Inner {
    access_token: String,
}

fn main() {}
