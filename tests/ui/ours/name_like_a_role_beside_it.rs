use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    refresh_token: String,
    refesh_token: String,
}

fn main() {}
