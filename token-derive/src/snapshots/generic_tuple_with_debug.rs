#[allow(deprecated, unused_imports)]
const _: () = {
    use ::token_core::__private;
    #[automatically_derived]
    impl<'a, T: Clone, const N: usize> __private::TokenResponse for Answer<'a, T, N>
    where
        &'a T: __private::AsText,
    {
        #[inline]
        fn fields(&self) -> __private::TokenFields<'_> {
            __private::TokenFields {
                access_token: <&'a T as __private::AsText>::as_text(&self.0),
                scope: <[&'a str; N] as __private::AsScope>::as_scope(
                    &self.1,
                    ::core::option::Option::None,
                ),
                ..__private::TokenFields::EMPTY
            }
        }
    }
    #[automatically_derived]
    impl<'a, T: Clone, const N: usize> ::core::fmt::Debug for Answer<'a, T, N>
    where
        Vec<T>: ::core::fmt::Debug,
    {
        fn fmt(
            &self,
            formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            let mut output = ::core::fmt::Formatter::debug_tuple(formatter, "Answer");
            ::core::fmt::DebugTuple::field(
                &mut output,
                &::core::format_args!("[redacted]"),
            );
            ::core::fmt::DebugTuple::field(
                &mut output,
                &<[&'a str; N] as __private::Shown>::shown(&self.1),
            );
            ::core::fmt::DebugTuple::field(
                &mut output,
                &<Vec<T> as __private::Shown>::shown(&self.2),
            );
            ::core::fmt::DebugTuple::field(
                &mut output,
                &::core::format_args!("[redacted]"),
            );
            ::core::fmt::DebugTuple::finish(&mut output)
        }
    }
};
