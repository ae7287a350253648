use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(default_expires_in = "3600")]
struct Answer {
    access_token: String,
}

fn main() {}
