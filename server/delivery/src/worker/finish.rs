//! The end of a message: its text is destroyed (B22).

use super::Core;
use crate::measure;
use herald_domain::ids::MessageId;
use tokio::task;

impl Core {
    /// Destroys the key; from then on no copy of the sealed text can be opened. Should it fail, a sweep makes up for it.
    pub(super) async fn finish(&self, message: &MessageId) {
        let (vault, id) = (self.vault.clone(), message.clone());
        match task::spawn_blocking(move || vault.destroy(&id)).await {
            Ok(Ok(())) => tracing::debug!(%message, "finished"),
            Ok(Err(error)) => {
                tracing::error!(%message, %error, "the key of a finished message could not be destroyed")
            }
            Err(_) => {
                tracing::warn!(%message, "the key of a finished message is destroyed after the next start")
            }
        }
        measure::message_finished();
        self.ended.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    /// Destroys the keys that no message needs: what a crash between two steps left behind.
    pub(super) async fn sweep(&self) {
        let live = match self.store.unfinished().await {
            Ok(live) => live,
            Err(error) => return tracing::warn!(%error, "keys that no message needs could not be looked for"),
        };
        let vault = self.vault.clone();
        match task::spawn_blocking(move || vault.sweep(&live)).await {
            Ok(Ok(0)) | Err(_) => {}
            Ok(Ok(destroyed)) => tracing::info!(destroyed, "cleared away keys that no message needs"),
            Ok(Err(error)) => tracing::error!(%error, "keys that no message needs could not be cleared away"),
        }
    }
}
