//! Hashing, which is slow on purpose: on threads of its own, a few at a time (safety A94).

use crate::kernel::{Desk, Outcome, Refusal};
use argon2::password_hash::PasswordVerifier as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use std::sync::LazyLock;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Hashes worked on at the same time; each takes 19 MiB.
static HASHERS: Semaphore = Semaphore::const_new(4);
/// How long somebody waits for a turn before being told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

/// argon2id with 19 MiB, two passes, one lane: the minimum OWASP names, and this crate's default (safety A83).
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// What an absent account's password is compared with, so that it takes as long as a present one's (safety A59).
static NOBODY: LazyLock<String> = LazyLock::new(|| with_salt("nobody has this password", &[7; 16]));

fn with_salt(password: &str, salt: &[u8; 16]) -> String {
    let hash = argon2().hash_password_with_salt(password.as_bytes(), salt);
    hash.expect("parameters and salt are within argon2's bounds").to_string()
}

async fn slowly<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    #[cfg(any(test, feature = "testing"))]
    crate::kernel::effort::hashed();
    let turn = tokio::time::timeout(PATIENCE, HASHERS.acquire()).await;
    let _turn = turn
        .map_err(|_| Refusal::Unavailable("hall-busy"))?
        .map_err(|_| Refusal::Broken("the hashers are closed".to_owned()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Broken(error.to_string()))
}

/// The PHC string of a password in its normal form.
pub(crate) async fn hash(desk: &Desk, password: String) -> Outcome<String> {
    let mut salt = [0; 16];
    desk.chance.fill(&mut salt);
    slowly(move || with_salt(&password, &salt)).await
}

/// Whether a password is the one kept; takes its time for nobody's as well.
pub(crate) async fn verify(kept: Option<String>, password: String) -> Outcome<bool> {
    slowly(move || {
        let exists = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODY.clone());
        let right = PasswordHash::new(&kept)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        right && exists
    })
    .await
}

/// Whether a kept hash was made with weaker parameters than ours; then the next login makes it anew.
pub(crate) fn is_dated(kept: &str) -> bool {
    let Ok(hash) = PasswordHash::new(kept) else { return true };
    let ours = Params::default();
    Params::try_from(&hash).map_or(true, |found| {
        hash.algorithm.as_str() != "argon2id"
            || found.m_cost() < ours.m_cost()
            || found.t_cost() < ours.t_cost()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;

    #[tokio::test]
    async fn a83_passwords_are_kept_as_argon2id_with_a_salt_of_their_own() {
        let hall = bench().await;
        let first = hash(&hall.desk, "Teal-Harbour-42".to_owned()).await.unwrap();
        let second = hash(&hall.desk, "Teal-Harbour-42".to_owned()).await.unwrap();
        assert!(first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{first}");
        assert_ne!(first, second);
        assert!(verify(Some(first.clone()), "Teal-Harbour-42".to_owned()).await.unwrap());
        assert!(!verify(Some(first.clone()), "teal-harbour-42".to_owned()).await.unwrap());
        assert!(!verify(None, "nobody has this password".to_owned()).await.unwrap());
        assert!(!is_dated(&first));
        assert!(is_dated("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA"));
    }
}
