//! Scope: text, or a sequence of it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::text::for_every_text;
use super::{AsScope, AsText, number};
use crate::scope::Scope;

macro_rules! text {
    ($ty:ty: |$text:ident| $str:expr) => {
        #[diagnostic::do_not_recommend]
        impl AsScope for $ty {
            #[inline]
            fn as_scope(&self, separator: Option<char>) -> Option<Scope<'_>> {
                let $text = self;
                Some(match separator {
                    None => Scope::new($str),
                    Some(separator) => Scope::separated_by($str, separator),
                })
            }
        }
    };
}
for_every_text!(text);

/// The entries of a sequence are the entries of the scope, whatever characters they have.
macro_rules! sequence {
    ($(<$($parameter:ident $(: $bound:ident)?),+> $ty:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameter $(: $bound)?),+> AsScope for $ty {
            fn as_scope(&self, _: Option<char>) -> Option<Scope<'_>> {
                Some(self.iter().filter_map(T::as_text).collect())
            }
        }
    )+};
}
sequence! {
    <T: AsText> [T];
    <T: AsText> Vec<T>;
    <T: AsText> BTreeSet<T>;
    <T: AsText, S> HashSet<T, S>;
}

#[diagnostic::do_not_recommend]
impl<T: AsText, const N: usize> AsScope for [T; N] {
    fn as_scope(&self, separator: Option<char>) -> Option<Scope<'_>> {
        self.as_slice().as_scope(separator)
    }
}

#[diagnostic::do_not_recommend]
impl AsScope for Scope<'_> {
    fn as_scope(&self, _: Option<char>) -> Option<Scope<'_>> {
        Some(self.iter().collect())
    }
}

/// JSON text, or an array of text and numbers.
#[diagnostic::do_not_recommend]
impl AsScope for Value {
    fn as_scope(&self, separator: Option<char>) -> Option<Scope<'_>> {
        match self {
            Value::String(text) => text.as_scope(separator),
            Value::Array(entries) => Some(entries.iter().filter_map(entry).collect()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
        }
    }
}

fn entry(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number::text_of_json(number))),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
