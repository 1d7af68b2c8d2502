use super::*;
use herald_domain::text::Draft;
use std::{fs, os::unix::fs::PermissionsExt, time::Duration};

const MARK: &str = "Strandvägen är avstängd";

fn message(n: u32) -> MessageId {
    format!("0192f3c4-5d6e-7f80-9a1b-{n:012x}").parse().unwrap()
}
fn text() -> Notification {
    Notification::parse(&Draft { title: "Halka 🧊".into(), body: format!("{MARK}\ntill klockan 14.") })
        .unwrap()
}
fn vault() -> (tempfile::TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault::open(folder.path().join("keys")).unwrap();
    (folder, vault)
}
fn key_file(folder: &tempfile::TempDir, message: &MessageId) -> PathBuf {
    folder.path().join("keys").join(message.as_str())
}
fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
/// Makes the file look as if it had been written an hour ago.
fn age(path: &std::path::Path) {
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(file.metadata().unwrap().modified().unwrap() - Duration::from_secs(3_600)).unwrap();
}
/// A vault on the same folder that sealed nothing itself, as after a restart.
fn restarted(folder: &tempfile::TempDir) -> Vault {
    Vault::open(folder.path().join("keys")).unwrap()
}

#[test]
fn b22_what_was_sealed_can_be_opened_while_its_key_lives() {
    let (folder, vault) = vault();
    let sealed = vault.seal(&message(1), &text()).unwrap();
    assert_eq!(vault.open_sealed(&message(1), &sealed).unwrap(), text());
    assert_eq!(restarted(&folder).open_sealed(&message(1), &sealed).unwrap(), text());
}

#[test]
fn b22_sealed_bytes_hold_no_plain_text_in_utf8_or_utf16() {
    let (_folder, vault) = vault();
    let sealed = vault.seal(&message(1), &text()).unwrap();
    for word in ["Strandvägen", "avstängd", "Halka", "klockan"] {
        let little: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for needle in [word.as_bytes(), &little, &big] {
            assert!(!holds(&sealed.text, needle), "{word}");
        }
    }
    assert!(holds(text().body().as_bytes(), MARK.as_bytes()), "the search finds what is there");
}

#[test]
fn b22_after_destroying_the_key_nobody_can_open_the_text() {
    let (folder, vault) = vault();
    let sealed = vault.seal(&message(1), &text()).unwrap();
    let key = fs::read(key_file(&folder, &message(1))).unwrap();
    assert_eq!(key.len(), 32);
    assert!(!holds(&sealed.text, &key), "key and ciphertext never share a place");

    // A second name for the same bytes on disk shows that they were overwritten, not just unlinked.
    let witness = folder.path().join("witness");
    fs::hard_link(key_file(&folder, &message(1)), &witness).unwrap();
    vault.destroy(&message(1)).unwrap();

    assert_eq!(fs::read(&witness).unwrap(), [0; 32]);
    assert_eq!(fs::read_dir(folder.path().join("keys")).unwrap().count(), 0);
    for vault in [vault, restarted(&folder)] {
        assert!(matches!(vault.open_sealed(&message(1), &sealed), Err(VaultError::NoKey(_))));
    }
}

#[test]
fn destroying_twice_is_harmless() {
    let (_folder, vault) = vault();
    vault.seal(&message(1), &text()).unwrap();
    vault.destroy(&message(1)).unwrap();
    vault.destroy(&message(1)).unwrap();
    vault.destroy(&message(2)).unwrap();
}

#[test]
fn a_text_opens_for_its_own_message_only() {
    let (folder, vault) = vault();
    let sealed = vault.seal(&message(1), &text()).unwrap();
    vault.seal(&message(2), &text()).unwrap();
    assert!(matches!(vault.open_sealed(&message(2), &sealed), Err(VaultError::Unreadable(_))));
    fs::copy(key_file(&folder, &message(1)), key_file(&folder, &message(2))).unwrap();
    assert!(matches!(vault.open_sealed(&message(2), &sealed), Err(VaultError::Unreadable(_))));
}

#[test]
fn damaged_bytes_and_damaged_keys_are_an_error_and_never_a_text() {
    let (folder, vault) = vault();
    let sealed = vault.seal(&message(1), &text()).unwrap();
    for at in 0..sealed.text.len() {
        let mut damaged = sealed.clone();
        damaged.text[at] ^= 1;
        assert!(
            matches!(vault.open_sealed(&message(1), &damaged), Err(VaultError::Unreadable(_))),
            "byte {at}"
        );
        assert!(vault.open_sealed(&message(1), &sealed.text[..at].to_vec().into()).is_err(), "cut at {at}");
    }
    fs::write(key_file(&folder, &message(1)), b"short").unwrap();
    assert!(matches!(vault.open_sealed(&message(1), &sealed), Err(VaultError::Unreadable(_))));
}

#[test]
fn every_message_has_a_key_of_its_own_and_keeps_it() {
    let (folder, vault) = vault();
    let first = vault.seal(&message(1), &text()).unwrap();
    let second = vault.seal(&message(2), &text()).unwrap();
    assert_ne!(first, second);
    assert_ne!(
        fs::read(key_file(&folder, &message(1))).unwrap(),
        fs::read(key_file(&folder, &message(2))).unwrap()
    );
    assert!(matches!(vault.seal(&message(1), &text()), Err(VaultError::AlreadySealed(_))));
    assert_eq!(vault.open_sealed(&message(1), &first).unwrap(), text());
}

#[test]
fn keys_are_closed_to_other_accounts() {
    let (folder, vault) = vault();
    vault.seal(&message(1), &text()).unwrap();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder.path().join("keys")), 0o700);
    assert_eq!(mode(key_file(&folder, &message(1))), 0o600);
    assert_eq!(fs::read_dir(folder.path().join("keys")).unwrap().count(), 1, "no unfinished file stays");
}

#[test]
fn b22_a_sweep_destroys_the_keys_of_messages_that_live_no_more() {
    let (folder, vault) = vault();
    for n in 1..=3 {
        vault.seal(&message(n), &text()).unwrap();
        age(&key_file(&folder, &message(n)));
    }
    let foreign = folder.path().join("keys/README");
    fs::write(&foreign, "not ours").unwrap();
    let unfinished = folder.path().join("keys").join(format!("{}.new", message(4)));
    fs::write(&unfinished, [7; 32]).unwrap();
    age(&unfinished);
    age(&foreign);

    assert_eq!(restarted(&folder).sweep(&[message(2)]).unwrap(), 3);
    let mut left: Vec<_> =
        fs::read_dir(folder.path().join("keys")).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, [message(2).as_str(), "README"]);
}

#[test]
fn a_sweep_spares_a_message_that_is_being_queued_right_now() {
    let (folder, vault) = vault();
    vault.seal(&message(1), &text()).unwrap();
    assert_eq!(restarted(&folder).sweep(&[]).unwrap(), 0, "another process sealed it seconds ago");
    age(&key_file(&folder, &message(1)));
    assert_eq!(vault.sweep(&[]).unwrap(), 0, "this process sealed it, and its transaction may take long");
    assert_eq!(restarted(&folder).sweep(&[]).unwrap(), 1);
}

#[test]
fn b22_whoever_has_the_folder_alone_clears_it_of_what_a_crash_left_a_moment_ago() {
    let (folder, vault) = vault();
    vault.seal(&message(1), &text()).unwrap();
    vault.seal(&message(2), &text()).unwrap();
    assert_eq!(restarted(&folder).clear(&[message(2)]).unwrap(), 1);
    assert!(!key_file(&folder, &message(1)).exists() && key_file(&folder, &message(2)).exists());
}

#[test]
fn an_error_names_neither_text_nor_key() {
    let (_folder, vault) = vault();
    let sealed = vault.seal(&message(1), &text()).unwrap();
    vault.destroy(&message(1)).unwrap();
    let error = vault.open_sealed(&message(1), &sealed).unwrap_err();
    assert_eq!(error.to_string(), format!("there is no key for message {}", message(1)));
    assert_eq!(format!("{:?}", text()), "Notification { .. }");
}

#[test]
fn b22_a_text_is_sealed_for_every_pair_of_its_node() {
    let folder = tempfile::tempdir().unwrap();
    let node = "0192f3c4-5d6e-7f80-9a1b-000000000001".parse().unwrap();
    let shared = Shared::open(folder.path().to_owned(), node).unwrap();
    // The database knows the first, until the others have been told of the second.
    shared.add_pair(1).unwrap();
    shared.add_pair(2).unwrap();
    let Sealed { text: sealed, keys } = shared.seal(&message(1), &text()).unwrap();
    assert_eq!(keys.iter().map(|key| key.generation).collect::<Vec<_>>(), [1, 2]);
    for key in keys {
        let stored = Sealed { text: sealed.clone(), keys: vec![key] };
        assert_eq!(shared.open_sealed(&message(1), &stored).unwrap(), text());
    }
}
