use token_core::TokenResponse;

#[derive(TokenResponse)]
struct Answer<'a, T: Clone, const N: usize>
where
    T: PartialEq,
{
    refresh_token: &'a [T; N],
}

fn main() {
    let answer = Answer { refresh_token: &[0] };
    let _ = answer.normalize();
}
