//! In place of figures, while there is no phone and no tablet: the steps from an empty organisation to the first message,
//! and which of them are done.

use crate::prelude::*;
use crate::{
    components::icon::{Glyph, Icon},
    context::{limited, may, use_texts},
    live::Kind,
    routes,
    view::PushServices,
};
use herald_domain::{overview::Fleet, permission::Permission};

/// Whoever sees only the devices or the messages of some groups cannot know whether there are others.
pub fn are_ahead(fleet: Fleet) -> bool {
    let sees_all = ![Permission::ManagedDevicesRead, Permission::OrganizationRead].into_iter().any(limited);
    fleet.total() == 0 && sees_all
}

/// `sent`: a message was sent before.
pub fn card(services: &PushServices, sent: bool) -> AnyView {
    let labels = &use_texts().home;
    let imported = services.last_import.is_some();
    let configured = services.services.iter().any(|service| service.setup.is_some());
    let message = may(Permission::OrganizationUpdate).then_some(routes::CUSTOM_NOTIFICATIONS);
    let addresses = [Some(routes::CONNECTORS), Some(routes::CONNECTORS), message];
    let steps = labels.first_steps.into_iter().zip(addresses).zip([imported, configured, sent]);
    let steps = steps.map(|(((title, help), address), done)| {
        let title = match address {
            Some(address) => view! { <a href=address>{title}</a> },
            None => title.into_any(),
        };
        let state = if done {
            view! {
                <span class="badge badge--success">
                    <Icon glyph=Glyph::CheckCircle16/>
                    {labels.step_done}
                </span>
            }
        } else {
            view! { <span class="badge">{labels.step_to_do}</span> }
        };
        view! {
            <li class="first-steps__item">
                <div class="grow">
                    <h3 class="card__title">{title}</h3>
                    <p class="muted">{help}</p>
                </div>
                {state}
            </li>
        }
    });
    view! {
        <section
            class="card card--brand card--short"
            id="first-steps-card"
            aria-labelledby="first-steps"
            data-live-region
            data-follow=Kind::Sends.word()
        >
            <h2 class="card__title card__title--large" id="first-steps">
                {labels.first_steps_title}
            </h2>
            <p>{labels.first_steps_why}</p>
            <ol class="first-steps">{steps.collect_view()}</ol>
        </section>
    }
}
