//! What one presses, fills in and chooses.

use super::specimen::{Room, specimen};
use crate::prelude::*;
use crate::{
    components::{
        command_bar::{Act, CommandBar, Minor},
        counter_field::CounterField,
        field::Field as TextField,
        icon::{Glyph, Icon},
        menu::{Menu, MenuLink},
        stepper::{StepState, StepView, Stepper},
    },
    context::use_texts,
    texts::kit::KitTexts,
};
use herald_domain::{paging::Rows, text::Field};

pub fn buttons(texts: &'static KitTexts) -> Vec<AnyView> {
    let send = use_texts().to_devices.submit;
    let plain = |key: &str, caption: &'static str, class: &'static str, label: &'static str| {
        specimen(key, caption, Room::Own, || {
            view! {
                <button class=class type="button">
                    {label}
                </button>
            }
        })
    };
    let busy = || {
        view! {
            <button class="button button--primary" type="button" aria-disabled="true">
                <span class="spinner spinner--small" aria-hidden="true"></span>
                {use_texts().to_devices.sending}
            </button>
        }
    };
    let icon = || {
        view! {
            <button
                class="button button--subtle button--icon"
                type="button"
                aria-label=use_texts().common.close
            >
                <Icon glyph=Glyph::Dismiss/>
            </button>
        }
    };
    let disabled = || {
        view! {
            <button class="button" type="button" disabled>
                {send}
            </button>
            <button class="button button--primary" type="button" disabled>
                {send}
            </button>
        }
    };
    vec![
        plain("primary", texts.primary, "button button--primary", send),
        plain("rest", texts.rest, "button", use_texts().common.cancel),
        plain("subtle", texts.subtle, "button button--subtle", use_texts().common.refresh),
        plain("danger", texts.danger, "button button--danger", use_texts().wizard.discard),
        plain("small", texts.small, "button button--small", use_texts().common.show),
        plain("large", texts.large, "button button--primary button--large", use_texts().frame.sign_out),
        specimen("icon", texts.icon_only, Room::Own, icon),
        specimen("disabled", texts.disabled, Room::Own, disabled),
        specimen("busy", texts.busy, Room::Own, busy),
    ]
}

pub fn commands(texts: &'static KitTexts) -> Vec<AnyView> {
    let bar = |selected: bool| {
        let all = use_texts();
        let refresh = Minor { glyph: Glyph::Refresh, label: all.common.refresh, act: Act::Go(String::new()) };
        let file = Act::Export { file: "kit.csv".into(), json: None, ticked: None };
        let export = Minor { glyph: Glyph::Export, label: all.common.export, act: file };
        let disabled = (!selected).then_some("true");
        view! {
            <CommandBar label=all.devices.commands>
                {refresh.in_row()}
                <button class="button button--subtle" type="button" aria-disabled=disabled>
                    <Icon glyph=Glyph::Megaphone/>
                    {all.to_devices.send}
                </button>
                {export.in_row()}
                <Menu id="more" label=all.common.more_actions>
                    <MenuLink glyph=Glyph::Open16 label=all.common.show href=String::new()/>
                    {refresh.in_menu()}
                    {export.in_menu()}
                </Menu>
            </CommandBar>
        }
    };
    vec![
        specimen("bar", texts.rest, Room::Whole, || bar(true)),
        specimen("bar-off", texts.unavailable, Room::Whole, || bar(false)),
    ]
}

pub fn stepper(texts: &'static KitTexts) -> Vec<AnyView> {
    let wizard = &use_texts().wizard;
    let labels = [wizard.basics, wizard.assignments, wizard.review];
    let shown = |current: usize, problems: bool| {
        let steps = labels.iter().enumerate().map(|(at, label)| StepView {
            label,
            go: "step",
            state: match at.cmp(&current) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal if problems => StepState::Error,
                std::cmp::Ordering::Equal => StepState::Current,
                std::cmp::Ordering::Greater => StepState::ToDo,
            },
        });
        view! { <Stepper steps=Signal::stored(steps.collect::<Vec<_>>()) on_go=|_| ()/> }
    };
    vec![
        specimen("step-1", (texts.step)(1), Room::Whole, || shown(0, false)),
        specimen("step-2", (texts.step)(2), Room::Whole, || shown(1, false)),
        specimen("step-3", (texts.step)(3), Room::Whole, || shown(2, false)),
        specimen("step-error", texts.with_problems, Room::Whole, || shown(0, true)),
    ]
}

pub fn fields(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let counted = |field: Field, text: &str, problem: Option<String>| {
        let (hint, value) = (all.wizard.title_hint, RwSignal::new(text.to_owned()));
        view! { <CounterField field value problem hint rows=3/> }
    };
    let title = |text: &str, problem: Option<String>| counted(Field::Title, text, problem);
    let plain = |error: Option<String>| {
        let value = RwSignal::new("astrid@nordhamn.example".to_owned());
        view! { <TextField id="mail" name="mail" label=use_texts().sign_in.email value error/> }
    };
    let long = "Stadshuset stänger klockan 15 idag på grund av snön";
    vec![
        specimen("field-empty", texts.empty, Room::Half, || title("", None)),
        specimen("field-near", texts.near, Room::Half, || title(&long[..48], None)),
        specimen("field-over", texts.over, Room::Half, || {
            title(&format!("{long} och isen"), Some((all.errors.title_too_long)(9, 50)))
        }),
        specimen("field-wrong", texts.error, Room::Half, || {
            title("", Some(all.errors.title_empty.to_owned()))
        }),
        specimen("field-body", texts.filled, Room::Half, || {
            counted(Field::Body, "Gå hem medan bussarna går.\nVi öppnar igen i morgon klockan 8.", None)
        }),
        specimen("field-plain", texts.rest, Room::Half, || plain(None)),
    ]
}

pub fn choices(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let tick = |checked: bool, disabled: bool| {
        view! {
            <label class="choice">
                <input class="checkbox" type="checkbox" checked=checked disabled=disabled/>
                {all.common.reachable}
            </label>
        }
    };
    let boxes = || view! { {tick(false, false)} {tick(true, false)} };
    let mixed = || {
        view! {
            <label class="choice">
                <input class="checkbox" type="checkbox" data-mixed/>
                {all.devices.select_page}
            </label>
        }
    };
    let disabled = || view! { {tick(false, true)} {tick(true, true)} };
    let switch = |checked: bool, disabled: bool| {
        view! {
            <label class="choice">
                <input class="switch" type="checkbox" role="switch" checked=checked disabled=disabled/>
                {all.shell.live_updates}
            </label>
        }
    };
    let select = |disabled: bool| {
        view! {
            <label class="choice">
                {all.devices.rows_per_page}
                <span class="select select--small">
                    <select class="input select__control" disabled=disabled>
                        {Rows::ALL.map(|rows| view! { <option>{rows.count()}</option> })}
                    </select>
                    <Icon glyph=Glyph::ChevronDown16 class="select__icon"/>
                </span>
            </label>
        }
    };
    let circle = |label: &'static str, checked: bool| {
        view! {
            <label class="choice">
                <input class="checkbox checkbox--circle" type="radio" name="circle" checked=checked/>
                {label}
            </label>
        }
    };
    let segment = |label: &'static str, checked: bool| {
        view! {
            <label class="segmented__option">
                <input type="radio" name="segment" checked=checked/>
                {label}
            </label>
        }
    };
    vec![
        specimen("boxes", texts.selected, Room::Own, boxes),
        specimen("boxes-mixed", texts.mixed, Room::Own, mixed),
        specimen("boxes-off", texts.disabled, Room::Own, disabled),
        specimen("circles", texts.choices, Room::Own, || {
            view! { {circle(all.common.yes, true)} {circle(all.common.no, false)} }
        }),
        specimen("switches", texts.switch, Room::Own, || {
            view! { {switch(true, false)} {switch(false, false)} {switch(false, true)} }
        }),
        specimen("selects", texts.select, Room::Own, || view! { {select(false)} {select(true)} }),
        specimen("segments", texts.set, Room::Own, || {
            view! {
                <fieldset class="segmented">
                    <legend class="visually-hidden">{all.preview.show_as}</legend>
                    {segment("iOS", true)}
                    {segment("Android", false)}
                    {segment(all.preview.in_the_app, false)}
                </fieldset>
            }
        }),
    ]
}
