use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    scope: u64,
}

fn main() {}
