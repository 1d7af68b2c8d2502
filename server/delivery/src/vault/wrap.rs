//! A message's key on its way to one node: X25519 with a key pair that is thrown away at once, HKDF-SHA-256, AES-256-GCM.
//! Whoever has the node's private key opens it; who wrapped it cannot. Pure: keys in, bytes out.
//!
//! Wrapped bytes: format (1) · public key of the thrown-away pair (32) · nonce (12) · encrypted key (32) · tag (16).

use super::cipher::{KEY_LEN, Key};
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey},
    agreement::{self, PrivateKey, UnparsedPublicKey, X25519},
    hkdf::{HKDF_SHA256, KeyType, Salt},
};
use herald_domain::ids::MessageId;
use zeroize::Zeroizing;

const FORMAT: u8 = 1;
/// Bytes of each half of a key pair.
pub(super) const HALF_LEN: usize = 32;
const HEADER: usize = 1 + HALF_LEN;

/// The private half of a key pair, as it is kept.
pub(super) type Private = Zeroizing<[u8; HALF_LEN]>;

/// A new pair, private half first. None when the system has no randomness.
pub(super) fn new_pair() -> Option<(Private, [u8; HALF_LEN])> {
    let mut private = Private::default();
    aws_lc_rs::rand::fill(private.as_mut()).ok()?;
    let public = public_of(&private)?;
    Some((private, public))
}

/// The public half.
pub(super) fn public_of(private: &Private) -> Option<[u8; HALF_LEN]> {
    let key = PrivateKey::from_private_key(&X25519, private.as_ref()).ok()?;
    key.compute_public_key().ok()?.as_ref().try_into().ok()
}

/// None when `public` is no public key.
pub(super) fn wrap(key: &Key, message: &MessageId, public: &[u8]) -> Option<Vec<u8>> {
    let (private, once) = new_pair()?;
    let cipher = cipher(&private, public, &once, public)?;
    let mut wrapped = Vec::with_capacity(HEADER + NONCE_LEN + KEY_LEN + AES_256_GCM.tag_len());
    wrapped.push(FORMAT);
    wrapped.extend_from_slice(&once);
    let mut buffer = key.clone();
    let (nonce, tag) =
        cipher.seal_in_place_separate_tag(Aad::from(message.as_str()), buffer.as_mut_slice()).ok()?;
    wrapped.extend_from_slice(nonce.as_ref());
    wrapped.extend_from_slice(buffer.as_ref());
    wrapped.extend_from_slice(tag.as_ref());
    Some(wrapped)
}

/// None when it was not wrapped for this pair and this message.
pub(super) fn unwrap(wrapped: &[u8], message: &MessageId, private: &Private) -> Option<Key> {
    let (header, rest) = wrapped.split_at_checked(HEADER)?;
    let (format, once) = header.split_first()?;
    let (nonce, encrypted) = rest.split_at_checked(NONCE_LEN)?;
    if *format != FORMAT {
        return None;
    }
    let public = public_of(private)?;
    let cipher = cipher(private, once, once, &public)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut buffer = Zeroizing::new(encrypted.to_vec());
    let clear = cipher.open_in_place(nonce, Aad::from(message.as_str()), &mut buffer).ok()?;
    let mut key = Key::default();
    if clear.len() != KEY_LEN {
        return None;
    }
    key.copy_from_slice(clear);
    Some(key)
}

/// Whether bytes that may be a private half open it.
pub(crate) fn opens(wrapped: &[u8], message: &MessageId, private: &[u8]) -> bool {
    let mut half = Private::default();
    private.len() == HALF_LEN && {
        half.copy_from_slice(private);
        unwrap(wrapped, message, &half).is_some()
    }
}

/// What both sides find: from one private and the other's public half, bound to both public ones.
fn cipher(private: &Private, theirs: &[u8], once: &[u8], node: &[u8]) -> Option<RandomizedNonceKey> {
    let private = PrivateKey::from_private_key(&X25519, private.as_ref()).ok()?;
    let salt = Salt::new(HKDF_SHA256, &[once, node].concat());
    agreement::agree(&private, UnparsedPublicKey::new(&X25519, theirs), (), |shared| {
        let secret = salt.extract(shared);
        let mut key = Key::default();
        secret.expand(&[b"herald message key"], KeyLen).map_err(drop)?.fill(key.as_mut()).map_err(drop)?;
        RandomizedNonceKey::new(&AES_256_GCM, key.as_ref()).map_err(drop)
    })
    .ok()
}

struct KeyLen;

impl KeyType for KeyLen {
    fn len(&self) -> usize {
        KEY_LEN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::cipher::new_key;

    fn message(n: u32) -> MessageId {
        format!("0192f3c4-5d6e-7f80-9a1b-{n:012x}").parse().unwrap()
    }

    #[test]
    fn only_the_node_that_it_was_wrapped_for_gets_the_key_and_only_for_that_message() {
        let (key, (private, public), (other, _)) =
            (new_key().unwrap(), new_pair().unwrap(), new_pair().unwrap());
        let wrapped = wrap(&key, &message(1), &public).unwrap();
        assert_eq!(*unwrap(&wrapped, &message(1), &private).unwrap(), *key);
        assert!(unwrap(&wrapped, &message(1), &other).is_none());
        assert!(unwrap(&wrapped, &message(2), &private).is_none());
        assert!(!wrapped.windows(KEY_LEN).any(|window| window == key.as_slice()));
    }

    #[test]
    fn whatever_is_changed_in_it_it_does_not_open() {
        let (key, (private, public)) = (new_key().unwrap(), new_pair().unwrap());
        let wrapped = wrap(&key, &message(1), &public).unwrap();
        for at in 0..wrapped.len() {
            let mut changed = wrapped.clone();
            changed[at] ^= 1;
            assert!(unwrap(&changed, &message(1), &private).is_none(), "byte {at}");
            assert!(unwrap(&wrapped[..at], &message(1), &private).is_none(), "cut at {at}");
        }
    }

    #[test]
    fn the_same_key_never_looks_the_same_twice() {
        let (key, (_, public)) = (new_key().unwrap(), new_pair().unwrap());
        assert_ne!(wrap(&key, &message(1), &public), wrap(&key, &message(1), &public));
        assert!(wrap(&key, &message(1), b"no public key").is_none());
    }
}
