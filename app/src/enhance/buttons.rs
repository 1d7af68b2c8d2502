//! Buttons that do something small with the page they stand on, named by `data-do`.

use super::{all, closest, on, regions, root, selection};
use crate::{context::use_texts, dom, live, texts::LANGUAGE_COOKIE};
use herald_domain::csv;
use leptos::{prelude::document, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlTableElement, MouseEvent};

pub fn start() {
    on("click", |event: MouseEvent| {
        let Some(button) = closest(&event, "[data-do]") else { return };
        match button.get_attribute("data-do").as_deref() {
            Some("switch-theme") => set_theme(dom::other_theme()),
            Some("set-theme") => {
                event.prevent_default();
                set_theme(&button.get_attribute("value").unwrap_or_default());
            }
            Some("set-language") => {
                event.prevent_default();
                dom::set_cookie(LANGUAGE_COOKIE, &button.get_attribute("value").unwrap_or_default());
                dom::reload();
            }
            Some("set-navigation") => {
                event.prevent_default();
                let _done = set_navigation(&button);
            }
            Some("copy-link") => copy_link(&button),
            Some("clear-selection") => {
                let _done = selection::clear();
            }
            Some("export") => export(&button),
            Some("reveal") => {
                let _done = reveal(&button);
            }
            _ => {}
        }
    });
    on("change", |event: Event| {
        if let Some(form) = closest(&event, "form[data-send-on-change]") {
            dom::post(&form.unchecked_into());
        }
        if let Some(switch) = closest(&event, "[data-live-switch]") {
            let _done = set_live(switch.unchecked_ref());
        }
        if let Some(form) = closest(&event, "form[data-list]") {
            let _done = regions::choose(&form);
        }
        if let Some(form) = closest(&event, "form[data-columns]") {
            let _done = choose_columns(&form);
        }
    });
}

/// At once, and for the next pages: the server reads the cookie. No attribute leaves the theme to the system.
fn set_theme(theme: &str) {
    let Some(root) = root() else { return };
    let _done = match theme {
        "system" => root.remove_attribute("data-theme"),
        theme => root.set_attribute("data-theme", theme),
    };
    dom::set_cookie("herald-theme", theme);
    for choice in all::<Element>(&root, "button[name=theme]") {
        let chosen = choice.get_attribute("value").is_some_and(|value| value == theme);
        let _done = choice.set_attribute("aria-pressed", if chosen { "true" } else { "false" });
    }
}

/// The server reads the cookie, so that the next page comes with the same width. The focus goes to the button that
/// takes the choice back.
fn set_navigation(button: &Element) -> Option<()> {
    let chosen = button.get_attribute("value")?;
    dom::set_cookie("herald-nav", &chosen);
    root()?.set_attribute("data-nav", &chosen).ok()?;
    let other = all::<HtmlElement>(&button.parent_element()?, "button")
        .into_iter()
        .find(|other| **other != *button)?;
    dom::focus(&other);
    Some(())
}

/// At once, and for the next pages: the server reads the cookie that the switch names.
fn set_live(switch: &HtmlInputElement) -> Option<()> {
    let value = if switch.checked() { "" } else { "off" };
    dom::set_cookie(&switch.get_attribute("data-live-switch")?, value);
    root()?.set_attribute("data-live", value).ok()?;
    live::look();
    Some(())
}

/// Leaves out of the list the columns whose boxes are not ticked. The server reads the cookie that the form names.
fn choose_columns(form: &Element) -> Option<()> {
    let boxes = all::<HtmlInputElement>(form, "input[type=checkbox]");
    let hidden: Vec<_> =
        boxes.iter().filter(|column| !column.checked()).map(HtmlInputElement::value).collect();
    dom::set_cookie(&form.get_attribute("data-columns")?, &hidden.join("."));
    regions::again();
    Some(())
}

/// Shows the password in the field that the button controls, or hides it again. `data-other` is what the button says then.
fn reveal(button: &Element) -> Option<()> {
    let field = document().get_element_by_id(&button.get_attribute("aria-controls")?)?;
    let field: HtmlInputElement = field.unchecked_into();
    field.set_type(if field.type_() == "password" { "text" } else { "password" });
    let (said, other) = (button.text_content()?, button.get_attribute("data-other")?);
    button.set_text_content(Some(&other));
    button.set_attribute("data-other", &said).ok()
}

/// The button's label is its last element, and a status stands behind it for who cannot see that. `data-before` stands
/// before the address, `data-done` says that it was copied.
fn copy_link(button: &Element) {
    let before = button.get_attribute("data-before").unwrap_or_default();
    let done = button.get_attribute("data-done");
    let told = [button.last_element_child(), button.next_element_sibling()];
    let text = format!("{before}{}", dom::current_address());
    spawn_local(async move {
        let texts = &use_texts().common;
        if !dom::copy(&text).await {
            dom::show_for_copying(texts.copy_by_hand, &text);
            return;
        }
        for place in told.into_iter().flatten() {
            place.set_text_content(Some(done.as_deref().unwrap_or(texts.copied)));
        }
    });
}

/// `data-json` holds what to save as it is. Else the ticked rows are saved, which the server has at `data-ticked`, and
/// without any the table of the page.
fn export(button: &Element) {
    let Some(name) = button.get_attribute("data-file") else { return };
    if let Some(json) = button.get_attribute("data-json") {
        dom::download(&name, "application/json", &json);
        return;
    }
    if let Some(ticked) = button.get_attribute("data-ticked").filter(|_| selection::count() > 0) {
        dom::go(&format!("{ticked}?{}", selection::as_query()));
        return;
    }
    let table = root().and_then(|root| all::<HtmlTableElement>(&root, "main table").into_iter().next());
    if let Some(table) = table {
        dom::download(&name, "text/csv;charset=utf-8", &csv(&table));
    }
}

/// The cells in words, for spreadsheets: a byte-order mark, CRLF, and nothing that would be taken for a formula.
fn csv(table: &Element) -> String {
    let mut out = String::from("\u{feff}");
    for row in all::<Element>(table, "tr") {
        let cells = all::<Element>(&row, ":is(th, td):not(.data-grid__select, .data-grid__unchosen)");
        let cells: Vec<String> = cells.iter().map(|cell| csv::cell(&plain(&words(cell)))).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A cell's own value where its words say more than that.
fn words(cell: &Element) -> String {
    let value = cell.query_selector("[data-value]").ok().flatten();
    value
        .and_then(|value| value.get_attribute("data-value"))
        .unwrap_or_else(|| cell.text_content().unwrap_or_default())
}

/// On one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
