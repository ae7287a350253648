#[allow(deprecated)]
const _: () = {
    use facade::token_core::{
        TokenFields as __TokenFields, TokenResponse as __TokenResponse, field as __field,
        __private,
    };
    #[automatically_derived]
    impl __TokenResponse for Answer {
        #[inline]
        fn fields(&self) -> __TokenFields<'_> {
            __TokenFields::default_expires_in(
                __TokenFields {
                    access_token: <String as __field::AsText>::as_text(&self.jwt),
                    expires_in: __private::or(
                        <u64 as __private::ZeroIsNever>::as_lifetime_unless_zero(
                            &self.expires_in,
                            __field::Unit::Milliseconds,
                        ),
                        <Option<
                            u64,
                        > as __field::AsLifetime>::as_lifetime(
                            &self.expire_in,
                            __field::Unit::Seconds,
                        ),
                    ),
                    expires_at: us_date(&self.expires_on),
                    id_token: <String as __field::AsText>::as_text(&self.jwt),
                    scope: <String as __field::AsScope>::as_scope(
                        &self.scope,
                        ::core::option::Option::Some(','),
                    ),
                    error: __private::unless_success(
                        <i32 as __field::AsErrorCode>::as_error_code(&self.code),
                        "0",
                    ),
                    ..__private::beside(
                        <String as __field::AsText>::as_text(&self.jwt),
                        __TokenFields::or(
                            <Option<Inner> as __TokenResponse>::fields(&self.data),
                            <Inner as __TokenResponse>::fields(&self.more),
                        ),
                    )
                },
                ::core::time::Duration::from_secs(3600u64),
            )
        }
    }
};
