//! Instants: when it expires, when it was issued, and in which format.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use token_core::field::{AsTimestamp, Unit};
use token_core::{FieldError, TokenResponse};

use crate::{Recipe, read};

pub(crate) const RECIPES: &[Recipe] = &[
    ("sentry", read::<Sentry>),
    ("ibm mcsp", read::<IbmMcsp>),
    ("jamf pro", read::<Jamf>),
    ("strava", read::<Strava>),
    ("ibm vpc instance identity", read::<IbmVpc>),
    ("clover", read::<Clover>),
    ("azure ad v1", read::<AzureAdV1>),
    ("azure app service msi 2017-09-01 (no am/pm)", read::<AzureMsi>),
    ("azure service fabric msi", read::<AzureServiceFabric>),
    ("usps (auth code)", read::<Apigee>),
    ("ups (client credentials, apigee)", read::<Apigee>),
    ("salesforce", read::<Salesforce>),
    ("gitlab (old, non-expiring)", read::<Doorkeeper>),
    ("freshbooks (doorkeeper)", read::<Doorkeeper>),
];

/// RFC 3339 needs nothing but the role.
#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct Sentry {
    #[token(access_token)]
    token: String,
    refresh_token: String,
    expires_at: String,
    scopes: Vec<String>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct IbmMcsp {
    #[token(access_token)]
    token: String,
    token_type: String,
    expires_in: u64,
    #[token(expires_at)]
    expiration: u64,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Jamf {
    #[token(access_token)]
    token: String,
    #[token(expires_at)]
    expires: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Strava {
    token_type: String,
    expires_at: u64,
    expires_in: u64,
    refresh_token: String,
    access_token: String,
    athlete: Athlete,
}

#[derive(Serialize, Deserialize)]
struct Athlete {
    id: u64,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct IbmVpc {
    access_token: String,
    #[token(issued_at)]
    created_at: String,
    expires_at: String,
    expires_in: u64,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Clover {
    access_token: String,
    #[token(expires_at)]
    access_token_expiration: u64,
    refresh_token: String,
    #[token(refresh_expires_at)]
    refresh_token_expiration: u64,
}

/// Every value is text; `not_before` is no time of issue.
#[derive(Serialize, Deserialize, TokenResponse)]
struct AzureAdV1 {
    token_type: String,
    expires_in: String,
    #[token(expires_at)]
    expires_on: String,
    access_token: String,
    refresh_token: String,
    resource: String,
    ext_expires_in: String,
    not_before: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct AzureMsi {
    access_token: String,
    #[token(expires_at, with = us_date)]
    expires_on: String,
    token_type: String,
}

/// `09/21/2026 15:13:20 +00:00`
fn us_date(text: &str) -> Result<Option<SystemTime>, FieldError> {
    let parts: Vec<&str> = text.split(['/', ' ']).collect();
    let &[month, day, year, time, zone] = parts.as_slice() else {
        return Err(FieldError::new("expected month/day/year time zone"));
    };
    format!("{year}-{month}-{day}T{time}{zone}").as_timestamp(Unit::Seconds)
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct AzureServiceFabric {
    token_type: String,
    access_token: String,
    #[token(expires_at)]
    expires_on: u64,
}

/// Milliseconds as text for the issue, seconds for the lifetimes.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Apigee {
    access_token: String,
    token_type: String,
    #[token(unit = "ms")]
    issued_at: String,
    expires_in: String,
    scope: String,
    refresh_token: Option<String>,
    refresh_token_expires_in: Option<u64>,
    #[token(refresh_issued_at, unit = "ms")]
    refresh_token_issued_at: Option<u64>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Salesforce {
    access_token: String,
    refresh_token: String,
    scope: String,
    id_token: String,
    instance_url: String,
    id: String,
    token_type: String,
    #[token(unit = "ms")]
    issued_at: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Doorkeeper {
    access_token: String,
    #[token(issued_at)]
    created_at: u64,
    expires_in: Option<u64>,
    refresh_token: String,
    token_type: String,
    scope: String,
}
