use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(debug)]
struct Answer {
    refresh_token: String,
}

fn main() {
    let answer = Answer { refresh_token: String::new() };
    let _ = format!("{answer:?}");
}
