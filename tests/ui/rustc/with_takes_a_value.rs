use token_core::{FieldError, Lifetime, TokenResponse};

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(with = minutes)]
    expires_in: u64,
}

fn minutes(_: u64) -> Result<Lifetime, FieldError> {
    Ok(Lifetime::Unspecified)
}

fn main() {}
