//! What the screens with a list share: list at the left, the form of the selected item, and what it does.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Out;
use super::worth::Worth;
use crate::app::{Command, OpenPlan};
use crate::engine::LineId;
use crate::engine::value::payback;
use crate::format::{Month, money_usd, month_long, number, signed, signed_money_usd};
use crate::look::{TextStyle, Weight, layout, text};
use crate::plan::{Change, FieldRef, Item, Note, Owner, Plan, capacity};
use crate::ui::theme::{self, Line};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::card::{self, Card, Extent, PADDING};
use crate::ui::widgets::field::{Edit, Manner, field_at};
use crate::ui::widgets::form::{Form, note_galley};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::{self, ListRow, fitted};
use crate::words::{Arg, Text, say, tr};

/// Where the figures of the effect card stand.
const FACT_LABEL: f32 = 122.0;

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

/// Adds an item with where its figures come from, as one step, and selects it.
pub fn add(out: &mut Out, item: Item, name: &str, notes: BTreeMap<String, Note>) {
    let owner = item.owner();
    let notes = notes
        .into_iter()
        .filter_map(|(field, note)| Some(Change::Note(field.parse().ok()?, Some(note))));
    let changes = std::iter::once(Change::Add(Box::new(item))).chain(notes).collect();
    let step = Text::key("step.add").with("item", Arg::Name(name.to_owned()));
    out.commands.push(Command::EditAs(Change::All(changes), step));
    out.commands.push(Command::Select(owner));
}

/// A new id for an item named `name`: its slug, counted up until no item of the plan has it.
pub fn fresh_id(plan: &Plan, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let words: String = name.chars().map(plain).collect();
    let slug: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).take(4).collect();
    let slug = if slug.is_empty() { "item".to_owned() } else { slug.join("-") };
    let owners = plan.owners();
    let is_taken = |id: &str| owners.iter().any(|owner| owner.id() == Some(id));
    if !is_taken(&slug) {
        return slug;
    }
    let mut counted = slug.clone();
    for count in 2..=owners.len() + 2 {
        counted = format!("{slug}-{count}");
        if !is_taken(&counted) {
            break;
        }
    }
    counted
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

/// A row of the list that selects its item.
pub fn row_ui(ui: &mut Ui, owner: &Owner, row: ListRow<'_>, out: &mut Out) {
    let title = fitted(row.title, text::TITLE, ui.available_width() - 56.0);
    let shown = ui.push_id(owner, |ui| ListRow { title: &title, ..row }.show(ui)).inner;
    if shown.clicked() && !row.selected {
        out.commands.push(Command::Select(owner.clone()));
    }
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
            asked.push(Command::Edit(Change::Remove(owner.clone())));
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

/// NPV without and with an item as two bars from zero, and the difference.
pub fn value_bars_ui(ui: &mut Ui, without_usd: f64, with_usd: f64) {
    let palette = theme::palette(ui);
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), 66.0));
    let (low, high) = (without_usd.min(with_usd).min(0.0), without_usd.max(with_usd).max(0.0));
    let (left, right) = (rect.left() + 64.0, rect.right() - 126.0);
    let scale = if high > low { f64::from(right - left) / (high - low) } else { 0.0 };
    let x = |usd: f64| left + ((usd - low) * scale) as f32;
    let added = with_usd - without_usd;
    let rows = [("lists.without", without_usd, 17.0), ("lists.with", with_usd, 46.0)];
    for (label, usd, middle) in rows {
        let y = rect.top() + middle;
        let bar = |from: f64, to: f64| {
            let (from, to) = (x(from.min(to)), x(from.max(to)));
            Rect::from_min_max(pos2(from, y - 9.0), pos2(to, y + 9.0))
        };
        let grey = theme::color(palette.cost).gamma_multiply(0.55);
        let is_with = label == "lists.with";
        // What both have in common is grey; what the item adds, or takes, is its own colour.
        let common = if is_with && without_usd * with_usd > 0.0 {
            if with_usd.abs() < without_usd.abs() { with_usd } else { without_usd }
        } else if is_with {
            0.0
        } else {
            usd
        };
        ui.painter().rect_filled(bar(0.0, common), 0.0, grey);
        if is_with {
            let ink = theme::color(if added >= 0.0 { palette.accent } else { palette.loss });
            let from = if without_usd * with_usd > 0.0 { without_usd } else { 0.0 };
            ui.painter().rect_filled(bar(from, with_usd), 0.0, ink);
        }
        let decimals = u8::from(without_usd.abs().max(with_usd.abs()) < 9.95e6);
        let figure = number(usd / 1e6, decimals);
        let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
        let end = pos2(x(without_usd.max(with_usd).max(0.0)).min(right) + 8.0, y);
        let end = if is_with || usd >= with_usd { end } else { pos2(x(usd.max(0.0)) + 8.0, y) };
        list_text(ui, end, Align2::LEFT_CENTER, &figure, strong, palette.text);
        let at = pos2(rect.left(), y);
        list_text(ui, at, Align2::LEFT_CENTER, tr(label), text::BODY, palette.text2);
    }
    let unit = pos2(rect.right(), rect.top() + 17.0);
    list_text(ui, unit, Align2::RIGHT_CENTER, tr("lists.npv"), text::CAPTION, palette.text3);
    let ink = if added >= 0.0 { palette.link } else { palette.error };
    let at = pos2(rect.right(), rect.top() + 46.0);
    list_text(ui, at, Align2::RIGHT_CENTER, &millions(added), text::FIGURE, ink);
    let response = ui.interact(rect, id, Sense::hover());
    let said = format!(
        "{} {} {}, {} {}",
        tr("lists.npv"),
        tr("lists.without"),
        money_usd(without_usd),
        tr("lists.with"),
        money_usd(with_usd)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    response.on_hover_text(said);
}

/// Paints a text; what it says is said by the response of what it stands in.
pub(super) fn list_text(
    ui: &Ui,
    at: egui::Pos2,
    align: Align2,
    words: &str,
    style: TextStyle,
    ink: crate::look::Color,
) -> Rect {
    let galley = theme::galley(ui, words, style, ink);
    let place = align.anchor_size(at, galley.size());
    ui.painter().galley(place.min, galley, theme::color(ink));
    place
}

/// A row of the effect card: label, figure, and what explains it beside, or below where it does not fit.
pub fn fact_ui(ui: &mut Ui, label: &str, figure: &str, remark: &str) {
    let palette = theme::palette(ui);
    let strong = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
    let width =
        |words: &str, style: TextStyle| crate::look::text_width(words, style.size, style.weight);
    let beside = ui.available_width() - FACT_LABEL - width(figure, strong) - 12.0;
    let is_below = width(remark, text::CAPTION) > beside;
    let height = layout::TABLE_ROW + if is_below { text::CAPTION.line } else { 0.0 };
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let middle = rect.top() + layout::TABLE_ROW / 2.0;
    let [left, inner, right] =
        [rect.left(), rect.left() + FACT_LABEL, rect.right()].map(|x| pos2(x, middle));
    list_text(ui, left, Align2::LEFT_CENTER, label, text::SMALL, palette.text2);
    let room = rect.width() - FACT_LABEL;
    list_text(ui, inner, Align2::LEFT_CENTER, &fitted(figure, strong, room), strong, palette.text);
    if is_below {
        let said = fitted(remark, text::CAPTION, room);
        let at = inner + vec2(0.0, text::CAPTION.line + 1.0);
        list_text(ui, at, Align2::LEFT_CENTER, &said, text::CAPTION, palette.text3);
    } else {
        list_text(ui, right, Align2::RIGHT_CENTER, remark, text::CAPTION, palette.text3);
    }
    let across = rect.x_range().expand(PADDING - 1.0);
    ui.painter().hline(across, rect.bottom() - 0.5, theme::hairline(palette.stroke));
    let response = ui.interact(rect, id, Sense::hover());
    let said = format!("{label} {figure}. {remark}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if !remark.is_empty() {
        response.on_hover_text(remark);
    }
}

/// A line across the effect card.
pub fn rule_ui(ui: &Ui) {
    let rect = ui.max_rect();
    let line = theme::hairline(theme::palette(ui).stroke);
    let y = ui.cursor().top().round() - 0.5;
    ui.painter().hline(rect.x_range().expand(PADDING - 1.0), y, line);
}

/// How many of the convertible MW are in use once an item serves from `month` on.
pub fn used_words(plan: &Plan, month: i32) -> String {
    let converted = capacity::converted_mw(plan);
    let last = converted.len().saturating_sub(1);
    let at = usize::try_from(month).unwrap_or(0).min(last);
    say(&Text::key("lists.then_used")
        .with("used", Arg::Name(tenth(converted.get(at).copied().unwrap_or(0.0))))
        .with("of", Arg::Name(tenth(plan.site.convertible_mw))))
}

/// Machines that an item displaces between two months, and what their sale brings.
pub fn displaced_ui(ui: &mut Ui, plan: &Plan, worth: &Worth<'_>, (from, to): (i32, i32)) {
    let label = tr("lists.displaced");
    let displaced = worth.displaced();
    let Some((most, _)) = displaced.first() else {
        return fact_ui(ui, label, tr("lists.none"), tr("lists.none_displaced"));
    };
    let units: f64 = displaced.iter().map(|(_, units)| units).sum();
    let name = plan.asics.get(*most).map_or("", |batch| batch.name.as_str());
    let key = if displaced.len() > 1 { "lists.units_and_others" } else { "lists.units_of" };
    let units = Arg::Quantity(units, 0, "unit.none");
    let figure = say(&Text::key(key).with("units", units).with("name", Arg::Name(name.to_owned())));
    let sales = worth.added(LineId::AsicSales);
    let within =
        (from.max(0)..=to.max(0)).filter_map(|month| sales.get(usize::try_from(month).ok()?));
    let sold: f64 = within.sum();
    let sold = say(&Text::key("lists.sold_for")
        .with("year", Arg::Name(plan.start.plus(from.max(0)).year().to_string()))
        .with("usd", Arg::Name(money_usd(sold))));
    fact_ui(ui, label, &figure, &sold);
}

/// Capex that an item brings, and when it is paid.
pub fn capex_ui(ui: &mut Ui, worth: &Worth<'_>) {
    let paid = worth.added(LineId::HallCapex).into_iter().sum::<f64>()
        + worth.total(LineId::GpuCapex)
        + worth.total(LineId::AsicCapex);
    let span = [LineId::HallCapex, LineId::GpuCapex, LineId::AsicCapex]
        .into_iter()
        .find_map(|line| worth.span(line));
    let when = span.map_or_else(String::new, |(first, last)| {
        if first == last {
            return say(&Text::key("lists.paid_in").with("month", Arg::Month(first)));
        }
        say(&Text::key("lists.paid_over")
            .with("first", Arg::Month(first))
            .with("last", Arg::Month(last)))
    });
    let refreshed = worth.total(LineId::RefreshCapex);
    let when = if refreshed.abs() > 1e5 {
        let usd = Arg::Name(signed_money_usd(refreshed));
        let more = say(&Text::key("lists.refresh_capex").with("usd", usd));
        if when.is_empty() { more } else { format!("{when}; {more}") }
    } else {
        when
    };
    if paid.abs() < 1.0 {
        let remark = if when.is_empty() { tr("lists.not_in_plan_paid") } else { when.as_str() };
        return fact_ui(ui, tr("lists.capex"), tr("lists.none"), remark);
    }
    fact_ui(ui, tr("lists.capex"), &money_usd(paid), &when);
}

/// The month in which cash has paid back what it took, and how long that is after `from`.
pub fn pays_back_ui(ui: &mut Ui, plan: &Plan, cash_usd: &[f64], from: Month, after: &'static str) {
    let paid_back = payback(cash_usd).map(|months| plan.start.plus(months.floor() as i32));
    let mut sum = 0.0;
    let takes = cash_usd.iter().any(|usd| {
        sum += usd;
        sum < 0.0
    });
    let (figure, remark) = match paid_back {
        Some(month) => {
            let years = f64::from(month.since(from)) / 12.0;
            let years = Arg::Quantity(years, 1, "unit.years");
            (month_long(month), say(&Text::key(after).with("years", years)))
        }
        None if takes => (tr("lists.not_in_plan").to_owned(), String::new()),
        None => (tr("lists.from_start").to_owned(), tr("lists.takes_no_cash").to_owned()),
    };
    fact_ui(ui, tr("lists.pays_back"), &figure, &remark);
}

/// Months in which mining is off on an item's MW before it serves, and the margin lost by it.
pub fn mining_off_ui(ui: &mut Ui, worth: &Worth<'_>, gross_mw: f64, (from, to): (i32, i32)) {
    let months = (to - from).max(0);
    let figure = if months == 0 {
        tr("lists.no_months").to_owned()
    } else if to <= 0 {
        tr("lists.before_plan").to_owned()
    } else {
        say(&Text::key("lists.off")
            .with("months", Arg::Quantity(f64::from(months), 0, "unit.months"))
            .with("mw", Arg::Name(format!("{} {}", tenth(gross_mw), tr("unit.mw")))))
    };
    let margin = worth.added(LineId::MiningMargin);
    let within = (from.max(0)..to).filter_map(|month| margin.get(usize::try_from(month).ok()?));
    let lost: f64 = -within.sum::<f64>();
    let remark = if lost.abs() < 5e3 {
        String::new()
    } else {
        let key = if lost > 0.0 { "lists.margin_lost" } else { "lists.loss_avoided" };
        say(&Text::key(key).with("usd", Arg::Name(money_usd(lost.abs()))))
    };
    fact_ui(ui, tr("lists.mining_off"), &figure, &remark);
}

/// A chart within the effect card under its title, below a line, at least `height` high.
///
/// `below` is what still has to stand under it; what is left is the chart's.
pub fn chart_ui(
    ui: &mut Ui,
    figure: &crate::figure::Figure,
    (height, below): (f32, f32),
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    card::divider_ui(ui, 4.0);
    let room = ui.available_width();
    let (_, head) = ui.allocate_space(vec2(room, layout::CARD_TITLE_HEIGHT));
    let title = fitted(&figure.title, text::TITLE, room);
    let line = Line::new().text(&title, text::TITLE, palette.text);
    let width =
        |words: &str, style: TextStyle| crate::look::text_width(words, style.size, style.weight);
    let used = width(&title, text::TITLE) + 10.0;
    let is_beside = used + width(&figure.subtitle, text::CAPTION) <= room;
    let line = if is_beside {
        line.after(10.0, &figure.subtitle, text::CAPTION, palette.text3)
    } else {
        line
    };
    line.place(ui, head.left_center(), Align2::LEFT_CENTER);
    if !is_beside {
        let (_, under) = ui.allocate_space(vec2(room, text::CAPTION.line));
        let said = fitted(&figure.subtitle, text::CAPTION, room);
        let at = under.left_center();
        theme::place(ui, at, Align2::LEFT_CENTER, said, text::CAPTION, palette.text3);
    }
    let left = ui.available_height() - below - 14.0;
    let height = left.clamp(height, (height * 1.5).max(300.0).min(height * 2.0)).floor();
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    out.plain_chart_ui(ui, rect, figure);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn a_fresh_id_is_the_slug_counted_up() {
        let mut plan = testing::plan();
        assert_eq!(fresh_id(&plan, "Antminer S21 (200T)"), "antminer-s21-200t");
        // The plan has an s21 of its own.
        plan.apply(Change::Add(Box::new(Item::Asic(testing::batch("s21-2"))))).unwrap();
        assert_eq!(fresh_id(&plan, "S21"), "s21-3");
        assert_eq!(fresh_id(&plan, "…"), "item");
    }

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
