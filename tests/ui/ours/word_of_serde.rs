use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(alias = "expiresIn", alias = "expire_in")]
    expires_in: u64,
}

fn main() {}
