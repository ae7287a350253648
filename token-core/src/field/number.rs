//! The one way in which numbers are read, whatever their role: clamped to 64 bits, which is far more
//! than any lifetime or timestamp keeps, and with a fraction of nine decimals.

use serde_json::Number;

use crate::error::FieldError;

/// A number: its floor, and how much it is above that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) floor: i64,
    /// Billionths, floored; zero only if there is no fraction.
    pub(crate) billionths: u32,
}

impl Decimal {
    pub(crate) const fn whole(floor: i64) -> Self {
        Decimal { floor, billionths: 0 }
    }
}

/// Digits, with a sign `-` or a fraction if need be; `None` if the text is anything else.
///
/// `+5`, `.5`, `5.`, `1e3` and `0x10` are anything else: each of them has been read as some number by
/// some library, and not as the same one.
pub(crate) fn from_text(text: &str) -> Option<Decimal> {
    // What nearly every server sends.
    if let Some(whole) = digits(text) {
        return Some(Decimal::whole(whole));
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text),
    };
    let (whole, billionths) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, billionths(fraction)?),
        None => (unsigned, 0),
    };
    let whole = digits(whole)?;
    Some(match (negative, billionths) {
        (false, _) => Decimal { floor: whole, billionths },
        (true, 0) => Decimal::whole(-whole),
        (true, _) => {
            Decimal { floor: (-whole).saturating_sub(1), billionths: 1_000_000_000 - billionths }
        }
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

/// The decimals after a point; zero only if all of them are.
fn billionths(decimals: &str) -> Option<u32> {
    let is_zero = digits(decimals)? == 0;
    let billionths: u32 = format!("{decimals:0<9.9}").parse().ok()?;
    Some(if is_zero { 0 } else { billionths.max(1) })
}

pub(crate) fn from_float(number: f64) -> Result<Decimal, FieldError> {
    if number.is_nan() {
        return Err(FieldError::new("it is not a number (NaN)"));
    }
    if number.fract() != 0.0 {
        // The shortest decimal that is this float, which is the one that the server wrote.
        if let Some(decimal) = from_text(&number.to_string()) {
            return Ok(decimal);
        }
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` saturates, which is what clamping is"
    )]
    Ok(Decimal::whole(number.floor() as i64))
}

pub(crate) fn from_json(number: &Number) -> Result<Decimal, FieldError> {
    if let Some(number) = number.as_i64() {
        return Ok(Decimal::whole(number));
    }
    // A number that is not an i64 is a fraction or out of range; a float is close enough to read or to
    // clamp it.
    number.as_f64().map_or(Err(FieldError::new("the number is out of range")), from_float)
}

/// The whole number that is or is just below what the text says.
pub(crate) fn floor_of_text(text: &str) -> Option<i64> {
    from_text(text.trim_ascii()).map(|number| number.floor)
}

/// The same of a JSON number.
pub(crate) fn floor_of_json(number: &Number) -> Option<i64> {
    from_json(number).ok().map(|number| number.floor)
}

/// A JSON number as text.
pub(crate) fn text_of_json(number: &Number) -> String {
    match number.as_u64() {
        // A `Number` is written piece by piece, into text that grows.
        Some(number) => number.to_string(),
        None => number.to_string(),
    }
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
