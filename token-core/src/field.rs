//! Which Rust types may play which role.
//!
//! The derive reads each field through one of five traits, chosen by the field's role. The type
//! decides how it is read, so aliases, newtypes and generic parameters work as they are:
//!
//! | trait | roles | implemented for | and with a feature |
//! |---|---|---|---|
//! | [`AsText`] | the tokens, `token_type`, `issued_token_type`, `error_description`, `error_uri` | text | `secrecy`: `SecretString`, `SecretBox`; `zeroize`: `Zeroizing`; `oauth2`: its secrets |
//! | [`AsLifetime`] | `expires_in` and other lifetimes | integers, `NonZero*`, floats, text, [`Duration`], JSON values and numbers | `chrono`: `TimeDelta`; `jiff`: `SignedDuration`; `time`: `Duration` |
//! | [`AsTimestamp`] | `expires_at` and other instants | the same, with [`SystemTime`] for `Duration` | `chrono`: `DateTime`; `jiff`: `Timestamp`, `Zoned`; `time`: `OffsetDateTime`, `UtcDateTime` |
//! | [`AsScope`] | `scope` | text, and slices, `Vec`s, arrays and sets of text, JSON values | |
//! | [`AsErrorCode`] | `error` | text, integers, booleans, JSON values | |
//!
//! Text is `str`, `String`, `Cow<str>` and [`Secret`](crate::Secret). Whatever can play a role can also
//! play it behind `Option`, `&`, `Box`, `Rc` and `Arc`, nested at will; `None` is absent.
//!
//! # A type of your own
//!
//! ```
//! use std::borrow::Cow;
//! use token_core::{TokenResponse, field::AsText};
//!
//! struct Sealed(String);
//!
//! impl AsText for Sealed {
//!     fn as_text(&self) -> Option<Cow<'_, str>> {
//!         Some(Cow::Borrowed(&self.0))
//!     }
//! }
//!
//! #[derive(TokenResponse)]
//! struct Answer {
//!     access_token: Sealed,
//! }
//!
//! let answer = Answer { access_token: Sealed("2YotnFZFEjr1zCsicMWpAA".into()) };
//! assert_eq!(answer.normalize()?.access_token(), "2YotnFZFEjr1zCsicMWpAA");
//! # Ok::<(), token_core::NormalizeError>(())
//! ```

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::error::FieldError;
use crate::lifetime::Lifetime;
use crate::scope::Scope;

pub(crate) mod error_code;
mod lifetime;
pub(crate) mod number;
mod scope;
pub(crate) mod text;
mod timestamp;
pub(crate) mod zero;

/// What one unit of a number means, when it is a lifetime or a timestamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// `unit = "ms"`
    Milliseconds,
    /// `unit = "s"`, and what holds without a `unit`
    #[default]
    Seconds,
    /// `unit = "min"`, lifetimes only
    Minutes,
    /// `unit = "h"`, lifetimes only
    Hours,
    /// `unit = "d"`, lifetimes only
    Days,
}

impl Unit {
    /// `count` units, saturating.
    #[inline]
    pub(crate) fn duration(self, count: u64) -> Duration {
        let seconds = match self {
            Unit::Milliseconds => return Duration::from_millis(count),
            Unit::Seconds => 1,
            Unit::Minutes => 60,
            Unit::Hours => 3_600,
            Unit::Days => 86_400,
        };
        Duration::from_secs(count.saturating_mul(seconds))
    }
}

/// A field that can hold text: a token, a token type.
///
/// Write `String`, or [`Secret`](crate::Secret) so that `Debug` can't show it. Borrowed text, `Box<str>`, a
/// JSON value and an `Option` of these will do, too. Numbers are deliberately not text: a field that reads a
/// token as a number would lose leading zeros and more.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read as text",
    label = "expected text, such as a `String`",
    note = "if the server sends text, make it a `String` or an `Option<String>`; if it sends an object or an array with the text in it, make it a struct or a tuple struct that derives `TokenResponse`, and write `#[token(nested)]`",
    note = "to convert it yourself, write `#[token(with = path::to::function)]`, with a function that takes a reference to the field and returns `Option<Cow<'_, str>>`; for a type of your own, you can implement `token_core::field::AsText` instead",
    note = "if the field does not have the role, write `#[token(skip)]`"
)]
#[cfg_attr(
    not(all(feature = "secrecy", feature = "zeroize", feature = "oauth2")),
    diagnostic::on_unimplemented(
        note = "if it is a type from `secrecy`, `zeroize` or `oauth2`, enable token-core's feature of the same name"
    )
)]
pub trait AsText {
    /// The text, borrowed where it can be; `None` is absent. Empty text counts as absent, too.
    fn as_text(&self) -> Option<Cow<'_, str>>;
}

/// A field that can hold a lifetime: how long from the moment of receipt.
///
/// Write `u64` for a number, `String` for text of digits, and [`TextOrNumber`](crate::TextOrNumber) for a server
/// that sends sometimes one and sometimes the other; an `Option` of these where it may be missing. Every other integer,
/// floats, [`Duration`] and the durations of date libraries (see the [features](self)) will do, too.
///
/// ```
/// use token_core::field::{AsLifetime, Unit};
/// use token_core::{FieldError, Lifetime};
///
/// /// `90m` or `2h`.
/// struct Period(String);
///
/// impl AsLifetime for Period {
///     fn as_lifetime(&self, _: Unit) -> Result<Lifetime, FieldError> {
///         match (self.0.strip_suffix('m'), self.0.strip_suffix('h')) {
///             (Some(minutes), _) => minutes.as_lifetime(Unit::Minutes),
///             (_, Some(hours)) => hours.as_lifetime(Unit::Hours),
///             _ => Err(FieldError::new("expected minutes or hours, as in 90m")),
///         }
///     }
/// }
/// assert_eq!(Period("2h".into()).as_lifetime(Unit::Seconds)?.as_duration().unwrap().as_secs(), 7200);
/// # Ok::<(), FieldError>(())
/// ```
#[cfg_attr(
    not(all(feature = "chrono", feature = "jiff", feature = "time")),
    diagnostic::on_unimplemented(
        note = "if it is a duration from `chrono`, `jiff` or `time`, enable token-core's feature of the same name"
    )
)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read as a lifetime",
    label = "expected a lifetime, such as a `u64` of seconds or a `Duration`",
    note = "if it is an instant, such as a `DateTime`, use a role that ends in `_at`, as in `#[token(expires_at)]`; if the server sends a number or digits, make it a `u64`, a `String` or an `Option` of one",
    note = "to convert it yourself, write `#[token(with = path::to::function)]`, with a function that takes a reference to the field and returns `Result<Lifetime, FieldError>`; for a type of your own, you can implement `token_core::field::AsLifetime` instead",
    note = "if the field does not have the role, write `#[token(skip)]`"
)]
pub trait AsLifetime {
    /// The lifetime, where a number counts `unit`s. A type that knows its unit, such as `Duration`,
    /// ignores it.
    ///
    /// A fraction is multiplied by its unit and then floored, zero and negatives have expired on arrival, and
    /// a lifetime longer than [`Lifetime::MAX`] is clamped to it.
    ///
    /// # Errors
    ///
    /// The value is there and is not a lifetime. Absent, JSON `null` and empty text are
    /// [`Lifetime::Unspecified`] instead.
    fn as_lifetime(&self, unit: Unit) -> Result<Lifetime, FieldError>;
}

/// A field that can hold an instant.
///
/// Write `u64` for unix seconds, `String` for text (digits, or RFC 3339), and
/// [`TextOrNumber`](crate::TextOrNumber) for either; an
/// `Option` of these where it may be missing. Every other integer, floats, [`SystemTime`] and the instants of
/// date libraries (see the [features](self)) will do, too. Any other date is read by a function: see "Any
/// other date" in the [cookbook](https://docs.rs/token-core/latest/token_core/guide/cookbook/).
#[cfg_attr(
    not(all(feature = "chrono", feature = "jiff", feature = "time")),
    diagnostic::on_unimplemented(
        note = "if it is an instant from `chrono`, `jiff` or `time`, enable token-core's feature of the same name"
    )
)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read as a timestamp",
    label = "expected a timestamp, such as a `SystemTime`, RFC 3339 in a `String` or a `u64` of seconds",
    note = "if it is a duration, use a role that ends in `_in`, as in `#[token(expires_in)]`; if the server sends a number or RFC 3339, make it a `u64`, a `String` or an `Option` of one (no server can send a `std::time::Instant`)",
    note = "to convert it yourself, write `#[token(with = path::to::function)]`, with a function that takes a reference to the field and returns `Result<Option<SystemTime>, FieldError>`; for UTC in a `NaiveDateTime`, which has no time zone, that is `Ok(Some(time.and_utc().into()))`; for a type of your own, you can implement `token_core::field::AsTimestamp` instead",
    note = "if the field does not have the role, write `#[token(skip)]`"
)]
pub trait AsTimestamp {
    /// The instant, where a number counts `unit`s since 1970-01-01T00:00:00Z. A type that knows its
    /// unit, such as `SystemTime`, and RFC 3339 text ignore it.
    ///
    /// Numbers before the year 0 and after the year 9999 are clamped to these years.
    ///
    /// # Errors
    ///
    /// The value is there and is not an instant. Absent, JSON `null` and empty text are `None` instead.
    fn as_timestamp(&self, unit: Unit) -> Result<Option<SystemTime>, FieldError>;
}

/// A field that can hold a scope.
///
/// Write `String` for text, `Vec<String>` for an array, and `serde_json::Value` for either; an `Option` of these
/// where it may be missing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read as a scope",
    label = "expected a scope, such as a `String` or a `Vec<String>`",
    note = "if the server sends text or an array of texts, make it a `String`, a `Vec<String>` or an `Option` of one",
    note = "if it sends anything else, such as an object or an array of objects or numbers, write `#[token(with = path::to::function)]`, with a function that takes a reference to the field and returns `Option<Scope<'_>>`; for a type of your own, you can implement `token_core::field::AsScope` instead",
    note = "if the field does not have the role, write `#[token(skip)]`"
)]
pub trait AsScope {
    /// The scope. Text is split at `separator`, or at ASCII white space where it is `None`; the entries
    /// of a list are its entries, whatever the separator. `None` if there is no scope at all.
    fn as_scope(&self, separator: Option<char>) -> Option<Scope<'_>>;
}

/// A field that can hold an error code.
///
/// Write `Option<String>`, or the type of the code that the provider sends: an integer, a `bool` beside
/// `success = true`, or `serde_json::Value` for an object or an array that holds the code.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read as an error code",
    label = "expected an error code, such as a `String` or an `i64`",
    note = "if the server sends text, an integer or a bool, make it a `String`, an `i64`, a `bool` or an `Option` of one; if it sends an object or an array that holds the code, make it a `serde_json::Value`",
    note = "to convert it yourself, write `#[token(with = path::to::function)]`, with a function that takes a reference to the field and returns `Option<Cow<'_, str>>`, where `None` means success; for a type of your own, you can implement `token_core::field::AsErrorCode` instead",
    note = "if the field does not have the role, write `#[token(skip)]`"
)]
pub trait AsErrorCode {
    /// The code, numbers in decimal; `None` and empty text do not state an error.
    fn as_error_code(&self) -> Option<Cow<'_, str>>;
}

/// Implements a trait for every pointer to a type that has it, and for `Option`.
macro_rules! through_pointers {
    ($role:ident $methods:tt) => {
        through_pointers!(pointer &T, $role $methods);
        through_pointers!(pointer Box<T>, $role $methods);
        through_pointers!(pointer Rc<T>, $role $methods);
        through_pointers!(pointer Arc<T>, $role $methods);
        through_pointers!(option $role $methods);
    };
    (pointer $pointer:ty, $role:ident {
        fn $read:ident($($argument:ident: $ty:ty)?) -> $answer:ty, absent $absent:expr;
    }) => {
        impl<T: $role + ?Sized> $role for $pointer {
            fn $read(&self $(, $argument: $ty)?) -> $answer {
                T::$read(self $(, $argument)?)
            }
        }
    };
    (option $role:ident {
        fn $read:ident($($argument:ident: $ty:ty)?) -> $answer:ty, absent $absent:expr;
    }) => {
        impl<T: $role> $role for Option<T> {
            fn $read(&self $(, $argument: $ty)?) -> $answer {
                self.as_ref().map_or($absent, |value| value.$read($($argument)?))
            }
        }
    };
}
pub(crate) use through_pointers;

through_pointers!(AsText {
    fn as_text() -> Option<Cow<'_, str>>, absent None;
});
through_pointers!(AsLifetime {
    fn as_lifetime(unit: Unit) -> Result<Lifetime, FieldError>, absent Ok(Lifetime::Unspecified);
});
through_pointers!(AsTimestamp {
    fn as_timestamp(unit: Unit) -> Result<Option<SystemTime>, FieldError>, absent Ok(None);
});
through_pointers!(AsScope {
    fn as_scope(separator: Option<char>) -> Option<Scope<'_>>, absent None;
});
through_pointers!(AsErrorCode {
    fn as_error_code() -> Option<Cow<'_, str>>, absent None;
});
