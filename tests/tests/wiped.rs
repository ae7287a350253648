//! With the feature `zeroize`: what is freed holds no secret any more.

#![expect(unsafe_code, reason = "only an allocator sees what is freed")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use serde::Deserialize;
use token_core::{IssuedToken, Secret, Token, TokenFields, TokenResponse, endpoint};

const SECRET: &[u8] = b"zQ7-the-secret-that-must-be-wiped";

/// How many blocks were freed with the secret in them.
static LEAKS: AtomicUsize = AtomicUsize::new(0);

struct Watching;

// SAFETY: every call is passed on as it is to the system's allocator, and a block is read before it is
// freed, while it is ours.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Zeroed, so that every byte may be read.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
        if bytes.windows(SECRET.len()).any(|window| window == SECRET) {
            LEAKS.fetch_add(1, Ordering::Relaxed);
        }
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Watching = Watching;

fn secret() -> String {
    String::from_utf8(SECRET.to_vec()).unwrap()
}

fn token() -> Token<'static> {
    TokenFields {
        access_token: Some(secret().into()),
        refresh_token: Some(secret().into()),
        id_token: Some(secret().into()),
        ..TokenFields::EMPTY
    }
    .normalize()
    .unwrap()
}

fn leaks_of(work: impl FnOnce()) -> usize {
    let before = LEAKS.load(Ordering::Relaxed);
    work();
    LEAKS.load(Ordering::Relaxed) - before
}

// One test, since others of this process would free their memory meanwhile.
#[test]
fn owned_secrets_are_wiped_when_they_are_dropped() {
    assert_eq!(leaks_of(|| drop(secret())), 1, "the allocator sees a secret that is not wiped");

    assert_eq!(leaks_of(|| drop(Secret::<String>::from(secret()))), 0);
    assert_eq!(leaks_of(|| drop(Secret::<Cow<'_, str>>::from(secret()).into_owned())), 0);
    assert_eq!(leaks_of(|| drop(token())), 0);
    assert_eq!(leaks_of(|| drop(token().into_owned())), 0);
    let issued = || token().received_at(SystemTime::UNIX_EPOCH);
    assert_eq!(leaks_of(|| drop(issued())), 0);
    assert_eq!(leaks_of(|| drop(issued().renewed_by(issued()))), 0);

    let stored = serde_json::to_string(&issued()).unwrap();
    let loaded: IssuedToken<'static> = serde_json::from_str(&stored).unwrap();
    assert_eq!(leaks_of(|| drop(loaded)), 0);

    assert_eq!(leaks_at_the_endpoint(), [0; 0], "a body and what became of it");

    fn wiped<T: zeroize::ZeroizeOnDrop>() {}
    wiped::<Secret<Cow<'_, str>>>();
}

#[derive(Deserialize, TokenResponse)]
struct Answer {
    access_token: Secret,
    refresh_token: Option<Secret>,
    #[token(error, success = 0)]
    code: Option<i64>,
    expires_in: Option<u64>,
}

/// The bodies that leave a copy, by number: accepted, refused and misfit, as JSON and as forms.
fn leaks_at_the_endpoint() -> Vec<usize> {
    let secret = secret();
    let json = format!(r#""access_token":"{secret}","refresh_token":"{secret}""#);
    let form = format!("access_token={secret}&refresh_token={secret}");
    let escaped = form.replace('-', "%2D");
    let bodies = [
        (200, format!("{{{json}}}")),
        (200, format!(r#"{{{json},"expires_in":60,"more":{{"a":[1]}}}}"#)),
        (200, format!(r#"{{{json},"error":"invalid_grant"}}"#)),
        (400, format!(r#"{{{json},"error":"invalid_grant","error_description":"why"}}"#)),
        (200, format!(r#"{{{json},"code":7,"message":"nope"}}"#)),
        (200, format!(r#"{{{json},"code":7,"expires_in":"soon","x":1e999}}"#)),
        (200, format!(r#"{{{json},"expires_in":"soon"}}"#)),
        (200, format!("{{{json},{json}}}")),
        (200, format!("{{{json},")),
        (500, format!("{{{json}}}")),
        (200, form.clone()),
        (200, escaped.clone()),
        (200, format!("{form}&error=invalid_grant")),
        (200, format!("{escaped}&error=invalid_grant")),
        (400, format!("{escaped}&error=invalid_grant&error_description=why+not")),
        (200, format!("{escaped}&code=7&message=nope")),
        (200, format!("{escaped}&expires_in=soon")),
        (200, format!("{escaped}&{escaped}")),
        (500, escaped),
    ];
    let is_leaking = |(status, body): (u16, Vec<u8>)| {
        let parse = || drop(endpoint::parse::<Answer>(status, None, &body));
        let receive =
            || drop(endpoint::receive::<Answer>(status, None, &body, SystemTime::UNIX_EPOCH));
        leaks_of(parse) + leaks_of(receive) > 0
    };
    let bytes = bodies.map(|(status, body)| (status, body.into_bytes())).into_iter();
    // What is not UTF-8 makes a copy of the whole body.
    let mut latin_1 = format!(r#"{{{json},"name":"J~rg"}}"#).into_bytes();
    latin_1.iter_mut().filter(|byte| **byte == b'~').for_each(|byte| *byte = 0xf6);
    let all = bytes.chain([(200, latin_1.clone()), (400, latin_1)]);
    all.enumerate().filter(|(_, case)| is_leaking(case.clone())).map(|(place, _)| place).collect()
}
