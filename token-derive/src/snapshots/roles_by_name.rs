#[automatically_derived]
impl ::token_core::TokenResponse for Answer {
    #[inline]
    fn fields(&self) -> ::token_core::TokenFields<'_> {
        ::token_core::TokenFields {
            access_token: <String as ::token_core::field::AsText>::as_text(
                &self.access_token,
            ),
            expires_in: <Option<
                u64,
            > as ::token_core::field::AsLifetime>::as_lifetime(
                &self.expires_in,
                ::token_core::field::Unit::Seconds,
            ),
            scope: <Vec<
                String,
            > as ::token_core::field::AsScope>::as_scope(
                &self.scope,
                ::core::option::Option::None,
            ),
            ..::token_core::TokenFields::EMPTY
        }
    }
}
