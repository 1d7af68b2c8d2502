//! The keys of the configuration for one push service, each with what it is set to.

use crate::prelude::*;
use crate::{
    context::use_texts,
    view::{PushService, Setup},
};
use herald_domain::device::Service;

/// What a key is set to, as far as it may be told.
enum Value {
    Shown(String),
    /// Told by the file that another key names.
    InFile(String),
    Secret,
    Unset,
}

pub fn settings(service: &PushService) -> AnyView {
    let labels = &use_texts().delivery;
    let line = |(key, value): (&'static str, Value)| {
        let value = match value {
            Value::Shown(value) => view! { <span class="mono">{value}</span> },
            Value::InFile(value) => {
                view! { <span class="mono">{value}</span> " " <span class="muted">{labels.from_account}</span> }
            }
            Value::Secret => view! { <span class="muted">{labels.secret}</span> },
            Value::Unset => view! { <span class="muted">{labels.not_set}</span> },
        };
        view! {
            <div class="diff__row">
                <dt class="mono">{key}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! { <dl class="diff" aria-label=labels.settings>{rows(service).into_iter().map(line).collect_view()}</dl> }
}

fn rows(service: &PushService) -> Vec<(&'static str, Value)> {
    use Value::{InFile, Secret, Shown, Unset};
    match service.setup.clone() {
        Some(Setup::Apns { endpoint, topic, key_id, team_id }) => vec![
            ("push.apns.endpoint", Shown(endpoint)),
            ("push.apns.topic", Shown(topic)),
            ("push.apns.key_id", Shown(key_id)),
            ("push.apns.team_id", Shown(team_id)),
            ("push.apns.key_file", Secret),
        ],
        Some(Setup::Fcm { endpoint, project_id, client_email }) => vec![
            ("push.fcm.endpoint", Shown(endpoint)),
            ("push.fcm.service_account_file", Secret),
            ("project_id", InFile(project_id)),
            ("client_email", InFile(client_email)),
        ],
        None => {
            let keys: &[&'static str] = match service.service {
                Service::Apns => {
                    &["push.apns.key_file", "push.apns.key_id", "push.apns.team_id", "push.apns.topic"]
                }
                Service::Fcm => &["push.fcm.service_account_file"],
            };
            keys.iter().map(|key| (*key, Unset)).collect()
        }
    }
}
