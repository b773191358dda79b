//! The dialog that saves a chart, or all of a plan's charts at once.

use std::path::Path;

use egui::{Context, Rect, Ui, pos2, vec2};

use super::folder::{Folder, Pressed};
use super::{Answer, colors_of, colors_ui, preview, row_ui, segments_ui};
use crate::app::{Content, Order, State};
use crate::export::{Colors, Format, HandOver, Named, Size, Style};
use crate::figure::Figure;
use crate::look::layout;
use crate::plan::fields::Kind;
use crate::plan::{FieldInfo, Unit, Value};
use crate::ui::actions::said;
use crate::ui::shell::dialogs::{Dialogs, Purpose};
use crate::ui::widgets::field::{Manner, field_at};
use crate::ui::widgets::overlay::modal_ui;
use crate::ui::widgets::plot::View;
use crate::ui::widgets::{choice, entry};
use crate::words::tr;

/// px in a mm: 96 make an inch.
const PX_PER_MM: f64 = 96.0 / 25.4;

/// Width of the form, of the preview, and height of both.
const FORM: f32 = 404.0;
const PREVIEW: f32 = 440.0;
const HEIGHT: f32 = 330.0;

/// Sharpness of pixels to choose from.
const SCALES: [f32; 4] = [1.0, 2.0, 3.0, 4.0];

/// Which size was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sized {
    Slide,
    Page,
    Custom,
}

/// What a custom size is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Px,
    Mm,
}

impl Length {
    const fn px(self) -> f64 {
        match self {
            Self::Px => 1.0,
            Self::Mm => PX_PER_MM,
        }
    }
}

/// What the dialog holds.
pub struct ExportDialog {
    /// The chart it was opened for; none where it was opened for all.
    one: Option<(Figure, View)>,
    charts: Vec<Named>,
    all: bool,
    format: Format,
    sized: Sized,
    /// Width and height of a custom size, in px.
    custom: [f64; 2],
    unit: Length,
    scale: usize,
    colors: Colors,
    editable_text: bool,
    /// The part and the series that are shown in the window, and no more.
    as_shown: bool,
    name: String,
    folder: Folder,
}

/// A side of a custom size.
const fn side(key: &'static str, label: &'static str) -> FieldInfo {
    let kind = Kind::Number { min: 1.0, max: 16_000.0 };
    FieldInfo { key, label, unit: Unit::None, kind, default: None, source: "yours" }
}

const SIDES: [FieldInfo; 2] =
    [side("width", "ui.export.width"), side("height", "ui.export.height")];

impl ExportDialog {
    /// A dialog for a chart as it is shown, or for all charts of the active plan.
    pub fn new(state: &State, one: Option<(Figure, View)>) -> Self {
        let charts = state.charts();
        let name = one.as_ref().map_or("", |(figure, _)| figure.id).to_owned();
        Self {
            all: one.is_none(),
            as_shown: one.as_ref().is_some_and(|(_, view)| *view != View::default()),
            one,
            charts,
            format: Format::Svg,
            sized: Sized::Page,
            custom: [1000.0, 620.0],
            unit: Length::Px,
            scale: 1,
            colors: colors_of(state.theme()),
            editable_text: false,
            name,
            folder: Folder::new(state.settings.export_folder.as_deref(), ""),
        }
    }

    /// Takes the folder that was asked for.
    pub fn take_folder(&mut self, folder: &Path) {
        self.folder.take(folder);
    }

    /// Shows the dialog; returns what is to be written, or that it is closed.
    pub fn show_ui(&mut self, ctx: &Context, dialogs: &mut Dialogs) -> Option<Answer> {
        let title = match &self.one {
            Some((figure, _)) if !self.all => said("ui.export.title", &[("chart", &figure.title)]),
            _ => tr("ui.export.title_all").to_owned(),
        };
        let width = FORM + 24.0 + PREVIEW;
        let (answer, away) = modal_ui(ctx, &title, width, |ui| {
            let (_, rect) = ui.allocate_space(vec2(width, HEIGHT));
            let form = Rect::from_min_size(rect.min, vec2(FORM, HEIGHT));
            let room = Rect::from_min_max(pos2(form.right() + 24.0, rect.top()), rect.max);
            let mut child = ui.new_child(egui::UiBuilder::new().id_salt("form").max_rect(form));
            child.spacing_mut().item_spacing.y = 6.0;
            let choose = self.form_ui(&mut child);
            if choose {
                dialogs.ask(ctx, Purpose::Folder { start: self.folder.path() });
            }
            let trouble = self.trouble();
            self.preview_ui(ui, room, trouble.as_deref());
            let verb = tr("ui.export.save");
            let names = self.names();
            self.folder.foot_ui(ui, verb, trouble.as_deref(), &names)
        });
        match answer {
            Some(Pressed::Write) => Some(Answer::Write(self.order())),
            Some(Pressed::Cancel) => Some(Answer::Close),
            None => away.then_some(Answer::Close),
        }
    }

    fn form_ui(&mut self, ui: &mut Ui) -> bool {
        if self.one.is_some() && self.charts.len() > 1 {
            let all = said("ui.export.all", &[("count", &self.charts.len().to_string())]);
            let what = [tr("ui.export.this"), all.as_str()];
            if let Some(at) = segments_ui(ui, tr("ui.export.charts"), &what, self.all.into()) {
                self.all = at == 1;
                self.folder.forget();
            }
        }
        let formats = Format::ALL.map(Format::name);
        let at = Format::ALL.iter().position(|of| *of == self.format).unwrap_or_default();
        if let Some(at) = segments_ui(ui, tr("ui.export.format"), &formats, at) {
            self.format = Format::ALL[at];
            self.folder.forget();
        }
        if self.format != Format::Csv {
            self.size_ui(ui);
            colors_ui(ui, &mut self.colors);
        }
        if self.format == Format::Png {
            let scales = SCALES.map(|scale| format!("{scale}×"));
            let scales = scales.each_ref().map(String::as_str);
            if let Some(at) = segments_ui(ui, tr("ui.export.scale"), &scales, self.scale) {
                self.scale = at;
            }
        }
        self.ticks_ui(ui);
        ui.add_space(4.0);
        let choose = self.folder.line_ui(ui);
        if !self.all {
            let room = row_ui(ui, tr("ui.export.name"));
            let ending = format!(".{}", self.format.ending());
            let line = Rect::from_min_max(room.min, pos2(room.right() - 44.0, room.bottom()));
            let named = entry::line_at(ui, line, tr("ui.export.name"), &mut self.name, "chart");
            if named.changed() {
                self.folder.forget();
            }
            let at = pos2(line.right() + 8.0, room.center().y);
            let ink = crate::ui::theme::palette(ui).text3;
            let style = crate::look::text::BODY;
            crate::ui::theme::place(ui, at, egui::Align2::LEFT_CENTER, ending, style, ink);
        }
        choose
    }

    fn size_ui(&mut self, ui: &mut Ui) {
        let sizes = ["ui.export.slide", "ui.export.page", "ui.export.custom"].map(tr);
        let all = [Sized::Slide, Sized::Page, Sized::Custom];
        let at = all.iter().position(|of| *of == self.sized).unwrap_or_default();
        if let Some(at) = segments_ui(ui, tr("ui.export.size"), &sizes, at) {
            self.sized = all[at];
        }
        if self.sized != Sized::Custom {
            return;
        }
        let room = row_ui(ui, "");
        let factor = self.unit.px();
        let mut left = room.left();
        for (info, px) in SIDES.iter().zip(&mut self.custom) {
            let place = Rect::from_min_size(pos2(left, room.top()), vec2(84.0, room.height()));
            let shown = Value::Number((*px / factor * 10.0).round() / 10.0);
            let field = field_at(ui, place, tr(info.label), info, &shown, Manner::default());
            if let Some((Value::Number(value), _)) = field.edit {
                *px = value * factor;
            }
            left = place.right() + 8.0;
        }
        let units = ["ui.export.px", "ui.export.mm"].map(tr);
        let height = layout::CHIP;
        let place = pos2(left, room.center().y - height / 2.0);
        let place = Rect::from_min_size(place, vec2(room.right() - left, height));
        if let Some(at) = choice::segments_at(
            ui,
            place,
            tr("ui.export.unit"),
            &units,
            (self.unit == Length::Mm).into(),
        ) {
            self.unit = if at == 1 { Length::Mm } else { Length::Px };
        }
    }

    fn ticks_ui(&mut self, ui: &mut Ui) {
        let viewed = self.one.as_ref().is_some_and(|(_, view)| *view != View::default());
        if viewed
            && !self.all
            && self.format != Format::Csv
            && choice::check_ui(ui, tr("ui.export.as_shown"), self.as_shown)
        {
            self.as_shown = !self.as_shown;
        }
        if self.format == Format::Svg
            && choice::check_ui(ui, tr("ui.export.editable"), self.editable_text)
        {
            self.editable_text = !self.editable_text;
        }
    }

    fn preview_ui(&self, ui: &mut Ui, room: Rect, trouble: Option<&str>) {
        let first = self.charts.first().map(|chart| &chart.figure);
        let one = self.one.as_ref().map(|(figure, _)| figure);
        let figure = if self.all { first.or(one) } else { one };
        match (figure, trouble) {
            (Some(figure), _) if self.format == Format::Csv => {
                preview::table_ui(ui, room, figure);
            }
            (Some(figure), None) => preview::picture_ui(ui, room, figure, &self.style()),
            (_, trouble) => {
                preview::nothing_ui(ui, room, trouble.unwrap_or(tr("ui.export.nothing")));
            }
        }
    }

    /// Why nothing can be written as it stands.
    fn trouble(&self) -> Option<String> {
        if self.all && self.charts.is_empty() {
            return Some(tr("ui.export.nothing").to_owned());
        }
        if !self.all && (self.name.trim().is_empty() || self.name.contains(['/', '\\'])) {
            return Some(tr("ui.export.name_wrong").to_owned());
        }
        let sharpness = if self.format == Format::Png { SCALES[self.scale] } else { 1.0 };
        let checked = self.style().check(sharpness).map_err(|error| error.to_string());
        checked.err().filter(|_| self.format != Format::Csv)
    }

    fn style(&self) -> Style {
        let size = match self.sized {
            Sized::Slide => Size::Slide,
            Sized::Page => Size::Page,
            Sized::Custom => {
                let [width, height] = self.custom.map(|px| px as f32);
                Size::Custom { width, height }
            }
        };
        let view = self.one.as_ref().map(|(_, view)| view.clone());
        let view = view.filter(|_| self.as_shown && !self.all).unwrap_or_default();
        let View { hidden, x_range } = view;
        let editable_text = self.editable_text;
        Style { editable_text, x_range, hidden, ..Style::new(size, self.colors.palette()) }
    }

    fn all_charts(&self) -> HandOver {
        HandOver {
            plan: None,
            page: None,
            charts: vec![self.format],
            ledger: false,
            day: None,
            style: self.style(),
            sharpness: SCALES[self.scale],
        }
    }

    fn file_name(&self) -> String {
        format!("{}.{}", self.name.trim(), self.format.ending())
    }

    fn names(&self) -> Vec<String> {
        if self.all {
            self.all_charts().files(&self.charts).into_iter().map(|file| file.name).collect()
        } else {
            vec![self.file_name()]
        }
    }

    fn order(&self) -> Order {
        let folder = self.folder.path();
        let content = match &self.one {
            Some((figure, _)) if !self.all => Content::Chart {
                name: self.file_name(),
                figure: Box::new(figure.clone()),
                format: self.format,
                style: self.style(),
                sharpness: SCALES[self.scale],
            },
            _ => Content::Plan(Box::new(self.all_charts())),
        };
        Order { remember: folder.clone(), folder, content }
    }
}
