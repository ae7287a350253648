use token_core::{FieldError, Lifetime, TokenResponse};

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(with = minutes)]
    expires_in: u64,
}

fn minutes(_: &str) -> Result<Lifetime, FieldError> {
    Ok(Lifetime::Unspecified)
}

fn main() {}
