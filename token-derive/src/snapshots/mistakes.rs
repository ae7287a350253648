::core::compile_error! {
    "unknown role or option `acess_token`, did you mean `access_token`?"
}
#[allow(deprecated)]
const _: () = {
    use ::token_core::{TokenFields as __TokenFields, TokenResponse as __TokenResponse};
    #[automatically_derived]
    impl<T> __TokenResponse for Answer<T> {
        #[inline]
        fn fields(&self) -> __TokenFields<'_> {
            __TokenFields::EMPTY
        }
    }
};
