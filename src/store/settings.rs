//! Settings of the window and recent plans; they always load.

use std::path::{Path, PathBuf};
use std::{fs, io};

use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

use super::{SaveError, write_atomically};

/// How many recent plans are remembered.
pub const MOST_RECENT: usize = 12;

const FILE: &str = "settings.ron";

/// What the window remembers from one start to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Dark or light.
    pub theme: ThemeSetting,
    /// Scale of everything in the window, 1 to 2.
    pub scale: f32,
    /// Place of the window when it was last closed.
    pub window: Option<WindowSetting>,
    /// Plans opened or saved, the latest first.
    pub recent: Vec<PathBuf>,
    /// The folder that charts and plans went to last.
    pub export_folder: Option<PathBuf>,
    /// Whether the first steps were closed, for good.
    pub first_steps_closed: bool,
}

/// Dark or light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeSetting {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
}

/// Size of the window, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowSetting {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Whether it filled the screen.
    pub maximized: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeSetting::default(),
            scale: 1.0,
            window: None,
            recent: Vec::new(),
            export_folder: None,
            first_steps_closed: false,
        }
    }
}

impl Settings {
    /// Puts a plan at the head of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        let path = fs::canonicalize(path).unwrap_or_else(|_unresolved| path.to_owned());
        self.recent.retain(|recent| *recent != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
    }

    /// Takes a plan out of the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
    }

    /// The same settings with every figure in its range.
    fn in_range(mut self) -> Self {
        self.scale = if self.scale.is_finite() { self.scale.clamp(0.5, 3.0) } else { 1.0 };
        let possible = |side: f32| (100.0..=100_000.0).contains(&side);
        self.window = self.window.filter(|at| possible(at.width) && possible(at.height));
        self.recent.truncate(MOST_RECENT);
        self
    }
}

/// Settings as they were loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The settings, the defaults where the file could not be read.
    pub settings: Settings,
    /// Why the defaults stand in, in words.
    pub warning: Option<String>,
}

/// The folder of the user's settings; none where the system names none.
pub fn config_folder() -> Option<PathBuf> {
    ProjectDirs::from("", "", "wattsplit").map(|dirs| dirs.config_dir().to_owned())
}

/// Loads the settings of a folder: the defaults, with a warning, where they cannot be read.
pub fn load_settings(folder: &Path) -> Loaded {
    let path = folder.join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Loaded { settings: Settings::default(), warning: None };
        }
        Err(error) => return defaults(&path, &error.to_string()),
    };
    match ron::from_str::<Settings>(&text) {
        Ok(settings) => Loaded { settings: settings.in_range(), warning: None },
        Err(error) => defaults(&path, &error.to_string()),
    }
}

fn defaults(path: &Path, why: &str) -> Loaded {
    let warning = format!(
        "the settings cannot be read, {why}; the defaults are used until they are changed: {}",
        path.display()
    );
    Loaded { settings: Settings::default(), warning: Some(warning) }
}

/// Saves the settings in a folder, which is made where it is not there.
///
/// # Errors
/// Where the file cannot be written.
pub fn save_settings(settings: &Settings, folder: &Path) -> Result<(), SaveError> {
    let path = folder.join(FILE);
    let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default())
        .map_err(|error| SaveError::Document { error: error.to_string(), path: path.clone() })?;
    super::create_folder(folder)?;
    write_atomically(&path, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_load_what_was_saved_and_defaults_where_nothing_was() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config/wattsplit");
        assert_eq!(load_settings(&config).settings, Settings::default());
        let window = WindowSetting { width: 1440.0, height: 900.0, maximized: false };
        let mut settings = Settings {
            theme: ThemeSetting::Light,
            scale: 1.5,
            window: Some(window),
            export_folder: Some(PathBuf::from("/charts")),
            first_steps_closed: true,
            ..Settings::default()
        };
        settings.remember(Path::new("/plans/a.ron"));
        save_settings(&settings, &config).unwrap();
        assert_eq!(load_settings(&config), Loaded { settings, warning: None });
    }

    #[test]
    fn settings_that_cannot_be_read_are_the_defaults_with_a_warning() {
        let folder = tempfile::tempdir().unwrap();
        for wrong in ["(theme: Blue)", "\u{0}", "(scale: \"large\")", ""] {
            write_atomically(&folder.path().join(FILE), wrong.as_bytes()).unwrap();
            let loaded = load_settings(folder.path());
            assert_eq!(loaded.settings, Settings::default(), "{wrong}");
            let warning = loaded.warning.unwrap();
            assert!(warning.starts_with("the settings cannot be read"), "{warning}");
        }
    }

    #[test]
    fn unknown_settings_are_passed_over_and_figures_brought_into_range() {
        let folder = tempfile::tempdir().unwrap();
        let text = "(theme: Light, later: 3, scale: NaN, window: Some((width: -1.0, height: 900.0, maximized: true)))";
        write_atomically(&folder.path().join(FILE), text.as_bytes()).unwrap();
        let expect = Settings { theme: ThemeSetting::Light, ..Settings::default() };
        assert_eq!(load_settings(folder.path()), Loaded { settings: expect, warning: None });
    }

    #[test]
    fn recent_plans_stand_once_and_the_latest_first() {
        let mut settings = Settings::default();
        for number in 0..MOST_RECENT + 3 {
            settings.remember(Path::new(&format!("/plans/{number}.ron")));
        }
        settings.remember(Path::new("/plans/9.ron"));
        assert_eq!(settings.recent.len(), MOST_RECENT);
        assert_eq!(settings.recent[..2], ["/plans/9.ron", "/plans/14.ron"].map(PathBuf::from));
        settings.forget(Path::new("/plans/9.ron"));
        assert_eq!(settings.recent[0], Path::new("/plans/14.ron"));
    }
}
