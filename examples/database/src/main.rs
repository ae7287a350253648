//! Tokens of many accounts in a table, and workers that refresh what is due.
//!
//! ```text
//! cd examples/database && cargo run
//! ```
//!
//! - A row derives `TokenResponse`, so that a column is read like a field of a response.
//! - `refresh_at` is a column: the database finds what is due, and nobody loads the rest.
//! - A worker claims a row before it asks the provider. Many providers accept a refresh token once and revoke
//!   everything when it comes a second time.
//!
//! The SQL is `SQLite`'s. With `PostgreSQL`, add `for update skip locked` to the inner `select`.

use std::error::Error;
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::Deserialize;
use token_core::endpoint::{self, EndpointError};
use token_core::{IssuedToken, TokenResponse};

/// How long a row belongs to the worker that claimed it. It is longer than the timeout of a request, and it is
/// the pause after a refresh that failed.
pub const CLAIM: Duration = Duration::from_secs(60);

const SCHEMA: &str = "
    create table if not exists token (
        account          text primary key,
        access_token     text not null,
        token_type       text,
        scope            text,
        refresh_token    text,
        refresh_token_expires_at integer,
        expires_at       integer,
        received_at      integer not null,
        refresh_at       integer,          -- null: nothing to refresh, or nothing to refresh it with
        claimed_until    integer not null default 0
    ) strict;
    create index if not exists token_refresh_at on token (refresh_at);
";

/// A row as it is read; all times are unix seconds.
#[derive(TokenResponse)]
struct Stored {
    access_token: String,
    token_type: Option<String>,
    scope: Option<String>,
    refresh_token: Option<String>,
    #[token(refresh_expires_at)]
    refresh_token_expires_at: Option<i64>,
    expires_at: Option<i64>,
    #[token(skip)]
    received_at: i64,
}

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Stored {
            access_token: row.get("access_token")?,
            token_type: row.get("token_type")?,
            scope: row.get("scope")?,
            refresh_token: row.get("refresh_token")?,
            refresh_token_expires_at: row.get("refresh_token_expires_at")?,
            expires_at: row.get("expires_at")?,
            received_at: row.get("received_at")?,
        })
    }

    fn token(&self) -> Result<IssuedToken<'static>, Box<dyn Error>> {
        let received_at = Duration::from_secs(self.received_at.try_into()?);
        Ok(self.normalize()?.into_owned().received_at(SystemTime::UNIX_EPOCH + received_at))
    }
}

/// A connection to the table, which is created where it is missing.
///
/// # Errors
///
/// The database can't be opened.
pub fn open(path: &std::path::Path) -> Result<Connection, Box<dyn Error>> {
    let database = Connection::open(path)?;
    database.busy_timeout(Duration::from_secs(10))?;
    database.execute_batch(SCHEMA)?;
    Ok(database)
}

/// Writes the token of an account, and gives up the claim on it.
///
/// # Errors
///
/// The database fails.
pub fn store(
    database: &Connection,
    account: &str,
    token: &IssuedToken<'_>,
) -> Result<(), Box<dyn Error>> {
    // Without a refresh token there is nothing to do before the user signs in again.
    let due = token.refresh_token().and_then(|_| token.refresh_at(IssuedToken::EARLY));
    database.execute(
        "insert or replace into token values (:account, :access_token, :token_type, :scope, :refresh_token,
            :refresh_token_expires_at, :expires_at, :received_at, :refresh_at, 0)",
        named_params! {
            ":account": account,
            ":access_token": token.access_token(),
            ":token_type": token.token_type().to_string(),
            ":scope": token.scope().map(ToString::to_string),
            ":refresh_token": token.refresh_token(),
            ":refresh_token_expires_at": token.refresh_expires_at().map(unix),
            ":expires_at": token.expires_at().map(unix),
            ":received_at": unix(token.received_at()),
            ":refresh_at": due.map(unix),
        },
    )?;
    Ok(())
}

/// The token of an account.
///
/// # Errors
///
/// The database fails, or the row does not hold a token.
pub fn load(
    database: &Connection,
    account: &str,
) -> Result<Option<IssuedToken<'static>>, Box<dyn Error>> {
    let row = database
        .query_row("select * from token where account = ?1", [account], Stored::read)
        .optional()?;
    row.map(|row| row.token()).transpose()
}

/// Refreshes what is due at `now`, one account after the other, and says how many were. Any number of workers
/// may do this at the same time.
///
/// # Errors
///
/// The database fails. A refresh that fails is tried again when [`CLAIM`] is over.
pub fn refresh_due(
    database: &Connection,
    now: SystemTime,
    refresh: impl Fn(&str, &IssuedToken<'static>) -> Result<IssuedToken<'static>, EndpointError>,
) -> Result<usize, Box<dyn Error>> {
    let mut refreshed = 0;
    while let Some((account, token)) = claim(database, now)? {
        match refresh(&account, &token) {
            Ok(newer) => {
                store(database, &account, &token.renewed_by(newer))?;
                refreshed += 1;
            }
            Err(EndpointError::Refused(refusal)) if refusal.needs_sign_in() => {
                let sql = "update token set refresh_at = null where account = ?1";
                database.execute(sql, [&account])?;
            }
            Err(error) => eprintln!("{account}: {error}"),
        }
    }
    Ok(refreshed)
}

/// A row that is due and belongs to nobody, and belongs to the caller from now on. It is one statement, so no
/// other worker gets the same row.
fn claim(
    database: &Connection,
    now: SystemTime,
) -> Result<Option<(String, IssuedToken<'static>)>, Box<dyn Error>> {
    let row = database
        .query_row(
            "update token set claimed_until = :until where account = (
                select account from token where refresh_at <= :now and claimed_until <= :now
                order by refresh_at limit 1
            ) returning *",
            named_params! { ":now": unix(now), ":until": unix(now + CLAIM) },
            |row| Ok((row.get("account")?, Stored::read(row)?)),
        )
        .optional()?;
    row.map(|(account, row)| Ok((account, row.token()?))).transpose()
}

/// Whole seconds, rounded down: too early rather than too late.
fn unix(instant: SystemTime) -> i64 {
    let since = instant.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Your provider's answer.
#[derive(Deserialize, TokenResponse)]
pub struct Answer {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let database = open(&std::env::temp_dir().join("token-core-tokens.sqlite"))?;
    let now = SystemTime::now();
    if load(&database, "ada")?.is_none() {
        store(&database, "ada", &answer_of_a_server(now)?)?;
    }
    // In a program of yours: every minute, in as many workers as you like.
    let refreshed = refresh_due(&database, now, |_, _| answer_of_a_server(now))?;
    println!("{refreshed} refreshed; {:?}", load(&database, "ada")?);
    Ok(())
}

/// Where your HTTP client would be: see the example `http`.
fn answer_of_a_server(sent_at: SystemTime) -> Result<IssuedToken<'static>, EndpointError> {
    let body = br#"{"access_token": "2YotnFZFEjr1zCsicMWpAA", "refresh_token": "tGzv3JOkF0XG5Qx2TlKWIA", "expires_in": 3600}"#;
    endpoint::receive::<Answer>(200, None, body, sent_at).map(|(token, _)| token)
}
