//! Where a second plan comes from: what to do while there is only one, and the list that opens one.

use std::sync::Arc;

use egui::{Id, Rect, Ui};

use super::super::Out;
use super::super::picker::{self, Group, Row};
use crate::app::{Command, State};
use crate::look::text;
use crate::store;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{Card, section_ui};
use crate::ui::widgets::list::ListRow;
use crate::words::tr;

/// Names of the plans that come with the program, read once.
fn templates(ui: &Ui) -> Arc<Vec<String>> {
    let id = Id::unique("names of templates");
    if let Some(kept) = ui.data(|data| data.get_temp::<Arc<Vec<String>>>(id)) {
        return kept;
    }
    let name = |template: &store::Template| {
        template.plan().map_or_else(|_| template.file.to_owned(), |plan| plan.name)
    };
    let names = Arc::new(store::TEMPLATES.iter().map(name).collect::<Vec<_>>());
    ui.data_mut(|data| data.insert_temp(id, Arc::clone(&names)));
    names
}

/// The commands that make or open a plan, with their names.
fn ways() -> [(&'static str, Command); 3] {
    [
        (tr("command.duplicate_plan"), Command::DuplicatePlan),
        (tr("command.new_plan"), Command::NewPlan),
        (tr("command.open"), Command::Open(None)),
    ]
}

/// The button that opens a further plan as a tab.
pub fn add_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let button = Button::small(tr("plans.add")).show(ui);
    let (rows, mut commands) = (Vec::new(), Vec::new());
    let mut make = rows;
    for (name, command) in ways() {
        make.push(Row::new(name, ""));
        commands.push(command);
    }
    let mut groups = vec![Group { title: tr("plans.make").to_owned(), rows: make }];
    let mut offered = Vec::new();
    for (at, name) in templates(ui).iter().enumerate() {
        offered.push(Row::new(name, ""));
        commands.push(Command::OpenTemplate(at));
    }
    groups.push(Group { title: tr("plans.templates").to_owned(), rows: offered });
    let mut recent = Vec::new();
    for path in &state.settings.recent {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        recent.push(Row::new(name, ""));
        commands.push(Command::Open(Some(path.clone())));
    }
    if !recent.is_empty() {
        groups.push(Group { title: tr("plans.recent").to_owned(), rows: recent });
    }
    if let Some((group, row)) = picker::show(&button, tr("plans.add"), 320.0, &groups) {
        let before: usize = groups.iter().take(group).map(|group| group.rows.len()).sum();
        if let Some(command) = commands.into_iter().nth(before + row) {
            out.run(command);
        }
    }
}

/// What to do while one plan stands alone.
pub fn show_ui(ui: &mut Ui, rect: Rect, out: &mut Out) {
    Card::new(tr("plans.alone")).scrolls().show(ui, rect, |ui| {
        theme::label(ui, tr("plans.alone_text"), text::BODY, theme::palette(ui).text2);
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            for (name, command) in ways() {
                if Button::new(name).show(ui).clicked() {
                    out.run(command);
                }
            }
        });
        ui.add_space(16.0);
        section_ui(ui, tr("plans.alone_templates"), "");
        for (at, name) in templates(ui).iter().enumerate() {
            let row = ListRow { title: name, ..ListRow::default() };
            if row.show(ui).clicked() {
                out.run(Command::OpenTemplate(at));
            }
        }
    });
}
