//! Choosing groups: a combobox over a list of which several may be chosen (WAI-ARIA APG), or, before script runs, a
//! list of buttons that post the form.

mod marked;

use crate::prelude::*;
use crate::{
    components::{
        alive::use_alive,
        avatar::initials,
        field::FieldError,
        icon::{Glyph, Icon},
    },
    context::use_texts,
    dom,
};
use herald_domain::{directory::GroupRow, ids::GroupId};
use leptos::{ev::KeyboardEvent, html};
use marked::Marked;

const COLOURS: [&str; 4] = [
    "avatar avatar--square",
    "avatar avatar--steel avatar--square",
    "avatar avatar--plum avatar--square",
    "avatar avatar--blue avatar--square",
];

/// The square of a group. Decorative: the name stands beside it.
#[component]
pub fn GroupAvatar(name: String) -> impl IntoView {
    let sum = name.bytes().fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    view! { <span class=COLOURS[sum % COLOURS.len()] aria-hidden="true">{initials(&name)}</span> }
}

/// What a group is made of, under its name.
#[must_use]
pub fn group_meta(row: &GroupRow) -> String {
    let texts = &use_texts().wizard;
    if row.users == 0 && row.groups == 0 && row.devices > 0 {
        return texts.devices_only.into();
    }
    let mut parts = Vec::new();
    if row.groups > 0 {
        parts.push((texts.nested)(row.groups));
    }
    if row.devices > 0 {
        parts.push((texts.devices_ignored)(row.devices));
    }
    if parts.is_empty() { row.description.clone() } else { parts.join(" · ") }
}

/// `results` is what the search found; `full` when no further group may be chosen. `on_toggle` gets the group that
/// is to be chosen or given up.
#[component]
pub fn GroupPicker(
    search: RwSignal<String>,
    #[prop(into)] results: Signal<Vec<GroupRow>>,
    #[prop(into)] chosen: Signal<Vec<GroupId>>,
    #[prop(into)] full: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    /// How many match, and what to know.
    #[prop(into)]
    status: Signal<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    on_toggle: Callback<GroupRow>,
) -> impl IntoView {
    let texts = &use_texts().wizard;
    let alive = use_alive();
    let active = RwSignal::new(None::<usize>);
    // Another search, another list.
    Effect::new(move |_| {
        results.track();
        active.set(None);
    });
    let toggle = move |at: usize| {
        if let Some(row) = results.with_untracked(|rows| rows.get(at).cloned()) {
            let is_chosen = chosen.with_untracked(|chosen| chosen.contains(&row.id));
            if is_chosen || !full.get_untracked() {
                on_toggle.run(row);
            }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        // The key belongs to an input method.
        if event.is_composing() {
            return;
        }
        let count = results.with_untracked(Vec::len);
        let at = active.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" if count > 0 => Some(at.map_or(0, |at| (at + 1) % count)),
            "ArrowUp" if count > 0 => Some(at.map_or(count - 1, |at| (at + count - 1) % count)),
            "Enter" => {
                // The form stays where it is; without an option the search is up to date already.
                event.prevent_default();
                if let Some(at) = at {
                    toggle(at);
                }
                return;
            }
            "Escape" => {
                if at.is_some() {
                    active.set(None);
                } else {
                    search.set(String::new());
                }
                event.prevent_default();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
        if let Some(at) = next {
            dom::scroll_into_sight(&option_id(at));
        }
    };
    let option = move |(at, row): (usize, GroupRow)| {
        let id = row.id.clone();
        let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.contains(&id)));
        let disabled = move || full.get() && !is_chosen.get();
        let inside = view! { <Inside row=row.clone() search/> };
        if alive.get_untracked() {
            view! {
                <div
                    class="group-picker__option"
                    class=("group-picker__option--active", move || active.get() == Some(at))
                    role="option"
                    id=option_id(at)
                    aria-selected=move || is_chosen.get().to_string()
                    aria-disabled=move || disabled().then_some("true")
                    // The focus stays in the search box.
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| {
                        active.set(Some(at));
                        toggle(at);
                    }
                >
                    {inside}
                </div>
            }
        } else {
            let chosen = is_chosen.get_untracked();
            view! {
                <button
                    class="group-picker__option"
                    type="submit"
                    name=if chosen { "remove" } else { "add" }
                    value=row.id.as_str().to_owned()
                    aria-pressed=chosen.to_string()
                    disabled=disabled()
                >
                    {inside}
                </button>
            }
        }
    };
    let list = move || {
        alive.track();
        results.get().into_iter().enumerate().map(option).collect_view()
    };
    let element = NodeRef::<html::Input>::new();
    Effect::new(move |before: Option<()>| {
        let Some(element) = element.get() else { return };
        let (shown, known) = (element.value(), search.get());
        if shown != known {
            // What was typed before the page came alive wins.
            if before.is_none() { search.set(shown) } else { element.set_value(&known) }
        }
    });
    let wrong = move || error.with(Option::is_some);
    let some = move || results.with(|rows| !rows.is_empty());
    view! {
        <div class="group-picker">
            <div class="search-box">
                <Icon glyph=Glyph::Search16 class="search-box__icon"/>
                <input
                    node_ref=element
                    class="input input--large search-box__input"
                    type="text"
                    id="group-search"
                    name="search"
                    value=search.get_untracked()
                    placeholder=texts.search_placeholder
                    autocomplete="off"
                    aria-labelledby="step-heading"
                    aria-describedby=move || wrong().then_some("group-search-error")
                    aria-invalid=move || wrong().then_some("true")
                    role=move || alive.get().then_some("combobox")
                    aria-expanded=move || alive.get().then(|| some().to_string())
                    aria-controls=move || alive.get().then_some("group-list")
                    aria-autocomplete=move || alive.get().then_some("list")
                    aria-activedescendant=move || active.get().map(option_id)
                    on:input:target=move |event| search.set(event.target().value())
                    on:keydown=on_key
                />
            </div>
            <FieldError id="group-search-error".to_owned() error/>
            <noscript inner_html=format!(
                "<button class=\"button\" type=\"submit\" name=\"go\" value=\"search\">{}</button>",
                texts.search,
            )></noscript>
            <div
                class="group-picker__list"
                id="group-list"
                hidden=move || !some()
                role=move || alive.get().then_some("listbox")
                aria-multiselectable=move || alive.get().then_some("true")
                aria-labelledby="step-heading"
                aria-busy=move || busy.get().then_some("true")
            >
                {reactive(list)}
            </div>
            <p class="field__hint" role="status">
                {status}
            </p>
        </div>
    }
}

fn option_id(at: usize) -> String {
    format!("group-option-{at}")
}

/// Box, square, name, make-up and size of one group.
#[component]
fn Inside(row: GroupRow, search: RwSignal<String>) -> impl IntoView {
    let texts = &use_texts().wizard;
    let meta = group_meta(&row);
    view! {
        <span class="group-picker__check">
            <Icon glyph=Glyph::Check16/>
        </span>
        <GroupAvatar name=row.name.clone()/>
        <span>
            <span class="group-picker__name">
                <Marked text=row.name.clone() part=search.get_untracked()/>
            </span>
            <span class="group-picker__meta">{meta}</span>
        </span>
        <span class="group-picker__count">{(texts.members)(row.transitive_users.unwrap_or(row.users))}</span>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
