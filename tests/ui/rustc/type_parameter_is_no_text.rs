use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer<T> {
    access_token: T,
}

fn main() {
    let answer = Answer { access_token: vec![0_u8] };
    let _ = answer.normalize();
}
