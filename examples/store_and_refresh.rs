//! A token that outlives the program: load it, see whether it is due, refresh it, keep what the answer
//! omits, store it again.
//!
//! ```text
//! cargo run --example store_and_refresh               # a token file in the temporary directory
//! cargo run --example store_and_refresh -- token.json
//! ```
//!
//! Run it twice: the second run finds the token of the first. It asks no server; `answer_of_a_server`
//! stands where your HTTP client would.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use token_core::endpoint::{self, EndpointError};
use token_core::{IssuedToken, Status, TokenResponse};

/// Your provider's answer.
#[derive(Deserialize, TokenResponse)]
#[token(debug)]
pub struct Answer {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
}

/// What is in the file.
#[derive(Debug, Deserialize, Serialize)]
pub struct Kept {
    pub token: IssuedToken<'static>,
    /// How many refreshes have failed since the last one that succeeded.
    #[serde(default)]
    failures: u32,
    /// When the next refresh may be tried.
    #[serde(default = "unix_epoch")]
    next_try: SystemTime,
}

fn unix_epoch() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).map_or_else(
        || std::env::temp_dir().join("token-core-store-and-refresh.json"),
        PathBuf::from,
    );
    // Many servers accept a refresh token only once. Whoever comes second waits here, and then finds the
    // token that the first one has stored.
    let lock = File::create(path.with_extension("lock"))?;
    fs4::FileExt::lock(&lock)?;

    let now = SystemTime::now();
    let mut kept = match load(&path)? {
        Some(kept) => kept,
        None => Kept::new(answer_of_a_server("authorization_code", "SplxlOBeZQQYbYS6WxSbIA", now)?),
    };
    // A resource server that answers 401 all the same: `kept.after_rejection(now, ..)`, and one more request.
    let used = kept
        .current(now, |refresh_token| answer_of_a_server("refresh_token", refresh_token, now))
        .map(|token| format!("{token:?}"));
    // Also after a failure: the file says when to try again.
    store(&path, &kept)?;
    println!("{}", used?);
    println!("it is in {}, readable by its owner only", path.display());
    Ok(())
}

impl Kept {
    #[must_use]
    pub fn new(token: IssuedToken<'static>) -> Self {
        Kept { token, failures: 0, next_try: unix_epoch() }
    }

    /// The token to use at `now`, refreshed if it is due.
    ///
    /// `refresh` takes a refresh token to the server. It is called at most once.
    ///
    /// # Errors
    ///
    /// The token has expired and was not refreshed.
    pub fn current(
        &mut self,
        now: SystemTime,
        refresh: impl FnOnce(&str) -> Result<IssuedToken<'static>, EndpointError>,
    ) -> Result<&IssuedToken<'static>, Box<dyn Error>> {
        match self.token.status(now, IssuedToken::EARLY) {
            Status::Fresh | Status::Unlimited | Status::Unspecified => {}
            // It can still be used, so a refresh that fails is a reason to try again later and no more.
            Status::RefreshDue => drop(self.refresh(now, refresh)),
            Status::Expired => self.refresh(now, refresh)?,
        }
        Ok(&self.token)
    }

    /// The token to use instead of one that a resource server has rejected with 401: revoked, or expired
    /// without a word from the provider. Repeat the request once with it.
    ///
    /// # Errors
    ///
    /// The token was not refreshed.
    pub fn after_rejection(
        &mut self,
        now: SystemTime,
        refresh: impl FnOnce(&str) -> Result<IssuedToken<'static>, EndpointError>,
    ) -> Result<&IssuedToken<'static>, Box<dyn Error>> {
        self.refresh(now, refresh)?;
        Ok(&self.token)
    }

    fn refresh(
        &mut self,
        now: SystemTime,
        refresh: impl FnOnce(&str) -> Result<IssuedToken<'static>, EndpointError>,
    ) -> Result<(), Box<dyn Error>> {
        // No pause is longer than `LONGEST_PAUSE`: anything more is a clock that was set back.
        if self
            .next_try
            .duration_since(now)
            .is_ok_and(|left| !left.is_zero() && left <= LONGEST_PAUSE)
        {
            return Err("the last refresh failed; it is too early to try again".into());
        }
        let refresh_token = self.token.refresh_token().filter(|_| self.token.can_refresh(now));
        let refresh_token =
            refresh_token.ok_or("there is no refresh token to use; sign in again")?;
        match refresh(refresh_token) {
            Ok(newer) => {
                *self = Kept::new(self.token.clone().renewed_by(newer));
                Ok(())
            }
            Err(EndpointError::Refused(refusal)) if refusal.needs_sign_in() => {
                Err(format!("sign in again: {refusal}").into())
            }
            Err(error) => {
                self.next_try = now
                    + (FIRST_PAUSE * 2_u32.saturating_pow(self.failures.min(10)))
                        .min(LONGEST_PAUSE);
                self.failures += 1;
                Err(error.into())
            }
        }
    }
}

const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// What is in the file, if there is one.
///
/// # Errors
///
/// The file can't be read, or does not hold a token; the error names the field and shows no value.
pub fn load(path: &Path) -> Result<Option<Kept>, Box<dyn Error>> {
    match fs::read(path) {
        Ok(stored) => Ok(Some(serde_json::from_slice(&stored)?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Replaces the file as a whole: whoever reads it finds the old token or the new one, even if the
/// power fails. A temporary file is readable by its owner only, and so is what becomes of it.
///
/// # Errors
///
/// The file can't be written; then the old one is still there.
pub fn store(path: &Path, kept: &Kept) -> Result<(), Box<dyn Error>> {
    // In the same folder, since a file can't be moved atomically to another disk.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec_pretty(kept)?)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // The new name is on disk only once its folder is. Not every system can sync a folder.
    if let Ok(folder) = File::open(folder) {
        folder.sync_all().ok();
    }
    Ok(())
}

/// Where your HTTP client would be: see the example `http`. Only the first answer brings a refresh token, as
/// with many servers.
fn answer_of_a_server(
    grant_type: &str,
    _: &str,
    sent_at: SystemTime,
) -> Result<IssuedToken<'static>, EndpointError> {
    let body = match grant_type {
        "authorization_code" => {
            r#"{"access_token": "2YotnFZFEjr1zCsicMWpAA", "refresh_token": "tGzv3JOkF0XG5Qx2TlKWIA", "expires_in": 3600}"#
        }
        _ => r#"{"access_token": "bGzgWPvpHYN3XDzL1rRw0Q", "expires_in": 3600}"#,
    };
    let answer =
        endpoint::receive::<Answer>(200, Some("application/json"), body.as_bytes(), sent_at);
    answer.map(|(token, _)| token)
}
