use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    #[token(secret)]
    mac_key: String,
}

fn main() {}
