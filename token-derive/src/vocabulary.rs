//! The vocabulary of `#[token(..)]`: one row for each word.

use self::Kind::{ErrorCode, Lifetime, Scope, Text, Timestamp};
use crate::errors::distance;

/// What a field can mean: a word of `#[token(..)]`, and a field of `token_core::TokenFields`.
#[derive(PartialEq)]
pub(crate) struct Role {
    pub(crate) word: &'static str,
    pub(crate) kind: Kind,
    /// The names that suggest it, besides its own word.
    names: &'static [&'static str],
    pub(crate) is_secret: bool,
}

/// How a role is read: a trait of `token_core::field`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Text,
    Lifetime,
    Timestamp,
    Scope,
    ErrorCode,
}

/// The one role that an answer needs.
pub(crate) const ACCESS_TOKEN: &str = "access_token";

pub(crate) static ROLES: [Role; 17] = [
    secret(ACCESS_TOKEN, &[]),
    role("token_type", Text, &[]),
    role("expires_in", Lifetime, &["access_token_expires_in"]),
    role("expires_at", Timestamp, &["expires_on", "access_token_expires_at"]),
    role("issued_at", Timestamp, &[]),
    role("refresh_in", Lifetime, &[]),
    role("refresh_at", Timestamp, &["refresh_on"]),
    secret("refresh_token", &[]),
    role(
        "refresh_expires_in",
        Lifetime,
        &["refresh_token_expires_in", "x_refresh_token_expires_in"],
    ),
    role("refresh_expires_at", Timestamp, &["refresh_token_expires_at"]),
    role("refresh_issued_at", Timestamp, &[]),
    secret("id_token", &[]),
    role("scope", Scope, &["scopes"]),
    role("issued_token_type", Text, &[]),
    role("error", ErrorCode, &[]),
    role("error_description", Text, &[]),
    role("error_uri", Text, &[]),
];

const fn role(word: &'static str, kind: Kind, names: &'static [&'static str]) -> Role {
    Role { word, kind, names, is_secret: false }
}

const fn secret(word: &'static str, names: &'static [&'static str]) -> Role {
    Role { word, kind: Text, names, is_secret: true }
}

impl Role {
    /// The role of an attribute's word.
    pub(crate) fn of_word(word: &str) -> Option<&'static Role> {
        ROLES.iter().find(|role| role.word == word)
    }

    /// The role that a field's name suggests, whatever its casing.
    pub(crate) fn of_name(name: &str) -> Option<&'static Role> {
        let is_named = |word: &&str| letters(word).eq(letters(name));
        // Most names are as the RFC has them, and a derive runs unoptimized.
        Role::of_word(name).or_else(|| {
            ROLES.iter().find(|role| is_named(&role.word) || role.names.iter().any(is_named))
        })
    }

    /// Whether the name is this role's with a qualifier in front: `id_token_expires_in`.
    pub(crate) fn is_qualified_by(&self, name: &str) -> bool {
        let (name, word): (Vec<u8>, Vec<u8>) =
            (letters(name).collect(), letters(self.word).collect());
        name.ends_with(&word)
    }

    /// The roles that a name without a role was probably meant to suggest, the likeliest first.
    pub(crate) fn like_name(name: &str) -> Vec<&'static str> {
        // `expires_in_ms` has the role's word in it.
        let said = ["expires_in", "expires_at"]
            .into_iter()
            .find(|word| name.contains(&format!("{word}_")));
        let name: String = letters(name).map(char::from).collect();
        let is_in = |names: &[&str]| names.iter().any(|other| letters(other).eq(name.bytes()));
        let ends = |word: &str| word.bytes().next().zip(word.bytes().last());
        let slip = |role: &&Role| {
            // The distance is dear in a derive, which runs unoptimized.
            if !ends(role.word).zip(ends(&name)).is_some_and(|(a, b)| a.0 == b.0 || a.1 == b.1) {
                return false;
            }
            let word: String = letters(role.word).map(char::from).collect();
            let steps = if word.len() < 9 { 1 } else { 2 };
            word.len().abs_diff(name.len()) <= steps && distance(&name, &word) <= steps
                || name.len() > 8 && word.starts_with(&name)
        };
        if name.contains("expir") && name.contains("refresh") {
            vec!["refresh_expires_in", "refresh_expires_at"]
        } else if let Some(word) = said {
            vec![word]
        } else if name.contains("expir") || is_in(LIFETIME_NAMES) {
            vec!["expires_in", "expires_at"]
        } else if is_in(ISSUE_NAMES) {
            vec!["issued_at"]
        } else {
            ROLES.iter().filter(slip).map(|role| role.word).collect()
        }
    }
}

/// Names of lifetimes and of instants alike: only the provider's documentation can tell.
const LIFETIME_NAMES: &[&str] = &["ttl", "token_ttl", "lifetime", "token_lifetime", "valid_until"];

/// Names of the time of issue, and of the time at which something else was created.
pub(crate) const ISSUE_NAMES: &[&str] = &["created_at"];

/// `access_token`, `accessToken`, `AccessToken` and `access-token` are one name.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|letter| !b"_-".contains(letter)).map(|letter| letter.to_ascii_lowercase())
}

impl Kind {
    /// The trait of `token_core::field`, and its method.
    pub(crate) const fn reader(self) -> (&'static str, &'static str) {
        match self {
            Text => ("AsText", "as_text"),
            Lifetime => ("AsLifetime", "as_lifetime"),
            Timestamp => ("AsTimestamp", "as_timestamp"),
            Scope => ("AsScope", "as_scope"),
            ErrorCode => ("AsErrorCode", "as_error_code"),
        }
    }
}

/// A word of `#[token(..)]` that is not a role.
pub(crate) struct Keyword {
    pub(crate) word: &'static str,
    /// How to give it a value; empty if it has none.
    pub(crate) value: &'static str,
    pub(crate) place: Place,
    /// The kinds of role that it goes with; empty for what is about a whole field or struct.
    pub(crate) kinds: &'static [Kind],
}

/// Where a keyword may stand.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    Struct,
    Field,
}

const EVERY_KIND: &[Kind] = &[Text, Lifetime, Timestamp, Scope, ErrorCode];

#[rustfmt::skip]
pub(crate) static KEYWORDS: [Keyword; 13] = [
    on_field("unit", "set `unit` to one of `\"s\"`, `\"ms\"`, `\"min\"`, `\"h\"`, `\"d\"`", &[Lifetime, Timestamp]),
    on_field("zero", "write `zero = \"never\"`", &[Lifetime]),
    on_field("separator", "write `separator = \"..\"` with a single character", &[Scope]),
    on_field("success", "set `success` to the code that means success: an integer, a string or a bool", &[ErrorCode]),
    on_field("fallback", "", EVERY_KIND),
    on_field("with", "set `with` to the path of a function that takes a reference to the field", EVERY_KIND),
    on_field("nested", "", &[]),
    on_field("skip", "", &[]),
    on_field("secret", "", &[]),
    on_struct("crate", "set `crate` to the path of the crate token-core, as in `crate = facade::token_core`"),
    on_struct("default_expires_in", "set `default_expires_in` to a whole number of seconds greater than 0, as a literal such as `3600`"),
    on_struct("partial", ""),
    on_struct("debug", ""),
];

const fn on_field(word: &'static str, value: &'static str, kinds: &'static [Kind]) -> Keyword {
    Keyword { word, value, place: Place::Field, kinds }
}

const fn on_struct(word: &'static str, value: &'static str) -> Keyword {
    Keyword { word, value, place: Place::Struct, kinds: &[] }
}

impl Keyword {
    pub(crate) fn of_word(word: &str) -> Option<&'static Keyword> {
        KEYWORDS.iter().find(|keyword| keyword.word == word)
    }

    /// The words of the roles that it goes with.
    pub(crate) fn roles(&self) -> impl Iterator<Item = &'static str> {
        ROLES.iter().filter(|role| self.kinds.contains(&role.kind)).map(|role| role.word)
    }
}

/// Words that people try, each with what it means here.
#[rustfmt::skip]
pub(crate) const SYNONYMS: &[(&str, &[&str])] = &[
    ("access jwt bearer token", &["access_token"]),
    ("refresh", &["refresh_token"]),
    ("type kind", &["token_type"]),
    ("created_at created issued iat", &["issued_at"]),
    ("ttl lifetime", &["expires_in"]),
    ("expire expires expiry expiration", &["expires_in", "expires_at"]),
    ("message error_message description", &["error_description"]),
    ("code error_code errcode", &["error"]),
    ("zero_never never", &["zero = \"never\""]),
    ("sep delimiter split", &["separator"]),
    ("hide sensitive redact redacted skip_debug", &["secret"]),
    ("ignore", &["skip"]),
    ("parse parse_with using function", &["with"]),
    ("derive", &["debug"]),
];

/// Words of serde, and words for what needs no option, each with what to write. `@` is what the user wrote.
#[rustfmt::skip]
pub(crate) const ELSEWHERE: &[(&str, &str)] = &[
    ("rename", "is an option of serde; write `#[serde(@)]`, or name the role itself, as in `#[token(access_token)]`"),
    ("alias", "is an option of serde; write `#[serde(@)]`, or a second field for the same role, as in `#[token(access_token, fallback)]`"),
    ("flatten", "is an option of serde; write `#[serde(@)]`, beside `#[token(nested)]` if its type is a `TokenResponse`"),
    ("deserialize_with", "is an option of serde; write `#[serde(@)]`, or `#[token(with = path::to::function)]`"),
    ("default rename_all serialize_with skip_serializing skip_serializing_if skip_deserializing borrow untagged tag", "is an option of serde; write `#[serde(@)]`"),
    ("optional", "is not an option; remove it, and write `Option` around the type of the field"),
    ("required", "is not an option; remove it, since a field is required if its type is not an `Option`"),
    ("format rfc3339", "is not an option; remove it, since RFC 3339 is read anyway, or write `with = path::to::function`"),
];

/// What one unit of a number means, `unit = ".."`: a variant of `token_core::field::Unit`.
pub(crate) struct Unit {
    pub(crate) word: &'static str,
    /// What people write for it.
    synonyms: &'static str,
    pub(crate) variant: &'static str,
    milliseconds: u64,
}

#[rustfmt::skip]
pub(crate) static UNITS: [Unit; 5] = [
    Unit { word: "s", synonyms: "sec secs second seconds", variant: "Seconds", milliseconds: 1_000 },
    Unit { word: "ms", synonyms: "msec milli millis millisecond milliseconds", variant: "Milliseconds", milliseconds: 1 },
    Unit { word: "min", synonyms: "m mins minute minutes", variant: "Minutes", milliseconds: 60_000 },
    Unit { word: "h", synonyms: "hr hrs hour hours", variant: "Hours", milliseconds: 3_600_000 },
    Unit { word: "d", synonyms: "day days", variant: "Days", milliseconds: 86_400_000 },
];

impl Unit {
    pub(crate) fn of_word(word: &str) -> Option<&'static Unit> {
        UNITS.iter().find(|unit| unit.word == word)
    }

    /// The unit that was probably meant.
    pub(crate) fn like_word(written: &str) -> Option<&'static Unit> {
        let written = written.trim().to_ascii_lowercase();
        UNITS.iter().find(|unit| unit.word == written || has(unit.synonyms, &written))
    }

    pub(crate) fn counts_timestamps(&self) -> bool {
        self.milliseconds <= 1_000
    }

    /// So many units in seconds, saturating.
    pub(crate) fn seconds(&self, count: u64) -> u64 {
        count.saturating_mul(self.milliseconds) / 1_000
    }
}

/// Whether a list of words has the word.
pub(crate) fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}
