//! A token endpoint spoken to with `ureq`: client credentials, an authorization code, a refresh, a refusal.
//!
//! ```text
//! cargo run --example http -- https://provider.example/token CLIENT_ID CLIENT_SECRET
//! ```
//!
//! `ureq` is built here without TLS, for a server on this machine. In a program of yours, take its default
//! features. Any other HTTP client does as well: what token-core needs is the status, the content type and
//! the body.

#![expect(clippy::print_stdout, reason = "it is a program")]

use std::error::Error;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use token_core::endpoint::{self, EndpointError};
use token_core::{IssuedToken, TokenResponse};
use ureq::Agent;

/// What the provider answers, and what else of it the program wants to know.
#[derive(Deserialize, TokenResponse)]
#[token(debug)]
pub struct Answer {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
    scope: Option<String>,
    id_token: Option<String>,
}

/// A token endpoint, and who asks it.
pub struct TokenEndpoint {
    pub url: String,
    pub client_id: String,
    pub client_secret: String,
}

impl TokenEndpoint {
    /// RFC 6749 section 4.4.
    ///
    /// # Errors
    ///
    /// The server can't be reached, refuses, or sends something else than a token.
    pub fn client_credentials(
        &self,
        scope: Option<&str>,
    ) -> Result<IssuedToken<'static>, Box<dyn Error>> {
        let mut form = vec![("grant_type", "client_credentials")];
        form.extend(scope.map(|scope| ("scope", scope)));
        self.request(&form)
    }

    /// RFC 6749 section 4.1.3.
    ///
    /// # Errors
    ///
    /// The server can't be reached, refuses, or sends something else than a token.
    pub fn authorization_code(
        &self,
        code: &str,
        redirect_uri: &str,
    ) -> Result<IssuedToken<'static>, Box<dyn Error>> {
        self.request(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
        ])
    }

    /// RFC 6749 section 6. The newer token has whatever the answer omits from the older one, above all the
    /// refresh token.
    ///
    /// # Errors
    ///
    /// There is no refresh token, or the server can't be reached, refuses, or sends something else than a
    /// token.
    pub fn refresh(
        &self,
        token: IssuedToken<'static>,
    ) -> Result<IssuedToken<'static>, Box<dyn Error>> {
        let refresh_token = token.refresh_token().ok_or("there is no refresh token")?;
        let form = [("grant_type", "refresh_token"), ("refresh_token", refresh_token)];
        let newer = self.request(&form)?;
        Ok(token.renewed_by(newer))
    }

    fn request(&self, form: &[(&str, &str)]) -> Result<IssuedToken<'static>, Box<dyn Error>> {
        // A refusal is an answer: its body says why. And a token endpoint never redirects.
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .into();
        let credentials =
            [("client_id", &*self.client_id), ("client_secret", &*self.client_secret)];
        let form = credentials.iter().chain(form).copied();

        // Taken before, so that the deadline errs towards too early.
        let sent_at = SystemTime::now();
        let mut response =
            agent.post(&self.url).header("accept", "application/json").send_form(form)?;
        let body =
            response.body_mut().with_config().limit(endpoint::MAX_BODY_LEN as u64).read_to_vec()?;
        let content_type = response.headers().get("content-type");
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let status = response.status().as_u16();
        let (token, _) = endpoint::receive::<Answer>(status, content_type, &body, sent_at)?;
        Ok(token)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &str| arguments.next().ok_or(format!("pass {name}"));
    let endpoint = TokenEndpoint {
        url: next("the address of a token endpoint")?,
        client_id: next("a client's id")?,
        client_secret: next("its secret")?,
    };
    let token = endpoint.client_credentials(None)?;
    println!("{token:?}");

    let wrong = TokenEndpoint { client_secret: "wrong".into(), ..endpoint };
    let error = wrong.client_credentials(None).err().ok_or("a wrong secret was accepted")?;
    match error.downcast_ref::<EndpointError>() {
        Some(EndpointError::Refused(refusal)) => {
            println!("{refusal}; worth another try: {}", refusal.is_transient());
        }
        _ => return Err(error),
    }
    Ok(())
}
