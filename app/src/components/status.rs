//! States of a device: icon and words, never colour alone.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::use_texts,
};
use herald_domain::{
    action::{ActionStatus, Hindrance},
    device::{Compliance, Platform, Reasons},
};

/// An icon, a word and perhaps a reason on a second line.
#[component]
fn Status(glyph: Glyph, class: &'static str, label: &'static str, reason: Option<String>) -> impl IntoView {
    let top = reason.is_some();
    view! {
        <span class="status" class:status--top=top>
            <Icon glyph class/>
            <span>{label} {reason.map(|reason| view! { <span class="status__reason">{reason}</span> })}</span>
        </span>
    }
}

/// Whether a device can be reached, and if not why, with every reason (B24).
#[component]
pub fn Reachability(reasons: Reasons) -> impl IntoView {
    let texts = &use_texts().common;
    if reasons.reachable() {
        return view! { <Status glyph=Glyph::CheckCircle16 class="icon--success" label=texts.reachable reason=None/> };
    }
    let named: Vec<_> = reasons.iter().map(|reason| texts.reason(reason)).collect();
    view! {
        <Status
            glyph=Glyph::NotReachable16
            class="icon--muted"
            label=texts.not_reachable
            reason=Some(named.join(" · "))
        />
    }
}

/// Whether a message to their groups reaches somebody: on any of `devices`, of which `reachable` can be reached.
#[component]
pub fn PersonReachability(devices: u64, reachable: u64) -> impl IntoView {
    let texts = use_texts();
    let common = &texts.common;
    if reachable > 0 {
        return view! { <Status glyph=Glyph::CheckCircle16 class="icon--success" label=common.reachable reason=None/> };
    }
    let reason = (devices == 0).then(|| texts.directory.no_device.to_owned());
    view! { <Status glyph=Glyph::NotReachable16 class="icon--muted" label=common.not_reachable reason/> }
}

#[component]
pub fn ComplianceStatus(compliance: Compliance) -> impl IntoView {
    let (glyph, class) = match compliance {
        Compliance::Compliant => (Glyph::CheckCircle16, "icon--success"),
        Compliance::NonCompliant => (Glyph::Error16, "icon--danger"),
        Compliance::InGracePeriod => (Glyph::Warning16, "icon--warning"),
        Compliance::NotEvaluated | Compliance::Unknown => (Glyph::Clock16, "icon--muted"),
    };
    view! { <Status glyph class label=use_texts().common.compliance(compliance) reason=None/> }
}

/// How far a message to a device has come, and what kept it from there; "accepted" is the push service's word (B23, B24).
#[component]
pub fn ActionState(status: ActionStatus, hindrance: Option<Hindrance>) -> impl IntoView {
    let texts = use_texts();
    let (glyph, class) = match status {
        ActionStatus::Pending => (Glyph::Clock16, "icon--muted"),
        ActionStatus::Accepted => (Glyph::CheckCircle16, "icon--success"),
        ActionStatus::Failed => (Glyph::Error16, "icon--danger"),
        ActionStatus::Expired => (Glyph::Warning16, "icon--warning"),
        ActionStatus::Unreachable => (Glyph::NotReachable16, "icon--muted"),
    };
    let reason = hindrance.map(|hindrance| match hindrance {
        Hindrance::Unreachable(reason) => texts.common.reason(reason),
        Hindrance::Refused(code) => texts.delivery.refusal(&code),
    });
    let reason = reason.map(str::to_owned);
    view! { <Status glyph class label=texts.devices.action_status(status) reason/> }
}

/// The shape of a device.
#[must_use]
pub fn device_glyph(platform: Platform) -> Glyph {
    match platform {
        Platform::Ios | Platform::Android => Glyph::Phone,
        Platform::IpadOs => Glyph::Tablet,
        Platform::Windows | Platform::MacOs | Platform::Other => Glyph::Laptop,
    }
}

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests {
    use super::*;
    use herald_domain::device::Unreachable;

    #[test]
    fn b24_every_reason_is_named() {
        let mut reasons = Reasons::default();
        reasons.insert(Unreachable::NotEnrolled);
        reasons.insert(Unreachable::NotificationsNotAllowed);
        let html = Owner::new().with(|| view! { <Reachability reasons/> }.to_html());
        assert!(html.contains("Not enrolled · Notifications not allowed"), "{html}");
    }

    #[test]
    fn b23_accepted_is_not_called_delivered() {
        for language in crate::texts::Language::ALL {
            let text = crate::texts::Texts::of(language).devices.accepted.to_lowercase();
            assert!(!text.contains("deliver") && !text.contains("lever"), "{text}");
        }
    }
}
