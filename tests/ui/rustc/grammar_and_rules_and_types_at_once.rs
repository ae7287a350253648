use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(debgu)]
struct Answer {
    access_token: String,
    #[token(unit = "sec")]
    expires_in: u64,
    #[token(unit = "ms")]
    refresh_token: String,
    scope: String,
    scopes: Vec<String>,
    #[token(error_description)]
    message: Vec<u8>,
}

fn main() {
    let answer = Answer::default();
    println!("{answer:?}");
    let _ = answer.normalize();
}

impl Default for Answer {
    fn default() -> Self {
        unreachable!()
    }
}
