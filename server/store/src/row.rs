//! From a database row to values of the domain.

use crate::{Result, StoreError};
use herald_domain::{Timestamp, ids::NotAnId};
use sqlx::{Any, Decode, Row, Type, any::AnyRow};

/// Reads the columns of a row one after the other, in the order of the SELECT.
pub(crate) struct Fields<'r> {
    row: &'r AnyRow,
    at: usize,
}

impl<'r> Fields<'r> {
    pub fn of(row: &'r AnyRow) -> Self {
        Self { row, at: 0 }
    }
    fn next<T: Decode<'r, Any> + Type<Any>>(&mut self) -> Result<T> {
        let value = self.row.try_get(self.at)?;
        self.at += 1;
        Ok(value)
    }
    pub fn text(&mut self) -> Result<String> {
        self.next()
    }
    pub fn text_if_any(&mut self) -> Result<Option<String>> {
        self.next()
    }
    pub fn bytes_if_any(&mut self) -> Result<Option<Vec<u8>>> {
        self.next()
    }
    pub fn int(&mut self) -> Result<i64> {
        self.next()
    }
    /// A number of rows.
    pub fn count(&mut self) -> Result<u64> {
        let value = self.int()?;
        u64::try_from(value).map_err(|_| StoreError::corrupt(format_args!("a count of {value}")))
    }
    pub fn small<T: TryFrom<i64>>(&mut self) -> Result<T> {
        let value = self.int()?;
        T::try_from(value).map_err(|_| StoreError::corrupt(format_args!("the number {value}")))
    }
    pub fn flag(&mut self) -> Result<bool> {
        Ok(self.int()? != 0)
    }
    pub fn time(&mut self) -> Result<Timestamp> {
        self.int().map(Timestamp)
    }
    pub fn time_if_any(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.next::<Option<i64>>()?.map(Timestamp))
    }
    /// A time from a column in which 0 stands for none.
    pub fn time_unless_zero(&mut self) -> Result<Option<Timestamp>> {
        Ok(Some(self.time()?).filter(|time| *time != Timestamp(0)))
    }
    pub fn id<T: TryFrom<String, Error = NotAnId>>(&mut self) -> Result<T> {
        self.text().and_then(id)
    }
    pub fn id_if_any<T: TryFrom<String, Error = NotAnId>>(&mut self) -> Result<Option<T>> {
        self.text_if_any()?.map(id).transpose()
    }
    /// A value that is stored by its code.
    pub fn code<T>(&mut self, from_code: fn(&str) -> Option<T>) -> Result<T> {
        let code = self.text()?;
        from_code(&code).ok_or_else(|| StoreError::corrupt(format_args!("the code {code:?}")))
    }
}

pub(crate) fn id<T: TryFrom<String, Error = NotAnId>>(text: String) -> Result<T> {
    text.try_into().map_err(|_| StoreError::corrupt("an id that is no UUID"))
}
