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

#[rustfmt::skip]
pub(crate) static ROLES: [Role; 17] = [
    Role { word: ACCESS_TOKEN, kind: Text, names: &[] },
    Role { word: "token_type", kind: Text, names: &[] },
    Role { word: "expires_in", kind: Lifetime, names: &["access_token_expires_in"] },
    Role { word: "expires_at", kind: Timestamp, names: &["expires_on", "access_token_expires_at"] },
    Role { word: "issued_at", kind: Timestamp, names: &[] },
    Role { word: "refresh_in", kind: Lifetime, names: &[] },
    Role { word: "refresh_at", kind: Timestamp, names: &["refresh_on"] },
    Role { word: "refresh_token", kind: Text, names: &[] },
    Role { word: "refresh_expires_in", kind: Lifetime, names: &["refresh_token_expires_in", "x_refresh_token_expires_in"] },
    Role { word: "refresh_expires_at", kind: Timestamp, names: &["refresh_token_expires_at"] },
    Role { word: "refresh_issued_at", kind: Timestamp, names: &[] },
    Role { word: "id_token", kind: Text, names: &[] },
    Role { word: "scope", kind: Scope, names: &["scopes"] },
    Role { word: "issued_token_type", kind: Text, names: &[] },
    Role { word: "error", kind: ErrorCode, names: &[] },
    Role { word: "error_description", kind: Text, names: &[] },
    Role { word: "error_uri", kind: Text, names: &[] },
];

/// Parts of names that look like a role's and may mean something else, in letters, each with the roles to offer.
/// `^` and `$` are the ends of the name. The first row of which all parts are in the name counts.
#[rustfmt::skip]
const LOOKALIKES: &[(&[&str], &[&str])] = &[
    (&["refresh", "issuedatms$"], &["refresh_issued_at"]),
    (&["refresh", "issued"], &["refresh_issued_at", "refresh_issued_at, unit = \"ms\""]),
    (&["refresh", "expiresin"], &["refresh_expires_in"]),
    (&["refresh", "expiresat"], &["refresh_expires_at"]),
    (&["refresh", "expir"], &["refresh_expires_in", "refresh_expires_at"]),
    (&["^reexpiresin"], &["refresh_expires_in"]),
    (&["expiresin"], &["expires_in"]),
    (&["expiresat"], &["expires_at"]),
    (&["expir"], &["expires_in", "expires_at"]),
    (&["refresh", "ttl$"], &["refresh_expires_in"]),
    (&["refresh", "lifetime$"], &["refresh_expires_in"]),
    (&["ttl$"], &["expires_in"]),
    (&["lifetime$"], &["expires_in"]),
    (&["^validuntil$"], &["expires_at"]),
    (&["^createdat$"], &["issued_at"]),
    (&["granted", "scope"], &["scope"]),
];

/// Names nearly like a role's that servers do send, in letters.
const SENT: &str = "expirein expireat expiredin expiredat refreshexpirein refreshexpireat refreshexpireson refreshttl";

impl Role {
    /// The role of an attribute's word.
    pub(crate) fn of_word(word: &str) -> Option<&'static Role> {
        ROLES.iter().find(|role| role.word == word)
    }

    /// The role that a field's name suggests, whatever its casing.
    pub(crate) fn of_name(name: &str) -> Option<&'static Role> {
        let bare: String = letters(name).collect();
        // What is compared further is dear in a derive, which runs unoptimized.
        let fits = |word: &&str| word.get(..1) == bare.get(..1) && letters(word).eq(bare.chars());
        let has_name = |role: &&Role| fits(&role.word) || role.names.iter().any(fits);
        Role::of_word(name).or_else(|| ROLES.iter().find(has_name))
    }

    /// The roles that a name without a role was probably meant to suggest, as attributes name them: with the unit
    /// that the name tells. And whether it seems to be a slip, which no server sends. A plural and a name that ends with
    /// a unit are not slips.
    pub(crate) fn like_name(name: &str) -> (Vec<String>, bool) {
        let unit = Unit::of_name(name).map(|unit| format!(", unit = \"{}\"", unit.word));
        let unit = unit.unwrap_or_default();
        let name: String = letters(name).collect();
        let whole = format!("^{name}$");
        let is_like = |row: &&(&[&str], _)| row.0.iter().all(|part| whole.contains(part));
        let is_meant = has(SENT, &name) || name.ends_with('s') || !unit.is_empty();
        let is_near = |role: &&Role| {
            let word: String = letters(role.word).collect();
            let steps = if word.len() < 9 || name.contains("expir") { 1 } else { 2 };
            word.len().abs_diff(name.len()) <= steps && distance(&name, &word) <= steps
                || name.len() > 8 && word.starts_with(&name)
        };
        let near = ROLES.iter().filter(|role| role.word.get(..1) == name.get(..1)).filter(is_near);
        let near: Vec<_> = near.map(|role| role.word).collect();
        let lookalike = LOOKALIKES.iter().find(is_like).filter(|_| is_meant || near.len() != 1);
        let roles = lookalike.map_or(&*near, |(_, roles)| roles).iter();
        (roles.map(|role| format!("{role}{unit}")).collect(), lookalike.is_none() && !is_meant)
    }
}

/// `access_token`, `accessToken`, `AccessToken` and `access-token` are one name.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let is_letter = |letter: &char| !matches!(letter, '_' | '-');
    name.chars().filter(is_letter).map(|letter| letter.to_ascii_lowercase())
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
    pub(crate) on_struct: bool,
    /// The kinds of role that it goes with, the likeliest first; empty for what is about a whole field or struct.
    pub(crate) kinds: &'static [Kind],
    /// How to give it a value; empty if it has none.
    pub(crate) value: &'static str,
}

#[rustfmt::skip]
pub(crate) static KEYWORDS: [Keyword; 13] = [
    Keyword { word: "unit", on_struct: false, kinds: &[Lifetime, Timestamp], value: "set `unit` to one of `\"s\"`, `\"ms\"`, `\"min\"`, `\"h\"` or `\"d\"`; if the unit varies, write `with = path::to::function` instead" },
    Keyword { word: "zero", on_struct: false, kinds: &[Lifetime], value: "write `zero = \"never\"` if a lifetime of 0 means that the token never expires, or remove `zero` if it means that the token has expired" },
    Keyword { word: "separator", on_struct: false, kinds: &[Scope], value: "write one character, as in `separator = \",\"`, or, to split at several, `with = path::to::function` instead; remove `separator` if white space separates the scopes" },
    Keyword { word: "success", on_struct: false, kinds: &[ErrorCode], value: "for several codes that mean success, write `with = path::to::function` instead of `success`, with a function that returns `None` for each of them; for one, set `success` to it (an integer, a string or a bool)" },
    Keyword { word: "fallback", on_struct: false, kinds: &[Text, Lifetime, Timestamp, Scope, ErrorCode], value: "" },
    Keyword { word: "with", on_struct: false, kinds: &[Lifetime, Text, Timestamp, Scope, ErrorCode], value: "set `with` to the path of a function that takes a reference to the field" },
    Keyword { word: "nested", on_struct: false, kinds: &[], value: "" },
    Keyword { word: "skip", on_struct: false, kinds: &[], value: "" },
    Keyword { word: "secret", on_struct: false, kinds: &[], value: "" },
    Keyword { word: "crate", on_struct: true, kinds: &[], value: "set `crate` to the path of the crate token-core, as in `crate = facade::token_core`" },
    Keyword { word: "default_expires_in", on_struct: true, kinds: &[], value: "set `default_expires_in` to a whole number of seconds greater than 0, as a literal such as `3600`, or remove it if the token does not expire" },
    Keyword { word: "partial", on_struct: true, kinds: &[], value: "" },
    Keyword { word: "debug", on_struct: true, kinds: &[], value: "" },
];

impl Keyword {
    pub(crate) fn of_word(word: &str) -> Option<&'static Keyword> {
        KEYWORDS.iter().find(|keyword| keyword.word == word)
    }

    /// A role that it goes with.
    pub(crate) fn example(&self) -> &'static str {
        let role = ROLES.iter().find(|role| self.kinds.first() == Some(&role.kind));
        role.map_or(ACCESS_TOKEN, |role| role.word)
    }
}

/// The words that may stand on a struct, or on a field.
pub(crate) fn words(on_struct: bool) -> Vec<&'static str> {
    let roles = ROLES.iter().filter(|_| !on_struct).map(|role| role.word);
    let keywords = KEYWORDS.iter().filter(|keyword| keyword.on_struct == on_struct);
    roles.chain(keywords.map(|keyword| keyword.word)).collect()
}

/// Words that people try, each with what it means here.
#[rustfmt::skip]
pub(crate) const SYNONYMS: &[(&str, &str)] = &[
    ("access jwt bearer token", "access_token"),
    ("refresh", "refresh_token"),
    ("type kind", "token_type"),
    ("permission permissions", "scope"),
    ("created issued iat", "issued_at"),
    ("message error_message description", "error_description"),
    ("code error_code errcode", "error"),
    ("zero_never never never_expires no_expiry", "zero = \"never\""),
    ("sep delimiter split", "separator"),
    ("hide sensitive redact redacted skip_debug", "secret"),
    ("ignore", "skip"),
    ("parse parse_with using function", "with"),
    ("derive", "debug"),
    ("path krate crate_path crate_name", "crate"),
];

/// Words of serde, and words for what needs no option, each with what to write. `@` is what the user wrote.
#[rustfmt::skip]
pub(crate) const ELSEWHERE: &[(&str, &str)] = &[
    ("rename", "is a serde option; write `#[serde(@)]`, or name the role itself, as in `#[token(access_token)]`"),
    ("alias", "is a serde option; write `#[serde(@)]`, or, if several can be sent at once, a second field with `#[token(access_token, fallback)]`"),
    ("flatten", "is a serde option; write `#[serde(@)]`, beside `#[token(nested)]` if its type is a `TokenResponse`"),
    ("deserialize_with", "is a serde option; write `#[serde(@)]`, or, to keep what the server sent, `#[token(with = path::to::function)]`"),
    ("default rename_all serialize_with skip_serializing skip_serializing_if skip_deserializing borrow untagged tag transparent deny_unknown_fields bound try_from", "is a serde option; write `#[serde(@)]`"),
    ("optional", "is not an option; remove it, and write `Option` around the type of the field"),
    ("required", "is not an option; remove it, since a field is required if its type is not an `Option`"),
    ("format rfc3339 iso8601 unix epoch", "is not an option; remove it, since RFC 3339 and unix seconds are read anyway; for another format, write `with = path::to::function`"),
];

/// What one unit of a number means, `unit = ".."`: a variant of `token_core::field::Unit`.
pub(crate) struct Unit {
    pub(crate) word: &'static str,
    /// What people write for it.
    synonyms: &'static str,
    pub(crate) variant: &'static str,
    pub(crate) milliseconds: u64,
}

#[rustfmt::skip]
static UNITS: [Unit; 5] = [
    Unit { word: "s", synonyms: "sec secs second seconds", variant: "Seconds", milliseconds: 1_000 },
    Unit { word: "ms", synonyms: "msec milli millis millisecond milliseconds", variant: "Milliseconds", milliseconds: 1 },
    Unit { word: "min", synonyms: "m mins minute minutes", variant: "Minutes", milliseconds: 60_000 },
    Unit { word: "h", synonyms: "hr hrs hour hours", variant: "Hours", milliseconds: 3_600_000 },
    Unit { word: "d", synonyms: "day days", variant: "Days", milliseconds: 86_400_000 },
];

impl Unit {
    /// The unit that was probably meant.
    pub(crate) fn like_word(written: &str) -> Option<&'static Unit> {
        let written = written.to_ascii_lowercase();
        UNITS.iter().find(|unit| unit.word == written || has(unit.synonyms, &written))
    }

    /// The unit at the end of a name: `expires_in_ms`, `expiresInMinutes`.
    pub(crate) fn of_name(name: &str) -> Option<&'static Unit> {
        let begin = name.rfind(|letter: char| letter == '_' || letter.is_ascii_uppercase())?;
        Unit::like_word(name.split_at(begin).1.trim_start_matches('_'))
    }
}

/// Whether a list of words has the word.
pub(crate) fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|other| other == word)
}
