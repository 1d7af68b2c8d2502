//! AES-256-GCM over one text. Pure: key in, bytes out.
//!
//! Sealed bytes: format (1) · nonce (12) · ciphertext · tag (16). Clear bytes: length of the title (4, little-endian) ·
//! title · body, UTF-8. The message id is authenticated with it, so that sealed bytes cannot be moved to another message.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use herald_domain::{
    ids::MessageId,
    text::{Draft, Notification},
};
use zeroize::Zeroizing;

/// Bytes of a key.
pub(super) const KEY_LEN: usize = 32;
pub(super) type Key = Zeroizing<[u8; KEY_LEN]>;

const FORMAT: u8 = 1;
const HEADER: usize = 1 + NONCE_LEN;
const TITLE_LEN: usize = 4;

/// None when the system has no randomness.
pub(super) fn new_key() -> Option<Key> {
    let mut key = Key::default();
    aws_lc_rs::rand::fill(key.as_mut()).ok()?;
    Some(key)
}

/// The text is encrypted in the one buffer that ever holds it here. None when the library fails.
pub(super) fn seal(key: &Key, message: &MessageId, text: &Notification) -> Option<Vec<u8>> {
    let (title, body) = (text.title().as_bytes(), text.body().as_bytes());
    let mut sealed =
        Vec::with_capacity(HEADER + TITLE_LEN + title.len() + body.len() + AES_256_GCM.tag_len());
    sealed.push(FORMAT);
    sealed.extend_from_slice(&[0; NONCE_LEN]);
    sealed.extend_from_slice(&u32::try_from(title.len()).ok()?.to_le_bytes());
    sealed.extend_from_slice(title);
    sealed.extend_from_slice(body);

    let cipher = RandomizedNonceKey::new(&AES_256_GCM, key.as_ref()).ok()?;
    let (nonce, tag) =
        cipher.seal_in_place_separate_tag(Aad::from(message.as_str()), &mut sealed[HEADER..]).ok()?;
    sealed[1..HEADER].copy_from_slice(nonce.as_ref());
    sealed.extend_from_slice(tag.as_ref());
    Some(sealed)
}

/// None when the bytes were not sealed with this key for this message.
pub(super) fn open(key: &Key, message: &MessageId, sealed: &[u8]) -> Option<Notification> {
    let (header, ciphertext) = sealed.split_at_checked(HEADER)?;
    let (format, nonce) = header.split_first()?;
    if *format != FORMAT {
        return None;
    }
    let mut buffer = Zeroizing::new(ciphertext.to_vec());
    let cipher = RandomizedNonceKey::new(&AES_256_GCM, key.as_ref()).ok()?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let clear = cipher.open_in_place(nonce, Aad::from(message.as_str()), &mut buffer).ok()?;

    let (length, text) = clear.split_first_chunk::<TITLE_LEN>()?;
    let (title, body) = text.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(str::to_owned);
    Notification::parse(&Draft { title: text(title)?, body: text(body)? }).ok()
}
