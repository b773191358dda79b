//! What the screens with a list share: list at the left, the form of the selected item, and what it does.

mod effect;
mod order;

pub use effect::{
    bars_ui, capex_ui, chart_ui, displaced_ui, fact_ui, list_text, mining_off_ui, pays_back_ui,
    rule_ui, used_words, value_bars_ui,
};
pub use order::{By, paste_rows_ui, row_actions, sort_columns_ui, sort_heads_ui};

pub use crate::plan::fresh_id;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Out;
use crate::app::{Command, OpenPlan};
use crate::format::signed;
use crate::look::{TextStyle, Weight, layout, text};
use crate::plan::{Change, FieldRef, Item, Note, Owner, Plan, Setting};
use crate::ui::theme;
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::card::{self, Card, Extent, PADDING};
use crate::ui::widgets::field::{Edit, Manner, field_at};
use crate::ui::widgets::form::Form;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::{self, ListRow, fitted};
use crate::ui::widgets::origin::note_galley;
use crate::ui::widgets::value;
use crate::words::{Arg, Text, lower_first, say, tr};

/// Widths of list and form on a narrow page.
const NARROW: [f32; 2] = [248.0, 432.0];

/// Places of list, form and effect card.
pub fn columns(page: Rect) -> [Rect; 3] {
    let [list, form, _] = layout::LIST_FORM_EFFECT;
    // A narrow page takes from the list: the form's notes need their width.
    let narrow = page.width() < layout::PAGE_WIDTH;
    let [list, form] = if narrow { NARROW } else { [list, form] };
    let widths = [Extent::Fixed(list), Extent::Fixed(form), Extent::Share(1.0)];
    let places = card::columns(page, &widths);
    [0, 1, 2].map(|at| places.get(at).copied().unwrap_or(page))
}

/// Adds an item with where its figures come from, as one step, says so and selects it.
pub fn add(out: &mut Out, item: Item, name: &str, notes: BTreeMap<String, Note>) {
    let said = Text::key("lists.added").with("item", Arg::Name(name.to_owned()));
    add_saying(out, item, name, notes, said);
}

/// Adds an item as [`add`] does, with a message of its own.
pub fn add_saying(
    out: &mut Out,
    item: Item,
    name: &str,
    notes: BTreeMap<String, Note>,
    said: Text,
) {
    let owner = item.owner();
    let notes = notes
        .into_iter()
        .filter_map(|(field, note)| Some(Change::Note(field.parse().ok()?, Some(note))));
    let changes = std::iter::once(Change::Add(Box::new(item))).chain(notes).collect();
    let step = Text::key("step.add").with("item", Arg::Name(name.to_owned()));
    out.commands.push(Command::EditSaying { change: Change::All(changes), step, said });
    out.commands.push(Command::Select(owner));
}

/// The heads of a list: what its rows are, and what their figure is.
pub fn heads_ui(ui: &mut Ui, left: &str, right: &str) {
    let ink = theme::palette(ui).text3;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 18.0));
    theme::place(ui, rect.left_center(), Align2::LEFT_CENTER, left, text::CAPTION, ink);
    theme::place(ui, rect.right_center(), Align2::RIGHT_CENTER, right, text::CAPTION, ink);
    let across = rect.x_range().expand(PADDING - 1.0);
    let line = theme::hairline(theme::palette(ui).stroke);
    ui.painter().hline(across, rect.bottom() + 0.5, line);
    ui.add_space(1.0);
}

/// A row of the list that selects and moves its item; `shown` are all rows of the screen.
pub fn row_ui(
    ui: &mut Ui,
    plan: &Plan,
    shown: &[Owner],
    owner: &Owner,
    row: ListRow<'_>,
    out: &mut Out,
) {
    let title = fitted(row.title, text::TITLE, ui.available_width() - 56.0);
    let response = ui.push_id(owner, |ui| ListRow { title: &title, ..row }.show(ui)).inner;
    row_actions(ui, plan, shown, owner, &response, out);
}

/// What all items of a list come to, below them.
pub fn sum_ui(ui: &mut Ui, title: &str, figure: &str, words: &str) {
    let palette = theme::palette(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 48.0));
    let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
    let (at, end) = (rect.left_top() + vec2(0.0, 15.0), rect.right_top() + vec2(0.0, 15.0));
    theme::place(ui, at, Align2::LEFT_CENTER, title, text::SMALL, palette.text2);
    theme::place(ui, end, Align2::RIGHT_CENTER, figure, strong, palette.text);
    let under = rect.left_top() + vec2(0.0, 32.0);
    let words = fitted(words, text::CAPTION, rect.width());
    theme::place(ui, under, Align2::LEFT_CENTER, words, text::CAPTION, palette.text3);
}

/// A sentence where a list is empty.
pub fn empty_ui(ui: &mut Ui, words: &str) {
    ui.add_space(10.0);
    theme::label(ui, words, text::SMALL, theme::palette(ui).text2);
    ui.add_space(10.0);
}

/// The card of the selected item's form; moving, duplicating and deleting stand in its header.
pub fn form_card(
    ui: &mut Ui,
    rect: Rect,
    plan: &Plan,
    owner: &Owner,
    name: &str,
    out: &mut Out,
    body: impl FnOnce(&mut Ui, &mut Out),
) {
    let (at, count) = place_of(plan, owner);
    let title = fitted(name, text::TITLE, rect.width() - 2.0 * PADDING - 232.0);
    let mut asked = Vec::new();
    let header = |ui: &mut Ui| {
        if owner.id().is_none() {
            return;
        }
        if Button::small(tr("lists.delete")).show(ui).clicked() {
            asked.push(Command::DeleteItem(owner.clone()));
        }
        if Button::small(tr("lists.duplicate")).show(ui).clicked() {
            asked.push(Command::DuplicateItem(owner.clone()));
        }
        let moves = [
            (Icon::Down, "lists.move_down", (at + 1 < count).then_some(at + 1)),
            (Icon::Up, "lists.move_up", at.checked_sub(1)),
        ];
        for (icon, label, to) in moves {
            if let Some(to) = to
                && button::icon_ui(ui, icon, tr(label)).clicked()
            {
                asked.push(Command::Edit(Change::Move(owner.clone(), to)));
            }
        }
    };
    Card::new(&title).ruled().scrolls().show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.push_id(owner, |ui| body(ui, out));
    });
    out.commands.extend(asked);
}

/// Says above an item's form what a what-if sets in it: the form shows the plan without.
pub fn laid_over_ui(ui: &mut Ui, open: &OpenPlan, owner: &Owner) {
    let words = laid_over(open, owner);
    if !words.is_empty() {
        ui.add_space(4.0);
        theme::label(ui, words, text::SMALL, theme::palette(ui).link);
        ui.add_space(4.0);
    }
}

/// What lies over an item, nothing where nothing does.
fn laid_over(open: &OpenPlan, owner: &Owner) -> String {
    let set = |setting: &&Setting| setting.field.owner == *owner;
    let settings = open.what_ifs().iter().flat_map(|what_if| what_if.settings.iter().filter(set));
    let fields: BTreeSet<&FieldRef> = settings.map(|setting| &setting.field).collect();
    let said = fields.into_iter().filter_map(|field| {
        let (info, value) = (open.seen().info(field)?, open.seen().get(field)?);
        Some(format!("{} {}", lower_first(tr(info.label)), value::with_unit(info, &value)))
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() {
        return String::new();
    }
    say(&Text::key("lists.laid_over").with("fields", Arg::Name(said.join(", "))))
}

/// Position of an item in its list, and how many the list holds.
fn place_of(plan: &Plan, owner: &Owner) -> (usize, usize) {
    let kind = std::mem::discriminant(owner);
    let owners = plan.owners();
    let list: Vec<&Owner> =
        owners.iter().filter(|other| std::mem::discriminant(*other) == kind).collect();
    (list.iter().position(|other| *other == owner).unwrap_or(0), list.len())
}

/// The head of a group of the form; all but the first stand below a line.
pub fn group_ui(ui: &mut Ui, title: &str, remark: &str, first: bool) {
    if first {
        ui.add_space(4.0);
    } else {
        card::divider_ui(ui, 5.0);
    }
    card::section_ui(ui, title, remark);
}

/// A row of the form without a field of the registry: its label painted, places for control and note.
pub fn plain_row(ui: &mut Ui, label: &str) -> (Rect, Rect) {
    let [label_width, field_width, _] = layout::FORM_COLUMNS;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::FORM_PITCH));
    let ink = theme::palette(ui).text2;
    list_text(ui, rect.left_center(), Align2::LEFT_CENTER, label, text::BODY, ink);
    let left = rect.left() + label_width;
    let width = field_width.min(rect.right() - left);
    let at = pos2(left, rect.center().y - layout::FORM_FIELD / 2.0);
    let field = Rect::from_min_size(at, vec2(width, layout::FORM_FIELD));
    (field, Rect::from_min_max(pos2(field.right() + 10.0, rect.top()), rect.max))
}

/// A row whose field of words takes all the room right of its label.
pub fn wide_row(ui: &mut Ui, form: &mut Form<'_>, key: &str) {
    let reference = FieldRef::new(form.owner.clone(), key);
    let (Some(info), Some(of)) = (form.plan.info(&reference), form.plan.get(&reference)) else {
        return;
    };
    let (field, note) = plain_row(ui, tr(info.label));
    let place = Rect::from_min_max(field.min, pos2(note.right(), field.bottom()));
    let shown = field_at(ui, place, tr(info.label), info, &of, Manner::default());
    if let Some((value, finished)) = shown.edit {
        form.edits.push(Edit { field: reference, value, finished });
    }
}

/// A note at the right of such a row.
pub fn plain_note(ui: &mut Ui, room: Rect, words: &str) {
    if room.width() < 40.0 {
        return;
    }
    let ink = theme::palette(ui).text3;
    let galley = note_galley(ui, words, room.width(), ink);
    let place = Align2::LEFT_CENTER.anchor_size(room.left_center(), galley.size());
    let response = ui.interact(place, ui.make_persistent_id(("plain note", words)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    ui.painter().galley(place.min, galley, theme::color(ink));
}

/// The note on an item, several lines of the user's own words.
pub fn note_ui(ui: &mut Ui, plan: &Plan, owner: &Owner, hint: &str, out: &mut Out) {
    let palette = theme::palette(ui);
    let field = FieldRef::new(owner.clone(), "name");
    let kept = plan.notes.get(&field.to_string()).map_or("", |note| note.text.as_str());
    let id = ui.make_persistent_id(("note", owner));
    let mut draft: String = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| kept.to_owned());
    let width = ui.available_width();
    let edit = egui::TextEdit::multiline(&mut draft)
        .id(id.with("edit"))
        .font(theme::font(text::SMALL))
        .text_color(theme::color(palette.text))
        .background_color(theme::color(palette.bg2))
        .hint_text(theme::rich(hint, text::SMALL, palette.text3))
        .desired_rows(2)
        .desired_width(width - 12.0);
    let response = ui.add(edit).accessible_name(tr("lists.note"));
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(id, draft.clone()));
    }
    if response.lost_focus() {
        ui.data_mut(|data| data.remove::<String>(id));
        if draft.trim() != kept {
            let note = (!draft.trim().is_empty()).then(|| Note {
                source: String::new(),
                as_of: String::new(),
                assumption: false,
                text: draft.trim().to_owned(),
            });
            out.commands.push(Command::Edit(Change::Note(field, note)));
        }
    }
    ui.add_space(8.0);
}

/// What stands in place of results while findings stand in the way: how many, and the way to each.
pub fn blocked_ui(ui: &mut Ui, open: &OpenPlan, out: &mut Out) {
    let palette = theme::palette(ui);
    if let Some(failure) = &open.results.failure {
        theme::label(ui, failure.as_str(), text::BODY, palette.error);
        return;
    }
    let errors: Vec<_> = open.results.errors().collect();
    if errors.is_empty() {
        theme::label(ui, tr("lists.computing"), text::BODY, palette.text2);
        return;
    }
    let count = Arg::Quantity(errors.len() as f64, 0, "");
    let key = if errors.len() == 1 { "lists.blocked_by_one" } else { "lists.blocked_by" };
    theme::label(ui, say(&Text::key(key).with("count", count)), text::TITLE, palette.text);
    ui.add_space(8.0);
    for (at, finding) in errors.into_iter().enumerate() {
        theme::label(ui, say(&finding.text), text::SMALL, palette.text2);
        let noun = field_name(&open.plan, &finding.field);
        if ui.push_id(at, |ui| list::link_ui(ui, &noun, text::SMALL)).inner.clicked() {
            out.go_to(ui.ctx(), &finding.field);
        }
        ui.add_space(10.0);
    }
}

/// Whether the results shown are those of an older state and have been so for a while.
pub fn is_old(open: &OpenPlan) -> bool {
    open.waits().is_some_and(|waits| waits > Duration::from_millis(150))
}

/// A field as said in a link: its item and its label.
fn field_name(plan: &Plan, field: &FieldRef) -> String {
    let label = plan.info(field).map_or("", |info| tr(info.label));
    let name = plan.get(&FieldRef::new(field.owner.clone(), "name"));
    match (field.owner.id(), name) {
        (Some(_), Some(crate::plan::Value::Text(name))) => format!("{name}, {label}"),
        _ => label.to_owned(),
    }
}

/// A figure to a tenth, without the tenth where it is whole.
pub fn tenth(value: f64) -> String {
    crate::ui::widgets::value::figure((value * 10.0).round() / 10.0)
}

/// Millions of dollars with their sign, as lists show them.
pub fn millions(usd: f64) -> String {
    let decimals = u8::from(usd.abs() < 9.95e6);
    signed(usd / 1e6, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn an_item_knows_its_place_among_its_own_kind() {
        let mut plan = testing::plan();
        plan.apply(Change::Add(Box::new(Item::Asic(testing::batch("b"))))).unwrap();
        plan.apply(Change::Add(Box::new(Item::Gpu(testing::fleet("g"))))).unwrap();
        assert_eq!(place_of(&plan, &Owner::Asic("b".to_owned())), (1, 2));
        assert_eq!(place_of(&plan, &Owner::Gpu("g".to_owned())), (0, 1));
    }

    #[test]
    fn millions_carry_their_sign_and_one_decimal_below_ten() {
        for (usd, said) in [(68.7e6, "+69"), (-4.31e6, "−4.3"), (9.96e6, "+10"), (0.0, "0.0")] {
            assert_eq!(millions(usd), said);
        }
    }
}
