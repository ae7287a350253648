#[allow(deprecated, unused_imports)]
const _: () = {
    use facade::token_core::token_core::__private;
    #[automatically_derived]
    impl __private::TokenResponse for Answer {
        #[inline]
        fn fields(&self) -> __private::TokenFields<'_> {
            __private::TokenFields::default_expires_in(
                __private::TokenFields {
                    access_token: <String as __private::AsText>::as_text(&self.jwt),
                    expires_in: __private::or(
                        <u64 as __private::ZeroIsNever>::as_lifetime_unless_zero(
                            &self.expires_in,
                            __private::Unit::Milliseconds,
                        ),
                        <Option<
                            u64,
                        > as __private::AsLifetime>::as_lifetime(
                            &self.expire_in,
                            __private::Unit::Seconds,
                        ),
                    ),
                    expires_at: __private::Needed::<
                        String,
                        _,
                    >::needed(
                        __private::Function::<
                            String,
                            __private::needed::Timestamp,
                            _,
                            _,
                        >::call(
                            __private::With {
                                function: us_date,
                            },
                            || &self.expires_on,
                        ),
                        ::core::marker::PhantomData::<__private::needed::Timestamp>,
                    ),
                    id_token: <String as __private::AsText>::as_text(&self.jwt),
                    scope: <String as __private::AsScope>::as_scope(
                        &self.scope,
                        ::core::option::Option::Some(','),
                    ),
                    error: __private::unless_success(
                        <i32 as __private::AsErrorCode>::as_error_code(&self.code),
                        "0",
                    ),
                    ..__private::beside(
                        <String as __private::AsText>::as_text(&self.jwt),
                        __private::TokenFields::or(
                            <Option<
                                Inner,
                            > as __private::TokenResponse>::fields(&self.data),
                            <Inner as __private::TokenResponse>::fields(&self.more),
                        ),
                    )
                },
                ::core::time::Duration::from_secs(3600u64),
            )
        }
    }
};
