//! A field of the compose form with its counter (B1–B4). The numbers come from the rules that the server applies.

use crate::prelude::*;
use crate::{
    components::{
        field::{FieldError, TextInput},
        text_area::TextArea,
    },
    context::use_texts,
};
use herald_domain::text::{self, Field};

/// How close a text is to its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Calm,
    /// At least nine tenths are used.
    Near,
    Over,
}

impl Level {
    #[must_use]
    pub const fn of(count: usize, max: usize) -> Self {
        if count > max {
            Self::Over
        } else if count * 10 >= max * 9 {
            Self::Near
        } else {
            Self::Calm
        }
    }
    const fn class(self) -> &'static str {
        match self {
            Self::Calm => "field__counter",
            Self::Near => "field__counter field__counter--near",
            Self::Over => "field__counter field__counter--over",
        }
    }
}

/// Title or body. `problem` is what to say at the field, once there is a reason to. The counter is silent while one
/// types; a screen reader hears when the limit comes near and when it is passed.
#[component]
pub fn CounterField(
    field: Field,
    value: RwSignal<String>,
    #[prop(into)] problem: Signal<Option<String>>,
    /// Can be read and copied, not changed.
    #[prop(optional, into)]
    locked: Signal<bool>,
    #[prop(optional)] hint: &'static str,
    /// Lines of the body's field at first.
    #[prop(default = 7)]
    rows: u8,
) -> impl IntoView {
    let texts = &use_texts().wizard;
    let (id, label) = match field {
        Field::Title => ("title", texts.field_title),
        Field::Body => ("body", texts.field_body),
    };
    let max = field.max();
    let count = Memo::new(move |_| value.with(|value| text::count(value)));
    let level = Memo::new(move |_| Level::of(count.get(), max));
    let invalid = Signal::derive(move || problem.with(Option::is_some));
    let described_by = Signal::derive(move || {
        let first = if invalid.get() { "-error" } else { "-hint" };
        if hint.is_empty() && !invalid.get() {
            format!("{id}-count")
        } else {
            format!("{id}{first} {id}-count")
        }
    });
    let input = match field {
        Field::Title => view! { <TextInput id name=id value described_by invalid locked/> },
        Field::Body => view! { <TextArea id name=id value rows described_by invalid locked/> },
    };
    let announcement = move || match level.get() {
        Level::Calm => String::new(),
        Level::Near => (texts.near_limit)(max),
        Level::Over => (texts.over_limit)(max),
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
                " "
                <span class="field__required" aria-hidden="true">
                    "*"
                </span>
            </label>
            {input}
            <div class="field__row">
                <FieldError id=format!("{id}-error") error=problem/>
                <p class="field__hint" id=format!("{id}-hint") hidden=move || hint.is_empty() || invalid.get()>
                    {hint}
                </p>
                <span class=move || level.get().class() id=format!("{id}-count")>
                    <span class="visually-hidden">{texts.characters_used}</span>
                    {reactive(move || format!("{}/{max}", count.get()))}
                </span>
            </div>
            <span class="visually-hidden" role="status">
                {reactive(announcement)}
            </span>
        </div>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    fn rendered(field: Field, value: &str, problem: Option<String>) -> String {
        Owner::new().with(|| {
            let value = RwSignal::new(value.to_owned());
            view! { <CounterField field value problem hint="A hint."/> }.to_html()
        })
    }

    #[test]
    fn b4_the_counter_turns_at_nine_tenths_and_when_over() {
        assert_eq!(
            [44, 45, 50, 51].map(|n| Level::of(n, 50)),
            [Level::Calm, Level::Near, Level::Near, Level::Over]
        );
        assert!(rendered(Field::Title, &"x".repeat(45), None).contains("field__counter--near"));
        assert!(rendered(Field::Title, &"x".repeat(51), None).contains("field__counter--over"));
    }

    #[test]
    fn b2_the_counter_counts_what_the_server_counts() {
        let html = rendered(Field::Body, " å🎉\r\nb ", None);
        assert!(html.contains("4/500") || html.contains("4<!>/500"), "{html}");
    }

    #[test]
    fn b4_a_problem_stands_at_its_field_and_is_part_of_its_description() {
        let html = rendered(Field::Title, "", Some("Enter a title.".into()));
        assert!(html.contains("aria-describedby=\"title-error title-count\""), "{html}");
        assert!(html.contains("aria-invalid=\"true\"") && html.contains("Enter a title."), "{html}");
        assert!(rendered(Field::Title, "", None).contains("aria-describedby=\"title-hint title-count\""));
    }
}
