//! The key pairs of one node, in a folder that is its own: `node` holds its id, `pair-N` the private half of generation N.

use super::{
    VaultError,
    files::{destroy, private_folder, write_secret},
    wrap::{HALF_LEN, Private, new_pair, public_of},
};
use herald_domain::ids::NodeId;
use herald_store::Node;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

const NODE: &str = "node";
const PAIR: &str = "pair-";

pub(super) struct Pairs {
    folder: PathBuf,
    pub node: NodeId,
    /// By generation, public halves.
    all: BTreeMap<i64, (Private, [u8; HALF_LEN])>,
}

impl Pairs {
    /// Reads what is there. `new` names a node whose folder is new.
    pub fn open(folder: PathBuf, new: NodeId) -> Result<Self, VaultError> {
        private_folder(&folder)?;
        let node = match fs::read_to_string(folder.join(NODE)) {
            Ok(id) => id.trim().parse().map_err(|_| io::Error::other("the file `node` holds no id"))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                write_secret(&folder, NODE, new.as_str().as_bytes())?;
                new
            }
            Err(error) => return Err(error.into()),
        };
        let mut all = BTreeMap::new();
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let Some(name) = name.strip_prefix(PAIR) else { continue };
            match (name.parse(), read(&path)?) {
                (Ok(generation), Some(pair)) => {
                    all.insert(generation, pair);
                }
                // Not wholly written, so nobody was ever told of it.
                _ => destroy(&path, HALF_LEN)?,
            }
        }
        Ok(Self { folder, node, all })
    }

    /// The newest generation.
    pub fn newest(&self) -> Option<i64> {
        self.all.last_key_value().map(|(generation, _)| *generation)
    }
    /// The node with each of its pairs, the newest last.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = Node> {
        self.all.iter().map(|(generation, (_, public))| Node {
            id: self.node.clone(),
            generation: *generation,
            public_key: public.to_vec(),
        })
    }
    pub fn private(&self, generation: i64) -> Option<&Private> {
        self.all.get(&generation).map(|(private, _)| private)
    }

    /// A new pair of this generation, which is on disk for good when this returns.
    pub fn add(&mut self, generation: i64) -> Result<(), VaultError> {
        let (private, public) = new_pair().ok_or(VaultError::Crypto)?;
        write_secret(&self.folder, &format!("{PAIR}{generation}"), private.as_ref())?;
        self.all.insert(generation, (private, public));
        Ok(())
    }

    /// Destroys every pair before this generation, on disk and here, and says whether there was one.
    pub fn destroy_before(&mut self, generation: i64) -> Result<bool, VaultError> {
        let old: Vec<i64> = self.all.range(..generation).map(|(old, _)| *old).collect();
        for old in &old {
            destroy(&self.folder.join(format!("{PAIR}{old}")), HALF_LEN)?;
            self.all.remove(old);
        }
        Ok(!old.is_empty())
    }
}

/// None when it is no private half.
fn read(path: &Path) -> io::Result<Option<(Private, [u8; HALF_LEN])>> {
    let mut bytes = fs::read(path)?;
    let mut private = Private::default();
    let whole = bytes.len() == HALF_LEN;
    if whole {
        private.copy_from_slice(&bytes);
    }
    bytes.fill(0);
    let public = if whole { public_of(&private) } else { None };
    Ok(public.map(|public| (private, public)))
}
