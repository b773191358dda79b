//! Copies of plans that are not saved yet, in the program's own folder, for the next start after a crash.
//!
//! Each window keeps its copies in a folder of its own, which the system locks for as long as the window lives:
//! a folder nobody locks was left by a crash.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::lock::hold;
use super::recent::saved_at;
use super::{FileError, OpenError, SaveError, Stamp, create_folder, write_atomically};
use crate::plan::{self, MAX_BYTES, Plan};

const LOCK: &str = "lock";
const EXTENSION: &str = "ron";

/// The copies of one window; its folder goes with it where it is empty.
#[derive(Debug)]
pub struct Autosaves {
    /// Where the folders of all windows are.
    all: PathBuf,
    /// The folder of this window.
    own: PathBuf,
    /// Folders left by a crash, held by this window until they are empty.
    claimed: Vec<(PathBuf, File)>,
    /// What marks the own folder as in use.
    lock: File,
}

/// A plan that a crash left.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The plan as it stood.
    pub plan: Plan,
    /// Its own file; none where it was never saved.
    pub original: Option<PathBuf>,
    /// What its own file held when it was last read or written.
    pub stamp: Option<Stamp>,
    /// When the copy was written, in the time of the place.
    pub saved_at: Option<String>,
    /// The copy.
    pub file: PathBuf,
}

/// What a copy's file holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Copy {
    original: Option<PathBuf>,
    stamp: Option<Stamp>,
    /// The document's text: it is read as a document of its own format version.
    plan: String,
}

/// The folder in which the program keeps copies and locks; none where the system names none.
pub fn state_folder() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "wattsplit")?;
    Some(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
}

/// Writes the copy of a plan to a file of [`Autosaves::file`]; the plan's own file is not touched.
///
/// # Errors
/// Where the copy cannot be written.
pub fn autosave(
    file: &Path,
    plan: &Plan,
    original: Option<&Path>,
    stamp: Option<Stamp>,
) -> Result<(), SaveError> {
    let words =
        |error: ron::Error| SaveError::Document { error: error.to_string(), path: file.to_owned() };
    let plan = plan::write(plan).map_err(words)?;
    // A path that is no text cannot be kept; the copy is then one of an untitled plan.
    let original = original.filter(|path| path.to_str().is_some()).map(Path::to_owned);
    let text = ron::to_string(&Copy { original, stamp, plan }).map_err(words)?;
    write_atomically(file, text.as_bytes())
}

/// Takes a copy away; nothing where there is none.
///
/// # Errors
/// Where the system refuses.
pub fn remove_autosave(file: &Path) -> Result<(), SaveError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(SaveError::File(FileError::new(file, error)))
        }
        _ => Ok(()),
    }
}

impl Autosaves {
    /// Makes the folder of a window among those of `all`.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn start(all: &Path) -> Result<Self, SaveError> {
        const MOST_TRIES: usize = 8;
        let system = |error| SaveError::File(FileError::new(all, error));
        create_folder(all)?;
        for _ in 0..MOST_TRIES {
            let own = tempfile::Builder::new().prefix("window-").tempdir_in(all);
            let own = own.map_err(system)?.keep();
            // Another window that starts now may take the folder, still without a lock, for one left by a crash.
            if let Ok(Some(lock)) = hold(&own.join(LOCK)) {
                return Ok(Self { all: all.to_owned(), own, claimed: Vec::new(), lock });
            }
        }
        Err(system(std::io::ErrorKind::ResourceBusy.into()))
    }

    /// The file for the copy of an open plan: its id, and its number in this window.
    pub fn file(&self, plan_id: &str, number: u64) -> PathBuf {
        let kept = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let id: String = plan_id.chars().filter(kept).take(40).collect();
        self.own.join(format!("{id}-{number}.{EXTENSION}"))
    }

    /// What crashes left, with a word on each copy that cannot be read; those of living windows are not touched.
    ///
    /// What is found is held: no other window offers it meanwhile.
    pub fn recoverable(&mut self) -> (Vec<Found>, Vec<String>) {
        let (mut found, mut unread) = (Vec::new(), Vec::new());
        for folder in entries(&self.all).into_iter().filter(|path| path.is_dir()) {
            let is_held = self.claimed.iter().any(|(claimed, _)| *claimed == folder);
            if folder == self.own || is_held {
                continue;
            }
            let Ok(Some(lock)) = hold(&folder.join(LOCK)) else { continue };
            for file in copies(&folder) {
                match read(&file) {
                    Ok(copy) => found.push(copy),
                    Err(error) => unread.push(error.to_string()),
                }
            }
            self.claimed.push((folder, lock));
        }
        self.tidy();
        (found, unread)
    }

    /// Makes a copy that was found one of this window.
    ///
    /// # Errors
    /// Where the system refuses; it can then still be found.
    pub fn adopt(&mut self, found: &Found, file: &Path) -> Result<(), SaveError> {
        fs::rename(&found.file, file)
            .map_err(|error| SaveError::File(FileError::new(&found.file, error)))?;
        self.tidy();
        Ok(())
    }

    /// Takes away a copy that was found.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn discard(&mut self, found: &Found) -> Result<(), SaveError> {
        remove_autosave(&found.file)?;
        self.tidy();
        Ok(())
    }

    /// Takes away the folders in which nothing is left.
    fn tidy(&mut self) {
        self.claimed.retain(|(folder, _)| !remove_if_empty(folder));
    }
}

impl Drop for Autosaves {
    fn drop(&mut self) {
        remove_if_empty(&self.own);
        // Held until the folder is gone: nobody takes it for one left by a crash.
        if let Err(error) = self.lock.unlock() {
            tracing::debug!("A lock ends with its file: {error}");
        }
    }
}

/// Takes a window's folder away where it holds no copy; returns whether it is gone.
fn remove_if_empty(folder: &Path) -> bool {
    if !copies(folder).is_empty() {
        return false;
    }
    if let Err(error) = fs::remove_dir_all(folder) {
        tracing::debug!("An empty folder stays behind: {error}: {}", folder.display());
    }
    true
}

fn copies(folder: &Path) -> Vec<PathBuf> {
    let mut files = entries(folder);
    files.retain(|path| path.extension().is_some_and(|extension| extension == EXTENSION));
    files
}

/// What stands in a folder, in order; nothing where it cannot be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn read(file: &Path) -> Result<Found, OpenError> {
    let system = |error| OpenError::File(FileError::new(file, error));
    let bytes = fs::metadata(file).map_err(system)?.len();
    // The text of a plan stands in quotes, with a mark before each of its own.
    if bytes > 2 * MAX_BYTES {
        return Err(OpenError::TooLarge { bytes, path: file.to_owned() });
    }
    let text = fs::read_to_string(file).map_err(system)?;
    let Copy { original, stamp, plan } = ron::from_str(&text)
        .map_err(|error| OpenError::Autosave { error: error.to_string(), path: file.to_owned() })?;
    let plan = plan::read(plan.as_bytes())
        .map_err(|error| OpenError::Document { error, path: file.to_owned() })?;
    Ok(Found { plan, original, stamp, saved_at: saved_at(file), file: file.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    fn named(name: &str) -> Plan {
        Plan { name: name.to_owned(), ..testing::plan() }
    }

    #[test]
    fn what_a_crash_leaves_is_found_by_the_next_window_and_by_one_only() {
        let folder = tempfile::tempdir().unwrap();
        let all = folder.path().join("autosave");
        let original = folder.path().join("a \"plan\" of ours.ron");
        let crashed = Autosaves::start(&all).unwrap();
        let stamp = Some(Stamp::of(b"x"));
        let quoted = named("Quoted “plan” \"with\" \\ and\nlines");
        autosave(&crashed.file("a", 1), &named("old"), None, None).unwrap();
        autosave(&crashed.file("a", 1), &quoted, Some(&original), stamp).unwrap();
        autosave(&crashed.file("../b", 2), &named("untitled"), None, None).unwrap();
        let mut next = Autosaves::start(&all).unwrap();
        assert_eq!(next.recoverable(), (Vec::new(), Vec::new()), "the first one lives");
        // A crash releases the lock and leaves the rest: so does this.
        crashed.lock.unlock().unwrap();
        std::mem::forget(crashed);
        let (found, unread) = next.recoverable();
        assert!(unread.is_empty());
        let said: Vec<_> = found.iter().map(|found| found.plan.name.as_str()).collect();
        assert_eq!(said, [quoted.name.as_str(), "untitled"]);
        assert_eq!((&found[0].plan, &found[0].original), (&quoted, &Some(original)));
        assert!(found[0].stamp == stamp && found[0].saved_at.is_some());
        let mut third = Autosaves::start(&all).unwrap();
        assert!(third.recoverable().0.is_empty(), "the second one holds it");
        drop(third);
        // Not decided, it is found again at the start after that.
        drop(next);
        let mut next = Autosaves::start(&all).unwrap();
        let (found, _) = next.recoverable();
        assert_eq!(found.len(), 2);
        next.discard(&found[1]).unwrap();
        let own = next.file("a", 7);
        next.adopt(&found[0], &own).unwrap();
        assert_eq!(read(&own).unwrap().plan, quoted);
        assert_eq!(entries(&all), [next.own.clone()]);
        remove_autosave(&own).unwrap();
        remove_autosave(&own).unwrap();
        drop(next);
        assert!(entries(&all).is_empty());
    }

    #[test]
    fn a_copy_that_cannot_be_read_is_told_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let crashed = Autosaves::start(folder.path()).unwrap();
        let file = crashed.file("a", 1);
        write_atomically(&file, b"(original: None, stamp: None, plan: \"half").unwrap();
        crashed.lock.unlock().unwrap();
        std::mem::forget(crashed);
        let mut next = Autosaves::start(folder.path()).unwrap();
        let (found, unread) = next.recoverable();
        assert!(found.is_empty() && unread.len() == 1, "{unread:?}");
        assert!(
            unread[0].starts_with("cannot read the copy kept of an unsaved plan"),
            "{unread:?}"
        );
        drop(next);
        assert!(file.exists());
    }
}
