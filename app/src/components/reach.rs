//! Whom a message would reach, and whom not (B13).

use crate::prelude::*;
use crate::{
    components::{
        icon::{Glyph, Icon},
        stack_bar::StackBar,
    },
    context::use_texts,
};
use herald_domain::audience::Reach;

/// People reached, beside the choice of groups.
#[component]
pub fn EstimatedReach(reach: Reach) -> impl IntoView {
    let texts = use_texts();
    let number = texts.common.number;
    let texts = &texts.wizard;
    let without = reach.members.saturating_sub(reach.people);
    let (reached, left) = ((texts.people_reached)(reach.people), (texts.people_without)(without));
    view! {
        <p class="figure">
            <span class="figure__value">{number(reach.people)}</span>
            <span class="figure__unit">{(texts.of_people_on_devices)(reach.members, reach.devices())}</span>
        </p>
        <StackBar
            label=format!("{reached}, {left}")
            parts=vec![(reach.people, reached.clone(), "series-1"), (without, left.clone(), "series-3")]
        />
    }
}

/// People and devices by platform, before Create.
#[component]
pub fn ReachSummary(reach: Reach) -> impl IntoView {
    let texts = &use_texts().wizard;
    let parts = vec![
        (reach.ios, (texts.ios_devices)(reach.ios), "series-1"),
        (reach.android, (texts.android_devices)(reach.android), "series-2"),
        (reach.not_reached(), (texts.not_reached)(reach.not_reached()), "series-3"),
    ];
    let label = parts.iter().map(|(_, words, _)| words.as_str()).collect::<Vec<_>>().join(", ");
    view! {
        <p class="figure-line">
            {texts.will_reach} <strong>{(texts.people)(reach.people)}</strong> {texts.on}
            <strong>{(texts.devices)(reach.devices())}</strong>
        </p>
        <StackBar label parts/>
    }
}

/// People and devices that a group leads to, in a narrow column.
#[component]
pub fn GroupReach(reach: Reach) -> impl IntoView {
    let texts = use_texts();
    let (number, wizard) = (texts.common.number, &texts.wizard);
    let parts = vec![
        (reach.ios, (wizard.ios_devices)(reach.ios), "series-1"),
        (reach.android, (wizard.android_devices)(reach.android), "series-2"),
        (reach.not_reached(), (wizard.not_reached)(reach.not_reached()), "series-3"),
    ];
    let label = parts.iter().map(|(_, words, _)| words.as_str()).collect::<Vec<_>>().join(", ");
    view! {
        <p class="figure">
            <span class="figure__value">{number(reach.people)}</span>
            " "
            <span class="figure__unit">{(wizard.of_people_on_devices)(reach.members, reach.devices())}</span>
        </p>
        <StackBar label parts/>
    }
}

/// Devices that will not get the message, by reason and with what helps (B24); and those that are ignored as members
/// of the groups (B9). Nothing when there are none. `file` is the address of the list of those devices, if there is one
/// for the reader.
#[component]
pub fn NotReached(reach: Reach, #[prop(optional_no_strip)] file: Option<String>) -> impl IntoView {
    let texts = use_texts();
    let (common, texts) = (&texts.common, &texts.wizard);
    let row = |(reason, count): &(herald_domain::device::Unreachable, u64)| {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">
                    <span>
                        {common.reason(*reason)} <span class="data-grid__sub">{(texts.advice)(*reason)}</span>
                    </span>
                </th>
                <td role="cell" class="data-grid__num" data-label=texts.column_devices>
                    {(common.number)(*count)}
                </td>
            </tr>
        }
    };
    let table = (reach.not_reached() > 0).then(|| {
        view! {
            <section class="card card--flush" aria-labelledby="not-h">
                <div class="card__header">
                    <h2 class="card__title" id="not-h">
                        {(texts.will_not_get)(reach.not_reached())}
                    </h2>
                    {file
                        .map(|file| {
                            view! {
                                <a class="button button--subtle button--small" href=file download>
                                    <Icon glyph=Glyph::Export class="icon--16"/>
                                    {texts.export_list}
                                </a>
                            }
                        })}
                </div>
                <div class="data-grid data-grid--inset data-grid--compact">
                    <div class="data-grid__scroll">
                        <table class="data-grid__table" role="table" aria-label=texts.not_reached_table>
                            <thead role="rowgroup">
                                <tr role="row">
                                    <th scope="col" role="columnheader">
                                        {texts.reason}
                                    </th>
                                    <th scope="col" role="columnheader" class="data-grid__num">
                                        {texts.column_devices}
                                    </th>
                                </tr>
                            </thead>
                            <tbody role="rowgroup">{reach.unreachable.iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                </div>
            </section>
        }
    });
    let ignored = (reach.ignored_devices > 0).then(|| {
        view! { <p class="small muted">{(texts.ignored)(reach.ignored_devices)}</p> }
    });
    view! {
        {table}
        {ignored}
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use herald_domain::device::Unreachable;

    fn reach() -> Reach {
        Reach {
            members: 1_298,
            people: 1_204,
            ios: 812,
            android: 565,
            unreachable: vec![
                (Unreachable::PlatformNotSupported, 148),
                (Unreachable::NotificationsNotAllowed, 41),
            ],
            ignored_devices: 12,
        }
    }
    fn text(html: &str) -> String {
        let mut out = String::new();
        let mut inside = true;
        for c in html.chars() {
            match c {
                '<' => inside = false,
                '>' => inside = true,
                c if inside => out.push(c),
                _ => {}
            }
        }
        out
    }

    #[test]
    fn b13_review_shows_people_and_devices_by_platform() {
        let html = Owner::new().with(|| view! { <ReachSummary reach=reach()/> }.to_html());
        let text = text(&html);
        assert!(text.contains("Will reach 1,204 people on 1,377 devices"), "{text}");
        for part in ["812 iOS and iPadOS", "565 Android", "189 not reached"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn b13_review_names_the_reason_of_every_device_that_is_not_reached() {
        let html = Owner::new().with(|| view! { <NotReached reach=reach()/> }.to_html());
        let text = text(&html);
        for part in [
            "189 devices will not get this message",
            "Platform not supported",
            "148",
            "Notifications not allowed",
            "41",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(text.contains("12 devices are themselves members of these groups"), "{text}");
    }

    #[test]
    fn b13_nothing_is_said_of_devices_that_do_not_exist() {
        let html = Owner::new().with(|| view! { <NotReached reach=Reach::default()/> }.to_html());
        assert!(text(&html).is_empty(), "{html}");
    }
}
