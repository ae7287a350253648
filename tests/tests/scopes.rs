//! How a scope is read, and what its entries are.

use std::borrow::Cow;

use token_core::{Scope, TokenResponse};

#[derive(TokenResponse)]
struct Response {
    access_token: &'static str,
    scope: Option<&'static str>,
}

fn with(scope: Option<&'static str>) -> Response {
    Response { access_token: "a", scope }
}

#[test]
fn an_absent_scope_is_none_and_an_empty_one_is_empty() {
    assert!(with(None).normalize().unwrap().scope().is_none());
    assert!(with(Some("")).normalize().unwrap().scope().unwrap().is_empty());
}

#[test]
fn a_scope_keeps_its_order_and_drops_empty_entries() {
    let response = with(Some(" write  read\twrite "));
    let token = response.normalize().unwrap();
    let scope = token.scope().unwrap();
    assert_eq!(scope.iter().collect::<Vec<_>>(), ["write", "read", "write"]);
    assert_eq!(scope.to_string(), "write read write");
}

#[test]
fn a_comma_separates_only_where_the_caller_says_so() {
    let scope = Scope::new("repository:samalba/my-app:pull,push");
    assert_eq!(scope.iter().count(), 1);
    let scope = Scope::separated_by("read user, write,,", ',');
    assert_eq!(scope.iter().collect::<Vec<_>>(), ["read user", "write"]);
}

#[test]
fn a_scope_is_its_entries_whatever_separates_them() {
    let scope = Scope::separated_by("read,,write,", ',');
    let mut walked = Vec::new();
    scope.iter().for_each(|entry| walked.push(entry));
    assert_eq!(walked, ["read", "write"]);
    assert_eq!(scope.iter().count(), 2);
    assert!(scope.contains("read") && !scope.contains("rea") && !scope.contains("Read"));
    assert!(!scope.is_empty() && Scope::separated_by(", ,", ',').is_empty());
    assert_eq!(scope, Scope::new("read write"));
    assert_ne!(scope, Scope::new("write read"));
    assert_eq!(scope.clone().into_owned(), scope);
    for text in [Scope::from("read write"), Scope::from(String::from("read write"))] {
        assert_eq!(text, scope);
    }
    assert_eq!(Scope::from(Cow::Borrowed("read,write")).iter().count(), 1);
}
