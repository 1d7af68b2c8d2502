//! Who holds a role, and for which groups (B28).

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
    view::AssignmentView,
};

pub fn assignments(held: Vec<AssignmentView>) -> AnyView {
    let labels = &use_texts().roles;
    if held.is_empty() {
        return view! { <p class="muted">{labels.no_assignments}</p> };
    }
    view! {
        <div class="data-grid data-grid--cards">
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-labelledby="assignments">
                    <thead role="rowgroup">
                        <tr role="row">
                            {[labels.assignment, labels.members, labels.scope]
                                .map(|head| view! { <th scope="col" role="columnheader">{head}</th> })}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{held.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(AssignmentView { name, users, groups, everywhere, scope }: AssignmentView) -> AnyView {
    let labels = &use_texts().roles;
    let people = users.into_iter().map(|name| tag(Glyph::Users, "", name));
    let groups = groups.into_iter().map(|name| tag(Glyph::Groups, labels.group, name));
    let members: Vec<_> = people.chain(groups).collect();
    let members = if members.is_empty() { muted(labels.nobody) } else { tags(members) };
    let scope = if everywhere {
        labels.everything.into_any()
    } else if scope.is_empty() {
        muted(labels.nothing)
    } else {
        tags(scope.into_iter().map(|name| tag(Glyph::Groups, labels.group, name)).collect())
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <span class="strong">{name}</span>
            </th>
            <td role="cell" data-label=labels.members>
                {members}
            </td>
            <td role="cell" data-label=labels.scope>
                {scope}
            </td>
        </tr>
    }
}

fn tags(tags: Vec<AnyView>) -> AnyView {
    view! { <span class="tags">{tags}</span> }
}

/// `kind` is what the icon says, for those who do not see it.
fn tag(glyph: Glyph, kind: &'static str, name: String) -> AnyView {
    let kind = (!kind.is_empty()).then(|| view! { <span class="visually-hidden">{kind} ": "</span> });
    view! { <span class="tag"><Icon glyph/> {kind} {name}</span> }
}

fn muted(words: &'static str) -> AnyView {
    view! { <span class="muted">{words}</span> }
}
