//! Where the focus goes inside toolbars and menus (WAI-ARIA APG).

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The commands of a toolbar; those inside an open menu are not among them.
const COMMANDS: &str = ":scope > button, :scope > a, :scope > .command-bar__anchor > button";
const MENU_ITEMS: &str = "[role=menuitem]";

fn all(inside: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = inside.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

fn focus(element: &HtmlElement) {
    if element.focus().is_err() {
        leptos::logging::warn!("an element refuses the focus");
    }
}

fn focused(among: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    among.iter().position(|element| **element == active)
}

/// The place after `key`, going round at the ends; none for a key that does not move.
fn moved(at: usize, count: usize, key: &str, back: &str, forth: &str) -> Option<usize> {
    match key {
        _ if count == 0 => None,
        k if k == forth => Some((at + 1) % count),
        k if k == back => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

/// Makes a toolbar one stop for Tab.
pub fn one_tab_stop(bar: NodeRef<html::Div>) {
    let Some(bar) = bar.get_untracked() else { return };
    for (at, command) in all(&bar, COMMANDS).iter().enumerate() {
        command.set_tab_index(if at == 0 { 0 } else { -1 });
    }
}

/// Moves the focus in a toolbar; whether the key meant that.
pub fn move_in_toolbar(bar: NodeRef<html::Div>, key: &str) -> bool {
    let Some(bar) = bar.get_untracked() else { return false };
    let commands = all(&bar, COMMANDS);
    let Some(at) = focused(&commands) else { return false };
    let Some(to) = moved(at, commands.len(), key, "ArrowLeft", "ArrowRight") else { return false };
    commands[at].set_tab_index(-1);
    commands[to].set_tab_index(0);
    focus(&commands[to]);
    true
}

/// Puts the focus on the first item of a menu that has just opened.
pub fn enter_menu(menu: NodeRef<html::Ul>) {
    if let Some(menu) = menu.get_untracked()
        && menu.matches(":popover-open").is_ok_and(|open| open)
        && let Some(first) = all(&menu, MENU_ITEMS).first()
    {
        focus(first);
    }
}

/// Moves the focus in a menu: arrows, Home, End, or to the next item that begins with a letter; whether the key
/// meant that.
pub fn move_in_menu(menu: NodeRef<html::Ul>, key: &str) -> bool {
    let Some(menu) = menu.get_untracked() else { return false };
    let items = all(&menu, MENU_ITEMS);
    let at = focused(&items).unwrap_or(0);
    let to = moved(at, items.len(), key, "ArrowUp", "ArrowDown").or_else(|| {
        let letter = (key.chars().count() == 1).then(|| key.to_lowercase())?;
        let begins = |element: &HtmlElement| {
            element.text_content().is_some_and(|text| text.trim().to_lowercase().starts_with(&letter))
        };
        (1..=items.len()).map(|step| (at + step) % items.len()).find(|to| begins(&items[*to]))
    });
    to.inspect(|to| focus(&items[*to])).is_some()
}
