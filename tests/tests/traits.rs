//! The traits that people expect of the public types.

use std::collections::HashSet;
use std::fmt::Debug;
use std::panic::UnwindSafe;
use std::time::Duration;

use serde_json::json;
use token_core::endpoint::{EndpointError, ErrorResponse};
use token_core::field::Unit;
use token_core::models::*;
use token_core::{oauth2::Adapter, openidconnect::CoreAdapter, *};

#[test]
fn every_public_type_crosses_threads_and_can_be_shown() {
    fn crosses<T: Send + Sync + Unpin + UnwindSafe + Debug + 'static>() {}
    crosses::<AnyTokenResponse>();
    crosses::<FieldError>();
    crosses::<IssuedToken<'static>>();
    crosses::<Lifetime>();
    crosses::<NormalizeError>();
    crosses::<Scope<'static>>();
    crosses::<ScopeIter<'static>>();
    crosses::<Secret>();
    crosses::<Secret<Box<str>>>();
    crosses::<Secret<std::borrow::Cow<'static, str>>>();
    crosses::<Status>();
    crosses::<Token<'static>>();
    crosses::<TextOrNumber>();
    crosses::<TokenFields<'static>>();
    crosses::<TokenType>();
    crosses::<Unit>();
    crosses::<EndpointError>();
    crosses::<ErrorResponse>();
    crosses::<OAuth2Token>();
    crosses::<PostTokenForContactResponse>();
    crosses::<PostTokenForContactResponseTokenType>();
    crosses::<PostTokenRefreshJsonResponseBody>();
    crosses::<PostTokenRefreshJsonTokenType>();
    crosses::<PostTokenResponse>();
    crosses::<PostTokenResponseTokenType>();
    crosses::<V3TokenResponse>();
    crosses::<Adapter<OAuth2Token>>();
    crosses::<CoreAdapter<OAuth2Token>>();
}

#[test]
fn a_token_may_borrow_for_less_time_than_it_could() {
    fn shorter<'s>(token: IssuedToken<'static>, _: &'s str) -> IssuedToken<'s> {
        token
    }
    let token = TokenFields::new("a").normalize().unwrap().received_at(std::time::UNIX_EPOCH);
    assert_eq!(shorter(token, "").access_token(), "a");
}

mod scope {
    use super::*;

    #[test]
    fn it_is_collected_extended_and_iterated() {
        let mut scope: Scope<'_> = ["read", "write user"].into_iter().collect();
        scope.extend(["delete".to_owned()]);
        assert_eq!((&scope).into_iter().count(), 3);
        assert!(scope.contains("write user") && scope.contains("delete"));

        let mut scope = Scope::separated_by("read user,write", ',');
        scope.extend(["delete"]);
        let mut entries = Vec::new();
        for entry in &scope {
            entries.push(entry);
        }
        assert_eq!(entries, ["read user", "write", "delete"]);
        assert!(Scope::default().is_empty());
    }

    #[test]
    fn equal_scopes_have_equal_hashes_however_they_were_written() {
        let written = [
            Scope::new(" read  write "),
            Scope::separated_by("read, write,", ','),
            ["read", "", "write"].into_iter().collect(),
        ];
        assert_eq!(written.into_iter().collect::<HashSet<_>>().len(), 1);
        let split = [Scope::new("ab c"), Scope::new("a bc")];
        assert_eq!(split.into_iter().collect::<HashSet<_>>().len(), 2);
    }

    #[test]
    fn it_is_read_back_with_the_entries_that_were_written() {
        for scope in [
            Scope::default(),
            Scope::new("read write"),
            ["read user", "write"].into_iter().collect(),
            Scope::separated_by("a\tb,c", ','),
        ] {
            let written = serde_json::to_string(&scope).unwrap();
            assert_eq!(serde_json::from_str::<Scope<'_>>(&written).unwrap(), scope, "{written}");
        }
        assert_eq!(serde_json::to_value(Scope::new("a  b")).unwrap(), json!("a b"));
        let error = serde_json::from_value::<Scope<'_>>(json!(8_412_345)).unwrap_err().to_string();
        assert!(error.contains("list of text") && !error.contains("841"), "{error}");
        let error = serde_json::from_str::<Scope<'_>>("[8412345]").unwrap_err().to_string();
        assert!(error.contains("expected text") && !error.contains("841"), "{error}");
    }

    #[test]
    fn its_text_forges_no_line_of_a_log() {
        let scope: Scope<'_> = ["a\r\nb", "\u{1b}[31m"].into_iter().collect();
        assert_eq!(scope.to_string(), "a\\r\\nb \\u{1b}[31m");
    }
}

mod token_type {
    use super::*;

    #[test]
    fn it_is_read_and_written_as_text() {
        let token_type: TokenType = serde_json::from_value(json!("dpop")).unwrap();
        assert_eq!(token_type, TokenType::DPoP);
        assert_eq!(serde_json::to_value(&token_type).unwrap(), json!("DPoP"));
        let error = serde_json::from_value::<TokenType>(json!(8_412_345)).unwrap_err().to_string();
        assert!(error.contains("expected text") && !error.contains("841"), "{error}");
        assert_eq!(TokenType::from("x-own").as_ref(), "x-own");
        assert!(TokenType::Bearer < TokenType::from("x-own"));
    }

    #[test]
    fn its_text_forges_no_header() {
        let forged = TokenType::from("Bearer\r\nX-Evil: 1");
        assert_eq!(forged.to_string(), "Bearer\\r\\nX-Evil: 1");
    }
}

#[test]
fn lifetimes_and_states_are_shown_in_words() {
    let shown = |duration| Lifetime::Limited(duration).to_string();
    assert_eq!(shown(Duration::from_secs(3600)), "3600s");
    assert_eq!(shown(Duration::from_millis(1500)), "1.5s");
    assert_eq!(Lifetime::Unlimited.to_string(), "unlimited");
    assert_eq!(
        format!("{:>12}|{:<8}|", Status::RefreshDue, Status::Fresh),
        " refresh due|fresh   |"
    );
}
