//! Step 2: the groups, and whom they lead to (B8, B9).

use super::{
    again::{AskAgain, Trouble},
    data::Data,
};
use crate::islands::wizard::{Summary, form::Form, state::Action};
use crate::prelude::*;
use crate::{
    components::{
        group_picker::{GroupAvatar, GroupPicker, group_meta},
        icon::{Glyph, Icon},
        reach::EstimatedReach,
        refusal::{To, refusal},
    },
    context::{use_texts, use_viewer, use_zone},
    dom,
    error::AppError,
    routes,
    texts::Texts,
};
use herald_domain::{
    audience::{GROUPS_MAX, Share},
    directory::GroupRow,
    ids::GroupId,
};

#[component]
pub fn Assignments(form: Form, data: Data) -> impl IntoView {
    let texts = use_texts();
    let wizard = &texts.wizard;
    let zone = use_zone();
    let chosen = form.groups();
    let full = Signal::derive(move || chosen.with(|chosen| chosen.len() >= GROUPS_MAX));
    let found = Memo::new(move |_| {
        data.found
            .with(|found| found.as_ref().and_then(|found| found.groups.clone().ok()).unwrap_or_default())
    });
    let status = Signal::derive(move || {
        if full.get() {
            return wizard.picker_full.to_owned();
        }
        data.found.with(|found| match found {
            None => texts.common.loading.to_owned(),
            Some(found) => match &found.groups {
                Ok(groups) => said_of(&found.search, groups.len(), texts),
                Err(error) => refusal(error, To::Groups, zone, texts),
            },
        })
    });
    let on_toggle = Callback::new(move |row: GroupRow| {
        let id = row.id.clone();
        data.remember([row]);
        let is_chosen = chosen.with_untracked(|chosen| chosen.contains(&id));
        form.act(if is_chosen { Action::Remove(id) } else { Action::Add(id) });
    });
    let problems = Memo::new(move |_| {
        form.wizard.with(|state| {
            let problem = state.selection_problem().filter(|_| state.complaining);
            problem
                .map(|problem| ("group-search", wizard.selection_problem(problem)))
                .into_iter()
                .collect::<Vec<_>>()
        })
    });
    let error =
        Signal::derive(move || problems.with(|problems| problems.first().map(|(_, words)| words.clone())));
    view! {
        <Summary problems/>
        <Trouble form data/>
        <div class="wizard__body wizard__body--assign">
            <div class="section">
                <div class="section__header">
                    <h2 class="section__title" id="step-heading" tabindex="-1">
                        {wizard.select_groups}
                    </h2>
                </div>
                <GroupPicker search=form.search results=found chosen full busy=data.searching status error on_toggle/>
            </div>
            <div class="section">
                <div class="section__header">
                    <h2 class="section__title">{wizard.included}</h2>
                    <span class="muted" role="status">
                        {reactive(move || (wizard.of_groups)(chosen.with(Vec::len), GROUPS_MAX))}
                    </span>
                </div>
                <Included form data chosen/>
                {reactive(move || {
                    data.not_learned(form).map(|error| view! { <AskAgain error form data heading="#step-heading"/> })
                })}
                <Estimate form data/>
            </div>
        </div>
    }
}

/// How many groups match; more than fit are not counted.
fn said_of(search: &str, count: usize, texts: &Texts) -> String {
    let search = search.trim();
    let wizard = &texts.wizard;
    let first = match (search.is_empty(), count) {
        (true, _) => wizard.first_groups.to_owned(),
        (false, 0) => return (wizard.no_match)(search),
        (false, count) => (wizard.matching)(count as u64, search),
    };
    format!("{first} {}", wizard.people_only)
}

/// Leads whoever may see who is in it to the group, beside the message in another tab.
fn primary(id: &GroupId, name: String) -> AnyView {
    if use_viewer().reads_members {
        let address = routes::group(id);
        view! {
            <a class="data-grid__primary" href=address target="_blank">
                {name}
            </a>
        }
    } else {
        view! { <span class="data-grid__primary">{name}</span> }
    }
}

/// The chosen groups, in the order of choosing.
#[component]
fn Included(form: Form, data: Data, chosen: Memo<Vec<GroupId>>) -> impl IntoView {
    let texts = use_texts();
    let (number, texts) = (texts.common.number, &texts.wizard);
    let row = move |id: GroupId| {
        let known = data.known.with(|known| known.get(&id).cloned());
        let name = data.name(&id);
        let members = known
            .as_ref()
            .map_or_else(|| "–".to_owned(), |row| number(row.transitive_users.unwrap_or(row.users)));
        let meta = known.as_ref().map(group_meta);
        let share = data.share(&id);
        let counted =
            |count: fn(&Share) -> u64| share.as_ref().map_or_else(|| "–".to_owned(), |s| number(count(s)));
        let (people, devices) = (counted(|share| share.people), counted(|share| share.devices));
        let value = id.as_str().to_owned();
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">
                    <span class="data-grid__media">
                        <GroupAvatar name=name.clone()/>
                        <span>
                            {primary(&id, name.clone())}
                            <span class="data-grid__sub">{meta}</span>
                        </span>
                    </span>
                </th>
                <td role="cell" class="data-grid__num" data-label=texts.column_members>
                    {members}
                </td>
                <td role="cell" class="data-grid__num" data-label=texts.column_people>
                    {people}
                </td>
                <td role="cell" class="data-grid__num" data-label=texts.column_devices>
                    {devices}
                </td>
                <td role="cell" class="data-grid__actions">
                    <button
                        class="button button--subtle button--icon button--small"
                        type="submit"
                        name="remove"
                        value=value
                        aria-label=(texts.remove)(&name)
                        on:click=move |event| {
                            event.prevent_default();
                            let at = chosen.with_untracked(|chosen| chosen.iter().position(|known| *known == id));
                            form.act(Action::Remove(id.clone()));
                            dom::refocus("button[name=remove]", at.unwrap_or_default(), "group-search");
                        }
                    >
                        <Icon glyph=Glyph::Dismiss16/>
                    </button>
                </td>
            </tr>
        }
    };
    reactive(move || {
        let ids = chosen.get();
        if ids.is_empty() {
            return view! { <p class="muted">{texts.none_chosen}</p> };
        }
        view! {
            <div class="data-grid data-grid--cards">
                <div class="data-grid__scroll">
                    <table class="data-grid__table" role="table" aria-label=texts.included>
                        <thead role="rowgroup">
                            <tr role="row">
                                <th scope="col" role="columnheader">
                                    {texts.column_group}
                                </th>
                                <th scope="col" role="columnheader" class="data-grid__num">
                                    {texts.column_members}
                                </th>
                                <th scope="col" role="columnheader" class="data-grid__num">
                                    {texts.column_people}
                                </th>
                                <th scope="col" role="columnheader" class="data-grid__num">
                                    {texts.column_devices}
                                </th>
                                <th scope="col" role="columnheader" class="data-grid__actions">
                                    <span class="visually-hidden">{(texts.remove)("")}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{ids.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </div>
        }
    })
}

#[component]
fn Estimate(form: Form, data: Data) -> impl IntoView {
    let texts = use_texts();
    let content = move || match data.reach.get() {
        Some(Ok(forecast)) => view! { <EstimatedReach reach=forecast.reach/> },
        Some(Err(AppError::InvalidSelection { .. })) | None => {
            view! { <p class="muted">{texts.wizard.counting}</p> }
        }
        Some(Err(error)) => view! { <AskAgain error form data heading="#reach-h"/> },
    };
    let in_several = move || {
        let people =
            data.reach.with(|reach| reach.as_ref()?.as_ref().ok().map(|forecast| forecast.in_several));
        let words = (texts.wizard.in_several)(people.filter(|people| *people > 0)?);
        Some(view! { <span class="muted small">{words}</span> })
    };
    let in_sight = move || data.reach.with(Option::is_some) || data.counting.get();
    reactive(move || {
        in_sight().then(|| {
            view! {
                <section class="card" aria-labelledby="reach-h" aria-busy=move || data.counting.get().then_some("true")>
                    <div class="card__header">
                        <h3 class="card__title" id="reach-h" tabindex="-1">
                            {texts.wizard.estimated_reach}
                        </h3>
                        {reactive(in_several)}
                    </div>
                    {reactive(content)}
                </section>
            }
        })
    })
}
