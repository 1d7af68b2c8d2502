//! Roles: what they allow, and how many hold them (B27).

use crate::prelude::*;
use crate::{
    api::records::list_roles,
    components::{
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
    },
    context::{limited, use_texts},
    layout::page::{Crumb, ErrorPage, PageHeader},
    routes,
    view::RoleView,
};
use herald_domain::permission::Permission;

#[component]
pub fn RolesPage() -> impl IntoView {
    let content = Suspend::new(async move {
        match list_roles().await {
            Ok(roles) => content(roles),
            Err(error) => view! { <ErrorPage error/> },
        }
    });
    view! { <div class="page">{content}</div> }
}

fn content(roles: Vec<RoleView>) -> AnyView {
    let texts = use_texts();
    let labels = &texts.roles;
    let within = limited(Permission::RolesRead)
        .then(|| view! { <MessageBar tone=Tone::Info>{labels.limited}</MessageBar> });
    let heads = [labels.name, labels.kind, labels.to_groups, labels.to_a_device];
    view! {
        <PageHeader
            title=labels.title
            trail=vec![Crumb::text(texts.frame.tenant_administration)]
            lede=labels.lede
        />
        <MessageBar tone=Tone::Info>{labels.only_administrator} " " {labels.read_only}</MessageBar>
        {within}
        <div class="data-grid data-grid--cards">
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-label=labels.title>
                    <thead role="rowgroup">
                        <tr role="row">
                            {heads.map(|head| view! { <th scope="col" role="columnheader">{head}</th> })}
                            <th scope="col" role="columnheader" class="data-grid__num">
                                {labels.assignments}
                            </th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{roles.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(RoleView { role, assignments }: RoleView) -> AnyView {
    let labels = &use_texts().roles;
    let (class, kind) =
        if role.built_in { ("badge", labels.built_in) } else { ("badge badge--brand", labels.custom) };
    let may = |permission| role.permissions.contains(permission);
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <span>
                    <a class="data-grid__primary" href=routes::role(&role.id)>
                        {role.name.clone()}
                    </a>
                    <span class="data-grid__sub">{labels.description(&role)}</span>
                </span>
            </th>
            <td role="cell" data-label=labels.kind>
                <span class=class>{kind}</span>
            </td>
            <td role="cell" data-label=labels.to_groups>
                {yes_or_no(may(Permission::OrganizationUpdate))}
            </td>
            <td role="cell" data-label=labels.to_a_device>
                {yes_or_no(may(Permission::RemoteTasksSendCustomNotifications))}
            </td>
            <td role="cell" class="data-grid__num" data-label=labels.assignments>
                {assignments.len()}
            </td>
        </tr>
    }
}

fn yes_or_no(yes: bool) -> AnyView {
    let texts = &use_texts().common;
    if yes {
        view! {
            <span class="status">
                <Icon glyph=Glyph::CheckCircle16 class="icon--success"/>
                <span>{texts.yes}</span>
            </span>
        }
    } else {
        view! { <span class="muted">{texts.no}</span> }
    }
}
