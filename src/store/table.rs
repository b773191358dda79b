//! Tables in files: text of a size that a person would paste.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::FileError;

/// The most bytes of a table that are read.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// A file that cannot be read as a table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The system cannot read it.
    #[error("cannot read the table: {0}")]
    File(#[source] FileError),
    /// Larger than any table that is pasted.
    #[error("cannot read the table: the file has more than 2 MB; keep the columns that are needed: {}", .0.display())]
    TooLarge(PathBuf),
    /// Not written as text.
    #[error("cannot read the table: the file is no UTF-8 text; save it as CSV UTF-8: {}", .0.display())]
    NotText(PathBuf),
}

/// Reads the text of a CSV or TSV file.
///
/// # Errors
/// Where the file cannot be read, is too large or is no text.
pub fn read_table(path: &Path) -> Result<String, TableError> {
    let system = |error: io::Error| TableError::File(FileError::new(path, error));
    // A pipe would be waited for.
    if !std::fs::metadata(path).map_err(system)?.is_file() {
        return Err(TableError::NotText(path.to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(system)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(TableError::TooLarge(path.to_owned()));
    }
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    let text = text.ok_or_else(|| TableError::NotText(path.to_owned()))?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::write_atomically;

    #[test]
    fn a_table_is_read_as_text_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        write_atomically(&path, "\u{feff}Month,Price\n2027-01,5".as_bytes()).unwrap();
        assert_eq!(read_table(&path).unwrap(), "Month,Price\n2027-01,5");
        for (bytes, said) in [
            (&b"M\xe4rz;5"[..], "UTF-8"),
            (&b"P\0K"[..], "UTF-8"),
            (&vec![b'1'; 2 * 1024 * 1024 + 1][..], "more than 2 MB"),
        ] {
            write_atomically(&path, bytes).unwrap();
            let error = read_table(&path).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        let error = read_table(&folder.path().join("none.csv")).unwrap_err().to_string();
        assert!(error.contains("no such file"), "{error}");
    }
}
