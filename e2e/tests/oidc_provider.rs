//! panva's oidc-provider, spoken to with the `oauth2` crate: as it answers, and through a proxy that makes its
//! answers deviate as those of the corpus do. Run it with `e2e/run`.

use std::fmt::Debug;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, RedirectUrl, RefreshToken,
    Scope, TokenResponse as _, TokenUrl,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use token_core::endpoint::{self, EndpointError};
use token_core::oauth2::{Adapter, Client};
use token_core::{AnyTokenResponse, IssuedToken, Status, TokenResponse, TokenType};
use token_e2e::{Proxy, Rewrite, agree, send};

static ISSUER: LazyLock<String> =
    LazyLock::new(|| std::env::var("ISSUER").expect("e2e/run says where the server is"));

static PROXY: LazyLock<Proxy> = LazyLock::new(|| Proxy::start(format!("{}/token", *ISSUER), RULES));

const SCOPE: &str = "api:read api:write";

type ReadyClient<T> = Client<
    T,
    oauth2::EndpointSet,
    oauth2::EndpointNotSet,
    oauth2::EndpointNotSet,
    oauth2::EndpointNotSet,
    oauth2::EndpointSet,
>;

fn client<T: DeserializeOwned + TokenResponse>(token_endpoint: String) -> ReadyClient<T> {
    Client::new(ClientId::new("client".into()))
        .set_client_secret(ClientSecret::new("secret".into()))
        .set_auth_uri(AuthUrl::new(format!("{}/auth", *ISSUER)).unwrap())
        .set_token_uri(TokenUrl::new(token_endpoint).unwrap())
        .set_redirect_uri(RedirectUrl::new("https://app.example/callback".into()).unwrap())
}

fn direct<T: DeserializeOwned + TokenResponse>() -> ReadyClient<T> {
    client(format!("{}/token", *ISSUER))
}

/// Obtains an authorization code the way a user would.
fn code<T: DeserializeOwned + TokenResponse>(client: &ReadyClient<T>) -> AuthorizationCode {
    let (authorize, _) = client
        .authorize_url(CsrfToken::new_random)
        .add_scopes(["openid", "offline_access"].map(|scope| Scope::new(scope.into())))
        .add_extra_param("prompt", "consent")
        .url();
    AuthorizationCode::new(agree(&authorize))
}

/// The answers as the server gives them.
#[derive(Deserialize, TokenResponse)]
struct Plain {
    access_token: String,
    token_type: String,
    expires_in: u64,
    scope: Option<String>,
    refresh_token: Option<String>,
    id_token: Option<String>,
}

mod as_it_answers {
    use super::*;

    #[test]
    fn client_credentials() {
        let answer = direct::<Plain>()
            .exchange_client_credentials()
            .add_scope(Scope::new("api:read".into()))
            .request(&send)
            .unwrap();
        assert_eq!(answer.access_token().secret(), &answer.answer().access_token);
        assert_eq!(answer.token().token_type(), &TokenType::Bearer);
        assert_eq!(answer.expires_in(), Some(Duration::from_secs(600)));
    }

    #[test]
    fn authorization_code_then_refresh() {
        let client = direct::<Plain>();
        let before_sending = SystemTime::now();
        let answer = client.exchange_code(code(&client)).request(&send).unwrap();
        let token = answer.into_token().received_at(before_sending);
        // Reckoned from the whole second before, since the server counts in whole seconds.
        let deadline = before_sending + Duration::from_secs(3600);
        let early = deadline.duration_since(token.expires_at().unwrap()).unwrap();
        assert!(early < Duration::from_secs(1), "{early:?}");
        assert_eq!(token.status(before_sending, IssuedToken::EARLY), Status::Fresh);
        assert_eq!(token.id_token().unwrap().split('.').count(), 3);
        assert!(token.scope().unwrap().contains("offline_access"));

        let refresh_token = RefreshToken::new(token.refresh_token().unwrap().to_owned());
        let answer = client.exchange_refresh_token(&refresh_token).request(&send).unwrap();
        let newer = token.clone().renewed_by(answer.into_token().received_at(before_sending));
        assert_ne!(newer.access_token(), token.access_token());
        assert_eq!(newer.refresh_token(), token.refresh_token());
    }

    #[test]
    fn an_answer_of_a_provider_that_nobody_declared() {
        let client = direct::<AnyTokenResponse>();
        let answer = client.exchange_code(code(&client)).request(&send).unwrap();
        assert!(answer.token().refresh_token().is_some() && answer.token().id_token().is_some());
        assert_eq!(answer.expires_in(), Some(Duration::from_secs(3600)));
    }

    #[test]
    fn a_refusal() {
        let wrong = AuthorizationCode::new("wrong".into());
        let error = direct::<Plain>().exchange_code(wrong).request(&send).unwrap_err();
        let oauth2::RequestTokenError::ServerResponse(response) = error else { panic!("{error}") };
        assert_eq!(response.error.as_deref(), Some("invalid_grant"));
    }
}

fn renamed(answer: Value, rename: impl Fn(&str) -> String) -> Value {
    let Value::Object(members) = answer else { panic!("an answer is an object") };
    Value::Object(members.into_iter().map(|(name, value)| (rename(&name), value)).collect())
}

fn pascal(name: &str) -> String {
    name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

fn json_of(answer: &Value) -> (String, &'static str) {
    (answer.to_string(), "application/json")
}

/// The answer with one member replaced, or removed where there is nothing to replace it with.
fn with(mut answer: Value, name: &str, replace: impl FnOnce(&Value) -> Option<Value>) -> Value {
    let members = answer.as_object_mut().expect("an answer is an object");
    if let Some(value) = members.remove(name) {
        members.extend(replace(&value).map(|value| (name.to_owned(), value)));
    }
    answer
}

fn unix_in(seconds: &Value) -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is after 1970");
    now.as_secs() + seconds.as_u64().expect("a lifetime is a number")
}

/// The deviations.
static RULES: &[(&str, Rewrite)] = &[
    ("camel_case", |answer| {
        json_of(&renamed(answer, |name| {
            let pascal = pascal(name);
            pascal[..1].to_lowercase() + &pascal[1..]
        }))
    }),
    ("pascal_case", |answer| json_of(&renamed(answer, pascal))),
    ("lifetime_as_text", |answer| {
        json_of(&with(answer, "expires_in", |seconds| Some(json!(seconds.to_string()))))
    }),
    ("lifetime_as_float", |answer| {
        json_of(&with(answer, "expires_in", |seconds| Some(json!(seconds.as_f64()))))
    }),
    ("lifetime_in_milliseconds", |answer| {
        json_of(&with(answer, "expires_in", |seconds| Some(json!(seconds.as_u64()? * 1000))))
    }),
    ("instant_named_lifetime", |answer| {
        json_of(&with(answer, "expires_in", |seconds| Some(json!(unix_in(seconds)))))
    }),
    ("instant_as_text", |answer| {
        let expires_on = json!(unix_in(&answer["expires_in"]).to_string());
        let mut answer = with(answer, "expires_in", |_| None);
        answer["expires_on"] = expires_on;
        json_of(&answer)
    }),
    ("no_token_type", |answer| json_of(&with(answer, "token_type", |_| None))),
    ("scope_with_commas", |answer| {
        json_of(&with(answer, "scope", |scope| Some(json!(scope.as_str()?.replace(' ', ",")))))
    }),
    ("scope_as_array", |answer| {
        json_of(&with(answer, "scope", |scope| {
            Some(json!(scope.as_str()?.split(' ').collect::<Vec<_>>()))
        }))
    }),
    ("other_name", |answer| {
        json_of(&renamed(
            answer,
            |name| if name == "access_token" { "jwt".into() } else { name.into() },
        ))
    }),
    ("envelope", |answer| json_of(&json!({"code": 0, "message": "ok", "data": answer}))),
    ("null_and_empty", |answer| {
        let mut answer = with(answer, "scope", |_| Some(json!("")));
        answer["refresh_token"] = json!("");
        answer["id_token"] = Value::Null;
        json_of(&answer)
    }),
    ("error_with_status_200", |answer| json_of(&answer)),
    ("no_refresh_token", |answer| json_of(&with(answer, "refresh_token", |_| None))),
    ("form", |answer| {
        let members = answer.as_object().expect("an answer is an object").iter();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(members.map(|(name, value)| (name, text(value))))
            .finish();
        (form, "text/html")
    }),
    ("guarded", |answer| (format!("&&&START&&&{answer}"), "text/plain")),
];

/// A token by client credentials, through the proxy, as the server gave it.
fn through<T: DeserializeOwned + TokenResponse>(rule: &str) -> Adapter<T> {
    client(PROXY.endpoint(rule))
        .exchange_client_credentials()
        .add_scopes(SCOPE.split(' ').map(|scope| Scope::new(scope.into())))
        .request(&send)
        .unwrap_or_else(|error| panic!("{rule}: {error}"))
}

#[track_caller]
fn is_the_token<T>(answer: &Adapter<T>)
where
    T: DeserializeOwned + TokenResponse,
{
    let token = answer.token();
    assert_eq!(Some(token.access_token()), PROXY.original()["access_token"].as_str());
    assert_eq!(answer.access_token().secret(), token.access_token());
    assert_eq!(token.token_type(), &TokenType::Bearer);
    // An instant has whole seconds, and the way here took some.
    let lifetime = answer.expires_in().expect("it has an end").as_secs();
    assert!((570..=600).contains(&lifetime), "{lifetime}");
    assert_eq!(token.scope().map(ToString::to_string).as_deref(), Some(SCOPE));
}

/// The proxy keeps one answer, so the deviations go one after the other.
#[test]
fn as_the_corpus_deviates() {
    #[derive(Deserialize, TokenResponse)]
    #[serde(rename_all = "camelCase")]
    struct Camel {
        access_token: String,
        token_type: String,
        expires_in: u64,
        scope: String,
    }
    is_the_token(&through::<Camel>("camel_case"));

    #[derive(Deserialize, TokenResponse)]
    #[serde(rename_all = "PascalCase")]
    struct Pascal {
        access_token: String,
        token_type: String,
        expires_in: u64,
        scope: String,
    }
    is_the_token(&through::<Pascal>("pascal_case"));

    #[derive(Deserialize, TokenResponse)]
    struct Lifetime<T> {
        access_token: String,
        expires_in: T,
        scope: String,
    }
    is_the_token(&through::<Lifetime<String>>("lifetime_as_text"));
    is_the_token(&through::<Lifetime<f64>>("lifetime_as_float"));
    is_the_token(&through::<Lifetime<u32>>("no_token_type"));

    #[derive(Deserialize, TokenResponse)]
    struct Milliseconds {
        access_token: String,
        #[token(unit = "ms")]
        expires_in: u64,
        scope: String,
    }
    is_the_token(&through::<Milliseconds>("lifetime_in_milliseconds"));

    #[derive(Deserialize, TokenResponse)]
    struct Instant {
        access_token: String,
        #[token(expires_at)]
        #[serde(alias = "expires_on")]
        expires_in: Value,
        scope: String,
    }
    is_the_token(&through::<Instant>("instant_named_lifetime"));
    is_the_token(&through::<Instant>("instant_as_text"));

    #[derive(Deserialize, TokenResponse)]
    struct Commas {
        access_token: String,
        expires_in: u64,
        #[token(separator = ",")]
        scope: Value,
    }
    is_the_token(&through::<Commas>("scope_with_commas"));
    is_the_token(&through::<Commas>("scope_as_array"));

    #[derive(Deserialize, TokenResponse)]
    struct OtherName {
        #[token(access_token)]
        jwt: String,
        expires_in: u64,
        scope: String,
    }
    is_the_token(&through::<OtherName>("other_name"));

    #[derive(Deserialize, TokenResponse)]
    struct Envelope {
        #[token(error, success = 0)]
        code: u32,
        #[token(nested)]
        data: Option<Plain>,
    }
    is_the_token(&through::<Envelope>("envelope"));

    let empty = through::<Plain>("null_and_empty");
    assert!(empty.token().scope().unwrap().is_empty());
    assert!(empty.token().refresh_token().is_none() && empty.token().id_token().is_none());

    for rule in [
        "camel_case",
        "pascal_case",
        "lifetime_as_text",
        "lifetime_as_float",
        "no_token_type",
        "scope_as_array",
    ] {
        is_the_token(&through::<AnyTokenResponse>(rule));
    }

    // `oauth2` does not read its content type; `endpoint::parse` looks at the body.
    for rule in ["form", "guarded"] {
        let body = "grant_type=client_credentials&client_id=client&client_secret=secret&scope=api%3Aread+api%3Awrite";
        let request = http::Request::post(PROXY.endpoint(rule))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.as_bytes().to_vec())
            .unwrap();
        let response = send(request).unwrap();
        let content_type = response.headers()["content-type"].to_str().ok();
        let answer: Plain =
            endpoint::parse(response.status().as_u16(), content_type, response.body()).unwrap();
        assert_eq!(answer.expires_in, 600, "{rule}");
        assert_eq!(answer.normalize().unwrap().scope().unwrap().to_string(), SCOPE);
    }

    let client = client::<Plain>(PROXY.endpoint("error_with_status_200"));
    let error =
        client.exchange_code(AuthorizationCode::new("wrong".into())).request(&send).map(drop);
    is_refused(&error);
    let body = PROXY.original().to_string();
    let refused = endpoint::parse::<Plain>(200, None, body.as_bytes()).map(drop);
    assert!(
        matches!(refused, Err(EndpointError::Refused(response)) if response.error.as_deref() == Some("invalid_grant"))
    );

    a_refresh_token_that_is_omitted_is_kept();
}

#[track_caller]
fn is_refused(result: &Result<(), impl Debug>) {
    assert!(result.is_err(), "{result:?}");
}

fn a_refresh_token_that_is_omitted_is_kept() {
    let sent = SystemTime::now();
    let direct = direct::<Plain>();
    let first = direct.exchange_code(code(&direct)).request(&send).unwrap();
    let first = first.into_token().received_at(sent);
    let refresh_token = RefreshToken::new(first.refresh_token().unwrap().to_owned());
    let client = client::<Plain>(PROXY.endpoint("no_refresh_token"));
    let newer = client.exchange_refresh_token(&refresh_token).request(&send).unwrap();
    assert!(newer.refresh_token().is_none());
    let token = first.renewed_by(newer.into_token().received_at(sent));
    assert_eq!(token.refresh_token(), Some(refresh_token.secret().as_str()));
    // What was kept refreshes again.
    let kept = RefreshToken::new(token.refresh_token().unwrap().to_owned());
    assert!(direct.exchange_refresh_token(&kept).request(&send).is_ok());
}
