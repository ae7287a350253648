use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    refresh_token: String,
}

fn main() {}
