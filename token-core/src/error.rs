//! What can be wrong with an answer. No error here ever holds or shows the value of a field that
//! could be a secret.

use std::fmt;

/// A field whose value can't be read in its role.
///
/// It names the role and the reason, and never shows the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    role: Option<&'static str>,
    reason: &'static str,
}

impl FieldError {
    /// An error for a `with` function, or for a [`field`](crate::field) trait on a type of your own.
    ///
    /// `reason` completes the sentence "`expires_in` can't be read: …"; the role is filled in when
    /// the answer is read.
    #[must_use]
    pub const fn new(reason: &'static str) -> Self {
        FieldError { role: None, reason }
    }

    /// The role that could not be read, such as `expires_in`; `None` outside a token response.
    #[must_use]
    pub const fn role(&self) -> Option<&'static str> {
        self.role
    }

    /// Why it could not be read.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        self.reason
    }

    pub(crate) const fn in_role(self, role: &'static str) -> Self {
        FieldError { role: Some(role), reason: self.reason }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.role {
            Some(role) => write!(f, "`{role}` can't be read: {}", self.reason),
            None => write!(f, "the field can't be read: {}", self.reason),
        }
    }
}

impl std::error::Error for FieldError {}

/// Why an answer is not a token.
///
/// ```
/// use serde::Deserialize;
/// use token_core::{NormalizeError, TokenResponse};
///
/// #[derive(Deserialize, TokenResponse)]
/// struct GitHub {
///     access_token: Option<String>,
///     error: Option<String>,
///     error_description: Option<String>,
/// }
///
/// let answer: GitHub = serde_json::from_str(r#"{"error": "bad_verification_code"}"#)?;
/// let error = answer.normalize().unwrap_err();
/// assert!(matches!(&error, NormalizeError::Refused { error, .. } if error == "bad_verification_code"));
/// assert_eq!(error.to_string(), "the server refused: bad_verification_code");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NormalizeError {
    /// There is no access token in the answer, or an empty one.
    MissingAccessToken,
    /// The server refused: RFC 6749 section 5.2, or the provider's own way to say so.
    Refused {
        /// The error code, `error`.
        error: String,
        /// The text for people, `error_description`.
        description: Option<String>,
        /// The page for people, `error_uri`.
        uri: Option<String>,
    },
    /// A field can't be read in its role.
    Field(FieldError),
}

impl fmt::Display for NormalizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NormalizeError::MissingAccessToken => {
                f.write_str("the answer holds no access token, or an empty one")
            }
            NormalizeError::Refused { error, description, uri } => {
                write_refusal(f, Some(error.as_str()), description.as_deref(), uri.as_deref())
            }
            NormalizeError::Field(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NormalizeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            NormalizeError::Field(error) => Some(error),
            NormalizeError::MissingAccessToken | NormalizeError::Refused { .. } => None,
        }
    }
}

impl From<FieldError> for NormalizeError {
    fn from(error: FieldError) -> Self {
        NormalizeError::Field(error)
    }
}

/// "the server refused: code (description), see uri", with what is there. The texts are the server's:
/// escaped, so that they can't forge a line of a log.
pub(crate) fn write_refusal(
    f: &mut fmt::Formatter<'_>,
    error: Option<&str>,
    description: Option<&str>,
    uri: Option<&str>,
) -> fmt::Result {
    f.write_str("the server refused")?;
    if let Some(error) = error {
        write!(f, ": {}", error.escape_debug())?;
    }
    if let Some(description) = description {
        write!(f, " ({})", description.escape_debug())?;
    }
    if let Some(uri) = uri {
        write!(f, ", see {}", uri.escape_debug())?;
    }
    Ok(())
}

/// The visitor methods that refuse a kind of value without quoting it, as the default ones would.
macro_rules! quotes_no_value {
    ($($kind:ident),+) => {
        $(crate::error::quotes_no_value!(@ $kind);)+
    };
    (@ bool) => {
        fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Self::Value, E> {
            Err(E::invalid_type(serde::de::Unexpected::Other("a bool"), &self))
        }
    };
    (@ text) => {
        fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<Self::Value, E> {
            Err(E::invalid_type(serde::de::Unexpected::Other("text"), &self))
        }
    };
    (@ number) => {
        crate::error::quotes_no_value!(@ number: visit_i64 i64, visit_u64 u64);
        crate::error::quotes_no_value!(@ number: visit_i128 i128, visit_u128 u128, visit_f64 f64);
    };
    (@ number: $($visit:ident $number:ty),+) => {$(
        fn $visit<E: serde::de::Error>(self, _: $number) -> Result<Self::Value, E> {
            Err(E::invalid_type(serde::de::Unexpected::Other("a number"), &self))
        }
    )+};
}
pub(crate) use quotes_no_value;
