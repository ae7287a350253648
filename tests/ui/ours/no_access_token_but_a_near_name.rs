use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    acess_token: String,
    expires_in: u64,
}

fn main() {}
