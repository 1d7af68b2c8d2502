//! All devices (B31).

use crate::{
    context::use_texts,
    layout::page::{Crumb, PageHeader},
};
use leptos::prelude::*;

#[component]
pub fn DevicesPage() -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="page">
            <PageHeader title=texts.devices.title trail=vec![Crumb::text(texts.frame.devices)]/>
        </div>
    }
}
