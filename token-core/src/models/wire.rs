//! How the models are read and written: by one function for all of them. Derived implementations of `serde` would
//! be a tenth of what it costs to compile this crate, and their errors would quote tokens.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor,
};
use serde_core::ser::{SerializeStruct, Serializer};

use crate::error::read_object;
use crate::field::AsText;
use crate::secret::Secret;
use crate::text_or_number::TextOrNumber;

/// Whether a member has to be there.
#[derive(Clone, Copy)]
pub(super) enum Member {
    Required(Kind),
    /// It may be missing, or `null`.
    Optional(Kind),
}

/// What a member holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    /// Documented as the one, and sent as the other.
    TextOrNumber,
    /// A number, or text of digits. Empty text is absent.
    Integer,
}

/// The spellings of a member, the documented one first.
pub(super) type Spellings = [&'static str; 3];

/// The values of a model's members, in the order of the table; `None` is one that is missing or `null`.
pub(super) type Values = std::vec::IntoIter<Option<TextOrNumber>>;

/// A model, as a table of its members and what they hold.
pub(super) trait Model: Sized {
    const NAME: &'static str;
    const SPELLINGS: &'static [Spellings];
    const MEMBERS: &'static [Member];

    /// The error is the name of a member that has to be there.
    fn from_values(values: Values) -> Result<Self, &'static str>;

    fn to_values(&self) -> Vec<Option<TextOrNumber>>;
}

pub(super) fn read<'de, M: Model, D: Deserializer<'de>>(deserializer: D) -> Result<M, D::Error> {
    read_object(|is_object| {
        let visitor = ModelVisitor { is_object, model: PhantomData };
        deserializer.deserialize_struct(M::NAME, M::SPELLINGS.as_flattened(), visitor)
    })
}

struct ModelVisitor<'o, M> {
    is_object: &'o Cell<bool>,
    model: PhantomData<M>,
}

impl<'de, M: Model> Visitor<'de> for ModelVisitor<'_, M> {
    type Value = M;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<M, A::Error> {
        self.is_object.set(true);
        let mut values = vec![None; M::MEMBERS.len()];
        while let Some(name) = map.next_key::<Secret<Cow<'de, str>>>()? {
            let mut members = M::SPELLINGS.iter().zip(M::MEMBERS).zip(&mut values);
            let member = members.find(|((spellings, _), _)| spellings.contains(&name.as_str()));
            let Some(((spellings, member), value)) = member else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if value.is_some() {
                return Err(A::Error::duplicate_field(spellings[0]));
            }
            *value = Some(map.next_value_seed(*member)?);
        }
        let values: Vec<_> = values.into_iter().map(Option::flatten).collect();
        M::from_values(values.into_iter()).map_err(A::Error::missing_field)
    }
}

pub(super) fn write<M: Model, S: Serializer>(model: &M, serializer: S) -> Result<S::Ok, S::Error> {
    let values = model.to_values();
    let length = values.iter().flatten().count();
    let mut output = serializer.serialize_struct(M::NAME, length)?;
    for (spellings, value) in M::SPELLINGS.iter().zip(values) {
        match value {
            Some(value) => output.serialize_field(spellings[0], &value)?,
            None => output.skip_field(spellings[0])?,
        }
    }
    output.end()
}

impl<'de> DeserializeSeed<'de> for Member {
    type Value = Option<TextOrNumber>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self {
            Member::Required(Kind::Text) => {
                Secret::deserialize(deserializer).map(|text| Some(TextOrNumber::text(text)))
            }
            Member::Optional(Kind::Text) => {
                let text: Option<Secret> = Option::deserialize(deserializer)?;
                Ok(text.map(TextOrNumber::text))
            }
            Member::Required(kind) => {
                kind.check(TextOrNumber::deserialize(deserializer)?).map(Some)
            }
            Member::Optional(kind) => {
                let value: Option<TextOrNumber> = Option::deserialize(deserializer)?;
                value
                    .filter(|value| !kind.is_absent(value))
                    .map(|value| kind.check(value))
                    .transpose()
            }
        }
    }
}

impl Kind {
    fn is_absent(self, value: &TextOrNumber) -> bool {
        let is_blank = |text: Cow<'_, str>| text.trim_ascii().is_empty();
        matches!(self, Kind::Integer) && value.as_text().is_some_and(is_blank)
    }

    fn check<E: Error>(self, value: TextOrNumber) -> Result<TextOrNumber, E> {
        if matches!(self, Kind::Integer) && value.count().is_none() {
            // Without the text itself, which could be a secret.
            return Err(E::invalid_value(
                Unexpected::Other("text"),
                &"an integer, or text of digits",
            ));
        }
        Ok(value)
    }
}

/// The type of a field of a model.
pub(super) trait Field: Sized {
    /// `None` if there has to be a value.
    fn from_value(value: Option<TextOrNumber>) -> Option<Self>;

    fn to_value(&self) -> Option<TextOrNumber>;
}

impl Field for String {
    #[inline]
    fn from_value(value: Option<TextOrNumber>) -> Option<Self> {
        value.map(TextOrNumber::into_text)
    }

    #[inline]
    fn to_value(&self) -> Option<TextOrNumber> {
        Some(self.as_str().into())
    }
}

impl Field for i64 {
    #[inline]
    fn from_value(value: Option<TextOrNumber>) -> Option<Self> {
        value.and_then(|value| value.count())
    }

    #[inline]
    fn to_value(&self) -> Option<TextOrNumber> {
        Some((*self).into())
    }
}

impl Field for TextOrNumber {
    #[inline]
    fn from_value(value: Option<TextOrNumber>) -> Option<Self> {
        value
    }

    #[inline]
    fn to_value(&self) -> Option<TextOrNumber> {
        Some(self.clone())
    }
}

impl<T: Field> Field for Option<T> {
    fn from_value(value: Option<TextOrNumber>) -> Option<Self> {
        Some(T::from_value(value))
    }

    fn to_value(&self) -> Option<TextOrNumber> {
        self.as_ref().and_then(T::to_value)
    }
}

pub(super) fn next<T: Field>(values: &mut Values, name: &'static str) -> Result<T, &'static str> {
    T::from_value(values.next().flatten()).ok_or(name)
}

/// Reads and writes a model by a table of its members.
macro_rules! wire {
    ($model:ident { $($field:ident: $member:ident($kind:ident) $spellings:expr,)+ }) => {
        impl $crate::models::wire::Model for $model {
            const NAME: &'static str = stringify!($model);
            const SPELLINGS: &'static [$crate::models::wire::Spellings] = &[$($spellings),+];
            const MEMBERS: &'static [$crate::models::wire::Member] = &[
                $($crate::models::wire::Member::$member($crate::models::wire::Kind::$kind)),+
            ];

            #[inline]
            fn from_values(mut values: $crate::models::wire::Values) -> Result<Self, &'static str> {
                Ok($model { $($field: $crate::models::wire::next(&mut values, $spellings[0])?,)+ })
            }

            #[inline]
            fn to_values(&self) -> Vec<Option<$crate::TextOrNumber>> {
                vec![$($crate::models::wire::Field::to_value(&self.$field)),+]
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $model {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::models::wire::read(deserializer)
            }
        }

        impl serde_core::Serialize for $model {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::models::wire::write(self, serializer)
            }
        }
    };
}
pub(super) use wire;

/// An enum of documented token types: read whatever its case, written as documented, and open, so
/// that a type nobody documented does not lose the token.
macro_rules! token_type {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            /// `Bearer`, the only type that is documented.
            #[default]
            Bearer,
            /// A type that is not documented, as the server wrote it.
            Other(Box<str>),
        }

        #[diagnostic::do_not_recommend]
        impl $crate::field::AsText for $name {
            fn as_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                Some(std::borrow::Cow::Borrowed(match self {
                    $name::Bearer => "Bearer",
                    $name::Other(text) => text,
                }))
            }
        }

        impl serde_core::Serialize for $name {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde_core::Serialize::serialize(&$crate::field::AsText::as_text(self), serializer)
            }
        }

        impl $name {
            fn from_text(text: &str) -> Self {
                if text.eq_ignore_ascii_case("Bearer") { $name::Bearer } else { $name::Other(text.into()) }
            }
        }

        impl<'de> serde_core::Deserialize<'de> for $name {
            fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // As a secret, since the error of any other type quotes what is not text.
                let text = $crate::Secret::<String>::deserialize(deserializer)?;
                Ok($name::from_text(text.as_str()))
            }
        }

        impl $crate::models::wire::Field for $name {
            #[inline]
            fn from_value(value: Option<$crate::TextOrNumber>) -> Option<Self> {
                value.map(|value| $name::from_text(&value.into_text()))
            }

            #[inline]
            fn to_value(&self) -> Option<$crate::TextOrNumber> {
                $crate::field::AsText::as_text(self).map(|text| text.as_ref().into())
            }
        }
    };
}
pub(super) use token_type;
