//! The reference: every input and every line of the model, with a search over both.

use std::sync::LazyLock;

use egui::{Align2, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::Out;
use super::picker::search_ui;
use crate::app::Command;
use crate::export::{self, InputRow, LineRow};
use crate::look::{TextStyle, Weight, text};
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::card::scrolled_ui;
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::overlay::sheet_ui;
use crate::words::tr;

/// Height of a row.
const ROW: f32 = 58.0;
/// Height of a section's head.
const HEAD: f32 = 34.0;

/// A row as it is shown, or the head of those below it.
struct Shown {
    /// The name; a head has nothing else.
    title: String,
    key: String,
    /// Unit, range and default, or the formula.
    line: String,
    /// Where the default comes from.
    source: String,
    /// What a search looks at.
    text: String,
}

/// All rows with their heads; they are the same for every plan.
static ROWS: LazyLock<Vec<Shown>> = LazyLock::new(rows);

/// Shows the sheet.
pub fn show_ui(ui: &mut Ui, out: &mut Out) {
    let area = ui.max_rect();
    let ((), closed) = sheet_ui(ui, area, tr("ref.title"), |ui| {
        ui.add_space(8.0);
        let searched = search_ui(ui, tr("ref.title"), tr("ref.hint"), true).to_lowercase();
        let words: Vec<&str> = searched.split_whitespace().collect();
        let is_found =
            |row: &&Shown| row.is_row() && words.iter().all(|word| row.text.contains(word));
        let all = ROWS.iter().filter(|row| row.is_row()).count();
        let found: Vec<&Shown> = if words.is_empty() {
            ROWS.iter().collect()
        } else {
            ROWS.iter().filter(is_found).collect()
        };
        let count = found.iter().filter(|row| row.is_row()).count();
        let counted = [("count", count.to_string()), ("all", all.to_string())];
        let counted = counted.each_ref().map(|(place, words)| (*place, words.as_str()));
        let ink = theme::palette(ui).text3;
        theme::label(ui, said("ref.found", &counted), text::CAPTION, ink);
        ui.add_space(4.0);
        let list = ui.available_rect_before_wrap();
        let mut list_ui = scrolled_ui(ui, list, tr("ref.title"));
        list_ui.shrink_clip_rect(list);
        ScrollArea::vertical().auto_shrink([false, false]).show(&mut list_ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for row in found {
                let height = if row.is_row() { ROW } else { HEAD };
                let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
                if ui.is_rect_visible(rect) {
                    row.show_ui(ui, rect);
                }
            }
            ui.add_space(16.0);
        });
    });
    if closed {
        out.run(Command::CloseSheet);
    }
}

impl Shown {
    fn head(title: &str) -> Self {
        let [key, line, source, text] = [const { String::new() }; 4];
        Self { title: title.to_owned(), key, line, source, text }
    }

    const fn is_row(&self) -> bool {
        !self.key.is_empty()
    }

    fn show_ui(&self, ui: &mut Ui, rect: Rect) {
        let palette = theme::palette(ui);
        let inner = rect.with_max_x(rect.right() - 14.0);
        if !self.is_row() {
            let at = inner.left_bottom() - vec2(0.0, 8.0);
            theme::place(ui, at, Align2::LEFT_BOTTOM, &self.title, text::TITLE, palette.text);
            ui.painter().hline(
                inner.x_range(),
                rect.bottom() - 0.5,
                theme::hairline(palette.stroke2),
            );
            return;
        }
        let strong = TextStyle { weight: Weight::Medium, ..text::BODY };
        let key = fitted(&self.key, text::CAPTION, inner.width() * 0.6);
        let at = pos2(inner.right(), inner.top() + 12.0);
        let shown = theme::place(ui, at, Align2::RIGHT_CENTER, key, text::CAPTION, palette.text3);
        let room = shown.rect.left() - inner.left() - 12.0;
        let at = pos2(inner.left(), inner.top() + 12.0);
        let title = fitted(&self.title, strong, room);
        theme::place(ui, at, Align2::LEFT_CENTER, title, strong, palette.text);
        for (at, (words, ink)) in
            [(&self.line, palette.text2), (&self.source, palette.text3)].into_iter().enumerate()
        {
            let place = pos2(inner.left(), inner.top() + 29.0 + at as f32 * 16.0);
            let words = fitted(words, text::SMALL, inner.width());
            theme::place(ui, place, Align2::LEFT_CENTER, words, text::SMALL, ink);
        }
        ui.painter().hline(inner.x_range(), rect.bottom() - 0.5, theme::hairline(palette.stroke));
        let id = ui.make_persistent_id(("reference", &self.key));
        let whole = format!("{}\n{}\n{}\n{}", self.title, self.key, self.line, self.source);
        ui.interact(rect, id, Sense::hover()).on_hover_text(whole.trim());
    }
}

fn rows() -> Vec<Shown> {
    let mut rows = Vec::new();
    let mut section = "";
    for input in export::inputs() {
        if section != input.section {
            section = input.section;
            rows.push(Shown::head(tr(section)));
        }
        rows.push(of_input(input));
    }
    rows.push(Shown::head(tr("ref.lines")));
    rows.extend(export::lines().into_iter().map(of_line));
    rows
}

fn of_input(input: InputRow) -> Shown {
    let InputRow { section, address, label, unit, range, default, source } = input;
    let mut line = range;
    if !unit.is_empty() {
        line.extend([" ", unit]);
    }
    if !default.is_empty() {
        line.extend([", ", &said("ref.default_is", &[("value", &default)])]);
    }
    let text = format!("{label} {address} {} {line} {source}", tr(section)).to_lowercase();
    Shown { title: label.to_owned(), key: address, line, source: source.to_owned(), text }
}

fn of_line(line: LineRow) -> Shown {
    let LineRow { key, label, unit, formula } = line;
    let text = format!("{label} {key} {formula}").to_lowercase();
    let (title, key) = (label.to_owned(), key.to_owned());
    Shown { title, key, line: formula, source: unit.to_owned(), text }
}
