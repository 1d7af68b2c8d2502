//! One component in one state, with ids of its own, so that the same component can stand on the page many times.

use crate::context::Now;
use crate::prelude::*;
use herald_domain::Timestamp;
use leptos_axum::ResponseOptions;

/// The moment at which everything on the page happens: the afternoon of 24 November 2026.
pub const NOW: Timestamp = Timestamp(1_795_528_920_000);

/// How a specimen stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As wide as it is.
    Own,
    /// Beside another where there is room.
    Half,
    /// The whole width.
    Whole,
    /// A window of its own, for what lies over a page.
    Window,
    /// A low one.
    LowWindow,
    /// One as large as what is in it.
    OwnWindow,
}

/// `key` is unique on the page.
pub fn specimen(
    key: &str,
    caption: impl Into<String>,
    room: Room,
    make: impl FnOnce() -> AnyView,
) -> AnyView {
    let class = match room {
        Room::Own | Room::OwnWindow => "kit__item",
        Room::Half => "kit__item kit__item--half",
        Room::Whole | Room::Window | Room::LowWindow => "kit__item kit__item--whole",
    };
    let html = with_own_names(&rendered(make), key);
    let inside = match room {
        Room::Window => view! { <div class="kit__window" inner_html=opened(&html)></div> },
        Room::OwnWindow => {
            view! { <div class="kit__window kit__window--own" inner_html=opened(&html)></div> }
        }
        Room::LowWindow => {
            view! { <div class="kit__window kit__window--low" inner_html=opened(&html)></div> }
        }
        _ => view! { <div class="kit__specimen" inner_html=html></div> },
    };
    view! {
        <figure class=class>
            <figcaption class="small muted">{caption.into()}</figcaption>
            {inside}
        </figure>
    }
}

/// The component's markup. It neither knows the present nor decides the answer's status.
fn rendered(make: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::current().map_or_else(Owner::new, |owner| owner.child());
    owner.with(|| {
        provide_context(Now(NOW));
        provide_context(ResponseOptions::default());
        make().to_html()
    })
}

/// Attributes that name an element, or refer to elements by name.
const NAMES: [&str; 8] =
    ["id", "for", "name", "form", "popovertarget", "aria-controls", "aria-labelledby", "aria-describedby"];

/// Adds `key` to every name.
fn with_own_names(html: &str, key: &str) -> String {
    let mut html = html.replace("<h1 ", "<h3 ").replace("</h1>", "</h3>");
    for attribute in NAMES {
        let begin = format!(" {attribute}=\"");
        let mut out = String::with_capacity(html.len());
        let mut rest = html.as_str();
        while let Some((before, after)) = rest.split_once(&begin) {
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            let named: Vec<_> = value.split_whitespace().map(|name| format!("{name}-{key}")).collect();
            out.push_str(&format!("{before}{begin}{}\"", named.join(" ")));
            rest = after;
        }
        out.push_str(rest);
        html = out;
    }
    html
}

/// What script opens is open, and stays so; a question inside a pane is not asked.
fn opened(html: &str) -> String {
    let html = html.replace(" popover ", " ").replace(" popover=\"\"", "");
    html.replace("<dialog open", "<dialog").replacen("<dialog", "<dialog open", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_specimen_has_names_of_its_own() {
        let html = with_own_names(
            r#"<label for="title">T</label><input id="title" aria-describedby="a b" class="id">"#,
            "near",
        );
        assert_eq!(
            html,
            r#"<label for="title-near">T</label><input id="title-near" aria-describedby="a-near b-near" class="id">"#
        );
    }

    #[test]
    fn what_lies_over_a_page_is_shown_open_once() {
        assert_eq!(opened(r#"<dialog open class="x"><dialog>"#), r#"<dialog open class="x"><dialog>"#);
        assert_eq!(opened(r#"<ul popover id="m">"#), r#"<ul id="m">"#);
    }
}
