//! A token that outlives the program: load it, see whether it is due, refresh it, keep what the answer
//! omits, store it again.
//!
//! ```text
//! cargo run --example store_and_refresh               # a token file in the temporary directory
//! cargo run --example store_and_refresh -- token.json
//! ```
//!
//! Run it twice: the second run finds the token of the first. No server is asked; `answer_of_a_server`
//! stands where your HTTP client would.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Deserialize;
use tempfile::NamedTempFile;
use token_core::endpoint;
use token_core::{IssuedToken, Status, TokenResponse};

/// Your provider's answer.
#[derive(Deserialize, TokenResponse)]
#[token(debug)]
pub struct Answer {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os()
        .nth(1)
        .map_or_else(|| std::env::temp_dir().join("token-core-example.json"), PathBuf::from);
    let before_sending = SystemTime::now();
    let token = match load(&path)? {
        Some(token) => current(token, before_sending, |refresh_token| {
            answer_of_a_server("refresh_token", refresh_token)
        })?,
        None => answer_of_a_server("authorization_code", "SplxlOBeZQQYbYS6WxSbIA")?
            .normalize()?
            .into_owned()
            .received_at(before_sending),
    };
    store(&path, &token)?;
    println!("{token:?}");
    println!("it is in {}, for the owner's eyes only", path.display());
    Ok(())
}

/// The token to use at `now`, refreshed if it is due.
///
/// `refresh` takes a refresh token to the server. It is called at most once; `now` is taken before, so
/// that the new deadline errs towards too early. A program that runs several times at once needs a lock
/// around it: many servers accept a refresh token once.
///
/// # Errors
///
/// The token is expired and can't be refreshed.
pub fn current(
    token: IssuedToken<'static>,
    now: SystemTime,
    refresh: impl FnOnce(&str) -> Result<Answer, Box<dyn Error>>,
) -> Result<IssuedToken<'static>, Box<dyn Error>> {
    let status = token.status(now, IssuedToken::EARLY);
    match status {
        Status::Fresh | Status::Unlimited | Status::Unspecified => return Ok(token),
        Status::RefreshDue | Status::Expired => {}
    }
    let refresh_token = token.token().refresh_token().filter(|_| token.can_refresh(now));
    let renewed = match refresh_token {
        Some(refresh_token) => refresh(refresh_token),
        None => Err("it is due, and there is no refresh token that could still be used".into()),
    };
    match (renewed, status) {
        (Ok(answer), _) => {
            let newer = answer.normalize()?.into_owned().received_at(now);
            Ok(token.renewed_by(newer))
        }
        // It is still good for a while: use it, and try again next time.
        (Err(_), Status::RefreshDue) => Ok(token),
        (Err(error), _) => Err(error),
    }
}

/// The stored token, if there is one.
///
/// # Errors
///
/// The file can't be read, or holds no token; the error names the field and shows no value.
pub fn load(path: &Path) -> Result<Option<IssuedToken<'static>>, Box<dyn Error>> {
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
pub fn store(path: &Path, token: &IssuedToken<'_>) -> Result<(), Box<dyn Error>> {
    // Beside it, since a file can't be moved atomically to another disk.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec_pretty(token)?)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // The new name, too, is on disk only once its folder is; not every system can say so.
    if let Ok(folder) = File::open(folder) {
        folder.sync_all().ok();
    }
    Ok(())
}

/// Where your HTTP client would be. Only the first answer brings a refresh token, as many servers do.
fn answer_of_a_server(grant_type: &str, _: &str) -> Result<Answer, Box<dyn Error>> {
    let body = match grant_type {
        "authorization_code" => {
            r#"{"access_token": "2YotnFZFEjr1zCsicMWpAA", "refresh_token": "tGzv3JOkF0XG5Qx2TlKWIA", "expires_in": 3600}"#
        }
        _ => r#"{"access_token": "bGzgWPvpHYN3XDzL1rRw0Q", "expires_in": 3600}"#,
    };
    Ok(endpoint::parse(200, Some("application/json"), body.as_bytes())?)
}
