use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(default_expires_in = 1h)]
struct Answer {
    access_token: String,
}

#[derive(TokenResponse)]
#[token(default_expires_in = 60 * 60)]
struct Product {
    access_token: String,
}

fn main() {}
