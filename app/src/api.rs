//! Server functions, one file per noun. Each asks who calls, calls the use-case and hands its answer on.
//!
//! Every one has an address of its own, so that nodes of different builds understand each other.

/// A function that runs on the server under `/api/` and this address. In the browser it asks for that, with a client
/// that can do nothing else: the one of Leptos knows streams, forms and sockets, which nobody here needs.
macro_rules! server_function {
    (
        $address:literal,
        $(#[$about:meta])*
        pub async fn $name:ident($($argument:ident: $type:ty),* $(,)?) -> Result<$answer:ty, AppError> $body:tt
    ) => {
        $(#[$about])*
        #[cfg(feature = "ssr")]
        #[leptos::server(prefix = "/api", endpoint = $address, input = crate::json::Rpc, output = crate::json::Rpc)]
        pub async fn $name($($argument: $type),*) -> Result<$answer, AppError> $body

        $(#[$about])*
        #[cfg(not(feature = "ssr"))]
        pub async fn $name($($argument: $type),*) -> Result<$answer, AppError> {
            #[derive(serde::Serialize)]
            struct Arguments {
                $($argument: $type),*
            }
            crate::api::client::ask(concat!("/api/", $address), &Arguments { $($argument),* }).await
        }
    };
}

pub mod devices;
pub mod directory;
pub mod groups;
pub mod notifications;
pub mod records;
pub mod search;
pub mod session;

#[cfg(not(feature = "ssr"))]
mod client;

#[cfg(feature = "ssr")]
pub use server::{Session, answer, signed_in};

#[cfg(feature = "ssr")]
mod server {
    use crate::{
        backend::{Answer, Backend, Server},
        context::use_server,
        error::AppError,
    };
    use herald_domain::caller::Caller;
    use leptos::prelude::use_context;
    use std::sync::Arc;

    /// Who calls, and the use-cases.
    pub struct Session {
        pub server: Server,
        pub caller: Arc<Caller>,
    }

    impl Session {
        #[must_use]
        pub fn backend(&self) -> &dyn Backend {
            self.server.backend.as_ref()
        }
    }

    /// The caller and the use-cases, or [`AppError::SignedOut`] with its status.
    pub fn signed_in() -> Answer<Session> {
        answer(use_server().and_then(|server| {
            let caller = server.caller.clone().ok_or(AppError::SignedOut)?;
            Ok(Session { server, caller })
        }))
    }

    /// Gives an error its HTTP status. A page that is being rendered sets its own, from what it shows.
    pub fn answer<T>(result: Answer<T>) -> Answer<T> {
        if let Err(error) = &result {
            let parts = use_context::<http::request::Parts>();
            if parts.is_some_and(|parts| parts.uri.path().starts_with("/api/")) {
                crate::context::set_status(error.status());
            }
        }
        result
    }
}
