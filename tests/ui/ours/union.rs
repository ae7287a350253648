use token_core::TokenResponse;

#[derive(TokenResponse)]
union Answer {
    access_token: u64,
}

fn main() {}
