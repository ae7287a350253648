//! Every mistake in one go.

use std::fmt::Display;

/// A mistake at the user's own tokens: `mistake!(tokens => "what is wrong; what to write")`.
macro_rules! mistake {
    ($place:expr => $($message:tt)+) => { syn::Error::new_spanned(&$place, format!($($message)+)) };
}
pub(crate) use mistake;

/// The mistakes found so far.
pub(crate) type Errors = Vec<syn::Error>;

/// Words as a message offers them: "`a`, `b` or `c`".
pub(crate) fn one_of(words: &[impl Display]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match &*words {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// The word that `written` was probably meant to be.
pub(crate) fn nearest<'w>(written: &str, words: &[&'w str]) -> Option<&'w str> {
    let is_near = |word: &str| distance(written, word) <= word.len().max(written.len()) / 3;
    let is_begun = |word: &str| written.len() >= 3 && word.starts_with(written);
    let near = words.iter().copied().filter(|word| is_near(word) || is_begun(word));
    near.min_by_key(|word| distance(written, word))
}

/// How many letters are to be added, dropped, replaced or swapped with their neighbour.
#[expect(clippy::indexing_slicing, reason = "every index is below the length of its text")]
pub(crate) fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut steps = vec![vec![0; to.len() + 1]; from.len() + 1];
    for i in 0..=from.len() {
        for j in 0..=to.len() {
            let swaps = |i: usize, j: usize| from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            steps[i][j] = match (i, j) {
                (0, _) | (_, 0) => i + j,
                _ if from[i - 1] == to[j - 1] => steps[i - 1][j - 1],
                (2.., 2..) if swaps(i, j) => 1 + steps[i - 2][j - 2],
                _ => 1 + steps[i - 1][j - 1].min(steps[i - 1][j]).min(steps[i][j - 1]),
            };
        }
    }
    steps[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest, one_of};

    #[test]
    fn a_swap_is_one_step() {
        assert_eq!(distance("acess_token", "access_token"), 1);
        assert_eq!(distance("acecss_token", "access_token"), 1);
        assert_eq!(distance("", "unit"), 4);
        assert_eq!(distance("unit", "unit"), 0);
    }

    #[test]
    fn the_nearest_word_is_meant_and_a_distant_one_is_not() {
        assert_eq!(nearest("expire_in", &["expires_at", "expires_in"]), Some("expires_in"));
        assert_eq!(nearest("expires_n", &["expires_in", "unit"]), Some("expires_in"));
        assert_eq!(nearest("sep", &["unit", "separator"]), Some("separator"));
        assert_eq!(nearest("banana", &["unit", "zero"]), None);
    }

    #[test]
    fn words_are_offered_in_a_sentence() {
        assert_eq!(one_of(&["a"]), "`a`");
        assert_eq!(one_of(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
