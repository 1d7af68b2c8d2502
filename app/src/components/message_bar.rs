//! A message in the page: what happened or what to mind, in a colour and with an icon and words.

use crate::components::icon::{Glyph, Icon};
use crate::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Success,
    Warning,
    Error,
}

/// `live` for one that appears after an act of the reader: errors interrupt a screen reader, the rest wait.
#[component]
pub fn MessageBar(
    tone: Tone,
    #[prop(optional)] live: bool,
    #[prop(optional, into)] title: Option<String>,
    children: Children,
) -> impl IntoView {
    let (class, glyph) = match tone {
        Tone::Info => ("message-bar message-bar--info", Glyph::Info),
        Tone::Success => ("message-bar message-bar--success", Glyph::CheckCircle),
        Tone::Warning => ("message-bar message-bar--warning", Glyph::Warning),
        Tone::Error => ("message-bar message-bar--error", Glyph::Error),
    };
    let role = live.then_some(if tone == Tone::Error { "alert" } else { "status" });
    view! {
        <div class=class role=role>
            <Icon glyph/>
            <div>{title.map(|title| view! { <p class="message-bar__title">{title}</p> })} {children()}</div>
        </div>
    }
}
