//! One token, many threads, and a provider that may be down.
//!
//! | status | what a thread does |
//! |---|---|
//! | `Fresh`, `Unlimited`, `Unspecified` | uses the token |
//! | `RefreshDue` | one thread tries to refresh; the others use the token, and so does that one if it fails |
//! | `Expired` | waits for the one that refreshes |
//!
//! A refresh that fails is not repeated for five seconds. Without these rules every request queues for the
//! same failing refresh while the token in hand would still do.
//!
//! With an async runtime, take its mutex and its sleep; the rules stay.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use std::thread;
use std::time::{Duration, SystemTime};

use token_core::endpoint::{self, EndpointError};
use token_core::{AnyTokenResponse, IssuedToken, Status};

/// How long nobody tries again after a refresh has failed.
pub const PAUSE: Duration = Duration::from_secs(5);

/// A token that threads share.
///
/// `clock` tells the time. `refresh` takes the token to the provider and comes back with the next one.
pub struct Shared<C, R> {
    current: RwLock<Arc<IssuedToken<'static>>>,
    /// Whoever holds it refreshes.
    turn: Mutex<Turn>,
    clock: C,
    refresh: R,
}

/// When the last refresh failed and why, if it did.
type Turn = Option<(SystemTime, EndpointError)>;

impl<C, R> Shared<C, R>
where
    C: Fn() -> SystemTime,
    R: Fn(&IssuedToken<'static>) -> Result<IssuedToken<'static>, EndpointError>,
{
    pub fn new(token: IssuedToken<'static>, clock: C, refresh: R) -> Self {
        let current = RwLock::new(Arc::new(token));
        Shared { current, turn: Mutex::default(), clock, refresh }
    }

    /// The token to use now.
    ///
    /// # Errors
    ///
    /// The token has expired, and the refresh failed, now or less than [`PAUSE`] ago.
    pub fn get(&self) -> Result<Arc<IssuedToken<'static>>, EndpointError> {
        let token = self.current();
        match self.status(&token) {
            Status::Fresh | Status::Unlimited | Status::Unspecified => Ok(token),
            Status::RefreshDue => match self.turn.try_lock() {
                Ok(turn) => Ok(self.refreshed(turn, None).unwrap_or(token)),
                Err(TryLockError::Poisoned(turn)) => {
                    Ok(self.refreshed(turn.into_inner(), None).unwrap_or(token))
                }
                Err(TryLockError::WouldBlock) => Ok(token),
            },
            Status::Expired => self.refreshed(self.turn(), None),
        }
    }

    /// The token to use instead of one that a resource server has just rejected with 401. Repeat the request
    /// once with it.
    ///
    /// # Errors
    ///
    /// The refresh failed, now or less than [`PAUSE`] ago.
    pub fn after_rejection(
        &self,
        rejected: &Arc<IssuedToken<'static>>,
    ) -> Result<Arc<IssuedToken<'static>>, EndpointError> {
        self.refreshed(self.turn(), Some(rejected))
    }

    /// The next token, unless another thread has fetched it while this one waited for its turn.
    fn refreshed(
        &self,
        mut turn: MutexGuard<'_, Turn>,
        rejected: Option<&Arc<IssuedToken<'static>>>,
    ) -> Result<Arc<IssuedToken<'static>>, EndpointError> {
        let token = self.current();
        let is_rejected = rejected.is_some_and(|rejected| Arc::ptr_eq(rejected, &token));
        let status = self.status(&token);
        if !is_rejected && !matches!(status, Status::RefreshDue | Status::Expired) {
            return Ok(token);
        }
        let now = (self.clock)();
        if let Some((failed_at, error)) = &*turn {
            // A clock that was set back counts as a pause that is over.
            if now.duration_since(*failed_at).is_ok_and(|since| since < PAUSE) {
                return Err(error.clone());
            }
        }
        match (self.refresh)(&token) {
            Ok(newer) => {
                let newer = Arc::new(IssuedToken::clone(&token).renewed_by(newer));
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&newer);
                *turn = None;
                Ok(newer)
            }
            Err(error) => {
                // From when it failed on, so that a provider that hangs is not asked again at once.
                *turn = Some(((self.clock)(), error.clone()));
                Err(error)
            }
        }
    }

    fn current(&self) -> Arc<IssuedToken<'static>> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn status(&self, token: &IssuedToken<'_>) -> Status {
        token.status((self.clock)(), IssuedToken::EARLY)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let requests = AtomicU64::new(0);
    let request = |_: &IssuedToken<'static>| {
        requests.fetch_add(1, Ordering::Relaxed);
        answer_of_a_server(SystemTime::now())
    };
    // Two hours old: the first thread that comes refreshes it.
    let stale = answer_of_a_server(SystemTime::now() - Duration::from_secs(7200))?;
    let shared = Shared::new(stale, SystemTime::now, request);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..50).map(|_| scope.spawn(|| shared.get())).collect();
        threads.into_iter().all(|thread| thread.join().is_ok_and(|token| token.is_ok()))
    })
    .then_some(())
    .ok_or("a thread got no token")?;
    println!("50 threads, {} refresh", requests.load(Ordering::Relaxed));
    Ok(())
}

/// Where your HTTP client would be: see the example `http`.
fn answer_of_a_server(sent_at: SystemTime) -> Result<IssuedToken<'static>, EndpointError> {
    let body = br#"{"access_token": "2YotnFZFEjr1zCsicMWpAA", "token_type": "Bearer", "expires_in": 3600}"#;
    let (token, _) = endpoint::receive::<AnyTokenResponse>(200, None, body, sent_at)?;
    Ok(token)
}
