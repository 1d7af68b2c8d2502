//! *Device actions status*: what was sent to the device and what became of it, without text (B32).

use crate::prelude::*;
use crate::{
    components::{
        icon::{Glyph, Icon},
        moment::{Moment, Precision},
        status::ActionState,
    },
    context::use_texts,
    routes,
};
use herald_domain::action::DeviceAction;

/// `device` is its name, by which all of them are found, beside those of devices whose names contain it.
#[component]
pub fn Actions(actions: Vec<DeviceAction>, device: String) -> impl IntoView {
    let texts = &use_texts().devices;
    let empty = actions.is_empty();
    let all = (!empty).then(|| {
        let address = routes::searched(routes::DEVICE_ACTIONS, &device);
        view! { <a href=address>{use_texts().home.view_all}</a> }
    });
    let row = |action: DeviceAction| {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">
                    {use_texts().to_devices.send}
                </th>
                <td role="cell" data-label=texts.status>
                    <ActionState status=action.status hindrance=action.hindrance/>
                </td>
                <td role="cell" class="data-grid__nowrap" data-label=texts.time>
                    <Moment at=action.at precision=Precision::Exact/>
                </td>
                <td role="cell" data-label=texts.initiated_by>
                    {action.by}
                </td>
            </tr>
        }
    };
    let content = if empty {
        view! { <p class="card__empty">{texts.no_actions}</p> }
    } else {
        view! {
            <div class="data-grid data-grid--inset data-grid--compact data-grid--cards">
                <div class="data-grid__scroll">
                    <table class="data-grid__table" role="table" aria-labelledby="actions">
                        <thead role="rowgroup">
                            <tr role="row">
                                {[texts.action, texts.status, texts.time, texts.initiated_by]
                                    .map(|head| view! { <th scope="col" role="columnheader">{head}</th> })}
                            </tr>
                        </thead>
                        <tbody role="rowgroup">{actions.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </div>
        }
    };
    view! {
        <section class="card card--flush" aria-labelledby="actions">
            <div class="card__header">
                <h2 class="card__title card__title--large" id="actions">
                    {texts.actions}
                </h2>
                {all}
            </div>
            {content}
            <p class="card__note">
                <Icon glyph=Glyph::NoText16/>
                {texts.text_not_kept}
            </p>
        </section>
    }
}
