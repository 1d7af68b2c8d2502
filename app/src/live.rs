//! Keeping what is on the page up to date while something on the server is still going on.

use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, time::Duration};

/// Between two questions.
const EVERY: Duration = Duration::from_secs(2);

/// Asks again and again while `running` and while somebody looks; one question at a time. In the browser only.
pub fn while_running<Asked>(running: Memo<bool>, ask: impl Fn() -> Asked + Clone + 'static)
where
    Asked: Future<Output = ()> + 'static,
{
    Effect::new(move |_| {
        if !running.get() {
            return;
        }
        let ask = ask.clone();
        let asking = StoredValue::new(false);
        let tick = move || {
            if document().hidden() || asking.try_get_value().is_none_or(|asking| asking) {
                return;
            }
            asking.set_value(true);
            let answer = ask();
            spawn_local(async move {
                answer.await;
                // The page may be gone by now.
                asking.try_update_value(|asking| *asking = false);
            });
        };
        match set_interval_with_handle(tick, EVERY) {
            Ok(interval) => on_cleanup(move || interval.clear()),
            Err(_) => leptos::logging::warn!("the browser has no timers, so the page does not follow"),
        }
    });
}
