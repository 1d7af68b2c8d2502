//! Taking a message into the queue: limit, message, groups and audit record in one transaction (B18, B20, B30).

mod several;

pub use several::{NewMessages, QueuedSeveral};

use crate::{
    Result, Store,
    audit::{Act, record},
    dialect::Dialect,
    nodes::insert_keys,
    places::{of_device, of_groups},
    row::Fields,
    sealed::{Sealed, keys},
    statement::Statement,
};
use herald_domain::{
    Timestamp,
    audience::GroupSelection,
    audit::{Activity, AuditOutcome, Subject},
    caller::Caller,
    device::Reasons,
    ids::{DeviceId, MessageId, TenantId},
    limits::Quota,
    permission::{Permit, SendToDevice, SendToGroups},
};
use sqlx::{AnyConnection, AssertSqlSafe};
use std::collections::BTreeMap;

/// How the refusal of a key that was used for another message is recorded.
pub const REUSED: &str = "the same form was used for another message before";

/// Whom a message is for, with the proof that its sender may send it there.
#[derive(Clone, Copy, Debug)]
pub enum Authorised<'a> {
    Groups(&'a Permit<SendToGroups>, &'a GroupSelection),
    Device(&'a Permit<SendToDevice>, &'a DeviceId),
}

/// A message that is to be sent.
pub struct NewMessage<'a> {
    pub id: MessageId,
    pub sender: &'a Caller,
    pub audience: Authorised<'a>,
    /// The text, encrypted under a key that the store never sees (B22).
    pub sealed: Sealed,
    /// Tells a repeat from a new message (B20).
    pub key: Option<RepeatKey>,
    pub expires_at: Timestamp,
    pub now: Timestamp,
}

/// What a repeated request comes with again (B20). Digests, so that the database holds neither key nor text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatKey {
    /// Of the idempotency key.
    pub key: String,
    /// Of the text under that key; none when the key might be guessed, because it outlives the text (B22).
    pub text: Option<String>,
}

/// What became of [`Store::queue`]. Everything but `Queued` and `Replayed` is a refusal: it takes no place and leaves
/// an audit record that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queued {
    /// `quota` is what is left after it.
    Queued { quota: Quota },
    /// The same key and audience came before: nothing is sent, `id` is the first message. Where no digest tells whether
    /// the text is the same, `unjudged` is the first one's sealed text for as long as it exists.
    Replayed { id: MessageId, quota: Quota, unjudged: Option<Sealed> },
    /// The same key came before with another audience or another text.
    Conflict,
    /// No place is free (B19).
    LimitReached(Quota),
    /// A group or the device does not exist or is out of scope (B29).
    NotFound,
    /// The device cannot be reached (B24).
    Unreachable(Reasons),
}

impl Store {
    /// Takes a place of the limit, stores the message and the audit record. Of two calls for the last place exactly
    /// one gets it.
    pub async fn queue(&self, message: NewMessage<'_>) -> Result<Queued> {
        let mut tx = self.begin_of(message.audience.tenant()).await?;
        let tenant = message.audience.tenant();
        // Everybody who sends for this tenant waits here for their turn.
        let turn = format!("SELECT id FROM tenants WHERE id = $1{}", self.dialect.for_update());
        sqlx::query(AssertSqlSafe(turn)).bind(tenant.as_str()).fetch_optional(&mut *tx).await?;
        let target = target(&mut tx, self.dialect, &message.audience).await?;
        let queued = decide(&mut tx, self, &message, target.as_ref()).await?;
        let (outcome, detail) = match &queued {
            // The first one left its record.
            Queued::Replayed { .. } => return Ok(queued),
            Queued::Queued { .. } => (AuditOutcome::Success, format!("message {}", message.id)),
            Queued::Conflict => (AuditOutcome::Refused, REUSED.into()),
            Queued::NotFound => (AuditOutcome::Refused, "not found".into()),
            Queued::LimitReached(quota) => {
                (AuditOutcome::Refused, format!("limit of {} messages per hour reached", quota.max))
            }
            Queued::Unreachable(reasons) => {
                let reasons: Vec<_> = reasons.iter().map(|reason| reason.code()).collect();
                (AuditOutcome::Refused, format!("cannot be reached: {}", reasons.join(", ")))
            }
        };
        let act = Act {
            tenant,
            at: message.now,
            actor: &message.sender.user_principal_name,
            address: &message.sender.address,
            activity: message.audience.activity(),
            target: &target
                .map_or_else(|| message.audience.ids().join(", "), |target| target.names.join(", ")),
            subjects: &message.audience.subjects(),
            outcome,
            detail: &detail,
        };
        record(&mut tx, act).await?;
        tx.commit().await?;
        Ok(queued)
    }
}

/// Whether the message may go, and its row if it may.
async fn decide(
    tx: &mut AnyConnection,
    store: &Store,
    message: &NewMessage<'_>,
    target: Option<&Target>,
) -> Result<Queued> {
    let NewMessage { audience, now, .. } = message;
    if let Some(queued) = earlier(tx, message).await? {
        return Ok(queued);
    }
    let Some(target) = target else { return Ok(Queued::NotFound) };
    if !target.reasons.reachable() {
        return Ok(Queued::Unreachable(target.reasons));
    }
    let quota = audience.places(tx, *now).await?;
    if quota.left() == 0 {
        return Ok(Queued::LimitReached(quota));
    }
    insert(tx, store, message, target).await?;
    Ok(Queued::Queued { quota: audience.places(tx, *now).await? })
}

/// What follows when a message came with this idempotency key before (B20).
async fn earlier(tx: &mut AnyConnection, message: &NewMessage<'_>) -> Result<Option<Queued>> {
    let NewMessage { audience, now, .. } = message;
    let Some(RepeatKey { key, text }) = &message.key else { return Ok(None) };
    let found = sqlx::query(
        "SELECT id, audience, text_digest, sealed FROM messages WHERE tenant = $1 AND sender_id = $2 AND idempotency_key = $3",
    )
    .bind(audience.tenant().as_str())
    .bind(message.sender.user.as_str())
    .bind(key)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let mut row = Fields::of(&row);
    let (id, before, digest, sealed) = (row.id()?, row.text()?, row.text_if_any()?, row.bytes_if_any()?);
    let same_text = digest.zip(text.as_ref()).map(|(before, now)| before == *now);
    if before != audience.fingerprint() || same_text == Some(false) {
        return Ok(Some(Queued::Conflict));
    }
    let unjudged = match sealed.filter(|_| same_text.is_none()) {
        None => None,
        Some(text) => Some(Sealed { text, keys: keys(tx, audience.tenant(), &id).await? }),
    };
    Ok(Some(Queued::Replayed { id, quota: audience.places(tx, *now).await?, unjudged }))
}

/// What a message goes to, as it is called at this moment.
struct Target {
    names: Vec<String>,
    reasons: Reasons,
}

/// None when any of it does not exist or lies outside the permit's scope (B29).
async fn target(
    tx: &mut AnyConnection,
    dialect: Dialect,
    audience: &Authorised<'_>,
) -> Result<Option<Target>> {
    match audience {
        Authorised::Groups(permit, groups) => {
            let mut statement = Statement::within(dialect, permit);
            let chosen = statement.group_list(groups.groups());
            let in_scope = statement.group_in_scope("g.id");
            let rows = statement
                .ready(&format!(
                    "SELECT g.id, g.name FROM groups g WHERE g.tenant = $1 AND g.id IN ({chosen}){in_scope}"
                ))
                .fetch_all(tx)
                .await?;
            let mut names = BTreeMap::new();
            for row in &rows {
                let mut row = Fields::of(row);
                names.insert(row.text()?, row.text()?);
            }
            let names: Option<Vec<_>> =
                groups.groups().iter().map(|group| names.remove(group.as_str())).collect();
            Ok(names.map(|names| Target { names, reasons: Reasons::default() }))
        }
        Authorised::Device(permit, device) => {
            let mut statement = Statement::within(dialect, permit);
            let device = statement.value(device.as_str());
            let in_scope = statement.device_in_scope();
            let row = statement
                .ready(&format!(
                    "SELECT d.name, d.reasons FROM devices d WHERE d.tenant = $1 AND d.id = {device}{in_scope}"
                ))
                .fetch_optional(tx)
                .await?;
            let Some(row) = row else { return Ok(None) };
            let mut row = Fields::of(&row);
            Ok(Some(Target { names: vec![row.text()?], reasons: Reasons::from_bits(row.small()?) }))
        }
    }
}

async fn insert(
    tx: &mut AnyConnection,
    store: &Store,
    message: &NewMessage<'_>,
    target: &Target,
) -> Result<()> {
    let NewMessage { id, sender, audience, sealed, key, expires_at, now } = message;
    let tenant = audience.tenant();
    let (device, device_name) = match audience {
        Authorised::Groups(..) => (None, String::new()),
        Authorised::Device(_, device) => (Some(device.as_str()), target.names.join("")),
    };
    sqlx::query(
        "INSERT INTO messages (tenant, id, kind, device_id, device_name, sender_id, sender_name, idempotency_key, \
         text_digest, audience, created_at, expires_at, status, available_at, sealed, accepted, expired, trying) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'queued', $11, $13, 0, 0, 0)",
    )
    .bind(tenant.as_str())
    .bind(id.as_str())
    .bind(audience.kind())
    .bind(device)
    .bind(device_name)
    .bind(sender.user.as_str())
    .bind(&sender.display_name)
    .bind(key.as_ref().map(|key| &key.key))
    .bind(key.as_ref().and_then(|key| key.text.as_ref()))
    .bind(audience.fingerprint())
    .bind(now.millis())
    .bind(expires_at.millis())
    .bind(&sealed.text)
    .execute(&mut *tx)
    .await?;
    insert_keys(&mut *tx, store, tenant, id, sealed).await?;
    if let Authorised::Groups(_, groups) = audience {
        for (position, (group, name)) in (0_i64..).zip(groups.groups().iter().zip(&target.names)) {
            sqlx::query(
                "INSERT INTO message_groups (tenant, message_id, position, group_id, name) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(tenant.as_str())
            .bind(id.as_str())
            .bind(position)
            .bind(group.as_str())
            .bind(name)
            .execute(&mut *tx)
            .await?;
        }
    }
    Ok(())
}

impl Authorised<'_> {
    fn tenant(&self) -> &TenantId {
        match self {
            Self::Groups(permit, _) => permit.tenant(),
            Self::Device(permit, _) => permit.tenant(),
        }
    }
    fn kind(&self) -> &'static str {
        match self {
            Self::Groups(..) => "groups",
            Self::Device(..) => "device",
        }
    }
    /// What sending there is called in the audit log.
    #[must_use]
    pub fn activity(&self) -> Activity {
        match self {
            Self::Groups(..) => Activity::SendToGroups,
            Self::Device(..) => Activity::SendToDevice,
        }
    }
    fn ids(&self) -> Vec<&str> {
        match self {
            Self::Groups(_, groups) => groups.groups().iter().map(AsRef::as_ref).collect(),
            Self::Device(_, device) => vec![device.as_str()],
        }
    }
    /// What the audit record of a send is about.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject<'_>> {
        match self {
            Self::Groups(_, groups) => groups.groups().iter().map(Subject::Group).collect(),
            Self::Device(_, device) => vec![Subject::Device(device)],
        }
    }
    /// Equal for the same audience, in whatever order it was chosen.
    fn fingerprint(&self) -> String {
        let mut ids = self.ids();
        ids.sort_unstable();
        format!("{}:{}", self.kind(), ids.join(","))
    }
    async fn places(&self, connection: &mut AnyConnection, now: Timestamp) -> Result<Quota> {
        match self {
            Self::Groups(permit, _) => of_groups(connection, permit.tenant(), now).await,
            Self::Device(permit, device) => of_device(connection, permit.tenant(), device, now).await,
        }
    }
}
