use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    expires_in_minutes: u64,
    refresh_token_issued_at: u64,
    re_expires_in: u64,
    granted_scopes: String,
}

fn main() {}
