//! Parts of the WebAssembly that only some islands need, loaded with the page that has such an island.

use crate::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// The files of each part by its name, which begins like the island's. Put into the context by the server.
#[derive(Clone, Debug, Default)]
pub struct Parts(pub Arc<HashMap<String, Vec<String>>>);

/// Tells the browser to load the part of a lazy island while it still loads the rest.
#[must_use]
pub fn preload(island: &str) -> AnyView {
    let Parts(parts) = use_context().unwrap_or_default();
    let loader = format!("{island}_loader");
    // The rest of the name is a hash.
    let files = parts.iter().filter(|(name, _)| name.starts_with(&loader)).flat_map(|(_, files)| files);
    let link = |address: &String| {
        view! { <link rel="preload" href=address.clone() r#as="fetch" crossorigin="anonymous"/> }
    };
    files.map(link).collect_view().into_any()
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
