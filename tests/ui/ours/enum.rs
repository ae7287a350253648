use token_core::TokenResponse;

#[derive(TokenResponse)]
enum Answer {
    Token { access_token: String },
}

fn main() {}
