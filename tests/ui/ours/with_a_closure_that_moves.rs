use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(with = move |n, m| n, zero = "never")]
    expires_in: u64,
}

fn main() {}
