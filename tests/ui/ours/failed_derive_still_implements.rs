use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer {
    refresh_token: String,
}

fn normalized(answer: &Answer) -> bool {
    answer.normalize().is_ok()
}

fn main() {
    let answer = Answer { refresh_token: String::new() };
    let _: &dyn TokenResponse = &answer;
    let _ = normalized(&answer);
}
