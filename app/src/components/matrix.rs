//! The permissions of a role: categories down, what they allow across.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
};
use herald_domain::permission::{Permission, PermissionSet};

/// The actions that have a column each; what remains is named in the last one.
const ACTIONS: [&str; 5] = ["Read", "Create", "Update", "Delete", "Assign"];

pub fn matrix(granted: PermissionSet) -> AnyView {
    let texts = use_texts();
    let (labels, names) = (&texts.roles, &texts.permissions);
    let heads = [names.read, names.create, names.update, names.delete, names.assign, labels.other];
    let mut categories: Vec<Vec<Permission>> = Vec::new();
    for permission in Permission::ALL {
        match categories.last_mut() {
            Some(known) if known[0].category() == permission.category() => known.push(*permission),
            _ => categories.push(vec![*permission]),
        }
    }
    let rows: Vec<_> = categories.into_iter().map(|permissions| row(&permissions, heads, granted)).collect();
    view! {
        <div class="data-grid">
            <div class="data-grid__scroll">
                <table class="matrix" role="table" aria-labelledby="permissions">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">
                                {labels.category_head}
                            </th>
                            {heads.map(|head| view! { <th scope="col" role="columnheader">{head}</th> })}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(permissions: &[Permission], heads: [&'static str; 6], granted: PermissionSet) -> AnyView {
    let texts = use_texts();
    let labels = &texts.roles;
    let (name, about) = (texts.permissions.category(permissions[0]), labels.holds(permissions[0]));
    let cell = |(action, head): (&str, &'static str)| {
        let permission = permissions.iter().find(|permission| permission.action() == action);
        let (class, content) = match permission {
            Some(permission) => ("", mark(granted.contains(*permission))),
            None => ("matrix__empty", hidden(labels.not_there)),
        };
        view! { <td role="cell" class=class data-label=head>{content}</td> }
    };
    let others: Vec<_> = permissions
        .iter()
        .filter(|permission| !ACTIONS.contains(&permission.action()))
        .map(|permission| other(*permission, granted.contains(*permission)))
        .collect();
    let (class, others) = if others.is_empty() {
        ("matrix__empty", hidden(labels.not_there))
    } else {
        ("", view! { <span class="tags">{others}</span> })
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <span>{name} <span class="data-grid__sub">{about}</span></span>
            </th>
            {ACTIONS.into_iter().zip(heads).map(cell).collect_view()}
            <td role="cell" class=class data-label=labels.other>
                {others}
            </td>
        </tr>
    }
}

fn hidden(words: &'static str) -> AnyView {
    view! { <span class="visually-hidden">{words}</span> }
}

/// How a permission is marked, and in words.
fn marked(allowed: bool) -> (&'static str, Glyph, &'static str) {
    let labels = &use_texts().roles;
    if allowed {
        ("matrix__cell matrix__cell--yes", Glyph::Check16, labels.allowed)
    } else {
        ("matrix__cell", Glyph::Subtract16, labels.not_allowed)
    }
}

fn mark(allowed: bool) -> AnyView {
    let (class, glyph, words) = marked(allowed);
    view! { <span class=class><Icon glyph/> {hidden(words)}</span> }
}

/// A permission that no column stands for: its mark, and its name.
fn other(permission: Permission, allowed: bool) -> AnyView {
    let (class, glyph, words) = marked(allowed);
    view! {
        <span class="matrix__named">
            <span class=class>
                <Icon glyph/>
            </span>
            <span>{use_texts().permissions.action(permission)} <span class="visually-hidden">": " {words}</span></span>
        </span>
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;

    #[test]
    fn b27_every_permission_stands_in_the_matrix_once() {
        for (granted, allowed) in
            [(PermissionSet::of(Permission::ALL), Permission::ALL.len()), (PermissionSet::default(), 0)]
        {
            let html = Owner::new().with(|| matrix(granted).to_html());
            let refused = html.matches("Not allowed").count() + html.matches("not allowed").count();
            assert_eq!(html.matches("Allowed").count(), allowed, "{html}");
            assert_eq!(refused, Permission::ALL.len() - allowed);
            assert!(html.contains("Send custom notifications"));
        }
    }
}
