//! Error codes: text or a number.

use std::borrow::Cow;
use std::fmt;
use std::num::NonZero;

use serde_json::{Number, Value};

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
                Some(text_of(self))
            }
        }
    )+};
}
displayed!(bool);

/// One function for all types, since each type that it was generic over would be compiled on its own.
fn text_of(code: &dyn fmt::Display) -> Cow<'static, str> {
    Cow::Owned(code.to_string())
}

macro_rules! integer {
    ($($ty:ty),+) => {
        displayed!($($ty, NonZero<$ty>),+);
    };
}
for_every_integer!(integer);

#[diagnostic::do_not_recommend]
impl AsErrorCode for Number {
    fn as_error_code(&self) -> Option<Cow<'_, str>> {
        // `-0` and `0.0` are zero, too.
        Some(if self.as_f64() == Some(0.0) { Cow::Borrowed("0") } else { text_of(self) })
    }
}

/// JSON as errors come in it: a code, an object that holds one, or an array of these. The first code
/// counts that states an error. An object with members but without such a code is `unspecified`; empty
/// arrays and objects are not an error.
#[diagnostic::do_not_recommend]
impl AsErrorCode for Value {
    fn as_error_code(&self) -> Option<Cow<'_, str>> {
        match self {
            Value::Null => None,
            Value::Bool(flag) => flag.as_error_code(),
            Value::Number(number) => number.as_error_code(),
            Value::String(text) => text.as_error_code(),
            Value::Array(_) | Value::Object(_) => {
                inner_code(self).or(has_members(self).then_some(Cow::Borrowed("unspecified")))
            }
        }
    }
}

/// The first code in it that states an error.
fn inner_code(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Array(errors) => errors.iter().find_map(inner_code),
        Value::Object(error) => CODE_NAMES.iter().find_map(|name| {
            let mut members = error.iter().filter(|(key, _)| is_named(key, name));
            members.find_map(|(_, value)| inner_code(value))
        }),
        code => code.as_error_code().filter(|code| states_error(code)),
    }
}

fn has_members(value: &Value) -> bool {
    match value {
        Value::Array(errors) => errors.iter().any(has_members),
        Value::Object(error) => !error.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Whether a code states an error. Servers that succeed send `0`, `false` and the like.
pub(crate) fn states_error(code: &str) -> bool {
    !matches!(code, "" | "0" | "false")
}

/// What providers call the code within an error object, the most telling first.
const CODE_NAMES: [&str; 6] = ["error", "code", "error_code", "error_type", "type", "status"];
