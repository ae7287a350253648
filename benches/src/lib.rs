//! The operations that are measured: ours, those of the peers, and the same written by hand.

pub mod bodies;
pub mod by_hand;
#[cfg(feature = "allocations")]
pub mod counting;
pub mod worst;

use std::borrow::Cow;
use std::hint::black_box;
use std::time::{Duration, SystemTime};

use oauth2::basic::{BasicTokenResponse, BasicTokenType};
use oauth2::{ExtraTokenFields, StandardTokenResponse};
use openidconnect::core::CoreTokenResponse;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use token_core::oauth2::Adapter;
use token_core::{AnyTokenResponse, IssuedToken, Secret, TokenFields, TokenResponse, endpoint};

/// What is done with one body.
pub type Operation = fn(&[u8]);

/// An answer, owned. Each way to read it has a type of its own, so that what the compiler inlines for one does not
/// depend on the others.
#[derive(Deserialize, TokenResponse)]
pub struct Owned<const WAY: u8> {
    pub access_token: String,
    pub token_type: Option<String>,
    pub expires_in: Option<u64>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub scope: Option<String>,
}

/// An answer, borrowed.
#[derive(Deserialize, TokenResponse)]
pub struct Borrowed<'a, const WAY: u8> {
    #[serde(borrow)]
    pub access_token: Secret<Cow<'a, str>>,
    #[serde(borrow)]
    pub token_type: Option<Secret<Cow<'a, str>>>,
    pub expires_in: Option<u64>,
    #[serde(borrow)]
    pub refresh_token: Option<Secret<Cow<'a, str>>>,
    #[serde(borrow)]
    pub id_token: Option<Secret<Cow<'a, str>>>,
    #[serde(borrow)]
    pub scope: Option<Secret<Cow<'a, str>>>,
}

/// One field more than RFC 6749 has.
#[derive(Debug, Deserialize, Serialize)]
pub struct OneMore {
    pub instance_url: Option<String>,
}
impl ExtraTokenFields for OneMore {}

/// The same, with the derive.
#[derive(Deserialize, TokenResponse)]
pub struct OwnedAndOneMore {
    pub access_token: String,
    pub token_type: Option<String>,
    pub expires_in: Option<u64>,
    pub refresh_token: Option<String>,
    pub scope: Option<String>,
    pub instance_url: Option<String>,
}

fn directly<T: DeserializeOwned>(body: &[u8]) -> T {
    serde_json::from_slice(body).expect("the body is an answer")
}

/// As `oauth2` and `openidconnect` read an answer in their clients.
fn by_client<T: DeserializeOwned>(body: &[u8]) -> T {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(body))
        .expect("the body is an answer")
}

fn parsed<T: DeserializeOwned + TokenResponse>(body: &[u8]) -> T {
    endpoint::parse(200, Some("application/json"), body).expect("the body is an answer")
}

fn received<T: DeserializeOwned + TokenResponse>(body: &[u8]) -> (IssuedToken<'static>, T) {
    endpoint::receive(200, Some("application/json"), body, sent_at())
        .expect("the body is an answer")
}

/// A body in, a checked answer out.
const PARSED: &[(&str, Operation)] = &[
    ("oauth2, by its client", |body| drop(black_box(by_client::<BasicTokenResponse>(body)))),
    ("oauth2, alone", |body| drop(black_box(directly::<BasicTokenResponse>(body)))),
    ("openidconnect, by its client", |body| drop(black_box(by_client::<CoreTokenResponse>(body)))),
    ("the steps of yup-oauth2", |body| drop(black_box(by_hand::as_yup(body).expect("an answer")))),
    ("by hand: untagged enums, owned", |body| {
        drop(black_box(by_hand::normalize_untagged(&directly::<by_hand::Untagged>(body))));
    }),
    ("by hand: plain struct, owned", |body| {
        drop(black_box(by_hand::normalize(&black_box(directly::<by_hand::Plain<0>>(body)))));
    }),
    ("by hand: plain struct, owned, any text a token", |body| {
        drop(black_box(by_hand::unchecked(&black_box(directly::<by_hand::Plain<3>>(body)))));
    }),
    ("by hand: `&str`, borrowed", |body| {
        let answer: by_hand::Borrowed<'_> = serde_json::from_slice(body).expect("an answer");
        drop(black_box(by_hand::normalize_borrowed(&answer)));
    }),
    ("derive, owned", |body| {
        drop(black_box(black_box(directly::<Owned<0>>(body)).normalize().expect("a token")));
    }),
    ("derive, borrowed", |body| {
        let answer: Borrowed<'_, 0> = serde_json::from_slice(body).expect("an answer");
        drop(black_box(answer.normalize().expect("a token")));
    }),
    ("endpoint::parse", |body| drop(black_box(parsed::<Owned<1>>(body)))),
    ("endpoint::parse and normalize", |body| {
        drop(black_box(parsed::<Owned<2>>(body).normalize().expect("a token")));
    }),
    ("AnyTokenResponse by endpoint::parse", |body| {
        drop(black_box(parsed::<AnyTokenResponse>(body)));
    }),
    ("oauth2 with one more field, by its client", |body| {
        drop(black_box(by_client::<StandardTokenResponse<OneMore, BasicTokenType>>(body)));
    }),
    ("oauth2::Adapter, by its client", |body| {
        drop(black_box(by_client::<Adapter<OwnedAndOneMore>>(body)));
    }),
];

/// A body in, a token out that is owned and knows when it arrived.
const KEPT: &[(&str, Operation)] = &[
    ("kept: by hand, moved out of the struct", |body| {
        drop(black_box(by_hand::kept(directly::<by_hand::Plain<1>>(body), sent_at())));
    }),
    ("kept: by hand, beside the struct", |body| {
        let answer: by_hand::Plain<2> = directly(body);
        drop(black_box((by_hand::kept_beside(&answer, sent_at()), answer)));
    }),
    ("kept: derive, owned", |body| {
        let answer: Owned<3> = directly(body);
        let token = answer.normalize().expect("a token").into_owned();
        drop(black_box((token.received_at(sent_at()), answer)));
    }),
    ("kept: derive, borrowed", |body| {
        let answer: Borrowed<'_, 1> = serde_json::from_slice(body).expect("an answer");
        let token = answer.normalize().expect("a token").into_owned();
        drop(black_box(token.received_at(sent_at())));
    }),
    ("kept: endpoint::parse and the steps after it", |body| {
        let answer: Owned<4> = parsed(body);
        let token = answer.normalize().expect("a token").into_owned();
        drop(black_box((token.received_at(sent_at()), answer)));
    }),
    ("kept: endpoint::receive", |body| drop(black_box(received::<Owned<5>>(body)))),
    ("kept: oauth2, by its client", |body| {
        drop(black_box((by_client::<BasicTokenResponse>(body), sent_at())));
    }),
];

/// Those that cost a long build, and that switch on features of `serde_json` which change what others cost.
#[cfg(feature = "peers")]
const PEERS: &[(&str, Operation)] = &[
    ("huskarl", |body| {
        let answer: huskarl::grant::core::RawTokenResponse = directly(body);
        let answer = answer.into_token_response(None, sent_at()).expect("a token");
        drop(black_box(answer));
    }),
    ("oauth2-types", |body| {
        drop(black_box(directly::<oauth2_types::requests::AccessTokenResponse>(body)));
    }),
    ("openid, by its client", |body| {
        let answer: serde_json::Value = directly(body);
        let error = serde_json::from_value::<openid::OAuth2Error>(answer.clone());
        assert!(error.is_err());
        drop(black_box(serde_json::from_value::<openid::Bearer>(answer).expect("an answer")));
    }),
];
#[cfg(not(feature = "peers"))]
const PEERS: &[(&str, Operation)] = &[];

/// Everything that takes a body.
pub fn parsing() -> impl Iterator<Item = &'static (&'static str, Operation)> {
    PARSED.iter().chain(KEPT).chain(PEERS)
}

fn sent_at() -> SystemTime {
    instants().0
}

fn instants() -> (SystemTime, SystemTime) {
    let received_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    black_box((received_at, received_at + Duration::from_secs(60)))
}

struct Lifetime(u64);

impl TokenResponse for Lifetime {
    fn fields(&self) -> TokenFields<'_> {
        use token_core::field::{AsLifetime, AsText, Unit};
        TokenFields {
            access_token: "a".as_text(),
            expires_in: self.0.as_lifetime(Unit::Seconds),
            ..TokenFields::EMPTY
        }
    }
}

fn issued() -> IssuedToken<'static> {
    let token = Lifetime(black_box(3600)).normalize().expect("a token").into_owned();
    token.received_at(instants().0)
}

thread_local! {
    static ISSUED: IssuedToken<'static> = issued();
    static HELD: by_hand::Issued = by_hand::Issued {
        lifetime: Some(Duration::from_secs(3600)), expires_at: None, issued_at: None, received_at: instants().0,
    };
    static OWNED: Owned<6> = Owned {
        access_token: "a".into(), token_type: None, expires_in: Some(3600), refresh_token: None, id_token: None,
        scope: Some("openid profile email offline_access api".into()),
    };
    static TEXT: by_hand::TextLifetime = by_hand::TextLifetime { access_token: "a".into(), expires_in: "3600".into() };
    static SCOPE: token_core::Scope<'static> = token_core::Scope::new("openid profile email offline_access api");
}

/// What comes of `operation` on one of the values above, kept from the compiler.
macro_rules! held {
    ($value:ident, |$it:ident| $operation:expr) => {
        |_| {
            $value.with(|value| {
                let $it = black_box(value);
                let _ = black_box($operation);
            });
        }
    };
}

fn now() -> SystemTime {
    instants().1
}

/// Pairs: the same by hand, and ours.
pub const ACCESSORS: &[(&str, Operation, Operation)] = &[
    (
        "IssuedToken::expires_at",
        held!(HELD, |held| held.expires_at()),
        held!(ISSUED, |token| token.expires_at()),
    ),
    (
        "IssuedToken::is_expired",
        held!(HELD, |held| held.is_expired(now())),
        held!(ISSUED, |token| token.is_expired(now())),
    ),
    (
        "IssuedToken::remaining",
        held!(HELD, |held| held.remaining(now())),
        held!(ISSUED, |token| token.remaining(now())),
    ),
    (
        "IssuedToken::needs_refresh",
        held!(HELD, |held| held.needs_refresh(now(), by_hand::EARLY)),
        held!(ISSUED, |token| token.needs_refresh(now(), by_hand::EARLY)),
    ),
    (
        "IssuedToken::status",
        held!(HELD, |held| held.status(now(), by_hand::EARLY)),
        held!(ISSUED, |token| token.status(now(), by_hand::EARLY)),
    ),
    (
        "TokenResponse::expires_at",
        held!(OWNED, |answer| by_hand::expires_at(answer.expires_in, instants().0)),
        held!(OWNED, |answer| answer.expires_at(instants().0)),
    ),
    (
        "TokenResponse::is_expired",
        held!(OWNED, |answer| by_hand::is_expired(answer.expires_in, instants().0, now())),
        held!(OWNED, |answer| answer.is_expired(instants().0, now())),
    ),
    (
        "TokenResponse::expires_in of text",
        held!(TEXT, |answer| by_hand::lifetime_of_text(&answer.expires_in)),
        held!(TEXT, |answer| answer.expires_in()),
    ),
    (
        "Scope::iter over five",
        held!(OWNED, |answer| answer
            .scope
            .as_deref()
            .unwrap_or_default()
            .split_ascii_whitespace()
            .for_each(|entry| {
                let _ = black_box(entry);
            })),
        held!(SCOPE, |scope| scope.iter().for_each(|entry| {
            let _ = black_box(entry);
        })),
    ),
];
