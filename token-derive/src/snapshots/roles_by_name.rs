#[allow(deprecated)]
const _: () = {
    use ::token_core::{
        TokenFields as __TokenFields, TokenResponse as __TokenResponse, field as __field,
    };
    #[automatically_derived]
    impl __TokenResponse for Answer {
        #[inline]
        fn fields(&self) -> __TokenFields<'_> {
            __TokenFields {
                access_token: <String as __field::AsText>::as_text(&self.access_token),
                expires_in: <Option<
                    u64,
                > as __field::AsLifetime>::as_lifetime(
                    &self.expires_in,
                    __field::Unit::Seconds,
                ),
                scope: <Vec<
                    String,
                > as __field::AsScope>::as_scope(
                    &self.scope,
                    ::core::option::Option::None,
                ),
                ..__TokenFields::EMPTY
            }
        }
    }
};
