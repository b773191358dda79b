//! Writing files so that a crash leaves the old or the new one, never half of either.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{FileError, Stamp};
use crate::plan::{self, Plan};

/// A file that cannot be written; what was there before is still there.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The system refuses.
    #[error("cannot save: {0}")]
    File(#[source] FileError),
    /// A folder, a device or a pipe.
    #[error("cannot save: something that is no file has this name; take another: {}", path.display())]
    NotAFile {
        /// Where it was to be written.
        path: PathBuf,
    },
    /// The file may not be changed.
    #[error("cannot save: the file is write-protected; save under another name: {}", path.display())]
    Protected {
        /// Where it was to be written.
        path: PathBuf,
    },
    /// The plan cannot be put in words.
    #[error("cannot save: {error}; undo the last change and try again: {}", path.display())]
    Document {
        /// What the serializer said.
        error: String,
        /// Where it was to be written.
        path: PathBuf,
    },
}

/// Saves a plan and keeps what was there before as `.bak` beside it; says what the file holds now.
///
/// # Errors
/// Where the file cannot be written; the old one is then untouched.
pub fn save(plan: &Plan, path: &Path) -> Result<Stamp, SaveError> {
    let text = plan::write(plan)
        .map_err(|error| SaveError::Document { error: error.to_string(), path: path.to_owned() })?;
    let target = target(path)?;
    if let Some(old) = existing(&target)? {
        let system = |error| SaveError::File(FileError::new(&backup_path(&target), error));
        backup(&target, old).map_err(system)?;
    }
    write_atomically(&target, text.as_bytes())?;
    Ok(Stamp::of(text.as_bytes()))
}

/// Writes a file whole: to a temporary file in the same folder, on the disk, then in place of the old.
///
/// The old file's permissions are kept, and links are followed to the file they name.
///
/// # Errors
/// Where the file cannot be written; the old one is then untouched.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let target = target(path)?;
    let permissions = existing(&target)?;
    replace(&target, permissions, |file| file.write_all(bytes))
        .map_err(|error| SaveError::File(FileError::new(&target, error)))
}

/// Makes a folder and those above it, where they are not there.
///
/// # Errors
/// Where the system refuses.
pub fn create_folder(path: &Path) -> Result<(), SaveError> {
    fs::create_dir_all(path).map_err(|error| SaveError::File(FileError::new(path, error)))
}

/// Those of `names` that are there in a folder.
pub fn present(folder: &Path, names: &[String]) -> Vec<String> {
    names.iter().filter(|name| folder.join(name).exists()).cloned().collect()
}

/// The file a path names once links are followed; it need not be there.
fn target(path: &Path) -> Result<PathBuf, SaveError> {
    // As deep as Linux follows links itself.
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_no_link) => return Ok(target),
        }
    }
    Err(SaveError::NotAFile { path: path.to_owned() })
}

/// The permissions of a file that is there, none where there is no file.
fn existing(path: &Path) -> Result<Option<Permissions>, SaveError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(SaveError::File(FileError::new(path, error))),
    };
    if !metadata.is_file() {
        return Err(SaveError::NotAFile { path: path.to_owned() });
    }
    if metadata.permissions().readonly() {
        return Err(SaveError::Protected { path: path.to_owned() });
    }
    Ok(Some(metadata.permissions()))
}

fn backup(path: &Path, permissions: Permissions) -> io::Result<()> {
    let mut old = File::open(path)?;
    replace(&backup_path(path), Some(permissions), |file| io::copy(&mut old, file).map(drop))
}

/// Where the copy of a file as it was before the last save is kept.
pub fn backup_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".bak");
    PathBuf::from(name)
}

fn replace(
    path: &Path,
    permissions: Option<Permissions>,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let folder = folder_of(path);
    let mut file = temporary(folder, &prefix(path))?;
    fill(file.as_file_mut())?;
    #[cfg(test)]
    fault::strike()?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Takes away what a process that was killed while it saved this file left beside it.
///
/// Only who holds the file's lock may: nobody else then writes to it.
pub fn sweep(path: &Path) {
    let Ok(target) = target(path) else { return };
    let Ok(entries) = fs::read_dir(folder_of(&target)) else { return };
    let prefixes = [prefix(&target), prefix(&backup_path(&target))];
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_left = name.ends_with(SUFFIX) && prefixes.iter().any(|own| name.starts_with(own));
        if is_left && let Err(error) = fs::remove_file(entry.path()) {
            tracing::debug!("A temporary file stays behind: {error}: {}", entry.path().display());
        }
    }
}

/// The end of a temporary file's name.
const SUFFIX: &str = ".tmp";

/// The beginning of the names of a file's temporary files, short whatever its own name is.
fn prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    format!(".wattsplit-{:016x}-", Stamp::of(name.as_encoded_bytes()).hash())
}

fn temporary(folder: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The system takes the umask off, as for any new file.
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A disk that fails when a test asks for it.
#[cfg(test)]
pub mod fault {
    use std::cell::Cell;
    use std::io;

    thread_local! { static NEXT: Cell<Option<io::ErrorKind>> = const { Cell::new(None) }; }

    /// Every write of this thread fails so once its bytes are half on the disk, until it is set to none.
    pub fn set(kind: Option<io::ErrorKind>) {
        NEXT.set(kind);
    }

    pub(super) fn strike() -> io::Result<()> {
        NEXT.get().map_or(Ok(()), |kind| Err(kind.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;
    use crate::store::open;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_plan_saved_opens_equal_and_the_old_one_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        let mut plan = testing::plan();
        for name in ["One", "Two", "Three"] {
            name.clone_into(&mut plan.name);
            save(&plan, &path).unwrap();
        }
        assert_eq!(open(&path).unwrap(), plan);
        assert_eq!(open(&folder.path().join("plan.ron.bak")).unwrap().name, "Two");
        assert_eq!(names(folder.path()), ["plan.ron", "plan.ron.bak"]);
        let bytes = fs::read(&path).unwrap();
        save(&open(&path).unwrap(), &path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn what_is_no_file_or_protected_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        create_folder(&inner).unwrap();
        assert!(matches!(write_atomically(&inner, b"x"), Err(SaveError::NotAFile { .. })));
        let path = folder.path().join("kept.ron");
        write_atomically(&path, b"old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(write_atomically(&path, b"new"), Err(SaveError::Protected { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        let nowhere = folder.path().join("no/such/plan.ron");
        let said = save(&testing::plan(), &nowhere).unwrap_err().to_string();
        assert!(said.starts_with("cannot save: there is no such file or folder"), "{said}");
        assert_eq!(names(folder.path()), ["inner", "kept.ron"]);
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_is_kept_and_links_are_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
        symlink("real.ron", &link).unwrap();
        // The link dangles at first: the file it names is made.
        save(&testing::plan(), &link).unwrap();
        fs::set_permissions(&real, Permissions::from_mode(0o640)).unwrap();
        save(&testing::plan(), &link).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(names(folder.path()), ["link.ron", "real.ron", "real.ron.bak"]);
        // A new file is as open as the umask lets any file be.
        let fresh = folder.path().join("fresh.ron");
        write_atomically(&fresh, b"x").unwrap();
        let plain = folder.path().join("plain");
        fs::OpenOptions::new().write(true).create_new(true).open(&plain).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&fresh), mode(&plain));
    }

    #[test]
    fn a_full_disk_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        let mut plan = testing::plan();
        save(&plan, &path).unwrap();
        let before = fs::read(&path).unwrap();
        "Larger".clone_into(&mut plan.name);
        for (kind, words) in [
            (io::ErrorKind::StorageFull, "the disk is full; make room or take another place"),
            (io::ErrorKind::QuotaExceeded, "the disk is full; make room or take another place"),
            (io::ErrorKind::ReadOnlyFilesystem, "the disk is read-only; take another place"),
            (io::ErrorKind::FileTooLarge, "the file would be larger than the system allows"),
        ] {
            fault::set(Some(kind));
            let said = save(&plan, &path).unwrap_err().to_string();
            fault::set(None);
            assert!(said.starts_with(&format!("cannot save: {words}")), "{said}");
            assert_eq!(fs::read(&path).unwrap(), before);
            assert_eq!(names(folder.path()), ["plan.ron"]);
        }
    }

    #[test]
    fn a_folder_that_is_a_file_and_a_name_too_long_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        write_atomically(&file, b"x").unwrap();
        let long = folder.path().join("n".repeat(300));
        for (path, words) in [
            (file.join("plan.ron"), "cannot save: what should be a folder is a file"),
            (long, "cannot save: the name is not allowed"),
        ] {
            let said = save(&testing::plan(), &path).unwrap_err().to_string();
            assert!(said.starts_with(words), "{said}");
        }
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[test]
    fn what_a_killed_save_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        let left = |name: &str| {
            let prefix = prefix(&folder.path().join(name));
            temporary(folder.path(), &prefix).unwrap().keep().unwrap()
        };
        let _own = (left("plan.ron"), left("plan.ron.bak"));
        let (_, other) = left("other.ron");
        write_atomically(&path, b"x").unwrap();
        sweep(&path);
        let other = other.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(names(folder.path()), [other, "plan.ron".to_owned()]);
    }
}
