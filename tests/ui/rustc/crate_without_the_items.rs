use token_core::TokenResponse;

mod facade {
    pub use token_core::TokenResponse;
}

#[derive(TokenResponse)]
#[token(crate = crate::facade)]
struct Answer {
    access_token: String,
}

fn main() {}
