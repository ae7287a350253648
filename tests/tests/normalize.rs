//! What makes an answer a token, and what is an error.

use std::time::{Duration, SystemTime};

use token_core::{Lifetime, NormalizeError, TokenFields, TokenResponse, TokenType};

fn seconds(seconds: u64) -> Lifetime {
    Lifetime::Limited(Duration::from_secs(seconds))
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[derive(Default, TokenResponse)]
struct Response {
    access_token: Option<&'static str>,
    token_type: Option<&'static str>,
    refresh_token: Option<&'static str>,
    id_token: Option<&'static str>,
    issued_token_type: Option<&'static str>,
    expires_in: Option<&'static str>,
    expires_at: Option<&'static str>,
    refresh_expires_in: Option<&'static str>,
    error: Option<&'static str>,
    error_description: Option<&'static str>,
}

fn some_token() -> Response {
    Response { access_token: Some("a"), ..Response::default() }
}

#[test]
fn an_empty_or_missing_access_token_is_missing() {
    let missing = Err(NormalizeError::MissingAccessToken);
    assert_eq!(Response::default().normalize().map(drop), missing);
    let empty = Response { access_token: Some(""), ..Response::default() };
    assert_eq!(empty.normalize().map(drop), missing);
}

#[test]
fn empty_text_is_absent_for_an_optional_role() {
    let response = Response {
        refresh_token: Some(""),
        id_token: Some(""),
        issued_token_type: Some(""),
        token_type: Some(""),
        error: Some(""),
        ..some_token()
    };
    let token = response.normalize().unwrap();
    assert_eq!(token.refresh_token(), None);
    assert_eq!(token.id_token(), None);
    assert_eq!(token.issued_token_type(), None);
    assert_eq!(token.token_type(), &TokenType::Bearer);
}

#[test]
fn an_absent_token_type_is_bearer() {
    assert_eq!(some_token().normalize().unwrap().token_type(), &TokenType::Bearer);
}

#[test]
fn a_token_type_is_read_without_regard_to_case() {
    for (text, expected, canonical) in [
        ("bearer", TokenType::Bearer, "Bearer"),
        ("BEARER", TokenType::Bearer, "Bearer"),
        ("dpop", TokenType::DPoP, "DPoP"),
        ("Mac", TokenType::Mac, "MAC"),
        ("n_a", TokenType::NotApplicable, "N_A"),
        ("User Access Token", TokenType::Other("User Access Token".into()), "User Access Token"),
    ] {
        let response = Response { token_type: Some(text), ..some_token() };
        assert_eq!(response.normalize().unwrap().token_type(), &expected);
        assert_eq!(text.parse::<TokenType>().unwrap().to_string(), canonical);
    }
}

#[test]
fn an_error_is_refused_before_anything_else_is_judged() {
    let response = Response {
        error: Some("invalid_grant"),
        error_description: Some("no such code"),
        expires_in: Some("soon"),
        ..some_token()
    };
    assert_eq!(
        response.normalize().map(drop),
        Err(NormalizeError::Refused {
            error: "invalid_grant".into(),
            description: Some("no such code".into()),
            uri: None
        })
    );
}

#[test]
fn a_malformed_field_is_an_error_that_names_its_role() {
    for (response, role) in [
        (Response { expires_in: Some("soon"), ..some_token() }, "expires_in"),
        (Response { expires_at: Some("soon"), ..some_token() }, "expires_at"),
        (Response { refresh_expires_in: Some("soon"), ..some_token() }, "refresh_expires_in"),
    ] {
        let NormalizeError::Field(error) = response.normalize().unwrap_err() else {
            panic!("{role} is malformed")
        };
        assert_eq!(error.role(), Some(role));
        assert!(error.to_string().starts_with(&format!("`{role}` can't be read: ")), "{error}");
        assert!(!error.to_string().contains("soon"), "{error}");
    }
}

#[test]
fn an_accessor_fails_only_for_the_fields_it_reads() {
    let (then, later) = (at(0), at(60));
    let response = Response { refresh_expires_in: Some("soon"), ..some_token() };
    assert_eq!(response.expires_in(), Ok(Lifetime::Unspecified));
    assert_eq!(response.expires_at(then), Ok(None));
    assert_eq!(response.is_expired(then, later), Ok(false));
    assert_eq!(response.refresh_expires_in().unwrap_err().role(), Some("refresh_expires_in"));

    let response = Response { expires_at: Some("soon"), expires_in: Some("60"), ..some_token() };
    assert_eq!(response.expires_in(), Ok(seconds(60)));
    assert_eq!(response.expires_at(then).unwrap_err().role(), Some("expires_at"));
    assert_eq!(response.is_expired(then, later).unwrap_err().role(), Some("expires_at"));
}

#[test]
fn an_accessor_answers_without_an_access_token() {
    let response = Response { expires_in: Some("60"), ..Response::default() };
    assert_eq!(response.expires_at(at(100)), Ok(Some(at(160))));
    assert_eq!(response.is_expired(at(100), at(159)), Ok(false));
    assert_eq!(response.is_expired(at(100), at(160)), Ok(true));
}

#[test]
fn an_expired_token_still_normalizes() {
    let response = Response { expires_in: Some("-1"), expires_at: Some("0"), ..some_token() };
    assert!(response.normalize().is_ok());
}

#[test]
fn a_lifetime_written_by_hand_is_clamped_too() {
    struct Forever;
    impl TokenResponse for Forever {
        fn fields(&self) -> TokenFields<'_> {
            TokenFields {
                access_token: Some("a".into()),
                expires_in: Ok(Lifetime::Limited(Duration::MAX)),
                ..TokenFields::EMPTY
            }
        }
    }
    let longest = Lifetime::Limited(Lifetime::MAX);
    assert_eq!(Forever.expires_in(), Ok(longest));
    assert_eq!(Forever.normalize().unwrap().expires_in(), longest);
}

#[test]
fn a_stated_expiry_is_outright_or_reckoned_from_the_issue() {
    #[derive(TokenResponse)]
    struct Doorkeeper {
        access_token: &'static str,
        #[token(issued_at)]
        created_at: u64,
        expires_in: u64,
        expires_at: Option<u64>,
        refresh_expires_in: u64,
        refresh_issued_at: Option<u64>,
    }
    let response = Doorkeeper {
        access_token: "a",
        created_at: 1000,
        expires_in: 60,
        expires_at: None,
        refresh_expires_in: 90,
        refresh_issued_at: Some(900),
    };
    let token = response.normalize().unwrap();
    assert_eq!(token.expires_at(), Some(at(1060)));
    assert_eq!(token.refresh_expires_at(), Some(at(990)));

    let response = Doorkeeper { expires_at: Some(2000), refresh_issued_at: None, ..response };
    let token = response.normalize().unwrap();
    assert_eq!(token.expires_at(), Some(at(2000)));
    assert_eq!(token.refresh_expires_at(), None, "`created_at` is not of the refresh token");
}
