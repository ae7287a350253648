use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(scope, "x" fallback)]
    permissions: String,
    scope: String,
}

fn main() {}
