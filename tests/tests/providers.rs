//! The main job: what `cargo run --example providers` prints.

#[path = "../../token-core/examples/providers.rs"]
#[expect(dead_code, reason = "a program's `main` is not called by a test")]
mod providers;

use std::io::Read;
use std::time::{Duration, SystemTime};

fn run(arguments: &[&str], mut standard_input: impl Read) -> Result<String, String> {
    let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    providers::run(&arguments, &mut standard_input, now)
}

const MODELS: [&str; 5] = [
    "PostTokenResponse",
    "PostTokenForContactResponse",
    "PostTokenRefreshJsonResponseBody",
    "OAuth2Token",
    "V3TokenResponse",
];

#[test]
fn the_recorded_answers_are_read_and_shown_as_a_table() {
    let table = run(&[], std::io::empty()).unwrap();
    let expected = "\
PROVIDER                     ACCESS TOKEN  TYPE    LIFETIME  EXPIRES AT               REFRESHABLE  REFRESHABLE FOR  SCOPE
Ebury (documented)           [redacted]    Bearer  1h        2026-09-21 15:13:20 UTC  yes          -                as requested
Ebury (wire)                 [redacted]    Bearer  1h        2026-09-21 15:13:20 UTC  yes          -                as requested
Ebury, contact (documented)  [redacted]    Bearer  30m       2026-09-21 14:43:20 UTC  no           -                as requested
Ebury, contact (wire)        [redacted]    Bearer  30m       2026-09-21 14:43:20 UTC  no           -                as requested
Spendesk (documented)        [redacted]    Bearer  -         -                        yes          -                payable:read supplier:read user:read
Spendesk (wire)              [redacted]    Bearer  -         -                        yes          -                payable:read supplier:read user:read
Ory (documented)             [redacted]    Bearer  59m 59s   2026-09-21 15:13:19 UTC  yes          -                openid offline
Ory (wire)                   [redacted]    Bearer  59m 59s   2026-09-21 15:13:19 UTC  yes          -                openid offline
Prove (documented)           [redacted]    Bearer  1h        2026-09-21 15:13:20 UTC  yes          24h              as requested
Prove (wire)                 [redacted]    Bearer  1h        2026-09-21 15:13:20 UTC  no           -                as requested";
    assert_eq!(table, expected);
}

#[test]
fn ones_own_answer_is_read_from_a_file_or_standard_input() {
    let body = r#"{"access_token": "secret", "expires_in": 60, "scope": "read"}"#;
    let table = run(&["-", "OAuth2Token"], body.as_bytes()).unwrap();
    assert!(table.contains("Ory") && table.contains("1m") && table.contains("read"), "{table}");
    assert!(!table.contains("secret"), "{table}");

    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../token-core/examples/recorded/V3TokenResponse.documented.json"
    );
    let table = run(&[path, "V3TokenResponse"], std::io::empty()).unwrap();
    assert!(table.contains("Prove") && table.contains("24h"), "{table}");
}

#[test]
fn any_answer_is_read_and_what_was_not_read_is_told() {
    let body = r#"{"access_token": "secret", "expires": 60, "data": {"jwt": "secret"}}"#;
    let told = run(&["-", "AnyTokenResponse"], body.as_bytes()).unwrap();
    assert!(told.contains("not read: data.jwt, expires"), "{told}");
    assert!(!told.contains("secret"), "{told}");
    let body = r#"{"access_token": "secret", "expires_in": 60}"#;
    assert!(!run(&["-", "AnyTokenResponse"], body.as_bytes()).unwrap().contains("not read"));
}

#[test]
fn bad_input_is_a_clear_error_that_shows_no_value() {
    for model in MODELS {
        for (body, expected) in [
            (r#"{"access_token": "secret""#, "invalid JSON at line 1"),
            (r#"{"error": "invalid_grant"}"#, "the server refused: invalid_grant"),
            (r#"{"access_token": ["secret"]}"#, "expected"),
            (r#""secret""#, "expected"),
            ("<html>secret</html>", "not JSON, a form or a token"),
            ("", "not JSON, a form or a token"),
        ] {
            let error = run(&["-", model], body.as_bytes()).unwrap_err();
            assert!(error.contains(expected), "{model}: {body}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
    let body = r#"{"AccessToken": "a", "ExpiresIn": "secret", "TokenType": "b"}"#;
    let error = run(&["-", "V3TokenResponse"], body.as_bytes()).unwrap_err();
    assert!(error.contains("`ExpiresIn`: expected an integer, or text of digits"), "{error}");

    let error = run(&["-", "Nobody"], std::io::empty()).unwrap_err();
    assert!(error.contains("write AnyTokenResponse, or one of PostToken"), "{error}");
    assert!(
        run(&["/no/such/file", MODELS[0]], std::io::empty()).unwrap_err().contains("/no/such/file")
    );
    assert!(run(&["one"], std::io::empty()).unwrap_err().contains("path"));
}
