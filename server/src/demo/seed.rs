//! Puts the organisation of the demo into the store.

use super::{
    ACTOR, DemoError,
    organisation::{NAME, Organisation},
};
use crate::import;
use herald_domain::{
    Timestamp,
    audit::Activity,
    ids::{RoleId, TenantId, UserId},
    permission::{Permission, PermissionSet, Scope},
    role::{ADMINISTRATOR, BuiltIn, HELP_DESK_OPERATOR, READ_ONLY_OPERATOR},
};
use herald_store::{AssignmentMembers, Store, StoreError};

/// Organization / Read and Update, Managed devices / Read: sends to groups and nothing else.
const COMMUNICATIONS: (&str, &str, &[Permission]) = (
    "Kommunikatör",
    "Skickar anpassade meddelanden till grupper.",
    &[Permission::OrganizationRead, Permission::OrganizationUpdate, Permission::ManagedDevicesRead],
);

enum Granted {
    BuiltIn(&'static BuiltIn),
    Communications,
}

const ACCOUNTS: [(&str, Granted); 4] = [
    ("admin@nordhamn.example", Granted::BuiltIn(&ADMINISTRATOR)),
    ("kommunikation@nordhamn.example", Granted::Communications),
    ("helpdesk@nordhamn.example", Granted::BuiltIn(&HELP_DESK_OPERATOR)),
    ("granskare@nordhamn.example", Granted::BuiltIn(&READ_ONLY_OPERATOR)),
];

/// Does nothing when it was done before; what a crash left half done is completed. `hash` is that of every account's
/// password. Fails on a data folder that belongs to somebody else.
pub async fn seed(store: &Store, made: Organisation, now: Timestamp, hash: &str) -> Result<(), DemoError> {
    let tenant = store.ensure_tenant(NAME, now).await?;
    let name = store.tenant_name(&tenant).await?;
    if name != NAME {
        return Err(DemoError::OtherOrganisation(name));
    }
    // The last password is the last thing that is written.
    let [.., (last, _)] = ACCOUNTS;
    if store.credential_by_upn(last).await?.is_some() {
        return Ok(());
    }
    let import = import::to_import(made.users, made.groups, made.devices);
    store.import(&tenant, import, now, false, ACTOR).await?;
    for (account, granted) in ACCOUNTS {
        let user =
            store.user_by_upn(&tenant, account).await?.ok_or(StoreError::Absent("account of the demo"))?;
        grant(store, &tenant, &user, granted).await?;
        store.set_password(&tenant, &user, hash, now, Activity::AdministratorCreated, ACTOR).await?;
    }
    Ok(())
}

async fn grant(store: &Store, tenant: &TenantId, user: &UserId, granted: Granted) -> Result<(), DemoError> {
    let (role, name): (RoleId, _) = match granted {
        Granted::BuiltIn(role) => (role.id.parse().expect("the ids of built-in roles are UUIDs"), role.name),
        Granted::Communications => {
            let (name, description, permissions) = COMMUNICATIONS;
            (store.ensure_role(tenant, name, description, PermissionSet::of(permissions)).await?, name)
        }
    };
    let members = AssignmentMembers { users: vec![user.clone()], groups: vec![] };
    store.assign(tenant, &role, name, members, Scope::All).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
