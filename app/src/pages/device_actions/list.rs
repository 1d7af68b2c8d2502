//! The table of Device actions and its pages.

use super::address;
use crate::prelude::*;
use crate::{
    components::{
        empty_state::{no_match, none_yet},
        icon::Icon,
        moment::{Moment, Precision},
        pagination::{Pagination, Place},
        sort_head::{plain_head, sorted_head},
        status::{ActionState, device_glyph},
    },
    context::use_texts,
    routes,
};
use herald_domain::{
    action::{ActionQuery, ActionRow},
    directory::Page,
};

pub fn list(page: Page<ActionRow>, query: &ActionQuery) -> AnyView {
    let texts = use_texts();
    let (labels, devices) = (&texts.actions, &texts.devices);
    if page.total == 0 {
        if address::narrows(query) {
            let all = (routes::DEVICE_ACTIONS.to_owned(), devices.clear_filters);
            return no_match(labels.no_match, devices.no_match_help, all);
        }
        let on = (routes::DEVICES.to_owned(), texts.frame.all_devices);
        return none_yet(labels.none_yet, labels.none_yet_help, Some(on));
    }
    let place = Place { path: routes::DEVICE_ACTIONS.to_owned(), fields: address::fields(query) };
    let heads = [
        (devices.name, ""),
        (devices.primary_user, "col-medium"),
        (devices.action, "col-wide"),
        (devices.status, ""),
        (devices.initiated_by, "col-medium"),
    ];
    view! {
        <div class="data-grid data-grid--cards">
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-label=texts.frame.device_actions>
                    <thead role="rowgroup">
                        <tr role="row">
                            {heads.map(|(head, class)| plain_head(head, class))}
                            {sorted_head(devices.time, true)}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{page.rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
        <Pagination current=query.page total=page.total size=Some(query.rows) range=labels.range place/>
    }
    .into_any()
}

fn row(ActionRow { device, action }: ActionRow) -> AnyView {
    let labels = &use_texts().devices;
    let name = device.name.clone();
    // Where there is no room for a column that says whose it is.
    let owner = (!device.user.is_empty())
        .then(|| view! { <span class="data-grid__instead">" · " {device.user.clone()}</span> });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <span class="data-grid__media">
                    <Icon glyph=device_glyph(device.platform) class="icon--muted"/>
                    <span>
                        <a class="data-grid__primary" href=routes::device(&device.id) data-value=name>
                            {device.name}
                        </a>
                        <span class="data-grid__sub">{device.model} {owner}</span>
                    </span>
                </span>
            </th>
            <td role="cell" class="col-medium col-card-hidden">
                {device.user.clone()}
            </td>
            <td role="cell" class="col-wide col-card-hidden">
                {use_texts().to_devices.send}
            </td>
            <td role="cell" data-label=labels.status>
                <ActionState status=action.status hindrance=action.hindrance/>
            </td>
            <td role="cell" class="col-medium" data-label=labels.initiated_by>
                {action.by}
            </td>
            <td role="cell" class="data-grid__nowrap" data-label=labels.time>
                <Moment at=action.at precision=Precision::Exact/>
            </td>
        </tr>
    }
    .into_any()
}
