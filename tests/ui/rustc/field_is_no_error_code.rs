use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    error: f64,
}

fn main() {}
