//! Writing files so that a crash leaves the old or the new one, never half of either.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::FileError;
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

/// Saves a plan and keeps what was there before as `.bak` beside it.
///
/// # Errors
/// Where the file cannot be written; the old one is then untouched.
pub fn save(plan: &Plan, path: &Path) -> Result<(), SaveError> {
    let text = plan::write(plan)
        .map_err(|error| SaveError::Document { error: error.to_string(), path: path.to_owned() })?;
    let target = target(path)?;
    if let Some(old) = existing(&target)? {
        let system = |error| SaveError::File(FileError::new(&backup_path(&target), error));
        backup(&target, old).map_err(system)?;
    }
    write_atomically(&target, text.as_bytes())
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

fn backup_path(path: &Path) -> PathBuf {
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
    let mut file = temporary(folder)?;
    fill(file.as_file_mut())?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(folder)
}

fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".wattsplit-").suffix(".tmp");
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

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
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
}
