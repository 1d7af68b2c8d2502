//! The page for an address that leads nowhere.

use crate::prelude::*;
use crate::{
    components::error_view::ErrorView, context::use_texts, error::AppError, layout::page::DocumentTitle,
};

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <DocumentTitle title=use_texts().errors.not_found_title/>
        <div class="page">
            <ErrorView error=AppError::NotFound/>
        </div>
    }
}
