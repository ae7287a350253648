//! What people copy: `store_and_refresh.rs`.

#[path = "../store_and_refresh.rs"]
#[expect(dead_code, reason = "a program's `main` is not called by a test")]
mod example;

use std::time::{Duration, SystemTime};

use example::{Answer, Kept, load, store};
use token_core::IssuedToken;
use token_core::endpoint::{self, EndpointError};

fn after(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000 + seconds)
}

fn answered(status: u16, body: &str, sent_at: u64) -> Result<IssuedToken<'static>, EndpointError> {
    let answer = endpoint::receive::<Answer>(status, None, body.as_bytes(), after(sent_at));
    answer.map(|(token, _)| token)
}

/// Of an hour.
fn kept() -> Kept {
    let body = r#"{"access_token": "first", "refresh_token": "r", "expires_in": 3600}"#;
    Kept::new(answered(200, body, 0).unwrap())
}

fn second(sent_at: u64) -> Result<IssuedToken<'static>, EndpointError> {
    answered(200, r#"{"access_token": "second", "expires_in": 3600}"#, sent_at)
}

fn unavailable() -> Result<IssuedToken<'static>, EndpointError> {
    answered(503, "", 0)
}

#[test]
fn a_fresh_token_is_used_without_asking_anybody() {
    let mut kept = kept();
    let used = kept.current(after(10), |_| panic!("nobody is asked")).unwrap();
    assert_eq!(used.access_token(), "first");
}

#[test]
fn a_due_token_is_renewed_and_keeps_its_refresh_token() {
    let mut kept = kept();
    let renewed = kept.current(after(3550), |refresh_token| {
        assert_eq!(refresh_token, "r");
        second(3550)
    });
    let renewed = renewed.unwrap();
    assert_eq!(renewed.access_token(), "second");
    assert_eq!(renewed.refresh_token(), Some("r"));
    assert_eq!(renewed.expires_at(), Some(after(7150)));
}

#[test]
fn a_refresh_that_fails_leaves_a_token_in_use_until_it_expires() {
    let mut kept = kept();
    let used = kept.current(after(3550), |_| unavailable()).unwrap();
    assert_eq!(used.access_token(), "first");
    assert!(kept.current(after(3600), |_| unavailable()).is_err());
}

#[test]
fn each_failure_doubles_the_pause_up_to_five_minutes() {
    let mut kept = kept();
    let mut asked = Vec::new();
    for second in 3540..5000 {
        drop(kept.current(after(second), |_| {
            asked.push(second);
            unavailable()
        }));
    }
    let pauses: Vec<_> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 300, 300, 300]);

    // It lasts over a restart, and a success ends it.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token.json");
    store(&path, &kept).unwrap();
    let mut kept = load(&path).unwrap().unwrap();
    assert!(kept.current(after(5000), |_| panic!("it is too early")).is_err());
    kept.current(after(6000), |_| second(6000)).unwrap();
    let rejected = kept.after_rejection(after(6001), |_| second(6001));
    assert_eq!(rejected.unwrap().access_token(), "second");
}

#[test]
fn a_clock_that_was_set_back_does_not_make_a_pause_longer() {
    let mut kept = kept();
    kept.current(after(3_600_000), |_| unavailable()).unwrap_err();
    let renewed = kept.current(after(7200), |_| second(7200)).unwrap();
    assert_eq!(renewed.access_token(), "second");
}

#[test]
fn a_rejected_token_is_refreshed_although_it_is_fresh() {
    let mut kept = kept();
    let renewed = kept.after_rejection(after(10), |_| second(10)).unwrap();
    assert_eq!(renewed.access_token(), "second");
}

#[test]
fn a_grant_that_is_gone_asks_for_a_new_sign_in() {
    let mut kept = kept();
    let gone = || answered(400, r#"{"error": "invalid_grant"}"#, 0);
    let error = kept.after_rejection(after(10), |_| gone()).unwrap_err().to_string();
    assert!(error.starts_with("sign in again: "), "{error}");
}

#[test]
fn it_is_stored_whole_for_its_owner_only_and_loaded_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token.json");
    assert!(load(&path).unwrap().is_none());

    for _ in 0..2 {
        store(&path, &kept()).unwrap();
        let loaded = load(&path).unwrap().unwrap();
        assert_eq!(loaded.token.access_token(), "first");
        assert_eq!(loaded.token.expires_at(), Some(after(3600)));
    }
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 1, "no temporary file is left");

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    std::fs::write(&path, r#"{"token": {"access_token": "secret", "received_at": "secret"}}"#)
        .unwrap();
    let error = load(&path).unwrap_err().to_string();
    assert!(error.contains("received_at") && !error.contains("secret"), "{error}");
}
