//! Other names: casing, words of the vendor's own, two names for one thing.

use serde::{Deserialize, Serialize};
use token_core::TokenResponse;

use crate::{Recipe, read};

pub(crate) const RECIPES: &[Recipe] = &[
    ("plentymarkets", read::<CamelCase>),
    ("aws sso oidc CreateToken", read::<CamelCase>),
    ("salesforce marketing cloud v1", read::<MarketingCloud>),
    ("dingtalk v2", read::<DingTalk>),
    ("mip cloud", read::<PascalCase>),
    ("sage 300 cre", read::<Sage300>),
    ("wechat open platform (component)", read::<WeChatComponent>),
    ("docker registry (minimal)", read::<Docker>),
    ("docker registry (oauth2 login)", read::<Docker>),
    ("leapsome", read::<Leapsome>),
    ("ecu360", read::<Ecu360>),
    ("embat", read::<Embat>),
    ("veeva vault", read::<Veeva>),
    ("bullhorn (session)", read::<Bullhorn>),
    ("azure b2c (id token only)", read::<AzureB2c>),
    ("netatmo", read::<Netatmo>),
];

/// All names in camel case: serde renames, the derive does not care.
#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct CamelCase {
    access_token: String,
    token_type: String,
    expires_in: u64,
    refresh_token: Option<String>,
    id_token: Option<String>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct MarketingCloud {
    access_token: String,
    expires_in: u64,
    refresh_token: Option<String>,
    legacy_token: String,
}

/// `expireIn`, without an s.
#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct DingTalk {
    access_token: String,
    refresh_token: String,
    #[token(expires_in)]
    expire_in: u64,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "PascalCase")]
struct PascalCase {
    access_token: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Sage300 {
    #[serde(rename = "Data")]
    #[token(access_token)]
    data: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct WeChatComponent {
    #[token(access_token)]
    component_access_token: String,
    expires_in: u64,
}

/// `token`, `access_token`, or both; 60 seconds if it does not say.
#[derive(Serialize, Deserialize, TokenResponse)]
#[token(default_expires_in = 60)]
struct Docker {
    #[token(access_token)]
    token: Option<String>,
    #[token(fallback)]
    access_token: Option<String>,
    refresh_token: Option<String>,
    expires_in: Option<u64>,
    scope: Option<String>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct Leapsome {
    #[token(access_token)]
    token: String,
    expires_in: u64,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
#[token(default_expires_in = 900)]
struct Ecu360 {
    #[token(access_token)]
    jwt_token: String,
}

/// The ID token is what the API is called with, and nobody calls it an ID token.
#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct Embat {
    #[token(access_token)]
    id_token: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct Veeva {
    #[token(access_token)]
    session_id: String,
}

/// A session of seven days, as the documents say.
#[derive(Serialize, Deserialize, TokenResponse)]
#[token(default_expires_in = 604_800)]
struct Bullhorn {
    #[serde(rename = "BhRestToken")]
    #[token(access_token)]
    session: String,
    #[serde(rename = "restUrl")]
    rest_url: String,
}

/// The ID token is the access token.
#[derive(Serialize, Deserialize, TokenResponse)]
struct AzureB2c {
    #[token(access_token)]
    #[token(id_token)]
    id_token: String,
    token_type: String,
    #[token(expires_in)]
    id_token_expires_in: u64,
    scope: String,
}

/// Two names for one lifetime, and both are sent: a serde `alias` would refuse that.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Netatmo {
    access_token: String,
    refresh_token: String,
    scope: Vec<String>,
    expires_in: Option<u64>,
    #[token(expires_in, fallback)]
    expire_in: Option<u64>,
}
