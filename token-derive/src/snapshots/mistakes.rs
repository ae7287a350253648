::core::compile_error! {
    "unknown role or option `acess_token`, did you mean `access_token`?\nroles: `access_token`, `token_type`, `expires_in`, `expires_at`, `issued_at`, `refresh_token`, `refresh_expires_in`, `refresh_expires_at`, `id_token`, `scope`, `issued_token_type`, `error`, `error_description`, `error_uri`\noptions: `unit`, `zero`, `separator`, `success`, `fallback`, `with`, `nested`, `skip`, `secret`"
}
#[automatically_derived]
impl<T> ::token_core::TokenResponse for Answer<T> {
    #[inline]
    fn fields(&self) -> ::token_core::TokenFields<'_> {
        ::token_core::TokenFields::EMPTY
    }
}
