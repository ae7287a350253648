//! A struct out of JSON, and whether the object says `error` anywhere, which a struct without that role
//! would not notice: in one pass.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};

use crate::secret::Secret;

/// A `T`, and whether a name beside its own states an error.
pub(super) struct Watched<T> {
    pub(super) answer: T,
    pub(super) names_error: bool,
}

/// Whether the name states an error, however it is cased.
#[inline]
pub(super) fn names_error(name: &str) -> bool {
    name.eq_ignore_ascii_case("error") || name.eq_ignore_ascii_case("errors")
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Watched<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WatchedVisitor(PhantomData))
    }
}

struct WatchedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for WatchedVisitor<T> {
    type Value = Watched<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Watched<T>, A::Error> {
        let names_error = Cell::new(false);
        let members = Members { map, names_error: &names_error };
        let answer = T::deserialize(MapAccessDeserializer::new(members))?;
        Ok(Watched { answer, names_error: names_error.get() })
    }
}

struct Members<'w, A> {
    map: A,
    names_error: &'w Cell<bool>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<'_, A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let Some(name) = self.map.next_key::<Secret<Cow<'de, str>>>()? else { return Ok(None) };
        if names_error(name.as_str()) {
            self.names_error.set(true);
        }
        match name.as_borrowed() {
            Some(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
            None => seed.deserialize(StrDeserializer::new(name.as_str())),
        }
        .map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
