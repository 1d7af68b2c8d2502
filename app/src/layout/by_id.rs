//! Pages about one thing, which their address names.

use crate::prelude::*;
use crate::{error::AppError, layout::page::ErrorPage};
use leptos_router::hooks::use_params_map;
use std::str::FromStr;

/// The page about what `get` finds under the address's `:id`; what is no id is not found either.
pub fn page_by_id<Id, Found, Asked>(
    get: impl FnOnce(Id) -> Asked + Send + 'static,
    content: impl FnOnce(Found) -> AnyView + Send + 'static,
) -> AnyView
where
    Id: FromStr + Send + 'static,
    Found: Send + 'static,
    Asked: Future<Output = Result<Found, AppError>> + Send + 'static,
{
    let id = use_params_map().with_untracked(|params| params.get("id")).and_then(|id| id.parse().ok());
    let content = Suspend::new(async move {
        let found = match id {
            Some(id) => get(id).await,
            None => Err(AppError::NotFound),
        };
        match found {
            Ok(found) => content(found),
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}
