//! Every mistake in one go.

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
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            none => *none = Some(error),
        }
    }

    pub(crate) fn finish(self) -> Result<(), TokenStream> {
        self.0.map_or(Ok(()), |errors| Err(errors.into_compile_error()))
    }
}

/// Words as a message lists them.
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
#[expect(clippy::indexing_slicing, reason = "every index is below the length of its text")]
fn distance(from: &str, to: &str) -> usize {
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
