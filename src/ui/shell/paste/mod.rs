//! The sheet for what is pasted: the text at the left, what was read and skipped at the right, then one step.

mod preview;
mod read;

use std::sync::Arc;

use egui::{Context, Rect, ScrollArea, TextEdit, Ui, pos2, vec2};

use self::read::{PastedTable, read_table};
use crate::app::{Command, State};
use crate::format::DecimalSign;
use crate::look::text;
use crate::plan::fields::Kind;
use crate::plan::{FieldRef, Owner, PastedList, Plan, Value};
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice;
use crate::ui::widgets::overlay::{buttons_ui, modal_ui};
use crate::words::tr;

/// Width of the sheet, of the text in it, and height of both sides.
const SIZE: [f32; 3] = [820.0, 300.0, 320.0];

/// What a table is pasted into.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A curve, or the fields of a list from this one down.
    Field(FieldRef),
    /// New items of a list.
    Rows(PastedList),
}

/// What came of a frame of the sheet.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is to be done with what was read.
    pub commands: Vec<Command>,
    /// Whether a file is to be asked for.
    pub imports: bool,
    /// Whether the sheet is done.
    pub done: bool,
}

/// A table that is being pasted.
pub struct PasteSheet {
    target: Target,
    text: String,
    sign: DecimalSign,
    /// Why a file could not be read.
    failed: Option<String>,
    /// What was read last, and of what.
    held: Option<(String, DecimalSign, Arc<PastedTable>)>,
    /// Whether the text was shown, and so given the keyboard.
    shown: bool,
}

impl PasteSheet {
    /// A sheet for `target` that starts from `text`; a curve without one starts from what it is.
    pub fn new(plan: &Plan, target: Target, text: Option<String>) -> Self {
        let text = text.or_else(|| curve_text(plan, &target)).unwrap_or_default();
        Self { target, text, sign: DecimalSign::Asked, failed: None, held: None, shown: false }
    }

    /// Takes the text of a file, or why there is none.
    pub fn take_file(&mut self, read: Result<String, String>) {
        self.failed = match read {
            Ok(text) => {
                self.text = text;
                None
            }
            Err(why) => Some(why),
        };
    }

    /// Shows the sheet.
    pub fn show_ui(&mut self, ctx: &Context, state: &State) -> Outcome {
        let away = || Outcome { done: true, ..Outcome::default() };
        let Some(open) = state.active() else { return away() };
        let title = match &self.target {
            Target::Field(field) => match open.plan.info(field) {
                Some(info) => said("paste.title", &[("field", tr(info.label))]),
                None => return away(),
            },
            Target::Rows(list) => said("paste.title_rows", &[("list", tr(list_key(*list)))]),
        };
        let (mut outcome, closed) =
            modal_ui(ctx, &title, SIZE[0], |ui| self.body_ui(ui, &open.plan));
        outcome.done |= closed;
        outcome
    }

    fn body_ui(&mut self, ui: &mut Ui, plan: &Plan) -> Outcome {
        let palette = theme::palette(ui);
        theme::label(ui, how(plan, &self.target), text::SMALL, palette.text2);
        ui.add_space(8.0);
        let imports = self.tools_ui(ui, plan);
        ui.add_space(8.0);
        let (_, rect) = ui.allocate_space(vec2(SIZE[0], SIZE[2]));
        let left = Rect::from_min_size(rect.min, vec2(SIZE[1], SIZE[2]));
        let right = Rect::from_min_max(pos2(left.right() + 16.0, rect.top()), rect.max);
        self.text_ui(ui, left);
        let table = self.read(plan);
        preview::preview_ui(ui, right, &table);
        if let Some(why) = &self.failed {
            ui.add_space(6.0);
            theme::label(ui, why.as_str(), text::SMALL, palette.error);
        }
        ui.add_space(8.0);
        let [read, skipped] = table.counts().map(|count| count.to_string());
        ui.horizontal(|ui| {
            let sum = said("paste.sum", &[("read", &read), ("skipped", &skipped)]);
            theme::label(ui, sum, text::SMALL, palette.text);
            if table.asks_sign || self.sign != DecimalSign::Asked {
                self.sign_ui(ui);
            }
        });
        ui.add_space(12.0);
        let nothing = table.commands.is_empty().then_some(tr("paste.nothing"));
        let is_rows = matches!(self.target, Target::Rows(_));
        let word = said(if is_rows { "paste.add" } else { "paste.use" }, &[("count", &read)]);
        let mut outcome = Outcome { imports, ..Outcome::default() };
        buttons_ui(ui, |ui| {
            if Button::primary(&word).disabled(nothing).show(ui).clicked() {
                outcome.commands.clone_from(&table.commands);
                outcome.done = true;
            }
            outcome.done |= Button::new(tr("command.prompt_cancel")).show(ui).clicked();
        });
        outcome
    }

    /// Buttons above the text; whether a file is to be read.
    fn tools_ui(&self, ui: &mut Ui, plan: &Plan) -> bool {
        let (word, copied) = match &self.target {
            Target::Rows(list) => ("paste.copy_heads", Some(list.headings())),
            Target::Field(_) => ("paste.copy_tsv", curve_text(plan, &self.target)),
        };
        let mut imports = false;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            imports = Button::small(tr("paste.import")).show(ui).clicked();
            if let Some(copied) = copied
                && Button::small(tr(word)).show(ui).clicked()
            {
                ui.copy_text(copied);
            }
        });
        imports
    }

    /// What the text comes to, read again only where it has changed.
    fn read(&mut self, plan: &Plan) -> Arc<PastedTable> {
        if let Some((text, sign, table)) = &self.held
            && *text == self.text
            && *sign == self.sign
        {
            return Arc::clone(table);
        }
        let table = Arc::new(read_table(&self.text, plan, &self.target, self.sign));
        self.held = Some((self.text.clone(), self.sign, Arc::clone(&table)));
        table
    }

    fn text_ui(&mut self, ui: &mut Ui, rect: Rect) {
        let palette = theme::palette(ui);
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt("pasted").max_rect(rect));
        child.shrink_clip_rect(rect);
        let rows = (rect.height() / text::SMALL.line) as usize;
        let area = ScrollArea::vertical().auto_shrink(false);
        area.max_height(rect.height()).show(&mut child, |ui| {
            let edit = TextEdit::multiline(&mut self.text)
                .code_editor()
                .font(theme::font(text::SMALL))
                .text_color(theme::color(palette.text))
                .background_color(theme::color(palette.bg2))
                .hint_text(theme::rich(tr("paste.hint"), text::SMALL, palette.text3))
                .desired_rows(rows.saturating_sub(1))
                .desired_width(rect.width() - 12.0);
            let edit = ui.add(edit).accessible_name(tr("paste.text"));
            if !std::mem::replace(&mut self.shown, true) {
                edit.request_focus();
            }
        });
    }

    fn sign_ui(&mut self, ui: &mut Ui) {
        ui.add_space(16.0);
        let ink = theme::palette(ui).text2;
        theme::label(ui, tr("paste.sign"), text::SMALL, ink);
        let words = [tr("paste.point"), tr("paste.comma")];
        let selected = match self.sign {
            DecimalSign::Asked => usize::MAX,
            DecimalSign::Point => 0,
            DecimalSign::Comma => 1,
        };
        match choice::segments_ui(ui, tr("paste.sign"), &words, selected) {
            Some(0) => self.sign = DecimalSign::Point,
            Some(_) => self.sign = DecimalSign::Comma,
            None => {}
        }
    }
}

/// How a table for the target is written.
fn how(plan: &Plan, target: &Target) -> String {
    let field = match target {
        Target::Field(field) => field,
        Target::Rows(list) => {
            let section = match list {
                PastedList::Contracts => "contract",
                PastedList::Asics => "asic",
                PastedList::Gpus => "gpu",
                PastedList::Leases => "lease",
            };
            let label = |key: &&str| tr(&format!("field.{section}.{key}"));
            let needed: Vec<&str> = list.needed().iter().map(label).collect();
            return said("paste.how_rows", &[("needed", &needed.join("; "))]);
        }
    };
    let Some(info) = plan.info(field) else { return String::new() };
    let how = match info.kind {
        Kind::Curve if read::step(field) == 12 => "paste.how_years",
        Kind::Curve => "paste.how_curve",
        _ if field.owner.id().is_some() => "paste.how_column",
        _ => "paste.how_one",
    };
    let unit = match info.kind {
        Kind::Month => tr("unit.months"),
        _ => tr(info.unit.key()),
    };
    let unit = if unit.is_empty() { tr("paste.plain") } else { unit };
    said(how, &[("start", &plan.start.to_string()), ("unit", unit)])
}

/// A curve as lines of month and value.
fn curve_text(plan: &Plan, target: &Target) -> Option<String> {
    let Target::Field(field) = target else { return None };
    let factor = plan.info(field)?.unit.shown_factor();
    let Value::Curve(points) = plan.get(field)? else { return None };
    let line = |at: &crate::plan::CurvePoint| format!("{}\t{}\n", at.month, at.value * factor);
    Some(points.iter().map(line).collect())
}

/// Key of a list's name.
const fn list_key(list: PastedList) -> &'static str {
    match list {
        PastedList::Contracts => "paste.contracts",
        PastedList::Asics => "paste.asics",
        PastedList::Gpus => "paste.gpus",
        PastedList::Leases => "paste.leases",
    }
}

/// The list a table may be pasted into while the row of `owner` has the keyboard.
pub fn rows_of(owner: &Owner) -> Option<Target> {
    PastedList::of(owner).map(Target::Rows)
}
