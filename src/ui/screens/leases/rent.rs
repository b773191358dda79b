//! The rent of a lease as rate, annual rent or total value: one is entered, the others follow.

use egui::{Align2, Rect, Ui, pos2, vec2};

use super::super::list_template::{list_text, plain_note};
use crate::engine::lease::total_contract_usd;
use crate::format::number;
use crate::look::{layout, text};
use crate::plan::fields::Kind;
use crate::plan::{FieldInfo, FieldRef, Lease, LeaseTerms, Owner, Plan, Unit, Value};
use crate::ui::actions::{Asked, ask};
use crate::ui::theme;
use crate::ui::widgets::entry::{self, Entry};
use crate::ui::widgets::field::{Edit, Shown as Input};
use crate::ui::widgets::form::{Form, Row};
use crate::ui::widgets::{below, choice, value};
use crate::words::{Arg, Text, say, tr};

/// Hours a month of a GPU contract: a year of 8,760 in twelve.
const HOURS: f64 = 730.0;

/// Fields that change what a rate comes to.
const SHAPE: [&str; 6] =
    ["it_mw", "units", "take_or_pay", "term_months", "ramp_months", "escalator_per_year"];

/// An amount in M USD, as a field steps it.
const AMOUNT: FieldInfo = FieldInfo {
    key: "amount",
    label: "lists.amount",
    unit: Unit::None,
    kind: Kind::Number { min: 0.0, max: 1e6 },
    default: None,
    source: "",
};

/// Which of the three is entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Entered {
    /// The rate of the first year.
    #[default]
    Rate,
    /// The rent of the first year, without ramp.
    Annual,
    /// The rent of the term, with ramp and escalator.
    Total,
}

/// What a rate comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Amounts {
    /// What is paid for a month per unit of the rate.
    base: f64,
    rate: f64,
    annual_usd: f64,
    total_usd: f64,
}

impl Amounts {
    fn of(plan: &Plan, lease: &Lease) -> Self {
        let (base, rate) = match &lease.terms {
            LeaseTerms::Colocation(terms) => (terms.it_mw * 1000.0, terms.rate_usd_per_kw_month),
            LeaseTerms::Reserved(terms) => {
                let used = plan.gpu_fleet(&terms.fleet).map_or(0.0, |fleet| fleet.utilisation);
                let paid = terms.take_or_pay.max(used);
                (terms.units * HOURS * paid, terms.rate_usd_per_gpu_hour)
            }
        };
        Self {
            base,
            rate,
            annual_usd: base * rate * 12.0,
            total_usd: total_contract_usd(base, rate, lease),
        }
    }

    /// The rate at which one of the amounts becomes `usd`; none where no rate does.
    fn rate_for(plan: &Plan, lease: &Lease, entered: Entered, usd: f64) -> Option<f64> {
        let base = Self::of(plan, lease).base;
        let per_rate = match entered {
            Entered::Rate => return None,
            Entered::Annual => base * 12.0,
            Entered::Total => total_contract_usd(base, 1.0, lease),
        };
        // Rates are quoted to a thousandth, GPU-hours to a hundredth of a cent.
        let steps = if lease.colocation().is_some() { 1e3 } else { 1e4 };
        (per_rate > 0.0).then(|| (usd / per_rate * steps).round() / steps)
    }

    const fn get(&self, entered: Entered) -> f64 {
        match entered {
            Entered::Rate => self.rate,
            Entered::Annual => self.annual_usd,
            Entered::Total => self.total_usd,
        }
    }
}

const fn rate_key(lease: &Lease) -> &'static str {
    match lease.terms {
        LeaseTerms::Colocation(_) => "rate_usd_per_kw_month",
        LeaseTerms::Reserved(_) => "rate_usd_per_gpu_hour",
    }
}

fn field(lease: &Lease) -> FieldRef {
    FieldRef::new(Owner::Lease(lease.id.clone()), rate_key(lease))
}

/// The three rows of the rent; edits go to the form.
pub fn rent_ui(ui: &mut Ui, form: &mut Form<'_>, lease: &Lease) -> Entered {
    let id = ui.make_persistent_id("entered");
    let mut entered: Entered = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let plan = form.plan;
    let amounts = Amounts::of(plan, lease);
    let months = f64::from(lease.term_months.max(1));
    let flat = Lease { ramp_months: 0, ..lease.clone() };
    let average = total_contract_usd(1.0, amounts.rate, &flat) / months;
    let decimals = if lease.colocation().is_some() { 0 } else { 2 };
    let average = Arg::Name(number(average, decimals));
    let note = say(&Text::key("leases.average").with("average", average));
    let row = Row { radio: Some(entered == Entered::Rate), note: Some(&note), ..Row::default() };
    form.row_with(ui, rate_key(lease), row);
    let before = entered;
    if form.chosen.take().is_some() {
        entered = Entered::Rate;
    }
    let how = match lease.colocation() {
        Some(terms) => Text::key("leases.annual_kw")
            .with("kw", Arg::Name(number(terms.it_mw * 1000.0, 0)))
            .with("rate", Arg::Name(value::figure((amounts.rate * 100.0).round() / 100.0))),
        None => Text::key("leases.annual_hours")
            .with("hours", Arg::Name(crate::format::money_short(amounts.base * 12.0))),
    };
    let rows = [
        (Entered::Annual, "leases.annual", say(&how)),
        (Entered::Total, "leases.total", tr("leases.total_how").to_owned()),
    ];
    for (which, label, note) in rows {
        let usd = amounts.get(which);
        let shown = amount_row(ui, tr(label), usd / 1e6, entered == which, &note);
        if shown.chosen {
            entered = which;
        }
        if let Some((millions, finished)) = shown.edit
            && let Some(rate) = Amounts::rate_for(plan, lease, which, millions * 1e6)
        {
            entered = which;
            let value = Value::Number(rate);
            form.edits.push(Edit { field: field(lease), value, finished });
        }
    }
    if entered != before {
        ui.data_mut(|data| data.insert_temp(id, entered));
    }
    entered
}

/// Keeps the amount that was entered where an edit changes what the rate comes to.
pub fn hold(plan: &Plan, lease: &Lease, entered: Entered, edits: &mut Vec<Edit>) {
    let reshapes = edits.iter().any(|edit| SHAPE.contains(&edit.field.key.as_str()));
    if entered == Entered::Rate || !reshapes {
        return;
    }
    let usd = Amounts::of(plan, lease).get(entered);
    let mut changed = plan.clone();
    for edit in edits.iter() {
        // An edit of the form addresses a field of this lease.
        let _set = changed.set(&edit.field, edit.value.clone());
    }
    let rate =
        changed.lease(&lease.id).and_then(|lease| Amounts::rate_for(&changed, lease, entered, usd));
    if let Some(rate) = rate {
        let finished = edits.iter().any(|edit| edit.finished);
        for edit in edits.iter_mut() {
            edit.finished = false;
        }
        edits.push(Edit { field: field(lease), value: Value::Number(rate), finished });
    }
}

#[derive(Default)]
struct Shown {
    chosen: bool,
    edit: Option<(f64, bool)>,
}

/// A row of an amount in M USD, laid out as the form's rows are.
fn amount_row(ui: &mut Ui, label: &str, millions: f64, on: bool, note: &str) -> Shown {
    let palette = theme::palette(ui);
    let [label_width, field_width, _] = layout::FORM_COLUMNS;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::FORM_PITCH));
    let center = rect.left_center() + vec2(7.0, 0.0);
    let chosen = choice::radio_at(ui, center, label, on).clicked() && !on;
    let (style, ink) = if on { (text::TITLE, palette.text) } else { (text::BODY, palette.text2) };
    list_text(ui, rect.left_center() + vec2(22.0, 0.0), Align2::LEFT_CENTER, label, style, ink);
    let left = rect.left() + label_width;
    let width = field_width.min(rect.right() - left);
    let at = pos2(left, rect.center().y - layout::FORM_FIELD / 2.0);
    let place = Rect::from_min_size(at, vec2(width, layout::FORM_FIELD));
    let shown = number(millions, if millions < 100.0 { 2 } else { 1 });
    let entry = Entry { derived: !on, ..Entry::figure(label, &shown, tr("unit.m_usd")) };
    let output = entry::show(ui, place, &entry, |text| value::read(&AMOUNT, text));
    let room = Rect::from_min_max(pos2(place.right() + 10.0, rect.top()), rect.max);
    plain_note(ui, room, note);
    let drag_from = output.response.id.with("from");
    if output.response.drag_started() {
        ui.data_mut(|data| data.insert_temp(drag_from, millions));
    }
    let amount = |value: Option<Value>| match value {
        Some(Value::Number(millions)) => Some(millions),
        _ => None,
    };
    let unchanged = value::read(&AMOUNT, &shown).ok().map(|(value, _)| value);
    if let Some(text) = output.pasted {
        ask(ui.ctx(), Asked::OneValue(label.to_owned(), text));
    }
    let (steps, drag) = (output.steps, output.drag);
    let inset = left - rect.left();
    let (reading, error, response) = (output.reading, output.error, Some(output.response));
    let input = Input { reading, error, response, ..Input::default() };
    let mut chosen_text = None;
    for said in below::of_field(ui, &input, Vec::new()) {
        chosen_text = said.show(ui, inset).or(chosen_text);
    }
    let taken = chosen_text.and_then(|text| value::read(&AMOUNT, &text).ok());
    if taken.is_some() {
        below::settle(ui, &input);
    }
    let taken = amount(taken.map(|(value, _)| value));
    let typed = amount(output.committed.filter(|value| Some(value) != unchanged.as_ref()));
    let stepped = |from: f64, steps: i32| {
        amount(value::stepped(&AMOUNT, &Value::Number(from), steps)).filter(|_| steps != 0)
    };
    let keyed = stepped(millions, steps);
    let dragged = drag.and_then(|(steps, finished)| {
        let from: f64 = ui.data(|data| data.get_temp(drag_from))?;
        Some((stepped(from, steps).unwrap_or(from), finished))
    });
    let edit = taken.or(typed).or(keyed).map(|millions| (millions, true)).or(dragged);
    Shown { chosen, edit }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    /// 5,600 kW over 15 years at 3 % a year, no ramp.
    fn lease() -> Lease {
        let mut lease = testing::colocation("a");
        (lease.term_months, lease.escalator_per_year) = (180, 0.03);
        if let Some(terms) = lease.colocation_mut() {
            (terms.it_mw, terms.rate_usd_per_kw_month) = (5.6, 121.0);
        }
        lease
    }

    #[test]
    fn amounts_follow_the_rate_and_the_rate_follows_them() {
        let plan = testing::plan();
        let amounts = Amounts::of(&plan, &lease());
        // 5,600 x 121 x 12 = 8,131,200; times (1.03^15 - 1) / 0.03 = 18.598914 gives 151,231,488.
        assert!((amounts.annual_usd - 8_131_200.0).abs() < 1e-6);
        assert!((amounts.total_usd - 151_231_488.0).abs() < 10.0, "{}", amounts.total_usd);
        for (entered, usd) in [(Entered::Annual, 8_131_200.0), (Entered::Total, 151_231_488.0)] {
            let rate = Amounts::rate_for(&plan, &lease(), entered, usd);
            assert_eq!(rate, Some(121.0), "{entered:?}");
        }
    }

    #[test]
    fn a_total_that_was_entered_stays_when_the_term_changes() {
        let mut plan = testing::plan();
        plan.leases = vec![lease()].into();
        let term = FieldRef::new(Owner::Lease("a".to_owned()), "term_months");
        let edit = Edit { field: term, value: Value::Count(12), finished: true };
        let mut edits = vec![edit.clone()];
        hold(&plan, &lease(), Entered::Total, &mut edits);
        // All 151,231,488 USD in one year of 5,600 kW: 2,250.469 a month and kW.
        assert_eq!(edits.len(), 2);
        assert!(!edits[0].finished && edits[1].finished);
        let Value::Number(rate) = edits[1].value else { panic!("no rate") };
        assert!((rate - 2_250.469).abs() < 2e-3, "{rate}");
        let mut alone = vec![edit];
        hold(&plan, &lease(), Entered::Rate, &mut alone);
        assert_eq!(alone.len(), 1);
    }

    #[test]
    fn reserved_gpus_are_paid_by_the_hours_taken_or_used() {
        let mut plan = testing::plan();
        plan.gpus = vec![testing::fleet("f")].into();
        let mut lease = crate::plan::template::reserved_lease("r", &plan.gpus[0]);
        lease.escalator_per_year = 0.0;
        if let Some(terms) = lease.reserved_mut() {
            (terms.units, terms.take_or_pay, terms.rate_usd_per_gpu_hour) = (500.0, 0.5, 2.0);
        }
        // 500 GPUs x 8,760 hours x 80 % used x 2 USD; three years of it.
        let amounts = Amounts::of(&plan, &lease);
        assert!((amounts.annual_usd - 7_008_000.0).abs() < 1e-6);
        assert!((amounts.total_usd - 21_024_000.0).abs() < 1e-6);
    }
}
