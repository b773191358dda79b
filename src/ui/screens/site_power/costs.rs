//! What power costs each use in a year.

use std::sync::Arc;

use egui::{Rect, Ui, vec2};

use super::super::list_template::{self as template, fact_ui};
use super::of_year;
use crate::engine::power::{self, Moving, MovingKind, UseLines, carbon_years, moving};
use crate::engine::{Inputs, LineId, Run, Solution};
use crate::figure::formula;
use crate::format::{money_usd, number, percent};
use crate::look::layout;
use crate::plan::Plan;
use crate::ui::widgets::card::{Card, section_ui};
use crate::ui::widgets::choice;
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::{Arg, Text, say, tr};

/// What each MWh costs each use in a year, what moving a MW to AI costs, and the carbon; gives back the year.
pub fn costs_ui(ui: &mut Ui, rect: Rect, plan: &Plan, solution: &Arc<Solution>) -> i32 {
    let run = &solution.plan;
    let years: Vec<i32> =
        run.ledger.by_year(LineId::Energy).iter().map(|(year, _)| *year).collect();
    let uses: Vec<Use> =
        USES.into_iter().filter(|of| run.ledger.total(of.lines.energy) > 0.0).collect();
    let id = egui::Id::unique("power costs year");
    let chosen: Option<i32> = ui.data(|data| data.get_temp(id));
    let all_run = |year: &&i32| uses.iter().all(|of| of_year(run, of.lines.energy, **year) > 0.0);
    let usual = years.iter().find(all_run).or(years.first()).copied().unwrap_or_default();
    let year = chosen.filter(|year| years.contains(year)).unwrap_or(usual);
    let header = |ui: &mut Ui| {
        let names: Vec<String> = years.iter().map(i32::to_string).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let selected = years.iter().position(|of| *of == year);
        let (_, place) = ui.allocate_space(vec2(76.0, layout::FORM_FIELD));
        let picked = choice::combo_at(ui, place, tr("power.year"), &names, selected);
        if let Some(picked) = picked.and_then(|at| years.get(at)) {
            ui.data_mut(|data| data.insert_temp(id, *picked));
        }
    };
    let card = Card::new(tr("power.costs")).subtitle(tr("power.costs_unit")).scrolls();
    card.show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if uses.is_empty() {
            return template::empty_ui(ui, tr("power.no_load"));
        }
        costs_table_ui(ui, run, &uses, year);
        ui.add_space(6.0);
        moving_ui(ui, plan, solution, year);
        let energy = of_year(run, LineId::Energy, year);
        let cost = of_year(run, LineId::PowerCost, year);
        let amount = format!("{} GWh", number(energy / 1e3, 0));
        fact_ui(ui, tr("line.power_cost_usd"), &money_usd(cost), &amount);
        let gain =
            of_year(run, LineId::PositionGain, year) + of_year(run, LineId::ContractGain, year);
        let gain = crate::format::signed_money_usd(gain);
        fact_ui(ui, tr("power.gain"), &gain, tr("power.gain_how"));
        let renewable = share(of_year(run, LineId::RenewableEnergy, year), energy);
        fact_ui(ui, tr("power.renewable"), &percent(renewable, 0), tr("power.renewable_how"));
        let tonnes = of_year(run, LineId::Carbon, year);
        let carbon =
            format!("{} {}", number(share(tonnes, energy) * 1000.0, 0), tr("unit.kg_per_mwh"));
        let yearly =
            say(&Text::key("power.carbon_year").with("kt", Arg::Quantity(tonnes / 1e3, 0, "")));
        fact_ui(ui, tr("power.carbon"), &carbon, &yearly);
        carbon_ui(ui, run, year);
    });
    year
}

/// Carbon by coin and by GPU-hour, where there are any.
fn carbon_ui(ui: &mut Ui, run: &Run, year: i32) {
    let Some(of) = carbon_years(run).into_iter().find(|of| of.year == year) else { return };
    let rows = [
        ("power.carbon_btc", of.kg_per_btc.map(|kg| (kg / 1000.0, 1, "unit.t_co2e"))),
        ("power.carbon_gpu_hour", of.kg_per_gpu_hour.map(|kg| (kg, 2, "unit.kg_co2e"))),
    ];
    for (label, amount) in rows {
        if let Some((amount, decimals, unit)) = amount {
            fact_ui(ui, tr(label), &format!("{} {}", number(amount, decimals), tr(unit)), "");
        }
    }
}

/// The cost of moving a MW, computed once for each state of the plan and year.
fn moved(ui: &Ui, plan: &Plan, solution: &Arc<Solution>, year: i32) -> Option<Moving> {
    type Kept = (Arc<Solution>, i32, Option<Moving>);
    let id = egui::Id::unique("power moving");
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    if let Some((_, _, moving)) =
        kept.filter(|(of, at, _)| Arc::ptr_eq(of, solution) && *at == year)
    {
        return moving;
    }
    let fresh = moving(&Inputs::from_plan(plan), &solution.plan, year);
    ui.data_mut(|data| data.insert_temp::<Kept>(id, (Arc::clone(solution), year, fresh.clone())));
    fresh
}

/// What moving one MW from mining to AI costs in power, line by line.
fn moving_ui(ui: &mut Ui, plan: &Plan, solution: &Arc<Solution>, year: i32) {
    let Some(moving) = moved(ui, plan, solution, year) else { return };
    let batches = &solution.plan.detail.batches;
    let batch = batches.get(moving.batch).map_or("", |batch| batch.name.as_str());
    let from = say(&Text::key("power.moving_from").with("name", Arg::Name(batch.to_owned())));
    section_ui(ui, tr("power.moving"), &from);
    let columns = Columns::new(ui, vec![Column::words(""), Column::figures("", 62.0)]);
    let off = Arg::Name(percent(1.0 - moving.run_share, 1));
    for row in &moving.rows {
        if row.usd_per_mw.abs() < 0.5 {
            continue;
        }
        let label = match (row.kind, moving.peaks_until) {
            (MovingKind::DearHours, _) => {
                say(&Text::key("power.moving_hours").with("off", off.clone()))
            }
            (MovingKind::Peaks, Some(until)) => {
                say(&Text::key("power.moving_peaks_until").with("until", Arg::Month(until)))
            }
            (MovingKind::Peaks, None) => tr("power.moving_peaks").to_owned(),
            (MovingKind::Adders, _) => tr("power.moving_adders").to_owned(),
            (MovingKind::Demand, _) => tr("power.moving_demand").to_owned(),
            (MovingKind::Credit, _) => tr("power.moving_credit").to_owned(),
        };
        let usd = number(row.usd_per_mw, 0);
        columns.row_ui(ui, &label, None, &[Cell::new(label.clone()), Cell::new(usd)]);
    }
    let total = number(moving.total_usd_per_mw(), 0);
    let label = tr("power.moving_total");
    columns.row_ui(ui, label, None, &[Cell::strong(label), Cell::strong(total)]);
    ui.add_space(6.0);
}

/// A use of power with its name and lines.
#[derive(Clone, Copy)]
struct Use {
    label: &'static str,
    lines: UseLines,
    credit: Option<LineId>,
    total: LineId,
}

const USES: [Use; 3] = [
    Use {
        label: "power.mining",
        lines: power::MINING,
        credit: Some(LineId::FlexibilityCredit),
        total: LineId::MiningPowerCost,
    },
    Use {
        label: "power.colocation",
        lines: power::AI[0],
        credit: None,
        total: LineId::ColocationPowerCost,
    },
    Use { label: "power.gpu", lines: power::AI[1], credit: None, total: LineId::GpuPowerCost },
];

fn share(of: f64, whole: f64) -> f64 {
    if whole > 0.0 { of / whole } else { 0.0 }
}

type Of = fn(&Use) -> Option<LineId>;

/// A row of the table: USD of each use in the year.
struct Row<'a> {
    label: &'a str,
    usd: &'a dyn Fn(&Use) -> f64,
    line: Of,
    strong: bool,
}

fn costs_table_ui(ui: &mut Ui, run: &Run, uses: &[Use], year: i32) {
    let mut heads = vec![Column::words("")];
    heads.extend(uses.iter().map(|of| Column::figures(tr(of.label), 62.0)));
    let columns = Columns::new(ui, heads);
    columns.head_ui(ui);
    let rows: [(&str, Of); 6] = [
        ("power.energy", |of| Some(of.lines.energy_cost)),
        ("power.delivery", |of| Some(of.lines.delivery)),
        ("power.peaks", |of| Some(of.lines.peak)),
        ("power.demand", |of| Some(of.lines.demand)),
        ("power.carbon_price", |of| Some(of.lines.carbon)),
        ("power.credit", |of| of.credit),
    ];
    let sum = |of: &Use, line: Of| line(of).map_or(0.0, |line| of_year(run, line, year));
    for (label, line) in rows {
        let shown = label == "power.energy" || uses.iter().any(|of| sum(of, line).abs() > 0.5);
        let sign = if label == "power.credit" { -1.0 } else { 1.0 };
        if shown {
            let usd = |of: &Use| sign * sum(of, line);
            let row = Row { label: tr(label), usd: &usd, line, strong: false };
            row_ui(ui, &columns, &row, uses, run, year);
        }
    }
    let whole = |of: &Use| {
        of_year(run, of.total, year) - of.credit.map_or(0.0, |line| of_year(run, line, year))
    };
    let row =
        Row { label: tr("power.total"), usd: &whole, line: |of| Some(of.total), strong: true };
    row_ui(ui, &columns, &row, uses, run, year);
}

/// One row: USD/MWh of each use, what it is made of on hover.
fn row_ui(ui: &mut Ui, columns: &Columns, row: &Row<'_>, uses: &[Use], run: &Run, year: i32) {
    let Row { label, usd, line, strong } = *row;
    let mut cells = vec![Cell { strong, ..Cell::new(label) }];
    cells.extend(uses.iter().map(|of| {
        let energy = of_year(run, of.lines.energy, year);
        let figure = if energy > 0.0 {
            number(usd(of) / energy, 1)
        } else {
            crate::format::MISSING.to_owned()
        };
        let cell = Cell { strong, ..Cell::new(figure) };
        match line(of) {
            Some(line) => cell.hover(formula::explain(line)),
            None => cell,
        }
    }));
    columns.row_ui(ui, label, None, &cells);
}
