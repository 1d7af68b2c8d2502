//! What a page says when the server cannot bring it up to date.

use crate::components::message_bar::{MessageBar, Tone};
use crate::prelude::*;

/// Hidden until a region of the page could not be brought up to date.
#[must_use]
pub fn out_of_date(words: &'static str) -> AnyView {
    view! {
        <div class="page__status" role="status" id="out-of-date">
            <div hidden>
                <MessageBar tone=Tone::Warning>{words}</MessageBar>
            </div>
        </div>
    }
}
