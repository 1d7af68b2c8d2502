//! One notice: its words, its icon, its progress.

use crate::prelude::*;
use crate::{
    components::{
        icon::{Glyph, Icon},
        moment::Moment,
        refusal::{To, refusal},
    },
    context::{Zone, use_texts, use_viewer, use_zone},
    notifications::shelf::{Notice, Recipient, State},
    routes,
    texts::Texts,
};
use herald_domain::delivery::MessageStatus;

/// What happens or happened.
#[must_use]
pub fn headline(notice: &Notice, texts: &Texts) -> &'static str {
    match (&notice.state, &notice.to) {
        (State::Sending, _) => texts.bell.sending,
        (State::Unknown, _) => texts.bell.unknown,
        (State::Failed { .. } | State::SentSome { sent: 0, .. }, _) => texts.bell.not_sent,
        (State::SentSome { sent, .. }, Recipient::Devices { count, .. }) if sent < count => {
            texts.bell.sent_some
        }
        (State::Sent { .. } | State::SentSome { .. }, _) => texts.bell.sent,
    }
}

/// To whom, or why not.
#[must_use]
pub fn line(notice: &Notice, zone: Zone, texts: &Texts) -> String {
    let (to, target) = match &notice.to {
        Recipient::Groups(count) => (To::Groups, (texts.bell.groups)(*count)),
        Recipient::Device { name, .. } => (To::Device, name.clone()),
        Recipient::Devices { count, .. } => (To::Devices, (texts.bell.devices)(*count)),
    };
    match (&notice.state, &notice.to) {
        (State::Failed { error }, _) => refusal(error, to, zone, texts),
        (State::Unknown, _) => format!("{}. {}", (texts.bell.sent_to)(&target), texts.bell.send_again),
        (State::SentSome { sent, .. }, Recipient::Devices { count, .. }) => {
            (texts.bell.to_so_many)(*sent, *count)
        }
        _ => (texts.bell.sent_to)(&target),
    }
}

/// Decorative: the headline says it in words.
#[must_use]
pub fn state_icon(notice: &Notice) -> AnyView {
    let (glyph, class) = match (&notice.state, &notice.to) {
        (State::Sending, _) => {
            return view! { <span class="spinner" aria-hidden="true"></span> };
        }
        (State::Failed { .. } | State::SentSome { sent: 0, .. }, _) => (Glyph::Error, "icon--danger"),
        (State::SentSome { sent, .. }, Recipient::Devices { count, .. }) if sent < count => {
            (Glyph::Warning, "icon--warning")
        }
        (State::Unknown, _) => (Glyph::Warning, "icon--warning"),
        _ => (Glyph::CheckCircle, "icon--success"),
    };
    view! { <Icon glyph class/> }
}

/// The way to what becomes of a message to groups, for those who may see it; or to the form, where nobody knows what has
/// become of it.
#[must_use]
pub fn outcome_link(notice: &Notice) -> Option<AnyView> {
    let texts = use_texts();
    let (address, name) = match (&notice.to, &notice.state) {
        (Recipient::Groups(_), State::Sent { message }) if use_viewer().reads_deliveries => {
            (routes::delivery(message), texts.frame.delivery_status)
        }
        (Recipient::Groups(_), State::Unknown) => {
            (routes::CUSTOM_NOTIFICATIONS.to_owned(), texts.frame.custom_notifications)
        }
        (Recipient::Device { id, .. }, State::Unknown) => {
            (format!("{}?send", routes::device(id)), texts.to_devices.send)
        }
        (Recipient::Devices { form, .. }, State::Unknown) => (form.clone(), texts.to_devices.send),
        _ => return None,
    };
    Some(view! { <a href=address>{name}</a> })
}

/// The text that was sent to single devices, from this browser's own form (B21).
#[component]
pub fn Text(notice: Notice) -> impl IntoView {
    let texts = &use_texts().bell;
    let (State::Sent { .. } | State::SentSome { sent: 1.., .. }, Some(draft)) = (notice.state, notice.text)
    else {
        return ().into_any();
    };
    view! {
        <blockquote class="notice__quote small" title=texts.your_text>
            <strong>{draft.title}</strong>
            <br/>
            {draft.body}
        </blockquote>
    }
}

/// How many devices the push services took over so far. "Handed over", never "delivered" (B23).
#[component]
fn Progress(notice: Notice) -> impl IntoView {
    let texts = &use_texts().bell;
    let Some(send) = notice.progress.filter(|send| send.status != MessageStatus::Queued) else {
        return ().into_any();
    };
    let counts = &send.counts;
    let (done, all) = (counts.tried() - counts.trying, counts.tried());
    let mut words = vec![(texts.handed_over)(counts.accepted, all)];
    if counts.refused() + counts.expired > 0 {
        words.push((texts.refused)(counts.refused() + counts.expired));
    }
    if counts.not_reached() > 0 {
        words.push((texts.not_reached)(counts.not_reached()));
    }
    let class =
        if send.status == MessageStatus::Finished { "progress progress--success" } else { "progress" };
    view! {
        <progress class=class value=done.to_string() max=all.max(1).to_string() aria-label=texts.progress></progress>
        <span class="small muted">{words.join(" · ")}</span>
    }
}

/// A line of the panel.
#[component]
pub fn NoticeItem(notice: Notice, on_dismiss: Callback<String>) -> impl IntoView {
    let texts = use_texts();
    let zone = use_zone();
    let (key, at, unread) = (notice.key.clone(), notice.at, !notice.read);
    let title = headline(&notice, texts);
    let words = line(&notice, zone, texts);
    let link = outcome_link(&notice).or_else(|| match &notice.to {
        Recipient::Device { id, name } => Some(view! { <a href=routes::device(id)>{name.clone()}</a> }),
        _ => None,
    });
    view! {
        <li class="notice" class=("notice--unread", unread)>
            {state_icon(&notice)}
            <h3 class="notice__title">{title}</h3>
            <button
                class="button button--subtle button--icon button--small"
                type="button"
                aria-label=(texts.bell.dismiss)(title)
                on:click=move |_| on_dismiss.run(key.clone())
            >
                <Icon glyph=Glyph::Dismiss16/>
            </button>
            <div class="notice__body">
                <p>{words}</p>
                <Progress notice=notice.clone()/>
                <Text notice/>
            </div>
            <p class="notice__foot">
                <span>{link}</span>
                <Moment at/>
            </p>
        </li>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use crate::texts::Language;
    use herald_domain::{
        Timestamp,
        delivery::{Counts, Send, Target},
        device::Unreachable,
        text::Draft,
    };

    fn notice(state: State, to: Recipient) -> Notice {
        Notice {
            key: "k".into(),
            to,
            text: None,
            state,
            at: Timestamp(0),
            read: false,
            progress: None,
            forgotten: false,
        }
    }
    fn device() -> Recipient {
        let id = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        Recipient::Device { id, name: "NHK-IPH-0412".into() }
    }
    fn sent() -> State {
        State::Sent { message: "00000000-0000-7000-8000-000000000002".parse().unwrap() }
    }
    fn rendered(notice: Notice) -> String {
        Owner::new().with(|| view! { <NoticeItem notice on_dismiss=Callback::new(|_| ())/> }.to_html())
    }

    #[test]
    fn b21_first_sending_then_successfully_sent() {
        let english = Texts::of(Language::English);
        assert_eq!(headline(&notice(State::Sending, device()), english), "Sending custom notification");
        assert_eq!(headline(&notice(sent(), device()), english), "Successfully sent custom notification");
    }

    #[test]
    fn b21_for_a_single_device_the_text_is_shown() {
        let text = Draft { title: "Update <ready>".into(), body: "Restart it.".into() };
        let html = rendered(Notice { text: Some(text), ..notice(sent(), device()) });
        assert!(
            html.contains("Update &lt;ready&gt;")
                && html.contains("Restart it.")
                && html.contains("NHK-IPH-0412")
        );
    }

    #[test]
    fn b20_a_send_of_unknown_end_leads_back_to_its_form() {
        for (to, address) in [
            (Recipient::Groups(2), "href=\"/tenant/custom-notifications\"".to_owned()),
            (device(), format!("href=\"/devices/{}?send\"", "00000000-0000-7000-8000-000000000001")),
            (
                Recipient::Devices { count: 2, form: "/devices?send&device=a&device=b".into() },
                "href=\"/devices?send&amp;device=a&amp;device=b\"".to_owned(),
            ),
        ] {
            let whom = line(&notice(State::Sending, to.clone()), Zone::Utc, Texts::of(Language::English));
            let html = rendered(notice(State::Unknown, to));
            assert!(html.contains("may not have been sent") && html.contains(&address), "{address}: {html}");
            assert!(html.contains(&whom), "{whom}: {html}");
        }
    }

    #[test]
    fn b23_progress_counts_what_was_handed_over_and_never_says_delivered() {
        let counts = Counts {
            accepted: 612,
            trying: 256,
            rejected: vec![("Unregistered".into(), 2)],
            unreachable: vec![(Unreachable::AppNotInstalled, 7)],
            expired: 0,
        };
        let progress = Some(Send {
            id: "00000000-0000-7000-8000-000000000002".parse().unwrap(),
            status: MessageStatus::Sending,
            at: Timestamp(0),
            finished_at: None,
            by: "Astrid".into(),
            target: Target::Groups { names: vec![] },
            counts,
        });
        let html = rendered(Notice { progress, ..notice(sent(), Recipient::Groups(4)) });
        assert!(html.contains("612 of 870 handed over · 2 refused · 7 not reached"), "{html}");
        assert!(html.contains("value=\"614\" max=\"870\"") && !html.contains("delivered"), "{html}");
    }
}
