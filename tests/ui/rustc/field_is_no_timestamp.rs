use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    expires_at: std::time::Instant,
}

fn main() {}
