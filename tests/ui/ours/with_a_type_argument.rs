use token_core::{FieldError, Lifetime, TokenResponse};

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(with = minutes<u64>)]
    expires_in: u64,
}

fn minutes<T>(_: &T) -> Result<Lifetime, FieldError> {
    Ok(Lifetime::Unspecified)
}

fn main() {}
