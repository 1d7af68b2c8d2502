//! Throw-away keys and certificates for the simulators and for the senders that talk to them.

use super::tls::{self, ServerTls};
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa,
    signature::KeyPair as _,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

const APNS_KEY_ID: &str = "HERALDKEY1";
const APNS_TEAM_ID: &str = "HERALDTEAM";
const PROJECT_ID: &str = "herald-simulated";
const CLIENT_EMAIL: &str = "herald@herald-simulated.iam.gserviceaccount.com";
const PRIVATE_KEY_ID: &str = "0123456789abcdef0123456789abcdef01234567";

/// Why the throw-away credentials could not be made.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    #[error("cannot write {path}: {source}")]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot generate a key")]
    Key(#[from] aws_lc_rs::error::Unspecified),
    #[error("cannot generate a certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("cannot use a certificate: {0}")]
    Tls(#[from] rustls::Error),
}

/// Which certificate a simulator shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certificate {
    /// For `127.0.0.1`, `::1` and `localhost`.
    #[default]
    Valid,
    /// Ran out years ago.
    Expired,
    /// For `elsewhere.example`.
    OtherName,
}

/// Keys of a simulated Apple team and Google project, and a certificate authority, in files that nobody but the owner
/// can read (mode 0600).
pub struct Credentials {
    dir: PathBuf,
    authority: rcgen::CertifiedIssuer<'static, rcgen::KeyPair>,
    rsa_key: rsa::KeyPair,
    /// The authority that the senders have to trust, PEM.
    pub ca_file: PathBuf,
    /// Apple's authentication token signing key: PKCS#8, PEM.
    pub apns_key_file: PathBuf,
    pub apns_key_id: String,
    pub apns_team_id: String,
    /// P-256, uncompressed point.
    pub apns_public_key: Vec<u8>,
    pub fcm_project_id: String,
    pub fcm_client_email: String,
    pub fcm_private_key_id: String,
    /// RSA 2048, PKCS#1 DER.
    pub fcm_public_key: Vec<u8>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Credentials {
    /// Makes new ones and writes `ca.pem` and `apns-key.p8` to `dir`, which is created when it is missing.
    pub fn generate(dir: &Path) -> Result<Self, CredentialsError> {
        fs::create_dir_all(dir).map_err(|source| CredentialsError::Write { path: dir.into(), source })?;
        let authority = tls::authority()?;
        let ca_file = write_private(dir.join("ca.pem"), &authority.pem())?;
        let apns_key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
        let apns_key_file = write_private(dir.join("apns-key.p8"), &apns_key.serialize_pem())?;
        let rsa_key = rsa::KeyPair::generate(rsa::KeySize::Rsa2048)?;
        Ok(Self {
            dir: dir.into(),
            authority,
            ca_file,
            apns_key_file,
            apns_key_id: APNS_KEY_ID.into(),
            apns_team_id: APNS_TEAM_ID.into(),
            apns_public_key: apns_key.public_key_raw().to_vec(),
            fcm_project_id: PROJECT_ID.into(),
            fcm_client_email: CLIENT_EMAIL.into(),
            fcm_private_key_id: PRIVATE_KEY_ID.into(),
            fcm_public_key: rsa_key.public_key().as_ref().to_vec(),
            rsa_key,
        })
    }

    /// What a simulator needs to be reached over TLS.
    pub fn tls(&self, certificate: Certificate) -> Result<ServerTls, CredentialsError> {
        tls::server(&self.authority, certificate)
    }

    /// Writes `service-account.json`, in which `token_uri` is the simulator's.
    pub fn write_service_account(&self, token_uri: &str) -> Result<PathBuf, CredentialsError> {
        let key: Pkcs8V1Der<'_> = self.rsa_key.as_der()?;
        let account = serde_json::json!({
            "type": "service_account",
            "project_id": self.fcm_project_id,
            "private_key_id": self.fcm_private_key_id,
            "private_key": pem("PRIVATE KEY", key.as_ref()),
            "client_email": self.fcm_client_email,
            "token_uri": token_uri,
        });
        write_private(self.dir.join("service-account.json"), &format!("{account:#}\n"))
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.extend(line.iter().map(|byte| char::from(*byte)));
        pem.push('\n');
    }
    pem + &format!("-----END {label}-----\n")
}

/// Writes a file that only its owner can read, also when a more open one was there.
fn write_private(path: PathBuf, content: &str) -> Result<PathBuf, CredentialsError> {
    let write = || {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.set_permissions(fs::Permissions::from_mode(0o600))?;
        }
        io::Write::write_all(&mut file, content.as_bytes())
    };
    match write() {
        Ok(()) => Ok(path),
        Err(source) => Err(CredentialsError::Write { path, source }),
    }
}
