//! What became of a message at each of several devices; and before it is sent, which of them will not get it (B16, B24).

use crate::prelude::*;
use crate::{
    components::{
        icon::{Glyph, Icon},
        message_bar::{MessageBar, Tone},
        moment::time_of_day,
        sort_head::plain_head,
    },
    context::{use_texts, use_zone},
    routes,
};
use herald_domain::{
    bulk::{BulkSend, DeviceSend, DeviceTarget, SendOutcome},
    device::Reasons,
    limits::Quota,
};

/// It takes the focus when it appears, and is read out.
#[component]
pub fn BulkResults(bulk: BulkSend) -> impl IntoView {
    let texts = &use_texts().bulk;
    let (sent, all) = (bulk.sent(), bulk.results.len());
    let tone = match sent {
        0 => Tone::Error,
        n if n == all => Tone::Success,
        _ => Tone::Warning,
    };
    let title = if sent == 0 { texts.sent_to_none.to_owned() } else { (texts.sent_to)(sent, all) };
    view! {
        <div id="results" tabindex="-1">
            <MessageBar tone live=true title>
                {(sent > 0).then_some(texts.arrives)}
            </MessageBar>
        </div>
        <div class="data-grid data-grid--compact">
            <div class="data-grid__scroll">
                <table class="data-grid__table" role="table" aria-label=texts.results>
                    <thead role="rowgroup">
                        <tr role="row">{plain_head(texts.device, "")} {plain_head(texts.result, "")}</tr>
                    </thead>
                    <tbody role="rowgroup">{bulk.results.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(result: DeviceSend) -> AnyView {
    let texts = &use_texts().bulk;
    let DeviceSend { device, name, outcome } = result;
    let (glyph, class, words, why) = match outcome {
        SendOutcome::Sent { .. } => (Glyph::CheckCircle16, "icon--success", texts.sent, None),
        SendOutcome::LimitReached { max, next_free } => {
            (Glyph::Clock16, "icon--warning", texts.not_sent, Some(limit(max, next_free)))
        }
        SendOutcome::Unreachable { reasons } => {
            (Glyph::NotReachable16, "icon--muted", texts.not_sent, Some(unreachable(reasons)))
        }
        SendOutcome::NotFound => {
            (Glyph::NotReachable16, "icon--muted", texts.not_sent, Some(texts.not_found.to_owned()))
        }
    };
    let name = if name.is_empty() {
        view! { <span class="mono">{device.to_string()}</span> }
    } else {
        view! {
            <a class="data-grid__primary" href=routes::device(&device)>
                {name}
            </a>
        }
    };
    let top = why.is_some();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                {name}
            </th>
            <td role="cell">
                <span class="status" class:status--top=top>
                    <Icon glyph class/>
                    <span>{words} {why.map(|why| view! { <span class="status__reason">{why}</span> })}</span>
                </span>
            </td>
        </tr>
    }
}

/// The devices that will not get the message, each with its reason. Nothing when all will.
#[must_use]
pub fn left_out(targets: &[DeviceTarget]) -> Option<AnyView> {
    let texts = &use_texts().bulk;
    let out: Vec<_> = targets.iter().filter(|target| !target.is_free()).collect();
    let line = |target: &&DeviceTarget| {
        let Quota { max, next_free, .. } = target.quota;
        let why = match next_free {
            Some(at) if target.row.reasons.reachable() => limit(max, at),
            _ => unreachable(target.row.reasons),
        };
        view! {
            <li class="rows__item">
                <Icon glyph=Glyph::NotReachable16 class="icon--muted"/>
                <span class="grow">{target.row.name.clone()} <span class="data-grid__sub">{why}</span></span>
            </li>
        }
    };
    (!out.is_empty()).then(|| {
        view! {
            <details class="card card--fold" open>
                <summary class="card__title">{(texts.will_not_get)(out.len())}</summary>
                <ul class="rows">{out.iter().map(line).collect_view()}</ul>
            </details>
        }
    })
}

fn limit(max: u32, next_free: herald_domain::Timestamp) -> String {
    (use_texts().bulk.limit)(max, &time_of_day(next_free, use_zone()))
}

fn unreachable(reasons: Reasons) -> String {
    let texts = &use_texts().common;
    reasons.iter().map(|reason| texts.reason(reason)).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use herald_domain::{Timestamp, device::Unreachable, time::HOUR_MS};

    fn result(name: &str, outcome: SendOutcome) -> DeviceSend {
        let device = "00000000-0000-7000-8000-0000000000d1".parse().unwrap();
        DeviceSend { device, name: name.into(), outcome }
    }
    fn rendered(results: Vec<DeviceSend>) -> String {
        let bulk = BulkSend { id: "00000000-0000-7000-8000-000000000001".parse().unwrap(), results };
        Owner::new().with(|| view! { <BulkResults bulk/> }.to_html())
    }
    fn sent() -> SendOutcome {
        SendOutcome::Sent { message: "00000000-0000-7000-8000-000000000002".parse().unwrap() }
    }

    #[test]
    fn b16_b19_b24_every_device_has_its_result_and_its_reason() {
        let mut reasons = Reasons::default();
        reasons.insert(Unreachable::AppNotInstalled);
        let html = rendered(vec![
            result("NHK-IPH-1", sent()),
            result("NHK-IPH-2", SendOutcome::LimitReached { max: 10, next_free: Timestamp(14 * HOUR_MS) }),
            result("NHK-PC-3", SendOutcome::Unreachable { reasons }),
            result("", SendOutcome::NotFound),
        ]);
        for part in [
            "Sent to 1 of 4 devices",
            "NHK-IPH-1",
            "Limit of 10 an hour reached; next at 14:00 UTC",
            "App not installed",
            "No longer exists",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn b23_results_do_not_claim_more_than_is_known() {
        let html = rendered(vec![result("NHK-IPH-1", sent())]);
        assert!(html.contains("Sent to 1 device") && html.contains("can take hours"), "{html}");
        assert!(!html.contains("elivered"), "{html}");
        let html = rendered(vec![result("", SendOutcome::NotFound)]);
        assert!(html.contains("Sent to no device") && !html.contains("can take hours"), "{html}");
    }
}
