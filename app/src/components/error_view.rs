//! What a page shows instead of its content when it cannot show it (B29, B35).

use crate::prelude::*;
use crate::{
    components::{
        empty_state::{Art, EmptyState},
        icon::{Glyph, Icon},
    },
    context::{may, set_status, use_me, use_texts},
    error::AppError,
    routes,
    texts::errors::ErrorTexts,
};
use herald_domain::{
    permission::Permission,
    role::{BUILT_IN, BuiltIn},
};

/// A whole page. Sets the answer's status.
#[component]
pub fn ErrorView(error: AppError) -> impl IntoView {
    let texts = &use_texts().errors;
    let title = title(&error);
    set_status(error.status());
    match error {
        AppError::SignedOut => view! { <SignedOut texts/> },
        AppError::Forbidden { permission } => view! { <Forbidden texts permission/> },
        AppError::NotFound => view! { <NotFound texts/> },
        AppError::Offline => view! { <Failed title body=texts.offline.into() texts/> },
        AppError::Throttled { retry_after } => {
            view! { <Failed title body=(texts.throttled)(retry_after) texts/> }
        }
        AppError::Internal { reference } => {
            view! { <Failed title body=texts.internal.into() reference texts/> }
        }
        _ => view! { <Failed title body=texts.bad_request.into() texts/> },
    }
}

/// What is the matter, for the heading and for the browser's tab.
#[must_use]
pub fn title(error: &AppError) -> &'static str {
    let texts = &use_texts().errors;
    match error {
        AppError::SignedOut => texts.signed_out_title,
        AppError::Forbidden { .. } => texts.forbidden_title,
        AppError::NotFound => texts.not_found_title,
        AppError::Offline => texts.offline_title,
        AppError::Throttled { .. } => texts.busy_title,
        AppError::Internal { .. } => texts.internal_title,
        _ => texts.not_understood_title,
    }
}

/// Where to sign in. It leads back to the page in sight, as far as that can be asked for again.
fn sign_in() -> String {
    let asked = use_context::<http::request::Parts>().filter(|asked| asked.method == http::Method::GET);
    let here = asked.and_then(|asked| asked.uri.path_and_query().map(ToString::to_string));
    routes::sign_in_and_return(routes::local(here.as_deref().unwrap_or(routes::HOME)))
}

#[component]
fn SignedOut(texts: &'static ErrorTexts) -> impl IntoView {
    view! {
        <EmptyState page=true art=Art::Locked title=texts.signed_out_title>
            <p class="empty-state__body">{texts.signed_out}</p>
            <div class="empty-state__actions">
                <a class="button button--primary" href=sign_in()>
                    {texts.sign_in}
                </a>
            </div>
        </EmptyState>
    }
}

#[component]
fn Forbidden(texts: &'static ErrorTexts, permission: Permission) -> impl IntoView {
    let name = use_texts().permissions.name(permission);
    view! {
        <EmptyState page=true art=Art::Locked title=texts.forbidden_title>
            <p class="empty-state__body">{(texts.forbidden)(&name)}</p>
            <p class="tag tag--brand tag--large">
                <Icon glyph=Glyph::PersonKey16/>
                {name.clone()}
            </p>
            <p class="empty-state__body">
                {texts.forbidden_help} " " {use_texts().roles.built_in_with_it} ": " {roles_with(permission)} "."
            </p>
            {own_permissions(texts)}
            <div class="empty-state__actions">
                // A sentence for whoever assigns roles; script adds the page's address.
                <button
                    class="button button--primary needs-script"
                    type="button"
                    data-do="copy-link"
                    data-before=(texts.request)(&name)
                    data-done=texts.request_copied
                >
                    <Icon glyph=Glyph::Copy/>
                    <span>{texts.copy_request}</span>
                </button>
                <span class="visually-hidden" role="status"></span>
                <a class="button" href=routes::HOME>
                    {texts.go_home}
                </a>
            </div>
        </EmptyState>
    }
}

/// What the reader may do, by the names under which roles show it.
fn own_permissions(texts: &'static ErrorTexts) -> Option<AnyView> {
    let names = &use_texts().permissions;
    let held = use_me()?.permissions;
    let mine: Vec<_> = held.iter().map(|permission| view! { <li>{names.name(permission)}</li> }).collect();
    (!mine.is_empty()).then(|| {
        view! {
            <details class="empty-state__details">
                <summary>{texts.own_permissions}</summary>
                <ul>{mine}</ul>
            </details>
        }
    })
}

/// The built-in roles that have a permission; for whoever reads roles each leads to its page.
fn roles_with(permission: Permission) -> AnyView {
    let roles = BUILT_IN.iter().filter(|role| role.permissions.contains(permission));
    let role = |(at, role): (usize, &'static BuiltIn)| {
        let name = match may(Permission::RolesRead) {
            true => view! { <a href=format!("{}/{}", routes::ROLES, role.id)>{role.name}</a> },
            false => role.name.into_any(),
        };
        let comma = (at > 0).then_some(", ");
        view! { {comma} {name} }
    };
    roles.enumerate().map(role).collect_view().into_any()
}

#[component]
fn NotFound(texts: &'static ErrorTexts) -> impl IntoView {
    let frame = &use_texts().frame;
    let lists = [
        (Permission::ManagedDevicesRead, routes::DEVICES, frame.all_devices),
        (Permission::GroupsRead, routes::GROUPS, frame.groups),
    ];
    let lists = lists.into_iter().filter(|(permission, ..)| may(*permission)).map(|(_, href, label)| {
        view! {
            <a class="button" href=href>
                {label}
            </a>
        }
    });
    view! {
        <EmptyState page=true art=Art::Silent title=texts.not_found_title>
            <p class="empty-state__body">{texts.not_found}</p>
            <div class="empty-state__actions">
                <a class="button button--primary" href=routes::HOME>
                    {texts.go_home}
                </a>
                {lists.collect_view()}
            </div>
        </EmptyState>
    }
}

#[component]
fn Failed(
    title: &'static str,
    body: String,
    #[prop(optional)] reference: String,
    texts: &'static ErrorTexts,
) -> impl IntoView {
    let reference = (!reference.is_empty()).then(|| {
        view! {
            <p class="tag tag--large">
                {texts.reference} ": " <span class="mono">{reference}</span>
            </p>
        }
    });
    view! {
        <EmptyState page=true art=Art::Silent title>
            <p class="empty-state__body" role="alert">
                {body}
            </p>
            {reference}
            <div class="empty-state__actions">
                // The empty address loads this page again.
                <a class="button button--primary" href="">
                    {texts.try_again}
                </a>
            </div>
        </EmptyState>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(error: AppError) -> String {
        Owner::new().with(|| view! { <ErrorView error/> }.to_html())
    }

    /// Without markup.
    fn plain(html: &str) -> String {
        html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
    }

    #[test]
    fn b29_a_missing_permission_is_named() {
        let html = rendered(AppError::Forbidden { permission: Permission::OrganizationUpdate });
        assert!(html.contains("You need the permission Organization / Update."), "{html}");
    }

    #[test]
    fn b35_our_fault_comes_with_its_reference_and_a_way_on() {
        let html = rendered(AppError::Internal { reference: "7f3a-22".into() });
        assert!(html.contains("7f3a-22") && html.contains("Try again"), "{html}");
    }

    #[test]
    fn b35_every_error_has_a_title_and_no_raw_code() {
        for error in [
            AppError::SignedOut,
            AppError::NotFound,
            AppError::Offline,
            AppError::BadRequest,
            AppError::Conflict,
            AppError::Throttled { retry_after: 3 },
        ] {
            let html = rendered(error.clone());
            let title = title(&error);
            assert!(
                html.contains("<h1") && html.contains(title) && !html.contains(&error.to_string()),
                "{html}"
            );
            let ours = matches!(error, AppError::Internal { .. });
            assert_eq!(title == use_texts().errors.internal_title, ours, "{title}");
        }
    }

    #[test]
    fn b29_roles_that_have_the_permission_are_named() {
        let html = rendered(AppError::Forbidden { permission: Permission::AuditRead });
        let named = "Built-in roles that have it: Administrator, Help Desk Operator, Read Only Operator.";
        assert!(plain(&html).contains(named), "{html}");
    }

    #[test]
    fn signing_in_leads_back_to_what_was_asked_for() {
        let asked = |method: &str| {
            Owner::new().with(|| {
                let request = http::Request::builder().method(method).uri("/devices?search=a%26b&page=2");
                provide_context(request.body(()).unwrap().into_parts().0);
                view! { <ErrorView error=AppError::SignedOut/> }.to_html()
            })
        };
        let back = "href=\"/sign-in?return=/devices%3Fsearch%3Da%2526b%26page%3D2\"";
        assert!(asked("GET").contains(back), "{}", asked("GET"));
        // What a form did is not asked for again.
        assert!(asked("POST").contains("href=\"/sign-in\""), "{}", asked("POST"));
    }
}
