//! Parts of the WebAssembly that only some islands need, loaded with the page that has such an island.

use crate::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// The files of each part by its name, which begins like the island's. Put into the context by the server.
#[derive(Clone, Debug, Default)]
pub struct Parts(pub Arc<HashMap<String, Vec<String>>>);

/// Tells the browser to load the part of a lazy island while it still loads the rest.
#[must_use]
pub fn preload(island: &str) -> AnyView {
    // The rest of the name is a hash.
    links(&format!("{island}_loader"), |address| {
        view! { <link rel="preload" href=address r#as="fetch" crossorigin="anonymous"/> }
    })
}

/// The style sheet of the demo's own pages, in front of what needs it.
#[must_use]
pub fn demo_style() -> AnyView {
    links("demo", |address| view! { <link rel="stylesheet" href=address/> })
}

/// To each file of the parts whose names begin so.
fn links(part: &str, link: fn(String) -> AnyView) -> AnyView {
    let Parts(parts) = use_context().unwrap_or_default();
    let files = parts.iter().filter(|(name, _)| name.starts_with(part)).flat_map(|(_, files)| files);
    files.cloned().map(link).collect_view().into_any()
}

/// The WebAssembly that script is about to ask for.
#[must_use]
pub fn preload_wasm(address: String) -> AnyView {
    view! { <link rel="preload" href=address r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_an_island_are_found_by_its_name() {
        let owner = Owner::new();
        let html = owner.with(|| {
            let files = |name: &str| vec![format!("/pkg/{name}.bin")];
            let parts =
                ["send_pane_loader_7", "message_wizard_loader_8"].map(|name| (name.to_owned(), files(name)));
            provide_context(Parts(Arc::new(parts.into())));
            preload("send_pane").to_html()
        });
        assert!(html.contains("href=\"/pkg/send_pane_loader_7.bin\"") && !html.contains("wizard"), "{html}");
    }
}
