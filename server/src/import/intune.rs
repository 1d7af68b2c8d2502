//! Intune's export of *All devices*.

use super::{
    gather::Gather,
    records::{Device, DeviceFacts, User, When},
    table::{Column, Row, Table},
    values,
};
use herald_domain::device::Platform;

/// What *Managed by* says of devices that no MDM enrolment stands behind.
const NOT_ENROLLED: [&str; 6] =
    ["eas", "mde", "configmgr", "configmanager", "microsoftdefenderforendpoint", "none"];

struct Columns {
    id: Column,
    name: Column,
    enrolled_at: Column,
    last_check_in: Column,
    serial_number: Column,
    manufacturer: Column,
    model: Column,
    imei: Column,
    phone_number: Column,
    os: Column,
    os_version: Column,
    ownership: Column,
    compliance: Column,
    managed_by: Column,
    management_name: Column,
    user: Column,
    user_id: Column,
    user_name: Column,
    user_mail: Column,
    enrolled_by: Column,
}

impl Columns {
    fn of(table: &mut Table<'_>) -> Self {
        Self {
            id: table.column(&["deviceid", "intunedeviceid"]),
            name: table.column(&["devicename"]),
            enrolled_at: table.column(&["enrollmentdate", "enrolleddate", "enrolled"]),
            last_check_in: table.column(&["lastcheckin", "lastcontact", "lastsyncdatetime"]),
            serial_number: table.column(&["serialnumber"]),
            manufacturer: table.column(&["manufacturer"]),
            model: table.column(&["model"]),
            imei: table.column(&["imei"]),
            phone_number: table.column(&["phonenumber"]),
            os: table.column(&["os", "operatingsystem"]),
            os_version: table.column(&["osversion"]),
            ownership: table.column(&["ownership"]),
            compliance: table.column(&["compliance", "compliancestate"]),
            managed_by: table.column(&["managedby"]),
            management_name: table.column(&["managementname", "manageddevicename"]),
            user: table.column(&["primaryuserupn", "upn", "userprincipalname"]),
            user_id: table.column(&["userid", "primaryuserid"]),
            user_name: table.column(&["primaryuserdisplayname", "userdisplayname"]),
            user_mail: table.column(&["primaryuseremailaddress", "useremail"]),
            enrolled_by: table.column(&["enrolledbyuserupn", "enrolledbyupn", "enrolledby"]),
        }
    }
}

/// Every row is a device; its primary user is made known too.
pub fn read(gather: &mut Gather<'_>, mut table: Table<'_>) {
    let columns = Columns::of(&mut table);
    if !columns.enrolled_by.present() {
        gather.note("it does not say who enrolled a device; one that is new here counts as enrolled by its primary user");
    }
    gather.note(
        "Intune does not know of Herald's portal app: a device that is new here can be reached once the app has registered",
    );
    for row in table.rows() {
        match row {
            Ok(row) => take(gather, &columns, &row),
            Err((line, reason)) => gather.skip(line, reason),
        }
    }
    table.ignored().into_iter().for_each(|column| gather.ignored(column));
}

fn take(gather: &mut Gather<'_>, columns: &Columns, row: &Row) {
    let Some(id) = row.filled(columns.id) else { return gather.skip(row.line, "it has no Device ID".into()) };
    let Ok(id) = id.parse() else {
        return gather.skip(row.line, format!("the Device ID {} is not a UUID", values::shown(id)));
    };
    let text = |column| row.get(column).map(str::to_owned);
    let user = text(columns.user);
    if let Some(upn) = user.clone().filter(|upn| !upn.is_empty()) {
        gather.mention(User {
            id: row.filled(columns.user_id).and_then(|id| id.parse().ok()),
            upn,
            display_name: row.filled(columns.user_name).map(str::to_owned),
            mail: row.filled(columns.user_mail).map(str::to_owned),
            ..User::default()
        });
    }
    let enrolled_by = text(columns.enrolled_by);
    if let Some(upn) = enrolled_by.clone().filter(|upn| upn.contains('@')) {
        gather.mention(User { upn, ..User::default() });
    }
    let os = row.filled(columns.os);
    let facts = DeviceFacts {
        name: row.filled(columns.name).map(str::to_owned),
        management_name: text(columns.management_name),
        managed_by: text(columns.managed_by),
        ownership: word(gather, row, columns.ownership, "ownership", values::ownership),
        compliance: word(gather, row, columns.compliance, "compliance", values::compliance),
        platform: os.map(|os| platform(gather, os, row.get(columns.model).unwrap_or_default())),
        os_version: text(columns.os_version),
        manufacturer: text(columns.manufacturer),
        model: text(columns.model),
        serial_number: text(columns.serial_number),
        imei: imei(gather, row, columns.imei),
        phone_number: text(columns.phone_number),
        primary_user: user,
        enrolled_by,
        enrolled_at: time(gather, row, columns.enrolled_at),
        last_check_in: time(gather, row, columns.last_check_in),
        enrolled: Some(is_enrolled(row.get(columns.managed_by).unwrap_or_default())),
        play_services: os.filter(|os| values::lacks_play_services(os)).map(|_| false),
        ..DeviceFacts::default()
    };
    gather.device(row.line, Device { id, facts, unknown: Default::default() });
}

fn is_enrolled(managed_by: &str) -> bool {
    !NOT_ENROLLED.contains(&super::table::normalise(managed_by).as_str())
}

fn platform(gather: &mut Gather<'_>, os: &str, model: &str) -> Platform {
    values::platform(os, model).unwrap_or_else(|| {
        gather.note(format!("the OS {} is not known and counts as Other", values::shown(os)));
        Platform::Other
    })
}

fn word<T>(
    gather: &mut Gather<'_>,
    row: &Row,
    column: Column,
    what: &str,
    parse: fn(&str) -> Option<T>,
) -> Option<T> {
    let text = row.filled(column)?;
    let parsed = parse(text);
    if parsed.is_none() {
        gather.note(format!("the {what} {} is not known and was left out", values::shown(text)));
    }
    parsed
}

fn time(gather: &mut Gather<'_>, row: &Row, column: Column) -> Option<When> {
    match values::time(row.filled(column)?) {
        Ok(time) => time.map(When),
        Err(reason) => {
            gather.without(row.line, reason);
            None
        }
    }
}

/// A spreadsheet turns the fifteen digits into `3,56938E+14`, which cannot be turned back.
fn imei(gather: &mut Gather<'_>, row: &Row, column: Column) -> Option<String> {
    let imei = row.get(column)?;
    if imei.to_ascii_uppercase().contains("E+") {
        gather.note("a spreadsheet has rounded IMEI numbers; they were left out");
        return None;
    }
    Some(imei.trim_start_matches('\'').to_owned())
}
