use super::*;
use crate::import::{Problem, read};
use herald_domain::{
    device::{DeviceQuery, Platform},
    permission::{Grant, Grants, Permission, PermissionSet, Permit, ReadDevices, Scope},
};
use herald_store::StoreConfig;
use std::{fs, path::PathBuf};

const NOW: Timestamp = Timestamp(1_795_000_000_000);

struct World {
    folder: tempfile::TempDir,
    store: Store,
    tenant: TenantId,
}

impl World {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("herald.db").display());
        let store = Store::open(&StoreConfig { url, read_connections: 2 }).await.unwrap();
        store.migrate().await.unwrap();
        let tenant = store.ensure_tenant("Nordhamns kommun", NOW).await.unwrap();
        Self { folder, store, tenant }
    }
    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }
    async fn import(&self, paths: &[PathBuf], dry_run: bool) -> Report {
        write(read(paths, None), &self.store, &self.tenant, NOW, dry_run, "test").await.unwrap()
    }
    fn permit(&self) -> Permit<ReadDevices> {
        let permissions = PermissionSet::of(&[Permission::ManagedDevicesRead]);
        Grants::new(self.tenant.clone(), vec![Grant { permissions, scope: Scope::All }]).permit().unwrap()
    }
    async fn devices(&self) -> herald_domain::device::DevicePage {
        self.store.devices(&self.permit(), &DeviceQuery::default()).await.unwrap()
    }
    fn portal_files(&self) -> Vec<PathBuf> {
        vec![
            self.file("devices.csv", include_bytes!("../fixtures/intune-all-devices.csv")),
            self.file("Hemtjänst Södra.csv", include_bytes!("../fixtures/Hemtjänst Södra.csv")),
            self.file("groups.csv", include_bytes!("../fixtures/entra-groups.csv")),
            self.file("users.csv", include_bytes!("../fixtures/entra-users.csv")),
        ]
    }
}
const fn counts(added: u64, updated: u64, unchanged: u64) -> Counts {
    Counts { added, updated, unchanged }
}

#[tokio::test]
async fn files_of_both_portals_fit_together_in_any_order() {
    let world = World::new().await;
    let report = world.import(&world.portal_files(), false).await;
    assert_eq!(report.unresolved, []);
    assert_eq!(
        (report.devices, report.users, report.groups),
        (counts(4, 0, 0), counts(4, 0, 0), counts(2, 0, 0))
    );
    assert_eq!(report.memberships, counts(4, 0, 0));
    let ipad = world.devices().await.rows.into_iter().find(|d| d.platform == Platform::IpadOs).unwrap();
    assert_eq!(ipad.user, "Maja Öberg");
}

#[tokio::test]
async fn importing_again_updates_instead_of_doubling() {
    let world = World::new().await;
    world.import(&world.portal_files(), false).await;
    let again = world.import(&world.portal_files(), false).await;
    assert_eq!(
        (again.devices, again.users, again.groups),
        (counts(0, 0, 4), counts(0, 0, 4), counts(0, 0, 2))
    );
    assert_eq!(again.memberships, counts(0, 0, 4));
    assert_eq!(world.devices().await.total, 4);
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_changes_nothing() {
    let world = World::new().await;
    let dry = world.import(&world.portal_files(), true).await;
    assert_eq!(world.devices().await.total, 0);
    let wet = world.import(&world.portal_files(), false).await;
    assert_eq!(
        (dry.devices, dry.users, dry.groups, dry.memberships),
        (wet.devices, wet.users, wet.groups, wet.memberships)
    );
}

#[tokio::test]
async fn an_export_without_push_state_keeps_a_device_reachable() {
    let world = World::new().await;
    world.import(&[world.file("own.jsonl", include_bytes!("../fixtures/own.jsonl"))], false).await;
    assert_eq!(world.devices().await.reachable, 1);
    world.import(&world.portal_files(), false).await;
    let devices = world.devices().await;
    assert_eq!((devices.total, devices.reachable), (4, 1));
}

// B9: an export that does not say who enrolled a device must not give it to somebody else.
#[tokio::test]
async fn b9_an_export_without_enrollers_keeps_those_that_are_known() {
    let world = World::new().await;
    world.import(&world.portal_files(), false).await;
    let silent = b"Device ID,Device name,OS,Primary user UPN\n\
        0192f3c4-5d6e-7f80-9a1b-000000000002,NH-iPad-0007,iPadOS,tomasz.kowalski@nordhamn.example\n\
        0192f3c4-5d6e-7f80-9a1b-000000000099,New,iPadOS,tomasz.kowalski@nordhamn.example\n";
    world.import(&[world.file("devices.csv", silent)], false).await;
    for (id, enrolled_by) in [("02", "it"), ("99", "Tomasz Kowalski")] {
        let id = format!("0192f3c4-5d6e-7f80-9a1b-0000000000{id}").parse().unwrap();
        let device = world.store.device(&world.permit(), &id).await.unwrap().unwrap();
        assert_eq!(device.enrolled_by, enrolled_by);
    }
}

#[tokio::test]
async fn who_left_a_group_is_gone_after_the_next_export_of_its_members() {
    let world = World::new().await;
    world.import(&world.portal_files(), false).await;
    let shorter = b"id,userPrincipalName,displayName,objectType\n,maja.oberg@nordhamn.example,Maja,user\n";
    let report = world.import(&[world.file("Hemtjänst Södra.csv", shorter)], false).await;
    assert_eq!(report.memberships, counts(0, 3, 1));
}

#[tokio::test]
async fn a_device_that_stands_in_two_files_is_one_device() {
    let world = World::new().await;
    let files = [
        world.file("devices.csv", include_bytes!("../fixtures/intune-all-devices.csv")),
        world.file("own.jsonl", include_bytes!("../fixtures/own.jsonl")),
    ];
    world.import(&files, false).await;
    let devices = world.devices().await;
    assert_eq!((devices.total, devices.reachable), (4, 1));
}

#[test]
fn the_report_is_a_table_that_people_can_read() {
    let report = Report {
        dry_run: true,
        files: vec![("devices.csv".into(), "Intune, all devices", 3_901)],
        users: counts(12, 3, 2_385),
        devices: counts(3_900, 0, 1),
        notes: vec!["devices.csv: ignored, Herald has no use for it: Wi-Fi MAC".into()],
        problems: vec![Problem {
            file: "devices.csv".into(),
            line: Some(5),
            reason: "it has no Device ID".into(),
            skipped: true,
        }],
        unresolved: vec![("user x@y.example".into(), "not known".into())],
        ..Report::default()
    };
    insta::assert_snapshot!(report, @r"
    devices.csv: Intune, all devices, 3901 records

                    would add  would update   unchanged
    users                  12             3        2385
    groups                  0             0           0
    memberships             0             0           0
    devices              3900             0           1

    Notes (1):
      devices.csv: ignored, Herald has no use for it: Wi-Fi MAC

    Rows with something wrong (1):
      devices.csv:5: it has no Device ID

    Left out (1):
      user x@y.example: not known

    Nothing was changed: this was a dry run.
    ");
    assert_eq!(report.skipped(), 2);
}
