//! Databases for the tests with several nodes, which are ignored unless a PostgreSQL server is at hand.

use std::process::{Child, Command, Stdio};
use uuid::Uuid;

/// Creates a database on the server of `HERALD_TEST_POSTGRES` and answers its address.
pub fn new_database() -> String {
    let server = std::env::var("HERALD_TEST_POSTGRES")
        .expect("HERALD_TEST_POSTGRES: run this by .make/postgres.sh, as `make test` does");
    let name = format!("herald_{}", Uuid::now_v7().simple());
    query(&server, &format!("CREATE DATABASE {name}"));
    let (address, _) = server.rsplit_once('/').unwrap();
    format!("{address}/{name}")
}

/// Holds a table against everybody else until the process ends, a minute at most.
pub fn lock(database: &str, table: &str) -> Child {
    let sql = format!("BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)");
    let mut psql = Command::new("psql");
    psql.args([database, "-XAtqc", &sql]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What a statement answers: a line for each row, `|` between the columns.
pub fn query(database: &str, sql: &str) -> String {
    // Over all tenants.
    let mut psql = Command::new("psql");
    let output =
        psql.args([database, "-XAtqc", sql]).env("PGOPTIONS", "-c herald.tenant=*").output().unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}
