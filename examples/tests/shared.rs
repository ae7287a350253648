//! What people copy: `shared.rs`, with a provider that hangs, fails and comes back. The clock is a number and
//! the provider waits at a gate, so that no test depends on how fast a machine is.

#[path = "../../examples/shared.rs"]
#[expect(dead_code, reason = "a program's `main` is not called by a test")]
mod example;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use example::{PAUSE, Shared};
use token_core::endpoint::{self, EndpointError};
use token_core::{AnyTokenResponse, IssuedToken};

const THREADS: usize = 50;

fn after(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000 + seconds)
}

/// A token of an hour.
fn token(name: &str, received: u64) -> IssuedToken<'static> {
    let body = format!(r#"{{"access_token": "{name}", "expires_in": 3600}}"#);
    let answer = endpoint::receive::<AnyTokenResponse>(200, None, body.as_bytes(), after(received));
    answer.unwrap().0
}

fn unavailable() -> EndpointError {
    let answer = endpoint::receive::<AnyTokenResponse>(503, None, b"", after(0));
    answer.map(drop).unwrap_err()
}

#[test]
fn while_the_provider_hangs_everybody_uses_the_token_that_is_due() {
    let now = AtomicU64::new(3550);
    let asked = AtomicU64::new(0);
    let (enter, entered): (Sender<()>, Receiver<()>) = channel();
    let (open, gate): (Sender<()>, Receiver<()>) = channel();
    let gate = Mutex::new(gate);
    let shared = Shared::new(
        token("first", 0),
        || after(now.load(Ordering::SeqCst)),
        |_| {
            asked.fetch_add(1, Ordering::SeqCst);
            enter.send(()).unwrap();
            // Longer than the test takes, so that a thread that waits for it fails the test.
            gate.lock().unwrap().recv_timeout(Duration::from_secs(60)).unwrap();
            Err(unavailable())
        },
    );
    let uses = |shared: &Shared<_, _>| shared.get().unwrap().access_token() == "first";

    thread::scope(|scope| {
        let trying = scope.spawn(|| uses(&shared));
        entered.recv().unwrap();
        // The provider hangs from here on, and time goes by until the last second of the token.
        for second in 3550..3600 {
            now.store(second, Ordering::SeqCst);
            let others: Vec<_> = (0..THREADS).map(|_| scope.spawn(|| uses(&shared))).collect();
            assert!(others.into_iter().all(|other| other.join().unwrap()), "a request failed");
        }
        open.send(()).unwrap();
        assert!(trying.join().unwrap(), "whoever tried in vain uses the token, too");
    });
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[test]
fn a_provider_that_fails_is_asked_at_most_once_in_five_seconds() {
    let now = AtomicU64::new(3500);
    let asked = Mutex::new(Vec::new());
    let shared = Shared::new(
        token("first", 0),
        || after(now.load(Ordering::SeqCst)),
        |_| {
            asked.lock().unwrap().push(now.load(Ordering::SeqCst));
            // It says so only after a second.
            now.fetch_add(1, Ordering::SeqCst);
            Err(unavailable())
        },
    );

    while now.load(Ordering::SeqCst) < 3600 {
        thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(|| shared.get())).collect();
            let tokens = threads.into_iter().map(|thread| thread.join().unwrap());
            assert!(tokens.into_iter().all(|token| token.is_ok()), "a request failed");
        });
        now.fetch_add(1, Ordering::SeqCst);
    }
    let asked = asked.into_inner().unwrap();
    assert!(asked.first() == Some(&3540), "{asked:?}");
    assert!(asked.windows(2).all(|pair| pair[1] - pair[0] >= PAUSE.as_secs()), "{asked:?}");
}

#[test]
fn an_expired_token_is_refreshed_once_for_all_who_wait() {
    let asked = AtomicU64::new(0);
    let shared = Shared::new(
        token("first", 0),
        || after(3600),
        |_| {
            asked.fetch_add(1, Ordering::SeqCst);
            Ok(token("second", 3600))
        },
    );
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(|| shared.get().unwrap())).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap().access_token(), "second");
        }
    });
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[test]
fn an_expired_token_and_a_provider_that_is_down_fail_at_once_until_the_pause_is_over() {
    let now = AtomicU64::new(3600);
    let asked = AtomicU64::new(0);
    let shared = Shared::new(
        token("first", 0),
        || after(now.load(Ordering::SeqCst)),
        |_| match asked.fetch_add(1, Ordering::SeqCst) {
            0 => Err(unavailable()),
            _ => Ok(token("second", 3605)),
        },
    );
    for _ in 0..THREADS {
        assert_eq!(shared.get().unwrap_err(), unavailable());
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    now.store(3605, Ordering::SeqCst);
    assert_eq!(shared.get().unwrap().access_token(), "second");
}

#[test]
fn a_rejected_token_is_replaced_once_however_many_were_told_so() {
    let asked = AtomicU64::new(0);
    let shared = Shared::new(
        token("first", 0),
        || after(10),
        |_| {
            asked.fetch_add(1, Ordering::SeqCst);
            Ok(token("second", 10))
        },
    );
    let rejected = shared.get().unwrap();
    for _ in 0..THREADS {
        let newer = shared.after_rejection(&rejected).unwrap();
        assert_eq!(newer.access_token(), "second");
        assert!(!Arc::ptr_eq(&newer, &rejected));
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}
