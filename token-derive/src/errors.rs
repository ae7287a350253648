//! Every mistake in one go.

use std::fmt::Display;

use proc_macro2::TokenStream;

/// A mistake at the user's own tokens: `mistake!(tokens => "what is wrong; what to write")`.
macro_rules! mistake {
    ($place:expr => $($message:tt)+) => {
        syn::Error::new_spanned(&$place, format!($($message)+))
    };
}
pub(crate) use mistake;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.into_iter().map(syn::Error::into_compile_error).collect()
    }
}

/// Words as a message lists them.
pub(crate) fn list(words: impl IntoIterator<Item = impl Display>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Words as a message offers them: "`a`, `b` or `c`".
pub(crate) fn one_of(words: &[impl Display]) -> String {
    let words = list(words);
    words.rsplit_once(", ").map_or(words.clone(), |(first, last)| format!("{first} or {last}"))
}

/// Whether `written` was probably meant to be `word`.
pub(crate) fn is_near(written: &str, word: &str) -> bool {
    distance(&written.to_ascii_lowercase(), word) <= word.len().max(written.len()) / 3
}

/// The words that `written` was probably meant to be.
pub(crate) fn nearest<'w>(written: &str, words: &[&'w str]) -> Vec<&'w str> {
    let words = || words.iter().copied();
    let least =
        words().filter(|word| is_near(written, word)).map(|word| distance(written, word)).min();
    let begun = |word: &&str| written.len() >= 3 && word.starts_with(written);
    match least {
        Some(least) => words().filter(|word| distance(written, word) == least).collect(),
        None => words().filter(begun).collect(),
    }
}

/// How many letters are to be added, dropped, replaced or swapped with their neighbour.
#[expect(clippy::indexing_slicing, reason = "every index is below the length of its text")]
pub(crate) fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut steps = vec![vec![0; to.len() + 1]; from.len() + 1];
    for i in 0..=from.len() {
        for j in 0..=to.len() {
            steps[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = steps[i - 1][j - 1] + usize::from(from[i - 1] != to[j - 1]);
                let shifted = steps[i - 1][j].min(steps[i][j - 1]) + 1;
                let is_swap =
                    i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                let swapped = if is_swap { steps[i - 2][j - 2] + 1 } else { replaced };
                replaced.min(shifted).min(swapped)
            };
        }
    }
    steps[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, is_near, nearest, one_of};

    #[test]
    fn a_swap_is_one_step() {
        assert_eq!(distance("acess_token", "access_token"), 1);
        assert_eq!(distance("acecss_token", "access_token"), 1);
        assert_eq!(distance("", "unit"), 4);
        assert_eq!(distance("unit", "unit"), 0);
    }

    #[test]
    fn the_nearest_words_are_meant_and_a_distant_one_is_not() {
        assert_eq!(nearest("expire_in", &["expires_at", "expires_in"]), ["expires_in"]);
        assert_eq!(nearest("expires_n", &["expires_in", "unit"]), ["expires_in"]);
        assert_eq!(nearest("sep", &["unit", "separator"]), ["separator"]);
        assert!(nearest("banana", &["unit", "zero"]).is_empty());
        assert!(is_near("jwt", "jwt") && !is_near("jwt", "access_token"));
        assert!(is_near("ACCES_TOKEN", "access_token"));
    }

    #[test]
    fn words_are_offered_in_a_sentence() {
        assert_eq!(one_of(&["a"]), "`a`");
        assert_eq!(one_of(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
