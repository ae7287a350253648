//! Every mistake in one go.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes found so far. It hands over a value only if there are none.
#[derive(Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    /// A mistake at `place`, the user's own tokens.
    pub(crate) fn push(&mut self, place: impl ToTokens, message: impl Display) {
        self.push_error(syn::Error::new_spanned(place, message));
    }

    pub(crate) fn push_at(&mut self, place: Span, message: impl Display) {
        self.push_error(syn::Error::new(place, message));
    }

    pub(crate) fn push_error(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            none => *none = Some(error),
        }
    }

    pub(crate) fn finish<T>(self, value: T) -> Result<T, TokenStream> {
        match self.0 {
            Some(errors) => Err(errors.to_compile_error()),
            None => Ok(value),
        }
    }
}

/// Words as they are listed in a message.
pub(crate) fn list(words: impl IntoIterator<Item = &'static str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Whether `written` was probably meant to be `word`.
pub(crate) fn is_near(written: &str, word: &str) -> bool {
    distance(written, word) <= word.len().max(written.len()) / 3
}

/// `, did you mean ..?`, or nothing.
pub(crate) fn did_you_mean(written: &str, words: impl IntoIterator<Item = &'static str>) -> String {
    words
        .into_iter()
        .filter(|word| is_near(written, word))
        .min_by_key(|word| distance(written, word))
        .map_or_else(String::new, |word| format!(", did you mean `{word}`?"))
}

/// How many letters are to be added, dropped, replaced or swapped with their neighbour.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let swapped = row > 0
                && column > 0
                && from.get(row - 1) == Some(other)
                && to.get(column - 1) == Some(letter);
            let steps = [
                last.get(column).map(|steps| steps + usize::from(letter != other)),
                last.get(column + 1).map(|steps| steps + 1),
                current.last().map(|steps| steps + 1),
                before_last.get(column.wrapping_sub(1)).filter(|_| swapped).map(|steps| steps + 1),
            ];
            current.extend(steps.into_iter().flatten().min());
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, distance, is_near};

    #[test]
    fn a_swap_is_one_step() {
        assert_eq!(distance("acess_token", "access_token"), 1);
        assert_eq!(distance("acecss_token", "access_token"), 1);
        assert_eq!(distance("", "unit"), 4);
        assert_eq!(distance("unit", "unit"), 0);
    }

    #[test]
    fn the_nearest_word_is_meant_and_a_distant_one_is_not() {
        assert_eq!(
            did_you_mean("expire_in", ["expires_at", "expires_in"]),
            ", did you mean `expires_in`?"
        );
        assert_eq!(did_you_mean("banana", ["unit", "zero"]), "");
        assert!(is_near("jwt", "jwt") && !is_near("jwt", "access_token"));
    }
}
