//! Envelopes: the token is not at the top.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use token_core::FieldError;
use token_core::TokenResponse;
use token_core::field::{AsTimestamp, Unit};

use crate::{Recipe, read};

pub(crate) const RECIPES: &[Recipe] = &[
    ("slack (oauth.v2.access, bot + user, rotation on)", read::<Slack>),
    ("slack (error)", read::<Slack>),
    ("yammer", read::<Yammer>),
    ("alipay (string lifetimes)", read::<Alipay>),
    ("untappd", read::<Untappd>),
    ("tiktok accounts (business)", read::<TikTokAccounts>),
    ("tiktok shop", read::<TikTokShop>),
    ("bilibili", read::<Bilibili>),
    ("lark / feishu v1 (user token)", read::<Lark>),
    ("wish", read::<Wish>),
    ("shopline", read::<Shopline>),
    ("setmore", read::<Setmore>),
    ("semble", read::<Semble>),
    ("redtail", read::<Redtail>),
];

/// Two tokens in one answer: the bot's is the answer's, the user's is a response of its own.
#[derive(Serialize, Deserialize, TokenResponse)]
pub(crate) struct Slack {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    #[token(separator = ",")]
    scope: Option<String>,
    error: Option<String>,
    bot_user_id: Option<String>,
    team: Option<Named>,
    pub(crate) authed_user: Option<SlackUser>,
}

#[derive(Serialize, Deserialize)]
struct Named {
    id: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
pub(crate) struct SlackUser {
    id: String,
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    #[token(separator = ",")]
    scope: Option<String>,
}

/// The access token is an object.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Yammer {
    #[token(nested)]
    access_token: YammerToken,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct YammerToken {
    #[token(access_token)]
    token: String,
    #[token(issued_at, with = slashed_date)]
    created_at: String,
    expires_at: Option<String>,
}

/// `2026/09/21 14:13:20 +0000`
fn slashed_date(text: &str) -> Result<Option<SystemTime>, FieldError> {
    text.replace('/', "-").replace(" +0000", "Z").as_timestamp(Unit::Seconds)
}

/// An envelope named after the method, beside its signature.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Alipay {
    #[token(nested)]
    alipay_system_oauth_token_response: AlipayToken,
    sign: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct AlipayToken {
    access_token: String,
    expires_in: String,
    refresh_token: String,
    #[token(refresh_expires_in)]
    re_expires_in: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Untappd {
    #[token(nested)]
    response: OnlyToken,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct OnlyToken {
    access_token: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct TikTokAccounts {
    #[token(error, success = 0)]
    code: i64,
    #[token(error_description)]
    message: String,
    #[token(nested)]
    data: Option<TikTokAccountsToken>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct TikTokAccountsToken {
    access_token: String,
    token_type: String,
    #[token(separator = ",")]
    scope: String,
    expires_in: u64,
    refresh_token: String,
    refresh_token_expires_in: u64,
    open_id: String,
}

/// `expire_in` is an instant here, and not a lifetime.
#[derive(Serialize, Deserialize, TokenResponse)]
struct TikTokShop {
    #[token(error, success = 0)]
    code: i64,
    #[token(nested)]
    data: Option<TikTokShopToken>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct TikTokShopToken {
    access_token: String,
    #[token(expires_at)]
    access_token_expire_in: u64,
    refresh_token: String,
    #[token(refresh_expires_at)]
    refresh_token_expire_in: u64,
    #[token(scope)]
    granted_scopes: Vec<String>,
}

/// `expires_in`, too, is an instant here.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Bilibili {
    #[token(error, success = 0)]
    code: i64,
    #[token(nested)]
    data: Option<BilibiliToken>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct BilibiliToken {
    access_token: String,
    #[token(expires_at)]
    expires_in: u64,
    refresh_token: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Lark {
    #[token(error, success = 0)]
    code: i64,
    #[token(error_description)]
    msg: String,
    #[token(nested)]
    data: Option<LarkToken>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct LarkToken {
    access_token: String,
    token_type: String,
    expires_in: u64,
    refresh_token: String,
    refresh_expires_in: u64,
    open_id: String,
    tenant_key: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Wish {
    #[token(error, success = 0)]
    code: i64,
    #[token(error_description)]
    message: String,
    #[token(nested)]
    data: Option<WishToken>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct WishToken {
    access_token: String,
    scopes: Vec<String>,
    #[token(expires_at)]
    expiry_time: String,
    refresh_token: String,
    merchant_id: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Shopline {
    #[token(error, success = 200)]
    code: i64,
    #[token(nested)]
    data: Option<ShoplineToken>,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct ShoplineToken {
    access_token: String,
    #[token(expires_at)]
    expire_time: String,
}

/// Envelopes nest.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Setmore {
    #[token(nested)]
    data: SetmoreData,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct SetmoreData {
    #[token(nested)]
    token: SetmoreToken,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct SetmoreToken {
    access_token: String,
    token_type: String,
    expires_in: u64,
}

/// GraphQL.
#[derive(Serialize, Deserialize, TokenResponse)]
struct Semble {
    #[token(nested)]
    data: SembleData,
}

#[derive(Serialize, Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct SembleData {
    #[token(nested)]
    sign_in: SembleToken,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct SembleToken {
    #[token(access_token)]
    token: String,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct Redtail {
    #[token(nested)]
    authenticated_user: RedtailUser,
}

#[derive(Serialize, Deserialize, TokenResponse)]
struct RedtailUser {
    #[token(access_token)]
    user_key: String,
}

#[test]
fn both_tokens_of_one_answer_are_in_reach() {
    let corpus = crate::corpus();
    let answer = corpus.iter().find(|answer| answer.provider.starts_with("slack (oauth")).unwrap();
    let slack: Slack = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(slack.normalize().unwrap().access_token(), "xoxe.xoxb-1-BOT");

    let user = slack.authed_user.unwrap();
    let token = user.normalize().unwrap();
    assert_eq!(token.access_token(), "xoxe.xoxp-1-USER");
    assert_eq!(token.refresh_token(), Some("xoxe-1-USERREF"));
    assert_eq!(crate::whole_seconds(token.expires_in()), Some(43_200));
    assert!(token.scope().unwrap().contains("search:read"));
}
