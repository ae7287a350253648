//! From status, content type and body to a struct, or to a typed refusal.

use std::cell::Cell;

use serde::{Deserialize, Deserializer};
use token_core::endpoint::{self, EndpointError, ErrorResponse, MAX_BODY_LEN};
use token_core::models::{OAuth2Token, V3TokenResponse};
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
            (JSON, b"{\"access_token\": \"a\", \"authed_user\": {\"access_token\": \"b\xff\"}}"),
            (FORM, b"access_token=a%ffb"),
            (FORM, b"access_token=a&bot_token=b%ff"),
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

/// A struct that knows nothing about errors.
#[derive(Debug, Deserialize, TokenResponse)]
struct Plain {
    access_token: String,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
}

/// An envelope.
#[derive(Debug, Deserialize, TokenResponse)]
struct Env<T> {
    #[token(nested)]
    data: T,
}

#[track_caller]
fn refused<T>(status: u16, body: &str) -> (Option<String>, Option<String>)
where
    T: for<'de> Deserialize<'de> + TokenResponse,
{
    let response = refusal(endpoint::parse::<T>(status, JSON, body.as_bytes()));
    (response.error, response.description)
}

mod noise {
    use super::*;
    use proptest::prelude::*;

    /// One check for every kind of struct.
    #[track_caller]
    fn every_struct_refuses(status: u16, body: &str, error: &str, description: Option<&str>) {
        let expected = (Some(error.to_owned()), description.map(str::to_owned));
        assert_eq!(refused::<Plain>(status, body), expected, "{body}");
        assert_eq!(refused::<OAuth2Token>(status, body), expected, "{body}");
        assert_eq!(refused::<AnyTokenResponse>(status, body), expected, "{body}");
        assert_eq!(refused::<Raw>(status, body), expected, "{body}");
    }

    #[test]
    fn nothing_else_in_the_body_hides_an_error() {
        let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        for noise in ["1e999", r#""\ud800""#, r#""half \ud83d of it""#, "-1E+400", &deep] {
            for token in ["", r#""access_token": "stale", "#] {
                for status in [200, 400] {
                    let body = format!(r#"{{{token}"error": "invalid_grant", "x": {noise}}}"#);
                    every_struct_refuses(status, &body, "invalid_grant", None);
                    let body = format!(r#"{{"x": {noise}, {token}"error": "invalid_grant"}}"#);
                    every_struct_refuses(status, &body, "invalid_grant", None);
                }
            }
        }
    }

    #[test]
    fn half_a_character_costs_neither_the_code_nor_the_description() {
        let body = r#"{"error": "invalid_grant", "error_description": "Session expired \ud83d"}"#;
        for status in [200, 400] {
            every_struct_refuses(status, body, "invalid_grant", Some("Session expired \u{fffd}"));
        }
    }

    #[test]
    fn every_escape_is_read() {
        let text = r#""\u0041\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t.\\u0041""#;
        let description: String = serde_json::from_str(text).unwrap();
        let body = format!(r#"{{"erro\u0072": "e\\u", "\u0065rror_description": {text}}}"#);
        every_struct_refuses(400, &body, r"e\u", Some(&description));
    }

    #[test]
    fn what_is_whole_before_a_mistake_counts() {
        let body = r#"{"error": "invalid_grant", "x": [1, {"a": "\u0041"}], "y": 1.5, "z": null}"#;
        let whole = body.find(',').unwrap();
        for end in 1..body.len() {
            for mistake in ["", "!", "}}", "\u{1}"] {
                let parsed = parse(200, JSON, &[&body[..end], mistake].concat());
                let is_refusal = matches!(parsed, Err(EndpointError::Refused(_)));
                assert_eq!(is_refusal, end >= whole, "{end} {mistake} {parsed:?}");
            }
        }
        for (code, is_whole) in [
            (r#""a"!"#, true),
            (r#""a\u00""#, false),
            (r#""a\\u","b"#, true),
            (r#""a\u"#, false),
            ("7!", true),
            ("7.", false),
            ("7e+", false),
            ("t", false),
            ("truee", true),
            ("[7]]", true),
            ("[7}", false),
            ("{\"code\":7}\u{1}", true),
        ] {
            let parsed = parse(200, JSON, &format!(r#"{{"error":{code}"#));
            assert_eq!(matches!(parsed, Err(EndpointError::Refused(_))), is_whole, "{code}");
        }
    }

    #[test]
    fn an_error_may_be_spelled_twice_and_in_any_way() {
        for members in [
            r#""Error": null, "error": "x""#,
            r#""ERROR": "", "error": "x""#,
            r#""error": "x", "error": null"#,
            r#""error": null, "error": "x""#,
            r#""_error": [], "error": "x""#,
            r#""Error": 0, "error": "x""#,
            r#""_error": "x""#,
            r#""\u0065rror": "x""#,
            r#""errors": [null, {}, "", {"code": 0}, {"code": "x"}]"#,
            r#""error": ["", "x"]"#,
            r#""error": {"error": "", "code": "x"}"#,
            r#""error": {"details": {}, "type": "x"}"#,
        ] {
            for body in [
                format!(r#"{{"access_token": "a", {members}}}"#),
                format!(r#"{{{members}, "access_token": "a"}}"#),
                format!("{{{members}}}"),
            ] {
                for status in [200, 400] {
                    every_struct_refuses(status, &body, "x", None);
                }
            }
        }
        for form in
            ["access_token=a&error=&error=x", "access_token=a&Error=&error=x", "error=x&Error="]
        {
            let parsed = endpoint::parse::<OAuth2Token>(200, FORM, form.as_bytes());
            assert_eq!(refusal(parsed).error.as_deref(), Some("x"), "{form}");
            let parsed = endpoint::parse::<AnyTokenResponse>(200, FORM, form.as_bytes());
            assert_eq!(refusal(parsed).error.as_deref(), Some("x"), "{form}");
        }
    }

    #[test]
    fn an_error_object_without_a_code_is_unspecified() {
        for error in [
            r#"{"code": 0, "type": null, "message": "bad"}"#,
            r#"{"code": "", "message": "bad"}"#,
            r#"[{"message": "bad"}]"#,
        ] {
            let body = format!(r#"{{"access_token": "a", "error": {error}}}"#);
            every_struct_refuses(200, &body, "unspecified", Some("bad"));
        }
    }

    #[test]
    fn an_error_is_found_in_the_object_of_a_nested_field() {
        for status in [200, 400] {
            for body in [
                r#"{"data": {"access_token": "a", "error": "x"}}"#,
                r#"{"data": {"error": "x"}}"#,
                r#"{"data": {"error": "x", "expires_in": "soon"}, "more": 1e999}"#,
                r#"{"error": "x", "data": {"access_token": "a"}}"#,
                r#"{"error": "x", "data": []}"#,
            ] {
                let expected = (Some("x".to_owned()), None);
                assert_eq!(refused::<Env<Plain>>(status, body), expected, "{body}");
                assert_eq!(refused::<Env<Option<Plain>>>(status, body), expected, "{body}");
                let twice = format!(r#"{{"data": {body}}}"#);
                assert_eq!(refused::<Env<Env<Plain>>>(status, &twice), expected, "{twice}");
            }
        }
        let beside =
            br#"{"data": {"access_token": "a"}, "details": {"error": "of something else"}}"#;
        assert!(endpoint::parse::<Env<Plain>>(200, JSON, beside).is_ok());
    }

    #[test]
    fn an_error_beside_the_second_of_two_nested_tokens_is_found() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Two<T> {
            #[token(nested)]
            user: T,
            #[token(nested)]
            bot: T,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Named {
            #[serde(rename = "key")]
            access_token: String,
        }
        let two = |first: &str, second: &str, name: &str| {
            format!(
                r#"{{"user": {{"{name}": "{first}"}}, "bot": {{"{name}": "{second}", "error": "x"}}}}"#
            )
        };
        for (first, second) in [("a", "b"), ("a", "a"), (r"a", "b"), ("b", r"a")] {
            let expected = (Some("x".to_owned()), None);
            let body = two(first, second, "access_token");
            assert_eq!(refused::<Two<Plain>>(200, &body), expected, "{body}");
            assert_eq!(refused::<Two<Option<Plain>>>(200, &body), expected, "{body}");
            assert_eq!(refused::<Two<OAuth2Token>>(200, &body), expected, "{body}");
            assert_eq!(refused::<Two<AnyTokenResponse>>(200, &body), expected, "{body}");
            let body = two(first, second, "key");
            assert_eq!(refused::<Two<Named>>(200, &body), expected, "{body}");
        }
    }

    /// Members that say nothing about an error: any JSON under any name that is not one of those.
    fn noise() -> impl Strategy<Value = String> {
        let name = "[a-z]{0,3}(error|code|Message)?[A-Z_0-9]{1,3}".prop_filter(
            "a name that counts",
            |name| {
                let letters: String =
                    name.to_lowercase().chars().filter(|letter| *letter != '_').collect();
                !["error", "errors", "code", "message"].contains(&letters.as_str())
            },
        );
        let leaf = prop_oneof![
            Just("null".to_owned()),
            Just("1e999".to_owned()),
            Just("-0".to_owned()),
            Just(r#""\udead""#.to_owned()),
            Just(r#""\\\" }{][,: \u00e9""#.to_owned()),
            any::<f64>()
                .prop_filter("JSON", |number| number.is_finite())
                .prop_map(|number| number.to_string()),
            "[a-z \u{e9}]{0,9}".prop_map(|text| format!("{text:?}")),
        ];
        let value = leaf.prop_recursive(6, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4)
                    .prop_map(|elements| format!("[{}]", elements.join(","))),
                proptest::collection::vec(inner, 0..4).prop_map(|values| {
                    let member = |value: &String| format!(r#""error":{value}"#);
                    format!("{{{}}}", values.iter().map(member).collect::<Vec<_>>().join(","))
                }),
            ]
        });
        (name, value).prop_map(|(name, value)| format!(r#""{name}":{value}"#))
    }

    #[derive(Debug, Deserialize, TokenResponse)]
    struct Declaring {
        access_token: String,
        #[token(error, success = 0)]
        code: i64,
        #[serde(flatten)]
        #[token(skip)]
        #[expect(dead_code, reason = "what is tested is how it is missed")]
        rest: std::collections::BTreeMap<String, serde_json::Value>,
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn no_noise_in_any_order_changes_a_refusal(
            members in proptest::collection::vec(noise(), 0..8),
            (at, then) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
            status in prop_oneof![Just(200_u16), Just(400)],
        ) {
            let mut body = members;
            body.insert(at.index(body.len() + 1), r#""error":"invalid_grant""#.to_owned());
            body.insert(then.index(body.len() + 1), r#""error_description":"expired""#.to_owned());
            let body = format!("{{{}}}", body.join(","));
            every_struct_refuses(status, &body, "invalid_grant", Some("expired"));
        }

        #[test]
        fn no_noise_in_any_order_changes_a_declared_refusal(
            members in proptest::collection::vec(noise(), 0..8),
            (at, then) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
            status in prop_oneof![Just(200_u16), Just(400)],
        ) {
            let mut body = members;
            body.insert(at.index(body.len() + 1), r#""code":7"#.to_owned());
            body.insert(then.index(body.len() + 1), r#""message":"nope""#.to_owned());
            let body = format!("{{{}}}", body.join(","));
            let expected = (Some("7".to_owned()), Some("nope".to_owned()));
            prop_assert_eq!(refused::<Declaring>(status, &body), expected, "{}", body);
        }
    }
}

mod declared {
    use super::*;
    use std::collections::BTreeMap;
    use std::num::NonZeroU64;

    const NOPE: &str = r#"{"code": 7, "message": "nope"}"#;

    #[track_caller]
    fn seven<T: for<'de> Deserialize<'de> + TokenResponse>(body: &str) {
        let expected = (Some("7".to_owned()), Some("nope".to_owned()));
        assert_eq!(refused::<T>(200, body), expected, "{body}");
        assert_eq!(refused::<T>(400, body), expected, "{body}");
    }

    #[track_caller]
    fn mismatch<T: for<'de> Deserialize<'de> + TokenResponse>(body: &str) -> (String, String) {
        match endpoint::parse::<T>(200, JSON, body.as_bytes()).map(drop) {
            Err(EndpointError::Mismatch { path, expected }) => (path, expected),
            Err(error) => panic!("{body}: {error}"),
            Ok(()) => panic!("{body}: it fits"),
        }
    }

    #[derive(Debug, Deserialize, TokenResponse)]
    struct Required {
        access_token: String,
        #[token(error, success = 0)]
        code: i64,
        #[serde(rename = "expires")]
        #[token(expires_in)]
        lifetime: NonZeroU64,
    }

    #[test]
    fn a_declared_refusal_survives_whatever_does_not_fit() {
        for body in [
            NOPE,
            r#"{"code": 7, "message": "nope", "access_token": null}"#,
            r#"{"code": 7, "message": "nope", "access_token": {}, "expires": "soon"}"#,
            r#"{"code": 7, "message": "nope", "access_token": 5, "expires": 0}"#,
            r#"{"expires": [], "code": 7, "message": "nope"}"#,
            r#"{"access_token": "\ud800", "code": 7, "message": "nope"}"#,
            r#"{"expires": 1e999, "code": 7, "message": "nope"}"#,
            r#"{"code": 0, "code": 7, "message": "nope"}"#,
            r#"{"code": 7, "code": 0, "message": "nope"}"#,
        ] {
            seven::<Required>(body);
        }
    }

    /// Beside a code, a field of a type that nothing but the right value fits.
    #[derive(Debug, Deserialize, TokenResponse)]
    struct Beside<F> {
        access_token: String,
        #[token(error, success = 0)]
        code: i64,
        #[token(error_description)]
        message: Option<String>,
        #[expect(dead_code, reason = "what is tested is how it is missed")]
        #[token(skip)]
        field: F,
    }

    #[test]
    fn a_declared_refusal_survives_a_missing_field_of_any_type() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "what is tested is how it is missed")]
        enum Plan {
            Paid { seats: u32, until: String },
            Trial(u32),
            Free,
        }
        #[derive(Debug, Deserialize)]
        #[serde(tag = "type")]
        #[expect(dead_code, reason = "what is tested is how it is missed")]
        enum Tagged {
            Card { number: String, month: u8 },
            None,
        }
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "what is tested is how it is missed")]
        struct Place(f64, f64);
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "what is tested is how it is missed")]
        struct Account {
            place: Place,
            plan: Plan,
        }
        seven::<Beside<(f64, f64)>>(NOPE);
        seven::<Beside<(String, u8, bool)>>(NOPE);
        seven::<Beside<[u8; 3]>>(NOPE);
        seven::<Beside<[[String; 2]; 2]>>(NOPE);
        seven::<Beside<Plan>>(NOPE);
        seven::<Beside<Result<u32, String>>>(NOPE);
        seven::<Beside<Account>>(NOPE);
        seven::<Beside<Tagged>>(NOPE);
        seven::<Beside<std::net::IpAddr>>(NOPE);
        seven::<Beside<std::net::SocketAddr>>(NOPE);
        seven::<Beside<(f64, f64)>>(
            r#"{"code": 7, "message": "nope", "field": [1], "access_token": "a"}"#,
        );
        seven::<Beside<Plan>>(
            r#"{"code": 7, "message": "nope", "field": {"Gift": 1}, "access_token": "a"}"#,
        );
    }

    #[test]
    fn a_declared_refusal_survives_a_missing_nested_answer_of_any_type() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Envelope<T> {
            #[token(error, success = 0)]
            code: i64,
            #[token(error_description)]
            message: Option<String>,
            #[token(nested)]
            data: T,
        }
        for data in
            ["", r#", "data": null"#, r#", "data": 5"#, r#", "data": [1]"#, r#", "data": {}"#]
        {
            let body = format!(r#"{{"code": 7, "message": "nope"{data}}}"#);
            seven::<Envelope<AnyTokenResponse>>(&body);
            seven::<Envelope<OAuth2Token>>(&body);
            seven::<Envelope<V3TokenResponse>>(&body);
            seven::<Envelope<Option<AnyTokenResponse>>>(&body);
        }
    }

    #[test]
    fn a_misfit_without_a_declared_refusal_names_its_first_place() {
        let at = |path: &str, expected: &str| (path.to_owned(), expected.to_owned());
        assert_eq!(mismatch::<Required>(r#"{"code": 0}"#), at("", "a field `access_token`"));
        assert_eq!(mismatch::<Required>("{}"), at("", "a field `access_token`"));
        assert_eq!(
            mismatch::<Required>(r#"{"code": 0, "access_token": 5, "expires": "soon"}"#),
            at("access_token", "a string")
        );
        assert_eq!(
            mismatch::<Required>(r#"{"code": null, "access_token": "a", "expires": 5}"#),
            at("code", "i64")
        );
    }

    #[test]
    fn an_empty_value_that_stands_for_a_missing_one_states_no_error() {
        fn unless(flag: &bool) -> Option<std::borrow::Cow<'_, str>> {
            (!flag).then_some("not_ok".into())
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Flag {
            access_token: String,
            #[token(error, with = unless)]
            ok: bool,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct One {
            access_token: String,
            #[token(error, success = 1)]
            status: i64,
        }
        assert_eq!(mismatch::<Flag>("{}").1, "a field `access_token`");
        assert_eq!(mismatch::<Flag>(r#"{"access_token": "a"}"#).1, "a field `ok`");
        assert_eq!(refused::<Flag>(200, r#"{"ok": false}"#).0.as_deref(), Some("not_ok"));
        assert_eq!(mismatch::<One>(r#"{"access_token": "a"}"#).1, "a field `status`");
        assert_eq!(refused::<One>(200, r#"{"status": 0}"#).0.as_deref(), Some("0"));
    }

    #[test]
    fn it_does_not_matter_how_serde_was_told_to_read_the_struct() {
        #[derive(Debug, Deserialize, TokenResponse)]
        #[serde(rename_all = "PascalCase", deny_unknown_fields)]
        struct Strict {
            access_token: String,
            #[serde(rename = "code", alias = "errno")]
            #[token(error, success = 0)]
            number: i64,
            #[serde(rename = "message", default)]
            #[token(error_description)]
            text: Option<String>,
        }
        seven::<Strict>(NOPE);
        seven::<Strict>(r#"{"errno": 7, "message": "nope", "unknown": 1, "other": 2}"#);
        let (path, expected) = mismatch::<Strict>(r#"{"code": 0, "AccessToken": "a", "x": 1}"#);
        assert_eq!(path, "");
        assert!(expected.starts_with("no other fields than"), "{expected}");

        #[derive(Debug, Deserialize, TokenResponse)]
        struct Flat {
            #[token(error, success = 0)]
            code: i64,
            #[serde(flatten)]
            #[token(nested)]
            token: Inner,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Inner {
            access_token: String,
            refresh_token: String,
        }
        seven::<Flat>(NOPE);
        seven::<Flat>(r#"{"access_token": 5, "code": 7, "message": "nope"}"#);
        seven::<Flat>(
            r#"{"refresh_token": null, "code": 7, "message": "nope", "access_token": null}"#,
        );

        seven::<Env2<Plain>>(NOPE);
        for data in ["{}", "[]", r#""""#, "null", "7", r#"{"access_token": 5}"#] {
            seven::<Env2<Plain>>(&format!(r#"{{"code": 7, "message": "nope", "data": {data}}}"#));
            seven::<Env2<Required>>(&format!(
                r#"{{"data": {data}, "code": 7, "message": "nope"}}"#
            ));
        }

        #[derive(Debug, Deserialize)]
        #[serde(untagged)]
        enum Either {
            Number(i64),
            Text(String),
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Untagged {
            #[token(error, with = of_either)]
            code: Either,
            access_token: String,
            #[expect(dead_code, reason = "what is tested is how it is missed")]
            extra: Either,
            #[expect(dead_code, reason = "what is tested is how it is missed")]
            numbers: BTreeMap<u8, Vec<u8>>,
        }
        fn of_either(code: &Either) -> Option<std::borrow::Cow<'_, str>> {
            match code {
                Either::Number(0) => None,
                Either::Number(number) => Some(number.to_string().into()),
                Either::Text(text) => Some(text.as_str().into()),
            }
        }
        seven::<Untagged>(NOPE);
        seven::<Untagged>(
            r#"{"code": 7, "message": "nope", "extra": [], "numbers": {"x": 5, "7": [1, -1]}}"#,
        );
        seven::<Untagged>(r#"{"code": "7", "message": "nope", "extra": {}, "numbers": {"1": {}}}"#);
    }

    #[derive(Debug, Deserialize, TokenResponse)]
    struct Coded<C: token_core::field::AsErrorCode> {
        #[serde(rename = "Errno", alias = "ErrCode", alias = "errorCode")]
        #[token(error, success = 0)]
        number: C,
        access_token: String,
        #[token(expires_in)]
        expires: Option<u64>,
    }

    #[test]
    fn a_declared_code_of_another_type_is_a_refusal_with_the_code_as_it_came() {
        #[track_caller]
        fn code<T: for<'de> Deserialize<'de> + TokenResponse>(value: &str, expected: &str) {
            let expected = (Some(expected.to_owned()), Some("nope".to_owned()));
            for name in ["Errno", "errorCode"] {
                for more in
                    ["", r#", "access_token": "a""#, r#", "access_token": 5, "expires": """#]
                {
                    let body = format!(r#"{{"{name}": {value}, "message": "nope"{more}}}"#);
                    assert_eq!(refused::<T>(200, &body), expected, "{body}");
                    assert_eq!(refused::<T>(400, &body), expected, "{body}");
                }
            }
        }
        code::<Coded<i64>>(r#""7""#, "7");
        code::<Coded<i64>>(r#""invalid_grant""#, "invalid_grant");
        code::<Coded<i64>>("1e30", "1e30");
        code::<Coded<i64>>("true", "true");
        code::<Coded<i64>>(r#"{"code": 7}"#, "7");
        code::<Coded<u64>>("-1", "-1");
        code::<Coded<u8>>("300", "300");
        code::<Coded<u8>>(r#""300""#, "300");
        code::<Coded<Option<u8>>>("300", "300");
        code::<Coded<std::num::NonZeroU8>>("300", "300");
        code::<Coded<String>>("7", "7");
        code::<Coded<Option<bool>>>(r#""invalid_grant""#, "invalid_grant");
        for success in [r#""0""#, r#""""#, "null", "0.0", "-0.0", r#""00""#, "[]", "{}"] {
            let body = format!(r#"{{"Errno": {success}, "access_token": "a"}}"#);
            assert_eq!(mismatch::<Coded<i64>>(&body).0, "Errno", "{body}");
        }

        #[derive(Debug, Deserialize, TokenResponse)]
        struct Inner {
            #[serde(alias = "errno")]
            #[token(error, success = 200)]
            status: u16,
            access_token: String,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Flat {
            #[expect(dead_code, reason = "what is tested is how it is missed")]
            id: Option<u64>,
            #[serde(flatten)]
            #[token(nested)]
            inner: Inner,
        }
        for name in ["status", "errno"] {
            let members = format!(r#""{name}": "401", "access_token": 5"#);
            let flat = format!(r#"{{"id": 5, {members}}}"#);
            assert_eq!(refused::<Flat>(200, &flat).0.as_deref(), Some("401"), "{flat}");
            let nested = format!(r#"{{"data": {{{members}}}}}"#);
            assert_eq!(refused::<Env<Inner>>(200, &nested).0.as_deref(), Some("401"), "{nested}");
            let nested = format!(r#"{{"data": {nested}}}"#);
            let wrapped = refused::<Env<Env<Option<Inner>>>>(200, &nested);
            assert_eq!(wrapped.0.as_deref(), Some("401"), "{nested}");
            let success = format!(r#"{{"id": 5, "{name}": "200", "access_token": "a"}}"#);
            mismatch::<Flat>(&success);
            mismatch::<Env<Inner>>(&format!(r#"{{"data": {success}}}"#));
        }
        assert_eq!(
            mismatch::<Flat>(r#"{"id": "seven", "status": 200, "access_token": "a"}"#).0,
            "id",
            "another misfit is not an error code"
        );
        assert_eq!(
            mismatch::<Flat>(r#"{"status": 200, "access_token": "a", "id": "seven"}"#).0,
            "id"
        );
    }

    #[test]
    fn of_two_spellings_of_a_declared_code_the_one_that_states_an_error_counts() {
        for body in [
            r#"{"ErrCode": 0, "errorCode": 7}"#,
            r#"{"ErrCode": 7, "errorCode": 0}"#,
            r#"{"access_token": "a", "ErrCode": 0, "errorCode": 7, "Errno": 0}"#,
            r#"{"ErrCode": 0, "access_token": "a", "errorCode": "7"}"#,
            r#"{"ErrCode": "0", "errorCode": "7"}"#,
            r#"{"Errno": 0, "Errno": "7"}"#,
            r#"{"Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": [7], "Errno": 0}"#,
            r#"{"Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 0, "Errno": 7, "Errno": 0}"#,
        ] {
            assert_eq!(refused::<Coded<i64>>(200, body).0.as_deref(), Some("7"), "{body}");
        }
        let (path, expected) =
            mismatch::<Coded<i64>>(r#"{"ErrCode": 0, "errorCode": 0, "access_token": "a"}"#);
        assert_eq!((path.as_str(), expected.as_str()), ("", "one field `Errno`, not several"));
    }

    #[test]
    fn a_declared_success_does_not_silence_another_error() {
        let both = r#"{"code": 0, "error": "invalid_grant", "access_token": "x", "expires": 5}"#;
        assert_eq!(refused::<Required>(200, both).0.as_deref(), Some("invalid_grant"));
        let data = r#"{"code": 0, "data": {"access_token": "x", "error": "invalid_grant"}}"#;
        assert_eq!(refused::<Env2<Plain>>(200, data).0.as_deref(), Some("invalid_grant"));

        /// Its error says that there is none.
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Named<E> {
            access_token: String,
            #[token(nested)]
            error: E,
            #[serde(flatten)]
            #[token(skip)]
            #[expect(dead_code, reason = "what is tested is that it does not matter")]
            rest: BTreeMap<String, serde_json::Value>,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        #[token(partial)]
        struct Object {
            #[token(error, success = "ok")]
            code: String,
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        #[serde(transparent)]
        #[token(partial)]
        struct Text {
            #[token(error, success = "ok")]
            code: String,
        }
        for (ok, bad) in [(r#"{"code": "ok"}"#, r#"{"code": "bad"}"#), (r#""ok""#, r#""bad""#)] {
            let parse = |body: &str| match ok {
                r#""ok""# => endpoint::parse::<Named<Text>>(200, JSON, body.as_bytes()).map(drop),
                _ => endpoint::parse::<Named<Object>>(200, JSON, body.as_bytes()).map(drop),
            };
            let success = format!(r#""access_token": "a", "error": {ok}"#);
            assert_eq!(parse(&format!("{{{success}}}")), Ok(()));
            assert_eq!(parse(&format!(r#"{{{success}, "errors": []}}"#)), Ok(()));
            let refused = refusal(parse(&format!(r#"{{{success}, "Error": "x"}}"#)));
            assert_eq!(refused.error.as_deref(), Some("x"), "another member of that name");
            let refused = refusal(parse(&format!(r#"{{"access_token": "a", "error": {bad}}}"#)));
            assert_eq!(refused.error.as_deref(), Some("bad"));
        }
    }

    #[derive(Debug, Deserialize, TokenResponse)]
    struct Env2<T> {
        #[token(error, success = 0)]
        code: i64,
        #[token(nested)]
        data: T,
    }

    #[test]
    fn a_deserialize_of_ones_own_is_asked_all_the_same() {
        #[derive(Debug)]
        struct Own {
            access_token: String,
            code: u64,
        }
        impl<'de> Deserialize<'de> for Own {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error;
                let mut members = BTreeMap::<String, serde_json::Value>::deserialize(deserializer)?;
                let code = members.remove("code").and_then(|code| code.as_u64());
                let access_token = match members.remove("access_token") {
                    None => String::new(),
                    Some(serde_json::Value::String(text)) => text,
                    Some(other) => return Err(D::Error::custom(format!("{other} is bad"))),
                };
                Ok(Own { access_token, code: code.ok_or_else(|| D::Error::missing_field("code"))? })
            }
        }
        impl TokenResponse for Own {
            fn fields(&self) -> token_core::TokenFields<'_> {
                token_core::TokenFields {
                    access_token: Some(self.access_token.as_str().into()),
                    error: (self.code != 0).then(|| self.code.to_string().into()),
                    ..token_core::TokenFields::EMPTY
                }
            }
        }
        seven::<Own>(NOPE);
        seven::<Own>(r#"{"access_token": {}, "code": 7, "message": "nope"}"#);
        assert_eq!(mismatch::<Own>(r#"{"access_token": "a"}"#).1, "a field `code`");
    }

    #[test]
    fn a_form_and_every_status_go_the_same_way() {
        let form = "code=7&message=nope";
        for status in [200, 404, 500] {
            let response = refusal(endpoint::parse::<Required>(status, FORM, form.as_bytes()));
            assert_eq!(response.error.as_deref(), Some("7"));
            assert_eq!(response.description.as_deref(), Some("nope"));
        }
    }
}

mod descriptions {
    use super::*;

    #[derive(Debug, Deserialize, TokenResponse)]
    struct Claiming {
        access_token: Option<String>,
        error: Option<String>,
    }

    #[track_caller]
    fn every_struct_finds(body: &str, error: &str, description: &str) {
        let expected = (Some(error.to_owned()), Some(description.to_owned()));
        assert_eq!(refused::<Claiming>(400, body), expected, "{body}");
        assert_eq!(refused::<Plain>(400, body), expected, "{body}");
        assert_eq!(refused::<AnyTokenResponse>(400, body), expected, "{body}");
        assert_eq!(refused::<OAuth2Token>(400, body), expected, "{body}");
    }

    #[test]
    fn they_are_found_under_every_name_wherever_the_code_was_found() {
        for name in [
            "error_description",
            "message",
            "error_message",
            "errorMessage",
            "errorSummary",
            "title",
            "detail",
            "msg",
            "errmsg",
        ] {
            every_struct_finds(&format!(r#"{{"error": "x", "{name}": "why"}}"#), "x", "why");
            every_struct_finds(
                &format!(r#"{{"error": {{"code": "x", "{name}": "why"}}}}"#),
                "x",
                "why",
            );
            every_struct_finds(
                &format!(r#"{{"errors": [{{"code": "x", "{name}": "why"}}]}}"#),
                "x",
                "why",
            );
        }
        let facebook = r#"{"error": {"message": "bad code", "code": 190}}"#;
        every_struct_finds(facebook, "190", "bad code");
    }

    #[test]
    fn a_code_beats_a_sentence() {
        let matrix = r#"{"errcode": "M_FORBIDDEN", "error": "Invalid username or password"}"#;
        every_struct_finds(matrix, "M_FORBIDDEN", "Invalid username or password");
        let body = r#"{"error": "Wrong password", "error_code": 17, "message": "Try again"}"#;
        every_struct_finds(body, "17", "Try again");
        assert_eq!(
            refused::<Plain>(400, r#"{"error": "Wrong password"}"#),
            (Some("Wrong password".to_owned()), None)
        );
        assert_eq!(
            refused::<Plain>(400, r#"{"error": true, "code": 17}"#),
            (Some("17".to_owned()), None)
        );
    }

    #[test]
    fn problem_details_are_read() {
        let body = r#"{"type": "about:blank", "title": "Bad Request"}"#;
        assert_eq!(refused::<Plain>(418, body), (None, Some("Bad Request".to_owned())));
    }

    #[test]
    fn the_uri_is_found_too() {
        let body = r#"{"error": "x", "error_uri": "https://x"}"#;
        for status in [200, 400] {
            let response = refusal(endpoint::parse::<Claiming>(status, JSON, body.as_bytes()));
            assert_eq!(response.uri.as_deref(), Some("https://x"));
        }
    }
}

mod no_tokens {
    use super::*;

    #[track_caller]
    fn is_rejected<T: for<'de> Deserialize<'de> + TokenResponse>(
        content_type: Option<&str>,
        body: &str,
    ) {
        let parsed = endpoint::parse::<T>(200, content_type, body.as_bytes());
        let is_rejected = parsed.is_err() || parsed.is_ok_and(|answer| answer.normalize().is_err());
        assert!(is_rejected, "{body}");
    }

    #[test]
    fn an_array_is_not_a_struct() {
        for body in [r#"["invalid_grant"]"#, r#"["a", 60, "r"]"#, r#"["a", null, null]"#] {
            is_rejected::<Plain>(JSON, body);
            is_rejected::<OAuth2Token>(JSON, body);
            is_rejected::<Env<Plain>>(JSON, &format!(r#"{{"data": {body}}}"#));
            is_rejected::<Env<Option<Plain>>>(JSON, &format!(r#"{{"data": {body}}}"#));
        }
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Tuple(#[token(access_token)] String, #[token(expires_in)] u64);
        let answer: Tuple = endpoint::parse(200, JSON, br#"["a", 60]"#).unwrap();
        assert_eq!((answer.0.as_str(), answer.1), ("a", 60), "unless it is meant to be one");
    }

    #[test]
    fn a_whole_body_that_is_not_one_line_of_header_text_is_not_a_token() {
        for body in [
            "null",
            "NULL",
            "True",
            "false",
            "None",
            "undefined",
            "Error: <html>",
            "<html>",
            "Invalid password",
            "a\r\nb",
            "two\nlines",
            "\u{1b}[31mred",
            "caf\u{e9}",
            "",
        ] {
            for content_type in [Some("text/plain"), JSON, FORM, None] {
                is_rejected::<Raw>(content_type, body);
                let quoted = serde_json::to_string(body).unwrap();
                is_rejected::<Raw>(content_type, &quoted);
            }
        }
        let error = endpoint::parse::<Raw>(200, JSON, br#""null""#).unwrap_err();
        assert_eq!(error.to_string(), "unexpected body: expected a token and no other text");
    }

    #[test]
    fn a_role_twice_in_one_object_is_an_error() {
        for (content_type, body) in [
            (JSON, r#"{"access_token": "a", "access_token": "b"}"#),
            (JSON, r#"{"access_token": "a", "expires_in": 1, "expires_in": 2}"#),
            (FORM, "access_token=a&access_token=b"),
            (FORM, "access_token=a&expires_in=1&expires_in=2"),
        ] {
            is_rejected::<Plain>(content_type, body);
            is_rejected::<OAuth2Token>(content_type, body);
            is_rejected::<AnyTokenResponse>(content_type, body);
        }
        is_rejected::<Env<Plain>>(JSON, r#"{"data": {"access_token": "a", "access_token": "b"}}"#);
    }

    #[test]
    fn the_place_of_broken_json_is_that_in_the_body() {
        for (body, line, column) in [
            ("\n\n{\"a\": oops}", 3, 7),
            ("{\"a\": oops}", 1, 7),
            ("\u{feff}{\"a\": oops}", 1, 7),
            (")]}',\n{\"a\": oops}", 2, 7),
            ("{\"\u{e9}\u{e9}\": oops}", 1, 8),
            ("{\"a\":\n oops}", 2, 2),
        ] {
            let error = endpoint::parse::<Plain>(200, JSON, body.as_bytes()).unwrap_err();
            assert_eq!(error, EndpointError::Syntax { format: "JSON", line, column }, "{body}");
        }
    }

    #[test]
    fn a_misfit_is_not_called_a_refusal() {
        for more in ["", r#", "errcode": 1"#, r#", "error_type": "none""#] {
            let body = format!(r#"{{"access_token": "a", "expires_in": "3600"{more}}}"#);
            let error = endpoint::parse::<Plain>(200, JSON, body.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), "unexpected value at `expires_in`: expected u64");
        }
    }

    #[test]
    fn the_path_of_a_mismatch_shows_no_key_of_the_server() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Sessions {
            access_token: String,
            #[expect(dead_code, reason = "what is tested is how it is missed")]
            sessions: std::collections::BTreeMap<String, u64>,
        }
        for key in ["zQ7canaryzQ7", &"x".repeat(100_000), "a\\nb", "\\u001b[2J"] {
            let body = format!(r#"{{"access_token": "a", "sessions": {{"ok": 1, "{key}": "x"}}}}"#);
            let error = endpoint::parse::<Sessions>(200, JSON, body.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), "unexpected value at `sessions.1`: expected u64");
        }
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
        assert_eq!(found(r#"["secret"]"#), at("", "a JSON object"));
        assert_eq!(found(r#"{"data": ["secret"]}"#), at("data", "a JSON object"));
        assert_eq!(found(r#""secret""#), at("", "a JSON object"));
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
    fn a_form_spells_numbers_as_text_does() {
        #[derive(Debug, Deserialize, TokenResponse)]
        struct Float {
            access_token: String,
            expires_in: f64,
        }
        let parse = |number: &str| {
            let form = format!("access_token=a&expires_in={number}");
            endpoint::parse::<Float>(200, FORM, form.as_bytes())
        };
        for (number, value) in [("60", 60.0), ("0060", 60.0), ("-1.5", -1.5)] {
            let answer = parse(number).unwrap();
            assert_eq!((answer.access_token.as_str(), answer.expires_in), ("a", value));
        }
        for number in ["1e3", "%2B5", ".5", "5.", "0x10", "NaN", "inf", ""] {
            assert!(matches!(parse(number), Err(EndpointError::Mismatch { .. })), "{number}");
        }
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
        assert_eq!(expected, "text or a number");
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
    fn a_spelling_that_says_nothing_leaves_the_role_to_another() {
        let body = r#"{"access_token": "", "AccessToken": null, "accessToken": "a"}"#;
        let answer: AnyTokenResponse = serde_json::from_str(body).unwrap();
        assert_eq!(answer.normalize().unwrap().access_token(), "a");
        assert!(answer.extras().is_empty(), "what is empty says nothing");
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
            (json!({"refresh_expires_at": "1790000000000"}), "refresh_expires_at", "unit = \"ms\""),
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
        let salesforce = any(&json!({"access_token": "a", "issued_at": "1790000000000"}));
        assert_eq!(salesforce.normalize().unwrap().issued_at(), None);
        assert_eq!(salesforce.unread(), ["issued_at"]);

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

/// A flag says that there is an error, and not which.
#[test]
fn a_code_counts_more_than_a_declared_flag() {
    #[derive(Debug, Deserialize, TokenResponse)]
    struct Flagged {
        access_token: String,
        #[token(error, success = true)]
        ok: bool,
    }
    for status in [200, 400] {
        let body = br#"{"ok": false, "error": "slow_down"}"#;
        let refused = endpoint::parse::<Flagged>(status, None, body).unwrap_err();
        let EndpointError::Refused(refusal) = refused else { panic!("{refused:?}") };
        assert_eq!(refusal.error.as_deref(), Some("slow_down"));
    }
    let refused = endpoint::parse::<Flagged>(200, None, br#"{"ok": false}"#).unwrap_err();
    let EndpointError::Refused(refusal) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.error.as_deref(), Some("false"));
}

#[test]
fn an_error_in_a_nested_answer_of_any_provider_is_found() {
    #[derive(Debug, Deserialize, TokenResponse)]
    struct Envelope {
        #[token(nested)]
        response: Data,
    }
    #[derive(Debug, Deserialize, TokenResponse)]
    struct Data {
        #[token(nested)]
        data: AnyTokenResponse,
    }
    let body = br#"{"response": {"error": "invalid_grant", "data": {"access_token": "a"}}}"#;
    let refused = endpoint::parse::<Envelope>(200, None, body).unwrap_err();
    assert!(refused.to_string().contains("invalid_grant"), "{refused}");
    let body = br#"{"response": {"data": {"access_token": "a", "error": "invalid_grant"}}}"#;
    let refused = endpoint::parse::<Envelope>(200, None, body).unwrap_err();
    assert!(refused.to_string().contains("invalid_grant"), "{refused}");
}

#[test]
fn a_role_that_comes_twice_is_an_error_in_every_spelling() {
    for body in [
        serde_json::json!({"access_token": "a", "accessToken": "b"}),
        serde_json::json!({"access_token": "a", "expires_in": 5, "expiresIn": 3600}),
        serde_json::json!({"access_token": "a", "scope": "read", "scopes": ["write"]}),
    ] {
        let parsed = endpoint::parse::<AnyTokenResponse>(200, None, body.to_string().as_bytes());
        assert!(matches!(parsed, Err(EndpointError::Mismatch { .. })), "{body}: {parsed:?}");
    }
    for body in [
        serde_json::json!({"access_token": "a", "accessToken": ""}),
        serde_json::json!({"access_token": "a", "expires_in": 5, "expiresIn": null}),
        serde_json::json!({"access_token": "a", "error": 0, "Error": "", "_error": -0.0}),
    ] {
        let parsed = endpoint::parse::<AnyTokenResponse>(200, None, body.to_string().as_bytes());
        assert!(parsed.is_ok(), "{body}: {parsed:?}");
    }
}
