//! The vocabulary: what a field can mean, how it is spelt, what it accepts.

/// What a field can mean: one word of `#[token(..)]`, one field of `token_core::TokenFields`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    AccessToken,
    TokenType,
    ExpiresIn,
    ExpiresAt,
    IssuedAt,
    RefreshToken,
    RefreshExpiresIn,
    RefreshExpiresAt,
    IdToken,
    Scope,
    IssuedTokenType,
    Error,
    ErrorDescription,
    ErrorUri,
}

/// How a role is read: one trait of `token_core::field`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Lifetime,
    Timestamp,
    Scope,
    ErrorCode,
}

impl Role {
    pub(crate) const ALL: [Role; 14] = [
        Role::AccessToken,
        Role::TokenType,
        Role::ExpiresIn,
        Role::ExpiresAt,
        Role::IssuedAt,
        Role::RefreshToken,
        Role::RefreshExpiresIn,
        Role::RefreshExpiresAt,
        Role::IdToken,
        Role::Scope,
        Role::IssuedTokenType,
        Role::Error,
        Role::ErrorDescription,
        Role::ErrorUri,
    ];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Role::AccessToken => "access_token",
            Role::TokenType => "token_type",
            Role::ExpiresIn => "expires_in",
            Role::ExpiresAt => "expires_at",
            Role::IssuedAt => "issued_at",
            Role::RefreshToken => "refresh_token",
            Role::RefreshExpiresIn => "refresh_expires_in",
            Role::RefreshExpiresAt => "refresh_expires_at",
            Role::IdToken => "id_token",
            Role::Scope => "scope",
            Role::IssuedTokenType => "issued_token_type",
            Role::Error => "error",
            Role::ErrorDescription => "error_description",
            Role::ErrorUri => "error_uri",
        }
    }

    pub(crate) const fn kind(self) -> Kind {
        match self {
            Role::AccessToken
            | Role::TokenType
            | Role::RefreshToken
            | Role::IdToken
            | Role::IssuedTokenType
            | Role::ErrorDescription
            | Role::ErrorUri => Kind::Text,
            Role::ExpiresIn | Role::RefreshExpiresIn => Kind::Lifetime,
            Role::ExpiresAt | Role::IssuedAt | Role::RefreshExpiresAt => Kind::Timestamp,
            Role::Scope => Kind::Scope,
            Role::Error => Kind::ErrorCode,
        }
    }

    pub(crate) const fn is_secret(self) -> bool {
        matches!(self, Role::AccessToken | Role::RefreshToken | Role::IdToken)
    }

    /// The role of an attribute's word.
    pub(crate) fn of_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }

    /// The role that a field's name suggests, whatever its casing.
    pub(crate) fn of_name(name: &str) -> Option<Role> {
        let named = |word| letters(name).eq(letters(word));
        // Most names are as the RFC has them, and a derive runs unoptimized.
        Role::of_word(name)
            .or_else(|| Role::ALL.into_iter().find(|role| named(role.word())))
            .or_else(|| named("scopes").then_some(Role::Scope))
            .or_else(|| named("refresh_token_expires_in").then_some(Role::RefreshExpiresIn))
    }
}

/// `access_token`, `accessToken` and `AccessToken` are one name.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|letter| *letter != b'_').map(|letter| letter.to_ascii_lowercase())
}

impl Kind {
    /// The role to show in an example.
    pub(crate) const fn example(self) -> Role {
        match self {
            Kind::Text => Role::AccessToken,
            Kind::Lifetime => Role::ExpiresIn,
            Kind::Timestamp => Role::ExpiresAt,
            Kind::Scope => Role::Scope,
            Kind::ErrorCode => Role::Error,
        }
    }

    /// The trait of `token_core::field` that reads it.
    pub(crate) const fn reader(self) -> &'static str {
        match self {
            Kind::Text => "AsText",
            Kind::Lifetime => "AsLifetime",
            Kind::Timestamp => "AsTimestamp",
            Kind::Scope => "AsScope",
            Kind::ErrorCode => "AsErrorCode",
        }
    }
}

/// What one unit of a number means: `unit = ".."`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Days,
}

impl Unit {
    pub(crate) const ALL: [Unit; 5] =
        [Unit::Seconds, Unit::Milliseconds, Unit::Minutes, Unit::Hours, Unit::Days];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Unit::Milliseconds => "ms",
            Unit::Seconds => "s",
            Unit::Minutes => "min",
            Unit::Hours => "h",
            Unit::Days => "d",
        }
    }

    /// The variant of `token_core::field::Unit`.
    pub(crate) const fn variant(self) -> &'static str {
        match self {
            Unit::Milliseconds => "Milliseconds",
            Unit::Seconds => "Seconds",
            Unit::Minutes => "Minutes",
            Unit::Hours => "Hours",
            Unit::Days => "Days",
        }
    }

    pub(crate) const fn counts_timestamps(self) -> bool {
        matches!(self, Unit::Seconds | Unit::Milliseconds)
    }
}

/// A word of `#[token(..)]` that is no role.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyword {
    Unit,
    Zero,
    Separator,
    Success,
    Fallback,
    With,
    Nested,
    Skip,
    Secret,
    Crate,
    DefaultExpiresIn,
    Debug,
}

/// Where a keyword may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Struct,
    Field,
}

impl Keyword {
    pub(crate) const ALL: [Keyword; 12] = [
        Keyword::Unit,
        Keyword::Zero,
        Keyword::Separator,
        Keyword::Success,
        Keyword::Fallback,
        Keyword::With,
        Keyword::Nested,
        Keyword::Skip,
        Keyword::Secret,
        Keyword::Crate,
        Keyword::DefaultExpiresIn,
        Keyword::Debug,
    ];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Keyword::Unit => "unit",
            Keyword::Zero => "zero",
            Keyword::Separator => "separator",
            Keyword::Success => "success",
            Keyword::Fallback => "fallback",
            Keyword::With => "with",
            Keyword::Nested => "nested",
            Keyword::Skip => "skip",
            Keyword::Secret => "secret",
            Keyword::Crate => "crate",
            Keyword::DefaultExpiresIn => "default_expires_in",
            Keyword::Debug => "debug",
        }
    }

    /// How it is written, value and all.
    pub(crate) const fn example(self) -> &'static str {
        match self {
            Keyword::Unit => "unit = \"ms\"",
            Keyword::Zero => "zero = \"never\"",
            Keyword::Separator => "separator = \",\"",
            Keyword::Success => "success = 0",
            Keyword::With => "with = path::to::function",
            Keyword::Crate => "crate = path::to::token_core",
            Keyword::DefaultExpiresIn => "default_expires_in = 3600",
            Keyword::Fallback
            | Keyword::Nested
            | Keyword::Skip
            | Keyword::Secret
            | Keyword::Debug => self.word(),
        }
    }

    pub(crate) const fn place(self) -> Place {
        match self {
            Keyword::Crate | Keyword::DefaultExpiresIn | Keyword::Debug => Place::Struct,
            Keyword::Unit
            | Keyword::Zero
            | Keyword::Separator
            | Keyword::Success
            | Keyword::Fallback
            | Keyword::With
            | Keyword::Nested
            | Keyword::Skip
            | Keyword::Secret => Place::Field,
        }
    }

    pub(crate) fn of_word(word: &str) -> Option<Keyword> {
        Keyword::ALL.into_iter().find(|keyword| keyword.word() == word)
    }

    /// The kinds of role that it can be said of; empty for what is said of a whole field or struct.
    pub(crate) const fn kinds(self) -> &'static [Kind] {
        match self {
            Keyword::Unit => &[Kind::Lifetime, Kind::Timestamp],
            Keyword::Zero => &[Kind::Lifetime],
            Keyword::Separator => &[Kind::Scope],
            Keyword::Success => &[Kind::ErrorCode],
            Keyword::Fallback | Keyword::With => {
                &[Kind::Text, Kind::Lifetime, Kind::Timestamp, Kind::Scope, Kind::ErrorCode]
            }
            Keyword::Nested
            | Keyword::Skip
            | Keyword::Secret
            | Keyword::Crate
            | Keyword::DefaultExpiresIn
            | Keyword::Debug => &[],
        }
    }
}
