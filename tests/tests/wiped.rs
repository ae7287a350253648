//! With the feature `zeroize`: what is freed holds no secret any more.

#![expect(unsafe_code, reason = "only an allocator sees what is freed")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use token_core::{IssuedToken, Secret, Token, TokenFields};

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

    fn wiped<T: zeroize::ZeroizeOnDrop>() {}
    wiped::<Secret<Cow<'_, str>>>();
}
