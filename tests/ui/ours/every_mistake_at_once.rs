use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(unknown)]
struct Answer {
    #[token(acess_token)]
    jwt: String,
    #[token(unit = "weeks", zero = "forever")]
    expires_in: u64,
    #[token()]
    scope: String,
}

fn main() {}
