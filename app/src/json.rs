//! JSON between the islands and the server.

#[cfg(any(test, feature = "hydrate"))]
mod tree;

use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{Serialize, de::DeserializeOwned};

/// It is not JSON, or not what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unreadable JSON")
    }
}

impl std::error::Error for Unreadable {}

/// Reads `text`.
#[cfg(not(feature = "hydrate"))]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    serde_json::from_str(text).map_err(|_| Unreadable)
}

/// Reads `text`, which is of the server's or of this very program's making.
#[cfg(feature = "hydrate")]
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    T::deserialize(parsed::parse(text).ok_or(Unreadable)?)
}

#[cfg(feature = "hydrate")]
mod parsed {
    use super::tree::Tree;
    use js_sys::{Array, JSON, Object};
    use wasm_bindgen::{JsCast, JsValue};

    pub fn parse(text: &str) -> Option<Tree> {
        tree(&JSON::parse(text).ok()?)
    }

    fn tree(value: &JsValue) -> Option<Tree> {
        if value.is_null() {
            return Some(Tree::Null);
        }
        if let Some(value) = value.as_bool() {
            return Some(Tree::Bool(value));
        }
        if let Some(value) = value.as_f64() {
            #[expect(clippy::cast_possible_truncation, reason = "whole numbers below 2^53, or refused")]
            return (value.fract() == 0.0 && value.abs() < 9e15).then_some(Tree::Number(value as i64));
        }
        if let Some(value) = value.as_string() {
            return Some(Tree::Text(value));
        }
        if let Some(values) = value.dyn_ref::<Array>() {
            return values.iter().map(|value| tree(&value)).collect::<Option<_>>().map(Tree::List);
        }
        let field = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            Some((entry.get(0).as_string()?, tree(&entry.get(1))?))
        };
        let entries = Object::entries(value.unchecked_ref());
        entries.iter().map(field).collect::<Option<_>>().map(Tree::Fields)
    }
}

/// The encoding of every server function.
#[derive(Clone, Copy, Debug)]
pub struct Json;

/// Arguments and answers of a server function, in the bodies of a POST.
pub type Rpc = Post<Json>;

impl ContentType for Json {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Json {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Json {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(value).map(Into::into)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Json {
    type Error = Unreadable;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        read(std::str::from_utf8(&bytes).map_err(|_| Unreadable)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_and_nonsense_is_an_error() {
        let bytes = <Json as Encodes<Vec<String>>>::encode(&vec!["å".into()]).unwrap();
        assert_eq!(<Json as Decodes<Vec<String>>>::decode(bytes).unwrap(), ["å"]);
        assert!(<Json as Decodes<String>>::decode(Bytes::from_static(b"\xff")).is_err());
        assert!(<Json as Decodes<String>>::decode(Bytes::from_static(b"{")).is_err());
    }
}
