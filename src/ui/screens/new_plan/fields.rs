//! The rows of the sheet: each figure, its note, and what the eight bring with them.

use egui::{Align2, Key, Rect, Ui, pos2, vec2};

use super::super::picker::{self, Group};
use super::draft::{Draft, Kept};
use super::pick::{machines, picker_at, short};
use crate::catalog::{self, PlaceRow};
use crate::format::{number, percent, significant};
use crate::look::{layout, text};
use crate::plan::fields::Kind;
use crate::plan::template::NewPlan;
use crate::plan::{FieldInfo, FieldRef, Finding, Owner, Plan, Severity, Unit, Value};
use crate::ui::actions::{Asked, ask, said};
use crate::ui::theme;
use crate::ui::widgets::below::{self, Below};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::{Manner, field_at};
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::value;
use crate::words::{Arg, Text, say, tr};

/// From the sheet's inner left to its fields, and their width.
const FIELDS_LEFT: f32 = 129.0;
const FIELDS: f32 = 210.0;
/// Width of the second of two fields in a row.
const SECOND: f32 = 72.0;

/// The rows of the sheet, from top to bottom.
pub struct Sheet<'a> {
    inner: Rect,
    kept: &'a Kept,
    findings: &'a [Finding],
    pitch: f32,
    /// Where the next row begins.
    pub top: f32,
    /// Whether Enter ended the typing in a field.
    pub entered: bool,
    /// Whether something typed cannot be read.
    pub unread: bool,
    /// Whether the map of places was asked for.
    pub map: bool,
}

/// The horizon in years; the document counts months.
const YEARS: FieldInfo = FieldInfo {
    key: "years",
    label: "new_plan.years",
    unit: Unit::Years,
    kind: Kind::Count { min: 1, max: 30 },
    default: None,
    source: "yours",
};

impl<'a> Sheet<'a> {
    /// The rows within `inner`, over what is kept.
    pub fn new(inner: Rect, kept: &'a Kept, findings: &'a [Finding]) -> Self {
        let tall = inner.height() > 760.0;
        let pitch = if tall { layout::SHEET_PITCH } else { 30.0 };
        let top = inner.top() + if tall { 83.0 } else { 76.0 };
        Self { inner, kept, findings, pitch, top, entered: false, unread: false, map: false }
    }

    /// Shows all rows; returns the draft as it is then.
    pub fn fields_ui(&mut self, ui: &mut Ui) -> Draft {
        let palette = theme::palette(ui);
        let at = pos2(self.inner.left(), self.inner.top() + 60.0);
        theme::place(ui, at, Align2::LEFT_CENTER, tr("new_plan.text"), text::BODY, palette.text2);
        let mut draft = self.kept.0.clone();
        self.place_ui(ui, &mut draft);
        let yours = tr("new_plan.yours");
        let grid = FieldRef::new(Owner::Site, "grid_mw");
        let convertible = FieldRef::new(Owner::Site, "convertible_mw");
        self.number_ui(ui, "new_plan.grid_mw", yours, &grid, &mut draft.new.grid_mw);
        let note = tr("new_plan.convertible_note");
        let key = "new_plan.convertible_mw";
        self.number_ui(ui, key, note, &convertible, &mut draft.new.convertible_mw);
        let row = catalog::place(&draft.new.place);
        let price = FieldRef::new(Owner::Power, "price_usd_per_mwh");
        let note = match row {
            Some(row) if !draft.own_price && row.is_verified("price") => {
                tr("new_plan.price_published")
            }
            Some(_) if !draft.own_price => tr("new_plan.price_estimate"),
            _ => yours,
        };
        let key = "new_plan.power_price";
        draft.own_price |=
            self.number_ui(ui, key, note, &price, &mut draft.new.power_price_usd_per_mwh);
        let share = FieldRef::new(Owner::Site, "grid_renewable_share");
        let note = row.map_or_else(String::new, |row| renewable_note(row, &draft.new));
        let key = "new_plan.renewable_share";
        draft.own_share |= self.number_ui(ui, key, &note, &share, &mut draft.new.renewable_share);
        self.machine_ui(ui, &mut draft.new);
        self.horizon_ui(ui, &mut draft.new);
        let rate = FieldRef::new(Owner::Finance, "discount_rate");
        let note = tr("new_plan.assumption");
        let key = "new_plan.discount_rate";
        self.number_ui(ui, key, note, &rate, &mut draft.new.discount_rate);
        self.filled_ui(ui);
        draft
    }

    /// A row's label and note; returns the place of its field.
    fn row_ui(&mut self, ui: &mut Ui, label: &str, note: &str) -> Rect {
        let palette = theme::palette(ui);
        let middle = self.top + self.pitch / 2.0;
        let left = self.inner.left();
        let at = pos2(left, middle);
        theme::place(ui, at, Align2::LEFT_CENTER, label, text::BODY, palette.text2);
        let field = pos2(left + FIELDS_LEFT, middle - layout::SHEET_FIELD / 2.0);
        let field = Rect::from_min_size(field, vec2(FIELDS, layout::SHEET_FIELD));
        let at = pos2(field.right() + 12.0, middle);
        let said = fitted(note, text::CAPTION, self.inner.right() - at.x);
        let cut = said != note;
        let shown = theme::place(ui, at, Align2::LEFT_CENTER, said, text::CAPTION, palette.text3);
        if cut {
            shown.on_hover_text(note);
        }
        self.top += self.pitch;
        field
    }

    /// Says something below a row; the reading that was chosen.
    fn below_ui(&mut self, ui: &mut Ui, said: &Below) -> Option<String> {
        let (left, right) = (self.inner.left() + FIELDS_LEFT, self.inner.right());
        let room = |top: f32| Rect::from_min_max(pos2(left, top - 4.0), pos2(right, top + 10.0));
        if said.asks() {
            said.sentence().show_at(ui, room(self.top));
            self.top += 14.0;
        }
        let chosen = said.show_at(ui, room(self.top));
        self.top += 14.0;
        chosen
    }

    /// An input at a place; `of` is the field whose findings stand below.
    fn input_ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        name: &str,
        (info, value): (&FieldInfo, &Value),
        of: Option<&FieldRef>,
    ) -> Option<Value> {
        let findings = self.findings.iter().filter(|finding| Some(&finding.field) == of);
        let findings = findings.filter(|finding| finding.severity == Severity::Error);
        let findings: Vec<_> =
            findings.map(|finding| (say(&finding.text), finding.severity)).collect();
        let manner = Manner { wrong: !findings.is_empty(), ..Manner::default() };
        let shown = field_at(ui, rect, name, info, value, manner);
        if let Some(response) = &shown.response {
            let enter = ui.input(|input| input.key_pressed(Key::Enter));
            self.entered |= response.lost_focus() && enter;
        }
        self.unread |= shown.error.is_some();
        if let Some(text) = &shown.pasted {
            ask(ui.ctx(), Asked::OneValue(name.to_owned(), text.clone()));
        }
        let mut chosen = None;
        for said in below::of_field(ui, &shown, findings) {
            let text = self.below_ui(ui, &said);
            chosen = text.and_then(|text| value::read(info, &text).ok()).or(chosen);
        }
        if chosen.is_some() {
            below::settle(ui, &shown);
        }
        chosen.map(|(value, _)| value).or(shown.edit.map(|(value, _)| value))
    }

    /// A row for a number; returns whether it was changed.
    fn number_ui(
        &mut self,
        ui: &mut Ui,
        label: &'static str,
        note: &str,
        field: &FieldRef,
        number: &mut f64,
    ) -> bool {
        let Some(info) = self.kept.1.info(field) else { return false };
        let rect = self.row_ui(ui, tr(label), note);
        let value = Value::Number(*number);
        let edited = self.input_ui(ui, rect, tr(label), (info, &value), Some(field));
        let Some(Value::Number(edited)) = edited else { return false };
        *number = edited;
        true
    }

    fn place_ui(&mut self, ui: &mut Ui, draft: &mut Draft) {
        let places = catalog::places();
        let rect = self.row_ui(ui, tr("new_plan.place"), "");
        let count = said("places.open_map", &[("count", &places.len().to_string())]);
        let map = Button::small(&count);
        let at = pos2(rect.right() + 12.0, rect.center().y - layout::BUTTON_SMALL / 2.0);
        self.map |= map.show_at(ui, Rect::from_min_size(at, map.size(ui))).clicked();
        let shown = catalog::place(&draft.new.place).map_or("", |row| row.name.as_str());
        let mut groups: Vec<(Group, Vec<&PlaceRow>)> = Vec::new();
        for row in places {
            let price = Arg::Name(significant(row.power_price_usd_per_mwh, 3));
            let detail = say(&Text::key("new_plan.place_detail").with("price", price));
            let at = groups.iter().position(|(group, _)| group.title == row.region);
            let at = at.unwrap_or_else(|| {
                groups.push((Group { title: row.region.clone(), rows: Vec::new() }, Vec::new()));
                groups.len() - 1
            });
            let (group, of) = &mut groups[at];
            group.rows.push(picker::Row::new(row.name.as_str(), detail));
            of.push(row);
        }
        let (heads, rows): (Vec<Group>, Vec<Vec<&PlaceRow>>) = groups.into_iter().unzip();
        let picked = picker_at(ui, rect, tr("new_plan.place"), shown, 340.0, &heads);
        let row = picked.and_then(|(group, at)| rows.get(group)?.get(at).copied());
        if let Some(row) = row {
            draft.take_place(row);
        }
    }

    fn machine_ui(&mut self, ui: &mut Ui, new: &mut NewPlan) {
        let row = catalog::asic(&new.machine);
        let note = row.map_or_else(String::new, |row| {
            let mw = Arg::Quantity(row.power_w * new.units / 1e6, 1, "unit.mw");
            let j = Arg::Name(number(row.j_per_th, 1));
            say(&Text::key("new_plan.machine_note").with("mw", mw).with("j", j))
        });
        let rect = self.row_ui(ui, tr("new_plan.machine"), &note);
        let (first, second) = halves(rect);
        let rows = catalog::asics();
        let (group, order) = machines(rows);
        let shown = row.map_or("", |row| short(&row.model));
        let groups = [group];
        let name = tr("new_plan.machine_name");
        if let Some((_, at)) = picker_at(ui, first, name, shown, 300.0, &groups)
            && let Some(row) = order.get(at)
        {
            new.machine.clone_from(&row.id);
        }
        let owner = self.kept.1.asics.first().map(|batch| Owner::Asic(batch.id.clone()));
        let field = owner.map(|owner| FieldRef::new(owner, "units"));
        if let Some(field) = field
            && let Some(info) = self.kept.1.info(&field)
        {
            let info = FieldInfo { unit: Unit::None, ..*info };
            let value = Value::Number(new.units);
            let name = tr("new_plan.units");
            let edited = self.input_ui(ui, second, name, (&info, &value), Some(&field));
            if let Some(Value::Number(units)) = edited {
                new.units = units;
            }
        }
    }

    fn horizon_ui(&mut self, ui: &mut Ui, new: &mut NewPlan) {
        let last = Arg::Month(new.start.plus(new.horizon_months as i32 - 1));
        let note = say(&Text::key("new_plan.until").with("month", last));
        let rect = self.row_ui(ui, tr("new_plan.horizon"), &note);
        let (first, second) = halves(rect);
        let field = FieldRef::new(Owner::Plan, "start");
        if let Some(info) = self.kept.1.info(&field) {
            let value = Value::Month(new.start);
            let name = tr("new_plan.start");
            let edited = self.input_ui(ui, first, name, (info, &value), Some(&field));
            if let Some(Value::Month(month)) = edited {
                new.start = month;
            }
        }
        let value = Value::Count(new.horizon_months / 12);
        let name = tr("new_plan.years");
        if let Some(Value::Count(years)) = self.input_ui(ui, second, name, (&YEARS, &value), None) {
            new.horizon_months = years.clamp(1, 30) * 12;
        }
    }

    /// What the eight figures bring with them.
    fn filled_ui(&mut self, ui: &mut Ui) {
        let palette = theme::palette(ui);
        let plan = &self.kept.1;
        let (figures, assumptions) = filled(plan);
        let count = |count: usize| Arg::Quantity(count as f64, 0, "");
        let said = say(&Text::key("new_plan.filled")
            .with("figures", count(figures))
            .with("assumptions", count(assumptions))
            .with("options", count(plan.options.len())));
        let width = self.inner.width();
        let height = theme::text_height(ui, &said, text::SMALL, width);
        let place = pos2(self.inner.left(), self.top + 6.0);
        let place = Rect::from_min_size(place, vec2(width, height));
        ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            theme::label(ui, said, text::SMALL, palette.text2);
        });
        self.top = place.bottom() + if self.pitch > 32.0 { 18.0 } else { 8.0 };
    }
}

/// How many figures of a plan come from the registry or the catalogue, and how many of them are assumptions.
fn filled(plan: &Plan) -> (usize, usize) {
    let (mut figures, mut assumptions) = (0, 0);
    for owner in plan.owners() {
        for (info, _) in plan.fields_of(&owner) {
            let note = plan.notes.get(&FieldRef::new(owner.clone(), info.key).to_string());
            if info.default.is_none() && note.is_none() {
                continue;
            }
            figures += 1;
            let assumed = note.map_or_else(|| info.is_assumption(), |note| note.assumption);
            assumptions += usize::from(assumed);
        }
    }
    (figures, assumptions)
}

/// Where the renewable share comes from.
fn renewable_note(row: &PlaceRow, new: &NewPlan) -> String {
    if new.renewable_share <= row.renewable_share + 1e-9 {
        return tr("new_plan.renewable_grid").to_owned();
    }
    let share = Arg::Name(percent(row.renewable_share, 0));
    say(&Text::key("new_plan.renewable_note").with("share", share))
}

fn halves(rect: Rect) -> (Rect, Rect) {
    let (first, second) = rect.split_left_right_at_x(rect.right() - SECOND);
    (Rect::from_min_max(first.min, first.max - vec2(6.0, 0.0)), second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Month;
    use crate::plan::findings;
    use crate::plan::template::new_plan;

    #[test]
    fn the_first_draft_makes_a_sound_plan() {
        let draft = Draft::first();
        assert_eq!(draft.new.start, Month::new(2027, 1));
        let plan = new_plan(&draft.new);
        assert_eq!(findings(&plan), []);
        let (figures, assumptions) = filled(&plan);
        assert!(figures > 40 && assumptions > 0 && assumptions < figures, "{figures}");
    }
}
