//! People, found again by id or by principal name.

use super::{Change, Context, ImportReport, NewUser};
use crate::{
    Result,
    bulk::{Column, upsert},
    fold::{fold, searchable, sort_key},
    new_id::new_id,
    row::Fields,
};
use herald_domain::ids::{TenantId, UserId};
use serde_json::Value;
use sqlx::AnyConnection;
use std::collections::{HashMap, HashSet};

/// Everybody in the tenant.
pub(super) struct Users {
    by_id: HashMap<UserId, User>,
    by_upn: HashMap<String, UserId>,
    /// Ids under which the import knows people whom the store knows under another one.
    other_ids: HashMap<UserId, UserId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct User {
    pub upn: String,
    pub display_name: String,
    pub mail: String,
    pub enabled: bool,
}

impl Users {
    pub async fn load(connection: &mut AnyConnection, tenant: &TenantId) -> Result<Self> {
        let rows =
            sqlx::query("SELECT id, upn, upn_key, display_name, mail, enabled FROM users WHERE tenant = $1")
                .bind(tenant.as_str())
                .fetch_all(connection)
                .await?;
        let mut users = Self { by_id: HashMap::new(), by_upn: HashMap::new(), other_ids: HashMap::new() };
        for row in &rows {
            let mut row = Fields::of(row);
            let (id, upn, key): (UserId, _, _) = (row.id()?, row.text()?, row.text()?);
            let user = User { upn, display_name: row.text()?, mail: row.text()?, enabled: row.flag()? };
            users.by_upn.insert(key, id.clone());
            users.by_id.insert(id, user);
        }
        Ok(users)
    }

    /// Stores people. Answers those whose devices are called otherwise now.
    pub async fn import(
        &mut self,
        connection: &mut AnyConnection,
        context: Context<'_>,
        users: Vec<NewUser>,
        report: &mut ImportReport,
    ) -> Result<HashSet<UserId>> {
        let mut changed: Vec<UserId> = Vec::new();
        let mut seen = HashSet::new();
        let mut renamed = HashSet::new();
        for user in users {
            let upn = user.upn.trim().to_owned();
            match self.merge(user, context) {
                Err(reason) => report.skip(format_args!("user {upn}"), reason),
                Ok((id, change)) => {
                    report.users.note(change);
                    if change == Change::Updated {
                        renamed.insert(id.clone());
                    }
                    if change != Change::Unchanged && seen.insert(id.clone()) {
                        changed.push(id);
                    }
                }
            }
        }
        let rows: Vec<_> = changed.iter().map(|id| row(id, &self.by_id[id])).collect();
        upsert(connection, context.dialect, context.tenant, "users", COLUMNS, 1, &rows).await?;
        Ok(renamed)
    }

    fn merge(
        &mut self,
        new: NewUser,
        context: Context<'_>,
    ) -> std::result::Result<(UserId, Change), &'static str> {
        let upn = new.upn.trim();
        let key = fold(upn);
        if upn.is_empty() {
            return Err("it has no user principal name");
        }
        let same_name = self.by_upn.get(&key).cloned();
        let same_id = new.id.clone().filter(|id| self.by_id.contains_key(id));
        let id = match (same_id, same_name, new.id) {
            (Some(id), Some(other), _) if id != other => {
                return Err("somebody else has this user principal name");
            }
            (Some(id), ..) | (None, Some(id), None) => id,
            (None, Some(id), Some(other)) => {
                self.other_ids.insert(other, id.clone());
                id
            }
            (None, None, id) => id.unwrap_or_else(|| new_id(context.now)),
        };
        let stored = self.by_id.get(&id);
        let merged = User {
            upn: upn.to_owned(),
            display_name: new
                .display_name
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .or_else(|| stored.map(|user| user.display_name.clone()))
                .unwrap_or_else(|| upn.split('@').next().unwrap_or(upn).to_owned()),
            mail: new.mail.or_else(|| stored.map(|user| user.mail.clone())).unwrap_or_default(),
            enabled: new.enabled.or_else(|| stored.map(|user| user.enabled)).unwrap_or(true),
        };
        let change = match stored {
            None => Change::Added,
            Some(stored) if *stored == merged => Change::Unchanged,
            Some(stored) => {
                self.by_upn.remove(&fold(&stored.upn));
                Change::Updated
            }
        };
        self.by_upn.insert(key, id.clone());
        self.by_id.insert(id.clone(), merged);
        Ok((id, change))
    }

    pub fn get(&self, id: &UserId) -> Option<&User> {
        self.by_id.get(id)
    }
    pub fn by_upn(&self, upn: &str) -> Option<&UserId> {
        self.by_upn.get(&fold(upn.trim()))
    }
    /// The stored id of somebody whom the import calls by this one.
    pub fn by_id(&self, id: &UserId) -> Option<&UserId> {
        self.by_id.get_key_value(id).map(|(id, _)| id).or_else(|| self.other_ids.get(id))
    }
}

const COLUMNS: &[Column] = &[
    Column::Text("id"),
    Column::Text("upn"),
    Column::Text("upn_key"),
    Column::Text("display_name"),
    Column::Text("name_key"),
    Column::Text("mail"),
    Column::Int("enabled"),
    Column::Text("search"),
];

fn row(id: &UserId, user: &User) -> Vec<Value> {
    vec![
        id.as_str().into(),
        user.upn.as_str().into(),
        fold(&user.upn).into(),
        user.display_name.as_str().into(),
        sort_key(&user.display_name).into(),
        user.mail.as_str().into(),
        i64::from(user.enabled).into(),
        searchable(&[&user.display_name, &user.upn, &user.mail]).into(),
    ]
}
