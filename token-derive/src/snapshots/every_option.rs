#[automatically_derived]
impl facade::token_core::TokenResponse for Answer {
    #[inline]
    fn fields(&self) -> facade::token_core::TokenFields<'_> {
        facade::token_core::TokenFields::default_expires_in(
            facade::token_core::TokenFields {
                access_token: <String as facade::token_core::field::AsText>::as_text(
                    &self.jwt,
                ),
                expires_in: facade::token_core::__private::or(
                    <u64 as facade::token_core::__private::ZeroIsNever>::as_lifetime_unless_zero(
                        &self.expires_in,
                        facade::token_core::field::Unit::Milliseconds,
                    ),
                    <Option<
                        u64,
                    > as facade::token_core::field::AsLifetime>::as_lifetime(
                        &self.expire_in,
                        facade::token_core::field::Unit::Seconds,
                    ),
                ),
                expires_at: us_date(&self.expires_on),
                id_token: <String as facade::token_core::field::AsText>::as_text(
                    &self.jwt,
                ),
                scope: <String as facade::token_core::field::AsScope>::as_scope(
                    &self.scope,
                    ::core::option::Option::Some(','),
                ),
                error: facade::token_core::__private::unless_success(
                    <i32 as facade::token_core::field::AsErrorCode>::as_error_code(
                        &self.code,
                    ),
                    "0",
                ),
                ..facade::token_core::__private::beside(
                    <String as facade::token_core::field::AsText>::as_text(&self.jwt),
                    facade::token_core::TokenFields::or(
                        <Option<
                            Inner,
                        > as facade::token_core::TokenResponse>::fields(&self.data),
                        <Inner as facade::token_core::TokenResponse>::fields(&self.more),
                    ),
                )
            },
            ::core::time::Duration::from_secs(3600u64),
        )
    }
}
