//! Market: the user's view of Bitcoin, its network, GPU rental and colocation, beside what follows from it.

use egui::{Rect, Ui, pos2, vec2};

use super::{Out, market_charts, parts};
use crate::app::{Command, OpenPlan, State};
use crate::engine::market::{Markets, mean_subsidy_btc};
use crate::format::{Month, month_long, number, percent};
use crate::look::text;
use crate::plan::{Change, CurvePoint, FieldRef, Market, Network, Owner, Plan, Value};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{Card, Extent, columns, divider_ui, section_ui};
use crate::ui::widgets::choice;
use crate::ui::widgets::field::Edit;
use crate::ui::widgets::form::{Form, Row};
use crate::ui::widgets::list::fact_ui;
use crate::words::{Arg, Text, say, tr};

/// Mean over median of the price after 60 months at 50 % volatility a year.
///
/// The mean of `exp(s z)` for monthly shocks `z` of Student's t with 8 degrees of freedom, `s = 0.145`.
const MEAN_OVER_MEDIAN_5_YEARS: f64 = 1.8745;

/// Yearly declines of GPU rates with age that stand as presets.
const DECLINES: [f64; 5] = [0.35, 0.20, 0.15, 0.10, 0.0];

/// The most halvings that are listed.
const MOST_HALVINGS: usize = 4;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let places = columns(ui.max_rect(), &[Extent::Fixed(440.0), Extent::Share(1.0)]);
    let [left, right] = *places.as_slice() else { return };
    form_ui(ui, left, open, out);
    market_charts::show_ui(ui, right, open, out);
}

fn form_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, out: &mut Out) {
    let mut form = Form::new(&open.plan, Owner::Market, &open.results.findings);
    let card = Card::new(tr("market.title")).subtitle(tr("market.subtitle"));
    card.ruled().scrolls().show(ui, rect, |ui| {
        bitcoin_ui(ui, &mut form, out);
        divider_ui(ui, 8.0);
        network_ui(ui, &mut form);
        divider_ui(ui, 8.0);
        gpu_ui(ui, &mut form, out);
        divider_ui(ui, 8.0);
        section_ui(ui, tr("market.colocation"), tr("market.colocation_remark"));
        form.row(ui, "colocation_rent_usd_per_kw_month");
        form.row(ui, "colocation_growth_per_year");
        divider_ui(ui, 8.0);
        shifts_ui(ui, &mut form);
        divider_ui(ui, 8.0);
        halvings_ui(ui, &open.plan);
        ui.add_space(12.0);
        fitted_ui(ui, &mut form);
    });
    out.edit(form.edits);
}

/// How the expected price is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PriceWay {
    Growth,
    Years,
    Months,
}

impl PriceWay {
    const ALL: [Self; 3] = [Self::Growth, Self::Years, Self::Months];

    const fn of(market: &Market) -> Self {
        if !market.btc_price_curve.is_empty() {
            Self::Months
        } else if market.btc_annual_prices.is_empty() {
            Self::Growth
        } else {
            Self::Years
        }
    }

    fn label(self) -> &'static str {
        tr(match self {
            Self::Growth => "market.by_growth",
            Self::Years => "market.by_year",
            Self::Months => "market.by_month",
        })
    }

    /// The change that gives the price this way, starting from the path as it is now.
    fn change(self, plan: &Plan) -> Change {
        let path = Markets::of(plan).btc_price_usd;
        let first_of_years = plan
            .months()
            .zip(path)
            .enumerate()
            .filter(|(m, (month, _))| *m == 0 || month.month() == 1);
        let points: Vec<CurvePoint> = first_of_years
            .map(|(_, (month, price))| {
                let month = if self == Self::Years { Month::new(month.year(), 1) } else { month };
                CurvePoint { month, value: price.round() }
            })
            .collect();
        let given = |way| if self == way { points.clone() } else { Vec::new() };
        let set =
            |key, points| Change::Set(FieldRef::new(Owner::Market, key), Value::Curve(points));
        Change::All(vec![
            set("btc_annual_prices", given(Self::Years)),
            set("btc_price_curve", given(Self::Months)),
        ])
    }
}

fn bitcoin_ui(ui: &mut Ui, form: &mut Form<'_>, out: &mut Out) {
    let market = &form.plan.market;
    section_ui(ui, tr("market.bitcoin"), tr("market.expected"));
    form.row(ui, "btc_price_usd");
    let now = PriceWay::of(market);
    let selected = PriceWay::ALL.iter().position(|way| *way == now).unwrap_or_default();
    let label = tr("market.price_way");
    let room = parts::row_ui(ui, label);
    let words = PriceWay::ALL.map(PriceWay::label);
    let chosen = choice::segments_at(ui, room, label, &words, selected);
    if let Some(way) = chosen.and_then(|at| PriceWay::ALL.get(at)) {
        out.commands.push(Command::EditAs(way.change(form.plan), step("market.step_path")));
    }
    let own = Row { note: Some(tr("market.curve_note")), ..Row::default() };
    match now {
        PriceWay::Growth => form.row(ui, "btc_price_growth_per_year"),
        PriceWay::Years => form.row_with(ui, "btc_annual_prices", own),
        PriceWay::Months => form.row_with(ui, "btc_price_curve", own),
    }
    ui.add_space(4.0);
    parts::remark_ui(ui, median(market));
    ui.add_space(4.0);
    form.row(ui, "fees_btc_per_block");
}

/// What an expected price means for the future in the middle.
fn median(market: &Market) -> String {
    let grows = PriceWay::of(market) == PriceWay::Growth;
    let growth = if grows { market.btc_price_growth_per_year } else { 0.0 };
    let after = |years: i32| {
        let spread = MEAN_OVER_MEDIAN_5_YEARS.powi(years / 5);
        Arg::Name(percent((1.0 + growth).powi(years) / spread, 0))
    };
    let key = if grows { "market.median_growth" } else { "market.median_path" };
    let text = Text::key(key)
        .with("growth", Arg::Name(percent(growth, 0)))
        .with("after_5", after(5))
        .with("after_10", after(10));
    say(&text)
}

/// The hashprice as it is now, a point a year: what a curve of one's own starts from.
fn hashprice_by_year(plan: &Plan) -> Vec<CurvePoint> {
    let path = Markets::of(plan).hashprice;
    let months = plan.months().zip(path).enumerate();
    let yearly = months.filter(|(m, (month, _))| *m == 0 || month.month() == 1);
    yearly.map(|(_, (month, value))| CurvePoint { month, value }).collect()
}

fn network_ui(ui: &mut Ui, form: &mut Form<'_>) {
    section_ui(ui, tr("market.network"), tr("market.network_remark"));
    let label = tr("field.market.network");
    let room = parts::row_ui(ui, label);
    let words: Vec<String> =
        Network::KEYS.iter().map(|key| crate::ui::widgets::value::choice(key)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let now = form.plan.market.network.key();
    let selected = Network::KEYS.iter().position(|key| *key == now).unwrap_or_default();
    // Three long words: they end where the card's text does and begin where that leaves them.
    let left = room.left().min(room.right() - choice::segments_width(ui, &words));
    let room = Rect::from_min_max(pos2(left, room.top()), room.max);
    let chosen = choice::segments_at(ui, room, label, &words, selected);
    if let Some(key) = chosen.and_then(|at| Network::KEYS.get(at)) {
        let field = FieldRef::new(Owner::Market, "network");
        let value = Value::Choice(key);
        let curve = (*key == "hashprice" && now != *key).then(|| hashprice_by_year(form.plan));
        form.edits.push(Edit { field, value, finished: curve.is_none() });
        if let Some(curve) = curve {
            let field = FieldRef::new(Owner::Market, "hashprice_curve");
            form.edits.push(Edit { field, value: Value::Curve(curve), finished: true });
        }
    }
    for key in [
        "c0_usd_per_ph_day",
        "g0_per_year",
        "g_inf_per_year",
        "tau_years",
        "network_growth_per_year",
        "hashprice_curve",
        "network_eh_s",
    ] {
        form.row(ui, key);
    }
    ui.add_space(4.0);
    parts::remark_ui(ui, tr(&format!("market.network_{now}")));
    ui.add_space(4.0);
    form.row(ui, "pool_fee");
}

fn gpu_ui(ui: &mut Ui, form: &mut Form<'_>, out: &mut Out) {
    section_ui(ui, tr("market.gpu"), tr("market.gpu_remark"));
    let plan = form.plan;
    let market = &plan.market;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for decline in DECLINES {
            let on = market.gpu_index_curve.is_empty()
                && (market.gpu_rate_decline_per_year - decline).abs() < 1e-9;
            let word = percent(-decline, 0);
            if choice::chip_ui(ui, &word, on).clicked() && !on {
                let change = gpu_change(decline, Vec::new());
                out.commands.push(Command::EditAs(change, step("market.step_gpu")));
            }
        }
        let rising = rising_index(plan.start);
        let on = market.gpu_index_curve == rising;
        let chip = choice::chip_ui(ui, tr("market.preset_up"), on);
        if chip.clicked() && !on {
            let change = gpu_change(AFTER_RISE, rising);
            out.commands.push(Command::EditAs(change, step("market.step_gpu")));
        }
        chip.on_hover_text(tr("market.preset_up_hover"));
    });
    ui.add_space(4.0);
    form.row(ui, "gpu_rate_decline_per_year");
    if !market.gpu_index_curve.is_empty() {
        form.row(ui, "gpu_index_curve");
    }
}

/// Rise of GPU rates over the plan's first year in the preset, and the yearly decline with age beside it.
const RISE: f64 = 1.4;
const AFTER_RISE: f64 = 0.15;

/// The index that lifts rates by 40 % over the first year in spite of their decline with age, flat after it.
fn rising_index(start: Month) -> Vec<CurvePoint> {
    let a_month = |m: i32| (RISE / (1.0 - AFTER_RISE)).powf(f64::from(m + 1) / 12.0);
    let rounded = |value: f64| (value * 10_000.0).round() / 10_000.0;
    (0..12).map(|m| CurvePoint { month: start.plus(m), value: rounded(a_month(m)) }).collect()
}

fn gpu_change(decline: f64, index: Vec<CurvePoint>) -> Change {
    let field = |key| FieldRef::new(Owner::Market, key);
    Change::All(vec![
        Change::Set(field("gpu_rate_decline_per_year"), Value::Number(decline)),
        Change::Set(field("gpu_index_curve"), Value::Curve(index)),
    ])
}

/// Factors on the drivers, each with its first month.
fn shifts_ui(ui: &mut Ui, form: &mut Form<'_>) {
    section_ui(ui, tr("market.shifts"), tr("market.shifts_remark"));
    for key in ["btc_price", "fees", "hashprice", "gpu_rent", "colocation_rent", "power_price"] {
        form.row(ui, &format!("{key}_factor"));
        form.row(ui, &format!("{key}_factor_from"));
    }
    ui.add_space(4.0);
    parts::remark_ui(ui, tr("market.shifts_how"));
    ui.add_space(4.0);
}

fn halvings_ui(ui: &mut Ui, plan: &Plan) {
    section_ui(ui, tr("market.halvings"), "");
    let mut any = false;
    let halvings = plan.months().map(|month| (month, mean_subsidy_btc(&plan.market, month)));
    for (month, subsidy) in halvings.filter(|(_, subsidy)| subsidy.halves).take(MOST_HALVINGS) {
        any = true;
        let era = (50.0 / subsidy.end_btc).log2().round();
        let block = Arg::Name(number(era * 210_000.0, 0));
        let remark = say(&Text::key("market.block").with("block", block));
        let written = format!("{} {}", subsidy.end_btc, tr("unit.btc_per_block"));
        let after = Text::key("market.subsidy").with("subsidy", Arg::Name(written));
        fact_ui(ui, &month_long(month), &say(&after), &remark);
    }
    if !any {
        parts::remark_ui(ui, tr("market.halvings_none"));
    }
}

/// The parameters of the fit, folded away: few change them.
fn fitted_ui(ui: &mut Ui, form: &mut Form<'_>) {
    let id = ui.make_persistent_id("fitted");
    let mut shown: bool = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let key = if shown { "market.fitted_hide" } else { "market.fitted_show" };
    if Button::small(tr(key)).show(ui).clicked() {
        shown = !shown;
        ui.data_mut(|data| data.insert_temp(id, shown));
    }
    if !shown {
        return;
    }
    ui.add_space(8.0);
    let ink = theme::palette(ui).text;
    theme::label(ui, tr("market.fitted"), text::TITLE, ink);
    for key in [
        "fees_log_mean",
        "fees_phi",
        "fees_sigma",
        "k",
        "k_down",
        "b1",
        "b2",
        "bs",
        "anchor_height",
        "anchor_month",
        "anchor_day",
        "blocks_per_day",
    ] {
        form.row(ui, key);
    }
}

/// The name of a step that changes `what`.
fn step(what: &'static str) -> Text {
    Text::key("step.set").with("field", Arg::Field(what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn no_expected_growth_puts_the_median_at_half_after_five_years() {
        let market = testing::plan().market;
        assert_eq!(market.btc_price_growth_per_year, 0.0);
        let said = median(&market);
        assert!(said.contains("53\u{202f}% of the start") && said.contains("28\u{202f}% after 10"));
    }

    #[test]
    fn the_rising_preset_gains_two_fifths_in_a_year() {
        let index = rising_index(Month::new(2027, 1));
        // 1.4 / 0.85 = 1.6471 after twelve months, which the decline with age of 0.85 turns into 1.4.
        assert_eq!(index.len(), 12);
        assert!((index[11].value * 0.85 - 1.4).abs() < 1e-4);
        assert!((index[5].value * 0.85_f64.sqrt() - 1.4_f64.sqrt()).abs() < 1e-4);
    }

    #[test]
    fn each_way_of_giving_the_price_starts_from_the_path_as_it_is() {
        let mut plan = testing::plan();
        let before = Markets::of(&plan).btc_price_usd;
        for way in [PriceWay::Months, PriceWay::Years, PriceWay::Growth] {
            plan.apply(way.change(&plan)).unwrap();
            assert_eq!(PriceWay::of(&plan.market), way);
            let after = Markets::of(&plan).btc_price_usd;
            assert!((after[0] - before[0]).abs() <= 0.5, "{way:?}");
        }
    }
}
