//! Whether an answer is a refusal, and what is known of it.

use std::borrow::Cow;

use serde_core::de::DeserializeOwned;

use super::body::Body;
use super::error::{EndpointError, ErrorResponse};
use super::said::{BESIDE_A_TOKEN, Code, Kind, REFUSED, Said, WITHOUT_A_TOKEN};
use super::second_look::{Effort, Fit, Node};
use super::watched::Watched;
use crate::fields::TokenFields;
use crate::response::TokenResponse;
use crate::secret::Secret;
use crate::token::stated;

/// Decides about an answer that is not plainly a token.
///
/// A struct that has the role `error` decides by it, even where the rest does not fit. Otherwise the names
/// decide by which providers call an error: in the outermost object, and in the objects that the struct reads.
#[cold]
pub(super) fn judge<T: DeserializeOwned + TokenResponse>(
    status: u16,
    body: &Body<'_>,
    watched: Option<Watched<T>>,
) -> Result<T, EndpointError> {
    let is_success = (200..300).contains(&status);
    let effort = Effort::default();
    let (mut outermost, mistake) = Node::outermost(body, watched.is_some(), &effort);
    let ask = |node: &mut Node<'_>| T::deserialize(node).map(|answer| Declared::by(&answer).error);
    let by = |answer: Option<&T>| answer.map_or_else(Declared::default, Declared::by);
    let (mut fit, mut declared, is_read, mistake) = if let Some(watched) = watched {
        let Watched { answer, names_error_within, .. } = watched;
        let declared = Declared::by(&answer);
        let is_read = names_error_within || declared.is_success();
        if is_read {
            // Only to know which objects it reads, and where it reads its error.
            outermost.cut();
            drop(T::deserialize(&mut outermost));
        }
        (Fit { mismatch: None, answer: Some(answer) }, declared, is_read, None)
    } else {
        let fit = outermost.fit::<T>();
        match body.mistake(mistake) {
            None => {
                let declared = by(fit.answer.as_ref());
                (fit, declared, true, None)
            }
            // What was read up to there is not an answer.
            mistake => (Fit { mismatch: None, answer: None }, Declared::default(), false, mistake),
        }
    };
    let stands = fit.answer.is_some();
    if stands && fit.mismatch.is_some() {
        // It said what it declares, and is not the answer.
        fit.answer = None;
        outermost.turn();
        let turned = T::deserialize(&mut outermost).ok();
        declared.keep_common(&by(turned.as_ref()));
        if !declared.is_refusal() {
            declared.error = outermost.misfit_error(&ask).or(declared.error);
        }
    }
    if is_read && declared.is_success() {
        outermost.forget_own_error(&ask);
    }
    let holds_token = if stands { declared.token.is_some() } else { outermost.said().holds_token };
    // Each nested answer may hold a token.
    let mut token = declared.token.take().filter(|_| is_read && outermost.has_objects());
    while let Some(taken) = token {
        outermost.take_token(taken.as_str());
        outermost.cut();
        let answer = T::deserialize(&mut outermost).ok();
        token = answer.and_then(|answer| Declared::by(&answer).token);
        token = token.filter(|token| token.as_str() != taken.as_str() && !outermost.is_spent());
    }

    let names = match (is_success, holds_token) {
        // A token with an `error` is not a token. A `code` beside it may mean anything.
        (true, true) => BESIDE_A_TOKEN,
        (true, false) => WITHOUT_A_TOKEN,
        (false, _) => REFUSED,
    };
    outermost.said();
    let mut said: Vec<&Said<'_>> = outermost.outermost_said().into_iter().collect();
    outermost.said_within(!holds_token, &mut said);

    let found = said.iter().find_map(|said| said.code(names));
    let description = |code: &str| said.iter().find_map(|said| said.description(code));
    let uri = said.iter().find_map(|said| said.uri());
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let text = |found: &Code<'_>| found.text.clone().into_owned();
    let (code, sentence) = match (declared.error.filter(|error| !error.is_empty()), found) {
        (Some(error), found) => match found.filter(|found| found.kind < Kind::of(&error)) {
            // A code says more than a sentence.
            Some(found) => (Some(text(found)), Some(error)),
            None => (Some(error), None),
        },
        (None, found) => (found.map(text), None),
    };
    if code.is_some() || !is_success {
        let described = description(code.as_deref().unwrap_or_default());
        return Err(EndpointError::Refused(ErrorResponse {
            status,
            description: declared.description.or_else(|| owned(described)).or(sentence),
            uri: declared.uri.or_else(|| owned(uri)),
            error: code,
        }));
    }
    match (mistake, fit) {
        (Some(mistake), _) => Err(mistake),
        (None, Fit { mismatch: None, answer: Some(answer) }) => Ok(answer),
        (None, Fit { mismatch: Some(mismatch), .. }) => {
            let (path, expected) = (mismatch.path, mismatch.expected);
            Err(EndpointError::Mismatch { path, expected })
        }
        (None, Fit { mismatch: None, answer: None }) => Err(EndpointError::MissingAccessToken),
    }
}

/// What the struct itself says in its roles.
#[derive(Default)]
struct Declared {
    /// Empty text is a success.
    error: Option<String>,
    description: Option<String>,
    uri: Option<String>,
    token: Option<Secret>,
}

impl Declared {
    fn by(answer: &impl TokenResponse) -> Self {
        let TokenFields { access_token, error, error_description, error_uri, .. } = answer.fields();
        let owned = |text: Option<Cow<'_, str>>| stated(text).map(Cow::into_owned);
        Declared {
            error: error.map(Cow::into_owned),
            description: owned(error_description),
            uri: owned(error_uri),
            token: stated(access_token).map(|token| Secret::from(token.as_ref())),
        }
    }

    fn is_refusal(&self) -> bool {
        self.error.as_ref().is_some_and(|error| !error.is_empty())
    }

    fn is_success(&self) -> bool {
        self.error.as_ref().is_some_and(String::is_empty)
    }

    /// Keeps what does not depend on the empty values that stand for what does not fit.
    fn keep_common(&mut self, turned: &Self) {
        let same = |kept: Option<String>, turned: &Option<String>| {
            kept.filter(|text| turned.as_ref() == Some(text))
        };
        self.error = same(self.error.take(), &turned.error);
        self.description = same(self.description.take(), &turned.description);
        self.uri = same(self.uri.take(), &turned.uri);
        let turned_token = turned.token.as_ref().map(Secret::as_str);
        self.token = self.token.take().filter(|token| Some(token.as_str()) == turned_token);
    }
}
