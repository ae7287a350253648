//! Bodies that are no JSON, or not at once.

use serde::{Deserialize, Serialize};
use token_core::TokenResponse;

use crate::{Answer, Outcome, Recipe, normalize, read};

pub(crate) const RECIPES: &[Recipe] = &[
    ("avanan", read::<Avanan>),
    ("stackexchange (form)", read::<StackExchange>),
    ("weibo", read::<Weibo>),
    ("xiaomi", read::<Xiaomi>),
    ("tableau (xml)", xml::<Tableau>),
];

/// The whole body is the token.
#[derive(Serialize, Deserialize, TokenResponse)]
#[token(default_expires_in = 3600)]
struct Avanan(#[token(access_token)] String);

/// A form; its values are text, and are read as the numbers that the struct expects.
#[derive(Serialize, Deserialize, TokenResponse)]
struct StackExchange {
    access_token: String,
    #[token(expires_in)]
    expires: Option<u64>,
}

/// JSON that says it is plain text.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Weibo {
    access_token: String,
    expires_in: u64,
    uid: String,
}

/// JSON behind a guard against browsers, and a token that is no bearer token.
#[derive(Serialize, Deserialize, TokenResponse)]
#[token(debug)]
struct Xiaomi {
    access_token: String,
    expires_in: u64,
    scope: String,
    token_type: String,
    refresh_token: String,
    #[token(secret)]
    mac_key: String,
    mac_algorithm: String,
    #[serde(rename = "openId")]
    open_id: String,
}

/// XML: the derive does not care who deserializes the struct.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Tableau {
    #[token(nested)]
    credentials: TableauCredentials,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct TableauCredentials {
    #[serde(rename = "@token")]
    #[token(access_token)]
    token: String,
}

fn xml<T: for<'de> Deserialize<'de> + Serialize + TokenResponse>(answer: &Answer) -> Outcome {
    match quick_xml::de::from_str::<T>(&answer.body) {
        Ok(answer) => normalize(&answer),
        Err(error) => Outcome::Failed(error.to_string()),
    }
}
