use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer<T> {
    access_token: T,
}

fn takes(_: &impl TokenResponse) {}

fn main() {
    takes(&Answer { access_token: vec![0_u8] });
}
