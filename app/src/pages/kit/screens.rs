//! The frame, what fills a page, and drawn phones.

use super::{
    samples,
    specimen::{Room, specimen},
};
use crate::prelude::*;
use crate::{
    components::{
        empty_state::{Art, EmptyState},
        error_view::ErrorView,
        icon::BrandMark,
        phone_preview::{PhonePreview, Screens, Written},
    },
    context::use_texts,
    error::AppError,
    layout::{
        finder,
        found::{kinds, suggestions},
        navigation,
        page::{Breadcrumb, Crumb},
    },
    routes,
    shell::RAIL,
    texts::kit::KitTexts,
};
use herald_domain::{permission::Permission, search::Found};

pub fn shell(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let trail = || {
        let trail = vec![Crumb::text(all.frame.devices), Crumb::link(all.devices.title, routes::DEVICES)];
        view! { <Breadcrumb trail here="NHK-IPH-0412".to_owned()/> }
    };
    let brand = || {
        view! {
            <span class="brand">
                <BrandMark/>
                <span>"Herald"</span>
            </span>
        }
    };
    let tabs = || {
        let tab = |label: &'static str, count: &'static str, current: bool| {
            view! {
                <a class="tab" href="#shell" aria-current=current.then_some("page")>
                    {label}
                    <span class="tab__count">{count}</span>
                </a>
            }
        };
        view! {
            <nav class="tabs" aria-label=texts.sections>
                {tab(all.frame.users, "214", true)}
                {tab(all.frame.groups, "2", false)}
                {tab(all.frame.devices, "391", false)}
            </nav>
        }
    };
    vec![
        specimen("brand", texts.shell, Room::Own, brand),
        specimen("trail", texts.here, Room::Own, trail),
        specimen("tabs", texts.sections, Room::Half, tabs),
    ]
}

/// The ways to other pages.
pub fn ways(texts: &'static KitTexts) -> Vec<AnyView> {
    let navigation = |narrow: bool| {
        move || {
            let list = navigation::list(routes::DEVICES.to_owned(), "");
            view! { <div data-nav=narrow.then_some(RAIL)>{list}</div> }
        }
    };
    vec![
        specimen("finder", texts.finder, Room::Window, finder),
        specimen("navigation", texts.broad, Room::OwnWindow, navigation(false)),
        specimen("rail", texts.rail, Room::OwnWindow, navigation(true)),
    ]
}

/// The top bar's search with what it found; the arrow down was pressed once.
fn finder() -> AnyView {
    let words = "h";
    let found = Found {
        devices: Some(samples::devices()),
        users: None,
        groups: Some(samples::groups().into_iter().take(2).collect()),
    };
    let count = found.hits();
    let options = suggestions(kinds(found, words), words, count).to_html();
    let options = options.replacen("aria-selected=\"false\"", "aria-selected=\"true\"", 1);
    let options = view! { <div inner_html=options></div> };
    finder::form(words.to_owned(), Some(options))
}

pub fn phone(texts: &'static KitTexts) -> Vec<AnyView> {
    let preview = |title: &str, body: &str, screens: Screens| {
        let written = Written { title: title.to_owned(), body: body.to_owned() };
        move || view! { <PhonePreview written=written.clone() screens/> }
    };
    let all = use_texts();
    let (title, body) = ("Stadshuset stänger 15", "Gå hem medan bussarna går.");
    let long = "Alla bussar står still på grund av snön. ".repeat(9);
    let long_title = "Stadshuset stänger redan klockan 15 på grund av snö";
    let app = |title: &str, body: &str| {
        let make = preview(title, body, Screens::All);
        // The last of the three views is the chosen one.
        move || {
            let html = make().to_html();
            let html = html.replace("value=\"ios\" checked", "value=\"ios\"");
            let html = html.replace("value=\"app\"", "value=\"app\" checked");
            view! { <div inner_html=html></div> }
        }
    };
    vec![
        specimen(
            "ios-short",
            format!("iOS · {}", texts.short),
            Room::Half,
            preview(title, body, Screens::Ios),
        ),
        specimen(
            "android-short",
            format!("Android · {}", texts.short),
            Room::Half,
            preview(title, body, Screens::Android),
        ),
        specimen(
            "app-short",
            format!("{} · {}", all.preview.in_the_app, texts.short),
            Room::Half,
            app(title, body),
        ),
        specimen(
            "ios-long",
            format!("iOS · {}", texts.long),
            Room::Half,
            preview(long_title, &long, Screens::Ios),
        ),
        specimen(
            "android-long",
            format!("Android · {}", texts.long),
            Room::Half,
            preview(long_title, &long, Screens::Android),
        ),
        specimen(
            "app-long",
            format!("{} · {}", all.preview.in_the_app, texts.long),
            Room::Half,
            app(long_title, &long),
        ),
        specimen(
            "ios-emoji",
            format!("iOS · {}", texts.emoji),
            Room::Half,
            preview("Sommarfest 🎉", "👩‍👩‍👧‍👦 Hela familjen är välkommen 🌞", Screens::Ios),
        ),
        specimen(
            "ios-rtl",
            format!("iOS · {}", texts.right_to_left),
            Room::Half,
            preview("البلدية مغلقة اليوم", "الحافلات متوقفة بسبب الثلوج.", Screens::Ios),
        ),
    ]
}

pub fn empty(texts: &'static KitTexts) -> Vec<AnyView> {
    let all = use_texts();
    let state = |art: Art, title: &'static str, help: &'static str| {
        move || {
            view! {
                <EmptyState art title>
                    <p class="empty-state__body">{help}</p>
                </EmptyState>
            }
        }
    };
    vec![
        specimen(
            "none-yet",
            texts.empty,
            Room::Half,
            state(Art::Silent, all.devices.none_yet, all.devices.none_yet_help),
        ),
        specimen(
            "none-match",
            texts.no_match,
            Room::Half,
            state(Art::Silent, all.devices.no_match, all.devices.no_match_help),
        ),
        specimen(
            "no-rights",
            texts.no_rights,
            Room::Half,
            state(Art::Locked, all.home.no_rights_title, all.home.no_rights),
        ),
    ]
}

pub fn errors(_: &'static KitTexts) -> Vec<AnyView> {
    let errors = &use_texts().errors;
    let shown = |error: AppError| move || view! { <ErrorView error/> };
    vec![
        specimen(
            "forbidden",
            errors.forbidden_title,
            Room::Half,
            shown(AppError::Forbidden { permission: Permission::OrganizationUpdate }),
        ),
        specimen("not-found", errors.not_found_title, Room::Half, shown(AppError::NotFound)),
        specimen("offline", errors.offline_title, Room::Half, shown(AppError::Offline)),
        specimen(
            "internal",
            errors.internal_title,
            Room::Half,
            shown(AppError::Internal { reference: "7f3a-22c1".into() }),
        ),
    ]
}
