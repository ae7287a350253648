//! Text: tokens, and the texts beside them.

use std::borrow::Cow;

use serde_json::Value;

use super::AsText;

/// Calls `$implement!` with every text type, and with an expression for its `&str`.
macro_rules! for_every_text {
    ($implement:ident) => {
        $implement!(str: |text| text);
        $implement!(String: |text| text.as_str());
        $implement!(std::borrow::Cow<'_, str>: |text| text.as_ref());
        $implement!(crate::secret::Secret<String>: |text| text.as_str());
        $implement!(crate::secret::Secret<Box<str>>: |text| text.as_str());
        $implement!(crate::secret::Secret<std::borrow::Cow<'_, str>>: |text| text.as_str());
    };
}
pub(super) use for_every_text;

macro_rules! text {
    ($ty:ty: |$text:ident| $str:expr) => {
        #[diagnostic::do_not_recommend]
        impl AsText for $ty {
            #[inline]
            fn as_text(&self) -> Option<Cow<'_, str>> {
                let $text = self;
                Some(Cow::Borrowed($str))
            }
        }
    };
}
for_every_text!(text);

/// JSON text; no other JSON value counts as text.
#[diagnostic::do_not_recommend]
impl AsText for Value {
    #[inline]
    fn as_text(&self) -> Option<Cow<'_, str>> {
        self.as_str().map(Cow::Borrowed)
    }
}

#[diagnostic::do_not_recommend]
impl AsText for crate::TokenType {
    #[inline]
    fn as_text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.as_str()))
    }
}

#[cfg(feature = "secrecy")]
#[cfg_attr(docsrs, doc(cfg(feature = "secrecy")))]
#[diagnostic::do_not_recommend]
impl<T: AsText + zeroize::Zeroize + ?Sized> AsText for secrecy::SecretBox<T> {
    #[inline]
    fn as_text(&self) -> Option<Cow<'_, str>> {
        secrecy::ExposeSecret::expose_secret(self).as_text()
    }
}

#[cfg(feature = "oauth2")]
#[cfg_attr(docsrs, doc(cfg(feature = "oauth2")))]
#[diagnostic::do_not_recommend]
impl AsText for oauth2::AccessToken {
    fn as_text(&self) -> Option<Cow<'_, str>> {
        self.secret().as_text()
    }
}

#[cfg(feature = "oauth2")]
#[cfg_attr(docsrs, doc(cfg(feature = "oauth2")))]
#[diagnostic::do_not_recommend]
impl AsText for oauth2::RefreshToken {
    fn as_text(&self) -> Option<Cow<'_, str>> {
        self.secret().as_text()
    }
}

#[cfg(feature = "zeroize")]
#[cfg_attr(docsrs, doc(cfg(feature = "zeroize")))]
#[diagnostic::do_not_recommend]
impl<T: AsText + zeroize::Zeroize> AsText for zeroize::Zeroizing<T> {
    #[inline]
    fn as_text(&self) -> Option<Cow<'_, str>> {
        T::as_text(self)
    }
}
