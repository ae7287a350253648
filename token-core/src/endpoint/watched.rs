//! A struct deserialized in one pass, and whether an object that it reads has a member `error`, which a
//! struct without that role would ignore.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::StrDeserializer;
use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_core::forward_to_deserialize_any;

use crate::name::names_error;

/// A `T`, and where a name beside its own may state an error.
pub(super) struct Watched<T> {
    pub(super) answer: T,
    /// In the outermost object.
    pub(super) names_error: bool,
    /// In an object within it that `T` reads.
    pub(super) names_error_within: bool,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Watched<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let seen = Seen { outside: Cell::new(false), within: Cell::new(false) };
        let answer = T::deserialize(Watch::<_, true> { inner: deserializer, seen: &seen })?;
        Ok(Watched {
            answer,
            names_error: seen.outside.get(),
            names_error_within: seen.within.get(),
        })
    }
}

/// Where a name was seen that may state an error.
struct Seen {
    outside: Cell<bool>,
    within: Cell<bool>,
}

impl Seen {
    #[inline]
    fn name<const OUTSIDE: bool>(&self, name: &str) {
        if names_error(name) {
            if OUTSIDE { self.outside.set(true) } else { self.within.set(true) }
        }
    }
}

/// Whatever it is around, watched: a deserializer, a visitor, a seed, or the members of an object. `OUTSIDE`
/// is the outermost value.
struct Watch<'s, W, const OUTSIDE: bool> {
    inner: W,
    seen: &'s Seen,
}

impl<'s, W, const OUTSIDE: bool> Watch<'s, W, OUTSIDE> {
    #[inline]
    fn around<I>(&self, inner: I) -> Watch<'s, I, OUTSIDE> {
        Watch { inner, seen: self.seen }
    }
}

macro_rules! forward {
    ($($method:ident($($argument:ident: $ty:ty),*))+) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method($($argument,)* visitor)
        }
    )+};
}

macro_rules! watch {
    ($($method:ident($($argument:ident: $ty:ty),*))+) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, D::Error> {
            let visitor = self.around(visitor);
            self.inner.$method($($argument,)* visitor)
        }
    )+};
}

impl<'de, D: Deserializer<'de>, const OUTSIDE: bool> Deserializer<'de> for Watch<'_, D, OUTSIDE> {
    type Error = D::Error;

    forward! {
        deserialize_bool()
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_i128()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
        deserialize_f32() deserialize_f64()
        deserialize_char() deserialize_str() deserialize_string()
        deserialize_bytes() deserialize_byte_buf()
        deserialize_unit() deserialize_unit_struct(name: &'static str)
        deserialize_seq() deserialize_tuple(length: usize)
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
        deserialize_identifier() deserialize_ignored_any()
    }

    watch! {
        deserialize_option()
        deserialize_newtype_struct(name: &'static str)
        deserialize_tuple_struct(name: &'static str, length: usize)
        deserialize_map()
    }

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        // JSON that is kept as it is, such as a `Value`, is not a nested answer.
        if OUTSIDE {
            let visitor = self.around(visitor);
            self.inner.deserialize_any(visitor)
        } else {
            self.inner.deserialize_any(visitor)
        }
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = OfObject(self.around(visitor));
        self.inner.deserialize_struct(name, fields, visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

macro_rules! forward_visits {
    ($($visit:ident $ty:ty),+) => {$(
        #[inline]
        fn $visit<E: Error>(self, value: $ty) -> Result<V::Value, E> {
            self.inner.$visit(value)
        }
    )+};
}

impl<'de, V: Visitor<'de>, const OUTSIDE: bool> Visitor<'de> for Watch<'_, V, OUTSIDE> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    forward_visits! {
        visit_bool bool, visit_i64 i64, visit_i128 i128, visit_u64 u64, visit_u128 u128, visit_f64 f64,
        visit_char char, visit_str &str, visit_borrowed_str &'de str, visit_string String,
        visit_bytes &[u8], visit_borrowed_bytes &'de [u8], visit_byte_buf Vec<u8>
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let deserializer = self.around(deserializer);
        self.inner.visit_some(deserializer)
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        let deserializer = self.around(deserializer);
        self.inner.visit_newtype_struct(deserializer)
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        let elements = self.around(elements);
        self.inner.visit_seq(elements)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        let members = self.around(members);
        self.inner.visit_map(members)
    }
}

/// A visitor of an object. `serde` reads a struct from an array, too, by position, which takes
/// `["invalid_grant"]` for a token.
struct OfObject<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for OfObject<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(members)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<V::Value, E> {
        Err(E::invalid_type(Unexpected::Other("text"), &self))
    }
}

impl<'de, A: MapAccess<'de>, const OUTSIDE: bool> MapAccess<'de> for Watch<'_, A, OUTSIDE> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let seed = OfName(self.around(seed));
        self.inner.next_key_seed(seed)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(Watch::<_, false> { inner: seed, seen: self.seen })
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: SeqAccess<'de>, const OUTSIDE: bool> SeqAccess<'de> for Watch<'_, A, OUTSIDE> {
    type Error = A::Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.inner.next_element_seed(Watch::<_, false> { inner: seed, seen: self.seen })
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, S: DeserializeSeed<'de>, const OUTSIDE: bool> DeserializeSeed<'de>
    for Watch<'_, S, OUTSIDE>
{
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        let deserializer = self.around(deserializer);
        self.inner.deserialize(deserializer)
    }
}

/// What reads the name of a member, watched.
struct OfName<W>(W);

impl<'de, S: DeserializeSeed<'de>, const OUTSIDE: bool> DeserializeSeed<'de>
    for OfName<Watch<'_, S, OUTSIDE>>
{
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, S: DeserializeSeed<'de>, const OUTSIDE: bool> Visitor<'de>
    for OfName<Watch<'_, S, OUTSIDE>>
{
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<S::Value, E> {
        self.0.seen.name::<OUTSIDE>(name);
        self.0.inner.deserialize(Name { text: name, borrowed: Some(name), error: PhantomData })
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<S::Value, E> {
        self.0.seen.name::<OUTSIDE>(name);
        self.0.inner.deserialize(Name::new(name))
    }
}

/// The name of a member, which may be a number or a variant.
pub(super) struct Name<'n, 'de, E> {
    text: &'n str,
    borrowed: Option<&'de str>,
    error: PhantomData<E>,
}

impl<'n, E> Name<'n, '_, E> {
    #[inline]
    pub(super) fn new(text: &'n str) -> Self {
        Name { text, borrowed: None, error: PhantomData }
    }
}

macro_rules! visit_number {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            visit_number(self.text, visitor)
        }
    )+};
}

impl<'de, E: Error> Deserializer<'de> for Name<'_, 'de, E> {
    type Error = E;

    visit_number! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.borrowed {
            Some(name) => visitor.visit_borrowed_str(name),
            None => visitor.visit_str(self.text),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.text {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_enum(StrDeserializer::new(self.text))
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

/// A number as it stands in the text.
pub(super) fn visit_number<'de, V: Visitor<'de>, E: Error>(
    text: &str,
    visitor: V,
) -> Result<V::Value, E> {
    if let Ok(number) = text.parse::<u64>() {
        visitor.visit_u64(number)
    } else if let Ok(number) = text.parse::<i64>() {
        visitor.visit_i64(number)
    } else {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => visitor.visit_f64(number),
            _ => Err(E::invalid_value(Unexpected::Other("a number"), &"a number in range")),
        }
    }
}
