use token_core::TokenResponse;

struct MyDate(String);

#[derive(TokenResponse)]
struct Answer {
    access_token: String,
    expires_at: Option<MyDate>,
}

fn main() {}
