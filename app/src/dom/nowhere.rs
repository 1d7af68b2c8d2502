//! The same functions where there is no browser. They are reached by event handlers and effects only, which never
//! run on the server.

use crate::texts::Language;
use herald_domain::Timestamp;
use leptos::{html, prelude::NodeRef};

pub fn document_language() -> Language {
    Language::default()
}
pub fn every_minute(_: impl Fn(Timestamp) + Clone + 'static) {}
pub fn utc_offset_minutes(_: Timestamp) -> i64 {
    0
}
pub fn go(_: &str) {}
pub fn reload() {}
pub fn current_path() -> String {
    String::new()
}
pub fn current_address() -> String {
    String::new()
}
pub fn set_cookie(_: &str, _: &str) {}
pub fn toggle_theme() {}
pub fn copy(_: &str) -> bool {
    false
}
pub fn download(_: &str, _: &str) {}
pub fn random_uuid() -> Option<String> {
    None
}
pub fn confirm(_: &str) -> bool {
    false
}
pub fn focus_id(_: &str) {}
pub fn one_tab_stop(_: NodeRef<html::Div>) {}
pub fn move_in_toolbar(_: NodeRef<html::Div>, _: &str) -> bool {
    false
}
pub fn enter_menu(_: NodeRef<html::Ul>) {}
pub fn move_in_menu(_: NodeRef<html::Ul>, _: &str) -> bool {
    false
}
pub fn hide_popover(_: &str) {}
pub fn show_modal(_: NodeRef<html::Dialog>) {}
pub fn close_modal(_: NodeRef<html::Dialog>) {}
