//! Scope: what a token allows.

use std::borrow::Cow;
use std::fmt;
use std::str::{Split, SplitAsciiWhitespace};

/// What the token allows: RFC 6749 section 3.3.
///
/// Entries keep the order in which the server sent them; empty ones are dropped. A token response
/// without a scope is `None` in [`Token::scope`](crate::Token::scope), which means "as requested"
/// (RFC 6749 section 5.1), while `""` is an empty `Scope`.
///
/// ```
/// use token_core::Scope;
///
/// let scope = Scope::separated_by("repo,gist", ',');
/// assert!(scope.contains("gist"));
/// assert_eq!(scope.iter().collect::<Vec<_>>(), ["repo", "gist"]);
/// assert_eq!(scope.to_string(), "repo gist");
/// ```
#[derive(Clone)]
pub struct Scope<'a> {
    text: Cow<'a, str>,
    separator: Option<char>,
}

impl<'a> Scope<'a> {
    /// Scope as RFC 6749 writes it: entries separated by ASCII white space.
    #[must_use]
    #[inline]
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Scope { text: text.into(), separator: None }
    }

    /// Scope split at `separator` and nowhere else; white space around an entry is trimmed.
    #[must_use]
    pub fn separated_by(text: impl Into<Cow<'a, str>>, separator: char) -> Self {
        Scope { text: text.into(), separator: Some(separator) }
    }

    /// The entries, in the order in which they were sent.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone + fmt::Debug {
        match self.separator {
            None => Entries::Spaced(self.text.split_ascii_whitespace()),
            Some(separator) => Entries::Separated(self.text.split(separator)),
        }
    }

    /// Whether `entry` is one of the entries. Scope is case-sensitive (RFC 6749 section 3.3).
    #[must_use]
    pub fn contains(&self, entry: &str) -> bool {
        self.iter().any(|each| each == entry)
    }

    /// Whether there is no entry at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The same scope, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Scope<'static> {
        Scope { text: Cow::Owned(self.text.into_owned()), separator: self.separator }
    }
}

#[derive(Clone, Debug)]
enum Entries<'s> {
    Spaced(SplitAsciiWhitespace<'s>),
    Separated(Split<'s, char>),
}

impl<'s> Iterator for Entries<'s> {
    type Item = &'s str;

    #[inline]
    fn next(&mut self) -> Option<&'s str> {
        match self {
            Entries::Spaced(entries) => entries.next(),
            Entries::Separated(entries) => {
                entries.map(str::trim_ascii).find(|entry| !entry.is_empty())
            }
        }
    }

    /// Asks once, and not at every entry, how they are separated.
    #[inline]
    fn fold<B, F: FnMut(B, &'s str) -> B>(self, first: B, each: F) -> B {
        match self {
            Entries::Spaced(entries) => entries.fold(first, each),
            Entries::Separated(entries) => {
                let trimmed = entries.map(str::trim_ascii).filter(|entry| !entry.is_empty());
                trimmed.fold(first, each)
            }
        }
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

/// As RFC 6749 section 3.3 writes it: entries separated by one space.
impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, entry) in self.iter().enumerate() {
            if position > 0 {
                f.write_str(" ")?;
            }
            f.write_str(entry)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
