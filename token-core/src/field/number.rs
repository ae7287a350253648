//! The one way in which numbers are read, whatever their role: as a whole number, floored, and
//! clamped to 64 bits, which is far more than any lifetime or timestamp keeps.

use serde_json::Number;

use crate::error::FieldError;

/// Digits, with a sign `-` or a fraction if need be, floored; `None` if the text is anything else.
///
/// `+5`, `.5`, `5.`, `1e3` and `0x10` are anything else: each of them has been read as some number by
/// some library, and not as the same one.
pub(crate) fn from_text(text: &str) -> Option<i64> {
    // What nearly every server sends.
    if let Some(whole) = digits(text) {
        return Some(whole);
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, digits(fraction)?),
        None => (unsigned, 0),
    };
    let whole = digits(whole)?;
    Some(match (negative, fraction) {
        (false, _) => whole,
        (true, 0) => -whole,
        (true, _) => (-whole).saturating_sub(1),
    })
}

/// ASCII digits, at least one; zero only if all of them are, and clamped at the top.
fn digits(text: &str) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0_i64, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number.saturating_mul(10).saturating_add(i64::from(byte - b'0')))
    })
}

pub(crate) fn from_float(number: f64) -> Result<i64, FieldError> {
    if number.is_nan() {
        return Err(FieldError::new("it is not a number (NaN)"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` saturates, which is what clamping is"
    )]
    Ok(number.floor() as i64)
}

pub(crate) fn from_json(number: &Number) -> Result<i64, FieldError> {
    if let Some(number) = number.as_i64() {
        return Ok(number);
    }
    // What is no i64 is a fraction or out of range; a float is close enough to floor or to clamp it.
    number.as_f64().map_or(Err(FieldError::new("the number is out of range")), from_float)
}

/// Calls `$implement!` with every primitive integer and its `NonZero`.
macro_rules! for_every_integer {
    ($implement:ident) => {
        $implement!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
    };
}

/// Whole numbers of any width, clamped to 64 bits.
macro_rules! saturating {
    ($number:expr) => {{
        #[expect(clippy::allow_attributes, reason = "only some integers have negatives")]
        #[allow(unused_comparisons, reason = "only some integers have negatives")]
        let limit = if $number < 0 { i64::MIN } else { i64::MAX };
        i64::try_from($number).unwrap_or(limit)
    }};
}

pub(super) use {for_every_integer, saturating};
