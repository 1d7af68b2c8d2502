//! JSON between the islands and the server.

use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType, codec::Post};
use serde::{
    Serialize,
    de::{DeserializeOwned, Error as _},
};

/// The encoding of every server function. Unlike the library's own it reads from text, not from bytes, as the props of
/// islands are read too: so each type has one reader in the WebAssembly and not two.
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
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_str(std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?)
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
