//! The app: what every page gets, and which page stands at which address.

use crate::{
    context::provide_page_context,
    layout::frame::Frame,
    pages::{devices::DevicesPage, home::HomePage, not_found::NotFoundPage, sign_in::SignInPage},
    posted::provide_posted,
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// Pages are rendered whole before the first byte goes out, so that they work without script and carry their status.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_page_context();
    view! {
        <Router>
            <Pages/>
        </Router>
    }
}

#[component]
fn Pages() -> impl IntoView {
    provide_posted();
    #[cfg(feature = "ssr")]
    send_to_sign_in();
    view! {
        <Frame>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/devices") view=DevicesPage ssr=SsrMode::Async/>
            </FlatRoutes>
        </Frame>
    }
}

/// Whoever is not signed in may see the sign-in page and the demo's phones, and is sent to the former from elsewhere.
#[cfg(feature = "ssr")]
fn send_to_sign_in() {
    use crate::{context, routes};
    let Ok(server) = context::use_server() else { return };
    let location = leptos_router::hooks::use_location();
    let path = location.pathname.get_untracked();
    let open = path == routes::SIGN_IN || (server.demo && path.starts_with("/demo/"));
    if server.caller.is_none() && !open {
        let query = location.search.get_untracked();
        let here = if query.is_empty() { path } else { format!("{path}?{query}") };
        context::redirect(&routes::sign_in_and_return(&here));
    }
}
