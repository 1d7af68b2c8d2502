//! The devices that a message to groups would not reach, all of them with the reason (B13, B24).

use super::{
    Console,
    refusal::{forbidden, internal},
    sending::select,
};
use futures::{Stream, stream};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    audit::{Activity, Subject},
    caller::Caller,
    device::DeviceRow,
    ids::GroupId,
    permission::{ReadDevices, ReadGroups},
};
use herald_store::Unreached;

/// Devices that an export reads at a time; no more of them are in memory at once.
const PIECE: u32 = 1_000;

/// Every such device that the caller may see, by name, piece by piece.
pub struct UnreachedExport(Unreached);

impl Console {
    /// Who is in a group and has which device: that needs what the group's page needs, whatever the right to send (B28).
    /// The export leaves its own record, which names the groups (B30).
    pub async fn export_unreached(&self, caller: &Caller, groups: Vec<GroupId>) -> Answer<UnreachedExport> {
        let readable = caller.permit::<ReadGroups>().map_err(forbidden)?;
        let devices = caller.permit::<ReadDevices>().map_err(forbidden)?;
        let groups = select(groups)?;
        let found = self.store.unreached(&readable, devices, &groups).await.map_err(internal)?;
        let found = found.ok_or(AppError::NotFound)?;
        let subjects: Vec<_> = groups.groups().iter().map(Subject::Group).collect();
        self.store
            .audit_act(
                caller,
                Activity::DeviceExport,
                (&found.names.join(", "), &subjects),
                "csv, not reached",
                self.clock.now(),
            )
            .await
            .map_err(internal)?;
        Ok(UnreachedExport(found))
    }
}

impl UnreachedExport {
    /// Ends after the last device, or with the error that stopped it.
    pub fn pieces(self) -> impl Stream<Item = Answer<Vec<DeviceRow>>> + Send + 'static {
        stream::try_unfold(self.0, |mut left| async move {
            let piece = left.next(PIECE).await.map_err(internal)?;
            Ok::<_, AppError>((!piece.is_empty()).then_some((piece, left)))
        })
    }
}
