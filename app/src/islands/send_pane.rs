//! The pane *Send custom notification* (B14). A plain form that posts to the device's address; with script it calls
//! the server function instead and nothing typed is ever lost.

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;

use super::compose::{Compose, NotSent, SendButton, Start};
use crate::prelude::*;
use crate::{
    api::devices::{get_device, send_to_device},
    components::{
        counter_field::CounterField,
        flyout::{CancelLink, Flyout},
        live_preview::LivePreview,
        message_bar::{MessageBar, Tone},
        quota::{QuotaMeter, next_place},
        refusal::To,
    },
    context::use_texts,
    dom,
    given::{Given, given},
    live::{Kind, use_live_while, use_reminder},
    notifications::{Recipient, use_notifications},
    routes,
};
#[cfg(feature = "ssr")]
use herald_domain::device::{DeviceDetail, DeviceRow};
use herald_domain::{ids::DeviceId, limits::Quota, text::Field};
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// The device that gets the message.
#[derive(Clone, Serialize, Deserialize)]
pub struct Device {
    pub id: DeviceId,
    pub name: String,
    /// Name, user and model.
    pub whose: String,
    pub quota: Quota,
}

#[cfg(feature = "ssr")]
impl Device {
    #[must_use]
    pub fn of(detail: &DeviceDetail) -> Self {
        let DeviceRow { id, name, user, model, .. } = detail.row.clone();
        let whose = [name.as_str(), &user, &model];
        let whose = whose.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        Self { id, name, whose, quota: detail.quota }
    }
}

/// What the page gives the pane.
#[derive(Clone, Serialize, Deserialize)]
pub struct SendPaneGiven {
    pub device: Device,
    pub start: Start,
    /// What there is to say above the fields.
    pub notice: Option<String>,
    /// Why nothing can be sent to the device any more; what was typed is shown all the same.
    pub obstacle: Option<String>,
}

impl Given for SendPaneGiven {
    const ID: &'static str = "given-send-pane";
}

/// The pane, open. It ends at the device's address.
#[island(lazy)]
pub fn SendPane() -> impl IntoView {
    let SendPaneGiven { device, start, notice, obstacle } = given()?;
    let texts = use_texts();
    let (labels, wizard) = (&texts.to_devices, &texts.wizard);
    let Device { id, name, whose, quota } = device;
    let preview = start.preview.clone();
    let (here, shown) = (routes::device(&id), id.clone());
    let open = RwSignal::new(true);
    let (after, back) = (here.clone(), here.clone());
    let form = Compose::new(start);
    form.keep_in_tab(format!("herald.pane.{id}"));
    let close = Callback::new(move |()| {
        open.set(false);
        // What is on its way stays until it has come through.
        if !form.busy.get_untracked() {
            form.clear();
        }
        dom::refresh(&after);
        // Once the pane is gone, back to what opened it.
        request_animation_frame(|| dom::focus_id("more-button"));
    });
    let notifications = use_notifications();
    let submit = move || {
        let Some((draft, key)) = form.begin() else { return };
        let (id, to) = (id.clone(), Recipient::Device { id: id.clone(), name: name.clone() });
        notifications.announce_sending(&key, to, Some(draft.clone()));
        spawn_local(async move {
            match send_to_device(id, draft, key.clone()).await {
                Ok(sent) => {
                    notifications.announce_sent(&key, sent.id);
                    form.end(None);
                    form.clear();
                    // Whoever left the pane meanwhile is busy elsewhere.
                    if open.get_untracked() {
                        close.run(());
                    }
                }
                Err(error) => {
                    notifications.announce_not_sent(&key, error.clone());
                    form.end(Some(&error));
                }
            }
        });
    };
    let quota = RwSignal::new(quota);
    let asked = shown.clone();
    // Somebody else takes a place.
    use_live_while(open.into(), vec![Kind::Device(shown.clone())], move || {
        let id = asked.clone();
        async move {
            if let Ok(detail) = get_device(id).await {
                quota.try_set(detail.quota);
            }
        }
    });
    use_reminder(Kind::Device(shown), move || quota.get().oldest_frees);
    let quota_line = move || {
        let quota = quota.get();
        next_place(quota).unwrap_or_else(|| (labels.quota_line)(quota.used, quota.max))
    };
    let (action, unavailable) = (here.clone(), obstacle.is_some());
    Some(view! {
        <Flyout
            open
            title=labels.send
            subtitle=(labels.to)(&whose)
            here
            unsaved=Signal::derive(move || !form.is_empty())
            busy=form.busy
            close
        >
            <form
                class="flyout__form"
                method="post"
                action=action
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="flyout__body">
                    {match obstacle {
                        None => view! { <NotSent error=form.error to=To::Device/> },
                        Some(why) => {
                            view! {
                                <MessageBar tone=Tone::Error live=true title=labels.cannot_send>
                                    {why}
                                </MessageBar>
                            }
                        }
                    }}
                    {notice.map(|notice| view! { <MessageBar tone=Tone::Info>{notice}</MessageBar> })}
                    <MessageBar tone=Tone::Warning>{wizard.warning}</MessageBar>
                    <CounterField field=Field::Title value=form.title problem=form.problem(Field::Title) locked=form.busy/>
                    <CounterField field=Field::Body value=form.body problem=form.problem(Field::Body) locked=form.busy rows=4/>
                    <LivePreview drawing=preview title=form.title body=form.body/>
                    <p class="small muted">{labels.not_urgent}</p>
                </div>
                <div class="flyout__footer">
                    <input type="hidden" name="key" value=move || form.key.get()/>
                    <SendButton busy=form.busy label=labels.submit unavailable/>
                    <CancelLink here=back/>
                    <div class="flyout__aside quota-line">
                        <span class="small muted">{reactive(quota_line)}</span>
                        {reactive(move || {
                            view! { <QuotaMeter quota=quota.get() label=labels.quota_title small=true next=true/> }
                        })}
                    </div>
                </div>
            </form>
        </Flyout>
    })
}
