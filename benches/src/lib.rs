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

/// An answer, owned.
#[derive(Deserialize, TokenResponse)]
pub struct Owned {
    pub access_token: String,
    pub token_type: Option<String>,
    pub expires_in: Option<u64>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub scope: Option<String>,
}

/// The same for [`endpoint::parse`], of its own, so that what the compiler inlines for one way to parse does not
/// depend on the other.
#[derive(Deserialize, TokenResponse)]
pub struct OwnedAtEndpoint {
    pub access_token: String,
    pub token_type: Option<String>,
    pub expires_in: Option<u64>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
    pub scope: Option<String>,
}

/// An answer, borrowed.
#[derive(Deserialize, TokenResponse)]
pub struct Borrowed<'a> {
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

/// A body in, and all that comes of it dropped.
pub const PARSING: &[(&str, Operation)] = &[
    ("oauth2, by its client", |body| drop(black_box(by_client::<BasicTokenResponse>(body)))),
    ("oauth2, alone", |body| drop(black_box(directly::<BasicTokenResponse>(body)))),
    ("openidconnect, by its client", |body| drop(black_box(by_client::<CoreTokenResponse>(body)))),
    ("the steps of yup-oauth2", |body| drop(black_box(by_hand::as_yup(body).expect("an answer")))),
    ("by hand: untagged enums, owned", |body| {
        drop(black_box(by_hand::normalize_untagged(&directly::<by_hand::Untagged>(body))));
    }),
    ("by hand: plain struct, owned", |body| {
        drop(black_box(by_hand::normalize(&black_box(directly::<by_hand::Plain>(body)))));
    }),
    ("by hand: `&str`, borrowed", |body| {
        let answer: by_hand::Borrowed<'_> = serde_json::from_slice(body).expect("an answer");
        drop(black_box(by_hand::normalize_borrowed(&answer)));
    }),
    ("derive, owned", |body| {
        drop(black_box(black_box(directly::<Owned>(body)).normalize().expect("a token")));
    }),
    ("derive, borrowed", |body| {
        let answer: Borrowed<'_> = serde_json::from_slice(body).expect("an answer");
        drop(black_box(answer.normalize().expect("a token")));
    }),
    ("endpoint::parse", |body| drop(black_box(parsed::<OwnedAtEndpoint>(body)))),
    ("endpoint::parse and normalize", |body| {
        drop(black_box(parsed::<OwnedAtEndpoint>(body).normalize().expect("a token")));
    }),
    ("AnyTokenResponse by endpoint::parse", |body| {
        drop(black_box(parsed::<AnyTokenResponse>(body)))
    }),
    ("oauth2 with one more field, by its client", |body| {
        drop(black_box(by_client::<StandardTokenResponse<OneMore, BasicTokenType>>(body)));
    }),
    ("oauth2::Adapter, by its client", |body| {
        drop(black_box(by_client::<Adapter<OwnedAndOneMore>>(body)));
    }),
];

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
    static OWNED: Owned = Owned {
        access_token: "a".into(), token_type: None, expires_in: Some(3600), refresh_token: None, id_token: None,
        scope: Some("openid profile email offline_access api".into()),
    };
    static TEXT: by_hand::TextLifetime = by_hand::TextLifetime { access_token: "a".into(), expires_in: "3600".into() };
}

/// Pairs: the same by hand, and ours.
pub const ACCESSORS: &[(&str, Operation, Operation)] = &[
    (
        "IssuedToken::expires_at",
        |_| {
            HELD.with(|held| {
                let _ = black_box(black_box(held).expires_at());
            })
        },
        |_| {
            ISSUED.with(|token| {
                let _ = black_box(black_box(token).expires_at());
            })
        },
    ),
    (
        "IssuedToken::is_expired",
        |_| {
            HELD.with(|held| {
                let _ = black_box(black_box(held).is_expired(instants().1));
            })
        },
        |_| {
            ISSUED.with(|token| {
                let _ = black_box(black_box(token).is_expired(instants().1));
            })
        },
    ),
    (
        "IssuedToken::remaining",
        |_| {
            HELD.with(|held| {
                let _ = black_box(black_box(held).remaining(instants().1));
            })
        },
        |_| {
            ISSUED.with(|token| {
                let _ = black_box(black_box(token).remaining(instants().1));
            })
        },
    ),
    (
        "IssuedToken::needs_refresh",
        |_| {
            HELD.with(|held| {
                let _ = black_box(black_box(held).needs_refresh(instants().1, by_hand::EARLY));
            })
        },
        |_| {
            ISSUED.with(|token| {
                let _ = black_box(black_box(token).needs_refresh(instants().1, by_hand::EARLY));
            })
        },
    ),
    (
        "IssuedToken::status",
        |_| {
            HELD.with(|held| {
                let _ = black_box(black_box(held).status(instants().1, by_hand::EARLY));
            })
        },
        |_| {
            ISSUED.with(|token| {
                let _ = black_box(black_box(token).status(instants().1, by_hand::EARLY));
            })
        },
    ),
    (
        "TokenResponse::expires_at",
        |_| {
            OWNED.with(|answer| {
                let _ = black_box(by_hand::expires_at(black_box(answer).expires_in, instants().0));
            })
        },
        |_| {
            OWNED.with(|answer| {
                let _ = black_box(black_box(answer).expires_at(instants().0));
            })
        },
    ),
    (
        "TokenResponse::is_expired",
        |_| {
            let (received_at, now) = instants();
            OWNED.with(|answer| {
                let _ =
                    black_box(by_hand::is_expired(black_box(answer).expires_in, received_at, now));
            });
        },
        |_| {
            let (received_at, now) = instants();
            OWNED.with(|answer| {
                let _ = black_box(black_box(answer).is_expired(received_at, now));
            });
        },
    ),
    (
        "TokenResponse::expires_in of text",
        |_| {
            TEXT.with(|answer| {
                let _ = black_box(by_hand::lifetime_of_text(&black_box(answer).expires_in));
            })
        },
        |_| {
            TEXT.with(|answer| {
                let _ = black_box(black_box(answer).expires_in());
            })
        },
    ),
    (
        "Scope::iter over five",
        |_| {
            OWNED.with(|answer| {
                let scope = black_box(answer).scope.as_deref().unwrap_or_default();
                scope.split_ascii_whitespace().for_each(|entry| {
                    let _ = black_box(entry);
                });
            });
        },
        |_| {
            SCOPE.with(|scope| {
                black_box(scope).iter().for_each(|entry| {
                    let _ = black_box(entry);
                })
            });
        },
    ),
];

thread_local! {
    static SCOPE: token_core::Scope<'static> = token_core::Scope::new("openid profile email offline_access api");
}
