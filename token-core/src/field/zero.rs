//! Which lifetimes can tell zero from other values: `zero = "never"`.

use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Number, Value};

use super::number::{self, for_every_integer};
use super::text::for_every_text;
use super::{AsLifetime, Unit, through_pointers};
use crate::error::FieldError;
use crate::lifetime::Lifetime;

/// A lifetime whose zero can mean "never".
///
/// It is apart from [`AsLifetime`], so that a type of one's own can't turn a negative into a token that
/// never expires.
#[diagnostic::on_unimplemented(
    message = "`zero = \"never\"` can't be read from `{Self}`",
    label = "zero is not told from other values here",
    note = "let the type's own `as_lifetime` return `Lifetime::Unlimited` for zero and remove `zero`, or write `with = path::to::function` in its place"
)]
pub trait ZeroIsNever: AsLifetime {
    /// Whether the value is exactly zero, neither negative nor a fraction.
    fn is_zero(&self) -> bool;

    /// The lifetime, where zero is [`Lifetime::Unlimited`].
    ///
    /// # Errors
    ///
    /// Those of [`AsLifetime::as_lifetime`].
    fn as_lifetime_unless_zero(&self, unit: Unit) -> Result<Lifetime, FieldError> {
        if self.is_zero() { Ok(Lifetime::Unlimited) } else { self.as_lifetime(unit) }
    }
}

macro_rules! zero_is_never {
    ($ty:ty: |$value:ident| $is_zero:expr) => {
        #[diagnostic::do_not_recommend]
        impl ZeroIsNever for $ty {
            fn is_zero(&self) -> bool {
                let $value = self;
                $is_zero
            }
        }
    };
}

macro_rules! integer {
    ($($ty:ty),+) => {$(
        zero_is_never!($ty: |number| *number == 0);
        zero_is_never!(NonZero<$ty>: |_number| false);
    )+};
}
for_every_integer!(integer);
zero_is_never!(f32: |number| *number == 0.0);
zero_is_never!(f64: |number| *number == 0.0);

macro_rules! text {
    ($ty:ty: |$text:ident| $str:expr) => {
        zero_is_never!($ty: |$text| is_zero($str));
    };
}
for_every_text!(text);

/// `-0.0` is exactly zero. `0.5` is not, although it begins with one.
fn is_zero(text: &str) -> bool {
    let text = text.trim_ascii();
    number::from_text(text).is_some() && text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'))
}

zero_is_never!(Duration: |duration| duration.is_zero());
zero_is_never!(Lifetime: |lifetime| *lifetime == Lifetime::Limited(Duration::ZERO));
zero_is_never!(Number: |number| number.as_f64() == Some(0.0));
zero_is_never!(Value: |value| match value {
    Value::Number(number) => number.is_zero(),
    Value::String(text) => is_zero(text),
    Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
});
#[cfg(feature = "chrono")]
zero_is_never!(chrono::TimeDelta: |duration| chrono::TimeDelta::is_zero(duration));
#[cfg(feature = "jiff")]
zero_is_never!(jiff::SignedDuration: |duration| jiff::SignedDuration::is_zero(duration));
#[cfg(feature = "time")]
zero_is_never!(time::Duration: |duration| time::Duration::is_zero(*duration));

through_pointers!(ZeroIsNever {
    fn is_zero() -> bool, absent false;
});
