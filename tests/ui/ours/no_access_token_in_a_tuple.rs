use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer(String);

fn main() {}
