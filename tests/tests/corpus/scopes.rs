//! Scopes: separators, sequences, other names.

use serde::{Deserialize, Serialize};
use token_core::TokenResponse;

use crate::{Recipe, read};

pub(crate) const RECIPES: &[Recipe] = &[
    ("weixin", read::<Comma>),
    ("gitee", read::<Comma>),
    ("shopify (online)", read::<Shopify>),
    ("bitbucket", read::<Bitbucket>),
    ("kwai", read::<Kwai>),
];

#[derive(Serialize, Deserialize, TokenResponse)]
struct Comma {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    #[token(separator = ",")]
    scope: String,
    openid: Option<String>,
    unionid: Option<String>,
}

/// A second scope that is the user's.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Shopify {
    access_token: String,
    expires_in: u64,
    #[token(separator = ",")]
    scope: String,
    associated_user_scope: String,
    associated_user: User,
}

#[derive(Serialize, Deserialize)]
struct User {
    id: u64,
}

/// `scopes`, and separated by spaces all the same.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Bitbucket {
    access_token: String,
    scopes: String,
    expires_in: u64,
    refresh_token: String,
    token_type: String,
}

/// An array, and a `result` of 1 for success.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Kwai {
    #[token(error, success = 1)]
    result: i64,
    #[token(error_description)]
    error_msg: String,
    access_token: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    refresh_token_expires_in: Option<u64>,
    #[serde(default)]
    scopes: Vec<String>,
}
