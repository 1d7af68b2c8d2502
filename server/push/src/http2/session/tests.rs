use super::*;
use crate::http2::Field;
use frame::{
    ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, GOAWAY, HEADERS, PADDED, PING, PUSH_PROMISE,
    RST_STREAM, SETTINGS, WINDOW_UPDATE, WITH_PRIORITY,
};
use http::header::RETRY_AFTER;
use proptest::prelude::*;

/// `:status: 200` and `:status: 404`, and one that stands for itself.
const OK: &[u8] = &[0x88];
const NOT_FOUND: &[u8] = &[0x8d];
const BUSY: &[u8] = &[0x08, 3, b'5', b'0', b'3', 0x0f, 38, 2, b'6', b'0'];
const PREFACE: usize = 24;

fn frame_of(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    frame::put(&mut out, kind, flags, stream, payload);
    out
}
fn settings(settings: &[(u16, u32)]) -> Vec<u8> {
    let mut out = Vec::new();
    frame::put_greeting(&mut out, settings);
    out.split_off(PREFACE)
}
/// A session that the server has greeted, with nothing left to write.
fn greeted(with: &[(u16, u32)]) -> Session {
    let mut session = Session::new();
    session.receive(&settings(with)).unwrap();
    written(&mut session);
    session
}
fn send(session: &mut Session, body: &'static [u8]) -> Result<u32, NotSent> {
    let fields = [Field { name: "apns-topic", value: b"se.example.portal", repeats: true }];
    session.send(
        &Head { authority: "push.example", path: "/3/device/a1", fields: &fields },
        &Bytes::from_static(body),
    )
}
/// Frames for the server, without its greeting.
fn written(session: &mut Session) -> Vec<(FrameHead, Vec<u8>)> {
    let mut bytes = Vec::new();
    session.take_output(&mut bytes);
    let mut rest = bytes.strip_prefix(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").unwrap_or(&bytes);
    let mut frames = Vec::new();
    while let Some((head, after)) = rest.split_first_chunk::<HEADER>() {
        let head = FrameHead::parse(*head);
        let (payload, after) = after.split_at(head.length);
        frames.push((head, payload.to_vec()));
        rest = after;
    }
    assert!(rest.is_empty());
    frames
}
fn kinds(session: &mut Session) -> Vec<(u8, u8, u32, usize)> {
    written(session).into_iter().map(|(head, _)| (head.kind, head.flags, head.stream, head.length)).collect()
}
fn answer(session: &mut Session, id: u32) -> Option<Result<Reply, Gone>> {
    session.answer(id, Waker::noop())
}
fn status(session: &mut Session, id: u32) -> Option<u16> {
    answer(session, id).map(|answer| answer.unwrap().status.as_u16())
}

#[test]
fn a_request_is_two_frames_and_its_answer_is_read() {
    let mut session = greeted(&[]);
    let id = send(&mut session, b"{}").unwrap();
    let frames = kinds(&mut session);
    assert_eq!((id, frames.len()), (1, 2));
    assert_eq!(frames[1], (DATA, END_STREAM, 1, 2));
    assert!(answer(&mut session, id).is_none());
    session.receive(&frame_of(HEADERS, END_HEADERS, id, NOT_FOUND)).unwrap();
    session.receive(&frame_of(DATA, 0, id, b"not ")).unwrap();
    assert!(answer(&mut session, id).is_none());
    session.receive(&frame_of(DATA, END_STREAM, id, b"here")).unwrap();
    let reply = answer(&mut session, id).unwrap().unwrap();
    assert_eq!((reply.status.as_u16(), reply.body.as_deref()), (404, Some(&b"not here"[..])));
    assert_eq!((session.open, session.streams.len()), (0, 0));
}

#[test]
fn retry_after_is_kept() {
    let mut session = greeted(&[]);
    let id = send(&mut session, b"{}").unwrap();
    session.receive(&frame_of(HEADERS, END_HEADERS | END_STREAM, id, BUSY)).unwrap();
    let reply = answer(&mut session, id).unwrap().unwrap();
    assert_eq!((reply.status.as_u16(), reply.headers[RETRY_AFTER].to_str().unwrap()), (503, "60"));
}

#[test]
fn bytes_may_come_cut_in_any_way() {
    let mut bytes = settings(&[(setting::MAX_CONCURRENT_STREAMS, 9)]);
    bytes.extend(frame_of(HEADERS, END_HEADERS, 1, OK));
    bytes.extend(frame_of(DATA, END_STREAM, 1, b"x"));
    for size in 1..bytes.len() {
        let mut session = Session::new();
        let id = send(&mut session, b"{}").unwrap();
        for chunk in bytes.chunks(size) {
            session.receive(chunk).unwrap();
        }
        assert_eq!((session.limit(), status(&mut session, id)), (9, Some(200)));
    }
}

#[test]
fn headers_may_come_in_pieces_with_padding_and_priority_and_after_a_hint() {
    let mut session = greeted(&[]);
    let id = send(&mut session, b"{}").unwrap();
    // 103 before the answer, as RFC 8297 has it.
    session.receive(&frame_of(HEADERS, END_HEADERS, id, &[0x08, 3, b'1', b'0', b'3'])).unwrap();
    let padded = [&[2_u8][..], &[0, 0, 0, 0, 16], &BUSY[..3], &[0, 0]].concat();
    session.receive(&frame_of(HEADERS, PADDED | WITH_PRIORITY, id, &padded)).unwrap();
    session.receive(&frame_of(CONTINUATION, 0, id, &BUSY[3..6])).unwrap();
    session.receive(&frame_of(CONTINUATION, END_HEADERS, id, &BUSY[6..])).unwrap();
    // Trailers.
    session.receive(&frame_of(HEADERS, END_HEADERS | END_STREAM, id, &[0x00, 1, b'x', 1, b'y'])).unwrap();
    assert_eq!(status(&mut session, id), Some(503));
}

#[test]
fn one_stream_until_the_server_has_spoken_and_then_as_many_as_it_allows() {
    let mut session = Session::new();
    let first = send(&mut session, b"{}").unwrap();
    assert_eq!(send(&mut session, b"{}"), Err(NotSent::Full));
    session.receive(&settings(&[(setting::MAX_CONCURRENT_STREAMS, 2)])).unwrap();
    send(&mut session, b"{}").unwrap();
    assert_eq!(send(&mut session, b"{}"), Err(NotSent::Full));
    session.receive(&frame_of(HEADERS, END_HEADERS | END_STREAM, first, OK)).unwrap();
    send(&mut session, b"{}").unwrap();
    session.receive(&settings(&[(setting::MAX_CONCURRENT_STREAMS, 0)])).unwrap();
    assert_eq!(send(&mut session, b"{}"), Err(NotSent::Full));
    // An answer that nobody has fetched yet counts for nothing.
    assert_eq!(session.open, 2);
}

#[test]
fn a_body_waits_for_the_windows() {
    static BODY: [u8; 60] = [b'x'; 60];
    let mut session = greeted(&[(setting::INITIAL_WINDOW_SIZE, 50)]);
    let id = send(&mut session, &BODY).unwrap();
    assert_eq!(kinds(&mut session)[1..], [(DATA, 0, id, 50)]);
    session.receive(&frame_of(WINDOW_UPDATE, 0, id, &4_u32.to_be_bytes())).unwrap();
    assert_eq!(kinds(&mut session), [(DATA, 0, id, 4)]);
    // A new first window changes those of open streams by the difference.
    session.receive(&settings(&[(setting::INITIAL_WINDOW_SIZE, 40)])).unwrap();
    session.receive(&settings(&[(setting::INITIAL_WINDOW_SIZE, 56)])).unwrap();
    assert_eq!(
        kinds(&mut session),
        [(SETTINGS, ACK, 0, 0), (SETTINGS, ACK, 0, 0), (DATA, END_STREAM, id, 6)]
    );

    let mut session = greeted(&[(setting::INITIAL_WINDOW_SIZE, 1 << 20)]);
    session.window = 100;
    let (first, second) = (send(&mut session, &BODY).unwrap(), send(&mut session, &BODY).unwrap());
    let data = |session: &mut Session| -> Vec<_> {
        kinds(session).into_iter().filter(|(kind, ..)| *kind == DATA).collect()
    };
    assert_eq!(data(&mut session), [(DATA, END_STREAM, first, 60), (DATA, 0, second, 40)]);
    session.receive(&frame_of(WINDOW_UPDATE, 0, 0, &9_u32.to_be_bytes())).unwrap();
    assert_eq!(data(&mut session), [(DATA, 0, second, 9)]);
    // Answered before it was all said: the server hears that no more will come.
    session.receive(&frame_of(HEADERS, END_HEADERS | END_STREAM, second, NOT_FOUND)).unwrap();
    assert_eq!(status(&mut session, second), Some(404));
    assert_eq!(kinds(&mut session), [(RST_STREAM, 0, second, 4)]);
    session.receive(&frame_of(WINDOW_UPDATE, 0, 0, &900_u32.to_be_bytes())).unwrap();
    assert_eq!(kinds(&mut session), []);
}

#[test]
fn a_large_body_is_cut_into_frames_that_every_server_takes() {
    static BODY: [u8; 40_000] = [b'x'; 40_000];
    let mut session = greeted(&[]);
    let id = send(&mut session, &BODY).unwrap();
    let sizes: Vec<_> = kinds(&mut session)[1..].iter().map(|(_, flags, _, size)| (*flags, *size)).collect();
    assert_eq!((id, sizes), (1, vec![(0, 16_384), (0, 16_384), (END_STREAM, 7_232)]));
}

#[test]
fn headers_that_fit_into_no_frame_are_not_sent() {
    let mut session = greeted(&[]);
    let fields = [Field { name: "authorization", value: &[b'x'; 20_000], repeats: true }];
    let head = Head { authority: "push.example", path: "/", fields: &fields };
    assert_eq!(session.send(&head, &Bytes::new()), Err(NotSent::TooLarge));
    assert_eq!(kinds(&mut session), []);
}

#[test]
fn a_reset_says_whether_the_request_was_handled() {
    for (code, gone) in [(code::REFUSED_STREAM, Gone::Refused), (code::CANCEL, Gone::Reset)] {
        let mut session = greeted(&[]);
        let id = send(&mut session, b"{}").unwrap();
        session.receive(&frame_of(RST_STREAM, 0, id, &code.to_be_bytes())).unwrap();
        assert_eq!(answer(&mut session, id).unwrap().unwrap_err(), gone);
        assert_eq!(session.open, 0);
    }
    // After the headers the status counts, without the body that would explain it.
    let mut session = greeted(&[]);
    let id = send(&mut session, b"{}").unwrap();
    session.receive(&frame_of(HEADERS, END_HEADERS, id, NOT_FOUND)).unwrap();
    session.receive(&frame_of(RST_STREAM, 0, id, &code::CANCEL.to_be_bytes())).unwrap();
    let reply = answer(&mut session, id).unwrap().unwrap();
    assert_eq!((reply.status.as_u16(), reply.body), (404, None));
}

#[test]
fn a_goodbye_ends_what_will_not_be_handled_and_lets_the_rest_finish() {
    let mut session = greeted(&[]);
    let ids: Vec<_> = (0..3).map(|_| send(&mut session, b"{}").unwrap()).collect();
    session.receive(&frame_of(GOAWAY, 0, 0, &[0, 0, 0, 3, 0, 0, 0, 0, b'x'])).unwrap();
    assert_eq!(answer(&mut session, ids[2]).unwrap().unwrap_err(), Gone::Above);
    assert_eq!(send(&mut session, b"{}"), Err(NotSent::Closing));
    assert!(answer(&mut session, ids[0]).is_none() && !session.is_done());
    for id in &ids[..2] {
        session.receive(&frame_of(HEADERS, END_HEADERS | END_STREAM, *id, OK)).unwrap();
        assert_eq!(status(&mut session, *id), Some(200));
    }
    assert!(session.is_done());
}

#[test]
fn the_server_hears_once_that_we_go() {
    let mut session = greeted(&[]);
    send(&mut session, b"{}").unwrap();
    written(&mut session);
    session.part(code::NO_ERROR);
    session.part(code::CANCEL);
    let head = FrameHead { length: 8, kind: GOAWAY, flags: 0, stream: 0 };
    assert_eq!(written(&mut session), [(head, vec![0; 8])]);
    assert_eq!(send(&mut session, b"{}"), Err(NotSent::Closing));
    // After its own mistake it hears of that and of nothing else.
    let mut session = greeted(&[]);
    session.receive(&frame_of(DATA, 0, 0, b"x")).unwrap_err();
    session.part(code::NO_ERROR);
    let [(_, goaway)] = &written(&mut session)[..] else { panic!() };
    assert_eq!(goaway[4..], code::PROTOCOL_ERROR.to_be_bytes());
}

#[test]
fn whom_nobody_waits_for_is_reset_and_what_still_comes_is_passed_over() {
    let mut session = greeted(&[]);
    let (gone, kept) = (send(&mut session, b"{}").unwrap(), send(&mut session, b"{}").unwrap());
    written(&mut session);
    session.forget(gone);
    assert_eq!(kinds(&mut session), [(RST_STREAM, 0, gone, 4)]);
    // Its headers enter the table all the same; the next answer refers to them.
    session.receive(&frame_of(HEADERS, END_HEADERS, gone, &[0x48, 3, b'4', b'1', b'8'])).unwrap();
    session.receive(&frame_of(DATA, END_STREAM, gone, b"late")).unwrap();
    session.receive(&frame_of(HEADERS, END_HEADERS | END_STREAM, kept, &[0xbe])).unwrap();
    assert_eq!(status(&mut session, kept), Some(418));
    // A second word about either is late, and no more.
    session.receive(&frame_of(RST_STREAM, 0, kept, &code::CANCEL.to_be_bytes())).unwrap();
    session.receive(&frame_of(WINDOW_UPDATE, 0, gone, &1_u32.to_be_bytes())).unwrap();
}

#[test]
fn of_a_long_answer_the_beginning_is_kept() {
    let mut session = greeted(&[]);
    let id = send(&mut session, b"{}").unwrap();
    written(&mut session);
    session.receive(&frame_of(HEADERS, END_HEADERS, id, NOT_FOUND)).unwrap();
    for _ in 0..BODY_MAX / PAYLOAD_MAX {
        session.receive(&frame_of(DATA, 0, id, &[b'x'; PAYLOAD_MAX])).unwrap();
    }
    assert_eq!(answer(&mut session, id).unwrap().unwrap().body.unwrap().len(), BODY_MAX);
    assert_eq!(kinds(&mut session), [(RST_STREAM, 0, id, 4)]);
}

#[test]
fn the_server_hears_that_what_it_sent_was_read() {
    let mut session = greeted(&[]);
    let mut told = 0;
    for _ in 0..100 {
        let id = send(&mut session, b"{}").unwrap();
        session.receive(&frame_of(HEADERS, END_HEADERS, id, NOT_FOUND)).unwrap();
        session.receive(&frame_of(DATA, END_STREAM, id, &[b'x'; PAYLOAD_MAX])).unwrap();
        told += written(&mut session)
            .iter()
            .filter(|(head, _)| head.kind == WINDOW_UPDATE)
            .map(|(_, more)| u32::from_be_bytes(more[..].try_into().unwrap()))
            .sum::<u32>();
    }
    assert_eq!(told + session.used, 100 * PAYLOAD_MAX as u32);
    assert!(session.used < OWN_WINDOW / 2);
}

#[test]
fn pings_are_answered_and_anything_is_a_sign_of_life() {
    let mut session = greeted(&[]);
    session.receive(&frame_of(PING, 0, 0, b"12345678")).unwrap();
    assert_eq!(
        written(&mut session),
        [(FrameHead { length: 8, kind: PING, flags: ACK, stream: 0 }, b"12345678".into())]
    );
    session.ping();
    assert!(!session.has_heard());
    let [(_, payload)] = &written(&mut session)[..] else { panic!() };
    session.receive(&frame_of(PING, ACK, 0, payload)).unwrap();
    assert!(session.has_heard());
}

#[test]
fn what_breaks_the_rules_ends_the_connection_and_every_stream() {
    let long = vec![0; PAYLOAD_MAX + 1];
    let huge = 0x7fff_ffff_u32.to_be_bytes();
    let window = settings(&[(setting::INITIAL_WINDOW_SIZE, 1 << 31)]);
    let flood = [
        frame_of(HEADERS, 0, 1, &[0x08, 3, b'2', b'0', b'0']),
        frame_of(CONTINUATION, 0, 1, &[0; PAYLOAD_MAX]),
    ]
    .concat();
    for (number, bytes) in [
        frame_of(DATA, 0, 0, b"x"),
        frame_of(DATA, 0, 2, b"x"),
        frame_of(HEADERS, END_HEADERS, 99, OK),
        frame_of(HEADERS, END_HEADERS, 1, &[0x80]),
        frame_of(HEADERS, END_HEADERS | PADDED, 1, &[9, 0x88]),
        frame_of(HEADERS, END_HEADERS | PADDED, 1, &[]),
        frame_of(HEADERS, END_HEADERS | WITH_PRIORITY, 1, &[0, 0]),
        [frame_of(HEADERS, 0, 1, OK), frame_of(PING, 0, 0, b"12345678")].concat(),
        frame_of(CONTINUATION, END_HEADERS, 1, OK),
        flood,
        frame_of(PUSH_PROMISE, END_HEADERS, 1, &[0, 0, 0, 2, 0x88]),
        frame_of(RST_STREAM, 0, 1, b"123"),
        frame_of(RST_STREAM, 0, 3, &huge),
        frame_of(SETTINGS, 0, 0, b"12345"),
        frame_of(SETTINGS, 0, 1, b""),
        window,
        frame_of(PING, 0, 0, b"1234567"),
        frame_of(GOAWAY, 0, 0, b"1234567"),
        frame_of(WINDOW_UPDATE, 0, 0, &huge),
        frame_of(WINDOW_UPDATE, 0, 1, &[0; 4]),
        frame_of(DATA, 0, 1, &long),
    ]
    .into_iter()
    .enumerate()
    {
        let mut session = greeted(&[]);
        let id = send(&mut session, b"{}").unwrap();
        written(&mut session);
        let fatal = session.receive(&bytes).expect_err(&format!("frame {number}"));
        let last = written(&mut session).pop().unwrap();
        assert_eq!((last.0.kind, &last.1[4..]), (GOAWAY, &fatal.code.to_be_bytes()[..]), "frame {number}");
        assert!(answer(&mut session, id).unwrap().is_err(), "frame {number}");
        assert_eq!(send(&mut session, b"{}"), Err(NotSent::Closing));
    }
    let mut session = Session::new();
    assert!(session.receive(&frame_of(PING, 0, 0, b"12345678")).is_err(), "SETTINGS come first");
}

#[test]
fn a_server_that_asks_without_end_and_reads_nothing_is_left() {
    let mut session = greeted(&[]);
    let pings = frame_of(PING, 0, 0, b"12345678").repeat(1_000);
    let received = (0..1_000).find_map(|_| session.receive(&pings).err());
    assert_eq!(received.map(|fatal| fatal.code), Some(code::ENHANCE_YOUR_CALM));
}

#[test]
fn an_answer_that_begins_without_a_status_is_that_streams_end_only() {
    let mut session = greeted(&[]);
    let (first, second) = (send(&mut session, b"{}").unwrap(), send(&mut session, b"{}").unwrap());
    session.receive(&frame_of(DATA, 0, first, b"x")).unwrap();
    session.receive(&frame_of(HEADERS, END_HEADERS, second, &[0x00, 1, b'x', 1, b'y'])).unwrap();
    for id in [first, second] {
        assert_eq!(answer(&mut session, id).unwrap().unwrap_err(), Gone::Reset);
    }
    assert_eq!(session.open, 0);
}

proptest! {
    /// Whatever comes, the books add up and nothing panics.
    #[test]
    fn any_frames_are_taken_or_refused(
        frames in proptest::collection::vec((0_u8..12, any::<u8>(), 0_u32..8, proptest::collection::vec(any::<u8>(), 0..40)), 0..40),
        forget in any::<bool>(),
    ) {
        let mut session = greeted(&[]);
        for _ in 0..3 {
            send(&mut session, b"{\"aps\":{}}").unwrap();
        }
        for (kind, flags, stream, payload) in frames {
            let refused = session.receive(&frame_of(kind, flags, stream, &payload)).is_err();
            let open = session.streams.values().filter(|stream| !stream.is_over()).count();
            prop_assert_eq!(session.open, open);
            if refused {
                prop_assert_eq!(open, 0);
                break;
            }
        }
        for id in [1, 3, 5] {
            if forget { session.forget(id) } else { drop(answer(&mut session, id)) }
        }
        let open = session.streams.values().filter(|stream| !stream.is_over()).count();
        prop_assert_eq!(session.open, open);
    }
}
