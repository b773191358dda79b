//! Files: plans, copies of unsaved ones, locks, settings and recent plans; the only module that touches the disk.

mod autosave;
mod error;
mod lock;
mod open;
mod place;
mod recent;
mod settings;
mod stamp;
mod table;
mod template;
mod write;

pub use autosave::{Autosaves, Found, autosave, remove_autosave, state_folder};
pub use error::FileError;
pub use lock::{Holder, Lock, Taken, lock};
pub use open::{OpenError, open, open_stamped, read_text};
pub use place::{Place, place};
pub use recent::{Recent, recent};
pub use settings::{
    Loaded, MOST_RECENT, Settings, ThemeSetting, WindowSetting, config_folder, load_settings,
    save_settings,
};
pub use stamp::{Glance, Stamp, glance, stamp};
pub use table::{TableError, read_table};
pub use template::{TEMPLATES, Template, example};
#[cfg(test)]
pub use write::fault;
pub use write::{SaveError, backup_path, create_folder, present, save, sweep, write_atomically};

/// The day it is where the user is, as `2026-03-01`.
pub fn today() -> String {
    jiff::Zoned::now().date().to_string()
}
