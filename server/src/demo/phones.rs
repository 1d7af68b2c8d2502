//! The simulated phones: what the push services hand over lands here, and what each phone shows of it (B25).
//!
//! All in memory. This is the one place in Herald that keeps texts, because it stands for the devices themselves.

use super::organisation::Organisation;
use herald_app::phones::{Arrival, Feed, PhoneState, PhoneWall, Shown, Wall};
use herald_domain::{
    Timestamp,
    device::{Platform, Service},
    ids::DeviceId,
};
use herald_push::simulator::{Devices, Landed, TokenStatus};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

mod wall;

/// Arrivals that are remembered; the oldest is forgotten first.
pub const ARRIVALS_MAX: usize = 20_000;

/// What never changes about a phone.
struct Sim {
    name: String,
    user: String,
    platform: Platform,
    /// False when notifications are off or, on Android, without Google Play Services: then nothing ever shows.
    shows: bool,
}

/// Every phone and tablet of the organisation.
pub struct Phones {
    sims: HashMap<DeviceId, Sim>,
    tokens: HashMap<(Service, String), TokenStatus>,
    now: Mutex<Now>,
    most: usize,
}

struct Now {
    arrivals: VecDeque<Arrival>,
    /// The number of the next arrival.
    next: u64,
    /// Phones that are not on the wall and not locked.
    states: HashMap<DeviceId, PhoneState>,
    wall: Wall,
}

impl Phones {
    /// Numbers begin with the milliseconds of `started`, so that they go on growing when the server starts again and a
    /// page that was open meanwhile misses nothing new.
    #[must_use]
    pub fn of(organisation: &Organisation, started: Timestamp) -> Self {
        Self::bounded(organisation, started.millis().unsigned_abs(), ARRIVALS_MAX)
    }

    fn bounded(organisation: &Organisation, first: u64, most: usize) -> Self {
        let names: HashMap<_, _> =
            organisation.users.iter().map(|user| (user.upn.as_str(), user.display_name.as_deref())).collect();
        let (mut sims, mut tokens) = (HashMap::new(), HashMap::new());
        for device in &organisation.devices {
            let facts = &device.facts;
            let platform = facts.platform.unwrap_or(Platform::Other);
            let Some(service) = platform.service() else { continue };
            let shows = facts.notifications_allowed == Some(true)
                && (platform != Platform::Android || facts.play_services == Some(true));
            let owner =
                [&facts.primary_user, &facts.enrolled_by].into_iter().flatten().find(|upn| !upn.is_empty());
            let sim = Sim {
                name: facts.name.clone().unwrap_or_default(),
                user: owner.and_then(|upn| *names.get(upn.as_str())?).unwrap_or_default().to_owned(),
                platform,
                shows,
            };
            sims.insert(device.id.clone(), sim);
            if let Some(token) = &facts.push_token {
                let status = organisation.unregistered.get(&device.id).map_or_else(
                    || TokenStatus::Known(device.id.clone()),
                    |since| TokenStatus::Unregistered { since: *since },
                );
                tokens.insert((service, token.clone()), status);
            }
        }
        let wall = Wall { next: first, phones: wall::choose(organisation) };
        let now = Now { arrivals: VecDeque::new(), next: first, states: HashMap::new(), wall };
        Self { sims, tokens, now: Mutex::new(now), most }
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        // A panic elsewhere cannot have left anything half done here.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Now {
    fn state_of(&self, device: &DeviceId) -> PhoneState {
        let on_wall = self.wall.phones.iter().find(|phone| phone.device == *device).map(|phone| phone.state);
        on_wall.or_else(|| self.states.get(device).copied()).unwrap_or_default()
    }
}

impl Devices for Phones {
    fn token(&self, service: Service, token: &str) -> TokenStatus {
        self.tokens.get(&(service, token.to_owned())).cloned().unwrap_or(TokenStatus::Unknown)
    }

    fn landed(&self, landed: Landed) {
        let Some(sim) = self.sims.get(&landed.device).filter(|sim| sim.shows) else { return };
        let mut now = self.now();
        let arrival = Arrival {
            seq: now.next,
            shown: Shown::on(sim.platform, now.state_of(&landed.device)),
            device: landed.device,
            device_name: sim.name.clone(),
            user: sim.user.clone(),
            platform: sim.platform,
            title: landed.title,
            body: landed.body,
            // Without one nothing is ever replaced, so its own name serves.
            collapse_id: landed.message_key.unwrap_or_else(|| landed.push_id.clone()),
            push_id: landed.push_id,
            at: landed.at,
        };
        now.next += 1;
        let next = now.next;
        now.wall.apply(&Feed { next, items: vec![arrival.clone()] });
        if now.arrivals.len() >= self.most {
            now.arrivals.pop_front();
        }
        now.arrivals.push_back(arrival);
    }
}

impl PhoneWall for Phones {
    fn wall(&self) -> Wall {
        self.now().wall.clone()
    }

    fn feed(&self, since: u64) -> Feed {
        let now = self.now();
        // The clock was set back before a restart: everything is new to whoever asks with an old number.
        let since = if since > now.next { 0 } else { since };
        let from = now.arrivals.partition_point(|arrival| arrival.seq < since);
        Feed { next: now.next, items: now.arrivals.range(from..).cloned().collect() }
    }

    /// Also for phones that are not on the wall.
    fn set_state(&self, device: &DeviceId, state: PhoneState) -> bool {
        if !self.sims.contains_key(device) {
            return false;
        }
        let mut now = self.now();
        match now.wall.phones.iter_mut().find(|phone| phone.device == *device) {
            Some(phone) => phone.state = state,
            None => {
                now.states.insert(device.clone(), state);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests;
