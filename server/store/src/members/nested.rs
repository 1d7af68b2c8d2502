//! Groups nested in a group.

use super::{closure, found};
use crate::{
    Result, Store,
    groups::{ROW as GROUP, group_row},
    row::Fields,
    statement::Statement,
};
use herald_domain::{
    directory::{ListQuery, NestedGroup, Page},
    ids::GroupId,
    permission::{Permit, ReadGroups},
};

impl Store {
    /// Groups nested in the group at any depth, by name. None when the group does not exist or is out of scope.
    pub async fn nested_groups(
        &self,
        permit: &Permit<ReadGroups>,
        group: &GroupId,
        query: &ListQuery,
    ) -> Result<Option<Page<NestedGroup>>> {
        if !self.group_in_scope(permit, group).await? {
            return Ok(None);
        }
        // What is nested in a group in scope is in scope itself.
        let from = |statement: &mut Statement| {
            let id = closure(statement, group);
            let search = found(statement, "g.name_key", &query.search);
            let from = format!(
                "FROM to_groups c CROSS JOIN groups g WHERE g.tenant = $1 AND g.id = c.id AND g.id <> {id}{search}"
            );
            (from, id)
        };
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let (matching, _) = from(&mut statement);
        let total = statement.ready(&format!("SELECT COUNT(*) {matching}"));
        let mut statement = Statement::new(self.dialect, permit.tenant());
        let (matching, id) = from(&mut statement);
        let (limit, offset) = (query.rows.count(), statement.value(query.rows.before(query.page)));
        let way = if query.descending { "DESC" } else { "ASC" };
        let rows = statement.ready(&format!(
            "SELECT (SELECT COUNT(*) FROM memberships n WHERE n.tenant = $1 AND n.group_id = {id} \
             AND n.kind = 'group' AND n.member_id = g.id), {GROUP} {matching} \
             ORDER BY g.name_key {way}, g.id {way} LIMIT {limit} OFFSET {offset}"
        ));
        let read = self.of(permit.tenant());
        let (total, rows) = tokio::try_join!(total.fetch_one(&read), rows.fetch_all(&read))?;
        let (mut direct, mut nested) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        for row in &rows {
            let mut row = Fields::of(row);
            direct.push(row.flag()?);
            nested.push(group_row(&mut row)?);
        }
        let nested = self.with_people(permit, nested).await?;
        let rows = nested.into_iter().zip(direct).map(|(row, direct)| NestedGroup { row, direct }).collect();
        Ok(Some(Page { rows, total: Fields::of(&total).count()? }))
    }
}
