//! Passwords: argon2id, off the async threads, two at a time.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Shortest password that is taken, in characters.
pub const PASSWORD_MIN: usize = 10;
/// Longest, in bytes, so that nobody can make us hash a novel.
pub const PASSWORD_MAX: usize = 1_024;

/// Hashing takes about 20 MiB and tens of milliseconds; more at once would only starve the rest.
static SLOTS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));
/// Verified against when the account does not exist, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("an account that does not exist"));

/// Hashes with argon2id, a fresh salt and the library's recommended cost.
#[must_use]
pub fn hash(password: &str) -> String {
    Argon2::default()
        .hash_password(password.as_bytes())
        .expect("the default parameters are valid and the system has randomness")
        .to_string()
}

/// Whether `password` belongs to `stored`. Without a stored hash it takes as long and says no.
pub async fn verify(password: String, stored: Option<String>) -> bool {
    if password.len() > PASSWORD_MAX {
        return false;
    }
    let hashed = in_slot(SLOTS.clone(), move || {
        let exists = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let matches = PasswordHash::new(&stored)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
        matches && exists
    });
    hashed.await.unwrap_or(false)
}

/// Works off the async threads, once a slot is free. Work that has begun goes on when nobody waits for it any more, so
/// the slot is the work's and not the caller's. None if it panics.
async fn in_slot<T: Send + 'static>(
    slots: Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let slot = slots.acquire_owned().await.expect("the semaphore is never closed");
    let working = tokio::task::spawn_blocking(move || {
        let _until_done = slot;
        work()
    });
    working.await.ok()
}

/// Why a new password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    #[error("choose at least {PASSWORD_MIN} characters")]
    TooShort,
    #[error("choose at most {PASSWORD_MAX} bytes")]
    TooLong,
}

/// Length is the only rule: composition rules make passwords worse, not better.
pub fn check_strength(password: &str) -> Result<(), Weak> {
    match password.chars().count() {
        n if n < PASSWORD_MIN => Err(Weak::TooShort),
        _ if password.len() > PASSWORD_MAX => Err(Weak::TooLong),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let stored = hash("snöskottning 2026");
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("snöskottning 2026".into(), Some(stored.clone())).await);
        assert!(!verify("snöskottning 2027".into(), Some(stored)).await);
    }

    #[tokio::test]
    async fn nobody_signs_in_without_an_account_or_with_a_novel() {
        assert!(!verify("an account that does not exist".into(), None).await);
        let long = "x".repeat(PASSWORD_MAX + 1);
        assert!(!verify(long.clone(), Some(hash(&long))).await);
    }

    #[tokio::test]
    async fn who_hangs_up_frees_no_slot_before_the_work_is_done() {
        let slots = Arc::new(Semaphore::new(2));
        let (begins, mut begun) = tokio::sync::mpsc::unbounded_channel();
        let (end, ended) = std::sync::mpsc::channel();
        let ended = Arc::new(std::sync::Mutex::new(ended));
        for _ in 0..2 {
            let (begins, ended) = (begins.clone(), ended.clone());
            let mut hung_up = Box::pin(in_slot(slots.clone(), move || {
                begins.send(()).unwrap();
                ended.lock().unwrap().recv().unwrap();
            }));
            assert!(futures::poll!(&mut hung_up).is_pending());
        }
        begun.recv().await.unwrap();
        begun.recv().await.unwrap();
        let mut third = Box::pin(in_slot(slots.clone(), || 3));
        assert!(futures::poll!(&mut third).is_pending());
        assert_eq!(slots.available_permits(), 0, "both work on, and nobody else");
        end.send(()).unwrap();
        assert_eq!(third.await, Some(3));
        end.send(()).unwrap();
    }

    #[test]
    fn short_passwords_are_refused_with_what_to_do() {
        assert_eq!(check_strength("nio teckn").unwrap_err().to_string(), "choose at least 10 characters");
        assert!(check_strength("tio tecken").is_ok());
    }
}
