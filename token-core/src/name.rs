//! Names on the wire.

/// Whether `key` is `name` in whatever casing: `access_token`, `accessToken`, `access-token`.
pub(crate) fn is_named(key: &str, name: &str) -> bool {
    letters(key).eq(letters(name))
}

/// The letters of a name that count.
pub(crate) fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase())
}
