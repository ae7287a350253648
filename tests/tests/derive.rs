//! What the derive makes of a struct: roles, and the shapes of struct that it takes.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use token_core::field::{AsLifetime, AsText, Unit};
use token_core::{FieldError, Lifetime, NormalizeError, TokenFields, TokenResponse, TokenType};

fn seconds(seconds: u64) -> Lifetime {
    Lifetime::Limited(Duration::from_secs(seconds))
}

#[derive(TokenResponse)]
struct EveryRole {
    access_token: &'static str,
    token_type: &'static str,
    expires_in: u64,
    expires_at: u64,
    issued_at: u64,
    refresh_token: &'static str,
    refresh_expires_in: u64,
    refresh_expires_at: u64,
    id_token: &'static str,
    scope: &'static str,
    issued_token_type: &'static str,
    error: &'static str,
    error_description: &'static str,
    error_uri: &'static str,
}

const EVERY_ROLE: EveryRole = EveryRole {
    access_token: "access",
    token_type: "DPoP",
    expires_in: 10,
    expires_at: 20,
    issued_at: 30,
    refresh_token: "refresh",
    refresh_expires_in: 40,
    refresh_expires_at: 50,
    id_token: "id",
    scope: "read write",
    issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    error: "",
    error_description: "description",
    error_uri: "uri",
};

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn every_role_is_found_by_its_name() {
    let token = EVERY_ROLE.normalize().unwrap();
    assert_eq!(token.access_token(), "access");
    assert_eq!(token.token_type(), &TokenType::DPoP);
    assert_eq!(token.expires_in(), seconds(10));
    assert_eq!(token.expires_at(), Some(at(20)));
    assert_eq!(token.issued_at(), Some(at(30)));
    assert_eq!(token.refresh_token(), Some("refresh"));
    assert_eq!(token.refresh_expires_in(), seconds(40));
    assert_eq!(token.refresh_expires_at(), Some(at(50)));
    assert_eq!(token.id_token(), Some("id"));
    assert_eq!(token.scope().unwrap().iter().collect::<Vec<_>>(), ["read", "write"]);
    assert_eq!(token.issued_token_type(), Some("urn:ietf:params:oauth:token-type:access_token"));

    let refused = EveryRole { error: "invalid_grant", ..EVERY_ROLE };
    assert_eq!(
        refused.normalize().unwrap_err(),
        NormalizeError::Refused {
            error: "invalid_grant".into(),
            description: Some("description".into()),
            uri: Some("uri".into()),
        }
    );
}

#[test]
#[expect(non_snake_case, reason = "that the casing of a name does not matter is what is tested")]
fn a_role_is_found_in_any_casing() {
    #[derive(TokenResponse)]
    struct Camel {
        accessToken: &'static str,
        expiresIn: u64,
    }
    #[derive(TokenResponse)]
    struct Pascal {
        AccessToken: &'static str,
        ExpiresIn: u64,
    }
    #[derive(TokenResponse)]
    struct Screaming {
        ACCESS_TOKEN: &'static str,
        EXPIRES_IN: u64,
    }
    let camel = &Camel { accessToken: "a", expiresIn: 1 };
    let pascal = Pascal { AccessToken: "a", ExpiresIn: 1 };
    let screaming = Screaming { ACCESS_TOKEN: "a", EXPIRES_IN: 1 };
    let responses: [&dyn TokenResponse; 3] = [camel, &pascal, &screaming];
    for response in responses {
        assert_eq!(response.normalize().unwrap().access_token(), "a");
        assert_eq!(response.expires_in(), Ok(seconds(1)));
    }
}

#[test]
fn two_more_names_suggest_a_role() {
    #[derive(TokenResponse)]
    struct Response {
        access_token: &'static str,
        scopes: &'static [&'static str],
        refresh_token_expires_in: u64,
    }
    let response =
        Response { access_token: "a", scopes: &["read", "write"], refresh_token_expires_in: 5 };
    let token = response.normalize().unwrap();
    assert_eq!(token.scope().unwrap().to_string(), "read write");
    assert_eq!(token.refresh_expires_in(), seconds(5));
}

#[test]
fn an_attribute_wins_over_the_name() {
    #[derive(TokenResponse)]
    struct Response {
        #[token(access_token)]
        refresh_token: &'static str,
        #[token(refresh_token)]
        access_token: &'static str,
    }
    let response =
        Response { refresh_token: "the access token", access_token: "the refresh token" };
    let token = response.normalize().unwrap();
    assert_eq!(token.access_token(), "the access token");
    assert_eq!(token.refresh_token(), Some("the refresh token"));
}

#[test]
fn a_field_without_a_role_may_be_of_any_type() {
    struct Anything;

    #[derive(TokenResponse)]
    struct Response {
        access_token: &'static str,
        #[expect(dead_code, reason = "what is tested is that it may be here")]
        extra: Anything,
        #[token(skip)]
        #[expect(dead_code, reason = "what is tested is that it may be here")]
        scope: Anything,
    }
    let response = Response { access_token: "a", extra: Anything, scope: Anything };
    assert!(response.normalize().unwrap().scope().is_none());
}

#[test]
fn one_field_may_play_several_roles() {
    #[derive(TokenResponse)]
    struct IdTokenOnly {
        #[token(access_token)]
        #[token(id_token)]
        id_token: &'static str,
    }
    let response = IdTokenOnly { id_token: "eyJ" };
    let token = response.normalize().unwrap();
    assert_eq!((token.access_token(), token.id_token()), ("eyJ", Some("eyJ")));
}

#[test]
fn a_tuple_struct_works_with_explicit_roles() {
    #[derive(Deserialize, TokenResponse)]
    struct Raw(#[token(access_token)] String);

    let raw: Raw = serde_json::from_str(r#""eyJ""#).unwrap();
    assert_eq!(raw.normalize().unwrap().access_token(), "eyJ");
}

#[test]
fn a_raw_identifier_is_its_name() {
    #[derive(TokenResponse)]
    struct Response {
        r#access_token: &'static str,
        #[token(token_type)]
        r#type: &'static str,
    }
    let response = Response { r#access_token: "a", r#type: "mac" };
    assert_eq!(response.normalize().unwrap().token_type(), &TokenType::Mac);
}

#[test]
fn lifetimes_types_and_constants_may_be_parameters() {
    #[derive(TokenResponse)]
    struct Response<'a, T, const N: usize>
    where
        T: HasLifetime,
    {
        access_token: &'a T,
        scope: [&'a str; N],
        expires_in: Option<T::Lifetime>,
        #[expect(dead_code, reason = "what is tested is that it needs no bound")]
        extra: Vec<T>,
    }
    // What `T::Lifetime` needs is written by the user, what the fields need by the derive.
    trait HasLifetime {
        type Lifetime;
    }
    impl HasLifetime for String {
        type Lifetime = u32;
    }
    let access_token = "a".to_owned();
    let response = Response {
        access_token: &access_token,
        scope: ["read", "write"],
        expires_in: Some(7_u32),
        extra: vec![],
    };
    assert_eq!(response.normalize().unwrap().expires_in(), seconds(7));
}

#[test]
fn a_type_parameter_needs_only_what_its_field_needs() {
    struct NoText;

    #[derive(TokenResponse)]
    struct Response<T> {
        access_token: &'static str,
        #[token(expires_in, with = no_lifetime)]
        anything: T,
    }
    fn no_lifetime<T>(_: &T) -> Result<Lifetime, FieldError> {
        Err(FieldError::new("there is none"))
    }
    let response = Response { access_token: "a", anything: NoText };
    let error = response.expires_in().unwrap_err();
    assert_eq!((error.role(), error.reason()), (Some("expires_in"), "there is none"));
}

#[test]
fn a_struct_may_come_from_a_macro() {
    macro_rules! response {
        ($name:ident { $token:ident: $ty:ty, $lifetime:ident }) => {
            #[derive(TokenResponse)]
            struct $name {
                #[token(access_token)]
                $token: $ty,
                #[token(expires_in)]
                $lifetime: Option<u64>,
                scope: Option<&'static str>,
            }
        };
    }
    response!(Response { jwt: &'static str, life });
    let response = Response { jwt: "eyJ", life: Some(9), scope: None };
    let token = response.normalize().unwrap();
    assert_eq!((token.access_token(), token.expires_in()), ("eyJ", seconds(9)));
}

#[test]
fn aliases_and_nested_options_are_read_by_their_type() {
    type Maybe<T> = Option<T>;

    #[derive(Deserialize, TokenResponse)]
    struct Response {
        access_token: Maybe<Option<String>>,
        expires_in: Maybe<Maybe<Box<u64>>>,
    }
    let response: Response =
        serde_json::from_str(r#"{"access_token": "a", "expires_in": null}"#).unwrap();
    let token = response.normalize().unwrap();
    assert_eq!((token.access_token(), token.expires_in()), ("a", Lifetime::Unspecified));
}

#[test]
fn a_type_of_ones_own_plays_a_role() {
    struct Sealed(String);
    impl AsText for Sealed {
        fn as_text(&self) -> Option<Cow<'_, str>> {
            Some(Cow::Borrowed(&self.0))
        }
    }
    struct Forever;
    impl AsLifetime for Forever {
        fn as_lifetime(&self, _: Unit) -> Result<Lifetime, FieldError> {
            Ok(Lifetime::Unlimited)
        }
    }
    #[derive(TokenResponse)]
    struct Response {
        access_token: Option<Sealed>,
        expires_in: Box<Forever>,
    }
    let response =
        Response { access_token: Some(Sealed("a".into())), expires_in: Box::new(Forever) };
    let token = response.normalize().unwrap();
    assert_eq!((token.access_token(), token.expires_in()), ("a", Lifetime::Unlimited));
}

mod facade {
    pub(crate) use ::token_core;
    pub(crate) mod reexported {
        pub(crate) use token_core as renamed;
    }
    pub(crate) mod flat {
        pub(crate) use token_core::*;
    }
}

#[test]
fn token_core_may_be_renamed_or_reexported() {
    mod token_core {}

    #[derive(crate::facade::reexported::renamed::TokenResponse)]
    #[token(crate = crate::facade::reexported::renamed)]
    struct Response {
        access_token: &'static str,
        #[token(scope, separator = ",")]
        scope: &'static str,
        #[token(error, success = 0)]
        code: u8,
        #[token(nested)]
        more: Option<EveryRole>,
    }
    let response = Response { access_token: "a", scope: "b,c", code: 0, more: Some(EVERY_ROLE) };
    assert_eq!(response.normalize().unwrap().expires_in(), Lifetime::Unspecified);
}

#[test]
fn the_path_of_crate_may_lead_to_a_facade() {
    mod token_core {}

    #[derive(crate::facade::token_core::TokenResponse)]
    #[token(crate = crate::facade)]
    struct OfTheCrate {
        access_token: &'static str,
    }
    #[derive(crate::facade::flat::TokenResponse)]
    #[token(crate = crate::facade::flat)]
    struct OfWhatIsInIt {
        access_token: &'static str,
    }
    assert_eq!(OfTheCrate { access_token: "a" }.normalize().unwrap().access_token(), "a");
    assert_eq!(OfWhatIsInIt { access_token: "a" }.normalize().unwrap().access_token(), "a");
}

/// The name of the crate is in the crate itself, so that a facade may re-export either.
#[test]
fn a_glob_import_leaves_the_name_of_the_crate_as_it_is() {
    mod answers {
        use token_core::TokenFields as Fields;
        use token_core::*;

        #[derive(token_core::TokenResponse)]
        pub(super) struct Answer {
            pub(super) access_token: &'static str,
        }

        pub(super) fn fields(answer: &Answer) -> TokenFields<'_> {
            let fields: Fields<'_> = answer.fields();
            fields
        }
    }
    let answer = answers::Answer { access_token: "a" };
    assert_eq!(answers::fields(&answer).access_token.as_deref(), Some("a"));
}

#[test]
fn the_trait_is_object_safe_and_reaches_through_pointers() {
    let boxed: Box<dyn TokenResponse> = Box::new(EVERY_ROLE);
    let shared: std::rc::Rc<Box<dyn TokenResponse>> = std::rc::Rc::new(boxed);
    assert_eq!(shared.normalize().unwrap().access_token(), "access");
    assert_eq!(
        None::<EveryRole>.normalize().unwrap_err(),
        NormalizeError::MissingAccessToken,
        "no response says nothing"
    );
}

#[test]
fn a_response_written_by_hand_names_the_roles_it_has() {
    struct Session(&'static str);
    impl TokenResponse for Session {
        fn fields(&self) -> TokenFields<'_> {
            TokenFields { access_token: self.0.as_text(), ..TokenFields::EMPTY }
        }
    }
    assert_eq!(Session("s").normalize().unwrap().access_token(), "s");
}

#[test]
fn a_name_that_serde_reads_suggests_a_role_where_the_fields_own_name_does_not() {
    #[derive(Deserialize, TokenResponse)]
    struct Answer {
        #[serde(rename = "accessToken")]
        jwt: String,
        #[serde(alias = "expires_in", alias = "exp")]
        life: u64,
        #[serde(rename(serialize = "error", deserialize = "granted_scopes"), alias = "Scope")]
        permissions: String,
        #[serde(rename = "id_token")]
        token_type: String,
    }
    let body = r#"{"accessToken": "a", "exp": 60, "granted_scopes": "read", "id_token": "mac"}"#;
    let token: Answer = serde_json::from_str(body).unwrap();
    let token = token.normalize().unwrap();
    assert_eq!((token.access_token(), token.expires_in()), ("a", seconds(60)));
    assert_eq!(token.scope().unwrap().to_string(), "read");
    assert_eq!(
        (token.token_type(), token.id_token()),
        (&TokenType::Mac, None),
        "its own name wins"
    );
}

#[test]
fn fields_that_are_known_to_mean_something_else_need_no_attribute() {
    #[derive(Deserialize, TokenResponse)]
    struct Answer {
        access_token: String,
        expires_in: u64,
        ext_expires_in: u64,
        id_token_expires_in: u64,
        is_expired: bool,
        created_at: u64,
        #[serde(skip)]
        expiry: Option<std::time::Instant>,
        #[serde(flatten)]
        more: std::collections::HashMap<String, String>,
    }
    let body = r#"{"access_token": "a", "expires_in": 60, "ext_expires_in": 1, "id_token_expires_in": 2,
                   "is_expired": false, "created_at": 1790000000, "more": "b"}"#;
    let answer: Answer = serde_json::from_str(body).unwrap();
    let token = answer.normalize().unwrap();
    assert_eq!((token.expires_in(), token.issued_at()), (seconds(60), None));
    let Answer {
        ext_expires_in, id_token_expires_in, is_expired, created_at, expiry, more, ..
    } = answer;
    assert_eq!((ext_expires_in, id_token_expires_in, created_at), (1, 2, 1_790_000_000));
    assert!(!is_expired && expiry.is_none() && more["more"] == "b");
}

#[test]
fn a_part_of_an_answer_needs_no_access_token_of_its_own() {
    #[derive(TokenResponse)]
    struct Answer {
        access_token: &'static str,
        #[token(nested)]
        times: Times,
    }
    #[derive(TokenResponse)]
    #[token(partial)]
    struct Times {
        expires_in: u64,
    }
    let alone = Times { expires_in: 60 };
    assert_eq!(alone.normalize().map(drop), Err(NormalizeError::MissingAccessToken));
    let answer = Answer { access_token: "a", times: Times { expires_in: 60 } };
    assert_eq!(answer.normalize().unwrap().expires_in(), seconds(60));
}

#[test]
fn a_response_may_hold_itself_in_a_box() {
    #[derive(TokenResponse)]
    struct Answer<T> {
        access_token: T,
        #[token(nested)]
        previous: Option<Box<Answer<T>>>,
    }
    let inner = Answer { access_token: "inner", previous: None };
    let outer = Answer { access_token: "outer", previous: Some(Box::new(inner)) };
    assert_eq!(outer.normalize().unwrap().access_token(), "outer");
}

#[test]
fn a_struct_may_be_named_like_the_trait() {
    mod answers {
        use token_core::TokenResponse as _;

        #[derive(token_core::TokenResponse)]
        pub(super) struct TokenResponse(#[token(access_token)] pub(super) &'static str);

        pub(super) fn is_read(answer: &TokenResponse) -> bool {
            answer.normalize().is_ok()
        }
    }
    assert!(answers::is_read(&answers::TokenResponse("a")));
}

#[derive(Deserialize, TokenResponse)]
struct Item {
    access_token: String,
}

/// What the compiler says to write for them, to the letter.
#[test]
#[expect(unused_qualifications, reason = "a note can't know what is imported")]
fn a_list_a_tuple_and_a_date_without_a_zone_are_read_as_the_notes_say() {
    macro_rules! written {
        ($($item:item)+) => {
            $($item)+
            $(assert!(squeezed(LIST).contains(&squeezed(stringify!($item))));)+
        };
    }
    const LIST: &str = include_str!("../ui/rustc/nested_in_a_vec.stderr");
    const DATE: &str = include_str!("../ui/rustc/field_is_no_timestamp.stderr");
    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect()
    }
    written! {
        #[derive(serde::Deserialize)]
        #[serde(transparent)]
        struct Items(Vec<Item>);

        impl token_core::TokenResponse for Items {
            fn fields(&self) -> token_core::TokenFields<'_> {
                self.0.first().map_or(token_core::TokenFields::EMPTY, token_core::TokenResponse::fields)
            }
        }
    }
    #[derive(Deserialize, TokenResponse)]
    struct Pair(#[token(nested)] Item, u64);
    #[derive(Deserialize, TokenResponse)]
    struct Answer {
        #[token(nested)]
        list: Option<Items>,
        #[token(nested)]
        pair: Option<Pair>,
        #[token(with = read)]
        expires_at: chrono::NaiveDateTime,
    }
    #[expect(clippy::unnecessary_wraps, reason = "that is what the role needs")]
    fn read(time: &chrono::NaiveDateTime) -> Result<Option<SystemTime>, FieldError> {
        Ok(Some(time.and_utc().into()))
    }
    assert!(DATE.contains("Ok(Some(time.and_utc().into()))"));
    for body in [
        r#"{"list": [{"access_token": "a"}], "expires_at": "1970-01-01T00:01:00"}"#,
        r#"{"pair": [{"access_token": "a"}, 4], "expires_at": "1970-01-01T00:01:00"}"#,
    ] {
        let answer: Answer = serde_json::from_str(body).unwrap();
        let token = answer.normalize().unwrap();
        assert_eq!(token.access_token(), "a");
        assert_eq!(token.expires_at(), Some(at(60)));
        assert!(answer.pair.is_none_or(|pair| pair.1 == 4));
    }
}

#[test]
fn a_field_beside_a_nested_one_may_be_its_fallback() {
    #[derive(Deserialize, TokenResponse)]
    struct Envelope {
        #[token(fallback)]
        access_token: Option<String>,
        #[token(nested)]
        data: Option<Item>,
    }
    for (body, expected) in [
        (r#"{"access_token": "outer"}"#, "outer"),
        (r#"{"data": {"access_token": "inner"}}"#, "inner"),
        (r#"{"access_token": "outer", "data": {"access_token": "inner"}}"#, "inner"),
    ] {
        let answer: Envelope = serde_json::from_str(body).unwrap();
        assert_eq!(answer.normalize().unwrap().access_token(), expected);
    }
}
