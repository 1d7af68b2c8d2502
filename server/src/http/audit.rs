//! The audit log as a file: `/tenant/audit.csv` and `/tenant/audit.jsonl`, with the filters of the page. The file is
//! sent while it is read, newest first, and has no bound; should reading fail, the connection breaks, so that nobody
//! takes a part for the whole.

use super::{Shared, pages, session::Visitor};
use axum::{
    body::{Body, Bytes},
    extract::{RawQuery, State},
    http::{
        HeaderMap,
        header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Redirect, Response},
};
use futures::{StreamExt, stream};
use herald_app::{audit_filter, context::Zone, error::AppError, routes};
use herald_domain::{audit::AuditRecord, csv};
use jiff::Timestamp;
use serde::Serialize;

/// Tells Excel that what follows is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
const COLUMNS: [&str; 8] =
    ["Time", "Initiated by", "Address", "Activity", "Target", "Outcome", "Detail", "Record"];

pub async fn csv(state: State<Shared>, visitor: Visitor, headers: HeaderMap, query: RawQuery) -> Response {
    let head = format!("{BYTE_ORDER_MARK}{}", csv_row(COLUMNS));
    let row = |record: &AuditRecord| csv_row(cells(record).each_ref().map(String::as_str));
    file(state, visitor, (headers, query), ("csv", "text/csv; charset=utf-8"), head, row).await
}

pub async fn json_lines(
    state: State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    query: RawQuery,
) -> Response {
    file(state, visitor, (headers, query), ("jsonl", "application/jsonl"), String::new(), json_line).await
}

async fn file(
    State(web): State<Shared>,
    visitor: Visitor,
    (headers, RawQuery(query)): (HeaderMap, RawQuery),
    (form, kind): (&'static str, &'static str),
    head: String,
    row: fn(&AuditRecord) -> String,
) -> Response {
    let Some(caller) = visitor.caller else { return refused(&headers, &AppError::SignedOut) };
    let fields: Vec<(String, String)> =
        form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let query = audit_filter::parse(field, Zone::Utc);
    let export = match web.console.export_audit(&caller, query, form).await {
        Ok(export) => export,
        Err(error) => return refused(&headers, &error),
    };
    let rows = export.pieces().map(move |piece| {
        let piece = piece.map_err(std::io::Error::other)?;
        Ok(Bytes::from(piece.iter().map(row).collect::<String>()))
    });
    let body = stream::iter([Ok::<_, std::io::Error>(Bytes::from(head))]).chain(rows);
    let name = format!("attachment; filename=\"herald-audit.{form}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], Body::from_stream(body)).into_response()
}

/// In a browser the page says it in words (B35).
fn refused(headers: &HeaderMap, error: &AppError) -> Response {
    let accepts = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    match error {
        AppError::SignedOut | AppError::Forbidden { .. }
            if accepts.is_some_and(|a| a.contains("text/html")) =>
        {
            Redirect::to(routes::AUDIT).into_response()
        }
        error => pages::error(error),
    }
}

fn cells(record: &AuditRecord) -> [String; 8] {
    [
        time(record),
        record.actor.clone(),
        record.address.clone(),
        record.activity.code().into(),
        record.target.clone(),
        record.outcome.code().into(),
        record.detail.clone(),
        record.id.to_string(),
    ]
}

/// With milliseconds, in UTC.
fn time(record: &AuditRecord) -> String {
    Timestamp::from_millisecond(record.at.millis()).map_or_else(|_| String::new(), |at| format!("{at:.3}"))
}

fn csv_row(cells: [&str; 8]) -> String {
    cells.map(csv::cell).join(",") + "\r\n"
}

#[derive(Serialize)]
struct Line<'a> {
    time: String,
    actor: &'a str,
    address: &'a str,
    activity: &'static str,
    target: &'a str,
    outcome: &'static str,
    detail: &'a str,
    id: &'a str,
}

fn json_line(record: &AuditRecord) -> String {
    let line = Line {
        time: time(record),
        actor: &record.actor,
        address: &record.address,
        activity: record.activity.code(),
        target: &record.target,
        outcome: record.outcome.code(),
        detail: &record.detail,
        id: record.id.as_str(),
    };
    serde_json::to_string(&line).expect("texts are JSON") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_cannot_become_a_formula_nor_leave_its_cell() {
        let row = csv_row(["=1+1", "@x", "-2", "a\"b", "\t=1", "plain", "two\nlines", "＝1"]);
        assert_eq!(
            row,
            "\"'=1+1\",\"'@x\",\"'-2\",\"a\"\"b\",\"'\t=1\",\"plain\",\"two\nlines\",\"'＝1\"\r\n"
        );
    }

    #[test]
    fn times_are_written_with_milliseconds() {
        let record = AuditRecord {
            id: "00000000-0000-7000-8000-000000000001".parse().unwrap(),
            at: herald_domain::Timestamp(1_795_528_680_007),
            actor: "anna".into(),
            address: "cli".into(),
            activity: herald_domain::audit::Activity::Import,
            target: "directory".into(),
            outcome: herald_domain::audit::AuditOutcome::Success,
            detail: String::new(),
        };
        assert!(json_line(&record).starts_with(r#"{"time":"2026-11-24T13:58:00.007Z","actor":"anna","#));
    }
}
