//! Groups, found again by id or by a name that only one has.

use super::{Change, Context, GroupRef, ImportReport, NewGroup};
use crate::{
    Result,
    bulk::{Column, upsert},
    fold::{fold, sort_key},
    new_id::new_id,
    row::Fields,
};
use herald_domain::ids::{GroupId, TenantId};
use sqlx::AnyConnection;
use std::collections::{HashMap, HashSet};

/// Every group of the tenant.
pub(super) struct Groups {
    by_id: HashMap<GroupId, Group>,
    by_name: HashMap<String, Vec<GroupId>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    name: String,
    description: String,
}

impl Groups {
    pub async fn load(connection: &mut AnyConnection, tenant: &TenantId) -> Result<Self> {
        let rows = sqlx::query("SELECT id, name, description FROM groups WHERE tenant = $1")
            .bind(tenant.as_str())
            .fetch_all(connection)
            .await?;
        let mut groups = Self { by_id: HashMap::new(), by_name: HashMap::new() };
        for row in &rows {
            let mut row = Fields::of(row);
            let id: GroupId = row.id()?;
            groups.put(id, Group { name: row.text()?, description: row.text()? });
        }
        Ok(groups)
    }

    pub async fn import(
        &mut self,
        connection: &mut AnyConnection,
        context: Context<'_>,
        groups: Vec<NewGroup>,
        report: &mut ImportReport,
    ) -> Result<()> {
        let mut changed = Vec::new();
        let mut seen = HashSet::new();
        for group in groups {
            let what =
                group.name.clone().or_else(|| group.id.as_ref().map(ToString::to_string)).unwrap_or_default();
            match self.merge(group, context) {
                Err(reason) => report.skip(format_args!("group {what}"), reason),
                Ok((id, change)) => {
                    report.groups.note(change);
                    if change != Change::Unchanged && seen.insert(id.clone()) {
                        changed.push(id);
                    }
                }
            }
        }
        let columns =
            [Column::Text("id"), Column::Text("name"), Column::Text("name_key"), Column::Text("description")];
        let row = |id: &GroupId| {
            let group = &self.by_id[id];
            let (name, description) = (group.name.as_str(), group.description.as_str());
            vec![id.as_str().into(), name.into(), sort_key(name).into(), description.into()]
        };
        let rows: Vec<_> = changed.iter().map(row).collect();
        upsert(connection, context.dialect, context.tenant, "groups", &columns, 1, &rows).await
    }

    fn merge(
        &mut self,
        new: NewGroup,
        context: Context<'_>,
    ) -> std::result::Result<(GroupId, Change), &'static str> {
        let name = new.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let id = match (new.id, &name) {
            (Some(id), _) => id,
            (None, None) => return Err("it has neither a name nor an id"),
            (None, Some(name)) => match self.named(name) {
                [] => new_id(context.now),
                [only] => only.clone(),
                _ => return Err("several groups have this name: give the id"),
            },
        };
        let stored = self.by_id.get(&id).cloned();
        let Some(name) = name.or_else(|| stored.as_ref().map(|group| group.name.clone())) else {
            return Err("a new group needs a name");
        };
        let description = new.description.or_else(|| stored.as_ref().map(|group| group.description.clone()));
        let merged = Group { name, description: description.unwrap_or_default() };
        let change = match &stored {
            None => Change::Added,
            Some(stored) if *stored == merged => Change::Unchanged,
            Some(_) => Change::Updated,
        };
        self.put(id.clone(), merged);
        Ok((id, change))
    }

    fn put(&mut self, id: GroupId, group: Group) {
        if let Some(before) = self.by_id.get(&id)
            && let Some(ids) = self.by_name.get_mut(&fold(&before.name))
        {
            ids.retain(|other| *other != id);
        }
        self.by_name.entry(fold(&group.name)).or_default().push(id.clone());
        self.by_id.insert(id, group);
    }

    fn named(&self, name: &str) -> &[GroupId] {
        self.by_name.get(&fold(name.trim())).map_or(&[], Vec::as_slice)
    }

    /// The group that is meant, or why none is.
    pub fn find(&self, group: &GroupRef) -> std::result::Result<&GroupId, &'static str> {
        match group {
            GroupRef::Id(id) => {
                self.by_id.get_key_value(id).map(|(id, _)| id).ok_or("there is no such group")
            }
            GroupRef::Name(name) => match self.named(name) {
                [] => Err("there is no such group"),
                [only] => Ok(only),
                _ => Err("several groups have this name: give the id"),
            },
        }
    }
}

impl std::fmt::Display for GroupRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}
