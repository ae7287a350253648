use token_core::TokenResponse;

#[derive(TokenResponse)]
#[repr(C, packed)]
struct Answer {
    access_token: &'static str,
    expires_in: u64,
}

fn main() {}
