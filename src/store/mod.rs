//! Files: plans, settings and recent plans; the only module that touches the disk.

mod error;
mod open;
mod recent;
mod settings;
mod template;
mod write;

pub use error::FileError;
pub use open::{OpenError, open};
pub use recent::{Recent, recent};
pub use settings::{
    Loaded, MOST_RECENT, Settings, ThemeSetting, WindowSetting, config_folder, load_settings,
    save_settings,
};
pub use template::{TEMPLATES, Template, example};
pub use write::{SaveError, create_folder, save, write_atomically};
