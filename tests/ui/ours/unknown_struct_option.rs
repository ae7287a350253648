use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(default_expires = 3600)]
struct Answer {
    access_token: String,
}

fn main() {}
