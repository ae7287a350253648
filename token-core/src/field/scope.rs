//! Scope: text, or a sequence of it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::text::for_every_text;
use super::{AsErrorCode, AsScope, AsText};
use crate::scope::Scope;

/// The entries of a sequence with `separator` between them.
fn joined<'s>(
    entries: impl Iterator<Item = Option<Cow<'s, str>>>,
    separator: Option<char>,
) -> Cow<'s, str> {
    let mut entries = entries.flatten();
    let Some(mut text) = entries.next() else {
        return Cow::Borrowed("");
    };
    for entry in entries {
        let text = text.to_mut();
        text.push(separator.unwrap_or(' '));
        text.push_str(&entry);
    }
    text
}

macro_rules! text {
    ($ty:ty: |$text:ident| $str:expr) => {
        #[diagnostic::do_not_recommend]
        impl AsScope for $ty {
            #[inline]
            fn as_scope(&self, _: Option<char>) -> Option<Cow<'_, str>> {
                let $text = self;
                Some(Cow::Borrowed($str))
            }
        }
    };
}
for_every_text!(text);

macro_rules! sequence {
    ($(<$($generics:tt),+> $ty:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)+> AsScope for $ty
        where
            T: AsText,
        {
            fn as_scope(&self, separator: Option<char>) -> Option<Cow<'_, str>> {
                Some(joined(self.iter().map(T::as_text), separator))
            }
        }
    )+};
}
sequence! {
    <T> [T];
    <T> Vec<T>;
    <T> BTreeSet<T>;
}

#[diagnostic::do_not_recommend]
impl<T: AsText, const N: usize> AsScope for [T; N] {
    fn as_scope(&self, separator: Option<char>) -> Option<Cow<'_, str>> {
        self.as_slice().as_scope(separator)
    }
}

#[diagnostic::do_not_recommend]
impl<T: AsText, S> AsScope for HashSet<T, S> {
    fn as_scope(&self, separator: Option<char>) -> Option<Cow<'_, str>> {
        Some(joined(self.iter().map(T::as_text), separator))
    }
}

#[diagnostic::do_not_recommend]
impl AsScope for Scope<'_> {
    fn as_scope(&self, separator: Option<char>) -> Option<Cow<'_, str>> {
        Some(joined(self.iter().map(|entry| Some(Cow::Borrowed(entry))), separator))
    }
}

/// JSON text, or an array of text and numbers.
#[diagnostic::do_not_recommend]
impl AsScope for Value {
    fn as_scope(&self, separator: Option<char>) -> Option<Cow<'_, str>> {
        match self {
            Value::String(text) => text.as_scope(separator),
            Value::Array(entries) => {
                Some(joined(entries.iter().map(Value::as_error_code), separator))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
        }
    }
}
