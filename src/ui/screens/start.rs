//! The screen “Start”: where no plan is open.

use egui::{Ui, UiBuilder, vec2};

use crate::app::{Command, State};
use crate::look::text;
use crate::ui::Actions;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::words::tr;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, _state: &State, actions: &mut Actions) {
    let inner = ui.max_rect().shrink2(vec2(64.0, 36.0));
    let mut page = ui.new_child(UiBuilder::new().id_salt("start").max_rect(inner));
    let palette = theme::palette(&page);
    theme::label(&mut page, tr("ui.nav.start"), text::HEADLINE, palette.text);
    theme::label(&mut page, tr("ui.start.text"), text::LEAD, palette.text2);
    page.add_space(14.0);
    page.horizontal(|ui| {
        if Button::primary(tr("command.new_plan")).show(ui).clicked() {
            actions.run(Command::NewPlan);
        }
        if Button::new(tr("command.open")).show(ui).clicked() {
            actions.run(Command::Open(None));
        }
    });
}
