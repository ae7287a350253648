//! The slow way into a struct, which knows where it is: used for forms, whose values are all text, and
//! to find out why an answer does not fit. Its errors say what was expected and never what was there.

use std::fmt;
use std::iter::Enumerate;
use std::slice::Iter;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Value, map};

use super::EndpointError;

/// `value` as a `T`. In a form, text of digits is a number wherever `T` expects one.
pub(super) fn deserialize<T: DeserializeOwned>(
    value: &Value,
    is_form: bool,
) -> Result<T, EndpointError> {
    T::deserialize(Located { value, is_form })
        .map_err(|Mismatch { path, expected }| EndpointError::Mismatch { path, expected })
}

/// What did not fit.
#[derive(Debug)]
struct Mismatch {
    path: String,
    expected: String,
}

impl Mismatch {
    fn new(expected: impl fmt::Display) -> Self {
        Mismatch { path: String::new(), expected: expected.to_string() }
    }

    /// The same, one level further out.
    fn within(mut self, name: &str) -> Self {
        if !self.path.is_empty() {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, name);
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expected)
    }
}

impl std::error::Error for Mismatch {}

impl Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        // Whoever wrote the message may have put the value in it.
        Mismatch::new("a value that the field's type accepts")
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Mismatch::new(expected)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Mismatch::new(expected)
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Mismatch::new(expected)
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Mismatch::new(format_args!("one of {expected:?}"))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Mismatch::new(format_args!("no other fields than {expected:?}"))
    }

    fn missing_field(field: &'static str) -> Self {
        Mismatch::new(format_args!("a field `{field}`"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Mismatch::new(format_args!("one field `{field}`, not several"))
    }
}

#[derive(Clone, Copy)]
struct Located<'v> {
    value: &'v Value,
    is_form: bool,
}

impl<'v> Located<'v> {
    fn inner(self, value: &'v Value) -> Self {
        Located { value, ..self }
    }

    /// What the text of a form stands for where a number or a truth value is expected.
    fn scalar(self) -> Value {
        let text = self.value.as_str().filter(|_| self.is_form);
        text.and_then(|text| serde_json::from_str(text).ok())
            .filter(|scalar: &Value| scalar.is_number() || scalar.is_boolean())
            .unwrap_or_else(|| self.value.clone())
    }
}

macro_rules! scalars {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            self.inner(&self.scalar()).deserialize_any(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for Located<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => visitor.visit_u64(number),
                (None, Some(number), _) => visitor.visit_i64(number),
                (None, None, Some(number)) => visitor.visit_f64(number),
                (None, None, None) => Err(Mismatch::new("a number in range")),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(values) => {
                visitor.visit_seq(Elements { located: self, values: values.iter().enumerate() })
            }
            Value::Object(members) => {
                visitor.visit_map(Members { located: self, rest: members.iter(), value: None })
            }
        }
    }

    scalars! {
        deserialize_bool
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self.value {
            Value::String(text) => visitor.visit_enum(StrDeserializer::new(text)),
            Value::Object(members) => visitor.visit_enum(MapAccessDeserializer::new(Members {
                located: self,
                rest: members.iter(),
                value: None,
            })),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                Err(Mismatch::new("text, or an object"))
            }
        }
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

struct Elements<'v> {
    located: Located<'v>,
    values: Enumerate<Iter<'v, Value>>,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Mismatch;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        self.values
            .next()
            .map(|(position, value)| {
                let element = seed.deserialize(self.located.inner(value));
                element.map_err(|mismatch| mismatch.within(&position.to_string()))
            })
            .transpose()
    }
}

struct Members<'v> {
    located: Located<'v>,
    rest: map::Iter<'v>,
    value: Option<(&'v str, &'v Value)>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Mismatch;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mismatch> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some((name, value));
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Mismatch> {
        let Some((name, value)) = self.value.take() else {
            return Err(Mismatch::new("a name before its value"));
        };
        seed.deserialize(self.located.inner(value)).map_err(|mismatch| mismatch.within(name))
    }
}
