//! The schema, step by step. A step that was released is never edited; a change is a new step.

use crate::dialect::Dialect;
use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

const STEPS: &[(i64, &str, &str)] = &[
    (1, "directory", include_str!("../migrations/0001_directory.sql")),
    (2, "administrators", include_str!("../migrations/0002_administrators.sql")),
    (3, "messages", include_str!("../migrations/0003_messages.sql")),
    (4, "repeats", include_str!("../migrations/0004_repeats.sql")),
    (5, "audit subjects", include_str!("../migrations/0005_audit_subjects.sql")),
    (6, "bulk sends", include_str!("../migrations/0006_bulk_sends.sql")),
    (7, "nodes", include_str!("../migrations/0007_nodes.sql")),
    (8, "search users", include_str!("../migrations/0008_search_users.sql")),
    (9, "walls", include_str!("../migrations/0009_walls.sql")),
    (10, "short keys", include_str!("../migrations/0010_short_keys.sql")),
    (11, "paces", include_str!("../migrations/0011_paces.sql")),
];

/// How many steps there are.
pub(crate) fn count() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

pub(crate) fn all(dialect: Dialect) -> Migrator {
    let step = |(version, name, sql): &(i64, &'static str, &'static str)| {
        let sql = AssertSqlSafe(dialect.ddl(sql)).into_sql_str();
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(STEPS.iter().map(step).collect())
}
