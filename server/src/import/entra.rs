//! Entra's bulk exports: users, groups, and the members of one group.

use super::{
    gather::Gather,
    records::{Group, Nested, User},
    table::{Column, Row, Table},
    values,
};
use herald_domain::ids::GroupId;

/// *Download users*.
pub fn users(gather: &mut Gather<'_>, mut table: Table<'_>) {
    let upn = table.column(&["userprincipalname", "upn"]);
    let id = table.column(&["id", "objectid"]);
    let display_name = table.column(&["displayname", "name"]);
    let mail = table.column(&["mail", "email"]);
    let enabled = table.column(&["accountenabled"]);
    each(gather, &mut table, |gather, row| {
        let Some(name) = row.filled(upn) else {
            return gather.skip(row.line, "it has no userPrincipalName".into());
        };
        let user = User {
            id: user_id(gather, row, id),
            upn: name.to_owned(),
            display_name: row.filled(display_name).map(str::to_owned),
            mail: row.get(mail).map(str::to_owned),
            enabled: boolean(gather, row, enabled),
            ..User::default()
        };
        gather.user(row.line, user);
    });
}

/// *Download groups*. Members are in exports of their own.
pub fn groups(gather: &mut Gather<'_>, mut table: Table<'_>) {
    let id = table.column(&["id", "objectid", "groupid"]);
    let name = table.column(&["displayname", "name", "groupname"]);
    let description = table.column(&["description"]);
    each(gather, &mut table, |gather, row| {
        let Some(name) = row.filled(name) else {
            return gather.skip(row.line, "it has no displayName".into());
        };
        let group = Group {
            id: row.filled(id).and_then(|id| id.parse().ok()),
            name: Some(name.to_owned()),
            description: row.get(description).map(str::to_owned),
            ..Group::default()
        };
        gather.group(row.line, group);
    });
}

/// *Download members* of `group`, which is a name or an id: exactly these are its members afterwards. People and
/// groups that are not known yet become known by it.
pub fn members(gather: &mut Gather<'_>, mut table: Table<'_>, group: &str) {
    let id = table.column(&["id", "objectid", "memberobjectidorupn"]);
    let upn = table.column(&["userprincipalname", "upn"]);
    let name = table.column(&["displayname", "name"]);
    let mail = table.column(&["mail"]);
    let kind = table.column(&["objecttype", "type"]);
    let (is_user, is_group) = (table.column(&["isuser"]), table.column(&["isgroup"]));
    let (mut users, mut groups, mut devices) = (Vec::new(), Vec::new(), Vec::new());
    each(gather, &mut table, |gather, row| match member(row, [kind, is_user, is_group, upn, id]) {
        Member::User => match row.filled(upn).or_else(|| row.filled(id)) {
            Some(reference) => {
                if let Some(upn) = row.filled(upn) {
                    let id = user_id(gather, row, id);
                    gather.mention(User {
                        id,
                        upn: upn.to_owned(),
                        display_name: row.filled(name).map(str::to_owned),
                        mail: row.filled(mail).map(str::to_owned),
                        ..User::default()
                    });
                }
                users.push(reference.to_owned());
            }
            None => gather.skip(row.line, "the member has neither a userPrincipalName nor an id".into()),
        },
        Member::Group => match (row.filled(id).and_then(|id| id.parse::<GroupId>().ok()), row.filled(name)) {
            (None, None) => gather.skip(row.line, "the group has neither an id nor a displayName".into()),
            (id, name) => {
                let reference =
                    id.as_ref().map_or_else(|| name.unwrap_or_default().to_owned(), ToString::to_string);
                if name.is_some() {
                    gather.group(row.line, Group { id, name: name.map(str::to_owned), ..Group::default() });
                }
                groups.push(Nested::Reference(reference));
            }
        },
        Member::Device => match row.filled(id).map(str::parse) {
            Some(Ok(id)) => devices.push(id),
            _ => gather.skip(row.line, "the device has no id".into()),
        },
        Member::Other(what) => {
            gather.skip(row.line, format!("a member of the type {} gets no messages", values::shown(what)))
        }
    });
    let (id, name) = match group.parse::<GroupId>() {
        Ok(id) => (Some(id), None),
        Err(_) => (None, Some(group.to_owned())),
    };
    let members = Group {
        id,
        name,
        users: Some(users),
        groups: Some(groups),
        devices: Some(devices),
        ..Group::default()
    };
    gather.group(1, members);
}

enum Member<'a> {
    User,
    Group,
    Device,
    Other(&'a str),
}

fn member(row: &Row, [kind, is_user, is_group, upn, id]: [Column; 5]) -> Member<'_> {
    let yes = |column| row.filled(column).is_some_and(|value| values::boolean(value) == Ok(Some(true)));
    let word = row.filled(kind).unwrap_or_default();
    match word.trim_start_matches("#microsoft.graph.").to_ascii_lowercase().as_str() {
        "user" | "guest" => Member::User,
        "group" => Member::Group,
        "device" => Member::Device,
        "" if yes(is_group) => Member::Group,
        "" if yes(is_user) || row.filled(upn).is_some() => Member::User,
        // The template for adding members holds nothing but ids and user principal names.
        "" if row.filled(id).is_some() => Member::User,
        _ => Member::Other(word),
    }
}

/// Reads every row, then notes the columns that nothing was done with.
fn each(gather: &mut Gather<'_>, table: &mut Table<'_>, mut take: impl FnMut(&mut Gather<'_>, &Row)) {
    for row in table.rows() {
        match row {
            Ok(row) => take(gather, &row),
            Err((line, reason)) => gather.skip(line, reason),
        }
    }
    table.ignored().into_iter().for_each(|column| gather.ignored(column));
}

fn user_id(gather: &mut Gather<'_>, row: &Row, column: Column) -> Option<herald_domain::ids::UserId> {
    let text = row.filled(column)?;
    let id = text.parse().ok();
    if id.is_none() && !text.contains('@') {
        gather.without(row.line, format!("the id {} is not a UUID", values::shown(text)));
    }
    id
}

fn boolean(gather: &mut Gather<'_>, row: &Row, column: Column) -> Option<bool> {
    match values::boolean(row.filled(column)?) {
        Ok(value) => value,
        Err(reason) => {
            gather.without(row.line, reason);
            None
        }
    }
}
