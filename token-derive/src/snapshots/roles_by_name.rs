#[allow(deprecated, unused_imports)]
const _: () = {
    use ::token_core::__private;
    #[automatically_derived]
    impl __private::TokenResponse for Answer {
        #[inline]
        fn fields(&self) -> __private::TokenFields<'_> {
            __private::TokenFields {
                access_token: <String as __private::AsText>::as_text(&self.access_token),
                expires_in: <Option<
                    u64,
                > as __private::AsLifetime>::as_lifetime(
                    &self.expires_in,
                    __private::Unit::Seconds,
                ),
                scope: <Vec<
                    String,
                > as __private::AsScope>::as_scope(
                    &self.scope,
                    ::core::option::Option::None,
                ),
                ..__private::TokenFields::EMPTY
            }
        }
    }
};
