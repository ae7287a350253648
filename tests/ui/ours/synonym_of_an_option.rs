use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(sep = ",")]
    scope: String,
    #[token(ms)]
    expires_in: u64,
}

fn main() {}
