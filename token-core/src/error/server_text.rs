//! Text that a server wrote, as a log may hold it.

use std::fmt::{self, Write as _};

/// Text that a server wrote, shown on one line, within [`LONGEST`] characters, and without anything that
/// could be a credential.
///
/// Servers quote what they refuse: "Invalid refresh token (expired): 2YotnFZFEjr1zCsicMWpAA". So a run of
/// [`CREDENTIAL`] or more characters that a token may have (RFC 6750 section 2.1), or of a token in
/// percent-encoding, with a digit among them, is shown as `[redacted]`.
#[derive(Clone, Copy)]
pub(crate) struct ServerText<'t>(pub(crate) &'t str);

/// How many characters of a text are shown.
const LONGEST: usize = 300;

/// From how many characters on a run of them could be a credential.
const CREDENTIAL: usize = 16;

impl ServerText<'_> {
    fn write(self, f: &mut fmt::Formatter<'_>, escapes_quotes: bool) -> fmt::Result {
        let (mut rest, mut left) = (self.0, LONGEST);
        while let Some(first) = rest.chars().next() {
            if left == 0 {
                return f.write_char('…');
            }
            let run = rest.bytes().take_while(|byte| may_be_of_a_token(*byte)).count();
            // A run is ASCII, so that it ends between two characters; so does a character that is none.
            let (shown, after) = rest.split_at(if run == 0 { first.len_utf8() } else { run });
            rest = after;
            if run >= CREDENTIAL && shown.bytes().any(|byte| byte.is_ascii_digit()) {
                left = left.saturating_sub(CREDENTIAL);
                f.write_str("[redacted]")?;
                continue;
            }
            for character in shown.chars() {
                if left == 0 {
                    return f.write_char('…');
                }
                left -= 1;
                match character {
                    '"' if escapes_quotes => f.write_str("\\\"")?,
                    '"' | '\'' => f.write_char(character)?,
                    _ => write!(f, "{}", character.escape_debug())?,
                }
            }
        }
        Ok(())
    }
}

fn may_be_of_a_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=' | b'%')
}

impl fmt::Display for ServerText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

impl fmt::Debug for ServerText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        self.write(f, true)?;
        f.write_char('"')
    }
}
