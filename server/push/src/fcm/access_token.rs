//! The access token: asked for once, used by all sends, renewed before it runs out.

use super::{account::Account, oauth};
use crate::{gateway::Outcome, http2::Client, tuning::Tuning};
use herald_domain::{
    Timestamp,
    time::{Clock, MINUTE_MS, SECOND_MS},
};
use http::HeaderValue;
use rustls::ClientConfig;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::sync::Mutex as AsyncMutex;

/// A token is renewed this long before its end, while sends still use it.
const EARLY_MS: i64 = 5 * MINUTE_MS;
/// And is not used any more this long before its end.
const LAST_MS: i64 = 30 * SECOND_MS;
/// After a failure the next try waits at least this long, and a token that was refused younger than this is not
/// replaced: a new one would fare no better.
const PAUSE_MS: i64 = 10 * SECOND_MS;

pub(super) struct AccessToken {
    client: Client,
    account: Account,
    clock: Arc<dyn Clock>,
    held: Mutex<Held>,
    /// Whoever holds it asks for a token; the others wait for the result.
    asking: AsyncMutex<()>,
    /// Half of what a send may take, so that those who wait hear of it in time.
    timeout: Duration,
}

#[derive(Default)]
struct Held {
    token: Option<Token>,
    failed: Option<(Outcome, Timestamp)>,
}

#[derive(Clone)]
struct Token {
    header: HeaderValue,
    granted: Timestamp,
    ends: Timestamp,
}

impl AccessToken {
    pub(super) fn new(
        account: Account,
        tls: Arc<ClientConfig>,
        tuning: Tuning,
        clock: Arc<dyn Clock>,
    ) -> Self {
        // One request an hour needs no second connection, and none has to stay open.
        let tuning = Tuning { connections: 1, ping_when_idle: false, ..tuning };
        let client = Client::new(&account.token_origin, tls, tuning);
        Self {
            client,
            account,
            clock,
            held: Mutex::default(),
            asking: AsyncMutex::default(),
            timeout: tuning.timeout / 2,
        }
    }

    /// The value of `authorization`, or the outcome of a send that cannot have one.
    pub(super) async fn current(&self) -> Result<HeaderValue, Outcome> {
        match self.usable(LAST_MS) {
            Some(token) if self.usable(EARLY_MS).is_some() => Ok(token),
            Some(token) => {
                // Still good: one send renews it, the others need not wait.
                let Ok(_turn) = self.asking.try_lock() else { return Ok(token) };
                Ok(self.ask(EARLY_MS).await.unwrap_or(token))
            }
            None => {
                let _turn = self.asking.lock().await;
                self.ask(LAST_MS).await
            }
        }
    }

    /// Says goodbye to whoever grants it.
    pub(super) async fn close(&self) {
        self.client.close().await;
    }

    /// The service refused this token. Says whether asking for another one makes sense.
    pub(super) fn forget(&self, refused: &HeaderValue) -> bool {
        let now = self.clock.now();
        let mut held = self.held();
        match &held.token {
            Some(token) if token.header == *refused => {
                if (0..PAUSE_MS).contains(&now.since(token.granted)) {
                    return false;
                }
                held.token = None;
                true
            }
            _ => true,
        }
    }

    /// Asks unless somebody else did meanwhile, with or without success. Only for the one whose turn it is.
    async fn ask(&self, margin: i64) -> Result<HeaderValue, Outcome> {
        if let Some(token) = self.usable(margin) {
            return Ok(token);
        }
        let now = self.clock.now();
        if let Some((outcome, at)) = &self.held().failed
            && (0..PAUSE_MS).contains(&now.since(*at))
        {
            return Err(outcome.clone());
        }
        let granted =
            tokio::time::timeout(self.timeout, oauth::grant(&self.client, &self.account, now)).await;
        let granted = granted.unwrap_or(Err(Outcome::Unavailable { retry_after: None }));
        let mut held = self.held();
        match granted {
            Ok(granted) => {
                let ends = now.plus_ms(granted.life * SECOND_MS);
                held.failed = None;
                held.token = Some(Token { header: granted.header.clone(), granted: now, ends });
                Ok(granted.header)
            }
            Err(outcome) => {
                tracing::warn!(?outcome, "no access token for FCM");
                held.failed = Some((outcome.clone(), now));
                Err(outcome)
            }
        }
    }

    /// The token if it holds for at least `margin` milliseconds more.
    fn usable(&self, margin: i64) -> Option<HeaderValue> {
        let now = self.clock.now();
        let held = self.held();
        let token = held.token.as_ref()?;
        // A token from the future was granted before the clock was set back; nobody knows how old it is.
        let fresh = token.ends.since(now) > margin && now.since(token.granted) >= -MINUTE_MS;
        fresh.then(|| token.header.clone())
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
