//! The pane *Send custom notification* (B14). A plain form that posts to the device's address; with script it calls
//! the server function instead and nothing typed is ever lost.

mod form;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;

use crate::{
    components::{
        counter_field::CounterField,
        dialog::ConfirmDialog,
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
        moment::time_of_day,
        phone_preview::{PhonePreview, Screens},
        quota::QuotaMeter,
    },
    context::{use_texts, use_zone},
    dom,
    error::AppError,
    routes,
};
use form::SendForm;
pub use form::Start;
#[cfg(feature = "ssr")]
use herald_domain::device::{DeviceDetail, DeviceRow};
use herald_domain::{device::Platform, ids::DeviceId, limits::Quota, text::Field};
use leptos::{html, prelude::*};
use serde::{Deserialize, Serialize};

/// The device that gets the message.
#[derive(Clone, Serialize, Deserialize)]
pub struct Device {
    pub id: DeviceId,
    pub name: String,
    /// Name, user and model.
    pub whose: String,
    pub platform: Platform,
    pub quota: Quota,
}

#[cfg(feature = "ssr")]
impl Device {
    #[must_use]
    pub fn of(detail: &DeviceDetail) -> Self {
        let DeviceRow { id, name, user, model, platform, .. } = detail.row.clone();
        let whose = [name.as_str(), &user, &model];
        let whose = whose.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        Self { id, name, whose, platform, quota: detail.quota }
    }
}

/// The pane, open. It ends at the device's address.
#[island]
pub fn SendPane(device: Device, start: Start) -> impl IntoView {
    let texts = use_texts();
    let (labels, wizard) = (&texts.devices, &texts.wizard);
    let here = routes::device(&device.id);
    let action = here.clone();
    let open = RwSignal::new(true);
    let after = here.clone();
    let dialog = NodeRef::<html::Dialog>::new();
    let close = Callback::new(move |()| {
        open.set(false);
        dom::close_modal(dialog);
        dom::refresh(&after);
        // Once the pane is gone, back to what opened it.
        request_animation_frame(|| dom::focus_id("more-button"));
    });
    let form = SendForm::new(&device, start, close);
    let (quota, zone) = (device.quota, use_zone());
    let quota_line = match quota.next_free {
        Some(at) => (labels.quota_full)(&time_of_day(at, zone)),
        None => (labels.quota_line)(quota.used, quota.max),
    };
    Effect::new(move |_| {
        if dialog.get().is_some() {
            dom::show_modal(dialog);
            dom::focus_id("title");
        }
    });
    let asking = RwSignal::new(false);
    let leave = move || if form.is_empty() { close.run(()) } else { asking.set(true) };
    view! {
        <div class="scrim" aria-hidden="true" hidden=move || !open.get()></div>
        <dialog
            node_ref=dialog
            class="flyout"
            open
            aria-labelledby="send-title"
            aria-describedby="send-to"
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                leave();
            }
            // Browsers close a dialog that refuses Esc twice.
            on:close=move |_| {
                if open.get_untracked() && dialog.get_untracked().is_some_and(|dialog| !dialog.open()) {
                    close.run(());
                }
            }
        >
            <form
                class="flyout__form"
                method="post"
                action=action
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    form.submit();
                }
            >
                <div class="flyout__header">
                    <div>
                        <h2 class="flyout__title" id="send-title">
                            {labels.send}
                        </h2>
                        <p class="flyout__subtitle" id="send-to">
                            {(labels.to)(&device.whose)}
                        </p>
                    </div>
                    <a
                        class="button button--subtle button--icon"
                        href=here
                        aria-label=texts.common.close
                        on:click=move |event| {
                            event.prevent_default();
                            leave();
                        }
                    >
                        <Icon glyph=Glyph::Dismiss/>
                    </a>
                </div>
                <div class="flyout__body">
                    <Refusal error=form.error/>
                    <MessageBar tone=Tone::Warning>{wizard.warning}</MessageBar>
                    <CounterField field=Field::Title value=form.title problem=form.problem(Field::Title)/>
                    <CounterField field=Field::Body value=form.body problem=form.problem(Field::Body) rows=4/>
                    <PhonePreview
                        title=form.title
                        body=form.body
                        screens=Screens::of(device.platform)
                        compact=true
                    />
                    <p class="small muted">{labels.not_urgent}</p>
                </div>
                <div class="flyout__footer">
                    <input type="hidden" name="key" value=move || form.key.get()/>
                    <button
                        class="button button--primary"
                        aria-disabled=move || form.busy.get().then_some("true")
                    >
                        <Show when=move || form.busy.get() fallback=|| view! { <Icon glyph=Glyph::Send16/> }>
                            <span class="spinner spinner--small"></span>
                        </Show>
                        {move || if form.busy.get() { labels.sending } else { labels.submit }}
                    </button>
                    <div class="flyout__aside quota-line">
                        <span class="small muted">
                            {quota_line}
                        </span>
                        <QuotaMeter quota label=labels.quota_title small=true next=true/>
                    </div>
                </div>
            </form>
            <ConfirmDialog
                open=asking
                id="discard"
                title=wizard.leave_title
                body=wizard.leave_body
                stay=wizard.keep_writing
                proceed=wizard.discard
                on_proceed=close
            />
        </dialog>
    }
    .into_any()
}

/// Why the message was not sent, where no field is to blame. The text stays in the form (B19).
#[component]
fn Refusal(error: RwSignal<Option<AppError>>) -> impl IntoView {
    let texts = use_texts();
    let zone = use_zone();
    let sentence = move || {
        error.get().map(|error| match error {
            AppError::SignedOut => {
                let signed_out = &texts.errors;
                view! {
                    {signed_out.signed_out}
                    " "
                    <a href=routes::SIGN_IN target="_blank" rel="external">
                        {signed_out.sign_in}
                    </a>
                }
                .into_any()
            }
            error => form::sentence(&error, texts, zone).into_any(),
        })
    };
    move || {
        sentence().map(|sentence| {
            view! {
                <MessageBar tone=Tone::Error live=true title=texts.devices.not_sent>
                    {sentence}
                </MessageBar>
            }
        })
    }
}
