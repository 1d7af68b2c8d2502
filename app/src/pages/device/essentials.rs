//! What identifies a device (B32).

use super::overview::system;
use crate::prelude::*;
use crate::{
    components::{
        breaks::{address, made_up},
        essentials::item,
        moment::{Moment, Precision},
        status::{ComplianceStatus, Reachability},
    },
    context::{may, use_texts},
    routes,
};
use herald_domain::{Timestamp, device::DeviceDetail, ids::UserId, permission::Permission};

#[component]
pub fn Essentials(detail: DeviceDetail) -> impl IntoView {
    let texts = use_texts();
    let (labels, common) = (&texts.devices, &texts.common);
    let system = system(&detail);
    let DeviceDetail { row, management_name, user_id, user_principal_name, enrolled_by, .. } = detail;
    let user = if row.user.is_empty() { user_principal_name.clone() } else { row.user };
    let upn = (user != user_principal_name).then_some(user_principal_name).filter(|upn| !upn.is_empty());
    let name = if management_name.is_empty() { "–".into_any() } else { made_up(&management_name) };
    let by = (!enrolled_by.is_empty()).then(|| format!(" {}", (labels.enrolled_by)(&enrolled_by)));
    view! {
        <section class="card" aria-labelledby="essentials">
            <div class="card__header">
                <h2 class="card__title card__title--large" id="essentials">
                    {labels.essentials}
                </h2>
            </div>
            <dl class="essentials essentials--two">
                {item(labels.name, text(row.name))}
                {item(
                    labels.primary_user,
                    view! {
                        {person(user, user_id)}
                        {upn.map(|upn| view! { <span class="data-grid__sub">{address(&upn)}</span> })}
                    },
                )}
                {item(labels.management_name, name)}
                {item(labels.compliance, view! { <ComplianceStatus compliance=row.compliance/> })}
                {item(labels.ownership, text(common.ownership(row.ownership).into()))}
                {item(labels.operating_system, text(system))}
                {item(labels.serial_number, code(detail.serial_number))}
                {item(labels.model, text(row.model))}
                {item(labels.imei, code(detail.imei))}
                {item(labels.manufacturer, text(detail.manufacturer))}
                {item(labels.phone_number, code(detail.phone_number))}
                {item(labels.last_check_in, moment(row.last_check_in, common.never))}
                {item(labels.managed_by, text(row.managed_by))}
                {item(labels.enrolled, view! { {moment(detail.enrolled_at, "–")} {by} })}
                {item(labels.reachable, view! { <Reachability reasons=row.reasons/> })}
            </dl>
        </section>
    }
}

/// Somebody's name, which leads to them where the reader may go.
fn person(name: String, id: Option<UserId>) -> AnyView {
    match id {
        Some(id) if !name.is_empty() && may(Permission::UsersRead) => {
            view! { <a href=routes::user(&id)>{name}</a> }
        }
        _ => text(name),
    }
}

fn text(value: String) -> AnyView {
    if value.is_empty() { "–".into_any() } else { value.into_any() }
}

fn code(value: String) -> AnyView {
    if value.is_empty() {
        "–".into_any()
    } else {
        view! { <span class="mono">{value}</span> }
    }
}

fn moment(at: Option<Timestamp>, otherwise: &'static str) -> AnyView {
    match at {
        Some(at) => view! { <Moment at precision=Precision::Exact/> },
        None => otherwise.into_any(),
    }
}
