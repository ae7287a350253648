use token_core::TokenResponse;

struct Opaque;

#[derive(TokenResponse)]
#[token(debug)]
struct Answer {
    access_token: String,
    extra: Opaque,
}

fn main() {}
