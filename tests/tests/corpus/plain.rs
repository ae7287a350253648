//! Answers as RFC 6749 has them, and what providers add to them.

use serde::{Deserialize, Serialize};
use token_core::TokenResponse;

use crate::{Recipe, read};

pub(crate) const RECIPES: &[Recipe] = &[
    ("adobe ims (token v3)", read::<Rfc6749>),
    ("akeneo", read::<Rfc6749>),
    ("bungie", read::<Rfc6749>),
    ("ebay", read::<Rfc6749>),
    ("foursquare", read::<Rfc6749>),
    ("github app user token (refresh)", read::<Rfc6749>),
    ("google (refresh)", read::<Rfc6749>),
    ("keycloak", read::<Rfc6749>),
    ("orcid", read::<Rfc6749>),
    ("practice fusion (smart on fhir)", read::<SmartOnFhir>),
    ("rfc 8693 token exchange", read::<Rfc6749>),
    ("surveymonkey", read::<Rfc6749>),
    ("teamwork", read::<Teamwork>),
    ("walmart (refresh)", read::<Rfc6749>),
    ("zoho", read::<Rfc6749>),
];

#[derive(Serialize, Deserialize, TokenResponse)]
struct Rfc6749 {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    #[serde(alias = "refresh_token_expires_in")]
    refresh_expires_in: Option<u64>,
    scope: Option<String>,
    id_token: Option<String>,
    issued_token_type: Option<String>,
    /// Where to call the API, and for whom: fields without a role are yours.
    api_domain: Option<String>,
    access_url: Option<String>,
    membership_id: Option<String>,
    orcid: Option<String>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct SmartOnFhir {
    access_token: String,
    token_type: String,
    expires_in: u64,
    scope: String,
    patient: String,
    need_patient_banner: bool,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct Teamwork {
    #[serde(rename = "access_token")]
    access_token: String,
    installation: Installation,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Installation {
    api_end_point: String,
}
