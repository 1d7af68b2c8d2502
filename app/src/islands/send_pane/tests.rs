//! The pane as the server renders it.

use super::*;
use crate::{
    components::phone_preview::Screens,
    error::AppError,
    pages::device::tests::device,
    posted::Posted,
    texts::{Language, Texts},
};
use herald_domain::{Timestamp, permission::Permission, time::MINUTE_MS};

fn rendered() -> String {
    Owner::new().with(|| {
        let start = Start::of(None, Screens::Ios);
        view! {
            {crate::given::give(SendPaneGiven { device: Device::of(&device()), start, notice: None, obstacle: None })}
            <SendPane/>
        }
        .to_html()
    })
}

#[test]
fn b5_the_pane_warns_that_others_may_see_the_message() {
    let html = rendered();
    assert!(html.contains("lock screens") && html.contains("Android"), "{html}");
}

#[test]
fn b14_the_pane_has_title_body_and_send_and_posts_without_script() {
    let html = rendered();
    let id = device().row.id;
    assert!(html.contains(&format!("method=\"post\" action=\"/devices/{id}\"")), "{html}");
    for part in ["name=\"title\"", "name=\"body\"", "name=\"key\"", ">Send"] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn b19_what_is_left_stands_beside_send_with_the_time_of_the_next_place() {
    assert!(rendered().contains("7 left. The next one frees up at 01:30 UTC."));
}

/// The pane after a form that was refused.
fn refused(error: AppError, language: Language) -> String {
    Owner::new().with(|| {
        provide_context(language);
        let posted = Posted { fields: vec![("title".into(), "Halka".into())], error: Some(error), resumed: false };
        let start = Start::of(Some(posted), Screens::Ios);
        view! {
            {crate::given::give(SendPaneGiven { device: Device::of(&device()), start, notice: None, obstacle: None })}
            <SendPane/>
        }
        .to_html()
    })
}

#[test]
fn b19_a_refusal_names_the_limit_and_the_next_free_time() {
    let error = AppError::LimitReached { max: 10, next_free: Timestamp(90 * MINUTE_MS) };
    let html = refused(error, Language::English);
    assert!(html.contains("limit of 10") && html.contains("01:30 UTC") && html.contains("Halka"), "{html}");
}

#[test]
fn b33_a_missing_permission_is_named_in_the_language_of_the_page() {
    let permission = Permission::RemoteTasksSendCustomNotifications;
    for language in Language::ALL {
        let name = Texts::of(language).permissions.name(permission);
        let html = refused(AppError::Forbidden { permission }, language);
        assert!(html.contains(&*name), "{name}: {html}");
    }
}
