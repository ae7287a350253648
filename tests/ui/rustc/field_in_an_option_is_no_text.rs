use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: Option<Vec<u8>>,
}

fn main() {}
