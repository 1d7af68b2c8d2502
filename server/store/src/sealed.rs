//! A sealed text on its way in and out. What is in it, the store cannot read (B22).

use crate::{Result, row::Fields};
use herald_domain::ids::{MessageId, NodeId, TenantId};
use sqlx::AnyConnection;

/// A text, encrypted. Where several nodes share the database its key comes with it, wrapped for each of them; elsewhere
/// the key is in a place of its own and `keys` is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sealed {
    pub text: Vec<u8>,
    pub keys: Vec<WrappedKey>,
}

/// A key that one node can unwrap, with its key pair of this generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    pub node: NodeId,
    pub generation: i64,
    pub wrapped: Vec<u8>,
}

impl From<Vec<u8>> for Sealed {
    fn from(text: Vec<u8>) -> Self {
        Self { text, keys: Vec::new() }
    }
}

/// The keys of a message.
pub(crate) async fn keys(
    connection: &mut AnyConnection,
    tenant: &TenantId,
    message: &MessageId,
) -> Result<Vec<WrappedKey>> {
    let rows = sqlx::query(
        "SELECT node_id, generation, wrapped FROM message_keys \
         WHERE tenant = $1 AND message_id = $2 AND wrapped IS NOT NULL",
    )
    .bind(tenant.as_str())
    .bind(message.as_str())
    .fetch_all(connection)
    .await?;
    let key = |row| {
        let mut row = Fields::of(row);
        let (node, generation) = (row.id()?, row.int()?);
        Ok(WrappedKey { node, generation, wrapped: row.bytes_if_any()?.unwrap_or_default() })
    };
    rows.iter().map(key).collect()
}
