//! Slack: `ok` instead of a status, scopes separated by commas, and two tokens in one answer: the bot's and
//! the user's, each with its own lifetime and refresh token.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::SystemTime;

use serde::Deserialize;
use token_core::{TokenResponse, endpoint};

#[derive(Deserialize, TokenResponse)]
struct Slack {
    access_token: Option<String>,
    token_type: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    #[token(separator = ",")]
    scope: Option<String>,
    error: Option<String>,
    bot_user_id: Option<String>,
    /// Not `nested`: it is a token of its own.
    authed_user: Option<User>,
}

#[derive(Deserialize, TokenResponse)]
struct User {
    id: String,
    access_token: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    #[token(separator = ",")]
    scope: Option<String>,
}

const ANSWER: &[u8] = br#"{
    "ok": true, "app_id": "A0001", "token_type": "bot", "access_token": "xoxe.xoxb-1-Mi0y", "expires_in": 43200,
    "refresh_token": "xoxe-1-My0x", "scope": "commands,incoming-webhook", "bot_user_id": "U0KRQLJ9H",
    "authed_user": {
        "id": "U1234", "scope": "chat:write", "access_token": "xoxe.xoxp-1-MQ", "expires_in": 43200,
        "refresh_token": "xoxe-1-MTI", "token_type": "user"
    }
}"#;
const REFUSAL: &[u8] = br#"{"ok": false, "error": "invalid_code"}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let sent_at = SystemTime::now();
    let (bot, answer) = endpoint::receive::<Slack>(200, Some("application/json"), ANSWER, sent_at)?;
    println!("bot {:?}: {bot:?}", answer.bot_user_id);
    if let Some(user) = &answer.authed_user {
        println!("user {}: {:?}", user.id, user.normalize()?.received_at(sent_at));
    }

    match endpoint::receive::<Slack>(200, Some("application/json"), REFUSAL, sent_at) {
        Err(error) => println!("{error}"),
        Ok(_) => return Err("a refusal was read as a token".into()),
    }
    Ok(())
}
