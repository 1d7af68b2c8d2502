//! The devices that a message would not reach as a file: `/tenant/custom-notifications/not-reached.csv?group=…&group=…`.
//! It is sent while it is read and has no bound; should reading fail, the connection breaks, so that nobody takes a part
//! for the whole.

use super::{Shared, pages, session::Visitor};
use axum::{
    body::{Body, Bytes},
    extract::{RawQuery, Request, State},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use herald_app::{device_csv::DeviceCsv, error::AppError};
use herald_domain::ids::GroupId;

pub async fn file(
    State(web): State<Shared>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let Some(caller) = visitor.caller else { return pages::error(&AppError::SignedOut) };
    let fields = form_urlencoded::parse(query.as_deref().unwrap_or_default().as_bytes());
    let groups: Result<Vec<GroupId>, _> =
        fields.filter(|(name, _)| name == "group").map(|(_, id)| id.parse()).collect();
    // No file without one of the groups that were asked for.
    let Ok(groups) = groups else { return pages::error(&AppError::NotFound) };
    let export = match web.console.export_unreached(&caller, groups).await {
        Ok(export) => export,
        Err(error) => return pages::error(&error),
    };
    let csv = DeviceCsv::asked_by(request.into_parts().0);
    let rows = export.pieces().map(move |piece| {
        let piece = piece.map_err(std::io::Error::other)?;
        Ok(Bytes::from(csv.lines(&piece)))
    });
    let body = stream::iter([Ok::<_, std::io::Error>(Bytes::from(csv.head()))]).chain(rows);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"not-reached.csv\""),
    ];
    (headers, Body::from_stream(body)).into_response()
}
