//! Organisations.

use crate::{Result, Store, StoreError, fold::fold, new_id::new_id, roles, row::Fields};
use herald_domain::{
    Timestamp,
    ids::{TenantId, UserId},
};

impl Store {
    /// The default tenant: the oldest, made with `name` if there is none yet. Its built-in roles are brought to this
    /// version's permissions.
    pub async fn ensure_tenant(&self, name: &str, now: Timestamp) -> Result<TenantId> {
        let mut tx = self.begin().await?;
        let oldest = "SELECT id FROM tenants ORDER BY created_at, id LIMIT 1";
        let tenant: TenantId = match sqlx::query(oldest).fetch_optional(&mut *tx).await? {
            Some(row) => Fields::of(&row).id()?,
            None => {
                let tenant: TenantId = new_id(now);
                sqlx::query("INSERT INTO tenants (id, name, created_at) VALUES ($1, $2, $3)")
                    .bind(tenant.as_str())
                    .bind(name)
                    .bind(now.millis())
                    .execute(&mut *tx)
                    .await?;
                tenant
            }
        };
        roles::ensure_built_in(&mut tx, &tenant).await?;
        tx.commit().await?;
        Ok(tenant)
    }

    /// The default tenant, if there is one yet.
    pub async fn tenant(&self) -> Result<Option<TenantId>> {
        let oldest = "SELECT id FROM tenants ORDER BY created_at, id LIMIT 1";
        sqlx::query(oldest).fetch_optional(&self.read).await?.map(|row| Fields::of(&row).id()).transpose()
    }

    /// The tenant's name. Fails when there is no such tenant.
    pub async fn tenant_name(&self, tenant: &TenantId) -> Result<String> {
        let row = sqlx::query("SELECT name FROM tenants WHERE id = $1")
            .bind(tenant.as_str())
            .fetch_optional(&self.of(tenant))
            .await?
            .ok_or(StoreError::Absent("tenant"))?;
        Fields::of(&row).text()
    }

    /// The user of this principal name, in any spelling of upper and lower case.
    pub async fn user_by_upn(&self, tenant: &TenantId, upn: &str) -> Result<Option<UserId>> {
        sqlx::query("SELECT id FROM users WHERE tenant = $1 AND upn_key = $2")
            .bind(tenant.as_str())
            .bind(fold(upn))
            .fetch_optional(&self.of(tenant))
            .await?
            .map(|row| Fields::of(&row).id())
            .transpose()
    }
}
