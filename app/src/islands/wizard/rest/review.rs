//! Step 3: everything chosen, whom it will reach, what is left this hour (B13, B19, B23).

use super::{
    again::{AskAgain, Trouble},
    data::Data,
};
use crate::islands::wizard::{
    form::Form,
    state::{Action, Step},
};
use crate::prelude::*;
use crate::{
    components::{
        live_preview::LivePreview,
        message_bar::{MessageBar, Tone},
        moment::{clock, time_of_day},
        quota::QuotaMeter,
        reach::{NotReached, ReachSummary},
    },
    context::{use_texts, use_viewer, use_zone},
    routes,
};
use herald_domain::{
    audience::{Forecast, GROUPS_MAX},
    limits::Quota,
    text::normalise,
};

#[component]
pub fn Review(form: Form, data: Data) -> impl IntoView {
    let texts = &use_texts().wizard;
    let reads_members = use_viewer().reads_members;
    let not_reached = move || {
        let forecast = data.reach.get().and_then(Result::ok)?;
        let counted: Vec<_> = forecast.groups.into_iter().map(|share| share.group).collect();
        let file = reads_members.then(|| routes::unreached_csv(&counted));
        Some(view! { <NotReached reach=forecast.reach file/> })
    };
    view! {
        <Trouble form data/>
        <div class="wizard__body wizard__body--review">
            <div class="stack">
                <ReachCard form data/>
                <MessageBar tone=Tone::Info>{texts.at_once}</MessageBar>
                <div class="split split--half split--summary">
                    <BasicsCard form/>
                    <AssignmentsCard form data/>
                </div>
                {reactive(not_reached)}
            </div>
            <aside class="wizard__aside stack" aria-label=texts.before_create>
                <LivePreview drawing=data.lock_screen.get_value() title=form.title body=form.body class="preview"/>
                {reactive(move || data.quota.get().map(|quota| view! { <QuotaCard quota/> }))}
            </aside>
        </div>
    }
}

#[component]
fn ReachCard(form: Form, data: Data) -> impl IntoView {
    let texts = &use_texts().wizard;
    let zone = use_zone();
    let counted = move || {
        let at = data.reach.with(|reach| matches!(reach, Some(Ok(_)))).then(|| data.counted_at.get())?;
        at.map(|at| (texts.counted)(&clock(at, zone)))
    };
    let content = move || match data.reach.get() {
        Some(Ok(Forecast { reach, .. })) => {
            let nobody = (reach.devices() == 0).then(|| {
                view! { <MessageBar tone=Tone::Warning>{texts.nobody}</MessageBar> }
            });
            view! {
                <ReachSummary reach/>
                {nobody}
            }
        }
        Some(Err(error)) => view! { <AskAgain error form data heading="#step-heading"/> },
        None => view! { <p role="status">{texts.counting}</p> },
    };
    view! {
        <section
            class="card card--brand"
            aria-labelledby="step-heading"
            aria-busy=move || data.counting.get().then_some("true")
        >
            <div class="card__header">
                <h2 class="card__title" id="step-heading" tabindex="-1">
                    {texts.reach}
                </h2>
                <span class="muted small">{reactive(counted)}</span>
            </div>
            {reactive(content)}
        </section>
    }
}

/// Leads back to a step; a button of the form, so that it works without script.
#[component]
fn Edit(form: Form, step: Step, label: &'static str) -> impl IntoView {
    view! {
        <button
            class="link-button"
            type="submit"
            name="go"
            value=step.go()
            aria-label=label
            on:click=move |event| {
                event.prevent_default();
                form.act(Action::Go(step));
            }
        >
            {use_texts().wizard.edit}
        </button>
    }
}

#[component]
fn BasicsCard(form: Form) -> impl IntoView {
    let texts = &use_texts().wizard;
    view! {
        <section class="card" aria-labelledby="basics-h">
            <div class="card__header">
                <h2 class="card__title" id="basics-h">
                    {texts.basics}
                </h2>
                <Edit form step=Step::Basics label=texts.edit_basics/>
            </div>
            <dl class="essentials essentials--one">
                <div class="essentials__item">
                    <dt>{texts.field_title}</dt>
                    <dd>{reactive(move || form.title.with(|text| normalise(text)))}</dd>
                </div>
                <div class="essentials__item">
                    <dt>{texts.field_body}</dt>
                    <dd>{reactive(move || form.body.with(|text| normalise(text)))}</dd>
                </div>
            </dl>
        </section>
    }
}

#[component]
fn AssignmentsCard(form: Form, data: Data) -> impl IntoView {
    let all = use_texts();
    let (number, texts) = (all.common.number, &all.wizard);
    let groups = form.groups();
    let tags = move || {
        let known = data.known.get();
        let tag = |id: &herald_domain::ids::GroupId| {
            let name = data.name(id);
            let text = match known.get(id) {
                Some(row) => format!("{name} · {}", number(row.transitive_users.unwrap_or(row.users))),
                None => name,
            };
            view! { <span class="tag">{text}</span> }
        };
        groups.with(|groups| groups.iter().map(tag).collect_view())
    };
    view! {
        <section class="card" aria-labelledby="assignments-h">
            <div class="card__header">
                <h2 class="card__title" id="assignments-h">
                    {texts.assignments}
                </h2>
                <Edit form step=Step::Assignments label=texts.edit_assignments/>
            </div>
            <dl class="essentials essentials--one">
                <div class="essentials__item">
                    <dt>{reactive(move || (texts.included_count)(groups.with(Vec::len), GROUPS_MAX))}</dt>
                    <dd>
                        <span class="tags">{reactive(tags)}</span>
                        {reactive(move || {
                            data.not_learned(form)
                                .map(|error| view! { <AskAgain error form data heading="#step-heading"/> })
                        })}
                    </dd>
                </div>
            </dl>
        </section>
    }
}

/// Which message of the hour this would be; or when the next place is free (B19).
#[component]
fn QuotaCard(quota: Quota) -> impl IntoView {
    let texts = &use_texts().wizard;
    let zone = use_zone();
    let words = move || match quota.next_free {
        Some(at) => (texts.next_free)(&time_of_day(at, zone)),
        None => {
            let this = (texts.this_is_message)(quota.used + 1, quota.max);
            let after = (texts.left_after)(quota.left().saturating_sub(1));
            let frees = quota.oldest_frees.map(|at| (texts.frees_up)(&time_of_day(at, zone)));
            [Some(this), Some(after), frees].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    view! {
        <section class="card" aria-labelledby="quota-h">
            <h2 class="card__title" id="quota-h">
                {texts.this_hour}
            </h2>
            <QuotaMeter quota label=texts.used_this_hour small=true next=true/>
            <p class="small muted">{reactive(words)}</p>
        </section>
    }
}
