//! The port through which the pages reach the use-cases. `herald-server` implements it.

use crate::error::AppError;
use async_trait::async_trait;
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
    overview::{Fleet, Recent},
    search::Found,
    text::Draft,
};
use std::sync::Arc;

pub type Answer<T> = Result<T, AppError>;

/// The use-cases. Each checks the caller's permission and scope itself; nothing is cached between calls.
#[async_trait]
pub trait Backend: Send + Sync {
    async fn devices(&self, caller: &Caller, query: DeviceQuery) -> Answer<DevicePage>;
    /// Phones and tablets, by whether a message can reach them.
    async fn fleet(&self, caller: &Caller) -> Answer<Fleet>;
    async fn device(&self, caller: &Caller, id: DeviceId) -> Answer<DeviceDetail>;
    /// What was done to devices, newest first.
    async fn device_actions(&self, caller: &Caller, query: ActionQuery) -> Answer<Page<ActionRow>>;
    /// At most 50 groups whose name contains `search`, with the number of their people.
    async fn search_groups(&self, caller: &Caller, search: String) -> Answer<Vec<GroupRow>>;
    /// The named groups that the caller may see, in the order asked for.
    async fn groups_by_id(&self, caller: &Caller, ids: Vec<GroupId>) -> Answer<Vec<GroupRow>>;
    /// Whom a message to these groups would reach now, and each of them alone (B13).
    async fn reach(&self, caller: &Caller, groups: Vec<GroupId>) -> Answer<Forecast>;
    /// What is left of the tenant's hourly limit (B10).
    async fn group_quota(&self, caller: &Caller) -> Answer<Quota>;
    /// `key` is the form's idempotency key: the same key from the same caller sends once, and is refused with another
    /// text or audience (B20).
    async fn send_to_groups(
        &self,
        caller: &Caller,
        draft: Draft,
        groups: Vec<GroupId>,
        key: String,
    ) -> Answer<Sent>;
    async fn send_to_device(
        &self,
        caller: &Caller,
        draft: Draft,
        device: DeviceId,
        key: String,
    ) -> Answer<Sent>;
    /// Those of at most 100 devices that the caller may send to, with what is left of their limits.
    async fn device_targets(&self, caller: &Caller, ids: Vec<DeviceId>) -> Answer<Vec<DeviceTarget>>;
    /// Sends to up to 100 devices, each within its own limit. One `key` for the whole act: the same key from the same
    /// caller sends once (B20).
    async fn send_to_devices(
        &self,
        caller: &Caller,
        draft: Draft,
        devices: Vec<DeviceId>,
        key: String,
    ) -> Answer<BulkSend>;
    /// What became of an act of the caller's own; none for any other.
    async fn bulk_send(&self, caller: &Caller, id: BulkId) -> Answer<Option<BulkSend>>;
    /// Progress of the caller's own sends, for the bell; the id of an act that sent to several devices stands for all of
    /// its messages. Unknown ones are left out.
    async fn progress(&self, caller: &Caller, ids: Vec<MessageId>) -> Answer<Vec<SendRecord>>;

    async fn users(&self, caller: &Caller, query: ListQuery) -> Answer<Page<UserRow>>;
    async fn user(&self, caller: &Caller, id: UserId) -> Answer<UserDetail>;
    async fn groups(&self, caller: &Caller, query: ListQuery) -> Answer<Page<GroupRow>>;
    async fn group(&self, caller: &Caller, id: GroupId) -> Answer<GroupDetail>;
    /// People in the group, at any depth.
    async fn people_in_group(&self, caller: &Caller, id: GroupId, query: ListQuery) -> Answer<Page<Member>>;
    /// Groups nested in the group, at any depth.
    async fn nested_groups(
        &self,
        caller: &Caller,
        id: GroupId,
        query: ListQuery,
    ) -> Answer<Page<NestedGroup>>;
    /// Devices of the group's people, or with `ignored` those that are members themselves (B9).
    async fn devices_of_group(
        &self,
        caller: &Caller,
        id: GroupId,
        ignored: bool,
        query: ListQuery,
    ) -> Answer<DevicePage>;
    /// The few devices, users and groups that fit best, of the kinds that the caller may read.
    async fn find(&self, caller: &Caller, words: String) -> Answer<Found>;
    /// What became of the messages of the last 24 hours.
    async fn recent(&self, caller: &Caller) -> Answer<Recent>;
    /// The same by outcome and reason.
    async fn recent_counts(&self, caller: &Caller) -> Answer<Counts>;
    /// Newest first.
    async fn sends(&self, caller: &Caller, page: u32) -> Answer<Page<SendRecord>>;
    async fn send(&self, caller: &Caller, id: MessageId) -> Answer<SendRecord>;
    async fn audit(&self, caller: &Caller, query: AuditQuery) -> Answer<Page<AuditRecord>>;
    async fn audit_record(&self, caller: &Caller, id: AuditId) -> Answer<AuditRecord>;
    async fn roles(&self, caller: &Caller) -> Answer<Vec<RoleView>>;
    async fn role(&self, caller: &Caller, id: RoleId) -> Answer<RoleView>;
    /// How the push services are configured and how they answer.
    async fn push_services(&self, caller: &Caller) -> Answer<PushServices>;
}

pub use crate::view::{OpenAccounts, PushServices, RoleView, Sent};

/// What the router puts into the context of every request.
#[derive(Clone)]
pub struct Server {
    pub backend: Arc<dyn Backend>,
    /// None before sign-in.
    pub caller: Option<Arc<Caller>>,
    /// In demo mode only.
    pub demo: Option<OpenAccounts>,
    pub tenant_name: Arc<str>,
}

impl Server {
    /// The signed-in caller, or [`AppError::SignedOut`].
    pub fn caller(&self) -> Answer<&Caller> {
        self.caller.as_deref().ok_or(AppError::SignedOut)
    }
}
