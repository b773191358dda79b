//! The sheet “New plan”.

use egui::Ui;

use crate::app::{Command, State};
use crate::look::text;
use crate::ui::Actions;
use crate::ui::theme;
use crate::ui::widgets::overlay::sheet_ui;
use crate::words::tr;

/// Shows the sheet.
pub fn show_ui(ui: &mut Ui, _state: &State, actions: &mut Actions) {
    let area = ui.max_rect();
    let ((), closed) = sheet_ui(ui, area, tr("ui.new_plan.title"), |ui| {
        theme::label(ui, tr("ui.new_plan.text"), text::BODY, theme::palette(ui).text2);
    });
    if closed {
        actions.run(Command::CloseSheet);
    }
}
