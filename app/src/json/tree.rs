//! Reads types out of JSON that was parsed already.
//!
//! The library's reader is compiled with all of its parsing for each type that it reads, which made a sixth of the
//! browser's WebAssembly. Here the browser parses, and a structure takes its fields out of the tree in the order in
//! which it declares them.

use super::Unreadable;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor, value::StringDeserializer,
};
use std::fmt;

impl serde::de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }
    fn invalid_value(_: Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }
}

/// Any JSON without fractions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Tree>),
    Fields(Vec<(String, Tree)>),
}

impl Tree {
    fn text(self) -> Result<String, Unreadable> {
        if let Self::Text(text) = self { Ok(text) } else { Err(Unreadable) }
    }
    fn number(self) -> Result<i64, Unreadable> {
        if let Self::Number(number) = self { Ok(number) } else { Err(Unreadable) }
    }
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Number(value) => visitor.visit_i64(value),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(values) => visitor.visit_seq(Elements(values.into_iter())),
            Self::Fields(fields) => {
                visitor.visit_map(Entries { fields: fields.into_iter(), value: Self::Null })
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self == Self::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let Self::Fields(fields) = self else { return Err(Unreadable) };
        visitor.visit_seq(Fields { fields, names: names.iter() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let (name, content) = match self {
            Self::Text(name) => (name, Self::Null),
            Self::Fields(fields) => fields.into_iter().next().ok_or(Unreadable)?,
            _ => return Err(Unreadable),
        };
        visitor.visit_enum(Variant { name, content })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Self::List(values) = self else { return Err(Unreadable) };
        visitor.visit_seq(Elements(values.into_iter()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_string(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if let Self::Bool(value) = self { visitor.visit_bool(value) } else { Err(Unreadable) }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_u64(self.number()?.try_into().map_err(|_| Unreadable)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_i64(self.number()?)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_u64(visitor)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 f64 char bytes byte_buf unit unit_struct map ignored_any
    }
}

/// The fields of a structure in the order of their declaration; one that is missing is left to its default.
struct Fields {
    fields: Vec<(String, Tree)>,
    names: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        let name = self.names.next();
        match name.and_then(|name| self.fields.iter().position(|(known, _)| known == name)) {
            Some(at) => seed.deserialize(self.fields.swap_remove(at).1).map(Some),
            None => Ok(None),
        }
    }
}

struct Elements(std::vec::IntoIter<Tree>);

impl<'de> SeqAccess<'de> for Elements {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        match self.0.next() {
            Some(value) => seed.deserialize(value).map(Some),
            None => Ok(None),
        }
    }
}

/// What is an object by its nature, such as a map.
struct Entries {
    fields: std::vec::IntoIter<(String, Tree)>,
    value: Tree,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        let Some((key, value)) = self.fields.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Tree::Text(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unreadable> {
        seed.deserialize(std::mem::replace(&mut self.value, Tree::Null))
    }
}

/// `"name"`, or `{"name": content}`.
struct Variant {
    name: String,
    content: Tree,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unreadable;
    type Variant = Tree;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Tree), Unreadable> {
        let name: StringDeserializer<Unreadable> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self.content))
    }
}

impl<'de> VariantAccess<'de> for Tree {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        if self == Self::Null { Ok(()) } else { Err(Unreadable) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_struct("", names, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::AppError;
    use herald_domain::{
        Timestamp,
        audience::{Forecast, Reach, Share},
        bulk::SendOutcome,
        device::{Reasons, Unreachable},
        ids::GroupId,
        text::Draft,
    };
    use serde::{Deserialize, Serialize, de::DeserializeOwned};
    use serde_json::Value;

    fn tree(value: Value) -> Tree {
        match value {
            Value::Null => Tree::Null,
            Value::Bool(value) => Tree::Bool(value),
            Value::Number(number) => Tree::Number(number.as_i64().unwrap()),
            Value::String(text) => Tree::Text(text),
            Value::Array(values) => Tree::List(values.into_iter().map(tree).collect()),
            Value::Object(fields) => {
                Tree::Fields(fields.into_iter().map(|(name, value)| (name, tree(value))).collect())
            }
        }
    }
    fn back<T: Serialize + DeserializeOwned>(value: &T) -> T {
        T::deserialize(tree(serde_json::to_value(value).unwrap())).unwrap()
    }

    #[test]
    fn what_the_server_writes_is_read_again() {
        let group: GroupId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        let attempt = Some((Draft { title: "Snow".into(), body: "å\n".into() }, vec![group.clone()]));
        assert_eq!(back(&attempt), attempt);
        assert_eq!(back(&None::<(Draft, Vec<GroupId>)>), None);
        let unreachable = vec![(Unreachable::AppNotInstalled, 27)];
        let forecast: Result<Forecast, AppError> = Ok(Forecast {
            reach: Reach { members: 5, unreachable, ..Reach::default() },
            groups: vec![Share { group, members: 5, people: 4, devices: 6 }],
            in_several: 3,
        });
        assert_eq!(back(&forecast), forecast);
        let refused: Result<Reach, AppError> =
            Err(AppError::LimitReached { max: 25, next_free: Timestamp(1_795_528_680_000) });
        assert_eq!(back(&refused), refused);
        for outcome in [SendOutcome::NotFound, SendOutcome::Unreachable { reasons: Reasons::from_bits(3) }] {
            assert_eq!(back(&outcome), outcome);
        }
    }

    #[test]
    fn a_field_that_is_missing_gets_its_default_and_one_too_many_is_left_alone() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Shape {
            #[serde(default)]
            first: u32,
            second: bool,
        }
        let read = |json: &str| Shape::deserialize(tree(serde_json::from_str(json).unwrap()));
        assert_eq!(read(r#"{"third": 1, "second": true}"#), Ok(Shape { first: 0, second: true }));
        assert_eq!(read(r#"{"first": 1}"#), Err(Unreadable));
        assert_eq!(read(r#"{"first": -1, "second": true}"#), Err(Unreadable));
        assert_eq!(read(r#"{"first": 4294967296, "second": true}"#), Err(Unreadable));
        assert_eq!(read(r#"[1, true]"#), Err(Unreadable));
    }
}
