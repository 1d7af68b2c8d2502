//! What lies over a page. The menu is alive; the rest stands open in a window of its own.

use super::{
    samples,
    specimen::{NOW, Room, specimen},
};
use crate::prelude::*;
use crate::{
    components::{
        counter_field::CounterField,
        dialog::ConfirmDialog,
        flyout::{CancelLink, Flyout},
        icon::Glyph,
        menu::{Menu, MenuLink, MenuUnavailable},
        message_bar::{MessageBar, Tone},
        quota::QuotaMeter,
        refusal::To,
    },
    context::use_texts,
    error::AppError,
    islands::{
        bell::{panel::Panel, toast::Toasts},
        compose::{NotSent, SendButton},
    },
    notifications::shelf::{Notice, Recipient, Shelf, State},
    texts::kit::KitTexts,
};
use herald_domain::{
    delivery::{Counts, MessageStatus, Send as SendRecord, Target},
    device::Unreachable,
    text::{Draft, Field},
    time::MINUTE_MS,
};

pub fn menu(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let shown = || {
        let reason = format!("{}.", all.common.app_not_installed);
        view! {
            <Menu id="actions" label=all.common.more_actions>
                <MenuLink glyph=Glyph::Open16 label=all.common.show href="#menu".to_owned()/>
                <MenuLink glyph=Glyph::Refresh label=all.common.refresh href="#menu".to_owned()/>
                <MenuUnavailable glyph=Glyph::Megaphone label=all.to_devices.send reason/>
            </Menu>
        }
    };
    vec![
        specimen("menu-closed", texts.closed, Room::Own, shown),
        specimen("menu-open", texts.open, Room::LowWindow, shown),
    ]
}

const WRITTEN: &str = "Starta om telefonen före klockan 17.";

pub fn pane(texts: &'static KitTexts) -> Vec<AnyView> {
    let shown = |written: &'static str, busy: bool, refused: Option<AppError>| {
        let all = use_texts();
        let title = RwSignal::new("Uppdatering väntar".to_owned());
        let body = RwSignal::new(written.to_owned());
        let wrong = written.is_empty().then(|| all.errors.body_empty.to_owned());
        let locked = Signal::stored(busy);
        view! {
            <Flyout
                open=RwSignal::new(true)
                title=all.to_devices.send
                subtitle="NHK-IPH-0412 · Maja Öberg · iPhone 15".to_owned()
                here="#pane".to_owned()
                unsaved=false
                close=Callback::new(|()| ())
            >
                <div class="flyout__form">
                    <div class="flyout__body">
                        <NotSent error=RwSignal::new(refused) to=To::Device/>
                        <MessageBar tone=Tone::Info>{all.wizard.warning}</MessageBar>
                        <CounterField field=Field::Title value=title problem=None locked/>
                        <CounterField field=Field::Body value=body problem=wrong locked rows=3/>
                    </div>
                    <div class="flyout__footer">
                        <SendButton busy=locked label=all.to_devices.submit/>
                        <CancelLink here="#pane".to_owned()/>
                        <div class="flyout__aside">
                            <QuotaMeter quota=samples::quota(6) label=all.to_devices.quota_title small=true/>
                        </div>
                    </div>
                </div>
            </Flyout>
        }
    };
    vec![
        specimen("pane", texts.with_problems, Room::Window, || shown("", false, None)),
        specimen("pane-busy", texts.busy, Room::Window, || shown(WRITTEN, true, None)),
        specimen("pane-refused", texts.failed, Room::Window, || {
            let next_free = NOW.plus_ms(9 * MINUTE_MS);
            shown(WRITTEN, false, Some(AppError::LimitReached { max: 10, next_free }))
        }),
    ]
}

pub fn dialog(texts: &'static KitTexts) -> Vec<AnyView> {
    let shown = || {
        let wizard = &use_texts().wizard;
        view! {
            <ConfirmDialog
                open=RwSignal::new(true)
                id="discard"
                title=wizard.leave_title
                body=wizard.leave_body
                stay=wizard.keep_writing
                proceed=wizard.discard
                on_proceed=Callback::new(|()| ())
            />
        }
    };
    vec![specimen("dialog", texts.open, Room::LowWindow, shown)]
}

fn notice(n: u64, to: Recipient, state: State) -> Notice {
    let device = matches!(to, Recipient::Device { .. });
    let text = Draft { title: "Uppdatering väntar".into(), body: WRITTEN.into() };
    Notice {
        key: n.to_string(),
        to,
        text: device.then_some(text),
        state,
        at: NOW.plus_ms(-3 * MINUTE_MS),
        read: n > 2,
        progress: None,
        forgotten: false,
    }
}

/// On its way, sent to groups and to a device, failed, sent to some of several devices.
fn notices() -> Vec<Notice> {
    let device = || Recipient::Device { id: samples::id(1), name: "NHK-IPH-0412".into() };
    let counts = Counts {
        accepted: 612,
        trying: 256,
        rejected: vec![("Unregistered".into(), 2)],
        unreachable: vec![(Unreachable::AppNotInstalled, 7)],
        expired: 0,
    };
    let progress = SendRecord {
        id: samples::id(21),
        status: MessageStatus::Sending,
        at: NOW,
        finished_at: None,
        by: String::new(),
        target: Target::Groups { names: Vec::new() },
        counts,
    };
    vec![
        notice(1, device(), State::Sending),
        Notice {
            progress: Some(progress),
            ..notice(2, Recipient::Groups(4), State::Sent { message: samples::id(21) })
        },
        notice(3, device(), State::Sent { message: samples::id(22) }),
        notice(4, Recipient::Groups(1), State::Failed { error: AppError::Offline }),
        notice(
            5,
            Recipient::Devices { count: 3, form: String::new() },
            State::SentSome { sent: 2, act: samples::id(23) },
        ),
    ]
}

pub fn toast(texts: &'static KitTexts) -> Vec<AnyView> {
    let shown = |at: usize| {
        move || {
            let notice = notices().swap_remove(at);
            let shelf = Shelf { toasts: vec![notice.key.clone()], notices: vec![notice], ..Shelf::default() };
            view! { <Toasts shelf=RwSignal::new(shelf) errors=at == 3/> }
        }
    };
    vec![
        specimen("toast-sending", texts.sending, Room::Half, shown(0)),
        specimen("toast-sent", texts.sent, Room::Half, shown(2)),
        specimen("toast-action", texts.with_way_on, Room::Half, shown(1)),
        specimen("toast-some", texts.warning, Room::Half, shown(4)),
        specimen("toast-failed", texts.failed, Room::Half, shown(3)),
        specimen("toast-three", texts.three, Room::Half, || {
            let notices: Vec<_> = notices().into_iter().take(3).collect();
            let toasts = notices.iter().map(|notice| notice.key.clone()).collect();
            let shelf = RwSignal::new(Shelf { toasts, notices, ..Shelf::default() });
            view! { <Toasts shelf errors=false/> }
        }),
    ]
}

pub fn bell(texts: &'static KitTexts) -> Vec<AnyView> {
    let shown = |notices: Vec<Notice>| {
        move || {
            let shelf = Shelf { notices, ..Shelf::default() };
            view! { <Panel shelf=RwSignal::new(shelf) open=RwSignal::new(true)/> }
        }
    };
    vec![
        specimen("bell-empty", texts.empty, Room::LowWindow, shown(Vec::new())),
        specimen("bell-filled", texts.filled, Room::Window, shown(notices())),
    ]
}
