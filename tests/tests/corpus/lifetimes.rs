//! Lifetimes: their type, their unit, and what zero and nothing mean.

use serde::{Deserialize, Serialize};
use token_core::TokenResponse;

use crate::{Recipe, read};

pub(crate) const RECIPES: &[Recipe] = &[
    ("paypal (openidconnect tokenservice)", read::<TextLifetime>),
    ("exact online", read::<TextLifetime>),
    ("trovo", read::<TextLifetime>),
    ("hubic", read::<TextLifetime>),
    ("apple (null id_token)", read::<TextLifetime>),
    ("reddit", read::<FloatLifetime>),
    ("mailchimp", read::<Mailchimp>),
    ("spring-security-oauth server (last second of a token)", read::<Spring>),
    ("yandex", read::<Yandex>),
    ("fiserv", read::<Fiserv>),
    ("instagram (short lived)", read::<Instagram>),
    ("instagram (refresh)", read::<Instagram>),
    ("jobber", read::<Jobber>),
    ("quickbooks (intuit)", read::<QuickBooks>),
    ("taobao", read::<Taobao>),
];

/// Text of digits: the type says so, and nothing else is needed.
#[derive(Serialize, Deserialize, TokenResponse)]
struct TextLifetime {
    access_token: String,
    token_type: String,
    expires_in: String,
    refresh_token: Option<String>,
    id_token: Option<String>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct FloatLifetime {
    access_token: String,
    token_type: String,
    expires_in: f64,
    refresh_token: String,
    scope: String,
}

/// 0 means "never" ..
#[derive(Serialize, Deserialize, TokenResponse)]
struct Mailchimp {
    access_token: String,
    #[token(zero = "never")]
    expires_in: u64,
    scope: Option<String>,
}

/// .. and 0 means "now": only a declaration can tell.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Spring {
    access_token: String,
    token_type: String,
    refresh_token: String,
    expires_in: u64,
    scope: String,
}

/// Longer than any program lives: clamped.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Yandex {
    access_token: String,
    refresh_token: String,
    token_type: String,
    expires_in: u64,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Fiserv {
    access_token: String,
    token_type: String,
    #[token(unit = "ms")]
    expires_in: u64,
}

/// One hour, as the documents say, if the answer does not.
#[derive(Serialize, Deserialize, TokenResponse)]
#[token(default_expires_in = 3600)]
struct Instagram {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<u64>,
    user_id: Option<u64>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[token(default_expires_in = 3600)]
struct Jobber {
    access_token: String,
    refresh_token: String,
}

/// A refresh token with a lifetime, and a limit that no refresh moves.
#[derive(Serialize, Deserialize, TokenResponse)]
struct QuickBooks {
    token_type: String,
    expires_in: u64,
    refresh_token: String,
    #[token(refresh_expires_in)]
    x_refresh_token_expires_in: u64,
    x_refresh_token_hard_expires_in: u64,
    access_token: String,
}

/// A refresh token whose lifetime is 0.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Taobao {
    access_token: String,
    token_type: String,
    expires_in: u64,
    refresh_token: String,
    #[token(refresh_expires_in)]
    re_expires_in: u64,
    r1_expires_in: u64,
    w1_expires_in: u64,
    #[serde(rename = "taobao_user_id")]
    user_id: String,
}
