//! One request: read, judged or spoilt, answered.

use super::{Control, Shared, Site};
use crate::simulator::faults::{Answer, Fault, LastStream};
use bytes::{Bytes, BytesMut};
use h2::{Reason, RecvStream, server::SendResponse};
use http::{Request, Response, StatusCode};
use std::{future::poll_fn, sync::Arc, time::Duration};

/// No request is read further than this.
const BODY_MAX: usize = 256 * 1024;
/// A reset takes back what has not been written yet, so headers get this long to leave.
const UNDER_WAY: Duration = Duration::from_millis(50);

pub(super) async fn serve<S: Site>(
    shared: Arc<Shared<S>>,
    peer: Arc<S::Peer>,
    control: Arc<Control>,
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
) {
    let id = respond.stream_id().as_u32();
    if control.is_refused(id) {
        if S::STRICT {
            control.go_away(id - 1, Reason::ENHANCE_YOUR_CALM.into(), Some("too many streams"), true);
        } else {
            respond.send_reset(Reason::REFUSED_STREAM);
        }
        return;
    }
    let (parts, body) = request.into_parts();
    let Some(body) = read(body).await else { return };
    let request = Request::from_parts(parts, body);
    let fault = shared.site.fault(&shared.faults, &request);
    if control.is_too_late(id) {
        return silence(&mut respond).await;
    }
    let truth = || shared.site.judge(&peer, &control, &request);
    match fault {
        None => answer(&mut respond, truth()),
        Some(Fault::Answer(made_up)) => answer(&mut respond, response(made_up)),
        Some(Fault::Slow(pause)) => {
            tokio::time::sleep(pause).await;
            answer(&mut respond, truth());
        }
        Some(Fault::Silence) => silence(&mut respond).await,
        Some(Fault::Reset(code)) => respond.send_reset(code.into()),
        Some(Fault::ResetAfterHeaders(code)) => reset_after_headers(&mut respond, truth(), code).await,
        Some(Fault::GoAway { last_stream, code, reason, abrupt }) => {
            let last = last_handled(last_stream, id);
            control.go_away(last, code, reason.as_deref(), abrupt);
            if abrupt || last < id { silence(&mut respond).await } else { answer(&mut respond, truth()) }
        }
        Some(Fault::Streams(limits)) => {
            for limit in limits {
                control.set_limit(limit);
            }
            answer(&mut respond, truth());
        }
        Some(Fault::Disconnect) => control.reset(),
        Some(Fault::PushId(push_id)) => {
            let mut response = truth();
            shared.site.replace_push_id(&mut response, push_id.as_deref());
            answer(&mut respond, response);
        }
    }
}

fn last_handled(last_stream: LastStream, this: u32) -> u32 {
    match last_stream {
        LastStream::Previous => this.saturating_sub(2),
        LastStream::This => this,
        LastStream::Any => 0x7fff_ffff,
        LastStream::Id(id) => id,
    }
}

async fn read(mut body: RecvStream) -> Option<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = body.data().await {
        let chunk = chunk.ok()?;
        body.flow_control().release_capacity(chunk.len()).ok()?;
        if bytes.len() + chunk.len() > BODY_MAX {
            return None;
        }
        bytes.extend_from_slice(&chunk);
    }
    Some(bytes.freeze())
}

/// Sends nothing until the client gives up or the connection ends.
async fn silence(respond: &mut SendResponse<Bytes>) {
    drop(poll_fn(|cx| respond.poll_reset(cx)).await);
}

// When the client is gone nobody waits for the answer, so errors of sending are passed over.
fn answer(respond: &mut SendResponse<Bytes>, response: Response<Bytes>) {
    let (parts, body) = response.into_parts();
    let sent = respond.send_response(Response::from_parts(parts, ()), body.is_empty());
    if let Ok(mut stream) = sent
        && !body.is_empty()
    {
        drop(stream.send_data(body, true));
    }
}

async fn reset_after_headers(respond: &mut SendResponse<Bytes>, response: Response<Bytes>, code: u32) {
    let (parts, _) = response.into_parts();
    if let Ok(mut stream) = respond.send_response(Response::from_parts(parts, ()), false) {
        tokio::time::sleep(UNDER_WAY).await;
        stream.send_reset(code.into());
    }
}

fn response(answer: Answer) -> Response<Bytes> {
    let mut response = Response::new(answer.body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (http::HeaderName::try_from(name), http::HeaderValue::try_from(value))
        {
            response.headers_mut().append(name, value);
        }
    }
    response
}
