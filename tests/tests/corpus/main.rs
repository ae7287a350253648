//! Every answer of the corpus, read by a struct that is written with the derive.
//!
//! The modules are a cookbook: look for the class of deviation that your provider shows.

mod bodies;
mod envelopes;
mod errors;
mod instants;
mod lifetimes;
mod names;
mod plain;
mod recorded;
mod scopes;

use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use token_core::endpoint::{self, EndpointError};
use token_core::{AnyTokenResponse, Lifetime, NormalizeError, Token, TokenResponse, TokenType};

/// A provider of the corpus and how it is read.
type Recipe = (&'static str, fn(&Answer) -> Outcome);

fn recipes() -> impl Iterator<Item = &'static Recipe> {
    [
        names::RECIPES,
        envelopes::RECIPES,
        lifetimes::RECIPES,
        instants::RECIPES,
        scopes::RECIPES,
        errors::RECIPES,
        bodies::RECIPES,
        plain::RECIPES,
    ]
    .into_iter()
    .flatten()
}

/// What can't be declared, and why.
const IMPOSSIBLE: [(&str, &str); 0] = [];

#[derive(Deserialize)]
struct Answer {
    provider: String,
    status: u16,
    content_type: String,
    body: String,
    expect: Expect,
    #[serde(default)]
    never_expires: bool,
    documented_default_s: Option<u64>,
    #[serde(default)]
    extras: Vec<String>,
}

#[derive(Deserialize)]
struct Expect {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in_s: Option<u64>,
    expires_at_unix: Option<u64>,
    issued_at_unix: Option<u64>,
    refresh_token: Option<String>,
    refresh_expires_in_s: Option<u64>,
    refresh_expires_at_unix: Option<u64>,
    scopes: Option<Vec<String>>,
    id_token: Option<String>,
    error: Option<String>,
}

/// What became of an answer.
enum Outcome {
    Token {
        token: Box<Token<'static>>,
        /// The user's own struct, for the extras.
        answer: Value,
    },
    Refused(Option<String>),
    Failed(String),
}

/// The whole of what a program does with an answer.
fn read<T: DeserializeOwned + Serialize + TokenResponse>(answer: &Answer) -> Outcome {
    match endpoint::parse::<T>(answer.status, Some(&answer.content_type), answer.body.as_bytes()) {
        Ok(answer) => normalize(&answer),
        Err(EndpointError::Refused(response)) => Outcome::Refused(response.error),
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

fn normalize<T: Serialize + TokenResponse>(answer: &T) -> Outcome {
    match answer.normalize() {
        Ok(token) => Outcome::Token {
            token: Box::new(token.into_owned()),
            answer: serde_json::to_value(answer).unwrap(),
        },
        Err(NormalizeError::Refused { error, .. }) => Outcome::Refused(Some(error)),
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

fn corpus() -> Vec<Answer> {
    serde_json::from_str(include_str!("../../corpus/corpus.json")).unwrap()
}

fn unix(instant: SystemTime) -> u64 {
    instant.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

fn whole_seconds(lifetime: Lifetime) -> Option<u64> {
    lifetime.as_duration().map(|duration| duration.as_secs())
}

/// What differs from what is expected.
fn differences(answer: &Answer, outcome: &Outcome) -> Vec<String> {
    let expect = &answer.expect;
    let (token, own) = match outcome {
        Outcome::Token { token, answer } => (token, answer),
        Outcome::Refused(error) if expect.error.is_some() && error == &expect.error => {
            return vec![];
        }
        Outcome::Refused(error) => return vec![format!("refused with {error:?}")],
        Outcome::Failed(error) => return vec![error.clone()],
    };
    let mut differences = Vec::new();
    let mut compare = |what: &str, found: String, expected: String| {
        if found != expected {
            differences.push(format!("{what}: found {found}, expected {expected}"));
        }
    };
    macro_rules! compare {
        ($what:literal, $found:expr, $expected:expr) => {
            compare($what, format!("{:?}", $found), format!("{:?}", $expected))
        };
    }
    let clamped = |seconds: u64| seconds.min(Lifetime::MAX.as_secs());
    let lifetime = match (expect.expires_in_s.or(answer.documented_default_s), answer.never_expires)
    {
        (Some(seconds), _) => Lifetime::from(Duration::from_secs(seconds)),
        (None, true) => Lifetime::Unlimited,
        (None, false) => Lifetime::Unspecified,
    };
    compare!("error", None::<String>, expect.error);
    compare!("access token", Some(token.access_token()), expect.access_token);
    compare!(
        "token type",
        token.token_type(),
        expect.token_type.as_deref().unwrap_or("Bearer").parse::<TokenType>().unwrap()
    );
    compare!("expires in", whole_seconds(token.expires_in()), whole_seconds(lifetime));
    compare!("unlimited", token.expires_in() == Lifetime::Unlimited, answer.never_expires);
    compare!("expires at", token.expires_at().map(unix), expect.expires_at_unix);
    compare!("issued at", token.issued_at().map(unix), expect.issued_at_unix);
    compare!("refresh token", token.refresh_token(), expect.refresh_token);
    compare!(
        "refresh expires in",
        whole_seconds(token.refresh_expires_in()),
        expect.refresh_expires_in_s.map(clamped)
    );
    compare!(
        "refresh expires at",
        token.refresh_expires_at().map(unix),
        expect.refresh_expires_at_unix
    );
    compare!("scope", token.scope().map(|scope| scope.iter().collect::<Vec<_>>()), expect.scopes);
    compare!("id token", token.id_token(), expect.id_token);
    for path in &answer.extras {
        let pointer = format!("/{}", path.replace('.', "/"));
        let sent: Value =
            serde_json::from_str(&answer.body[answer.body.find('{').unwrap()..]).unwrap();
        let sent = sent.pointer(&pointer);
        assert!(sent.is_some(), "{path} is in the body");
        if own.pointer(&pointer) != sent {
            differences.push(format!("extra {path}: {:?} is not {sent:?}", own.pointer(&pointer)));
        }
    }
    differences
}

#[test]
fn every_answer_of_the_corpus_is_read_as_it_is_meant() {
    let mut failures = Vec::new();
    let corpus = corpus();
    for answer in &corpus {
        if IMPOSSIBLE.iter().any(|(provider, _)| *provider == answer.provider) {
            continue;
        }
        let mut found = recipes().filter(|(provider, _)| *provider == answer.provider);
        let Some((provider, recipe)) = found.next() else {
            failures.push(format!("{}: no recipe", answer.provider));
            continue;
        };
        assert!(found.next().is_none(), "{provider} has two recipes");
        let differences = differences(answer, &recipe(answer));
        failures.extend(differences.into_iter().map(|what| format!("{provider}: {what}")));
    }
    println!(
        "{} of {} answers are read as they are meant",
        corpus.len() - IMPOSSIBLE.len() - failures.len(),
        corpus.len()
    );
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn every_recipe_is_of_a_provider_in_the_corpus() {
    let corpus = corpus();
    for (provider, _) in recipes() {
        assert!(corpus.iter().any(|answer| answer.provider == *provider), "{provider}");
    }
}

/// What needs no declaration is read without one, and what needs one is at least no panic.
#[test]
fn an_answer_of_an_unknown_provider_is_read_as_far_as_it_can_be() {
    let corpus = corpus();
    let is_read = |answer: &&Answer| {
        let parsed = endpoint::parse::<AnyTokenResponse>(
            answer.status,
            Some(&answer.content_type),
            answer.body.as_bytes(),
        );
        match parsed {
            Ok(any) => match any.normalize() {
                Ok(token) => Some(token.access_token()) == answer.expect.access_token.as_deref(),
                // A number that can't be what its name says is told, and not guessed.
                Err(error) => matches!(error, NormalizeError::Field(_)),
            },
            Err(EndpointError::Refused(response)) => response.error == answer.expect.error,
            Err(_) => false,
        }
    };
    let read = corpus.iter().filter(is_read).count();
    println!("{read} of {} access tokens and errors are found without a declaration", corpus.len());
    assert!(read >= 62, "only {read}");
}
