#[allow(deprecated)]
const _: () = {
    use ::token_core::{
        TokenFields as __TokenFields, TokenResponse as __TokenResponse, field as __field,
        __private,
    };
    #[automatically_derived]
    impl<'a, T: Clone, const N: usize> __TokenResponse for Answer<'a, T, N>
    where
        &'a T: __field::AsText,
    {
        #[inline]
        fn fields(&self) -> __TokenFields<'_> {
            __TokenFields {
                access_token: <&'a T as __field::AsText>::as_text(&self.0),
                scope: <[&'a str; N] as __field::AsScope>::as_scope(
                    &self.1,
                    ::core::option::Option::None,
                ),
                ..__TokenFields::EMPTY
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
                <[&'a str; N] as __private::Shown>::shown(&self.1),
            );
            ::core::fmt::DebugTuple::field(
                &mut output,
                <Vec<T> as __private::Shown>::shown(&self.2),
            );
            ::core::fmt::DebugTuple::field(
                &mut output,
                &::core::format_args!("[redacted]"),
            );
            ::core::fmt::DebugTuple::finish(&mut output)
        }
    }
};
