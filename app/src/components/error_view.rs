//! What a page shows instead of its content when it cannot show it (B29, B35).

use crate::prelude::*;
use crate::{
    components::{
        empty_state::{Art, EmptyState},
        icon::{Glyph, Icon},
    },
    context::{set_status, use_texts},
    error::AppError,
    routes,
    texts::errors::ErrorTexts,
};
use herald_domain::permission::Permission;

/// A whole page. Sets the answer's status.
#[component]
pub fn ErrorView(error: AppError) -> impl IntoView {
    let texts = &use_texts().errors;
    set_status(error.status());
    match error {
        AppError::SignedOut => view! { <SignedOut texts/> },
        AppError::Forbidden { permission } => view! { <Forbidden texts permission/> },
        AppError::NotFound => view! { <NotFound texts/> },
        AppError::Offline => {
            view! { <Failed title=texts.offline_title body=texts.offline.into() texts/> }
        }
        AppError::Throttled { retry_after } => {
            view! { <Failed title=texts.internal_title body=(texts.throttled)(retry_after) texts/> }
        }
        AppError::Internal { reference } => view! {
            <Failed title=texts.internal_title body=texts.internal.into() reference texts/>
        },
        _ => view! { <Failed title=texts.internal_title body=texts.bad_request.into() texts/> },
    }
}

#[component]
fn SignedOut(texts: &'static ErrorTexts) -> impl IntoView {
    view! {
        <EmptyState page=true art=Art::Locked title=texts.signed_out_title>
            <p class="empty-state__body">{texts.signed_out}</p>
            <div class="empty-state__actions">
                <a class="button button--primary" href=routes::SIGN_IN>
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
            <p class="empty-state__body">{texts.forbidden_help}</p>
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

#[component]
fn NotFound(texts: &'static ErrorTexts) -> impl IntoView {
    view! {
        <EmptyState page=true art=Art::Silent title=texts.not_found_title>
            <p class="empty-state__body">{texts.not_found}</p>
            <GoHome texts/>
        </EmptyState>
    }
}

#[component]
fn GoHome(texts: &'static ErrorTexts) -> impl IntoView {
    view! {
        <div class="empty-state__actions">
            <a class="button button--primary" href=routes::HOME>
                {texts.go_home}
            </a>
        </div>
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
            assert!(html.contains("<h1") && !html.contains(&error.to_string()), "{html}");
        }
    }
}
