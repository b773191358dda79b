//! What outlasts the window: theme, scale and first steps.

use super::{MessageKind, State};
use crate::look::Theme;
use crate::store::{self, ThemeSetting};

impl State {
    /// The theme of the settings.
    pub const fn theme(&self) -> Theme {
        match self.settings.theme {
            ThemeSetting::Dark => Theme::Dark,
            ThemeSetting::Light => Theme::Light,
        }
    }

    /// Shows the first steps; once closed, they come back only when asked for.
    pub(super) fn show_first_steps(&mut self, shown: bool) {
        self.first_steps = shown;
        if !shown {
            self.settings.first_steps_closed = true;
            self.keep_settings();
        }
    }

    pub(super) fn set_theme(&mut self, theme: Theme) {
        self.settings.theme = match theme {
            Theme::Dark => ThemeSetting::Dark,
            Theme::Light => ThemeSetting::Light,
        };
        self.keep_settings();
    }

    pub(super) fn set_scale(&mut self, scale: f32) {
        // In twentieths, so that steps up and down meet again.
        self.settings.scale = ((scale * 20.0).round() / 20.0).clamp(1.0, 2.0);
        self.keep_settings();
    }

    /// Saves the settings, or says why they cannot be.
    pub(super) fn keep_settings(&mut self) {
        if let Some(folder) = &self.config
            && let Err(error) = store::save_settings(&self.settings, folder)
        {
            self.tell(MessageKind::Warning, error.to_string());
        }
    }
}
