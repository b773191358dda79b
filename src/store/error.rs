//! What the system says of a file, in words with a cure.

use std::io;
use std::path::{Path, PathBuf};

/// A file that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{why}; {cure}: {}", path.display())]
pub struct FileError {
    why: String,
    cure: &'static str,
    path: PathBuf,
    source: io::Error,
}

impl FileError {
    pub(super) fn new(path: &Path, source: io::Error) -> Self {
        let (why, cure) = match source.kind() {
            io::ErrorKind::NotFound => ("there is no such file or folder", "check the name"),
            io::ErrorKind::PermissionDenied => {
                ("access is not permitted", "change its permissions or take another place")
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                ("the disk is full", "make room or take another place")
            }
            io::ErrorKind::ReadOnlyFilesystem => ("the disk is read-only", "take another place"),
            io::ErrorKind::FileTooLarge => {
                ("the file would be larger than the system allows", "take another place")
            }
            io::ErrorKind::NotADirectory => ("what should be a folder is a file", "check the path"),
            io::ErrorKind::InvalidFilename => ("the name is not allowed", "take another name"),
            _ => ("", "try again or take another place"),
        };
        let why = if why.is_empty() { source.to_string() } else { why.to_owned() };
        Self { why, cure, path: path.to_owned(), source }
    }

    /// What kind of trouble the system reported.
    pub fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }
}
