use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: u64,
}

fn main() {}
