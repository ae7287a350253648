//! The vocabulary of `#[token(..)]`: one row for each word.

use self::Kind::{ErrorCode, Lifetime, Scope, Text, Timestamp};

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

pub(crate) static ROLES: [Role; 14] = [
    secret(ACCESS_TOKEN, &[]),
    role("token_type", Text, &[]),
    role("expires_in", Lifetime, &[]),
    role("expires_at", Timestamp, &[]),
    role("issued_at", Timestamp, &[]),
    secret("refresh_token", &[]),
    role("refresh_expires_in", Lifetime, &["refresh_token_expires_in"]),
    role("refresh_expires_at", Timestamp, &[]),
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
}

/// `access_token`, `accessToken` and `AccessToken` are one name.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|letter| *letter != b'_').map(|letter| letter.to_ascii_lowercase())
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
    /// How it is written, with its value.
    pub(crate) example: &'static str,
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

pub(crate) static KEYWORDS: [Keyword; 12] = [
    on_field("unit", "unit = \"ms\"", &[Lifetime, Timestamp]),
    on_field("zero", "zero = \"never\"", &[Lifetime]),
    on_field("separator", "separator = \",\"", &[Scope]),
    on_field("success", "success = 0", &[ErrorCode]),
    on_field("fallback", "fallback", EVERY_KIND),
    on_field("with", "with = path::to::function", EVERY_KIND),
    on_field("nested", "nested", &[]),
    on_field("skip", "skip", &[]),
    on_field("secret", "secret", &[]),
    on_struct("crate", "crate = path::to::token_core"),
    on_struct("default_expires_in", "default_expires_in = 3600"),
    on_struct("debug", "debug"),
];

const fn on_field(word: &'static str, example: &'static str, kinds: &'static [Kind]) -> Keyword {
    Keyword { word, example, place: Place::Field, kinds }
}

const fn on_struct(word: &'static str, example: &'static str) -> Keyword {
    Keyword { word, example, place: Place::Struct, kinds: &[] }
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

/// What one unit of a number means, `unit = ".."`: a variant of `token_core::field::Unit`.
pub(crate) struct Unit {
    pub(crate) word: &'static str,
    pub(crate) variant: &'static str,
    pub(crate) counts_timestamps: bool,
}

pub(crate) static UNITS: [Unit; 5] = [
    Unit { word: "s", variant: "Seconds", counts_timestamps: true },
    Unit { word: "ms", variant: "Milliseconds", counts_timestamps: true },
    Unit { word: "min", variant: "Minutes", counts_timestamps: false },
    Unit { word: "h", variant: "Hours", counts_timestamps: false },
    Unit { word: "d", variant: "Days", counts_timestamps: false },
];
