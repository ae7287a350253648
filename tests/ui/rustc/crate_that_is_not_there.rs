use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(crate = wrong, debug, default_expires_in = 60)]
struct Answer {
    access_token: String,
    #[token(unit = "ms")]
    expires_in: u64,
    #[token(error, success = 0)]
    code: i64,
}

fn main() {}
