//! Opening a plan, refusing what cannot be one before it is read.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{FileError, Stamp};
use crate::plan::{self, DocumentError, MAX_BYTES, Plan};

/// A file that cannot be opened as a plan.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system cannot read it.
    #[error("cannot open the plan: {0}")]
    File(#[source] FileError),
    /// A folder, a device or a pipe.
    #[error("cannot open the plan: this is no file; choose a .ron file: {}", path.display())]
    NotAFile {
        /// What was to be opened.
        path: PathBuf,
    },
    /// Larger than any plan.
    #[error(
        "cannot open the plan: the file has {} MB, and a plan has {} MB at most; choose another: {}",
        bytes.div_ceil(1024 * 1024), MAX_BYTES / (1024 * 1024), path.display()
    )]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// The file.
        path: PathBuf,
    },
    /// A copy of an unsaved plan that is none.
    #[error(
        "cannot read the copy kept of an unsaved plan: {error}; it stays where it is: {}",
        path.display()
    )]
    Autosave {
        /// What is wrong with it.
        error: String,
        /// The copy.
        path: PathBuf,
    },
    /// Not a document this program reads.
    #[error("cannot open the plan: {error}: {}", path.display())]
    Document {
        /// What is wrong with it, with place and cure.
        error: DocumentError,
        /// The file.
        path: PathBuf,
    },
}

/// Opens the plan in a file.
///
/// # Errors
/// Where the file cannot be read or is no plan; a file above [`MAX_BYTES`] is refused unread.
pub fn open(path: &Path) -> Result<Plan, OpenError> {
    open_stamped(path).map(|(plan, _)| plan)
}

/// As [`open`], with what the file held.
///
/// # Errors
/// As [`open`].
pub fn open_stamped(path: &Path) -> Result<(Plan, Stamp), OpenError> {
    let system = |error: io::Error| OpenError::File(FileError::new(path, error));
    let metadata = fs::metadata(path).map_err(system)?;
    if !metadata.is_file() {
        return Err(OpenError::NotAFile { path: path.to_owned() });
    }
    if metadata.len() > MAX_BYTES {
        return Err(OpenError::TooLarge { bytes: metadata.len(), path: path.to_owned() });
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(system)?;
    let plan =
        plan::read(&bytes).map_err(|error| OpenError::Document { error, path: path.to_owned() })?;
    Ok((plan, Stamp::of(&bytes)))
}

/// Reads a text file, such as a table of prices.
///
/// # Errors
/// Where the file cannot be read or is above [`MAX_BYTES`]; bytes that are no text become a mark.
pub fn read_text(path: &Path) -> Result<String, FileError> {
    let mut bytes = Vec::new();
    let file = File::open(path).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes));
    file.map_err(|error| FileError::new(path, error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::write_atomically;

    #[test]
    fn what_cannot_be_a_plan_is_refused_with_its_path_last() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        let said = |path: &Path| open(path).unwrap_err().to_string();
        assert_eq!(
            said(&path),
            format!(
                "cannot open the plan: there is no such file or folder; check the name: {}",
                path.display()
            )
        );
        assert!(said(folder.path()).contains("this is no file"));
        write_atomically(&path, b"(\n  format_version: 1,\n  grid: NaN,\n)").unwrap();
        let broken = said(&path);
        assert!(broken.starts_with("cannot open the plan: line 3, column 9: NaN"), "{broken}");
        assert!(broken.ends_with("plan.ron"), "{broken}");
    }

    #[test]
    fn a_file_above_the_limit_is_refused_unread() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.ron");
        write_atomically(&path, b"").unwrap();
        // A sparse file: the size is there, the bytes are not.
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert!(
            matches!(open(&path), Err(OpenError::TooLarge { bytes, .. }) if bytes == MAX_BYTES + 1)
        );
    }
}
