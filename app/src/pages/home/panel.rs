//! The large cards of Home: a heading with a link to more, and content that follows what is sent.

use crate::prelude::*;
use crate::{live::Kind, routes};

/// `more` leads to Delivery status.
pub fn panel(
    id: &'static str,
    title: &'static str,
    more: &'static str,
    class: &'static str,
    content: AnyView,
) -> AnyView {
    view! {
        <section
            class=class
            id=format!("{id}-card")
            aria-labelledby=id
            data-live-region
            data-follow=Kind::Sends.word()
        >
            <div class="card__header">
                <h2 class="card__title card__title--large" id=id>
                    {title}
                </h2>
                <a href=routes::DELIVERY>{more}</a>
            </div>
            {content}
        </section>
    }
}
