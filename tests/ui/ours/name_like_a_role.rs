use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    expires: u64,
    refesh_token: Option<String>,
    refresh_expiration: Option<u64>,
}

fn main() {}
