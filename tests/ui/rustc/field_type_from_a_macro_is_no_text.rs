use token_core::TokenResponse;

macro_rules! answer {
    ($name:ident, $field:ident: $ty:ty) => {
        #[derive(TokenResponse)]
        struct $name {
            #[token(access_token)]
            $field: $ty,
        }
    };
}

answer!(Answer, jwt: Vec<u8>);

fn main() {}
