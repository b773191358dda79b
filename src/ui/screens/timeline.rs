//! When an item is built, served and renewed, as bars over the years.

use egui::{Align2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::list_template::list_text;
use crate::format::Month;
use crate::look::{Color, TextStyle, Weight, chart, faded, layout, text};
use crate::ui::theme;
use crate::ui::widgets::card;
use crate::words::tr;

/// A span of months, the last one excluded, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    /// First month and the month after the last, counted from the year 0.
    pub months: Option<(Month, Month)>,
    /// Words beside or within the bar.
    pub words: String,
}

impl Span {
    /// A span of months with its words.
    pub fn new(from: Month, to: Month, words: impl Into<String>) -> Self {
        Self { months: Some((from, to)), words: words.into() }
    }
}

/// What the timeline shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// Months in which the item is built; hatched.
    pub build: Span,
    /// The last of them, in which mining is off; amber.
    pub off: Option<(Month, Month)>,
    /// Months at less than full service; light.
    pub ramp: Option<(Month, Month)>,
    /// Months in service.
    pub serves: Span,
    /// Colour of service.
    pub ink: Color,
    /// What may follow; an outline.
    pub after: Span,
    /// First month of the plan.
    pub start: Month,
    /// The month after the plan's last.
    pub horizon: Month,
}

const ROW: f32 = 20.0;
const BAR: f32 = 13.0;

/// Shows a timeline across `ui`, under its title.
pub fn timeline_ui(ui: &mut Ui, timeline: &Timeline) {
    card::divider_ui(ui, 4.0);
    card::section_ui(ui, tr("lists.timeline"), "");
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), 14.0 + 3.0 * ROW + 22.0));
    let Timeline { build, off, ramp, serves, ink, after, start, horizon } = timeline;
    let spans = [build.months, *off, *ramp, serves.months, after.months, Some((*start, *horizon))];
    let (mut first, mut last) = (*start, *horizon);
    for (from, to) in spans.into_iter().flatten() {
        (first, last) = (first.min(from), last.max(to));
    }
    let plot = Rect::from_min_max(
        pos2(rect.left(), rect.top() + 14.0),
        pos2(rect.right(), rect.bottom() - 18.0),
    );
    let scale = plot.width() / (last.since(first).max(1) as f32);
    let x = |month: Month| plot.left() + month.since(first) as f32 * scale;
    axis_ui(ui, plot, first, last, &x);
    let palette = theme::palette(ui);
    let bar = |row: usize, (from, to): (Month, Month)| {
        let y = plot.top() + 2.0 + row as f32 * ROW;
        Rect::from_min_max(pos2(x(from), y), pos2(x(to), y + BAR))
    };
    if let Some(months) = build.months {
        let rect = bar(0, months);
        hatched(ui, rect, palette.cost);
        if let Some(off) = *off {
            let rect = bar(0, off);
            ui.painter().rect_filled(rect, 0.0, theme::color(palette.mining));
        }
        let end = off.map_or(rect.right(), |off| bar(0, off).right().max(rect.right()));
        beside(ui, plot, rect.left(), end, rect.center().y, &build.words);
    } else if let Some(off) = *off {
        let rect = bar(0, off);
        ui.painter().rect_filled(rect, 0.0, theme::color(palette.mining));
        beside(ui, plot, rect.left(), rect.right(), rect.center().y, &build.words);
    }
    if let Some(months) = serves.months {
        let rect = bar(1, months);
        ui.painter().rect_filled(rect, 0.0, theme::color(*ink));
        if let Some(ramp) = *ramp {
            let light = theme::color(palette.bg1).gamma_multiply(0.55);
            ui.painter().rect_filled(bar(1, ramp), 0.0, light);
        }
        let style = TextStyle { weight: Weight::Medium, ..text::CAPTION };
        let width = crate::look::text_width(&serves.words, style.size, style.weight);
        if width + 16.0 < rect.width() {
            let over = if *ink == palette.colo && !ui.visuals().dark_mode {
                palette.on_accent
            } else if ui.visuals().dark_mode {
                palette.bg0
            } else {
                palette.text
            };
            list_text(ui, rect.center(), Align2::CENTER_CENTER, &serves.words, style, over);
        } else {
            beside(ui, plot, rect.left(), rect.right(), rect.center().y, &serves.words);
        }
    }
    if let Some(months) = after.months {
        let rect = bar(2, months);
        let border = theme::hairline(*ink);
        ui.painter().rect(rect, 0.0, theme::color(palette.bg1), border, StrokeKind::Inside);
        beside(ui, plot, rect.left(), rect.right(), rect.center().y, &after.words);
    }
    if *horizon < last {
        let at = x(*horizon).round() + 0.5;
        let ends = [pos2(at, plot.top() - 4.0), pos2(at, plot.bottom())];
        let stroke = Stroke::new(1.0, theme::color(palette.baseline));
        ui.painter().extend(Shape::dashed_line(&ends, stroke, 3.0, 3.0));
        let words = tr("lists.horizon");
        let fits = at + 4.0 + crate::look::text_width(words, 11.0, Weight::Regular) < rect.right();
        let (align, dx) =
            if fits { (Align2::LEFT_CENTER, 4.0) } else { (Align2::RIGHT_CENTER, -4.0) };
        let at = pos2(at + dx, rect.top() + 6.0);
        list_text(ui, at, align, words, text::CAPTION, palette.text3);
    }
    let response = ui.interact(rect, id, Sense::hover());
    let said = [&build.words, &serves.words, &after.words].map(String::as_str).join(". ");
    let said = format!("{}. {said}", tr("lists.timeline"));
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &said));
}

/// Years below the plot and lines at them.
fn axis_ui(ui: &Ui, plot: Rect, first: Month, last: Month, x: &dyn Fn(Month) -> f32) {
    let palette = theme::palette(ui);
    let years = last.since(first) / 12;
    let step = (years / 7 + 1).max(1);
    let begin = if first.month() == 1 { first.year() } else { first.year() + 1 };
    let mut year = begin;
    while Month::new(year, 1) <= last {
        let at = x(Month::new(year, 1));
        let line = theme::hairline(palette.stroke);
        ui.painter().vline(at.round() + 0.5, plot.y_range(), line);
        let label = year.to_string();
        let half = crate::look::text_width(&label, 11.0, Weight::Regular) / 2.0;
        let at = at.clamp(plot.left() + half, plot.right() - half);
        let at = pos2(at, plot.bottom() + 10.0);
        list_text(ui, at, Align2::CENTER_CENTER, &label, text::CAPTION, palette.text3);
        year += step;
    }
}

/// Words beside a bar: right of it, or left where there is no room.
fn beside(ui: &Ui, plot: Rect, left: f32, right: f32, y: f32, words: &str) {
    let ink = theme::palette(ui).text2;
    let width = crate::look::text_width(words, 11.0, Weight::Regular) + 6.0;
    if right + width <= plot.right() {
        list_text(ui, pos2(right + 6.0, y), Align2::LEFT_CENTER, words, text::CAPTION, ink);
    } else if left - width >= plot.left() {
        list_text(ui, pos2(left - 6.0, y), Align2::RIGHT_CENTER, words, text::CAPTION, ink);
    }
}

/// A border and slanted lines: what is not in service yet.
fn hatched(ui: &Ui, rect: Rect, ink: Color) {
    let line =
        Stroke::new(layout::STROKE, theme::color(faded(ink, chart::HATCH_SEGMENT.line_alpha)));
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let mut at = rect.left() - rect.height();
    while at < rect.right() {
        painter.line_segment([pos2(at, rect.bottom()), pos2(at + rect.height(), rect.top())], line);
        at += 5.0;
    }
    ui.painter().rect_stroke(rect, 0.0, line, StrokeKind::Inside);
}
