//! Error codes: text or a number.

use std::borrow::Cow;
use std::num::NonZero;

use serde_json::Value;

use super::AsErrorCode;
use super::number::for_every_integer;
use super::text::for_every_text;
use crate::name::is_named;

macro_rules! text {
    ($ty:ty: |$text:ident| $str:expr) => {
        #[diagnostic::do_not_recommend]
        impl AsErrorCode for $ty {
            #[inline]
            fn as_error_code(&self) -> Option<Cow<'_, str>> {
                let $text = self;
                Some(Cow::Borrowed($str))
            }
        }
    };
}
for_every_text!(text);

macro_rules! displayed {
    ($($ty:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl AsErrorCode for $ty {
            fn as_error_code(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
    )+};
}
displayed!(bool);

macro_rules! integer {
    ($($ty:ty),+) => {
        displayed!($($ty, NonZero<$ty>),+);
    };
}
for_every_integer!(integer);

/// JSON as errors come in it: a code, an object that holds one, or an array of these. Empty arrays and
/// objects are no error.
#[diagnostic::do_not_recommend]
impl AsErrorCode for Value {
    fn as_error_code(&self) -> Option<Cow<'_, str>> {
        match self {
            Value::Null => None,
            Value::Bool(flag) => flag.as_error_code(),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            Value::String(text) => text.as_error_code(),
            Value::Array(errors) => errors.iter().find_map(Value::as_error_code),
            Value::Object(error) if error.is_empty() => None,
            Value::Object(error) => CODE_NAMES
                .iter()
                .filter_map(|name| error.iter().find(|(key, _)| is_named(key, name)))
                .find_map(|(_, value)| value.as_error_code())
                .or(Some(Cow::Borrowed("unspecified"))),
        }
    }
}

/// What providers call the code within an error object, the most telling first.
const CODE_NAMES: [&str; 6] = ["error", "code", "error_code", "error_type", "type", "status"];
