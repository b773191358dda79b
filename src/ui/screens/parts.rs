//! Parts that several screens share: rows of a form that hold no field, and what stands where results are missing.

use std::time::Duration;

use egui::{Align2, Rect, Ui, vec2};

use super::Out;
use crate::app::OpenPlan;
use crate::engine::Solution;
use crate::look::{layout, text};
use crate::plan::{FieldRef, Finding};
use crate::ui::theme;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::list::ListRow;
use crate::words::{Arg, Text, say, tr};

/// How long old results stay as they are before they are shown to be old.
const DIMMED_AFTER: Duration = Duration::from_millis(150);

/// A row of a form with a label and room for controls of its own; returns that room.
pub fn row_ui(ui: &mut Ui, label: &str) -> Rect {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::FORM_PITCH));
    let ink = theme::palette(ui).text2;
    theme::place(ui, rect.left_center(), Align2::LEFT_CENTER, label, text::BODY, ink);
    let mut room = rect.shrink2(vec2(0.0, (layout::FORM_PITCH - layout::CHIP) / 2.0));
    room.min.x += layout::FORM_COLUMNS[0];
    room
}

/// A sentence in small type that explains what stands above it.
pub fn remark_ui(ui: &mut Ui, words: impl Into<String>) {
    let ink = theme::palette(ui).text3;
    theme::label(ui, words, text::SMALL, ink);
}

/// Dims `ui` where the results shown are of an older state of the plan.
pub fn dim_old(ui: &mut Ui, open: &OpenPlan) {
    // A part of the newest results is the plan's own; only the advice is still on its way.
    let Some(waited) = open.waits().filter(|_| !open.results.partial) else { return };
    match DIMMED_AFTER.checked_sub(waited) {
        Some(left) if left > Duration::ZERO => ui.ctx().request_repaint_after(left),
        _ => ui.multiply_opacity(0.5),
    }
}

/// The results to show, dimmed where they are old; where there are none, says why at `rect`.
pub fn solution_ui<'a>(
    ui: &mut Ui,
    rect: Rect,
    open: &'a OpenPlan,
    out: &mut Out,
) -> Option<&'a Solution> {
    let errors: Vec<&Finding> = open.results.errors().collect();
    let solution = open.results.solution.as_deref();
    if !errors.is_empty() {
        findings_ui(ui, rect, open, &errors, out);
        return None;
    }
    if solution.is_none() {
        let palette = theme::palette(ui);
        let (words, ink) = match &open.results.failure {
            Some(why) => (why.as_str(), palette.error),
            None => (tr("parts.computing"), palette.text3),
        };
        Card::new("").show(ui, rect, |ui| theme::label(ui, words, text::BODY, ink));
        return None;
    }
    dim_old(ui, open);
    solution
}

/// The findings that stand in the way, each a way to its field.
fn findings_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, errors: &[&Finding], out: &mut Out) {
    let count = Arg::Quantity(errors.len() as f64, 0, "");
    let key = match errors.len() {
        1 => "parts.one_to_fix",
        _ => "parts.things_to_fix",
    };
    let title = say(&Text::key(key).with("count", count));
    Card::new(&title).ruled().scrolls().show(ui, rect, |ui| {
        for finding in errors {
            let label = open.plan.info(&finding.field).map_or("", |info| tr(info.label));
            let title = match item_name(open, finding) {
                Some(name) => format!("{name}, {label}"),
                None => label.to_owned(),
            };
            let why = say(&finding.text);
            let row = ListRow { title: &title, lines: [&why, ""], ..ListRow::default() };
            if row.show(ui).clicked() {
                out.go_to(ui.ctx(), &finding.field);
            }
        }
    });
}

/// The name of the item that a finding is about; none for a section.
fn item_name(open: &OpenPlan, finding: &Finding) -> Option<String> {
    let owner = &finding.field.owner;
    owner.id()?;
    match open.plan.get(&FieldRef::new(owner.clone(), "name")) {
        Some(crate::plan::Value::Text(name)) => Some(name),
        _ => None,
    }
}
