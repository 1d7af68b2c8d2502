//! What is left of this hour's messages, kept current while somebody writes (B19).

use crate::prelude::*;
use crate::{
    api::notifications::group_quota,
    components::moment::time_of_day,
    context::{use_texts, use_zone},
    live::{Kind, use_live},
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

/// How many are left, or when the next place is free.
pub fn quota_note(quota: LiveQuota) -> impl Fn() -> Option<String> + Send {
    let texts = &use_texts().wizard;
    let zone = use_zone();
    move || {
        quota.get().map(|quota| match quota.next_free {
            Some(at) => (texts.next_free)(&time_of_day(at, zone)),
            None => (texts.left_this_hour)(quota.left(), quota.max),
        })
    }
}
