//! Five providers, five dialects, one token.
//!
//! Without arguments it reads the recorded answers beside it, each in the provider's documented
//! spelling and as seen on the wire. With a path (or `-` for standard input) and the name of a model it
//! reads an answer of your own. `AnyTokenResponse` reads the answer of any provider, and tells which
//! members look like a part of the token and were not read:
//!
//! ```text
//! cargo run --example providers
//! cargo run --example providers -- answer.json OAuth2Token
//! curl -s .. | cargo run --example providers -- - AnyTokenResponse
//! ```

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program")]

use std::fmt::Display;
use std::io::Read;
use std::process::ExitCode;
use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use token_core::models::{
    OAuth2Token, PostTokenForContactResponse, PostTokenRefreshJsonResponseBody, PostTokenResponse,
    V3TokenResponse,
};
use token_core::{AnyTokenResponse, IssuedToken, Lifetime, TokenResponse, endpoint};

struct Model {
    name: &'static str,
    provider: &'static str,
    documented: &'static [u8],
    wire: &'static [u8],
    read: fn(&[u8], SystemTime) -> Result<IssuedToken<'static>, String>,
}

macro_rules! model {
    ($ty:ident, $provider:literal) => {
        Model {
            name: stringify!($ty),
            provider: $provider,
            documented: include_bytes!(concat!("recorded/", stringify!($ty), ".documented.json")),
            wire: include_bytes!(concat!("recorded/", stringify!($ty), ".wire.json")),
            read: read::<$ty>,
        }
    };
}

const MODELS: [Model; 5] = [
    model!(PostTokenResponse, "Ebury"),
    model!(PostTokenForContactResponse, "Ebury, contact"),
    model!(PostTokenRefreshJsonResponseBody, "Spendesk"),
    model!(OAuth2Token, "Ory"),
    model!(V3TokenResponse, "Prove"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments, &mut std::io::stdin(), SystemTime::now()) {
        Ok(table) => {
            println!("{table}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// What the program prints; `now` stands for the moment before the request was sent.
///
/// # Errors
///
/// The arguments are wrong, or the answer can't be read or does not hold a token.
pub fn run(
    arguments: &[String],
    standard_input: &mut impl Read,
    now: SystemTime,
) -> Result<String, String> {
    match arguments {
        [] => recorded(now),
        [path, name] => {
            let body = body(path, standard_input)
                .map_err(|error| format!("can't read the answer from `{path}`: {error}"))?;
            if name == "AnyTokenResponse" {
                return any(&body, now);
            }
            let model = MODELS.iter().find(|model| model.name == name).ok_or_else(|| {
                let names = MODELS.map(|model| model.name).join(", ");
                format!("there is no model `{name}`; write AnyTokenResponse, or one of {names}")
            })?;
            let token = (model.read)(&body, now)
                .map_err(|error| format!("this is not an answer of {}: {error}", model.provider))?;
            Ok(table(&[row(model.provider, &token)]))
        }
        _ => {
            Err("pass nothing, or the path of an answer (- for standard input) and a model's name"
                .into())
        }
    }
}

fn any(body: &[u8], now: SystemTime) -> Result<String, String> {
    let (token, answer) = endpoint::receive::<AnyTokenResponse>(200, None, body, now)
        .map_err(|error| error.to_string())?;
    let table = table(&[row("any", &token)]);
    let unread = answer.unread();
    if unread.is_empty() {
        return Ok(table);
    }
    let unread = unread.join(", ");
    Ok(format!(
        "{table}\n\nnot read: {unread}; to read them, derive TokenResponse for a struct of your own"
    ))
}

fn recorded(now: SystemTime) -> Result<String, String> {
    let mut rows = Vec::new();
    for model in MODELS {
        for (spelling, body) in [("documented", model.documented), ("wire", model.wire)] {
            let provider = format!("{} ({spelling})", model.provider);
            let token = (model.read)(body, now).map_err(|error| format!("{provider}: {error}"))?;
            rows.push(row(&provider, &token));
        }
    }
    Ok(table(&rows))
}

fn body(path: &str, standard_input: &mut impl Read) -> std::io::Result<Vec<u8>> {
    if path != "-" {
        return std::fs::read(path);
    }
    let mut body = Vec::new();
    standard_input.read_to_end(&mut body)?;
    Ok(body)
}

fn read<T: DeserializeOwned + TokenResponse>(
    body: &[u8],
    sent_at: SystemTime,
) -> Result<IssuedToken<'static>, String> {
    let received = endpoint::receive::<T>(200, None, body, sent_at);
    received.map(|(token, _)| token).map_err(|error| error.to_string())
}

const HEADINGS: [&str; 8] = [
    "PROVIDER",
    "ACCESS TOKEN",
    "TYPE",
    "LIFETIME",
    "EXPIRES AT",
    "REFRESHABLE",
    "REFRESHABLE FOR",
    "SCOPE",
];

fn row(provider: &str, issued: &IssuedToken<'_>) -> [String; 8] {
    let token = issued.token();
    let refreshable = if token.refresh_token().is_some() { "yes" } else { "no" };
    [
        provider.to_owned(),
        "[redacted]".to_owned(),
        token.token_type().to_string(),
        lifetime(token.expires_in()),
        issued.expires_at().map_or_else(|| "-".to_owned(), instant),
        refreshable.to_owned(),
        lifetime(token.refresh_expires_in()),
        token.scope().map_or_else(|| "as requested".to_owned(), ToString::to_string),
    ]
}

fn lifetime(lifetime: Lifetime) -> String {
    match lifetime {
        Lifetime::Limited(duration) => SignedDuration::try_from(duration)
            .map_or_else(|_| format!("{duration:?}"), |duration| format!("{duration:#}")),
        Lifetime::Unlimited => "unlimited".to_owned(),
        Lifetime::Unspecified => "-".to_owned(),
    }
}

fn instant(instant: SystemTime) -> String {
    let rounded = |instant: Timestamp| instant.strftime("%F %T UTC").to_string();
    Timestamp::try_from(instant).map_or_else(|_| "beyond the year 9999".to_owned(), rounded)
}

fn table(rows: &[[String; 8]]) -> String {
    let headings = HEADINGS.map(str::to_owned);
    let lines: Vec<&[String; 8]> = std::iter::once(&headings).chain(rows).collect();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let print = |line: &&[String; 8]| {
        let cells = line.iter().enumerate();
        let padded = cells.map(|(column, cell)| pad(cell, width(column)));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(print).collect::<Vec<_>>().join("\n")
}

fn pad(cell: &impl Display, width: usize) -> String {
    format!("{cell:<width$}")
}
