//! What an administrator may do, as values (B27–B29).
//!
//! A use-case takes a [`Permit`], and only [`Grants::permit`] makes one. Who holds it was checked.

use crate::{
    device::codes,
    ids::{GroupId, TenantId},
};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

codes! {
    /// A right that a role can grant.
    Permission {
        OrganizationRead = "organization.read",
        OrganizationUpdate = "organization.update",
        ManagedDevicesRead = "managed_devices.read",
        ManagedDevicesUpdate = "managed_devices.update",
        RemoteTasksSendCustomNotifications = "remote_tasks.send_custom_notifications",
        UsersRead = "users.read",
        GroupsRead = "groups.read",
        AuditRead = "audit_data.read",
        RolesRead = "roles.read",
        RolesCreate = "roles.create",
        RolesUpdate = "roles.update",
        RolesDelete = "roles.delete",
        RolesAssign = "roles.assign",
    }
}

impl Permission {
    #[must_use]
    pub const fn category(self) -> &'static str {
        match self {
            Self::OrganizationRead | Self::OrganizationUpdate => "Organization",
            Self::ManagedDevicesRead | Self::ManagedDevicesUpdate => "Managed devices",
            Self::RemoteTasksSendCustomNotifications => "Remote tasks",
            Self::UsersRead => "Users",
            Self::GroupsRead => "Groups",
            Self::AuditRead => "Audit data",
            Self::RolesRead
            | Self::RolesCreate
            | Self::RolesUpdate
            | Self::RolesDelete
            | Self::RolesAssign => "Roles",
        }
    }
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::OrganizationRead
            | Self::ManagedDevicesRead
            | Self::UsersRead
            | Self::GroupsRead
            | Self::AuditRead
            | Self::RolesRead => "Read",
            Self::OrganizationUpdate | Self::ManagedDevicesUpdate | Self::RolesUpdate => "Update",
            Self::RemoteTasksSendCustomNotifications => "Send custom notifications",
            Self::RolesCreate => "Create",
            Self::RolesDelete => "Delete",
            Self::RolesAssign => "Assign",
        }
    }
}

/// *Organization / Update*, the way the roles page names it.
impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} / {}", self.category(), self.action())
    }
}

/// A set of permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PermissionSet(u32);

impl PermissionSet {
    #[must_use]
    pub const fn of(permissions: &[Permission]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < permissions.len() {
            bits |= 1 << permissions[at] as u32;
            at += 1;
        }
        Self(bits)
    }
    #[must_use]
    pub const fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u32) != 0
    }
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |p| self.contains(*p))
    }
    /// Unknown codes, from a newer version's database, grant nothing.
    pub fn from_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        codes
            .into_iter()
            .filter_map(Permission::from_code)
            .fold(Self::default(), |set, p| set.union(Self::of(&[p])))
    }
}

/// Where a permission holds (B28).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    All,
    /// These groups, what is nested in them, their users and those users' devices. Never empty.
    Groups(Vec<GroupId>),
}

/// One role assignment as it applies to its holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub permissions: PermissionSet,
    pub scope: Scope,
}

/// Everything that one administrator was granted in one tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grants {
    tenant: TenantId,
    grants: Vec<Grant>,
}

/// An act that needs a permission.
pub trait Act {
    const PERMISSION: Permission;
}

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident: $permission:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub enum $act {}
        impl Act for $act { const PERMISSION: Permission = Permission::$permission; }
    )+};
}
acts! {
    /// See how much of the hourly limit is used, and delivery status.
    ReadOrganization: OrganizationRead,
    /// B7
    SendToGroups: OrganizationUpdate,
    ReadDevices: ManagedDevicesRead,
    /// B15
    SendToDevice: RemoteTasksSendCustomNotifications,
    ReadUsers: UsersRead,
    ReadGroups: GroupsRead,
    ReadAudit: AuditRead,
    ReadRoles: RolesRead,
}

/// The caller lacks the permission, whatever the target (B29).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing(pub Permission);

/// Proof that the caller may do `A` within [`Permit::scope`] of [`Permit::tenant`].
#[derive(Clone, Debug)]
pub struct Permit<A> {
    tenant: TenantId,
    scope: Scope,
    act: PhantomData<fn() -> A>,
}

impl<A> Permit<A> {
    #[must_use]
    pub fn tenant(&self) -> &TenantId {
        &self.tenant
    }
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
}

impl Grants {
    /// Made from checked role assignments by the store, and by tests.
    #[must_use]
    pub fn new(tenant: TenantId, grants: Vec<Grant>) -> Self {
        Self { tenant, grants }
    }
    #[must_use]
    pub fn tenant(&self) -> &TenantId {
        &self.tenant
    }
    /// Everything granted somewhere; for showing and hiding, never for deciding.
    #[must_use]
    pub fn permissions(&self) -> PermissionSet {
        self.grants.iter().fold(PermissionSet::default(), |set, g| set.union(g.permissions))
    }
    /// What is granted for some groups only: what is seen by it is not everything there is.
    #[must_use]
    pub fn limited(&self) -> PermissionSet {
        let everywhere = self.grants.iter().filter(|grant| grant.scope == Scope::All);
        let whole = everywhere.fold(PermissionSet::default(), |set, grant| set.union(grant.permissions));
        PermissionSet(self.permissions().0 & !whole.0)
    }
    /// The proof for `A`, with the scopes of every assignment that carries its permission added up (B28).
    pub fn permit<A: Act>(&self) -> Result<Permit<A>, Missing> {
        let mut groups = Vec::new();
        let mut any = false;
        for grant in self.grants.iter().filter(|g| g.permissions.contains(A::PERMISSION)) {
            any = true;
            match &grant.scope {
                Scope::All => return Ok(self.proof(Scope::All)),
                Scope::Groups(scope) => groups.extend(scope.iter().cloned()),
            }
        }
        groups.sort();
        groups.dedup();
        if any { Ok(self.proof(Scope::Groups(groups))) } else { Err(Missing(A::PERMISSION)) }
    }
    fn proof<A>(&self, scope: Scope) -> Permit<A> {
        Permit { tenant: self.tenant.clone(), scope, act: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant() -> TenantId {
        "00000000-0000-7000-8000-000000000001".parse().unwrap()
    }
    fn group(n: u8) -> GroupId {
        format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap()
    }
    fn grant(permissions: &[Permission], scope: Scope) -> Grant {
        Grant { permissions: PermissionSet::of(permissions), scope }
    }

    #[test]
    fn b28_scopes_add_up_each_for_its_own_permission() {
        use Permission::{GroupsRead, OrganizationUpdate};
        let grants = Grants::new(
            tenant(),
            vec![
                grant(&[OrganizationUpdate], Scope::Groups(vec![group(2)])),
                grant(&[OrganizationUpdate, GroupsRead], Scope::Groups(vec![group(1), group(2)])),
                grant(&[GroupsRead], Scope::All),
            ],
        );
        let send = grants.permit::<SendToGroups>().unwrap();
        assert_eq!(send.scope(), &Scope::Groups(vec![group(1), group(2)]));
        assert_eq!(grants.permit::<ReadGroups>().unwrap().scope(), &Scope::All);
        assert_eq!(grants.limited(), PermissionSet::of(&[OrganizationUpdate]));
    }

    #[test]
    fn b29_a_missing_permission_is_named() {
        let grants = Grants::new(tenant(), vec![grant(&[Permission::OrganizationRead], Scope::All)]);
        let missing = grants.permit::<SendToGroups>().unwrap_err();
        assert_eq!(missing.0.to_string(), "Organization / Update");
        assert_eq!(
            grants.permit::<SendToDevice>().unwrap_err().0.to_string(),
            "Remote tasks / Send custom notifications"
        );
    }

    #[test]
    fn unknown_codes_grant_nothing() {
        let set = PermissionSet::from_codes(["organization.read", "everything.always"]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Permission::OrganizationRead]);
    }
}
