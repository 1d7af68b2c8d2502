//! The nodes that share this database, and which of them can open what (B22).
//!
//! A key is stored only for a key pair that its node still has: both are looked at in one transaction, and a node that
//! changes its pair waits for those that are under way.

use crate::{Result, Sealed, Store, StoreError, WrappedKey, dialect::Dialect, row::Fields};
use herald_domain::{
    Timestamp,
    ids::{MessageId, NodeId, TenantId},
};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

/// How many keys are handed to other nodes in one go.
pub const UNSHARED_AT_ONCE: usize = 500;

/// A node and the public half of the key pair that it has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub id: NodeId,
    pub generation: i64,
    pub public_key: Vec<u8>,
}

/// A message's key in the form that one node can open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldKey {
    pub tenant: TenantId,
    pub message: MessageId,
    pub key: WrappedKey,
}

/// What a node should do about its key pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyChores {
    /// Keys for a pair that the node has replaced.
    pub outdated: Vec<HeldKey>,
    /// A message has ended whose key was wrapped for the pair that the node has now.
    pub ended: bool,
    /// Messages that have ended, with keys for pairs from before.
    pub debts: u64,
}

impl Store {
    /// Whether other nodes may be at work in this database.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.dialect == Dialect::Postgres
    }

    /// Whether this role is above the second wall between tenants, as PostgreSQL's superusers are.
    pub async fn is_above_walls(&self) -> Result<bool> {
        if self.dialect == Dialect::Sqlite {
            return Ok(false);
        }
        let role = "SELECT CASE WHEN rolsuper OR rolbypassrls THEN 1 ELSE 0 END FROM pg_roles WHERE rolname = current_user";
        let row = sqlx::query(role).fetch_one(&self.read).await?;
        Ok(row.try_get::<i32, _>(0)? == 1)
    }

    /// The same store for a node that claims only what it can open.
    #[must_use]
    pub fn of_node(mut self, node: NodeId) -> Self {
        self.node = Some(node);
        self
    }

    /// What the database's clock says. None on SQLite, which has none of its own.
    pub async fn clock(&self) -> Result<Option<Timestamp>> {
        if self.dialect == Dialect::Sqlite {
            return Ok(None);
        }
        let row = sqlx::query("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")
            .fetch_one(&self.read)
            .await?;
        Ok(Some(Fields::of(&row).time()?))
    }

    /// The number of the node's latest key pair, 0 for a node that is not known.
    pub async fn generation(&self, node: &NodeId) -> Result<i64> {
        let row = sqlx::query("SELECT COALESCE(MAX(generation), 0) FROM nodes WHERE id = $1")
            .bind(node.as_str())
            .fetch_one(&self.read)
            .await?;
        Fields::of(&row).int()
    }

    /// Tells the others this node and its new key pair. False when one of this generation, or a later one, is known:
    /// somebody else uses the same identity.
    pub async fn register_node(&self, node: &Node, now: Timestamp) -> Result<bool> {
        let registered = sqlx::query(
            "INSERT INTO nodes (id, generation, public_key, seen_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (id) DO UPDATE SET generation = excluded.generation, public_key = excluded.public_key, \
             seen_at = excluded.seen_at WHERE nodes.generation < excluded.generation",
        )
        .bind(node.id.as_str())
        .bind(node.generation)
        .bind(&node.public_key)
        .bind(now.millis())
        .execute(&self.write)
        .await?;
        Ok(registered.rows_affected() == 1)
    }

    /// The node is there. False when it is no longer known with this key pair.
    pub async fn see_node(&self, node: &NodeId, generation: i64, now: Timestamp) -> Result<bool> {
        let seen = sqlx::query("UPDATE nodes SET seen_at = $3 WHERE id = $1 AND generation = $2")
            .bind(node.as_str())
            .bind(generation)
            .bind(now.millis())
            .execute(&self.write)
            .await?;
        Ok(seen.rows_affected() == 1)
    }

    /// The nodes that were seen since.
    pub async fn nodes(&self, since: Timestamp) -> Result<Vec<Node>> {
        let rows =
            sqlx::query("SELECT id, generation, public_key FROM nodes WHERE seen_at >= $1 ORDER BY id")
                .bind(since.millis())
                .fetch_all(&self.read)
                .await?;
        rows.iter().map(|row| node(&mut Fields::of(row))).collect()
    }

    /// Forgets nodes that were not seen since, with what only they could have opened.
    pub async fn forget_nodes(&self, since: Timestamp) -> Result<u64> {
        let mut tx = self.begin().await?;
        sqlx::query("DELETE FROM message_keys WHERE node_id IN (SELECT id FROM nodes WHERE seen_at < $1)")
            .bind(since.millis())
            .execute(&mut *tx)
            .await?;
        let forgotten = sqlx::query("DELETE FROM nodes WHERE seen_at < $1")
            .bind(since.millis())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(forgotten.rows_affected())
    }

    /// Keys that `node` has and another node that was seen since has not, at most [`UNSHARED_AT_ONCE`].
    pub async fn unshared_keys(&self, node_id: &NodeId, since: Timestamp) -> Result<Vec<(HeldKey, Node)>> {
        let unshared = format!(
            "SELECT k.tenant, k.message_id, k.node_id, k.generation, k.wrapped, n.id, n.generation, n.public_key \
             FROM message_keys k CROSS JOIN nodes n WHERE k.node_id = $1 AND k.wrapped IS NOT NULL \
             AND n.seen_at >= $2 AND NOT EXISTS (SELECT 1 FROM message_keys o \
             WHERE o.tenant = k.tenant AND o.message_id = k.message_id AND o.node_id = n.id) LIMIT {UNSHARED_AT_ONCE}"
        );
        let rows = sqlx::query(AssertSqlSafe(unshared))
            .bind(node_id.as_str())
            .bind(since.millis())
            .fetch_all(&self.read)
            .await?;
        let pair = |row| {
            let mut row = Fields::of(row);
            Ok((held(&mut row)?, node(&mut row)?))
        };
        rows.iter().map(pair).collect()
    }

    /// How many messages wait that no node which was seen since can open.
    pub async fn unopenable(&self, since: Timestamp) -> Result<u64> {
        let row = sqlx::query(
            "SELECT COUNT(*) FROM messages m WHERE m.status <> 'finished' AND NOT EXISTS (SELECT 1 FROM message_keys k \
             JOIN nodes n ON n.id = k.node_id WHERE k.tenant = m.tenant AND k.message_id = m.id \
             AND k.wrapped IS NOT NULL AND n.seen_at >= $1)",
        )
        .bind(since.millis())
        .fetch_one(&self.read)
        .await?;
        Fields::of(&row).count()
    }

    /// Gives another node a message's key. False when there was nothing to give: the message has ended, the node has its
    /// key from elsewhere, or has another pair by now.
    pub async fn share_key(&self, tenant: &TenantId, message: &MessageId, key: &WrappedKey) -> Result<bool> {
        let mut tx = self.begin().await?;
        // The message's end waits for this, or this sees it.
        let open = format!(
            "SELECT id FROM messages WHERE tenant = $1 AND id = $2 AND status <> 'finished'{}",
            self.dialect.for_share()
        );
        let open = sqlx::query(AssertSqlSafe(open))
            .bind(tenant.as_str())
            .bind(message.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        let shared = open.is_some() && insert_key(&mut tx, self.dialect, tenant, message, key).await? > 0;
        tx.commit().await?;
        Ok(shared)
    }

    /// What `node` should do, whose pair is of this generation.
    pub async fn key_chores(&self, node: &NodeId, generation: i64) -> Result<KeyChores> {
        let rows = sqlx::query(
            "SELECT tenant, message_id, node_id, generation, wrapped FROM message_keys \
             WHERE node_id = $1 AND (generation < $2 OR wrapped IS NULL)",
        )
        .bind(node.as_str())
        .bind(generation)
        .fetch_all(&self.read)
        .await?;
        let mut chores = KeyChores::default();
        for row in &rows {
            let held = held(&mut Fields::of(row))?;
            match (held.key.wrapped.is_empty(), held.key.generation == generation) {
                (true, true) => chores.ended = true,
                (true, false) => chores.debts += 1,
                (false, _) => chores.outdated.push(held),
            }
        }
        Ok(chores)
    }

    /// Puts `key` in the place of the one that its node held, unless that has changed meanwhile.
    pub async fn replace_key(&self, held: &HeldKey, key: &WrappedKey) -> Result<()> {
        sqlx::query(
            "UPDATE message_keys SET generation = $5, wrapped = $6 WHERE tenant = $1 AND message_id = $2 \
             AND node_id = $3 AND generation = $4 AND wrapped IS NOT NULL",
        )
        .bind(held.tenant.as_str())
        .bind(held.message.as_str())
        .bind(held.key.node.as_str())
        .bind(held.key.generation)
        .bind(key.generation)
        .bind(&key.wrapped)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// Drops a key that its node cannot open.
    pub async fn drop_key(&self, held: &HeldKey) -> Result<()> {
        sqlx::query(
            "DELETE FROM message_keys WHERE tenant = $1 AND message_id = $2 AND node_id = $3 AND generation = $4",
        )
        .bind(held.tenant.as_str())
        .bind(held.message.as_str())
        .bind(held.key.node.as_str())
        .bind(held.key.generation)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// The node has destroyed its pairs before this generation, so what ended under them is gone for good.
    pub async fn forget_ended_keys(&self, node: &NodeId, generation: i64) -> Result<u64> {
        let forgotten = sqlx::query(
            "DELETE FROM message_keys WHERE node_id = $1 AND generation < $2 AND wrapped IS NULL",
        )
        .bind(node.as_str())
        .bind(generation)
        .execute(&self.write)
        .await?;
        Ok(forgotten.rows_affected())
    }
}

/// Stores the keys of a new message. Fails when the node whose store this is could not open it, because it has changed
/// its pair since they were wrapped: the others may have, too, and one that is down may never come back.
pub(crate) async fn insert_keys(
    tx: &mut AnyConnection,
    store: &Store,
    tenant: &TenantId,
    message: &MessageId,
    sealed: &Sealed,
) -> Result<()> {
    let mut openable = sealed.keys.is_empty();
    for key in &sealed.keys {
        let stored = insert_key(tx, store.dialect, tenant, message, key).await? > 0;
        openable |= stored && store.node.as_ref().is_none_or(|node| *node == key.node);
    }
    if openable { Ok(()) } else { Err(StoreError::KeysOutdated) }
}

async fn insert_key(
    tx: &mut AnyConnection,
    dialect: Dialect,
    tenant: &TenantId,
    message: &MessageId,
    key: &WrappedKey,
) -> Result<u64> {
    let pair = format!("SELECT id FROM nodes WHERE id = $1 AND generation = $2{}", dialect.for_share());
    let pair = sqlx::query(AssertSqlSafe(pair))
        .bind(key.node.as_str())
        .bind(key.generation)
        .fetch_optional(&mut *tx)
        .await?;
    if pair.is_none() {
        return Ok(0);
    }
    let stored = sqlx::query(
        "INSERT INTO message_keys (tenant, message_id, node_id, generation, wrapped) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (tenant, message_id, node_id) DO NOTHING",
    )
    .bind(tenant.as_str())
    .bind(message.as_str())
    .bind(key.node.as_str())
    .bind(key.generation)
    .bind(&key.wrapped)
    .execute(tx)
    .await?;
    Ok(stored.rows_affected())
}

/// The message has ended: no row holds its key any more.
pub(crate) async fn erase_keys(tx: &mut AnyConnection, tenant: &TenantId, message: &MessageId) -> Result<()> {
    sqlx::query("UPDATE message_keys SET wrapped = NULL WHERE tenant = $1 AND message_id = $2")
        .bind(tenant.as_str())
        .bind(message.as_str())
        .execute(tx)
        .await?;
    Ok(())
}

fn node(row: &mut Fields<'_>) -> Result<Node> {
    let (id, generation) = (row.id()?, row.int()?);
    Ok(Node { id, generation, public_key: row.bytes_if_any()?.unwrap_or_default() })
}

fn held(row: &mut Fields<'_>) -> Result<HeldKey> {
    let (tenant, message, node, generation) = (row.id()?, row.id()?, row.id()?, row.int()?);
    let wrapped = row.bytes_if_any()?.unwrap_or_default();
    Ok(HeldKey { tenant, message, key: WrappedKey { node, generation, wrapped } })
}
