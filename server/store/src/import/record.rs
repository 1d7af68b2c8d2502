//! A device as a row: what is known of it, and what follows from that for searching, sorting and reaching.

use super::{ImportReport, NewDevice, users::Users};
use crate::{
    Result,
    bulk::Column,
    fold::{searchable, sort_key, version_key},
    row::Fields,
};
use herald_domain::{
    Timestamp,
    device::{Compliance, Facts, Ownership, Platform, TokenState},
    ids::{DeviceId, UserId},
};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    name: String,
    managed_by: String,
    ownership: Ownership,
    compliance: Compliance,
    platform: Platform,
    os_version: String,
    model: String,
    /// 0 when it never checked in.
    last_check_in: i64,
    primary_user: Option<UserId>,
    enrolled_by: Option<UserId>,
    enrolled: bool,
    app_installed: bool,
    notifications_allowed: bool,
    play_services: bool,
    push_token: Option<String>,
    token_registered_at: Option<Timestamp>,
    token_invalid_since: Option<Timestamp>,
    management_name: String,
    manufacturer: String,
    serial_number: String,
    imei: String,
    phone_number: String,
    enrolled_at: Option<Timestamp>,
    // What follows from the above and from the primary user.
    user_name: String,
    reasons: i64,
    search: String,
}

/// The columns that [`Record::read`] reads after the id, from a table `devices` called `d`.
pub(super) const SELECT: &str = "d.id, d.name, d.managed_by, d.ownership, d.compliance, d.platform, d.os_version, \
     d.model, d.last_check_in, d.primary_user_id, d.enrolled_by_id, d.enrolled, d.app_installed, \
     d.notifications_allowed, d.play_services, d.push_token, d.token_registered_at, d.token_invalid_since, \
     d.management_name, d.manufacturer, d.serial_number, d.imei, d.phone_number, d.enrolled_at, d.user_name, \
     d.reasons, d.search";

/// The columns of [`Record::row`].
pub(super) const COLUMNS: &[Column] = &[
    Column::Text("id"),
    Column::Text("name"),
    Column::Text("name_key"),
    Column::Text("managed_by"),
    Column::Text("ownership"),
    Column::Text("compliance"),
    Column::Text("platform"),
    Column::Text("os_version"),
    Column::Text("os_key"),
    Column::Text("model"),
    Column::Int("last_check_in"),
    Column::Text("user_name"),
    Column::Text("user_key"),
    Column::Int("reasons"),
    Column::Text("primary_user_id"),
    Column::Text("enrolled_by_id"),
    Column::Int("enrolled"),
    Column::Int("app_installed"),
    Column::Int("notifications_allowed"),
    Column::Int("play_services"),
    Column::Text("push_token"),
    Column::Int("token_registered_at"),
    Column::Int("token_invalid_since"),
    Column::Text("management_name"),
    Column::Text("manufacturer"),
    Column::Text("serial_number"),
    Column::Text("imei"),
    Column::Text("phone_number"),
    Column::Int("enrolled_at"),
    Column::Text("search"),
];

impl Record {
    pub fn read(row: &mut Fields<'_>) -> Result<Self> {
        Ok(Self {
            name: row.text()?,
            managed_by: row.text()?,
            ownership: row.code(Ownership::from_code)?,
            compliance: row.code(Compliance::from_code)?,
            platform: row.code(Platform::from_code)?,
            os_version: row.text()?,
            model: row.text()?,
            last_check_in: row.int()?,
            primary_user: row.id_if_any()?,
            enrolled_by: row.id_if_any()?,
            enrolled: row.flag()?,
            app_installed: row.flag()?,
            notifications_allowed: row.flag()?,
            play_services: row.flag()?,
            push_token: row.text_if_any()?,
            token_registered_at: row.time_if_any()?,
            token_invalid_since: row.time_if_any()?,
            management_name: row.text()?,
            manufacturer: row.text()?,
            serial_number: row.text()?,
            imei: row.text()?,
            phone_number: row.text()?,
            enrolled_at: row.time_if_any()?,
            user_name: row.text()?,
            reasons: row.int()?,
            search: row.text()?,
        })
    }

    /// A device of which nothing is known.
    fn unknown(id: &DeviceId) -> Self {
        Self {
            name: id.to_string(),
            managed_by: String::new(),
            ownership: Ownership::Unknown,
            compliance: Compliance::Unknown,
            platform: Platform::Other,
            os_version: String::new(),
            model: String::new(),
            last_check_in: 0,
            primary_user: None,
            enrolled_by: None,
            enrolled: true,
            app_installed: false,
            notifications_allowed: false,
            play_services: false,
            push_token: None,
            token_registered_at: None,
            token_invalid_since: None,
            management_name: String::new(),
            manufacturer: String::new(),
            serial_number: String::new(),
            imei: String::new(),
            phone_number: String::new(),
            enrolled_at: None,
            user_name: String::new(),
            reasons: 0,
            search: String::new(),
        }
    }

    /// What is stored, with what the import says about it.
    pub fn merge(
        stored: Option<&Self>,
        new: NewDevice,
        users: &Users,
        now: Timestamp,
        report: &mut ImportReport,
    ) -> Self {
        let mut record = stored.cloned().unwrap_or_else(|| Self::unknown(&new.id));
        record.take_token(&new, now);
        record.take_people(stored.is_none(), &new, users, report);
        let texts = [
            (&mut record.name, new.name),
            (&mut record.managed_by, new.managed_by),
            (&mut record.os_version, new.os_version),
            (&mut record.model, new.model),
            (&mut record.management_name, new.management_name),
            (&mut record.manufacturer, new.manufacturer),
            (&mut record.serial_number, new.serial_number),
            (&mut record.imei, new.imei),
            (&mut record.phone_number, new.phone_number),
        ];
        for (field, text) in texts {
            if let Some(text) = text {
                *field = text.trim().replace('\0', "");
            }
        }
        if record.name.is_empty() {
            record.name = new.id.to_string();
        }
        record.ownership = new.ownership.unwrap_or(record.ownership);
        record.compliance = new.compliance.unwrap_or(record.compliance);
        record.platform = new.platform.unwrap_or(record.platform);
        record.last_check_in = new.last_check_in.map_or(record.last_check_in, Timestamp::millis);
        record.enrolled_at = new.enrolled_at.or(record.enrolled_at);
        record.enrolled = new.enrolled.unwrap_or(record.enrolled);
        record.app_installed = new.app_installed.unwrap_or(record.app_installed);
        record.notifications_allowed = new.notifications_allowed.unwrap_or(record.notifications_allowed);
        record.play_services = new.play_services.unwrap_or(record.play_services);
        record.conclude(users);
        record
    }

    fn take_token(&mut self, new: &NewDevice, now: Timestamp) {
        match new.push_token.as_deref().map(str::trim) {
            Some("") => {
                (self.push_token, self.token_registered_at, self.token_invalid_since) = (None, None, None);
            }
            Some(token) if self.push_token.as_deref() != Some(token) => {
                self.push_token = Some(token.to_owned());
                self.token_registered_at = Some(new.token_registered_at.unwrap_or(now));
                self.token_invalid_since = None;
            }
            _ if self.push_token.is_some() => {
                self.token_registered_at = new.token_registered_at.or(self.token_registered_at);
            }
            _ => {}
        }
        if self.push_token.is_some() {
            self.token_invalid_since = new.token_invalid_since.or(self.token_invalid_since);
        }
    }

    fn take_people(&mut self, is_new: bool, new: &NewDevice, users: &Users, report: &mut ImportReport) {
        let mut find = |upn: &Option<String>, role: &str, stored: &Option<UserId>| match upn
            .as_deref()
            .map(str::trim)
        {
            None => stored.clone(),
            Some("") => None,
            Some(upn) => match users.by_upn(upn) {
                Some(user) => Some(user.clone()),
                None => {
                    let reason = format!("there is no user {upn}");
                    report.skip(
                        format_args!("{role} of device {}", new.name.as_deref().unwrap_or(new.id.as_str())),
                        reason,
                    );
                    stored.clone()
                }
            },
        };
        self.primary_user = find(&new.primary_user_upn, "primary user", &self.primary_user);
        self.enrolled_by = match &new.enrolled_by_upn {
            None if is_new => self.primary_user.clone(),
            upn => find(upn, "enrolling user", &self.enrolled_by),
        };
    }

    /// Works out what follows from the rest.
    fn conclude(&mut self, users: &Users) {
        let user = self.primary_user.as_ref().and_then(|id| users.get(id));
        let (upn, mail) = user.map_or(("", ""), |user| (user.upn.as_str(), user.mail.as_str()));
        self.user_name = user.map_or_else(String::new, |user| user.display_name.clone());
        self.search = searchable(&[
            &self.name,
            &self.user_name,
            upn,
            mail,
            &self.serial_number,
            &self.imei,
            &self.model,
        ]);
        let facts = Facts {
            platform: self.platform,
            enrolled: self.enrolled,
            app_installed: self.app_installed,
            notifications_allowed: self.notifications_allowed,
            play_services: self.play_services,
            token: TokenState {
                registered_at: self.token_registered_at,
                invalid_since: self.token_invalid_since,
            },
        };
        self.reasons = i64::from(facts.reasons().bits());
    }

    /// The values of [`COLUMNS`].
    pub fn row(&self, id: &DeviceId) -> Vec<Value> {
        let text = |text: &str| Value::from(text);
        let time = |time: Option<Timestamp>| Value::from(time.map(Timestamp::millis));
        let flag = |flag: bool| Value::from(i64::from(flag));
        vec![
            text(id.as_str()),
            text(&self.name),
            sort_key(&self.name).into(),
            text(&self.managed_by),
            text(self.ownership.code()),
            text(self.compliance.code()),
            text(self.platform.code()),
            text(&self.os_version),
            version_key(&self.os_version).into(),
            text(&self.model),
            self.last_check_in.into(),
            text(&self.user_name),
            sort_key(&self.user_name).into(),
            self.reasons.into(),
            self.primary_user.as_ref().map(UserId::as_str).into(),
            self.enrolled_by.as_ref().map(UserId::as_str).into(),
            flag(self.enrolled),
            flag(self.app_installed),
            flag(self.notifications_allowed),
            flag(self.play_services),
            self.push_token.as_deref().into(),
            time(self.token_registered_at),
            time(self.token_invalid_since),
            text(&self.management_name),
            text(&self.manufacturer),
            text(&self.serial_number),
            text(&self.imei),
            text(&self.phone_number),
            time(self.enrolled_at),
            text(&self.search),
        ]
    }
}
