//! One role: its permissions by category, and who holds it (B27, B28).

mod assignments;

use crate::prelude::*;
use crate::{
    api::records::get_role,
    components::{
        icon::{Glyph, Icon},
        matrix::matrix,
        message_bar::{MessageBar, Tone},
    },
    context::{limited, use_texts},
    layout::{
        by_id::page_by_id,
        page::{Breadcrumb, Crumb, DocumentTitle},
    },
    routes,
    view::RoleView,
};
use assignments::assignments;
use herald_domain::permission::Permission;

#[component]
pub fn RolePage() -> impl IntoView {
    page_by_id(get_role, content)
}

fn content(RoleView { role, assignments: held }: RoleView) -> AnyView {
    let texts = use_texts();
    let labels = &texts.roles;
    let (class, kind) =
        if role.built_in { ("badge", labels.built_in) } else { ("badge badge--brand", labels.custom) };
    let trail =
        vec![Crumb::text(texts.frame.tenant_administration), Crumb::link(labels.title, routes::ROLES)];
    let within = limited(Permission::RolesRead)
        .then(|| view! { <MessageBar tone=Tone::Info>{labels.limited}</MessageBar> });
    let granted = role.permissions.iter().count();
    view! {
        <DocumentTitle title=role.name.clone()/>
        <header class="page__header">
            <Breadcrumb trail here=role.name.clone()/>
            <div class="page__heading">
                <span class="page__icon">
                    <Icon glyph=Glyph::Roles/>
                </span>
                <div class="page__titles">
                    <div class="line">
                        <h1 class="page__title">{role.name.clone()}</h1>
                        <span class=class>{kind}</span>
                    </div>
                    <p class="page__lede">{labels.description(&role)}</p>
                </div>
            </div>
        </header>
        <section class="section" aria-labelledby="permissions">
            <div class="section__header">
                <h2 class="section__title" id="permissions">
                    {labels.permissions}
                </h2>
                <span class="muted">{(labels.allowed_of)(granted, Permission::ALL.len())}</span>
            </div>
            {matrix(role.permissions)}
        </section>
        <section class="section" aria-labelledby="assignments">
            <h2 class="section__title" id="assignments">
                {labels.assignments}
            </h2>
            {within}
            {assignments(held)}
        </section>
    }
}
