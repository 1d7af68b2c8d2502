//! From records to the store's own import.

use super::{
    Counts, Found, Report,
    records::{Device, Group, Nested, User},
};
use herald_domain::{Timestamp, ids::TenantId};
use herald_store::{
    Changes, GroupRef, Import, MemberRef, Membership, NewDevice, NewGroup, NewUser, Store, StoreError,
};

/// Writes everything that was found, in one transaction with one audit record by `actor`; with `dry_run` only says
/// what that would change. Importing the same again changes nothing.
pub async fn write(
    found: Found,
    store: &Store,
    tenant: &TenantId,
    now: Timestamp,
    dry_run: bool,
    actor: &str,
) -> Result<Report, StoreError> {
    let Found { people, groups, devices, notes, problems, files } = found;
    let import = to_import(people.into_list(), groups.into_list(), devices);
    let outcome = store.import(tenant, import, now, dry_run, actor).await?;
    Ok(Report {
        dry_run,
        files,
        users: outcome.users.into(),
        groups: outcome.groups.into(),
        memberships: outcome.memberships.into(),
        devices: outcome.devices.into(),
        unresolved: outcome.skipped.into_iter().map(|skipped| (skipped.what, skipped.reason)).collect(),
        notes,
        problems,
    })
}

impl From<Changes> for Counts {
    fn from(changes: Changes) -> Self {
        Self { added: changes.added, updated: changes.updated, unchanged: changes.unchanged }
    }
}

/// Groups may hold each other by reference only, which the readers see to.
#[must_use]
pub fn to_import(users: Vec<User>, groups: Vec<Group>, devices: Vec<Device>) -> Import {
    let mut import = Import {
        users: users.into_iter().map(user).collect(),
        devices: devices.into_iter().map(device).collect(),
        ..Import::default()
    };
    for group in groups {
        let Some(reference) = reference_to(&group) else { continue };
        let members = members(&group);
        if let Some(members) = members {
            let membership = |member| Membership { group: reference.clone(), member };
            import.memberships.extend(members.into_iter().map(membership));
            import.replace_members_of.push(reference);
        }
        import.groups.push(NewGroup { id: group.id, name: group.name, description: group.description });
    }
    import
}

fn reference_to(group: &Group) -> Option<GroupRef> {
    group.id.clone().map(GroupRef::Id).or_else(|| group.name.clone().map(GroupRef::Name))
}

/// None when the record does not speak of members.
fn members(group: &Group) -> Option<Vec<MemberRef>> {
    if group.users.is_none() && group.groups.is_none() && group.devices.is_none() {
        return None;
    }
    let person = |text: &String| text.parse().map_or_else(|_| MemberRef::Upn(text.clone()), MemberRef::User);
    let users = group.users.iter().flatten().map(person);
    let groups = group.groups.iter().flatten().filter_map(|nested| match nested {
        Nested::Reference(text) => {
            Some(text.parse().map_or_else(|_| GroupRef::Name(text.clone()), GroupRef::Id))
        }
        Nested::Written(inner) => reference_to(inner),
    });
    let devices = group.devices.iter().flatten().cloned().map(MemberRef::Device);
    Some(users.chain(groups.map(MemberRef::Group)).chain(devices).collect())
}

fn user(user: User) -> NewUser {
    NewUser {
        id: user.id,
        upn: user.upn,
        display_name: user.display_name,
        mail: user.mail,
        enabled: user.enabled,
    }
}

fn device(device: Device) -> NewDevice {
    let facts = device.facts;
    NewDevice {
        id: device.id,
        name: facts.name,
        management_name: facts.management_name,
        managed_by: facts.managed_by,
        ownership: facts.ownership,
        compliance: facts.compliance,
        platform: facts.platform,
        os_version: facts.os_version,
        manufacturer: facts.manufacturer,
        model: facts.model,
        serial_number: facts.serial_number,
        imei: facts.imei,
        phone_number: facts.phone_number,
        last_check_in: facts.last_check_in.map(|when| when.0),
        enrolled_at: facts.enrolled_at.map(|when| when.0),
        primary_user_upn: facts.primary_user,
        enrolled_by_upn: facts.enrolled_by,
        enrolled: facts.enrolled,
        app_installed: facts.app_installed,
        notifications_allowed: facts.notifications_allowed,
        play_services: facts.play_services,
        push_token: facts.push_token,
        token_registered_at: facts.token_registered_at.map(|when| when.0),
        token_invalid_since: facts.token_invalid_since.map(|when| when.0),
    }
}

#[cfg(test)]
mod tests;
