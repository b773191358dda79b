//! The folder files go to, and the question before any of them is replaced.

use std::path::{Path, PathBuf};

use egui::{Rect, Ui, pos2, vec2};

use super::row_ui;
use crate::look::text;
use crate::store;
use crate::ui::actions::said;
use crate::ui::shell::dialogs;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::entry;
use crate::ui::widgets::overlay::buttons_ui;
use crate::words::tr;

/// How many of the files that are there already are named.
const MOST_NAMED: usize = 3;

/// A folder as it is typed, and what is known of it.
pub(super) struct Folder {
    typed: String,
    /// Files that would be replaced, once it was asked.
    taken: Vec<String>,
}

/// What came of the dialog's foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// Write the files.
    Write,
    /// Close the dialog.
    Cancel,
}

impl Folder {
    /// The folder that was used last, else that of documents, and within it `inner`.
    pub(super) fn new(remembered: Option<&Path>, inner: &str) -> Self {
        let folder = remembered.map_or_else(dialogs::home, Path::to_owned);
        let folder = if inner.is_empty() { folder } else { folder.join(inner) };
        Self { typed: folder.display().to_string(), taken: Vec::new() }
    }

    /// The folder as a path.
    pub(super) fn path(&self) -> PathBuf {
        dialogs::expanded(self.typed.trim())
    }

    /// Takes another folder.
    pub(super) fn take(&mut self, folder: &Path) {
        self.typed = folder.display().to_string();
        self.taken.clear();
    }

    /// Forgets what was asked: other files are meant now.
    pub(super) fn forget(&mut self) {
        self.taken.clear();
    }

    /// The line to type it in and a button that asks for it; returns whether that was pressed.
    pub(super) fn line_ui(&mut self, ui: &mut Ui) -> bool {
        let room = row_ui(ui, tr("ui.export.folder"));
        let choose = Button::small(tr("ui.export.choose"));
        let size = choose.size(ui);
        let place = pos2(room.right() - size.x, room.center().y - size.y / 2.0);
        let place = Rect::from_min_size(place, size);
        let line = Rect::from_min_max(room.min, pos2(place.left() - 8.0, room.bottom()));
        let hint = tr("ui.export.folder_hint");
        if entry::line_at(ui, line, tr("ui.export.folder"), &mut self.typed, hint).changed() {
            self.taken.clear();
        }
        choose.show_at(ui, place).clicked()
    }

    /// The buttons; where files would be replaced, asks first.
    pub(super) fn foot_ui(
        &mut self,
        ui: &mut Ui,
        verb: &str,
        reason: Option<&str>,
        names: &[String],
    ) -> Option<Pressed> {
        let empty = self.typed.trim().is_empty().then_some(tr("ui.export.folder_empty"));
        let reason = reason.or(empty);
        let asks = !self.taken.is_empty();
        let words = if asks { self.question() } else { String::new() };
        // The question keeps its room, so that nothing jumps when it comes.
        let (_, line) = ui.allocate_space(vec2(ui.available_width(), 36.0));
        let palette = theme::palette(ui);
        if asks {
            let mut child = ui.new_child(egui::UiBuilder::new().max_rect(line));
            theme::label(&mut child, words, text::SMALL, palette.warn);
        }
        buttons_ui(ui, |ui| {
            let verb = if asks { tr("ui.export.replace") } else { verb };
            let write = Button::primary(verb).disabled(reason).show(ui).clicked();
            let cancel = Button::new(tr("command.prompt_cancel")).show(ui).clicked();
            if cancel {
                return Some(Pressed::Cancel);
            }
            if !write {
                return None;
            }
            if !asks {
                self.taken = store::present(&self.path(), names);
            }
            (asks || self.taken.is_empty()).then_some(Pressed::Write)
        })
    }

    fn question(&self) -> String {
        let named: Vec<&str> = self.taken.iter().take(MOST_NAMED).map(String::as_str).collect();
        let named = named.join(", ");
        let more = self.taken.len().saturating_sub(MOST_NAMED);
        match (self.taken.len(), more) {
            (1, _) => said("ui.export.there_one", &[("name", &named)]),
            (_, 0) => said("ui.export.there", &[("names", &named)]),
            _ => said("ui.export.there_more", &[("names", &named), ("count", &more.to_string())]),
        }
    }
}
