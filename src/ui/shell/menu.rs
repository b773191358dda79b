//! The menus at the top left.

use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};

use crate::app::{Command, MENUS, State};
use crate::format::percent;
use crate::look::{layout, text};
use crate::ui::actions::{Actions, said};
use crate::ui::theme;
use crate::words::{say, tr};

/// Shows the menus.
pub fn menu_ui(ui: &mut Ui, state: &State, actions: &mut Actions) {
    let bar = ui.max_rect();
    let place = Rect::from_min_max(bar.min, pos2(layout::STRIP_TILES_X, bar.bottom()));
    let left = Layout::left_to_right(Align::Center);
    let mut row = ui.new_child(
        UiBuilder::new().id_salt("menus").max_rect(place.shrink2(vec2(4.0, 0.0))).layout(left),
    );
    theme::menu_style(&mut row);
    row.spacing_mut().button_padding = vec2(7.0, 3.0);
    row.spacing_mut().item_spacing.x = 0.0;
    egui::MenuBar::new().ui(&mut row, |ui| {
        theme::menu_style(ui);
        ui.spacing_mut().button_padding = vec2(7.0, 3.0);
        for menu in MENUS {
            let ink = theme::palette(ui).text2;
            let name = theme::rich(tr(menu.label), text::SMALL, ink);
            ui.menu_button(name, |ui| {
                theme::menu_style(ui);
                ui.set_min_width(220.0);
                for command in menu.commands {
                    match command {
                        Some(command) => item_ui(ui, state, command, actions),
                        None => {
                            ui.separator();
                        }
                    }
                }
            });
        }
    });
}

fn item_ui(ui: &mut Ui, state: &State, command: &Command, actions: &mut Actions) {
    let is_on = matches!(command, Command::SetScale(scale) if *scale == state.settings.scale);
    let mut button = egui::Button::new(words(state, command)).selected(is_on);
    if let Some(shortcut) = command.shortcut() {
        button = button.shortcut_text(shortcut.to_string());
    }
    if ui.add_enabled(command.enabled(state), button).clicked() {
        actions.run(command.clone());
        ui.close();
    }
}

/// The text of a command; undo and redo name their step.
pub(super) fn words(state: &State, command: &Command) -> String {
    if let Command::SetScale(scale) = command {
        let percent = percent(f64::from(*scale), 0);
        return said("command.scale", &[("percent", &percent)]);
    }
    let history = state.active().map(|open| &open.history);
    let step = match command {
        Command::Undo => history.and_then(|history| history.undo_step()),
        Command::Redo => history.and_then(|history| history.redo_step()),
        _ => None,
    };
    match (step, command) {
        (Some(step), Command::Undo) => said("command.undo_step", &[("step", &say(&step.name))]),
        (Some(step), _) => said("command.redo_step", &[("step", &say(&step.name))]),
        (None, _) => tr(command.label()).to_owned(),
    }
}
