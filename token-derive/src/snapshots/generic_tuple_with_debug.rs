#[automatically_derived]
impl<'a, T: Clone, const N: usize> ::token_core::TokenResponse for Answer<'a, T, N>
where
    &'a T: ::token_core::field::AsText,
{
    #[inline]
    fn fields(&self) -> ::token_core::TokenFields<'_> {
        ::token_core::TokenFields {
            access_token: <&'a T as ::token_core::field::AsText>::as_text(&self.0),
            scope: <[&'a str; N] as ::token_core::field::AsScope>::as_scope(
                &self.1,
                ::core::option::Option::None,
            ),
            ..::token_core::TokenFields::EMPTY
        }
    }
}
#[automatically_derived]
impl<'a, T: Clone, const N: usize> ::core::fmt::Debug for Answer<'a, T, N>
where
    Vec<T>: ::core::fmt::Debug,
{
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        fn shown<T: ::core::fmt::Debug>(value: &T) -> &dyn ::core::fmt::Debug {
            value
        }
        let mut output = ::core::fmt::Formatter::debug_tuple(formatter, "Answer");
        ::core::fmt::DebugTuple::field(&mut output, &::core::format_args!("[redacted]"));
        ::core::fmt::DebugTuple::field(&mut output, shown::<[&'a str; N]>(&self.1));
        ::core::fmt::DebugTuple::field(&mut output, shown::<Vec<T>>(&self.2));
        ::core::fmt::DebugTuple::field(&mut output, &::core::format_args!("[redacted]"));
        ::core::fmt::DebugTuple::finish(&mut output)
    }
}
