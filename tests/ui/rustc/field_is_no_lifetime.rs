use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    expires_in: Vec<u64>,
}

fn main() {}
