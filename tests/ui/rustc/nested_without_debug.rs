use token_core::TokenResponse;

#[derive(TokenResponse)]
#[token(debug)]
struct Answer {
    #[token(nested)]
    data: Option<Inner>,
}

#[derive(TokenResponse)]
struct Inner {
    access_token: String,
}

fn main() {}
