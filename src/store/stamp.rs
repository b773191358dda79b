//! What a file held when it was read or written, so that a change by someone else is seen.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::FileError;
use crate::plan::MAX_BYTES;

/// What a file held: its size and a hash of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    bytes: u64,
    hash: u64,
}

/// What the system says of a file without reading it: equal glances need no second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    /// The stamp of a file that holds `bytes`: FNV-1a with 64 bits.
    pub fn of(bytes: &[u8]) -> Self {
        let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self { bytes: bytes.len() as u64, hash }
    }

    /// The hash of the bytes.
    pub(super) const fn hash(self) -> u64 {
        self.hash
    }
}

/// The stamp of a file as it is now; none where it is gone.
///
/// # Errors
/// Where the file is there and cannot be read.
pub fn stamp(path: &Path) -> Result<Option<Stamp>, FileError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(Some(Stamp::of(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FileError::new(path, error)),
    }
}

/// A glance at a file; none where it is gone.
pub fn glance(path: &Path) -> Option<Glance> {
    let metadata = fs::metadata(path).ok()?;
    Some(Glance { bytes: metadata.len(), modified: metadata.modified().ok() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::write_atomically;

    #[test]
    fn a_stamp_tells_bytes_apart_and_not_times() {
        // Published values of FNV-1a: of nothing, and of "a".
        assert_eq!(Stamp::of(b"").hash, 0xcbf2_9ce4_8422_2325);
        assert_eq!(Stamp::of(b"a").hash, 0xaf63_dc4c_8601_ec8c);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        assert!(stamp(&path).unwrap().is_none() && glance(&path).is_none());
        write_atomically(&path, b"one").unwrap();
        let first = stamp(&path).unwrap();
        write_atomically(&path, b"one").unwrap();
        assert_eq!(stamp(&path).unwrap(), first);
        write_atomically(&path, b"two").unwrap();
        assert_ne!(stamp(&path).unwrap(), first);
        assert!(stamp(folder.path()).is_err());
    }
}
