//! All devices, and one device (B31, B32).

mod list;

use crate::{Result, Store, row::Fields, statement::Statement};
use herald_domain::{
    Timestamp,
    action::DeviceAction,
    device::{
        Compliance, DeviceDetail, DevicePage, DeviceQuery, DeviceRow, Ownership, Platform, Reasons,
        mask_phone_number,
    },
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
        list::page(self, permit, query).await
    }

    /// None when it does not exist or lies outside the scope.
    pub async fn device(&self, permit: &Permit<ReadDevices>, id: &DeviceId) -> Result<Option<StoredDevice>> {
        let mut statement = Statement::within(self.dialect, permit);
        let device = statement.value(id.as_str());
        let in_scope = statement.device_in_scope();
        let found = statement
            .ready(&format!(
                "SELECT {ROW}, d.management_name, u.id, COALESCE(u.upn, ''), COALESCE(e.display_name, ''), \
                 d.serial_number, d.imei, d.phone_number, d.manufacturer, d.enrolled_at FROM devices d \
                 LEFT JOIN users u ON u.tenant = $1 AND u.id = d.primary_user_id \
                 LEFT JOIN users e ON e.tenant = $1 AND e.id = d.enrolled_by_id \
                 WHERE d.tenant = $1 AND d.id = {device}{in_scope}"
            ))
            .fetch_optional(&self.of(permit.tenant()))
            .await?;
        let Some(found) = found else { return Ok(None) };
        let mut fields = Fields::of(&found);
        Ok(Some(StoredDevice {
            row: device_row(&mut fields)?,
            management_name: fields.text()?,
            user_id: fields.id_if_any()?,
            user_principal_name: fields.text()?,
            enrolled_by: fields.text()?,
            serial_number: fields.text()?,
            imei: fields.text()?,
            phone_number: mask_phone_number(&fields.text()?),
            manufacturer: fields.text()?,
            enrolled_at: fields.time_if_any()?,
            actions: self.actions_of(permit.tenant(), id).await?,
        }))
    }

    /// The devices in scope among `ids`, in any order.
    pub async fn devices_by_id(
        &self,
        permit: &Permit<ReadDevices>,
        ids: &[DeviceId],
    ) -> Result<Vec<DeviceRow>> {
        let mut statement = Statement::within(self.dialect, permit);
        let (chosen, in_scope) =
            (statement.list(ids.iter().map(DeviceId::as_str)), statement.device_in_scope());
        let rows = statement
            .ready(&format!(
                "SELECT {ROW} FROM devices d WHERE d.tenant = $1 AND d.id IN ({chosen}){in_scope}"
            ))
            .fetch_all(&self.of(permit.tenant()))
            .await?;
        rows.iter().map(|row| device_row(&mut Fields::of(row))).collect()
    }

    /// Whether the device exists inside the scope of any permit.
    pub async fn device_in_scope<A: Sync>(&self, permit: &Permit<A>, id: &DeviceId) -> Result<bool> {
        let mut statement = Statement::within(self.dialect, permit);
        let device = statement.value(id.as_str());
        let in_scope = statement.device_in_scope();
        let found = statement
            .ready(&format!("SELECT d.id FROM devices d WHERE d.tenant = $1 AND d.id = {device}{in_scope}"))
            .fetch_optional(&self.of(permit.tenant()))
            .await?;
        Ok(found.is_some())
    }
}

/// The columns of a [`DeviceRow`], from a table `devices` called `d`.
pub(crate) const ROW: &str = "d.id, d.name, d.managed_by, d.ownership, d.compliance, d.platform, d.os_version, d.model, \
     d.user_name, d.last_check_in, d.reasons";

/// A condition on the same: it can be reached (B24).
pub(crate) const REACHABLE: &str = "d.reasons = 0";

/// Reads the columns of [`ROW`].
pub(crate) fn device_row(row: &mut Fields<'_>) -> Result<DeviceRow> {
    Ok(DeviceRow {
        id: row.id()?,
        name: row.text()?,
        managed_by: row.text()?,
        ownership: row.code(Ownership::from_code)?,
        compliance: row.code(Compliance::from_code)?,
        platform: row.code(Platform::from_code)?,
        os_version: row.text()?,
        model: row.text()?,
        user: row.text()?,
        last_check_in: row.time_unless_zero()?,
        reasons: Reasons::from_bits(row.small()?),
    })
}
