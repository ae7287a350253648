::core::compile_error! {
    "unknown role or option `acess_token`; did you mean `access_token`?"
}
#[allow(deprecated, unused_imports)]
const _: () = {
    use ::token_core::__private;
    #[automatically_derived]
    impl<T> __private::TokenResponse for Answer<T> {
        #[inline]
        fn fields(&self) -> __private::TokenFields<'_> {
            __private::TokenFields::EMPTY
        }
    }
};
