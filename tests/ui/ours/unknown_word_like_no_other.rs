use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(banana)]
    fruit: u64,
}

fn main() {}
