//! What people copy: `main.rs`, with workers at the same table and a provider that revokes everything when a
//! refresh token comes twice.

#[path = "../src/main.rs"]
#[expect(dead_code, reason = "a program's `main` is not called by a test")]
mod example;

use std::collections::HashMap;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, SystemTime};

use example::{Answer, CLAIM, load, open, refresh_due, store};
use token_core::endpoint::{self, EndpointError};
use token_core::{IssuedToken, Status};

const LIFETIME: u64 = 600;

fn after(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000 + seconds)
}

/// The number of the refresh token that it accepts next, for each account.
#[derive(Default)]
struct Provider(Mutex<HashMap<String, u64>>);

impl Provider {
    fn answer(&self, account: &str, number: u64, sent_at: u64) -> IssuedToken<'static> {
        self.0.lock().unwrap().insert(account.to_owned(), number);
        let body = format!(
            r#"{{"access_token": "a{number}", "refresh_token": "{number}", "expires_in": {LIFETIME}}}"#
        );
        let received = endpoint::receive::<Answer>(200, None, body.as_bytes(), after(sent_at));
        received.unwrap().0
    }

    fn refresh(
        &self,
        account: &str,
        token: &IssuedToken<'_>,
        sent_at: u64,
    ) -> Result<IssuedToken<'static>, EndpointError> {
        let number: u64 = token.refresh_token().unwrap().parse().unwrap();
        if self.0.lock().unwrap().get(account) != Some(&number) {
            let body = br#"{"error": "invalid_grant"}"#;
            return endpoint::receive::<Answer>(400, None, body, after(sent_at))
                .map(|answer| answer.0);
        }
        Ok(self.answer(account, number + 1, sent_at))
    }
}

#[test]
fn workers_never_use_a_refresh_token_twice_and_no_token_expires() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens.sqlite");
    let provider = Provider::default();
    let accounts: Vec<_> = (0..12).map(|number| format!("account {number}")).collect();
    let database = open(&path).unwrap();
    for account in &accounts {
        store(&database, account, &provider.answer(account, 0, 0)).unwrap();
    }

    let mut rotations = 0;
    for minute in 0..60 {
        let now = minute * 60;
        rotations += thread::scope(|scope| {
            let work = || {
                let database = open(&path).unwrap();
                let refresh = |account: &str, token: &IssuedToken<'static>| {
                    provider.refresh(account, token, now)
                };
                refresh_due(&database, after(now), refresh).unwrap()
            };
            let workers: Vec<_> = (0..3).map(|_| scope.spawn(work)).collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).sum::<usize>()
        });
        for account in &accounts {
            let token = load(&database, account).unwrap().unwrap();
            assert_eq!(token.status(after(now), IssuedToken::EARLY), Status::Fresh, "{account}");
        }
    }
    // Every nine minutes, since a token of ten is due one minute before its end.
    assert_eq!(rotations, accounts.len() * 6);
}

#[test]
fn a_row_is_the_token_that_was_stored() {
    let database = open(std::path::Path::new(":memory:")).unwrap();
    let token = Provider::default().answer("ada", 7, 0);
    store(&database, "ada", &token).unwrap();
    let loaded = load(&database, "ada").unwrap().unwrap();
    assert_eq!(loaded.access_token(), "a7");
    assert_eq!(loaded.refresh_token(), Some("7"));
    assert_eq!(loaded.expires_at(), token.expires_at());
    assert_eq!(loaded.received_at(), token.received_at());
    assert_eq!(loaded.refresh_at(IssuedToken::EARLY), token.refresh_at(IssuedToken::EARLY));
    assert!(load(&database, "bob").unwrap().is_none());
}

#[test]
fn a_refresh_that_fails_is_left_alone_until_its_claim_is_over() {
    let database = open(std::path::Path::new(":memory:")).unwrap();
    store(&database, "ada", &Provider::default().answer("ada", 0, 0)).unwrap();
    let asked = Mutex::new(0);
    let fail = |_: &str, _: &IssuedToken<'static>| {
        *asked.lock().unwrap() += 1;
        endpoint::receive::<Answer>(503, None, b"", after(0)).map(|answer| answer.0)
    };
    let due = LIFETIME - 60;
    for second in 0..CLAIM.as_secs() {
        assert_eq!(refresh_due(&database, after(due + second), fail).unwrap(), 0);
    }
    assert_eq!(*asked.lock().unwrap(), 1);
    refresh_due(&database, after(due + CLAIM.as_secs()), fail).unwrap();
    assert_eq!(*asked.lock().unwrap(), 2);
}

#[test]
fn a_grant_that_is_gone_is_not_tried_again() {
    let database = open(std::path::Path::new(":memory:")).unwrap();
    let provider = Provider::default();
    store(&database, "ada", &provider.answer("ada", 0, 0)).unwrap();
    provider.answer("ada", 1, 0);
    let asked = Mutex::new(0);
    for hour in 1..4 {
        let refresh = |account: &str, token: &IssuedToken<'static>| {
            *asked.lock().unwrap() += 1;
            provider.refresh(account, token, hour * 3600)
        };
        assert_eq!(refresh_due(&database, after(hour * 3600), refresh).unwrap(), 0);
    }
    assert_eq!(*asked.lock().unwrap(), 1);
}
