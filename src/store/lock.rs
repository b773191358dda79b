//! One window at a time holds a plan's file.
//!
//! A lock is a small file in the program's own folder that the system locks for as long as the process lives:
//! one left by a process that is gone holds nobody up.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::{FileError, SaveError, Stamp, create_folder};

/// How often another process may take the lock file away between opening and locking it.
const MOST_TRIES: usize = 8;

/// A plan's file, held until this is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// Who holds a plan's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Number of the process; none where it cannot be read.
    pub process: Option<u32>,
    /// Name of the machine; none where it cannot be read.
    pub host: Option<String>,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Taken {
    /// It is held here now.
    Here(Lock),
    /// Another window holds it.
    Elsewhere(Holder),
}

/// Asks for the lock of a plan's file, however its path is written, in a folder of locks.
///
/// # Errors
/// Where the system keeps no locks there.
pub fn lock(folder: &Path, plan: &Path) -> Result<Taken, SaveError> {
    create_folder(folder)?;
    let plan = canonical(plan);
    let hash = Stamp::of(plan.as_os_str().as_encoded_bytes()).hash();
    let path = folder.join(format!("{hash:016x}.lock"));
    let system = |error| SaveError::File(FileError::new(&path, error));
    for _ in 0..MOST_TRIES {
        match hold(&path).map_err(system)? {
            Some(mut file) => {
                if still_names(&file, &path) {
                    let who = format!("{}\n{}\n{}\n", std::process::id(), host(), plan.display());
                    file.set_len(0)
                        .and_then(|()| file.write_all(who.as_bytes()))
                        .map_err(system)?;
                    return Ok(Taken::Here(Lock { file, path }));
                }
            }
            None => return Ok(Taken::Elsewhere(holder(&path))),
        }
    }
    Err(system(io::ErrorKind::ResourceBusy.into()))
}

/// Opens and locks a file, which is made where it is not there; none where another process holds it.
pub(super) fn hold(path: &Path) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    let mut file = options.read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => file.rewind().map(|()| Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// The path without links and dots, as far as the file is there.
pub(super) fn canonical(path: &Path) -> PathBuf {
    let whole = fs::canonicalize(path).or_else(|_absent| match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => Ok(fs::canonicalize(folder)?.join(name)),
        _ => std::path::absolute(path),
    });
    whole.unwrap_or_else(|_unresolved| path.to_owned())
}

/// Whether the path still leads to the file that was locked, not to a newer one.
#[cfg(unix)]
fn still_names(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(own), Ok(there)) => own.ino() == there.ino() && own.dev() == there.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn still_names(_file: &File, path: &Path) -> bool {
    path.exists()
}

fn holder(path: &Path) -> Holder {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(4096).read_to_string(&mut text));
    let mut lines = text.lines().filter(|_| read.is_ok());
    let process = lines.next().and_then(|line| line.parse().ok());
    Holder { process, host: lines.next().filter(|line| !line.is_empty()).map(str::to_owned) }
}

fn host() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The file goes while it is locked: who opens it now finds that its path leads elsewhere.
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::debug!(
                "A lock stays behind, held by nobody: {error}: {}",
                self.path.display()
            );
        }
        if let Err(error) = self.file.unlock() {
            tracing::debug!("A lock ends with its file: {error}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(taken: Taken) -> Lock {
        match taken {
            Taken::Here(lock) => lock,
            Taken::Elsewhere(holder) => panic!("held by {holder:?}"),
        }
    }

    #[test]
    fn a_file_is_held_once_however_its_path_is_written_and_free_again_after() {
        let folder = tempfile::tempdir().unwrap();
        let (locks, plan) = (folder.path().join("locks"), folder.path().join("plan.ron"));
        let first = here(lock(&locks, &plan).unwrap());
        let again = folder.path().join("no").join("..").join("plan.ron");
        create_folder(&folder.path().join("no")).unwrap();
        match lock(&locks, &again).unwrap() {
            Taken::Elsewhere(holder) => {
                assert_eq!(holder.process, Some(std::process::id()));
                assert!(holder.host.is_some());
            }
            Taken::Here(_) => panic!("held twice"),
        }
        let other = here(lock(&locks, &folder.path().join("other.ron")).unwrap());
        drop(first);
        let second = here(lock(&locks, &plan).unwrap());
        drop((second, other));
        assert_eq!(fs::read_dir(&locks).unwrap().count(), 0);
    }

    #[test]
    fn a_lock_left_by_a_process_that_is_gone_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let (locks, plan) = (folder.path().join("locks"), folder.path().join("plan.ron"));
        let held = here(lock(&locks, &plan).unwrap());
        let path = held.path.clone();
        drop(held);
        // What a killed process leaves: the file with its number, which the system no longer locks.
        crate::store::write_atomically(&path, b"4194304\nelsewhere\n").unwrap();
        assert!(matches!(lock(&locks, &plan).unwrap(), Taken::Here(_)));
    }
}
