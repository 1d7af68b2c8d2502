//! What is left of this hour's messages, kept current while somebody writes (B19).

use crate::prelude::*;
use crate::{
    api::notifications::group_quota,
    components::quota::next_place,
    context::use_texts,
    live::{Kind, use_live, use_reminder},
};
use herald_domain::limits::Quota;
use leptos::task::spawn_local;

/// None for whoever lacks the right to see the limit, who can send all the same.
#[derive(Clone, Copy)]
pub struct LiveQuota(RwSignal<Option<Quota>>);

impl LiveQuota {
    pub fn new(quota: Option<Quota>) -> Self {
        let live = Self(RwSignal::new(quota));
        // Another administrator takes a place.
        use_live(vec![Kind::Quota], move || live.ask());
        use_reminder(Kind::Quota, move || live.get()?.oldest_frees);
        live
    }

    #[must_use]
    pub fn get(self) -> Option<Quota> {
        self.0.get()
    }

    pub fn refresh(self) {
        spawn_local(self.ask());
    }

    async fn ask(self) {
        if let Ok(quota) = group_quota().await {
            self.0.try_set(Some(quota));
        }
    }
}

/// How many are left, and when the next place is free.
pub fn quota_note(quota: LiveQuota) -> impl Fn() -> Option<String> + Send {
    let left = use_texts().wizard.left_this_hour;
    move || {
        let quota = quota.get()?;
        Some(next_place(quota).unwrap_or_else(|| left(quota.left(), quota.max)))
    }
}
