//! Texts in the sizes of the look: labels, placed lines, and lines of several sizes.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Align2, Galley, Pos2, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo};

use super::{color, font};
use crate::look::{Color, TextStyle, Weight};

/// A text in a style and colour for egui's own widgets.
pub fn rich(text: impl Into<String>, style: TextStyle, of: Color) -> RichText {
    RichText::new(text).font(font(style)).color(color(of))
}

/// A label that wraps at the width of `ui`.
pub fn label(ui: &mut Ui, text: impl Into<String>, style: TextStyle, of: Color) -> Response {
    ui.add(egui::Label::new(rich(text, style, of)).wrap())
}

/// One line of text, laid out and not yet placed.
pub fn galley(ui: &Ui, text: impl Into<String>, style: TextStyle, of: Color) -> Arc<Galley> {
    ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.into(), font(style), color(of)))
}

/// The height that a text takes when wrapped at `width`.
pub fn text_height(ui: &Ui, text: &str, style: TextStyle, width: f32) -> f32 {
    let of = color(super::palette(ui).text);
    ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font(style), of, width)).size().y
}

/// A line of text whose `align` corner or middle stands at `at`; it can be hovered.
///
/// It takes no room of the layout: the caller knows where it stands.
pub fn place(
    ui: &mut Ui,
    at: Pos2,
    align: Align2,
    text: impl Into<String>,
    style: TextStyle,
    of: Color,
) -> Response {
    let galley = galley(ui, text, style, of);
    place_galley(ui, at, align, galley)
}

fn place_galley(ui: &mut Ui, at: Pos2, align: Align2, galley: Arc<Galley>) -> Response {
    let rect = align.anchor_size(at, galley.size());
    let id = ui.next_auto_id();
    ui.skip_ahead_auto_ids(1);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), galley.text()));
    ui.painter().galley(rect.min, galley, color(super::palette(ui).text));
    response
}

/// A line of several sizes, weights and colours: a figure and its unit, a title and its subtitle.
#[derive(Clone, Default)]
pub struct Line {
    job: LayoutJob,
}

impl Line {
    /// An empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a piece of text.
    #[must_use]
    pub fn text(self, text: &str, style: TextStyle, of: Color) -> Self {
        self.after(0.0, text, style, of)
    }

    /// Adds a piece of text in another weight.
    #[must_use]
    pub fn weighed(self, text: &str, style: TextStyle, weight: Weight, of: Color) -> Self {
        self.after(0.0, text, TextStyle { weight, ..style }, of)
    }

    /// Adds a piece of text after a gap.
    #[must_use]
    pub fn after(mut self, gap: f32, text: &str, style: TextStyle, of: Color) -> Self {
        let format = TextFormat {
            font_id: font(style),
            color: color(of),
            valign: Align::BOTTOM,
            ..TextFormat::default()
        };
        self.job.append(text, gap, format);
        self
    }

    /// The line, laid out without a break.
    pub fn galley(self, ui: &Ui) -> Arc<Galley> {
        let mut job = self.leveled();
        job.wrap.max_width = f32::INFINITY;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// The line with all its pieces on one baseline.
    ///
    /// A piece hangs by its descent from the row's foot; of Plex that is 0.275 of the size, and a line of
    /// `0.75 s + 0.55 S` lifts a piece of size s by what it hangs lower than the largest, S.
    fn leveled(self) -> LayoutJob {
        let mut job = self.job;
        let sizes = job.sections.iter().map(|section| section.format.font_id.size);
        let largest = sizes.fold(0.0, f32::max);
        for section in &mut job.sections {
            let size = section.format.font_id.size;
            if size < largest {
                section.format.line_height = Some(0.75 * size + 0.55 * largest);
            }
        }
        job
    }

    /// The line at a place, as [`place`] puts a text.
    pub fn place(self, ui: &mut Ui, at: Pos2, align: Align2) -> Response {
        let galley = self.galley(ui);
        place_galley(ui, at, align, galley)
    }

    /// The line in the layout of `ui`, wrapped at its width.
    pub fn show(self, ui: &mut Ui) -> Response {
        ui.add(egui::Label::new(self.leveled()).wrap())
    }

    /// The room the line takes at a place.
    pub fn rect(&self, ui: &Ui, at: Pos2, align: Align2) -> Rect {
        align.anchor_size(at, self.clone().galley(ui).size())
    }
}
