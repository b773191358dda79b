//! What stands where a file is to be opened or written.

use std::path::Path;

use super::write::folder_of;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The folder that should hold it is not there.
    NoFolder,
    /// What should be its folder is none.
    FolderIsFile,
    /// A folder.
    Folder,
    /// A file, or something else that is no folder.
    File,
    /// Nothing: a file can be written here.
    Free,
}

/// Looks what stands at a path.
pub fn place(path: &Path) -> Place {
    let folder = folder_of(path);
    if path.is_dir() {
        Place::Folder
    } else if path.exists() {
        Place::File
    } else if folder.is_dir() {
        Place::Free
    } else if folder.exists() {
        Place::FolderIsFile
    } else {
        Place::NoFolder
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::write_atomically;

    #[test]
    fn a_place_says_what_stands_there() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| place(&folder.path().join(name));
        write_atomically(&folder.path().join("file"), b"x").unwrap();
        assert_eq!(place(folder.path()), Place::Folder);
        assert_eq!((at("file"), at("free")), (Place::File, Place::Free));
        assert_eq!((at("no/file"), at("file/plan.ron")), (Place::NoFolder, Place::FolderIsFile));
        assert_eq!(place(Path::new("no such file here")), Place::Free);
    }
}
