//! What a careful user writes without us, and does the same.

use std::time::{Duration, SystemTime};

use serde::Deserialize;
use token_core::{Status, TokenType};

pub const EARLY: Duration = Duration::from_secs(60);

/// Each way to read it has a type of its own.
#[derive(Deserialize)]
pub struct Plain<const WAY: u8> {
    pub access_token: String,
    pub token_type: Option<String>,
    pub expires_in: Option<u64>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub scope: Option<String>,
}

#[derive(Deserialize)]
pub struct Borrowed<'a> {
    pub access_token: &'a str,
    pub token_type: Option<&'a str>,
    pub expires_in: Option<u64>,
    pub refresh_token: Option<&'a str>,
    pub id_token: Option<&'a str>,
    pub scope: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum TextOrNumber {
    Number(u64),
    Text(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum TextOrArray {
    Text(String),
    Array(Vec<String>),
}

#[derive(Deserialize)]
pub struct Untagged {
    pub access_token: String,
    pub token_type: Option<String>,
    pub expires_in: Option<TextOrNumber>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub scope: Option<TextOrArray>,
}

/// The steps of yup-oauth2 12, whose own reader is private: a JSON value first, then an error or an answer.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum ErrorOr<T> {
    Error { error: String, error_description: Option<String> },
    Answer(T),
}

/// What yup-oauth2 asks of an answer.
#[derive(Deserialize)]
pub struct Yup {
    pub access_token: Option<String>,
    pub refresh_token: Option<String>,
    pub token_type: Option<String>,
    pub expires_in: Option<i64>,
    pub id_token: Option<String>,
}

#[must_use]
pub fn as_yup(body: &[u8]) -> Option<Yup> {
    let value: serde_json::Value = serde_json::from_slice(body).ok()?;
    match ErrorOr::<Yup>::deserialize(value).ok()? {
        ErrorOr::Answer(answer) => Some(answer),
        ErrorOr::Error { .. } => None,
    }
}

/// A checked token that borrows.
pub struct Token<'a> {
    pub access_token: &'a str,
    pub token_type: TokenType,
    pub lifetime: Option<Duration>,
    pub refresh_token: Option<&'a str>,
    pub id_token: Option<&'a str>,
    pub scope: Option<&'a str>,
}

const MAX: Duration = Duration::from_secs(3_155_760_000);

fn token_type(text: Option<&str>) -> TokenType {
    match text {
        None | Some("") => TokenType::Bearer,
        Some(text) if text.eq_ignore_ascii_case("bearer") => TokenType::Bearer,
        Some(text) => TokenType::Other(text.into()),
    }
}

fn stated(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// A token that a header can hold: RFC 6749 appendix A.12. Empty text says nothing.
fn token(text: Option<&str>) -> Result<Option<&str>, Malformed> {
    let text = stated(text);
    if text.is_none_or(is_header_text) { Ok(text) } else { Err(Malformed) }
}

struct Malformed;

/// Printable ASCII, and not only spaces. It folds without a branch, which is four times as fast as `all`.
fn is_header_text(text: &str) -> bool {
    let most = text.bytes().fold(0, |most, byte| most.max(byte.wrapping_sub(b' ')));
    most <= b'~' - b' ' && text.bytes().any(|byte| byte != b' ')
}

#[must_use]
pub fn normalize<const WAY: u8>(answer: &Plain<WAY>) -> Option<Token<'_>> {
    Some(Token {
        access_token: token(Some(&answer.access_token)).ok()??,
        token_type: token_type(answer.token_type.as_deref()),
        lifetime: answer.expires_in.map(|seconds| Duration::from_secs(seconds).min(MAX)),
        refresh_token: token(answer.refresh_token.as_deref()).ok()?,
        id_token: token(answer.id_token.as_deref()).ok()?,
        scope: answer.scope.as_deref(),
    })
}

/// As many write it: any text is a token.
#[must_use]
pub fn unchecked<const WAY: u8>(answer: &Plain<WAY>) -> Option<Token<'_>> {
    Some(Token {
        access_token: stated(Some(&answer.access_token))?,
        token_type: token_type(answer.token_type.as_deref()),
        lifetime: answer.expires_in.map(|seconds| Duration::from_secs(seconds).min(MAX)),
        refresh_token: stated(answer.refresh_token.as_deref()),
        id_token: stated(answer.id_token.as_deref()),
        scope: answer.scope.as_deref(),
    })
}

/// A checked token that is owned and knows when it arrived.
pub struct Kept {
    pub access_token: String,
    pub token_type: TokenType,
    pub lifetime: Option<Duration>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub scope: Option<String>,
    pub received_at: SystemTime,
}

/// The strings of the answer are moved.
#[must_use]
pub fn kept<const WAY: u8>(answer: Plain<WAY>, received_at: SystemTime) -> Option<Kept> {
    let stated = |text: &String| !text.is_empty();
    Some(Kept {
        access_token: Some(answer.access_token).filter(stated)?,
        token_type: token_type(answer.token_type.as_deref()),
        lifetime: answer.expires_in.map(|seconds| Duration::from_secs(seconds).min(MAX)),
        refresh_token: answer.refresh_token.filter(stated),
        id_token: answer.id_token.filter(stated),
        scope: answer.scope,
        received_at,
    })
}

/// The strings of the answer are copied: the answer stays whole.
#[must_use]
pub fn kept_beside<const WAY: u8>(answer: &Plain<WAY>, received_at: SystemTime) -> Option<Kept> {
    let token = normalize(answer)?;
    Some(Kept {
        access_token: token.access_token.to_owned(),
        token_type: token.token_type,
        lifetime: token.lifetime,
        refresh_token: token.refresh_token.map(str::to_owned),
        id_token: token.id_token.map(str::to_owned),
        scope: token.scope.map(str::to_owned),
        received_at,
    })
}

#[must_use]
pub fn normalize_borrowed<'a>(answer: &Borrowed<'a>) -> Option<Token<'a>> {
    Some(Token {
        access_token: stated(Some(answer.access_token))?,
        token_type: token_type(answer.token_type),
        lifetime: answer.expires_in.map(|seconds| Duration::from_secs(seconds).min(MAX)),
        refresh_token: stated(answer.refresh_token),
        id_token: stated(answer.id_token),
        scope: answer.scope,
    })
}

#[must_use]
pub fn normalize_untagged(answer: &Untagged) -> Option<Token<'_>> {
    Some(Token {
        access_token: stated(Some(&answer.access_token))?,
        token_type: token_type(answer.token_type.as_deref()),
        lifetime: match &answer.expires_in {
            None => None,
            Some(TextOrNumber::Number(seconds)) => Some(Duration::from_secs(*seconds).min(MAX)),
            Some(TextOrNumber::Text(text)) => {
                Some(Duration::from_secs(text.parse().ok()?).min(MAX))
            }
        },
        refresh_token: stated(answer.refresh_token.as_deref()),
        id_token: stated(answer.id_token.as_deref()),
        scope: match &answer.scope {
            Some(TextOrArray::Text(text)) => Some(text),
            Some(TextOrArray::Array(_)) | None => None,
        },
    })
}

#[must_use]
pub fn expires_at(seconds: Option<u64>, received_at: SystemTime) -> Option<SystemTime> {
    end_of(Duration::from_secs(seconds?).min(MAX), received_at)
}

/// The end of a lifetime that begins with the receipt: with the whole second before it, as servers count.
fn end_of(lifetime: Duration, received_at: SystemTime) -> Option<SystemTime> {
    if lifetime.as_secs() == 0 {
        return received_at.checked_add(lifetime);
    }
    whole_second(received_at).checked_add(lifetime)
}

fn whole_second(instant: SystemTime) -> SystemTime {
    match instant.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => SystemTime::UNIX_EPOCH + Duration::from_secs(after.as_secs()),
        Err(_) => instant,
    }
}

#[must_use]
pub fn is_expired(seconds: Option<u64>, received_at: SystemTime, now: SystemTime) -> bool {
    expires_at(seconds, received_at).is_some_and(|deadline| deadline <= now)
}

/// Digits, trimmed, with a fraction that is floored, clamped.
#[must_use]
pub fn lifetime_of_text(text: &str) -> Option<Duration> {
    let text = text.trim_ascii();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    Some(whole.parse().map_or(MAX, |seconds| Duration::from_secs(seconds).min(MAX)))
}

#[derive(token_core::TokenResponse)]
pub struct TextLifetime {
    pub access_token: String,
    pub expires_in: String,
}

/// A token that knows when it arrived, and all that a server may state about its end.
pub struct Issued {
    pub lifetime: Option<Duration>,
    pub expires_at: Option<SystemTime>,
    pub issued_at: Option<SystemTime>,
    pub received_at: SystemTime,
}

impl Issued {
    #[must_use]
    #[inline]
    pub fn expires_at(&self) -> Option<SystemTime> {
        let reckoned = self.lifetime.and_then(|lifetime| end_of(lifetime, self.received_at));
        if self.expires_at.is_none() && self.issued_at.is_none() {
            return reckoned;
        }
        let issued =
            self.issued_at.zip(self.lifetime).and_then(|(at, lifetime)| at.checked_add(lifetime));
        let distance = self
            .issued_at
            .zip(self.expires_at)
            .map(|(issued, expires)| expires.duration_since(issued).unwrap_or_default());
        let lives = [self.lifetime, distance].iter().flatten().any(|lifetime| !lifetime.is_zero());
        let stated = [
            self.expires_at,
            issued,
            distance.and_then(|distance| end_of(distance, self.received_at)),
        ];
        let counts = |deadline: &SystemTime| !lives || *deadline > self.received_at;
        stated.into_iter().flatten().filter(counts).chain(reckoned).min()
    }

    #[must_use]
    #[inline]
    pub fn is_expired(&self, now: SystemTime) -> bool {
        self.expires_at().is_some_and(|deadline| deadline <= now)
    }

    #[must_use]
    #[inline]
    pub fn remaining(&self, now: SystemTime) -> Option<Duration> {
        Some(self.expires_at()?.duration_since(now).unwrap_or(Duration::ZERO))
    }

    #[must_use]
    #[inline]
    pub fn needs_refresh(&self, now: SystemTime, early: Duration) -> bool {
        let lifetime = self.remaining(self.received_at);
        let Some((lifetime, remaining)) = lifetime.zip(self.remaining(now)) else {
            return false;
        };
        let set_back = self.received_at.duration_since(now).unwrap_or(Duration::ZERO);
        set_back > early && set_back > lifetime || remaining <= early.min(lifetime / 2)
    }

    #[must_use]
    #[inline]
    pub fn status(&self, now: SystemTime, early: Duration) -> Status {
        match self.remaining(now) {
            None => Status::Unspecified,
            Some(Duration::ZERO) => Status::Expired,
            Some(_) if self.needs_refresh(now, early) => Status::RefreshDue,
            Some(_) => Status::Fresh,
        }
    }
}
