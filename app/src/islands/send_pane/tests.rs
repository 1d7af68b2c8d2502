//! The pane as the server renders it.

use super::*;
use crate::{
    components::phone_preview::Screens,
    context::Zone,
    error::AppError,
    islands::compose::sentence,
    pages::device::tests::device,
    texts::{Language, Texts},
};
use herald_domain::{Timestamp, device::Reasons, permission::Permission, time::MINUTE_MS};

fn rendered() -> String {
    Owner::new().with(|| {
        let start = Start::of(None, Screens::Ios);
        view! {
            {crate::given::give(SendPaneGiven { device: Device::of(&device()), start, notice: None })}
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
fn b19_what_is_left_stands_beside_send() {
    assert!(rendered().contains("3 of 10 this hour"));
}

#[test]
fn b19_a_refusal_names_the_limit_and_the_next_free_time() {
    let error = AppError::LimitReached { max: 10, next_free: Timestamp(90 * MINUTE_MS) };
    let said = sentence(&error, Texts::of(Language::English), Zone::Utc);
    assert!(said.contains("limit of 10") && said.contains("01:30 UTC"), "{said}");
}

#[test]
fn b35_every_error_of_sending_is_a_sentence() {
    let errors = [
        AppError::SignedOut,
        AppError::Forbidden { permission: Permission::RemoteTasksSendCustomNotifications },
        AppError::NotFound,
        AppError::InvalidText { problems: vec![] },
        AppError::Unreachable { reasons: Reasons::from_bits(1) },
        AppError::Conflict,
        AppError::Throttled { retry_after: 1 },
        AppError::BadRequest,
        AppError::Internal { reference: "r".into() },
        AppError::Offline,
    ];
    for language in Language::ALL {
        for error in &errors {
            let said = sentence(error, Texts::of(language), Zone::Utc);
            assert!(said.ends_with(['.', 'r']) && !said.contains('{'), "{said}");
        }
    }
}
