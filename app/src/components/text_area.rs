//! The only place that may write `<textarea`: Leptos puts its children into the page unescaped.

use crate::prelude::*;

use leptos::html;

/// Text that is safe inside a textarea.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    // HTML drops the first line feed of a textarea.
    if text.starts_with('\n') {
        out.push('\n');
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    out
}

/// A text field of several lines. What was typed before the page came alive wins over `value`.
#[component]
pub fn TextArea(
    id: &'static str,
    name: &'static str,
    value: RwSignal<String>,
    #[prop(default = 4)] rows: u8,
    /// Ids of the elements that describe it.
    #[prop(into)]
    described_by: Signal<String>,
    #[prop(into)] invalid: Signal<bool>,
    /// Can be read and copied, not changed.
    #[prop(optional, into)]
    locked: Signal<bool>,
) -> impl IntoView {
    let element = NodeRef::<html::Textarea>::new();
    Effect::new(move |hydrated: Option<()>| {
        let Some(element) = element.get() else { return };
        let (shown, known) = (element.value(), value.get());
        if shown != known {
            if hydrated.is_none() { value.set(shown) } else { element.set_value(&known) }
        }
    });
    view! {
        <textarea
            node_ref=element
            class="input textarea"
            id=id
            name=name
            rows=rows.to_string()
            required
            autocomplete="off"
            aria-describedby=described_by
            aria-invalid=move || invalid.get().then_some("true")
            readonly=locked
            on:input:target=move |event| value.set(event.target().value())
            inner_html=escaped(&value.get_untracked())
        ></textarea>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    fn rendered(text: &str) -> String {
        Owner::new().with(|| {
            let value = RwSignal::new(text.to_owned());
            view! { <TextArea id="body" name="body" value described_by="hint" invalid=false/> }.to_html()
        })
    }

    #[test]
    fn what_was_typed_cannot_leave_the_textarea() {
        let html = rendered("</textarea><script>alert(1)</script>&amp;");
        assert!(
            html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>"),
            "{html}"
        );
        assert!(!html.contains("<script"), "{html}");
    }

    #[test]
    fn a_first_line_feed_is_kept() {
        assert!(rendered("\nHej").contains(">\n\nHej</textarea>"));
    }
}
