//! The statements that a store sends, as its driver tells of them.

use std::{
    fmt::Debug,
    sync::{Mutex, PoisonError},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

static SENT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// One test after the other: what is sent belongs to nobody.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Listens from now on, and to one test until what this answers is dropped.
pub async fn listen() -> tokio::sync::MutexGuard<'static, ()> {
    let alone = ALONE.lock().await;
    // The first of several tests in a process has done so for all.
    let _known = tracing::subscriber::set_global_default(Recorder);
    alone
}

/// What was sent since this was asked last.
pub fn take() -> Vec<String> {
    std::mem::take(&mut *SENT.lock().unwrap_or_else(PoisonError::into_inner))
}

struct Recorder;

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }
    fn event(&self, event: &Event<'_>) {
        event.record(&mut Statement);
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Keeps the whole statement; it is told of a second time, shortened, when it is long.
struct Statement;

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        let value = value.trim();
        let whole = field.name() == "db.statement" || (field.name() == "summary" && !value.ends_with('…'));
        if whole && !value.is_empty() {
            SENT.lock().unwrap_or_else(PoisonError::into_inner).push(value.to_owned());
        }
    }
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}
