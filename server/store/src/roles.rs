//! Roles and their assignments (B27, B28).

use crate::{Result, Store, StoreError, fold::fold, new_id::new_id, row::Fields};
use herald_domain::{
    Timestamp,
    ids::{AssignmentId, GroupId, RoleId, TenantId, UserId},
    permission::{PermissionSet, Permit, ReadRoles, Scope},
    role::{BUILT_IN, Role},
};
use sqlx::{AnyConnection, AnyPool};
use std::collections::BTreeMap;

/// To whom a role is assigned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignmentMembers {
    pub users: Vec<UserId>,
    /// Groups of administrators; nested ones count.
    pub groups: Vec<GroupId>,
}

/// An assignment as the roles page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub name: String,
    /// Names of users, then of groups.
    pub members: Vec<String>,
    /// Names of groups; empty means everything.
    pub scope: Vec<String>,
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
        let mut tx = self.begin().await?;
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
        let mut tx = self.begin().await?;
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

    /// Every role with its assignments; the built-in ones first, then by name.
    pub async fn roles(&self, permit: &Permit<ReadRoles>) -> Result<Vec<(Role, Vec<Assignment>)>> {
        let tenant = permit.tenant();
        let rows = sqlx::query(
            "SELECT id, name, description, built_in, permissions FROM roles WHERE tenant = $1 \
             ORDER BY built_in DESC, CASE WHEN built_in = 1 THEN id ELSE name_key END",
        )
        .bind(tenant.as_str())
        .fetch_all(&self.read)
        .await?;
        let mut assignments = assignments(&self.read, tenant).await?;
        rows.iter()
            .map(|row| {
                let mut row = Fields::of(row);
                let role = Role {
                    id: row.id()?,
                    name: row.text()?,
                    description: row.text()?,
                    built_in: row.flag()?,
                    permissions: PermissionSet::from_codes(row.text()?.split(',')),
                };
                let held = assignments.remove(&role.id).unwrap_or_default();
                Ok((role, held))
            })
            .collect()
    }
}

/// Every assignment by its role, with the names of members and scope groups.
async fn assignments(pool: &AnyPool, tenant: &TenantId) -> Result<BTreeMap<RoleId, Vec<Assignment>>> {
    // rank: 0 the assignment itself, 1 a user, 2 a group, 3 a group of the scope.
    let rows = sqlx::query(
        "SELECT a.role_id, a.id, a.name, CAST(0 AS BIGINT) AS rank, '' AS member FROM assignments a WHERE a.tenant = $1 \
         UNION ALL SELECT a.role_id, a.id, a.name, CAST(1 AS BIGINT), u.display_name FROM assignments a \
         JOIN assignment_members m ON m.tenant = $1 AND m.assignment_id = a.id AND m.kind = 'user' \
         JOIN users u ON u.tenant = $1 AND u.id = m.member_id WHERE a.tenant = $1 \
         UNION ALL SELECT a.role_id, a.id, a.name, CAST(2 AS BIGINT), g.name FROM assignments a \
         JOIN assignment_members m ON m.tenant = $1 AND m.assignment_id = a.id AND m.kind = 'group' \
         JOIN groups g ON g.tenant = $1 AND g.id = m.member_id WHERE a.tenant = $1 \
         UNION ALL SELECT a.role_id, a.id, a.name, CAST(3 AS BIGINT), g.name FROM assignments a \
         JOIN assignment_scopes s ON s.tenant = $1 AND s.assignment_id = a.id \
         JOIN groups g ON g.tenant = $1 AND g.id = s.group_id WHERE a.tenant = $1 \
         ORDER BY 3, 2, 4, 5",
    )
    .bind(tenant.as_str())
    .fetch_all(pool)
    .await?;
    let mut by_role: BTreeMap<RoleId, Vec<Assignment>> = BTreeMap::new();
    for row in &rows {
        let mut row = Fields::of(row);
        let (role, _id, name, rank, member): (RoleId, _, _, _, _) =
            (row.id()?, row.text()?, row.text()?, row.int()?, row.text()?);
        let held = by_role.entry(role).or_default();
        match (rank, held.last_mut()) {
            (0, _) => held.push(Assignment { name, members: Vec::new(), scope: Vec::new() }),
            (1 | 2, Some(assignment)) => assignment.members.push(member),
            (_, Some(assignment)) => assignment.scope.push(member),
            (_, None) => return Err(StoreError::corrupt("a member of no assignment")),
        }
    }
    Ok(by_role)
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
