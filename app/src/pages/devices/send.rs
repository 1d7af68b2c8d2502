//! Sending to the selected devices. They stand in the address, because a plain form of the list's boxes leads here.

use super::address;
use crate::prelude::*;
use crate::{
    api::devices::{device_targets, get_bulk_send},
    components::{
        bulk_results::{BulkResults, left_out},
        message_bar::{MessageBar, Tone},
        phone_preview::Screens,
        refusal::{To, refusal},
    },
    context::{use_texts, use_zone},
    error::AppError,
    given::give,
    islands::{
        bulk_pane::{BulkPane, BulkPaneGiven, place},
        compose::Start,
    },
    layout::part::preload,
    posted::{resumed_notice, use_posted},
};
use herald_domain::{
    audience::SelectionProblem,
    bulk::{BulkSend, DeviceSelection, DeviceTarget},
    device::DeviceQuery,
    ids::{BulkId, DeviceId},
};
use leptos_router::params::ParamsMap;

/// What the address, or a form that came back, asks for.
pub enum Asked {
    Nothing,
    Pane(Vec<DeviceId>),
    /// The results of an act that was posted without script.
    Results(BulkId),
}

impl Asked {
    pub fn parse(query: &ParamsMap) -> Self {
        let ids = |ids: Vec<String>| ids.iter().filter_map(|id| id.parse().ok()).collect();
        if let Some(posted) = use_posted() {
            return Self::Pane(ids(posted.all("device").map(ToOwned::to_owned).collect()));
        }
        if query.get("send").is_some() {
            return Self::Pane(ids(query.get_all("device").unwrap_or_default()));
        }
        query.get("sent").and_then(|id| id.parse().ok()).map_or(Self::Nothing, Self::Results)
    }

    pub async fn load(self) -> Loaded {
        // What was typed is shown, even when every device is gone.
        let came_back = use_posted().is_some();
        match self {
            Self::Nothing => Loaded::Nothing,
            Self::Pane(ids) => match DeviceSelection::parse(ids) {
                Err(problem) => Loaded::Refused(AppError::InvalidSelection { problem }),
                Ok(selection) => match device_targets(selection.devices().to_vec()).await {
                    Ok(targets) if targets.is_empty() && !came_back => {
                        Loaded::Refused(AppError::InvalidSelection { problem: SelectionProblem::Empty })
                    }
                    Ok(targets) => Loaded::Pane(selection, targets),
                    Err(error) => Loaded::Refused(error),
                },
            },
            Self::Results(id) => match get_bulk_send(id).await {
                Ok(Some(sent)) => Loaded::Results(sent),
                _ => Loaded::Nothing,
            },
        }
    }
}

/// What there is to show beside the list.
pub enum Loaded {
    Nothing,
    Pane(DeviceSelection, Vec<DeviceTarget>),
    Results(BulkSend),
    Refused(AppError),
}

impl Loaded {
    /// The devices to tick in the list again.
    pub fn ticked(&self) -> Vec<DeviceId> {
        match self {
            Self::Pane(selection, _) => selection.devices().to_vec(),
            _ => Vec::new(),
        }
    }

    /// Above the list.
    pub fn notice(&self) -> Option<AnyView> {
        let texts = use_texts();
        match self {
            Self::Nothing | Self::Pane(..) => None,
            Self::Results(sent) => Some(view! {
                <section class="stack">
                    <BulkResults bulk=sent.clone()/>
                </section>
            }),
            Self::Refused(error) => {
                let said = refusal(error, To::Devices, use_zone(), texts);
                Some(view! {
                    <MessageBar tone=Tone::Error live=true title=texts.to_devices.not_sent>
                        {said}
                    </MessageBar>
                })
            }
        }
    }

    /// Over the list.
    pub fn pane(self, query: &DeviceQuery) -> Option<AnyView> {
        let Self::Pane(selection, targets) = self else { return None };
        let texts = &use_texts().bulk;
        let devices: Vec<DeviceId> = targets.iter().map(|target| target.row.id.clone()).collect();
        let gone = selection.devices().len() - devices.len();
        let free = targets.iter().filter(|target| target.is_free()).count();
        let back = address::of(query);
        let start = Start::of(use_posted(), Screens::All);
        let gone = (gone > 0).then(|| {
            view! { <MessageBar tone=Tone::Warning>{(texts.gone)(gone)}</MessageBar> }
        });
        let others = left_out(&targets);
        Some(view! {
            {preload("bulk_pane")}
            {give(BulkPaneGiven { place: place(&devices), devices, free, start, back })}
            <BulkPane>
                {resumed_notice()}
                {gone}
                {others}
            </BulkPane>
        })
    }
}
