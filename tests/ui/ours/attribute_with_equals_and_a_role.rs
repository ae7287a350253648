use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token = "scope"]
    permissions: String,
}

fn main() {}
