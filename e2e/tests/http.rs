//! What people copy: `examples/http.rs`, against the authorization server. Run it with `e2e/run`.

#[path = "../../examples/http.rs"]
#[expect(dead_code, reason = "a program's `main` is not called by a test")]
mod example;

use std::time::{Duration, SystemTime};

use example::TokenEndpoint;
use token_core::endpoint::EndpointError;
use token_core::{IssuedToken, Status};
use token_e2e::agree;

const REDIRECT_URI: &str = "https://app.example/callback";

fn issuer() -> String {
    std::env::var("ISSUER").expect("e2e/run says where the server is")
}

fn endpoint() -> TokenEndpoint {
    TokenEndpoint {
        url: format!("{}/token", issuer()),
        client_id: "client".into(),
        client_secret: "secret".into(),
    }
}

#[test]
fn client_credentials() {
    let token = endpoint().client_credentials(Some("api:read")).unwrap();
    assert_eq!(token.scope().unwrap().to_string(), "api:read");
    assert_eq!(token.token().expires_in().as_duration(), Some(Duration::from_secs(600)));
    assert_eq!(token.status(SystemTime::now(), IssuedToken::EARLY), Status::Fresh);
}

#[test]
fn an_authorization_code_and_a_refresh_that_keeps_the_refresh_token() {
    let mut authorize = url::Url::parse(&format!("{}/auth", issuer())).unwrap();
    authorize
        .query_pairs_mut()
        .append_pair("client_id", "client")
        .append_pair("response_type", "code")
        .append_pair("redirect_uri", REDIRECT_URI)
        .append_pair("scope", "openid offline_access")
        .append_pair("prompt", "consent");
    let first = endpoint().authorization_code(&agree(&authorize), REDIRECT_URI).unwrap();
    let second = endpoint().refresh(first.clone()).unwrap();
    assert_ne!(second.access_token(), first.access_token());
    assert!(first.refresh_token().is_some());
    assert_eq!(second.refresh_token(), first.refresh_token());
}

#[test]
fn a_refusal() {
    let wrong = TokenEndpoint { client_secret: "wrong".into(), ..endpoint() };
    let error = wrong.client_credentials(None).unwrap_err();
    let Some(EndpointError::Refused(refusal)) = error.downcast_ref() else { panic!("{error}") };
    assert_eq!((refusal.status, refusal.error.as_deref()), (401, Some("invalid_client")));
    assert!(!refusal.is_transient());
}
