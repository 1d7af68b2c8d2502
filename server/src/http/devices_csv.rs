//! The ticked devices of All devices as a file: `/devices.csv?device=…&device=…`. They may stand on other pages of the
//! list than the one in sight.

use super::{Shared, pages, session::Visitor};
use axum::{
    extract::{RawQuery, Request, State},
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use herald_app::{device_csv::DeviceCsv, error::AppError};
use herald_domain::ids::DeviceId;

pub async fn file(
    State(web): State<Shared>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let Some(caller) = visitor.caller else { return pages::error(&AppError::SignedOut) };
    let fields = form_urlencoded::parse(query.as_deref().unwrap_or_default().as_bytes());
    let ids = fields.filter(|(name, _)| name == "device").filter_map(|(_, id)| id.parse().ok());
    match web.console.export_devices(&caller, &ids.collect::<Vec<DeviceId>>()).await {
        Ok(rows) => {
            let csv = DeviceCsv::asked_by(request.into_parts().0);
            let text = csv.head() + &csv.lines(&rows);
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"devices.csv\""),
            ];
            (headers, text).into_response()
        }
        Err(error) => pages::error(&error),
    }
}
