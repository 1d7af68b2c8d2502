//! The page for an address that leads nowhere.

use crate::prelude::*;
use crate::{error::AppError, layout::page::ErrorPage};

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <div class="page">
            <ErrorPage error=AppError::NotFound/>
        </div>
    }
}
