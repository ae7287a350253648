//! What only the code that the derive generates names. It is not public API: the derive is pinned to the
//! version of token-core that re-exports it, and this changes whenever the two need it to.

use std::borrow::Cow;
use std::fmt::{self, Debug};
use std::marker::PhantomData;

pub use crate::field::zero::ZeroIsNever;
pub use crate::field::{AsErrorCode, AsLifetime, AsScope, AsText, AsTimestamp, Unit};
pub use crate::fields::{ROLES, Reading, TokenFields};
pub use crate::response::TokenResponse;

use crate::error::ServerText;
use crate::field::error_code::states_error;

/// What the first field of a role says, or else what its `fallback` does.
#[must_use]
pub fn or<R: Reading>(first: R, fallback: R) -> R {
    first.or(fallback)
}

/// A function of `with`. It is a field of a struct, so that the compiler does not advise to write a closure instead.
#[expect(missing_debug_implementations, reason = "it is made to be called")]
pub struct With<F> {
    pub function: F,
}

/// What is called with a reference to the field. The compiler looks into a closure last: by then it knows what the
/// function takes, and the reference becomes that as it would in a plain call.
#[diagnostic::on_unimplemented(
    message = "the function given to `with` can't read the field",
    label = "expected `fn(&{Field}) -> {Needed}`"
)]
pub trait Function<'f, Field: ?Sized, Needed, Argument: ?Sized + 'f, Returned>: Sized {
    fn call(self, field: impl FnOnce() -> &'f Argument) -> Returned;
}

#[diagnostic::do_not_recommend]
impl<'f, Field: ?Sized, Needed, Argument: ?Sized + 'f, Returned, F>
    Function<'f, Field, Needed, Argument, Returned> for With<F>
where
    F: FnOnce(&'f Argument) -> Returned,
{
    fn call(self, field: impl FnOnce() -> &'f Argument) -> Returned {
        (self.function)(field())
    }
}

/// What a role needs is what the function of `with` returns. The compiler is told last what is needed: until then, the
/// function's own type is not fixed by it, and an error is the one below.
#[diagnostic::on_unimplemented(
    message = "the function given to `with` returns `{Returned}`, but the role needs `{Self}`",
    label = "expected `fn(&{Field}) -> {Self}`",
    note = "for the role `error`, return `None` if the code means success"
)]
pub trait Needed<Field: ?Sized, Returned>: Sized {
    fn needed(returned: Returned, needed: PhantomData<Self>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<Field: ?Sized, T> Needed<Field, T> for T {
    fn needed(returned: T, _: PhantomData<T>) -> T {
        returned
    }
}

/// What each kind of role needs.
pub mod needed {
    use std::borrow::Cow;
    use std::time::SystemTime;

    use crate::error::FieldError;

    pub type Text<'f> = Option<Cow<'f, str>>;
    pub type Lifetime<'f> = Result<crate::lifetime::Lifetime, FieldError>;
    pub type Timestamp<'f> = Result<Option<SystemTime>, FieldError>;
    pub type Scope<'f> = Option<crate::scope::Scope<'f>>;
    pub type ErrorCode<'f> = Text<'f>;
}

/// The code of a field without `success`: empty if it is one of the ways to say that there is no error.
#[must_use]
pub fn stated(code: needed::ErrorCode<'_>) -> needed::ErrorCode<'_> {
    code.map(|code| if states_error(&code) { code } else { Cow::Borrowed("") })
}

/// The code of a field with `success`: empty if it is the code that means success.
#[must_use]
pub fn unless_success<'a>(code: needed::ErrorCode<'a>, success: &str) -> needed::ErrorCode<'a> {
    code.map(|code| if code == success { Cow::Borrowed("") } else { code })
}

/// What a `nested` answer says beside the access token that the struct itself may hold.
#[expect(clippy::needless_pass_by_value, reason = "the derive passes a reading, not a place")]
#[must_use]
pub fn beside<'a>(access_token: Option<Cow<'_, str>>, nested: TokenFields<'a>) -> TokenFields<'a> {
    nested.beside(access_token.as_ref())
}

/// What a generated `Debug` shows of a field in one of the error roles: without what could be a credential.
pub struct OfError<'f>(pub &'f dyn Debug);

impl Debug for OfError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", ServerText(&format!("{:?}", self.0)))
    }
}

/// What a generated `Debug` shows of a field.
#[diagnostic::on_unimplemented(
    message = "`#[token(debug)]` needs `{Self}` to implement `Debug`",
    label = "this type does not implement `Debug`",
    note = "to hide the field, write `#[token(secret)]` on it; to show it, write `#[token(debug)]` on its type if that derives `TokenResponse`, and `#[derive(Debug)]` if not"
)]
pub trait Shown {
    fn shown(&self) -> Box<dyn Debug + '_>;
}

#[diagnostic::do_not_recommend]
impl<T: Debug + ?Sized> Shown for T {
    fn shown(&self) -> Box<dyn Debug + '_> {
        Box::new(self)
    }
}
