//! What answers to the pointer and to the keyboard, once for each of their states. The tests force the states for the
//! pictures; whoever looks at the page has a pointer and a keyboard.

use super::{
    samples,
    specimen::{Room, specimen},
};
use crate::prelude::*;
use crate::{
    components::{
        field::Field as TextField,
        filter_pill::{Choice, FilterPill},
        icon::{Glyph, Icon},
        status::Reachability,
    },
    context::use_texts,
    texts::kit::KitTexts,
};

pub fn states(texts: &'static KitTexts) -> Vec<AnyView> {
    let shown = |state: &'static str, caption: &'static str| {
        specimen(state, caption, Room::Whole, || {
            view! {
                <div class="kit__states" data-state=state>
                    {controls()}
                </div>
            }
        })
    };
    vec![shown("hover", texts.hover), shown("pressed", texts.pressed), shown("focus", texts.focus)]
}

fn controls() -> AnyView {
    let all = use_texts();
    let button = |class: &'static str, label: &'static str| {
        view! {
            <button class=class type="button">
                {label}
            </button>
        }
    };
    let choice = Choice { label: all.common.corporate, href: "#states".into(), chosen: true };
    let mail = RwSignal::new("astrid@nordhamn.example".to_owned());
    view! {
        {button("button button--primary", all.to_devices.submit)}
        {button("button", all.common.cancel)}
        {button("button button--subtle", all.common.refresh)}
        {button("button button--danger", all.wizard.discard)}
        <button class="button button--subtle button--icon" type="button" aria-label=all.common.close>
            <Icon glyph=Glyph::Dismiss/>
        </button>
        <span>
            <FilterPill id="pill" label=all.devices.ownership choices=vec![choice] any="#states".to_owned()/>
        </span>
        <a href="#states">{all.home.see_why}</a>
        <a class="tab" href="#states">
            {all.frame.groups}
        </a>
        <a class="menu__item" href="#states">
            <Icon glyph=Glyph::Refresh/>
            {all.common.refresh}
        </a>
        <label class="choice">
            <input class="checkbox" type="checkbox"/>
            {all.common.reachable}
        </label>
        <label class="choice">
            <input class="checkbox" type="checkbox" checked/>
            {all.common.reachable}
        </label>
        <TextField id="mail" name="mail" label=all.sign_in.email value=mail error=None/>
        {row()}
    }
}

/// A line of a list.
fn row() -> AnyView {
    let device = samples::devices().swap_remove(0);
    view! {
        <div class="data-grid">
            <table class="data-grid__table" role="table" aria-label=use_texts().devices.title>
                <tbody role="rowgroup">
                    <tr role="row">
                        <th scope="row" role="rowheader">
                            <a class="data-grid__primary" href="#states">
                                {device.name}
                            </a>
                        </th>
                        <td role="cell">{device.user}</td>
                        <td role="cell">
                            <Reachability reasons=device.reasons/>
                        </td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}
