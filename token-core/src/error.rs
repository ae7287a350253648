//! What can be wrong with an answer. No error here ever shows a value that could be a secret.

use std::cell::Cell;
use std::fmt;

mod server_text;
pub(crate) use server_text::ServerText;

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
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NormalizeError {
    /// The answer has no access token, or an empty one.
    MissingAccessToken,
    /// The server refused: RFC 6749 section 5.2, or the provider's own way to say so.
    ///
    /// `Display` and `Debug` hide whatever could be a credential in these texts; the fields are as the server
    /// sent them.
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
                f.write_str("the response has no access token, or an empty one")
            }
            NormalizeError::Refused { error, description, uri } => {
                Refusal::new(Some(error), description.as_ref(), uri.as_ref()).fmt(f)
            }
            NormalizeError::Field(error) => error.fmt(f),
        }
    }
}

impl fmt::Debug for NormalizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NormalizeError::MissingAccessToken => f.write_str("MissingAccessToken"),
            NormalizeError::Refused { error, description, uri } => {
                let refusal = Refusal::new(Some(error), description.as_ref(), uri.as_ref());
                refusal.debug(&mut f.debug_struct("Refused"))
            }
            NormalizeError::Field(error) => f.debug_tuple("Field").field(error).finish(),
        }
    }
}

/// No `source`: what `Display` says is all there is.
impl std::error::Error for NormalizeError {}

impl From<FieldError> for NormalizeError {
    fn from(error: FieldError) -> Self {
        NormalizeError::Field(error)
    }
}

/// What a server says when it refuses: how [`NormalizeError`] and
/// [`ErrorResponse`](crate::endpoint::ErrorResponse) show it.
#[derive(Clone, Copy)]
pub(crate) struct Refusal<'r> {
    error: Option<ServerText<'r>>,
    description: Option<ServerText<'r>>,
    uri: Option<ServerText<'r>>,
}

impl<'r> Refusal<'r> {
    pub(crate) fn new(
        error: Option<&'r String>,
        description: Option<&'r String>,
        uri: Option<&'r String>,
    ) -> Self {
        let shown = |text: Option<&'r String>| text.map(|text| ServerText(text));
        Refusal { error: shown(error), description: shown(description), uri: shown(uri) }
    }

    pub(crate) fn debug(&self, fields: &mut fmt::DebugStruct<'_, '_>) -> fmt::Result {
        fields
            .field("error", &self.error)
            .field("description", &self.description)
            .field("uri", &self.uri)
            .finish()
    }
}

/// "the server refused: code (description), see uri", as far as the server says it.
impl fmt::Display for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the server refused")?;
        if let Some(error) = self.error {
            write!(f, ": {error}")?;
        }
        if let Some(description) = self.description {
            write!(f, " ({description})")?;
        }
        if let Some(uri) = self.uri {
            write!(f, ", see {uri}")?;
        }
        Ok(())
    }
}

/// Reads what has to be an object. `read` notes that it is one; if it is not, the error of `serde_json` would quote
/// the value, and another one takes its place. What is not there at all is not quoted.
pub(crate) fn read_object<T, E: serde_core::de::Error>(
    read: impl FnOnce(&Cell<bool>) -> Result<T, E>,
) -> Result<T, E> {
    let is_object = Cell::new(false);
    let other = serde_core::de::Unexpected::Other("another value");
    read(&is_object).map_err(|error| {
        if is_object.get() || error.to_string().starts_with("missing field") {
            return error;
        }
        E::invalid_type(other, &"a JSON object")
    })
}

/// The visitor methods that refuse a kind of value without quoting it, as the default ones would.
macro_rules! quotes_no_value {
    ($($kind:ident),+) => {
        $(crate::error::quotes_no_value!(@ $kind);)+
    };
    (@ bool) => {
        fn visit_bool<E: serde_core::de::Error>(self, _: bool) -> Result<Self::Value, E> {
            Err(E::invalid_type(serde_core::de::Unexpected::Other("a bool"), &self))
        }
    };
    (@ number) => {
        crate::error::quotes_no_value!(@ number: visit_i64 i64, visit_u64 u64);
        crate::error::quotes_no_value!(@ number: visit_i128 i128, visit_u128 u128, visit_f64 f64);
    };
    (@ number: $($visit:ident $number:ty),+) => {$(
        fn $visit<E: serde_core::de::Error>(self, _: $number) -> Result<Self::Value, E> {
            Err(E::invalid_type(serde_core::de::Unexpected::Other("a number"), &self))
        }
    )+};
}
pub(crate) use quotes_no_value;
