use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    scope: String,
    scopes: Vec<String>,
}

fn main() {}
