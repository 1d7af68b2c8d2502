//! Style sheet, script and WebAssembly: embedded in release builds, read from `target/site` in debug builds, so that
//! a running debug server serves a new bundle at once. Knows nothing of sessions: these files are the same for all.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use herald_app::{layout::part::Parts, shell::Assets};
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;
use std::{borrow::Cow, collections::HashMap, sync::Arc};

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// `manifest.json`, as `herald-bundle` writes it: addresses that hold a hash of the content.
#[derive(Deserialize)]
struct Manifest {
    css: String,
    js: String,
    loader: String,
    wasm: String,
    favicon: String,
    parts: HashMap<String, Vec<String>>,
}

/// The addresses of the current bundle: for the page's head, and of the parts that some islands need. Without a
/// manifest they are the plain names that `cargo leptos` gives.
#[must_use]
pub fn addresses() -> (Assets, Parts) {
    let Some(manifest) = manifest() else {
        let assets = Assets {
            css: "/pkg/herald.css".into(),
            scripts: vec!["/pkg/herald.js".into()],
            wasm: "/pkg/herald.wasm".into(),
            favicon: "/pkg/favicon.svg".into(),
        };
        return (assets, Parts::default());
    };
    let Manifest { css, js, loader, wasm, favicon, parts } = manifest;
    (Assets { css, scripts: vec![js, loader], wasm, favicon }, Parts(Arc::new(parts)))
}

fn manifest() -> Option<Manifest> {
    serde_json::from_slice(&Site::get("manifest.json")?.data).ok()
}

pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route(
        "/pkg/{*file}",
        get(async |Path(file): Path<String>, headers: HeaderMap| serve(&file, &headers)),
    )
}

/// The smallest stored form that the client takes. Names with a hash never change their content.
fn serve(file: &str, headers: &HeaderMap) -> Response {
    let Some(content_type) = content_type(file) else { return StatusCode::NOT_FOUND.into_response() };
    let path = format!("pkg/{file}");
    let compressed =
        ENCODINGS.iter().filter(|(name, _)| accepts(headers, name)).find_map(|(name, suffix)| {
            let file = Site::get(&format!("{path}.{suffix}"))?;
            Some((file, Some(*name)))
        });
    let Some((found, encoding)) = compressed.or_else(|| Some((Site::get(&path)?, None))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let lifetime = if hashed(file) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = etag(&found);
    let unchanged = headers.get(header::IF_NONE_MATCH).is_some_and(|known| matches(known, &tag));
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = match found.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => bytes.into(),
        };
        ([(header::CONTENT_TYPE, content_type)], Body::from(body)).into_response()
    };
    let out = response.headers_mut();
    if let Some(encoding) = encoding.filter(|_| !unchanged) {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(lifetime));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::ETAG, tag.try_into().expect("hexadecimal digits make a header"));
    response
}

/// Encodings by preference, with the suffix under which they are stored.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

fn content_type(file: &str) -> Option<&'static str> {
    Some(match file.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        // Parts of it, several in a file.
        "bin" => "application/octet-stream",
        _ => return None,
    })
}

/// Whether `Accept-Encoding` names the encoding and does not weigh it with nought.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32));
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

/// `name.0123456789abcdef.ext` or `0123456789abcdef/name.ext`, as `herald-bundle` names files.
fn hashed(file: &str) -> bool {
    file.split(['.', '/']).any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Strong: each stored form of a file has its own.
fn etag(file: &EmbeddedFile) -> String {
    let digits: String = file.metadata.sha256_hash()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}\"")
}

fn matches(known: &HeaderValue, tag: &str) -> bool {
    known.to_str().is_ok_and(|known| {
        known.split(',').any(|k| k.trim().trim_start_matches("W/") == tag || k.trim() == "*")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offering(line: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(line))])
    }

    #[test]
    fn an_encoding_is_used_only_when_the_client_takes_it() {
        assert!(accepts(&offering("gzip, deflate, br;q=0.9, zstd"), "br"));
        assert!(accepts(&offering("GZIP"), "gzip"));
        for line in ["gzip, br;q=0", "gzip, br; q=0.000", "", "brotli"] {
            assert!(!accepts(&offering(line), "br"), "{line}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(hashed("herald.0123456789abcdef.css") && hashed("0123456789abcdef/herald.js"));
        assert!(!hashed("herald.css") && !hashed("herald.abcdef.css"));
    }

    #[test]
    fn what_is_no_asset_is_not_served() {
        for file in
            ["../manifest.json", "manifest.json", "herald", "x.html", "../../../Cargo.toml", "missing.css"]
        {
            assert_eq!(serve(file, &HeaderMap::new()).status(), StatusCode::NOT_FOUND, "{file}");
        }
    }

    #[test]
    fn a_known_tag_is_recognised() {
        let known = HeaderValue::from_static("\"aa\", W/\"bb\"");
        assert!(matches(&known, "\"bb\"") && !matches(&known, "\"b\""));
    }
}
