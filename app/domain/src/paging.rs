//! Pages of a list.

use serde::{Deserialize, Serialize};

/// How many rows a page of a list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "u32", try_from = "u32")]
pub enum Rows {
    Twenty,
    #[default]
    Fifty,
    Hundred,
}

/// Pages do not come in this size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchSize;

impl std::fmt::Display for NoSuchSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a page has 20, 50 or 100 rows")
    }
}
impl std::error::Error for NoSuchSize {}

impl Rows {
    pub const ALL: [Self; 3] = [Self::Twenty, Self::Fifty, Self::Hundred];

    #[must_use]
    pub const fn count(self) -> u32 {
        match self {
            Self::Twenty => 20,
            Self::Fifty => 50,
            Self::Hundred => 100,
        }
    }

    /// Rows before a page of this size. Pages count from 1; 0 means the first too.
    #[must_use]
    pub fn before(self, page: u32) -> i64 {
        i64::from(page.saturating_sub(1)) * i64::from(self.count())
    }
}

impl From<Rows> for u32 {
    fn from(rows: Rows) -> Self {
        rows.count()
    }
}

impl TryFrom<u32> for Rows {
    type Error = NoSuchSize;
    fn try_from(count: u32) -> Result<Self, NoSuchSize> {
        Self::ALL.into_iter().find(|rows| rows.count() == count).ok_or(NoSuchSize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_of_three_sizes() {
        for rows in Rows::ALL {
            assert_eq!(Rows::try_from(rows.count()), Ok(rows));
            assert_eq!(serde_json::to_string(&rows).unwrap(), rows.count().to_string());
        }
        for other in [0, 1, 49, 1_000_000, u32::MAX] {
            assert_eq!(Rows::try_from(other), Err(NoSuchSize));
            assert!(serde_json::from_str::<Rows>(&other.to_string()).is_err());
        }
    }

    #[test]
    fn pages_follow_one_another_without_a_gap() {
        assert_eq!([0, 1, 2, 3].map(|page| Rows::Twenty.before(page)), [0, 0, 20, 40]);
        assert_eq!(Rows::Hundred.before(u32::MAX), 429_496_729_400);
    }
}
