//! The filters of a list: pills that open a list of links. They need no script.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
};

/// One value to filter by, and the address of the list with it.
#[derive(Clone, Debug)]
pub struct Choice {
    pub label: &'static str,
    pub href: String,
    pub chosen: bool,
}

/// `any` is the address of the list without this filter.
#[component]
pub fn FilterPill(id: &'static str, label: &'static str, choices: Vec<Choice>, any: String) -> impl IntoView {
    let texts = use_texts();
    let chosen = choices.iter().find(|choice| choice.chosen).map(|choice| choice.label);
    let everything = Choice { label: texts.common.any, href: any.clone(), chosen: chosen.is_none() };
    let item = move |choice: Choice| {
        view! {
            <li>
                <a
                    class="menu__item"
                    href=choice.href
                    aria-current=choice.chosen.then_some("true")
                >
                    <span class="menu__check">{choice.chosen.then(|| view! { <Icon glyph=Glyph::Check16/> })}</span>
                    {choice.label}
                </a>
            </li>
        }
    };
    view! {
        <span class="filter-pill" class:filter-pill--set=chosen.is_some()>
            <button class="filter-pill__main" type="button" popovertarget=id aria-haspopup="dialog">
                {label}
                ": "
                <span class="filter-pill__value">{chosen.unwrap_or(texts.common.any)}</span>
                {chosen.is_none().then(|| view! { <Icon glyph=Glyph::ChevronDown16/> })}
            </button>
            {chosen
                .is_some()
                .then(|| {
                    view! {
                        <a class="filter-pill__clear" href=any aria-label=(texts.devices.remove_filter)(label)>
                            <Icon glyph=Glyph::Dismiss16/>
                        </a>
                    }
                })}
        </span>
        <div class="menu popover" id=id popover role="dialog" aria-label=label>
            <ul class="menu__list" aria-label=label>
                {std::iter::once(everything).chain(choices).map(item).collect_view()}
            </ul>
        </div>
    }
}

/// The pills of a list, which are brought up to date with it.
#[must_use]
pub fn filter_pills(pills: AnyView) -> AnyView {
    view! {
        <div id="filters" class="filter-pills" role="group" aria-label=use_texts().devices.filters data-live-region>
            {pills}
        </div>
    }
}

/// The filter by whether devices can be reached; `address` is that of the list with it.
#[must_use]
pub fn reachable_pill(chosen: Option<bool>, address: impl Fn(Option<bool>) -> String) -> AnyView {
    let texts = use_texts();
    let choices = [(true, texts.common.yes), (false, texts.common.no)].map(|(reachable, label)| Choice {
        label,
        href: address(Some(reachable)),
        chosen: chosen == Some(reachable),
    });
    view! {
        <FilterPill
            id="filter-reachable"
            label=texts.devices.reachable
            choices=choices.into()
            any=address(None)
        />
    }
}
