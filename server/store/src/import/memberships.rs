//! Who is in which group.

use super::{Context, GroupRef, ImportReport, MemberRef, Membership, groups::Groups, users::Users};
use crate::{
    Result,
    bulk::{CHUNK, Column, upsert},
    row::Fields,
    statement::Statement,
};
use herald_domain::ids::{DeviceId, GroupId};
use sqlx::AnyConnection;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What the import says of memberships.
pub(super) struct Wanted {
    pub memberships: Vec<Membership>,
    /// Groups that have no other members than those.
    pub replace: Vec<GroupRef>,
}

/// Kind and id of a member.
type Member = (&'static str, String);

pub(super) async fn import(
    connection: &mut AnyConnection,
    context: Context<'_>,
    wanted: Wanted,
    users: &Users,
    groups: &Groups,
    report: &mut ImportReport,
) -> Result<()> {
    let devices = known_devices(connection, context, &wanted.memberships).await?;
    let mut members: BTreeMap<GroupId, BTreeSet<Member>> = BTreeMap::new();
    for membership in wanted.memberships {
        match resolve(&membership, users, groups, &devices) {
            Ok((group, member)) => {
                members.entry(group).or_default().insert(member);
            }
            Err(reason) => {
                report.skip(format_args!("member {} of {}", membership.member, membership.group), reason)
            }
        }
    }
    let mut replace = HashSet::new();
    for group in &wanted.replace {
        match groups.find(group) {
            Ok(id) => {
                members.entry(id.clone()).or_default();
                replace.insert(id.clone());
            }
            Err(reason) => report.skip(format_args!("group {group}"), reason),
        }
    }
    let mut stored = stored(connection, context, members.keys()).await?;
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for (group, wanted) in &members {
        let stored = stored.remove(group).unwrap_or_default();
        for member in wanted {
            if stored.contains(member) {
                report.memberships.unchanged += 1;
            } else {
                report.memberships.added += 1;
                added.push(row(group, member));
            }
        }
        if replace.contains(group) {
            removed.extend(stored.difference(wanted).map(|member| row(group, member)));
        }
    }
    report.memberships.updated += removed.len() as u64;
    remove(connection, context, &removed).await?;
    let columns = [Column::Text("group_id"), Column::Text("kind"), Column::Text("member_id")];
    upsert(connection, context.dialect, context.tenant, "memberships", &columns, 3, &added).await
}

fn resolve(
    membership: &Membership,
    users: &Users,
    groups: &Groups,
    devices: &HashSet<String>,
) -> std::result::Result<(GroupId, Member), &'static str> {
    let group = groups.find(&membership.group)?.clone();
    let member = match &membership.member {
        MemberRef::User(id) => ("user", users.by_id(id).ok_or("there is no such user")?.to_string()),
        MemberRef::Upn(upn) => ("user", users.by_upn(upn).ok_or("there is no such user")?.to_string()),
        MemberRef::Group(nested) => ("group", groups.find(nested)?.to_string()),
        MemberRef::Device(id) if devices.contains(id.as_str()) => ("device", id.to_string()),
        MemberRef::Device(_) => return Err("there is no such device"),
    };
    Ok((group, member))
}

fn row(group: &GroupId, (kind, member): &Member) -> Vec<serde_json::Value> {
    vec![group.as_str().into(), (*kind).into(), member.as_str().into()]
}

/// Those of the devices named as members that exist.
async fn known_devices(
    connection: &mut AnyConnection,
    context: Context<'_>,
    memberships: &[Membership],
) -> Result<HashSet<String>> {
    let named: Vec<&str> = memberships
        .iter()
        .filter_map(|membership| match &membership.member {
            MemberRef::Device(id) => Some(DeviceId::as_str(id)),
            _ => None,
        })
        .collect();
    let mut known = HashSet::new();
    for chunk in named.chunks(CHUNK) {
        let mut statement = Statement::new(context.dialect, context.tenant);
        let chosen = statement.list(chunk.iter().copied());
        let rows = statement
            .ready(&format!("SELECT d.id FROM devices d WHERE d.tenant = $1 AND d.id IN ({chosen})"))
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            known.insert(Fields::of(row).text()?);
        }
    }
    Ok(known)
}

async fn stored(
    connection: &mut AnyConnection,
    context: Context<'_>,
    groups: impl Iterator<Item = &GroupId>,
) -> Result<BTreeMap<GroupId, BTreeSet<Member>>> {
    let groups: Vec<&str> = groups.map(GroupId::as_str).collect();
    let mut stored: BTreeMap<GroupId, BTreeSet<Member>> = BTreeMap::new();
    for chunk in groups.chunks(CHUNK) {
        let mut statement = Statement::new(context.dialect, context.tenant);
        let chosen = statement.list(chunk.iter().copied());
        let rows = statement
            .ready(&format!(
                "SELECT m.group_id, m.kind, m.member_id FROM memberships m \
                 WHERE m.tenant = $1 AND m.group_id IN ({chosen})"
            ))
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            let mut row = Fields::of(row);
            let group = row.id()?;
            let kind =
                row.code(|kind| ["user", "group", "device"].into_iter().find(|known| *known == kind))?;
            stored.entry(group).or_default().insert((kind, row.text()?));
        }
    }
    Ok(stored)
}

async fn remove(
    connection: &mut AnyConnection,
    context: Context<'_>,
    members: &[Vec<serde_json::Value>],
) -> Result<()> {
    let delete = format!(
        "DELETE FROM memberships WHERE tenant = $1 AND (group_id, kind, member_id) IN \
         (SELECT r.value->>0, r.value->>1, r.value->>2 FROM {})",
        context.dialect.rows("$2")
    );
    for chunk in members.chunks(CHUNK) {
        let json = serde_json::to_string(chunk).expect("strings are JSON");
        sqlx::query(sqlx::AssertSqlSafe(delete.clone()))
            .bind(context.tenant.as_str())
            .bind(json)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

impl std::fmt::Display for MemberRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::User(id) => id.fmt(f),
            Self::Upn(upn) => upn.fmt(f),
            Self::Group(group) => group.fmt(f),
            Self::Device(id) => id.fmt(f),
        }
    }
}
