use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer;

fn main() {}
