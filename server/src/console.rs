//! The use-cases: every door (pages, scripts, command line) goes through here, so every limit and every permission
//! is checked here and nowhere else.

mod audit;
mod bulk;
mod devices;
mod directory;
mod live;
pub mod push;
mod records;
mod refusal;
mod repeat;
mod roles;
mod search;
mod sending;
mod unreached;

pub use audit::Export;
pub use live::may_hear;
pub use refusal::{internal, reference};
pub use unreached::UnreachedExport;

use async_trait::async_trait;
use herald_app::{
    backend::{Answer, Backend},
    view::{PushServices, RoleView, Sent},
};
use herald_delivery::vault::Vault;
use herald_domain::{
    action::{ActionQuery, ActionRow},
    audience::Forecast,
    audit::{AuditQuery, AuditRecord},
    bulk::{BulkSend, DeviceTarget},
    caller::Caller,
    delivery::{Counts, Send as SendRecord},
    device::{DeviceDetail, DevicePage, DeviceQuery},
    directory::{GroupDetail, GroupRow, ListQuery, Member, NestedGroup, Page, UserDetail, UserRow},
    ids::{AuditId, BulkId, DeviceId, GroupId, MessageId, RoleId, UserId},
    limits::Quota,
    live::Announce,
    overview::{Fleet, Recent},
    search::Found,
    text::Draft,
    time::Clock,
};
use herald_store::Store;
use std::sync::Arc;
use tokio::sync::Notify;

/// Everything that a use-case needs.
pub struct Console {
    pub store: Store,
    pub vault: Arc<Vault>,
    pub clock: Arc<dyn Clock>,
    /// Rung when a message was queued, so that the worker starts at once (B11).
    pub wake: Arc<Notify>,
    /// Told what changed, for those who look at it.
    pub live: Arc<dyn Announce>,
    pub push: push::Push,
    /// How long delivery is tried, in milliseconds.
    pub ttl_ms: i64,
}

#[async_trait]
impl Backend for Console {
    async fn devices(&self, caller: &Caller, query: DeviceQuery) -> Answer<DevicePage> {
        devices::list(self, caller, query).await
    }
    async fn fleet(&self, caller: &Caller) -> Answer<Fleet> {
        devices::fleet(self, caller).await
    }
    async fn device(&self, caller: &Caller, id: DeviceId) -> Answer<DeviceDetail> {
        devices::detail(self, caller, id).await
    }
    async fn device_actions(&self, caller: &Caller, query: ActionQuery) -> Answer<Page<ActionRow>> {
        devices::actions(self, caller, &query).await
    }
    async fn search_groups(&self, caller: &Caller, search: String) -> Answer<Vec<GroupRow>> {
        sending::search_groups(self, caller, &search).await
    }
    async fn groups_by_id(&self, caller: &Caller, ids: Vec<GroupId>) -> Answer<Vec<GroupRow>> {
        sending::groups_by_id(self, caller, &ids).await
    }
    async fn reach(&self, caller: &Caller, groups: Vec<GroupId>) -> Answer<Forecast> {
        sending::reach(self, caller, groups).await
    }
    async fn group_quota(&self, caller: &Caller) -> Answer<Quota> {
        sending::group_quota(self, caller).await
    }
    async fn send_to_groups(
        &self,
        caller: &Caller,
        draft: Draft,
        groups: Vec<GroupId>,
        key: String,
    ) -> Answer<Sent> {
        sending::to_groups(self, caller, &draft, groups, key).await
    }
    async fn send_to_device(
        &self,
        caller: &Caller,
        draft: Draft,
        device: DeviceId,
        key: String,
    ) -> Answer<Sent> {
        sending::to_device(self, caller, &draft, &device, key).await
    }
    async fn device_targets(&self, caller: &Caller, ids: Vec<DeviceId>) -> Answer<Vec<DeviceTarget>> {
        bulk::targets(self, caller, &ids).await
    }
    async fn send_to_devices(
        &self,
        caller: &Caller,
        draft: Draft,
        devices: Vec<DeviceId>,
        key: String,
    ) -> Answer<BulkSend> {
        bulk::to_devices(self, caller, &draft, devices, key).await
    }
    async fn bulk_send(&self, caller: &Caller, id: BulkId) -> Answer<Option<BulkSend>> {
        bulk::result(self, caller, &id).await
    }
    async fn progress(&self, caller: &Caller, ids: Vec<MessageId>) -> Answer<Vec<SendRecord>> {
        records::progress(self, caller, &ids).await
    }
    async fn users(&self, caller: &Caller, query: ListQuery) -> Answer<Page<UserRow>> {
        directory::users(self, caller, &query).await
    }
    async fn user(&self, caller: &Caller, id: UserId) -> Answer<UserDetail> {
        directory::user(self, caller, &id).await
    }
    async fn groups(&self, caller: &Caller, query: ListQuery) -> Answer<Page<GroupRow>> {
        directory::groups(self, caller, &query).await
    }
    async fn group(&self, caller: &Caller, id: GroupId) -> Answer<GroupDetail> {
        directory::group(self, caller, &id).await
    }
    async fn people_in_group(&self, caller: &Caller, id: GroupId, query: ListQuery) -> Answer<Page<Member>> {
        directory::people_in_group(self, caller, &id, &query).await
    }
    async fn nested_groups(
        &self,
        caller: &Caller,
        id: GroupId,
        query: ListQuery,
    ) -> Answer<Page<NestedGroup>> {
        directory::nested_groups(self, caller, &id, &query).await
    }
    async fn devices_of_group(
        &self,
        caller: &Caller,
        id: GroupId,
        ignored: bool,
        query: ListQuery,
    ) -> Answer<DevicePage> {
        directory::devices_of_group(self, caller, &id, ignored, &query).await
    }
    async fn find(&self, caller: &Caller, words: String) -> Answer<Found> {
        search::find(self, caller, &words).await
    }
    async fn recent(&self, caller: &Caller) -> Answer<Recent> {
        records::recent(self, caller).await
    }
    async fn recent_counts(&self, caller: &Caller) -> Answer<Counts> {
        records::recent_counts(self, caller).await
    }
    async fn sends(&self, caller: &Caller, page: u32) -> Answer<Page<SendRecord>> {
        records::sends(self, caller, page).await
    }
    async fn audit(&self, caller: &Caller, query: AuditQuery) -> Answer<Page<AuditRecord>> {
        audit::page(self, caller, query).await
    }
    async fn audit_record(&self, caller: &Caller, id: AuditId) -> Answer<AuditRecord> {
        audit::record(self, caller, &id).await
    }
    async fn send(&self, caller: &Caller, id: MessageId) -> Answer<SendRecord> {
        records::send(self, caller, &id).await
    }
    async fn roles(&self, caller: &Caller) -> Answer<Vec<RoleView>> {
        roles::list(self, caller).await
    }
    async fn role(&self, caller: &Caller, id: RoleId) -> Answer<RoleView> {
        roles::one(self, caller, &id).await
    }
    async fn push_services(&self, caller: &Caller) -> Answer<PushServices> {
        push::services(self, caller).await
    }
}
