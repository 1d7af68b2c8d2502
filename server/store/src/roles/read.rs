//! The roles as their page shows them.

use crate::{Result, Store, StoreError, row::Fields, statement::Statement};
use herald_domain::{
    ids::RoleId,
    permission::{PermissionSet, Permit, ReadRoles},
    role::Role,
};
use std::collections::BTreeMap;

/// An assignment as the roles page shows it: names of those of its members and groups that the reader may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    pub name: String,
    pub users: Vec<String>,
    /// Groups of administrators.
    pub groups: Vec<String>,
    /// It holds in the whole tenant; `scope` is empty then.
    pub everywhere: bool,
    /// The groups in which it holds. Without any, and not everywhere, it grants nothing.
    pub scope: Vec<String>,
}

impl Store {
    /// Every role with its assignments; the built-in ones first, then by name.
    ///
    /// A role is no user, device or group, so a permit for some groups sees them all. Of the assignments it sees those
    /// that hold for nothing outside these groups, and of their members those inside (B28).
    pub async fn roles(&self, permit: &Permit<ReadRoles>) -> Result<Vec<(Role, Vec<Assignment>)>> {
        let rows = sqlx::query(
            "SELECT id, name, description, built_in, permissions FROM roles WHERE tenant = $1 \
             ORDER BY built_in DESC, CASE WHEN built_in = 1 THEN id ELSE name_key END",
        )
        .bind(permit.tenant().as_str())
        .fetch_all(&self.of(permit.tenant()))
        .await?;
        let mut assignments = self.assignments(permit).await?;
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

    /// Every assignment in sight by its role.
    async fn assignments(&self, permit: &Permit<ReadRoles>) -> Result<BTreeMap<RoleId, Vec<Assignment>>> {
        let mut statement = Statement::within(self.dialect, permit);
        let mut seen = String::from(
            "SELECT a.id, a.role_id, a.name, a.everywhere FROM assignments a WHERE a.tenant = $1",
        );
        if statement.is_scoped() {
            seen += " AND a.everywhere = 0 AND EXISTS (SELECT 1 FROM assignment_scopes s \
                 WHERE s.tenant = $1 AND s.assignment_id = a.id) AND NOT EXISTS (SELECT 1 FROM assignment_scopes s \
                 WHERE s.tenant = $1 AND s.assignment_id = a.id AND s.group_id NOT IN (SELECT id FROM scope_groups))";
        }
        statement.table(format!("seen(id, role_id, name, everywhere) AS ({seen})"));
        let (users, groups) = (statement.user_in_scope("u.id"), statement.group_in_scope("g.id"));
        // rank: 0 the assignment itself, 1 a user, 2 a group, 3 a group of the scope.
        let rows = statement
            .ready(&format!(
                "SELECT a.role_id, a.id, a.name, a.everywhere, CAST(0 AS BIGINT) AS rank, '' AS member FROM seen a \
                 UNION ALL SELECT a.role_id, a.id, a.name, a.everywhere, CAST(1 AS BIGINT), u.display_name FROM seen a \
                 JOIN assignment_members m ON m.tenant = $1 AND m.assignment_id = a.id AND m.kind = 'user' \
                 JOIN users u ON u.tenant = $1 AND u.id = m.member_id{users} \
                 UNION ALL SELECT a.role_id, a.id, a.name, a.everywhere, CAST(2 AS BIGINT), g.name FROM seen a \
                 JOIN assignment_members m ON m.tenant = $1 AND m.assignment_id = a.id AND m.kind = 'group' \
                 JOIN groups g ON g.tenant = $1 AND g.id = m.member_id{groups} \
                 UNION ALL SELECT a.role_id, a.id, a.name, a.everywhere, CAST(3 AS BIGINT), g.name FROM seen a \
                 JOIN assignment_scopes s ON s.tenant = $1 AND s.assignment_id = a.id \
                 JOIN groups g ON g.tenant = $1 AND g.id = s.group_id ORDER BY 3, 2, 5, 6",
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        let mut by_role: BTreeMap<RoleId, Vec<Assignment>> = BTreeMap::new();
        for row in &rows {
            let mut row = Fields::of(row);
            let (role, _id, name, everywhere): (RoleId, _, _, _) =
                (row.id()?, row.text()?, row.text()?, row.flag()?);
            let (rank, member) = (row.int()?, row.text()?);
            let held = by_role.entry(role).or_default();
            match (rank, held.last_mut()) {
                (0, _) => held.push(Assignment { name, everywhere, ..Assignment::default() }),
                (1, Some(assignment)) => assignment.users.push(member),
                (2, Some(assignment)) => assignment.groups.push(member),
                (_, Some(assignment)) => assignment.scope.push(member),
                (_, None) => return Err(StoreError::corrupt("a member of no assignment")),
            }
        }
        Ok(by_role)
    }
}
