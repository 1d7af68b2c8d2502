//! All devices, and one device (B31, B32).

use crate::{Result, Store};
use herald_domain::{
    Timestamp,
    device::{DeviceAction, DeviceDetail, DevicePage, DeviceQuery, DeviceRow},
    ids::{DeviceId, UserId},
    limits::Quota,
    permission::{Permit, ReadDevices},
};

/// A device as it is stored: [`DeviceDetail`] without what depends on the moment and on the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDevice {
    pub row: DeviceRow,
    pub management_name: String,
    pub user_id: Option<UserId>,
    pub user_principal_name: String,
    pub enrolled_by: String,
    pub serial_number: String,
    pub imei: String,
    /// Masked (B32).
    pub phone_number: String,
    pub manufacturer: String,
    pub enrolled_at: Option<Timestamp>,
    /// Newest first, at most 50.
    pub actions: Vec<DeviceAction>,
}

impl StoredDevice {
    /// Adds the places left for messages to it, and whether the caller may send one.
    #[must_use]
    pub fn with(self, quota: Quota, may_send: bool) -> DeviceDetail {
        DeviceDetail {
            row: self.row,
            management_name: self.management_name,
            user_id: self.user_id,
            user_principal_name: self.user_principal_name,
            enrolled_by: self.enrolled_by,
            serial_number: self.serial_number,
            imei: self.imei,
            phone_number: self.phone_number,
            manufacturer: self.manufacturer,
            enrolled_at: self.enrolled_at,
            actions: self.actions,
            quota,
            may_send,
        }
    }
}

impl Store {
    /// One page of the devices in scope.
    pub async fn devices(&self, permit: &Permit<ReadDevices>, query: &DeviceQuery) -> Result<DevicePage> {
        todo!("{permit:?} {query:?}")
    }
    /// None when it does not exist or lies outside the scope.
    pub async fn device(&self, permit: &Permit<ReadDevices>, id: &DeviceId) -> Result<Option<StoredDevice>> {
        todo!("{permit:?} {id:?}")
    }
    /// Whether the device exists inside the scope of any permit.
    pub async fn device_in_scope<A: Sync>(&self, permit: &Permit<A>, id: &DeviceId) -> Result<bool> {
        todo!("{:?} {id:?}", permit.scope())
    }
}
