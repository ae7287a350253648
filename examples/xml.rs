//! A provider that answers in XML, as Tableau does: the derive does not care who fills the struct.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use token_core::{FieldError, Lifetime, NormalizeError, TokenResponse};

#[derive(Deserialize, TokenResponse)]
struct Answer {
    #[token(nested)]
    credentials: Option<Credentials>,
    #[token(nested)]
    error: Option<Refusal>,
}

#[derive(Deserialize, TokenResponse)]
struct Credentials {
    #[serde(rename = "@token")]
    #[token(access_token)]
    token: String,
    #[serde(rename = "@estimatedTimeToExpiration")]
    #[token(expires_in, with = days_hours_minutes)]
    estimated: String,
}

#[derive(Deserialize, TokenResponse)]
#[token(partial)]
struct Refusal {
    #[serde(rename = "@code")]
    #[token(error)]
    code: String,
    #[token(error_description)]
    detail: String,
}

/// `177:05:38`: days, hours and minutes.
fn days_hours_minutes(text: &str) -> Result<Lifetime, FieldError> {
    let parts: Option<Vec<u32>> = text.split(':').map(|part| part.parse().ok()).collect();
    let Some(&[days, hours, minutes]) = parts.as_deref() else {
        return Err(FieldError::new("expected days:hours:minutes"));
    };
    let minutes = (u64::from(days) * 24 + u64::from(hours)) * 60 + u64::from(minutes);
    Ok(Lifetime::from(Duration::from_secs(minutes * 60)))
}

fn main() -> Result<(), Box<dyn Error>> {
    let body = r#"<tsResponse><credentials token="HvZMqFFfQQmOM4L" estimatedTimeToExpiration="1:02:03"/></tsResponse>"#;
    let answer: Answer = quick_xml::de::from_str(body)?;
    println!("{:?}", answer.normalize()?.received_at(SystemTime::now()));

    let body = r#"<tsResponse><error code="401001"><detail>Error signing in</detail></error></tsResponse>"#;
    let answer: Answer = quick_xml::de::from_str(body)?;
    match answer.normalize() {
        Err(NormalizeError::Refused { error, .. }) if error == "401001" => {}
        other => return Err(format!("{other:?} is not the refusal").into()),
    }
    Ok(())
}
