//! Callers that make life hard for a derive.

/// No prelude, and every name that one would reach for means something else.
mod without_a_prelude {
    #![no_implicit_prelude]
    #![expect(non_camel_case_types, dead_code, reason = "the names are what is hostile")]

    mod std {}
    mod core {}
    mod alloc {}
    mod token_core {}
    struct Option;
    struct Result;
    struct String;
    struct Vec;
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    struct Duration;
    struct str;
    struct u64;
    trait Default {}
    trait Debug {}
    trait AsText {}
    trait AsLifetime {}

    #[derive(::token_core::TokenResponse)]
    #[token(debug, default_expires_in = 60)]
    pub(super) struct Every {
        pub(super) access_token: &'static ::core::primitive::str,
        #[token(token_type, fallback)]
        pub(super) kind: ::core::option::Option<&'static ::core::primitive::str>,
        pub(super) token_type: &'static ::core::primitive::str,
        #[token(zero = "never")]
        pub(super) expires_in: ::core::primitive::u64,
        #[token(unit = "ms")]
        pub(super) expires_at: ::core::option::Option<::core::primitive::u64>,
        #[token(separator = ",")]
        pub(super) scope: &'static ::core::primitive::str,
        #[token(error, success = 0)]
        pub(super) code: ::core::primitive::u64,
        #[token(secret)]
        pub(super) mac_key: &'static ::core::primitive::str,
        #[token(nested)]
        pub(super) nested: ::core::option::Option<Inner>,
    }

    #[derive(::token_core::TokenResponse)]
    #[token(debug)]
    pub(super) struct Inner(
        #[token(refresh_token)] pub(super) &'static ::core::primitive::str,
        #[token(access_token)] pub(super) &'static ::core::primitive::str,
    );
}

#[test]
fn no_prelude_and_shadowed_names_are_no_obstacle() {
    use token_core::TokenResponse;

    let response = without_a_prelude::Every {
        access_token: "a",
        kind: Some("mac"),
        token_type: "",
        expires_in: 0,
        expires_at: None,
        scope: "read,write",
        code: 0,
        mac_key: "hidden",
        nested: Some(without_a_prelude::Inner("r", "inner")),
    };
    let token = response.normalize().unwrap();
    assert_eq!(token.token_type(), &token_core::TokenType::Mac);
    assert_eq!(token.expires_in(), token_core::Lifetime::Unlimited);
    assert_eq!(token.refresh_token(), None, "it belongs to the other access token");
    assert_eq!(
        format!("{response:?}"),
        "Every { access_token: [redacted], kind: Some(\"mac\"), token_type: \"\", expires_in: 0, \
         expires_at: None, scope: \"read,write\", code: 0, mac_key: [redacted], \
         nested: Some(Inner([redacted], [redacted])) }"
    );
}

/// The strictest caller that we know of.
#[deny(
    warnings,
    missing_docs,
    unused_qualifications,
    single_use_lifetimes,
    clippy::pedantic,
    clippy::nursery
)]
#[forbid(unsafe_code)]
pub mod strict {
    use token_core::TokenResponse;

    /// A response.
    #[derive(TokenResponse)]
    #[token(debug, default_expires_in = 60)]
    pub struct Answer<'a, T> {
        /// The access token.
        pub access_token: &'a str,
        /// The refresh token.
        pub(crate) refresh_token: T,
        #[token(separator = ",")]
        scope: Option<&'a str>,
        #[token(error, success = 0)]
        code: u8,
        #[token(nested)]
        nested: Option<All<'a>>,
    }

    /// Every role.
    #[derive(TokenResponse)]
    #[token(debug)]
    pub struct All<'a> {
        access_token: &'a str,
        token_type: &'a str,
        expires_in: u64,
        expires_at: u64,
        issued_at: u64,
        refresh_token: &'a str,
        refresh_expires_in: u64,
        refresh_expires_at: u64,
        id_token: &'a str,
        scope: &'a str,
        issued_token_type: &'a str,
        error: &'a str,
        error_description: &'a str,
        error_uri: &'a str,
    }

    /// One.
    #[must_use]
    pub const fn answer() -> Answer<'static, Option<&'static str>> {
        Answer {
            access_token: "a",
            refresh_token: Some("r"),
            scope: Some("read,write"),
            code: 0,
            nested: Some(All {
                access_token: "inner",
                token_type: "",
                expires_in: 1,
                expires_at: 2,
                issued_at: 3,
                refresh_token: "",
                refresh_expires_in: 4,
                refresh_expires_at: 5,
                id_token: "",
                scope: "",
                issued_token_type: "",
                error: "",
                error_description: "",
                error_uri: "",
            }),
        }
    }
}

#[test]
fn the_strictest_lints_find_nothing() {
    use token_core::TokenResponse;

    assert_eq!(strict::answer().normalize().unwrap().refresh_token(), Some("r"));
}

/// The derive uses fields and types; that is no use that a `#[deprecated]` warns of.
#[deny(deprecated)]
mod deprecated {
    #[derive(token_core::TokenResponse)]
    #[token(debug)]
    #[deprecated]
    pub(super) struct Answer {
        pub(super) access_token: &'static str,
        #[deprecated]
        pub(super) scope: &'static str,
        #[deprecated]
        #[token(nested)]
        pub(super) nested: Option<token_core::models::OAuth2Token>,
    }
}

#[test]
#[expect(deprecated, reason = "that it is, is what is tested")]
fn deprecated_structs_and_fields_derive_in_silence() {
    use token_core::TokenResponse;

    let answer = deprecated::Answer { access_token: "a", scope: "s", nested: None };
    assert!(answer.normalize().unwrap().scope().unwrap().contains("s"));
}

#[test]
fn fields_behind_a_cfg_are_there_or_not() {
    use token_core::TokenResponse;

    #[derive(TokenResponse)]
    struct Answer {
        access_token: &'static str,
        #[cfg(any())]
        scope: NoSuchType,
        #[cfg(not(any()))]
        #[cfg_attr(not(any()), token(refresh_token))]
        renewal: &'static str,
    }
    let answer = Answer { access_token: "a", renewal: "r" };
    assert_eq!(answer.normalize().unwrap().refresh_token(), Some("r"));
}

#[test]
fn a_macro_may_hide_the_names_of_fields() {
    use token_core::TokenResponse;

    macro_rules! hygienic {
        ($($field:ident)+) => {
            #[derive(TokenResponse)]
            #[token(debug)]
            struct Answer {
                $($field: &'static str,)+
                access_token: &'static str,
            }
            fn answer($($field: &'static str),+) -> Answer {
                Answer { $($field,)+ access_token: "a" }
            }
        };
    }
    hygienic!(scope refresh_token);
    let answer = answer("s", "r");
    assert_eq!(answer.normalize().unwrap().refresh_token(), Some("r"));
    assert_eq!(
        format!("{answer:?}"),
        r#"Answer { scope: "s", refresh_token: [redacted], access_token: [redacted] }"#
    );
}
