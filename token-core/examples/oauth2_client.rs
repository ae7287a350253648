//! The `oauth2` crate with a provider that sends camel case, text for a lifetime, commas in the scope and no
//! token type. It needs the feature: `cargo run --example oauth2_client --features oauth2`.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::SystemTime;

use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, HttpRequest, HttpResponse, RefreshToken,
    TokenResponse as _, TokenUrl,
};
use serde::Deserialize;
use token_core::oauth2::Client;
use token_core::{IssuedToken, TokenResponse};

/// What is particular about the provider.
#[derive(Deserialize, TokenResponse)]
#[serde(rename_all = "camelCase")]
struct Answer {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: String,
    #[token(separator = ",")]
    scope: Option<String>,
    account_id: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::<Answer>::new(ClientId::new("s6BhdRkqt3".into()))
        .set_client_secret(ClientSecret::new("7Fjfp0ZBr1KtDRbnfVdmIw".into()))
        .set_auth_uri(AuthUrl::new("https://provider.example/authorize".into())?)
        .set_token_uri(TokenUrl::new("https://provider.example/token".into())?);

    let before_sending = SystemTime::now();
    let answer = client
        .exchange_code(AuthorizationCode::new("SplxlOBeZQQYbYS6WxSbIA".into()))
        .request(&recorded)?;
    // As any user of `oauth2` reads it,
    println!("expires in {:?}, scopes {:?}", answer.expires_in(), answer.scopes());
    // and with what `oauth2` does not know.
    println!("account {:?}", answer.answer().account_id);
    let token = answer.into_token().received_at(before_sending);

    let refresh_token = token.refresh_token().unwrap_or_default().to_owned();
    let before_sending = SystemTime::now();
    let answer =
        client.exchange_refresh_token(&RefreshToken::new(refresh_token)).request(&recorded)?;
    let token = token.renewed_by(answer.into_token().received_at(before_sending));
    println!("{:?}, {token:?}", token.status(SystemTime::now(), IssuedToken::EARLY));
    Ok(())
}

/// Where `reqwest` or `ureq` would be.
#[expect(clippy::unnecessary_wraps, reason = "an HTTP client can fail")]
#[expect(clippy::needless_pass_by_value, reason = "an HTTP client takes the request")]
fn recorded(request: HttpRequest) -> Result<HttpResponse, std::io::Error> {
    let is_refresh = String::from_utf8_lossy(request.body()).contains("grant_type=refresh_token");
    let body = if is_refresh {
        r#"{"accessToken": "bGzgWPvpHYN3XDzL1rRw0Q", "expiresIn": "3600"}"#
    } else {
        r#"{"accessToken": "2YotnFZFEjr1zCsicMWpAA", "refreshToken": "tGzv3JOkF0XG5Qx2TlKWIA",
            "expiresIn": "3600", "scope": "read,write", "accountId": 1234567890987654321}"#
    };
    Ok(HttpResponse::new(body.as_bytes().to_vec()))
}
