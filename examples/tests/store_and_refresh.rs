//! What people copy: `examples/store_and_refresh.rs`.

#[path = "../store_and_refresh.rs"]
#[expect(dead_code, reason = "a program's `main` is not called by a test")]
mod example;

use std::time::{Duration, SystemTime};

use example::{Answer, current, load, store};
use token_core::{IssuedToken, TokenResponse};

fn after(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000 + seconds)
}

fn answer(body: &str) -> Answer {
    serde_json::from_str(body).unwrap()
}

fn token() -> IssuedToken<'static> {
    answer(r#"{"access_token": "first", "refresh_token": "r", "expires_in": 3600}"#)
        .normalize()
        .unwrap()
        .into_owned()
        .received_at(after(0))
}

#[test]
fn a_fresh_token_is_used_without_asking_anybody() {
    let used = current(token(), after(10), |_| panic!("nobody is asked")).unwrap();
    assert_eq!(used.token().access_token(), "first");
}

#[test]
fn a_due_token_is_renewed_and_keeps_its_refresh_token() {
    let renewed = current(token(), after(3550), |refresh_token| {
        assert_eq!(refresh_token, "r");
        Ok(answer(r#"{"access_token": "second", "expires_in": 3600}"#))
    })
    .unwrap();
    assert_eq!(renewed.token().access_token(), "second");
    assert_eq!(renewed.token().refresh_token(), Some("r"));
    assert_eq!(renewed.expires_at(), Some(after(7150)));
}

#[test]
fn a_refresh_that_fails_leaves_a_token_in_use_until_it_expires() {
    let used = current(token(), after(3550), |_| Err("no network".into())).unwrap();
    assert_eq!(used.token().access_token(), "first");
    let error = current(token(), after(3600), |_| Err("no network".into())).unwrap_err();
    assert_eq!(error.to_string(), "no network");
}

#[test]
fn it_is_stored_whole_for_its_owner_only_and_loaded_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token.json");
    assert!(load(&path).unwrap().is_none());

    for _ in 0..2 {
        store(&path, &token()).unwrap();
        let loaded = load(&path).unwrap().unwrap();
        assert_eq!(loaded.token().access_token(), "first");
        assert_eq!(loaded.expires_at(), Some(after(3600)));
    }
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 1, "no temporary file is left");

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    std::fs::write(&path, r#"{"access_token": "secret", "received_at": "secret"}"#).unwrap();
    let error = load(&path).unwrap_err().to_string();
    assert!(error.contains("received_at") && !error.contains("secret"), "{error}");
}
