use token_core::{TokenFields, TokenResponse};

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
}

impl TokenResponse for Answer {
    fn fields(&self) -> TokenFields<'_> {
        TokenFields::EMPTY
    }
}

fn main() {}
