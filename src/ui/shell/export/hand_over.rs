//! The dialog that hands a plan over: a folder, and what of the plan goes there.

use std::path::Path;

use egui::{Context, Ui};

use super::folder::{Folder, Pressed};
use super::{Answer, colors_ui, row_ui};
use crate::app::{Content, Order, State};
use crate::export::{
    Colors, Format, HandOver, LEDGER, Named, README, SHARPNESS, Size, Style, page_name,
};
use crate::look::text;
use crate::store;
use crate::ui::actions::said;
use crate::ui::shell::dialogs::{Dialogs, Purpose};
use crate::ui::theme;
use crate::ui::widgets::choice;
use crate::ui::widgets::overlay::modal_ui;
use crate::words::tr;

/// Formats that are pictures.
const PICTURES: [Format; 3] = [Format::Svg, Format::Png, Format::Pdf];

/// What the dialog holds.
pub struct HandOverDialog {
    charts: Vec<Named>,
    plan: OneFile,
    page: OneFile,
    pictures: Vec<Format>,
    data: bool,
    ledger: bool,
    colors: Colors,
    folder: Folder,
}

/// A file that goes along where it is ticked.
struct OneFile {
    name: String,
    on: bool,
}

impl OneFile {
    fn ticked(&self) -> Option<String> {
        self.on.then(|| self.name.clone())
    }
}

impl HandOverDialog {
    /// A dialog for the active plan.
    pub fn new(state: &State) -> Self {
        let plan = state.active().map_or_else(|| "plan.ron".to_owned(), crate::app::file_name);
        let inner = plan.strip_suffix(".ron").unwrap_or(&plan).to_owned();
        Self {
            page: OneFile { name: page_name(&inner), on: true },
            charts: state.charts(),
            plan: OneFile { name: plan, on: true },
            pictures: vec![Format::Pdf],
            data: true,
            ledger: true,
            colors: Colors::Print,
            folder: Folder::new(state.settings.export_folder.as_deref(), &inner),
        }
    }

    /// Takes the folder that was asked for.
    pub fn take_folder(&mut self, folder: &Path) {
        self.folder.take(folder);
    }

    /// Shows the dialog; returns what is to be written, or that it is closed.
    pub fn show_ui(&mut self, ctx: &Context, dialogs: &mut Dialogs) -> Option<Answer> {
        let (answer, away) = modal_ui(ctx, tr("ui.hand_over.title"), 520.0, |ui| {
            theme::label(ui, tr("ui.hand_over.text"), text::SMALL, theme::palette(ui).text2);
            ui.add_space(8.0);
            ui.spacing_mut().item_spacing.y = 4.0;
            if self.ticks_ui(ui) {
                self.folder.forget();
            }
            ui.add_space(4.0);
            if self.folder.line_ui(ui) {
                dialogs.ask(ctx, Purpose::Folder { start: self.folder.path() });
            }
            let names = self.names();
            let nothing = (names.len() < 2).then_some(tr("ui.hand_over.nothing"));
            let verb = said("ui.hand_over.write", &[("count", &names.len().to_string())]);
            self.folder.foot_ui(ui, &verb, nothing, &names)
        });
        match answer {
            Some(Pressed::Write) => Some(Answer::Write(self.order())),
            Some(Pressed::Cancel) => Some(Answer::Close),
            None => away.then_some(Answer::Close),
        }
    }

    /// What goes along; returns whether anything was changed.
    fn ticks_ui(&mut self, ui: &mut Ui) -> bool {
        let mut changed = false;
        let plan = said("ui.hand_over.plan", &[("name", &self.plan.name)]);
        let page = said("ui.hand_over.page", &[("name", &self.page.name)]);
        let ledger = said("ui.hand_over.ledger", &[("name", &format!("{LEDGER}.csv"))]);
        for (words, ticked) in [
            (plan.as_str(), &mut self.plan.on),
            (page.as_str(), &mut self.page.on),
            (ledger.as_str(), &mut self.ledger),
            (tr("ui.hand_over.data"), &mut self.data),
        ] {
            if choice::check_ui(ui, words, *ticked) {
                *ticked = !*ticked;
                changed = true;
            }
        }
        let count = self.charts.len().to_string();
        let room = row_ui(ui, &said("ui.hand_over.charts", &[("count", &count)]));
        let mut chips = ui.new_child(
            egui::UiBuilder::new()
                .id_salt("formats")
                .max_rect(room)
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        chips.spacing_mut().item_spacing.x = 8.0;
        for format in PICTURES {
            let on = self.pictures.contains(&format);
            if choice::chip_ui(&mut chips, format.name(), on).clicked() {
                changed = true;
                if on {
                    self.pictures.retain(|of| *of != format);
                } else {
                    self.pictures.push(format);
                }
            }
        }
        if !self.pictures.is_empty() {
            colors_ui(ui, &mut self.colors);
        }
        let also = said("ui.hand_over.also", &[("name", README)]);
        theme::label(ui, also, text::SMALL, theme::palette(ui).text3);
        changed
    }

    fn all(&self) -> HandOver {
        let pictures = PICTURES.into_iter().filter(|format| self.pictures.contains(format));
        HandOver {
            plan: self.plan.ticked(),
            page: self.page.ticked(),
            charts: pictures.chain(self.data.then_some(Format::Csv)).collect(),
            ledger: self.ledger,
            day: Some(store::today()),
            style: Style::new(Size::Page, self.colors.palette()),
            sharpness: SHARPNESS,
        }
    }

    fn names(&self) -> Vec<String> {
        self.all().files(&self.charts).into_iter().map(|file| file.name).collect()
    }

    fn order(&self) -> Order {
        let folder = self.folder.path();
        // The next plan gets a folder beside this one.
        let remember = folder.parent().map_or_else(|| folder.clone(), Path::to_owned);
        Order { folder, remember, content: Content::Plan(Box::new(self.all())) }
    }
}
