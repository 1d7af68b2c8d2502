//! Roles and their assignments (B27, B28).

mod read;

pub use read::Assignment;

use crate::{Result, Store, StoreError, fold::fold, new_id::new_id, row::Fields};
use herald_domain::{
    Timestamp,
    ids::{AssignmentId, GroupId, RoleId, TenantId, UserId},
    permission::{PermissionSet, Scope},
    role::{BUILT_IN, Role},
};
use sqlx::AnyConnection;

/// To whom a role is assigned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignmentMembers {
    pub users: Vec<UserId>,
    /// Groups of administrators; nested ones count.
    pub groups: Vec<GroupId>,
}

impl Store {
    /// The custom role of this name, made or changed to grant exactly `permissions`.
    pub async fn ensure_role(
        &self,
        tenant: &TenantId,
        name: &str,
        description: &str,
        permissions: PermissionSet,
    ) -> Result<RoleId> {
        let mut tx = self.begin_of(tenant).await?;
        let stored = sqlx::query(
            "SELECT id FROM roles WHERE tenant = $1 AND name_key = $2 AND built_in = 0 ORDER BY id",
        )
        .bind(tenant.as_str())
        .bind(fold(name))
        .fetch_optional(&mut *tx)
        .await?;
        let role: RoleId = match stored {
            Some(row) => Fields::of(&row).id()?,
            None => new_id(Timestamp(0)),
        };
        put(
            &mut tx,
            tenant,
            &Role {
                id: role.clone(),
                name: name.into(),
                description: description.into(),
                built_in: false,
                permissions,
            },
        )
        .await?;
        tx.commit().await?;
        Ok(role)
    }

    /// Assigns a role. An assignment of the same role and name is replaced. Fails when there is no such role.
    pub async fn assign(
        &self,
        tenant: &TenantId,
        role: &RoleId,
        name: &str,
        members: AssignmentMembers,
        scope: Scope,
    ) -> Result<AssignmentId> {
        let mut tx = self.begin_of(tenant).await?;
        let assignment = match find(&mut tx, tenant, role, name).await? {
            Some(assignment) => {
                clear(&mut tx, tenant, &assignment).await?;
                assignment
            }
            None => new_id(Timestamp(0)),
        };
        insert(&mut tx, tenant, &assignment, role, name, scope == Scope::All).await?;
        let users = members.users.iter().map(|user| ("user", user.as_str()));
        let groups = members.groups.iter().map(|group| ("group", group.as_str()));
        for (kind, member) in users.chain(groups) {
            join(&mut tx, tenant, &assignment, kind, member).await?;
        }
        if let Scope::Groups(groups) = scope {
            for group in groups {
                sqlx::query(
                    "INSERT INTO assignment_scopes (tenant, assignment_id, group_id) VALUES ($1, $2, $3) \
                     ON CONFLICT DO NOTHING",
                )
                .bind(tenant.as_str())
                .bind(assignment.as_str())
                .bind(group.as_str())
                .execute(&mut *tx)
                .await?;
            }
        }
        tx.commit().await?;
        Ok(assignment)
    }
}

/// Brings the built-in roles to what this version says that they are.
pub(crate) async fn ensure_built_in(connection: &mut AnyConnection, tenant: &TenantId) -> Result<()> {
    for role in BUILT_IN {
        let role = Role {
            id: role.id.parse().expect("a built-in role's id is an id"),
            name: role.name.into(),
            description: role.description.into(),
            built_in: true,
            permissions: role.permissions,
        };
        put(connection, tenant, &role).await?;
    }
    Ok(())
}

async fn put(connection: &mut AnyConnection, tenant: &TenantId, role: &Role) -> Result<()> {
    let codes: Vec<_> = role.permissions.iter().map(|permission| permission.code()).collect();
    sqlx::query(
        "INSERT INTO roles (tenant, id, name, name_key, description, built_in, permissions) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, \
         name_key = excluded.name_key, description = excluded.description, permissions = excluded.permissions",
    )
    .bind(tenant.as_str())
    .bind(role.id.as_str())
    .bind(&role.name)
    .bind(fold(&role.name))
    .bind(&role.description)
    .bind(i64::from(role.built_in))
    .bind(codes.join(","))
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds a user to a role's assignment, which is made with scope over everything if there is none of that name. Fails
/// when there is no such role.
pub(crate) async fn add_member(
    connection: &mut AnyConnection,
    tenant: &TenantId,
    role: &RoleId,
    name: &str,
    user: &UserId,
) -> Result<()> {
    let assignment = match find(connection, tenant, role, name).await? {
        Some(assignment) => assignment,
        None => {
            let assignment = new_id(Timestamp(0));
            insert(connection, tenant, &assignment, role, name, true).await?;
            assignment
        }
    };
    join(connection, tenant, &assignment, "user", user.as_str()).await
}

/// The assignment of this role and name. Fails when there is no such role.
async fn find(
    connection: &mut AnyConnection,
    tenant: &TenantId,
    role: &RoleId,
    name: &str,
) -> Result<Option<AssignmentId>> {
    sqlx::query("SELECT id FROM roles WHERE tenant = $1 AND id = $2")
        .bind(tenant.as_str())
        .bind(role.as_str())
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(StoreError::Absent("role"))?;
    sqlx::query("SELECT id FROM assignments WHERE tenant = $1 AND role_id = $2 AND name = $3")
        .bind(tenant.as_str())
        .bind(role.as_str())
        .bind(name)
        .fetch_optional(connection)
        .await?
        .map(|row| Fields::of(&row).id())
        .transpose()
}

async fn insert(
    connection: &mut AnyConnection,
    tenant: &TenantId,
    assignment: &AssignmentId,
    role: &RoleId,
    name: &str,
    everywhere: bool,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO assignments (tenant, id, role_id, name, everywhere) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(tenant.as_str())
    .bind(assignment.as_str())
    .bind(role.as_str())
    .bind(name)
    .bind(i64::from(everywhere))
    .execute(connection)
    .await?;
    Ok(())
}

async fn join(
    connection: &mut AnyConnection,
    tenant: &TenantId,
    assignment: &AssignmentId,
    kind: &str,
    member: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO assignment_members (tenant, assignment_id, kind, member_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT DO NOTHING",
    )
    .bind(tenant.as_str())
    .bind(assignment.as_str())
    .bind(kind)
    .bind(member)
    .execute(connection)
    .await?;
    Ok(())
}

async fn clear(connection: &mut AnyConnection, tenant: &TenantId, assignment: &AssignmentId) -> Result<()> {
    for delete in [
        "DELETE FROM assignment_members WHERE tenant = $1 AND assignment_id = $2",
        "DELETE FROM assignment_scopes WHERE tenant = $1 AND assignment_id = $2",
        "DELETE FROM assignments WHERE tenant = $1 AND id = $2",
    ] {
        sqlx::query(delete).bind(tenant.as_str()).bind(assignment.as_str()).execute(&mut *connection).await?;
    }
    Ok(())
}
