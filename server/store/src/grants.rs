//! What somebody may do, from the assignments of this moment (B28, B29).

use crate::{
    Result,
    dialect::Dialect,
    row::{Fields, id},
    statement::Statement,
};
use herald_domain::{
    ids::{AssignmentId, GroupId, TenantId, UserId},
    permission::{Grant, PermissionSet, Scope},
};
use sqlx::AnyPool;
use std::collections::BTreeMap;

/// What this user was granted, directly or through groups nested at any depth. An assignment to groups that names
/// none grants nothing.
pub(crate) async fn grants(
    pool: &AnyPool,
    dialect: Dialect,
    tenant: &TenantId,
    user: &UserId,
) -> Result<Vec<Grant>> {
    let mut statement = Statement::new(dialect, tenant);
    let user = statement.value(user.as_str());
    statement.table(format!(
        "holder_groups(id) AS (SELECT m.group_id FROM memberships m \
         WHERE m.tenant = $1 AND m.kind = 'user' AND m.member_id = {user} UNION \
         SELECT m.group_id FROM holder_groups h CROSS JOIN memberships m \
         WHERE m.tenant = $1 AND m.kind = 'group' AND m.member_id = h.id)"
    ));
    let rows = statement
        .ready(&format!(
            "SELECT a.id, r.permissions, a.everywhere, s.group_id FROM assignments a \
             JOIN roles r ON r.tenant = $1 AND r.id = a.role_id \
             LEFT JOIN assignment_scopes s ON s.tenant = $1 AND s.assignment_id = a.id \
             WHERE a.tenant = $1 AND EXISTS (SELECT 1 FROM assignment_members m \
             WHERE m.tenant = $1 AND m.assignment_id = a.id AND ((m.kind = 'user' AND m.member_id = {user}) \
             OR (m.kind = 'group' AND m.member_id IN (SELECT id FROM holder_groups)))) ORDER BY a.id, s.group_id"
        ))
        .fetch_all(pool)
        .await?;
    let mut found: BTreeMap<AssignmentId, (PermissionSet, bool, Vec<GroupId>)> = BTreeMap::new();
    for row in &rows {
        let mut row = Fields::of(row);
        let assignment = row.id()?;
        let permissions = PermissionSet::from_codes(row.text()?.split(','));
        let everywhere = row.flag()?;
        let entry = found.entry(assignment).or_insert((permissions, everywhere, Vec::new()));
        if let Some(group) = row.text_if_any()? {
            entry.2.push(id(group)?);
        }
    }
    let grant = |(permissions, everywhere, groups): (_, bool, Vec<_>)| match (everywhere, groups.is_empty()) {
        (true, _) => Some(Grant { permissions, scope: Scope::All }),
        (false, false) => Some(Grant { permissions, scope: Scope::Groups(groups) }),
        (false, true) => None,
    };
    Ok(found.into_values().filter_map(grant).collect())
}
