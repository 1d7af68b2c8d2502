//! The same functions where there is no browser. They are reached by event handlers and effects only, which never
//! run on the server.

use leptos::{
    html,
    prelude::{NodeRef, RwSignal},
};

pub fn go(_: &str) {}
pub fn refresh(_: &str) {}
pub fn forget_selection() {}
pub fn show_address(_: &str) {}
pub fn current_path() -> String {
    String::new()
}
pub fn focus_id(_: &str) {}
pub fn scroll_into_sight(_: &str) {}
#[must_use]
pub fn is_focus_nowhere() -> bool {
    true
}
pub fn refocus(_: &'static str, _: usize, _: &'static str) {}
pub fn show_modal(_: NodeRef<html::Dialog>) {}
pub fn close_modal(_: NodeRef<html::Dialog>) {}
pub fn fill(_: NodeRef<html::Div>, _: &[(&str, &str)]) {}
#[must_use]
pub fn in_sight() -> RwSignal<bool> {
    RwSignal::new(false)
}
pub async fn post_json(_: &str, _: &str) -> Option<(u16, String)> {
    None
}
