//! Names on the wire.

/// Whether `key` is `name` in whatever casing: `access_token`, `accessToken`, `access-token`.
pub(crate) fn is_named(key: &str, name: &str) -> bool {
    // Most keys are too short, and told so without a look at their letters. No name has more than four `_`.
    key.len() + 4 >= name.len() && letters(key).eq(letters(name))
}

/// Whether `key` is `error` or `errors` in whatever casing.
#[inline]
pub(crate) fn names_error(key: &str) -> bool {
    // Nearly no other name ends so.
    matches!(key.as_bytes().last(), Some(b'r' | b'R' | b's' | b'S' | b'_' | b'-'))
        && (is_named(key, "error") || is_named(key, "errors"))
}

/// The letters of a name in lower case, without `_` and `-`.
pub(crate) fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase())
}
