//! What power costs each use in a year.

use egui::{Rect, Ui, vec2};

use super::super::list_template::{self as template, fact_ui};
use super::of_year;
use crate::engine::{LineId, Run};
use crate::figure::formula;
use crate::format::{money_usd, number, percent};
use crate::look::layout;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::choice;
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::{Arg, Text, say, tr};

/// Energy, delivery and contracts per MWh of each use, in one year.
pub fn costs_ui(ui: &mut Ui, rect: Rect, run: &Run) {
    let years: Vec<i32> =
        run.ledger.by_year(LineId::Energy).iter().map(|(year, _)| *year).collect();
    let uses: Vec<Use> = USES.into_iter().filter(|of| run.ledger.total(of.energy) > 0.0).collect();
    let id = egui::Id::unique("power costs year");
    let chosen: Option<i32> = ui.data(|data| data.get_temp(id));
    let all_run = |year: &&i32| uses.iter().all(|of| of_year(run, of.energy, **year) > 0.0);
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
        let energy = of_year(run, LineId::Energy, year);
        let cost = of_year(run, LineId::PowerCost, year);
        let amount = format!("{} GWh", number(energy / 1e3, 0));
        fact_ui(ui, tr("line.power_cost_usd"), &money_usd(cost), &amount);
        let gain = of_year(run, LineId::PositionGain, year);
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
    });
}

/// Lines of one use of power.
#[derive(Clone, Copy)]
struct Use {
    label: &'static str,
    energy: LineId,
    energy_cost: LineId,
    delivery: LineId,
    total: LineId,
}

const USES: [Use; 3] = [
    Use {
        label: "power.mining",
        energy: LineId::MiningEnergy,
        energy_cost: LineId::MiningEnergyCost,
        delivery: LineId::MiningDeliveryCost,
        total: LineId::MiningPowerCost,
    },
    Use {
        label: "power.colocation",
        energy: LineId::ColocationEnergy,
        energy_cost: LineId::ColocationEnergyCost,
        delivery: LineId::ColocationDeliveryCost,
        total: LineId::ColocationPowerCost,
    },
    Use {
        label: "power.gpu",
        energy: LineId::GpuEnergy,
        energy_cost: LineId::GpuEnergyCost,
        delivery: LineId::GpuDeliveryCost,
        total: LineId::GpuPowerCost,
    },
];

fn share(of: f64, whole: f64) -> f64 {
    if whole > 0.0 { of / whole } else { 0.0 }
}

type Of = fn(&Use) -> LineId;

fn costs_table_ui(ui: &mut Ui, run: &Run, uses: &[Use], year: i32) {
    let mut heads = vec![Column::words("")];
    heads.extend(uses.iter().map(|of| Column::figures(tr(of.label), 62.0)));
    let columns = Columns::new(ui, heads);
    columns.head_ui(ui);
    let rows: [(&str, Of, bool); 3] = [
        ("power.energy", |of| of.energy_cost, false),
        ("power.delivery", |of| of.delivery, false),
        ("power.total", |of| of.total, true),
    ];
    for (label, line, strong) in rows {
        let mut cells = vec![Cell { strong, ..Cell::new(tr(label)) }];
        cells.extend(uses.iter().map(|of| {
            let energy = of_year(run, of.energy, year);
            let figure = if energy > 0.0 {
                number(of_year(run, line(of), year) / energy, 1)
            } else {
                crate::format::MISSING.to_owned()
            };
            Cell { strong, ..Cell::new(figure).hover(formula::explain(line(of))) }
        }));
        columns.row_ui(ui, tr(label), None, &cells);
    }
}
