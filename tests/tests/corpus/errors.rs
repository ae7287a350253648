//! Refusals, most of them with status 200.

use serde::{Deserialize, Serialize};
use token_core::TokenResponse;

use crate::{Recipe, read};

pub(crate) const RECIPES: &[Recipe] = &[
    ("withings (error)", read::<Withings>),
    ("tiktok v1 (error)", read::<TikTokV1>),
    ("wecom (corp token)", read::<WeCom>),
    ("github (error)", read::<GitHub>),
    ("github (default form)", read::<GitHub>),
    ("coros (error)", read::<Coros>),
    ("fitbit (error)", read::<Fitbit>),
    ("instagram (error)", read::<InstagramError>),
];

/// `status` is 0 or an error, and then the body is an empty object.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Withings {
    #[token(error, success = 0)]
    status: i64,
    #[token(nested)]
    body: WithingsToken,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct WithingsToken {
    access_token: Option<String>,
    #[token(separator = ",")]
    scope: Option<String>,
}

/// The code is in the envelope.
#[derive(Serialize, Deserialize, TokenResponse)]
struct TikTokV1 {
    message: String,
    #[token(nested)]
    data: TikTokV1Token,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct TikTokV1Token {
    #[token(error, success = 0)]
    error_code: i64,
    #[token(error_description)]
    description: String,
    access_token: Option<String>,
}

/// Every success carries an error code, which is 0.
#[derive(Serialize, Deserialize, TokenResponse)]
struct WeCom {
    access_token: Option<String>,
    #[token(error, success = 0)]
    errcode: i64,
    #[token(error_description)]
    errmsg: String,
    expires_in: Option<u64>,
}

/// The names of the RFC, with status 200; `endpoint::parse` finds them without a declaration.
#[derive(Serialize, Deserialize, TokenResponse)]
struct GitHub {
    access_token: String,
    token_type: String,
    #[token(separator = ",")]
    scope: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Coros {
    #[token(error, success = "0000")]
    result: Option<String>,
    #[token(error_description)]
    message: Option<String>,
    access_token: Option<String>,
    expires_in: Option<u64>,
}

/// An array of errors: with another status than 2xx, `endpoint::parse` looks for the code wherever
/// providers put it.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Fitbit {
    access_token: String,
    expires_in: u64,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct InstagramError {
    access_token: String,
}
