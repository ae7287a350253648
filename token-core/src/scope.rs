//! Scope: what a token allows.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::hash::{Hash, Hasher};
use std::iter::FusedIterator;
use std::slice;
use std::str::{Split, SplitAsciiWhitespace};

use serde_core::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

use crate::error::quotes_no_value;
use crate::secret::Secret;

/// What the token allows: RFC 6749 section 3.3.
///
/// Entries keep the order in which the server sent them. They are trimmed, and empty ones are dropped. A
/// token response without a scope is `None` in [`Token::scope`](crate::Token::scope), which means "as
/// requested" (RFC 6749 section 5.1), while `""` is an empty `Scope`.
///
/// ```
/// use token_core::Scope;
///
/// let scope = Scope::separated_by("repo,gist", ',');
/// assert!(scope.contains("gist"));
/// assert_eq!(scope.iter().collect::<Vec<_>>(), ["repo", "gist"]);
/// assert_eq!(scope.to_string(), "repo gist");
///
/// // The entries of a list stay entries, with or without white space in them.
/// let scope: Scope = ["read user", "write"].into_iter().collect();
/// assert_eq!(scope.iter().count(), 2);
/// ```
#[derive(Clone)]
pub struct Scope<'a>(Entries<'a>);

#[derive(Clone)]
enum Entries<'a> {
    /// Separated by ASCII white space.
    Spaced(Cow<'a, str>),
    Separated(Cow<'a, str>, char),
    Listed(Vec<Cow<'a, str>>),
}

impl<'a> Scope<'a> {
    /// A scope as RFC 6749 writes it: entries separated by ASCII white space.
    #[must_use]
    #[inline]
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Scope(Entries::Spaced(text.into()))
    }

    /// A scope that is split at `separator` and nowhere else.
    ///
    /// ```
    /// use token_core::Scope;
    ///
    /// let scope = Scope::separated_by("read user, write", ',');
    /// assert_eq!(scope.iter().collect::<Vec<_>>(), ["read user", "write"]);
    /// ```
    #[must_use]
    pub fn separated_by(text: impl Into<Cow<'a, str>>, separator: char) -> Self {
        Scope(Entries::Separated(text.into(), separator))
    }

    /// The entries, in the order in which they were sent.
    #[must_use]
    #[inline]
    pub fn iter(&self) -> ScopeIter<'_> {
        ScopeIter(match &self.0 {
            Entries::Spaced(text) => Rest::Spaced(text.split_ascii_whitespace()),
            Entries::Separated(text, separator) => Rest::Separated(text.split(*separator)),
            Entries::Listed(entries) => Rest::Listed(entries.iter()),
        })
    }

    /// Whether `entry` is one of the entries. Scope is case-sensitive (RFC 6749 section 3.3).
    #[must_use]
    pub fn contains(&self, entry: &str) -> bool {
        self.iter().any(|each| each == entry)
    }

    /// Whether there are no entries at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The same scope, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Scope<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Scope(match self.0 {
            Entries::Spaced(text) => Entries::Spaced(owned(text)),
            Entries::Separated(text, separator) => Entries::Separated(owned(text), separator),
            Entries::Listed(entries) => Entries::Listed(entries.into_iter().map(owned).collect()),
        })
    }
}

/// The entries of a [`Scope`], in the order in which they were sent: [`Scope::iter`].
#[derive(Clone, Debug)]
pub struct ScopeIter<'s>(Rest<'s>);

#[derive(Clone, Debug)]
enum Rest<'s> {
    Spaced(SplitAsciiWhitespace<'s>),
    Separated(Split<'s, char>),
    Listed(slice::Iter<'s, Cow<'s, str>>),
}

impl<'s> Iterator for ScopeIter<'s> {
    type Item = &'s str;

    #[inline]
    fn next(&mut self) -> Option<&'s str> {
        let is_entry = |entry: &&str| !entry.is_empty();
        match &mut self.0 {
            Rest::Spaced(entries) => entries.next(),
            Rest::Separated(entries) => entries.map(str::trim_ascii).find(is_entry),
            Rest::Listed(entries) => entries.map(|entry| entry.trim_ascii()).find(is_entry),
        }
    }
}

impl FusedIterator for ScopeIter<'_> {}

impl<'s> IntoIterator for &'s Scope<'_> {
    type Item = &'s str;
    type IntoIter = ScopeIter<'s>;

    fn into_iter(self) -> ScopeIter<'s> {
        self.iter()
    }
}

impl<'a, T: Into<Cow<'a, str>>> FromIterator<T> for Scope<'a> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Scope(Entries::Listed(entries.into_iter().map(Into::into).collect()))
    }
}

impl<'a, T: Into<Cow<'a, str>>> Extend<T> for Scope<'a> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, entries: I) {
        let more = entries.into_iter().map(Into::into);
        if let Entries::Listed(entries) = &mut self.0 {
            entries.extend(more);
        } else {
            let owned = self.iter().map(|entry| Cow::Owned(entry.to_owned()));
            self.0 = Entries::Listed(owned.chain(more).collect());
        }
    }
}

/// Empty, which is not "as requested".
impl Default for Scope<'_> {
    fn default() -> Self {
        Scope::new("")
    }
}

impl<'a> From<Cow<'a, str>> for Scope<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Scope::new(text)
    }
}

impl<'a> From<&'a str> for Scope<'a> {
    fn from(text: &'a str) -> Self {
        Scope::new(text)
    }
}

impl From<String> for Scope<'_> {
    fn from(text: String) -> Self {
        Scope::new(text)
    }
}

/// The same entries in the same order, however they were written.
impl PartialEq<Scope<'_>> for Scope<'_> {
    fn eq(&self, other: &Scope<'_>) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Scope<'_> {}

impl Hash for Scope<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for entry in self {
            entry.hash(state);
        }
        state.write_usize(self.iter().count());
    }
}

/// As RFC 6749 section 3.3 writes it: entries separated by one space. Control characters, which the RFC
/// does not allow, are escaped, so that a scope can't forge a line of a log.
impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, entry) in self.iter().enumerate() {
            if position > 0 {
                f.write_char(' ')?;
            }
            write_visible(f, entry)?;
        }
        Ok(())
    }
}

/// Writes text with its control characters escaped.
pub(crate) fn write_visible(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for letter in text.chars() {
        if letter.is_control() {
            write!(f, "{}", letter.escape_default())?;
        } else {
            f.write_char(letter)?;
        }
    }
    Ok(())
}

impl fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Text as RFC 6749 section 3.3 writes it, or a list where an entry has white space in it, so that the
/// same entries are read back.
impl Serialize for Scope<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.iter().any(|entry| entry.contains(|letter: char| letter.is_ascii_whitespace())) {
            serializer.collect_seq(self)
        } else {
            serializer.serialize_str(&self.iter().collect::<Vec<_>>().join(" "))
        }
    }
}

/// From text with white space between the entries, or from a list of text.
impl<'de> Deserialize<'de> for Scope<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScopeVisitor).map(Scope)
    }
}

struct ScopeVisitor;

impl<'de> Visitor<'de> for ScopeVisitor {
    type Value = Entries<'static>;

    quotes_no_value!(bool, number);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or a list of text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Entries::Spaced(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        // As a secret, since the error of any other type quotes what is not text.
        while let Some(entry) = list.next_element::<Secret>()? {
            entries.push(Cow::Owned(entry.as_str().to_owned()));
        }
        Ok(Entries::Listed(entries))
    }
}
