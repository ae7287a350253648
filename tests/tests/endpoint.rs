//! From status, content type and body to a struct, or to a typed refusal.

use std::cell::Cell;

use serde::{Deserialize, Deserializer};
use token_core::endpoint::{self, EndpointError, ErrorResponse, MAX_BODY_LEN};
use token_core::models::OAuth2Token;
use token_core::{AnyTokenResponse, TokenResponse};

const JSON: Option<&str> = Some("application/json");
const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

#[derive(Debug, Deserialize, TokenResponse)]
struct Answer {
    access_token: String,
    expires_in: Option<u64>,
    #[serde(default)]
    scope: Option<String>,
}

#[derive(Debug, Deserialize, TokenResponse)]
struct Raw(#[token(access_token)] String);

fn parse(status: u16, content_type: Option<&str>, body: &str) -> Result<Answer, EndpointError> {
    endpoint::parse(status, content_type, body.as_bytes())
}

#[track_caller]
fn is_token(content_type: Option<&str>, body: impl AsRef<[u8]>) {
    let answer: Answer = endpoint::parse(200, content_type, body.as_ref()).unwrap();
    assert_eq!((answer.access_token.as_str(), answer.expires_in), ("a", Some(60)));
}

#[track_caller]
fn refusal<T>(parsed: Result<T, EndpointError>) -> ErrorResponse {
    match parsed {
        Err(EndpointError::Refused(response)) => response,
        Err(error) => panic!("{error} is no refusal"),
        Ok(_) => panic!("it is an answer"),
    }
}

mod formats {
    use super::*;

    const BODY: &str = r#"{"access_token": "a", "expires_in": 60}"#;
    const PAIRS: &str = "access_token=a&expires_in=60";

    #[test]
    fn json_and_forms_are_read() {
        is_token(JSON, BODY);
        is_token(FORM, PAIRS);
        is_token(Some("application/json; charset=utf-8"), BODY);
        is_token(Some("APPLICATION/X-WWW-FORM-URLENCODED;charset=utf-8"), PAIRS);
        is_token(None, BODY);
        is_token(None, PAIRS);
    }

    #[test]
    fn the_body_decides_where_the_content_type_lies() {
        for lie in ["text/plain", "text/html; charset=utf-8", "application/octet-stream", ""] {
            is_token(Some(lie), BODY);
            is_token(Some(lie), PAIRS);
        }
        is_token(FORM, BODY);
        is_token(JSON, PAIRS);
    }

    #[test]
    fn a_byte_order_mark_and_white_space_are_skipped() {
        is_token(JSON, format!("\u{feff}{BODY}"));
        is_token(JSON, format!(" \r\n{BODY}\r\n"));
        is_token(FORM, format!("\u{feff}{PAIRS}\r\n"));
    }

    #[test]
    fn what_keeps_browsers_from_running_json_is_skipped() {
        for guarded in [
            format!("&&&START&&&{BODY}"),
            format!(")]}}',\n{BODY}"),
            format!("while(1);{BODY}"),
            format!("callback( {BODY} );\n"),
        ] {
            is_token(JSON, &guarded);
            is_token(Some("text/html"), &guarded);
        }
    }

    #[test]
    fn a_brace_at_the_end_makes_neither_a_form_nor_a_text_json() {
        is_token(FORM, format!("{PAIRS}&extra={{}}"));
        is_token(FORM, format!("{PAIRS}&extra=({{}});"));
        let bare = endpoint::parse::<Raw>(200, None, b"a{b}c").unwrap();
        assert_eq!(bare.normalize().unwrap().access_token(), "a{b}c");
    }

    #[test]
    fn any_2xx_is_a_success() {
        for status in [200, 201, 202, 299] {
            assert!(parse(status, JSON, BODY).is_ok(), "{status}");
        }
        for status in [0, 100, 199, 300, 302, 400, 401, 500, 999, u16::MAX] {
            assert_eq!(refusal(parse(status, JSON, BODY)).status, status);
        }
    }

    #[test]
    fn a_form_is_decoded() {
        let answer = parse(200, FORM, "access_token=a%2Bb+c%C3%A9&scope=repo%2Cgist&&x").unwrap();
        assert_eq!(answer.access_token, "a+b cé");
        assert_eq!(answer.scope.as_deref(), Some("repo,gist"));
        let answer = parse(200, FORM, "access_token=first&access_token=second").unwrap();
        assert_eq!(answer.access_token, "first");
        assert_eq!(parse(200, FORM, "access_token=a&scope=").unwrap().scope.as_deref(), Some(""));
    }

    #[test]
    fn the_values_of_a_form_are_what_the_struct_expects() {
        #[derive(Debug, Deserialize, PartialEq)]
        enum Kind {
            #[serde(rename = "bearer")]
            Bearer,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Typed {
            access_token: String,
            integer: i64,
            float: f64,
            flag: bool,
            text: String,
            kind: Kind,
            missing: Option<u8>,
            #[serde(flatten)]
            rest: std::collections::BTreeMap<String, String>,
        }
        let body = b"access_token=007&integer=-5&float=1.5&flag=true&text=true&kind=bearer&more=1";
        let answer: Typed = endpoint::parse(200, FORM, body).unwrap();
        assert_eq!(answer.access_token, "007");
        assert_eq!((answer.integer, answer.float, answer.flag), (-5, 1.5, true));
        assert_eq!(
            (answer.text.as_str(), answer.kind, answer.missing),
            ("true", Kind::Bearer, None)
        );
        assert_eq!(answer.rest["more"], "1");
    }

    #[test]
    fn a_whole_body_may_be_the_token() {
        for body in ["eyJhbGciOiJub25lIn0.e30.", " c2VjcmV0cw== \r\n", r#""quoted""#] {
            for content_type in [Some("text/plain"), FORM, JSON, None] {
                let raw: Raw = endpoint::parse(200, content_type, body.as_bytes()).unwrap();
                assert_eq!(raw.0, body.trim().trim_matches('"'));
            }
        }
    }

    #[test]
    fn a_struct_may_be_of_any_shape_that_serde_json_reads() {
        #[derive(Deserialize, TokenResponse)]
        struct Wrapped(#[token(nested)] Answer);
        #[derive(Deserialize, TokenResponse)]
        struct Keyed {
            access_token: String,
            by_number: std::collections::BTreeMap<u64, String>,
        }
        #[derive(Deserialize, TokenResponse)]
        struct Raw<'a> {
            access_token: std::borrow::Cow<'a, str>,
            #[serde(flatten)]
            rest: serde_json::Map<String, serde_json::Value>,
        }
        let wrapped: Wrapped = endpoint::parse(200, JSON, BODY.as_bytes()).unwrap();
        assert_eq!(wrapped.0.access_token, "a");
        let maybe: Option<Box<Answer>> = endpoint::parse(200, JSON, BODY.as_bytes()).unwrap();
        assert!(maybe.is_some());
        let body = br#"{"access_token": "a", "by_number": {"7": "seven"}}"#;
        let keyed: Keyed = endpoint::parse(200, JSON, body).unwrap();
        assert_eq!((keyed.access_token.as_str(), keyed.by_number[&7].as_str()), ("a", "seven"));
        let body = br#"{"access_token": "a\/b", "id": 18446744073709551615}"#;
        let raw: Raw<'static> = endpoint::parse(200, JSON, body).unwrap();
        assert_eq!((raw.access_token.as_ref(), &raw.rest["id"]), ("a/b", &u64::MAX.into()));
    }

    #[test]
    fn a_body_beyond_the_limit_is_refused_and_not_truncated() {
        let padded = |length: usize| format!("{BODY}{}", " ".repeat(length - BODY.len()));
        is_token(JSON, padded(MAX_BODY_LEN));
        let error = parse(200, JSON, &padded(MAX_BODY_LEN + 1)).unwrap_err();
        assert_eq!(error, EndpointError::TooLong { length: MAX_BODY_LEN + 1 });
        assert_eq!(MAX_BODY_LEN, 256 * 1024);
    }

    #[test]
    fn what_is_neither_is_an_error_that_says_so() {
        for body in ["", "  ", "<html>secret</html>", "<?xml version='1.0'?><token>secret</token>"]
        {
            let error = parse(200, Some("text/html"), body).unwrap_err();
            assert!(error.to_string().contains("not JSON, a form or a token"), "{error}");
        }
        let error = endpoint::parse::<Answer>(200, JSON, b"\xff\xfesecret").unwrap_err();
        assert!(matches!(error, EndpointError::Syntax { .. }), "{error}");
    }

    #[test]
    fn a_name_in_latin_1_costs_neither_the_token_nor_the_refusal() {
        let body = b"{\"access_token\": \"eyJ\", \"name\": \"J\xf6rg\"}";
        let answer: Answer = endpoint::parse(200, JSON, body).unwrap();
        assert_eq!(answer.normalize().unwrap().access_token(), "eyJ");

        let body = b"{\"error\": \"invalid_grant\", \"error_description\": \"ung\xfcltig\"}";
        let error = endpoint::parse::<Answer>(400, JSON, body).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the server refused: invalid_grant (ung\u{fffd}ltig), with HTTP status 400"
        );
    }

    #[test]
    fn a_token_that_is_no_utf_8_is_an_error() {
        for (content_type, body) in [
            (JSON, &b"{\"access_token\": \"a\xffb\"}"[..]),
            (JSON, b"{\"access_token\": \"a\", \"refresh_token\": \"b\xff\"}"),
            (JSON, b"{\"access_token\": \"a\", \"id_token\": \"b\xff\"}"),
            (FORM, b"access_token=a%ffb"),
        ] {
            let error = endpoint::parse::<OAuth2Token>(200, content_type, body).unwrap_err();
            assert_eq!(error.to_string(), "unexpected body: expected tokens that are UTF-8");
        }
        // What the server itself sent is its own to judge.
        assert!(parse(200, JSON, r#"{"access_token": "a\ufffdb"}"#).is_ok());
    }

    #[test]
    fn broken_json_is_shown_by_its_place() {
        let body = "{\"access_token\": \"secret\",\n  oops}";
        let error = parse(200, JSON, body).unwrap_err();
        assert_eq!(error, EndpointError::Syntax { format: "JSON", line: 2, column: 3 });
        assert_eq!(error.to_string(), "invalid JSON at line 2, column 3");
    }

    #[test]
    fn the_happy_path_deserializes_once() {
        thread_local! {
            static COUNT: Cell<usize> = const { Cell::new(0) };
        }
        #[derive(TokenResponse)]
        struct Counted {
            access_token: String,
        }
        impl<'de> Deserialize<'de> for Counted {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                COUNT.set(COUNT.get() + 1);
                let Answer { access_token, .. } = Answer::deserialize(deserializer)?;
                Ok(Counted { access_token })
            }
        }
        let counted = |body: &str| {
            COUNT.set(0);
            let parsed = endpoint::parse::<Counted>(200, JSON, body.as_bytes());
            (parsed.is_ok(), COUNT.get())
        };
        assert_eq!(counted(BODY), (true, 1));
        assert_eq!(counted(r#"{"access_token": "a", "error": null}"#), (true, 1));
        let (is_ok, count) = counted(r#"{"access_token": 7}"#);
        assert!(!is_ok && count > 1, "a failure is looked at again");
    }
}

mod refusals {
    use super::*;

    #[track_caller]
    fn error(status: u16, body: &str) -> Option<String> {
        refusal(parse(status, JSON, body)).error
    }

    #[test]
    fn an_error_is_a_refusal_whatever_the_status() {
        let body = r#"{"error": "invalid_grant", "error_description": "expired", "error_uri": "https://x"}"#;
        for status in [200, 201, 400, 401, 500] {
            let refused = refusal(parse(status, JSON, body));
            assert_eq!(refused.status, status);
            assert_eq!(refused.error.as_deref(), Some("invalid_grant"));
            assert_eq!(refused.description.as_deref(), Some("expired"));
            assert_eq!(refused.uri.as_deref(), Some("https://x"));
        }
        let form = "error=bad_verification_code&error_description=The+code+is+incorrect";
        let refused = refusal(parse(200, FORM, form));
        assert_eq!(refused.error.as_deref(), Some("bad_verification_code"));
        assert_eq!(refused.description.as_deref(), Some("The code is incorrect"));
    }

    #[test]
    fn the_casing_of_its_name_does_not_matter() {
        for name in ["error", "Error", "ERROR"] {
            let body = format!(r#"{{"{name}": "invalid_grant", "errorDescription": "expired"}}"#);
            for status in [200, 400] {
                let refused = refusal(parse(status, JSON, &body));
                assert_eq!(refused.error.as_deref(), Some("invalid_grant"), "{name}");
                assert_eq!(refused.description.as_deref(), Some("expired"));
            }
        }
    }

    #[test]
    fn an_error_beside_a_token_is_a_refusal_even_if_the_struct_knows_no_error() {
        for name in ["error", "Error", "ERROR"] {
            let body = format!(r#"{{"access_token": "a", "{name}": "invalid_grant"}}"#);
            assert_eq!(error(200, &body).as_deref(), Some("invalid_grant"), "{name}");
        }
        let form = "access_token=a&error=invalid_grant";
        assert_eq!(refusal(parse(200, FORM, form)).error.as_deref(), Some("invalid_grant"));
    }

    #[test]
    fn what_only_looks_like_an_error_is_none() {
        for harmless in [
            r#""error": null"#,
            r#""error": """#,
            r#""error": false"#,
            r#""error": 0"#,
            r#""error": "0""#,
            r#""error": []"#,
            r#""error": {}"#,
            r#""errors": []"#,
            r#""last_error": "none of your business""#,
            r#""details": {"error": "of something else"}"#,
            r#""code": 200"#,
            r#""message": "error""#,
        ] {
            let body = format!(r#"{{"access_token": "a", {harmless}}}"#);
            assert!(parse(200, JSON, &body).is_ok(), "{harmless}");
        }
    }

    #[test]
    fn numbers_objects_and_arrays_are_understood() {
        assert_eq!(error(400, r#"{"error": 40029}"#).as_deref(), Some("40029"));
        assert_eq!(error(200, r#"{"error": 40029}"#).as_deref(), Some("40029"));
        assert_eq!(error(400, r#"{"error_code": 10007}"#).as_deref(), Some("10007"));
        assert_eq!(error(200, r#"{"errcode": 40029, "errmsg": "bad"}"#).as_deref(), Some("40029"));
        assert_eq!(
            error(400, r#"{"code": 400, "error_type": "OAuthException"}"#).as_deref(),
            Some("OAuthException")
        );

        let facebook =
            r#"{"error": {"message": "bad code", "type": "OAuthException", "code": 190}}"#;
        let refused = refusal(parse(400, JSON, facebook));
        assert_eq!(refused.error.as_deref(), Some("190"));
        assert_eq!(refused.description.as_deref(), Some("bad code"));

        let fitbit = r#"{"errors": [{"errorType": "invalid_grant", "message": "bad code"}], "success": false}"#;
        for status in [200, 403] {
            let refused = refusal(parse(status, JSON, fitbit));
            assert_eq!(refused.error.as_deref(), Some("invalid_grant"));
            assert_eq!(refused.description.as_deref(), Some("bad code"));
        }
    }

    #[test]
    fn a_refusal_may_say_nothing_more() {
        for body in ["", "<html>Bad Gateway</html>", "{}", "[]", "null", "Bad Gateway", "{broken"] {
            let refused = refusal(parse(502, Some("text/html"), body));
            assert_eq!((refused.status, refused.error), (502, None), "{body}");
        }
        let refused = refusal(parse(429, JSON, r#"{"message": "slow down"}"#));
        assert_eq!(refused.description.as_deref(), Some("slow down"));
        assert_eq!(refused.to_string(), "the server refused (slow down), with HTTP status 429");
    }

    #[test]
    fn the_struct_says_what_an_error_is_where_it_claims_the_role() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Claiming {
            access_token: Option<String>,
            #[token(error, success = "ok")]
            error: String,
            #[token(error_description)]
            reason: Option<String>,
        }
        let parse = |body: &str| endpoint::parse::<Claiming>(200, JSON, body.as_bytes());
        assert!(parse(r#"{"access_token": "a", "error": "ok"}"#).is_ok());
        let refused =
            refusal(parse(r#"{"access_token": "a", "error": "no", "reason": "why not"}"#));
        assert_eq!(refused.error.as_deref(), Some("no"));
        assert_eq!(refused.description.as_deref(), Some("why not"));
    }

    #[test]
    fn an_answer_without_a_token_is_asked_for_its_error_even_if_it_fits() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Lenient {
            access_token: Option<String>,
            #[token(error, success = 0)]
            code: Option<i64>,
        }
        let parse = |body: &str| endpoint::parse::<Lenient>(200, JSON, body.as_bytes());
        assert_eq!(refusal(parse(r#"{"code": 7}"#)).error.as_deref(), Some("7"));
        let beside = r#"{"code": 7, "access_token": "a"}"#;
        assert_eq!(refusal(parse(beside)).error.as_deref(), Some("7"), "claimed by the struct");
        assert_eq!(refusal(parse(r#"{"errcode": 40029}"#)).error.as_deref(), Some("40029"));
        assert_eq!(
            refusal(parse(r#"{"errcode": 1, "access_token": ""}"#)).error.as_deref(),
            Some("1")
        );
        assert!(parse(r#"{"errcode": 0, "code": 0}"#).is_ok(), "no token, and no error either");
        assert!(
            parse(r#"{"access_token": "a", "errcode": 40029}"#).is_ok(),
            "it may mean anything"
        );
    }

    #[test]
    fn no_error_is_the_source_of_another_that_says_the_same() {
        let refused = parse(400, JSON, r#"{"error": "invalid_grant"}"#).unwrap_err();
        for error in [refused, EndpointError::TooLong { length: 1 }] {
            assert!(std::error::Error::source(&error).is_none());
        }
    }

    #[test]
    fn the_texts_of_a_server_can_not_forge_a_line_of_a_log() {
        let body = r#"{"error": "a\nb", "error_description": "c\u001b[2Jd"}"#;
        let shown = refusal(parse(400, JSON, body)).to_string();
        assert_eq!(shown, r"the server refused: a\nb (c\u{1b}[2Jd), with HTTP status 400");
    }
}

mod received {
    use super::*;
    use std::time::{Duration, SystemTime};

    const SENT_AT: SystemTime = SystemTime::UNIX_EPOCH;

    #[test]
    fn a_response_becomes_a_token_that_knows_when_it_expires() {
        let body = br#"{"access_token": "a", "expires_in": 60}"#;
        let (token, answer) = endpoint::receive::<Answer>(200, JSON, body, SENT_AT).unwrap();
        assert_eq!(token.expires_at(), Some(SENT_AT + Duration::from_secs(60)));
        assert_eq!(answer.expires_in, Some(60));
    }

    #[test]
    fn every_way_to_fail_has_one_type() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Lenient {
            access_token: Option<String>,
            expires_in: Option<String>,
            #[token(error, success = 0)]
            code: Option<i64>,
        }
        let receive = |status: u16, body: &str| {
            endpoint::receive::<Lenient>(status, JSON, body.as_bytes(), SENT_AT)
                .map(drop)
                .unwrap_err()
        };
        assert_eq!(receive(200, "{}"), EndpointError::MissingAccessToken);
        assert!(matches!(
            receive(200, r#"{"access_token": "a", "expires_in": "soon"}"#),
            EndpointError::Field(error) if error.role() == Some("expires_in")
        ));
        assert!(matches!(receive(200, "{"), EndpointError::Syntax { .. }));
        assert!(matches!(receive(200, r#"{"access_token": 5}"#), EndpointError::Mismatch { .. }));
        for status in [200, 400] {
            let EndpointError::Refused(response) = receive(status, r#"{"code": 7}"#) else {
                panic!()
            };
            assert_eq!((response.status, response.error.as_deref()), (status, Some("7")));
        }
    }

    #[test]
    fn a_refusal_stays_one_when_it_is_found_by_normalizing() {
        let refused = token_core::NormalizeError::Refused {
            error: "invalid_grant".into(),
            description: Some("expired".into()),
            uri: None,
        };
        let EndpointError::Refused(response) = refused.into() else { panic!("it is a refusal") };
        assert_eq!(response.error.as_deref(), Some("invalid_grant"));
        assert_eq!(response.description.as_deref(), Some("expired"));
    }
}

mod kinds_of_refusal {
    use super::*;

    fn response(status: u16, error: &str) -> ErrorResponse {
        refusal(parse(status, JSON, &format!(r#"{{"error": "{error}"}}"#)))
    }

    #[test]
    fn a_transient_one_may_succeed_later() {
        for status in [408, 425, 429, 500, 502, 503, 599] {
            assert!(response(status, "x").is_transient(), "{status}");
        }
        for code in
            ["temporarily_unavailable", "server_error", "slow_down", "authorization_pending"]
        {
            assert!(response(400, code).is_transient(), "{code}");
        }
        for code in ["invalid_grant", "invalid_client", ""] {
            assert!(!response(400, code).is_transient(), "{code}");
        }
    }

    #[test]
    fn some_need_the_user() {
        for code in [
            "invalid_grant",
            "expired_token",
            "access_denied",
            "interaction_required",
            "login_required",
            "consent_required",
        ] {
            assert!(response(400, code).needs_sign_in(), "{code}");
        }
        for code in ["server_error", "invalid_client", "slow_down", ""] {
            assert!(!response(400, code).needs_sign_in(), "{code}");
        }
    }
}

mod mismatches {
    use super::*;

    #[track_caller]
    fn mismatch<T: for<'de> Deserialize<'de> + TokenResponse>(body: &str) -> (String, String) {
        match endpoint::parse::<T>(200, JSON, body.as_bytes()).map(drop).unwrap_err() {
            EndpointError::Mismatch { path, expected } => (path, expected),
            error => panic!("{error}"),
        }
    }

    #[test]
    fn it_says_where_and_what_was_expected_and_never_what_was_there() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Outer {
            #[token(nested)]
            data: Vec1,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Vec1 {
            access_token: String,
            #[expect(dead_code, reason = "what is tested is how it is missed")]
            list: Vec<u8>,
            #[expect(dead_code, reason = "what is tested is how it is missed")]
            #[serde(default)]
            pair: Option<Pair>,
        }
        #[derive(Debug, Deserialize)]
        struct Pair(#[expect(dead_code, reason = "what is tested is how it is missed")] [u8; 2]);
        let found = |body: &str| mismatch::<Outer>(body);
        let at = |path: &str, expected: &str| (path.to_owned(), expected.to_owned());
        assert_eq!(found(r#"{"secret": 1}"#), at("", "a field `data`"));
        assert_eq!(found(r#"{"data": {"list": []}}"#), at("data", "a field `access_token`"));
        assert_eq!(found(r#"{"data": {"access_token": 5}}"#), at("data.access_token", "a string"));
        assert_eq!(
            found(r#"{"data": {"access_token": "", "list": [1, "secret"]}}"#),
            at("data.list.1", "u8")
        );
        assert_eq!(
            found(r#"{"data": {"access_token": "", "list": [1, -1]}}"#),
            at("data.list.1", "u8")
        );
        assert_eq!(
            found(r#"{"data": {"access_token": "", "list": [], "pair": [1]}}"#),
            at("data.pair", "an array of length 2")
        );
        assert_eq!(found(r#"["secret"]"#), at("0", "struct Vec1"));
        assert_eq!(found(r#""secret""#).1, "struct Outer");
        assert_eq!(
            endpoint::parse::<Outer>(200, JSON, br#"{"data": {"access_token": 5}}"#)
                .unwrap_err()
                .to_string(),
            "unexpected value at `data.access_token`: expected a string"
        );
    }

    #[test]
    fn text_is_a_number_in_a_form_and_not_in_json() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Strict {
            access_token: String,
            expires_in: u64,
        }
        let found = mismatch::<Strict>(r#"{"access_token": "a", "expires_in": "60"}"#);
        assert_eq!(found, ("expires_in".to_owned(), "u64".to_owned()));
        let answer: Strict = endpoint::parse(200, FORM, b"access_token=a&expires_in=60").unwrap();
        assert_eq!(answer.expires_in, 60);
    }

    #[test]
    fn a_message_of_a_type_of_ones_own_is_not_shown_since_it_may_quote() {
        #[derive(Debug)]
        struct Quoting;
        impl<'de> Deserialize<'de> for Quoting {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Err(serde::de::Error::custom(format!("`{text}` is bad")))
            }
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Answer {
            access_token: String,
            #[expect(dead_code, reason = "what is tested is how it is missed")]
            other: Quoting,
        }
        let (path, expected) = mismatch::<Answer>(r#"{"access_token": "a", "other": "secret"}"#);
        assert_eq!(path, "other");
        assert!(!expected.contains("secret"), "{expected}");
    }

    #[test]
    fn unknown_variants_and_fields_are_told_by_what_is_known() {
        #[derive(Debug, Deserialize)]
        enum Kind {
            Bearer,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        #[serde(deny_unknown_fields)]
        struct Answer {
            access_token: String,
            #[token(skip)]
            #[expect(dead_code, reason = "what is tested is how it is missed")]
            token_type: Kind,
        }
        let (path, expected) =
            mismatch::<Answer>(r#"{"access_token": "a", "token_type": "secret"}"#);
        assert_eq!((path.as_str(), expected.as_str()), ("token_type", r#"one of ["Bearer"]"#));
        let (_, expected) =
            mismatch::<Answer>(r#"{"access_token": "a", "token_type": {"Other": "secret"}}"#);
        assert_eq!(expected, r#"one of ["Bearer"]"#);
        let (_, expected) = mismatch::<Answer>(r#"{"access_token": "a", "token_type": 5}"#);
        assert_eq!(expected, "text, or an object");
        let (_, expected) = mismatch::<OAuth2Token>(r#"{"expires_in": true}"#);
        assert_eq!(expected, "an integer or text");
        let (_, expected) = mismatch::<Answer>(r#"{"access_token": "a", "secret": 1}"#);
        assert!(expected.contains("no other fields") && !expected.contains("secret"), "{expected}");
        assert!(
            endpoint::parse::<Answer>(
                200,
                JSON,
                br#"{"access_token": "a", "token_type": "Bearer"}"#
            )
            .is_ok()
        );
    }
}

mod any {
    use super::*;
    use serde_json::json;

    fn any(body: &serde_json::Value) -> AnyTokenResponse {
        endpoint::parse(200, JSON, body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn every_casing_of_every_role_is_read() {
        for body in [
            json!({
                "access_token": "a", "token_type": "mac", "expires_in": 1, "expires_at": 2, "issued_at": 3,
                "refresh_token": "r", "refresh_expires_in": 4, "refresh_expires_at": 5, "id_token": "i",
                "scope": "s", "issued_token_type": "t",
            }),
            json!({
                "accessToken": "a", "tokenType": "mac", "expiresIn": "1", "expiresAt": "2", "issuedAt": "3",
                "refreshToken": "r", "refreshExpiresIn": "4", "refreshExpiresAt": "5", "idToken": "i",
                "scope": ["s"], "issuedTokenType": "t",
            }),
            json!({
                "AccessToken": "a", "TokenType": "mac", "Expires-In": 1.0, "EXPIRES_ON": 2, "IssuedAt": 3,
                "RefreshToken": "r", "x_refresh_token_expires_in": 4, "RefreshTokenExpiresAt": 5, "ID_TOKEN": "i",
                "Scopes": "s", "issued-token-type": "t",
            }),
        ] {
            let answer = any(&body);
            assert!(answer.extras().is_empty(), "{:?}", answer.extras());
            let token = answer.normalize().unwrap();
            let shown = format!(
                "{} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                token.access_token(),
                token.token_type(),
                token.expires_in(),
                token.expires_at(),
                token.issued_at(),
                token.refresh_token(),
                token.refresh_expires_in(),
                token.refresh_expires_at(),
                token.id_token(),
                token.scope(),
                token.issued_token_type(),
            );
            let at =
                |seconds| Some(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds));
            assert_eq!(
                shown,
                format!(
                    "a MAC Limited(1s) {:?} {:?} Some(\"r\") Limited(4s) {:?} Some(\"i\") Some({{\"s\"}}) Some(\"t\")",
                    at(2),
                    at(3),
                    at(5)
                )
            );
        }
    }

    #[test]
    fn of_repeated_spellings_the_first_that_is_not_empty_wins() {
        let body =
            r#"{"access_token": "", "AccessToken": null, "accessToken": "a", "ACCESS_TOKEN": "b"}"#;
        let answer: AnyTokenResponse = serde_json::from_str(body).unwrap();
        assert_eq!(answer.normalize().unwrap().access_token(), "a");
        assert_eq!(answer.extras()["ACCESS_TOKEN"], "b", "what loses is kept");
        assert_eq!(answer.extras().len(), 1, "what is empty says nothing");
    }

    #[test]
    fn everything_else_is_kept_without_loss() {
        let body = json!({
            "access_token": "a", "id": 1_234_567_890_987_654_321_u64, "least": i64::MIN, "most": u64::MAX,
            "null": null, "nested": {"deep": [1, {"er": 2.5}]}, "expires": 3600, "token": "t", "jwt": "j",
        });
        let answer = any(&body);
        let mut expected = body.as_object().unwrap().clone();
        expected.remove("access_token");
        assert_eq!(answer.extras(), &expected);
        assert_eq!(answer.into_extras(), expected);
    }

    #[test]
    fn a_role_that_its_value_can_not_play_is_an_extra() {
        let body = json!({"access_token": {"token": "t"}, "scope": {"read": true}, "id_token": 7});
        let answer: AnyTokenResponse = serde_json::from_value(body.clone()).unwrap();
        assert_eq!(Some(answer.extras()), body.as_object());
        let malformed: AnyTokenResponse =
            serde_json::from_value(json!({"access_token": "a", "expires_in": {"seconds": 5}}))
                .unwrap();
        assert!(malformed.expires_in().is_err(), "an unreadable lifetime is not no lifetime");
    }

    #[test]
    fn an_error_is_refused_and_a_flag_that_says_none_is_not() {
        for error in
            [json!("invalid_grant"), json!({"code": "invalid_grant"}), json!(["invalid_grant"])]
        {
            let body = json!({"access_token": "a", "error": error}).to_string();
            let parsed = endpoint::parse::<AnyTokenResponse>(200, JSON, body.as_bytes());
            assert_eq!(refusal(parsed).error.as_deref(), Some("invalid_grant"));
        }
        let refused: AnyTokenResponse =
            serde_json::from_value(json!({"access_token": "a", "error": {"code": 7}})).unwrap();
        let error = refused.normalize().unwrap_err();
        assert_eq!(error.to_string(), "the server refused: 7", "without `parse`, too");
        for none in [json!(false), json!(0), json!(""), json!(null), json!([]), json!({})] {
            any(&json!({"access_token": "a", "error": none})).normalize().unwrap();
        }
    }

    #[test]
    fn what_is_no_object_is_an_error_that_says_so() {
        let error = serde_json::from_str::<AnyTokenResponse>("[]").unwrap_err().to_string();
        assert!(error.contains("a JSON object"), "{error}");
        let error = endpoint::parse::<AnyTokenResponse>(200, JSON, b"[]").unwrap_err().to_string();
        assert_eq!(error, "unexpected body: expected a JSON object");
    }

    #[test]
    fn a_form_is_read_too() {
        let answer: AnyTokenResponse =
            endpoint::parse(200, FORM, b"access_token=a&expires_in=60&uid=5").unwrap();
        assert_eq!(answer.expires_in().unwrap().as_duration().unwrap().as_secs(), 60);
        assert_eq!(answer.extras()["uid"], "5");
    }

    #[test]
    fn a_number_that_its_name_contradicts_is_an_error_that_names_the_struct_to_write() {
        for (body, role, repair) in [
            (json!({"expires_in": 1_790_003_600}), "expires_in", "#[token(expires_at)]"),
            (json!({"expires_in": "1790003600"}), "expires_in", "#[token(expires_at)]"),
            (json!({"expires_in": 1_790_003_600_000_u64}), "expires_in", "#[token(expires_at)]"),
            (
                json!({"refresh_token_expires_in": 4_841_467_787_u64}),
                "refresh_expires_in",
                "refresh_expires_at",
            ),
            (json!({"expires_at": 1_790_003_600_000_u64}), "expires_at", "unit = \"ms\""),
            (json!({"issued_at": "1790000000000"}), "issued_at", "unit = \"ms\""),
        ] {
            let mut body = body;
            body["access_token"] = json!("a");
            let error = any(&body).normalize().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{role}`")) && error.contains(repair), "{error}");
        }
        for body in [
            json!({"access_token": "a", "expires_in": i32::MAX}),
            json!({"access_token": "a", "expires_in": u64::MAX}),
            json!({"access_token": "a", "expires_in": 631_138_026}),
            json!({"access_token": "a", "expires_at": "9999-12-31T23:59:59Z"}),
            json!({"access_token": "a", "expires_at": 1_790_003_600}),
        ] {
            assert!(any(&body).normalize().is_ok(), "{body}");
        }
    }

    #[test]
    fn what_looks_like_a_part_of_the_token_and_was_not_read_is_listed() {
        let answer = any(&json!({
            "access_token": "a", "token_type": 123, "expires": 3600, "session": {"jwt": "e", "id": 5},
            "authorizations": [{"name": "x"}, {"access_token": "b"}], "errorMessage": "", "ttl": null,
            "athlete": {"id": 7}, "created_at": 1_790_000_000,
        }));
        let mut unread = answer.unread();
        unread.sort();
        assert_eq!(
            unread,
            ["authorizations.1.access_token", "created_at", "expires", "session.jwt", "token_type"]
        );
        assert!(
            any(&json!({"access_token": "a", "scope": "b", "account_id": 1})).unread().is_empty()
        );
    }

    #[test]
    fn its_debug_shows_no_value() {
        let shown = format!("{:?}", any(&json!({"access_token": "secret", "mac_key": "secret"})));
        assert_eq!(shown, r#"AnyTokenResponse { roles: ["access_token"], extras: 1, .. }"#);
    }
}

#[test]
fn the_models_are_read_through_it() {
    let body = br#"{"access_token": "a", "expires_in": "60"}"#;
    let answer: OAuth2Token = endpoint::parse(200, JSON, body).unwrap();
    assert_eq!(answer.expires_in, Some(60));
}
