//! The pane that sends one text to several selected devices (B16, B20). A plain form that posts to the list's address;
//! with script it calls the server function instead, and shows what became of each device in its own place.

use super::compose::{Compose, NotSent, SendButton, Start};
use crate::prelude::*;
use crate::{
    api::devices::send_to_devices,
    components::{
        bulk_results::BulkResults,
        counter_field::CounterField,
        flyout::{CancelLink, Flyout},
        live_preview::LivePreview,
        message_bar::{MessageBar, Tone},
        refusal::To,
    },
    context::use_texts,
    dom,
    given::{Given, given},
    notifications::{Recipient, use_notifications},
};
use herald_domain::{bulk::BulkSend, ids::DeviceId, text::Field};
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
};

/// What the page gives the pane.
#[derive(Clone, Serialize, Deserialize)]
pub struct BulkPaneGiven {
    pub devices: Vec<DeviceId>,
    /// Where the tab keeps what is written for them.
    pub place: String,
    /// To how many of them a message can be sent.
    pub free: usize,
    pub start: Start,
    /// The address of the list.
    pub back: String,
}

/// One for these very devices, in whatever order they were ticked: a key stands for its audience too.
#[cfg(feature = "ssr")]
#[must_use]
pub fn place(devices: &[DeviceId]) -> String {
    let mut hash = DefaultHasher::new();
    devices.iter().collect::<BTreeSet<_>>().hash(&mut hash);
    format!("herald.pane.{:016x}", hash.finish())
}

impl Given for BulkPaneGiven {
    const ID: &'static str = "given-bulk-pane";
}

/// The pane, open; `children` name the devices that cannot get a message now.
#[island(lazy)]
pub fn BulkPane(children: Children) -> impl IntoView {
    let BulkPaneGiven { devices, place, free, start, back } = given()?;
    let texts = use_texts();
    let (labels, bulk, wizard) = (&texts.to_devices, &texts.bulk, &texts.wizard);
    let preview = start.preview.clone();
    let count = devices.len();
    let hidden = devices.clone();
    // A form that came back says so itself.
    let none_can = (free == 0 && start.error.is_none())
        .then(|| view! { <MessageBar tone=Tone::Error>{bulk.none_can}</MessageBar> });
    let open = RwSignal::new(true);
    let done = RwSignal::new(None::<BulkSend>);
    let form = Compose::new(start);
    form.keep_in_tab(place);
    let after = back.clone();
    let close = Callback::new(move |()| {
        open.set(false);
        // What is on its way stays until it has come through.
        if !form.busy.get_untracked() {
            form.clear();
        }
        dom::refresh(&after);
        request_animation_frame(|| dom::focus_id("send-selected"));
    });
    let notifications = use_notifications();
    let submit = move || {
        let Some((draft, key)) = form.begin() else { return };
        let devices = devices.clone();
        done.set(None);
        let to = Recipient::Devices { count: devices.len(), form: dom::current_path() };
        notifications.announce_sending(&key, to, Some(draft.clone()));
        spawn_local(async move {
            match send_to_devices(devices, draft, key.clone()).await {
                Ok(sent) => {
                    notifications.announce_sent_some(&key, sent.clone());
                    form.end(None);
                    let nobody = sent.sent() == 0;
                    if nobody {
                        form.sent_nothing();
                    } else {
                        form.clear();
                    }
                    // Whoever left the pane meanwhile is busy elsewhere.
                    if open.get_untracked() {
                        if !nobody {
                            dom::forget_selection();
                        }
                        done.set(Some(sent));
                        request_animation_frame(|| dom::focus_id("results"));
                    }
                }
                Err(error) => {
                    notifications.announce_not_sent(&key, error.clone());
                    form.end(Some(&error));
                }
            }
        });
    };
    let sent = Signal::derive(move || done.with(|done| done.as_ref().is_some_and(|done| done.sent() > 0)));
    // Nobody got it, so the message is still to be sent.
    let refused = move || {
        let results = done.get().filter(|done| done.sent() == 0);
        results.map(|bulk| view! { <BulkResults bulk/> })
    };
    let results = move || {
        done.get().filter(|done| done.sent() > 0).map(|sent| {
            view! {
                <div class="flyout__body">
                    <BulkResults bulk=sent/>
                </div>
                <div class="flyout__footer">
                    <button class="button button--primary" type="button" on:click=move |_| close.run(())>
                        {bulk.done}
                    </button>
                </div>
            }
        })
    };
    let (action, back_link) = (back.clone(), back.clone());
    let submit_label = if free > 0 { (bulk.submit)(free) } else { labels.submit.to_owned() };
    Some(view! {
        <Flyout
            open
            title=labels.send
            subtitle=(bulk.to)(count)
            here=back
            unsaved=Signal::derive(move || !sent.get() && !form.is_empty())
            busy=form.busy
            close
        >
            <form
                class="flyout__form"
                method="post"
                action=action
                novalidate
                hidden=sent
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="flyout__body">
                    <NotSent error=form.error to=To::Devices/>
                    {reactive(refused)}
                    {none_can}
                    {children()}
                    <MessageBar tone=Tone::Warning>{wizard.warning}</MessageBar>
                    <CounterField field=Field::Title value=form.title problem=form.problem(Field::Title) locked=form.busy/>
                    <CounterField field=Field::Body value=form.body problem=form.problem(Field::Body) locked=form.busy rows=4/>
                    <LivePreview drawing=preview title=form.title body=form.body/>
                    <p class="small muted">{labels.not_urgent}</p>
                </div>
                <div class="flyout__footer">
                    <input type="hidden" name="key" value=move || form.key.get()/>
                    {hidden
                        .into_iter()
                        .map(|device| view! { <input type="hidden" name="device" value=device.into_string()/> })
                        .collect_view()}
                    <SendButton busy=form.busy label=submit_label unavailable=free == 0/>
                    <CancelLink here=back_link/>
                    <div class="flyout__aside">
                        <span class="small muted">{(bulk.can_get_it)(free, count)}</span>
                    </div>
                </div>
            </form>
            {reactive(results)}
        </Flyout>
    })
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    #[test]
    fn b20_what_is_written_for_some_devices_is_kept_for_them_in_whatever_order() {
        let [a, b, c] = [1, 2, 3].map(|n| format!("00000000-0000-7000-8000-00000000000{n}").parse().unwrap());
        let kept = |devices: [&DeviceId; 2]| place(&devices.map(Clone::clone));
        assert_eq!(kept([&a, &b]), kept([&b, &a]));
        assert_ne!(kept([&a, &b]), kept([&a, &c]));
    }
}
