//! Contracts: what they cover, and the terms of the one selected.

use std::collections::BTreeMap;

use egui::{Align2, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::super::Out;
use super::super::list_template::{self as template, By, millions};
use super::super::picker::{self, Group, Row as PickRow};
use super::super::worth::Worths;
use super::{Grid, of_year};
use crate::app::{Command, OpenPlan, Screen};
use crate::catalog;
use crate::engine::{LineId, Run};
use crate::figure::formula;
use crate::format::{number, percent};
use crate::look::{layout, text};
use crate::plan::{
    Contract, ContractVolume, Item, Owner, PastedList, Plan, Pricing, Shape, Technology,
    template as items,
};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{self, Card};
use crate::ui::widgets::form::Form;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::{Arg, Text, say, tr};

/// The card of the contracts: the table, and the form of the one selected.
pub fn contracts_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, out: &mut Out) {
    let plan = &open.plan;
    let contracts = &plan.power.contracts;
    let owners: Vec<Owner> = contracts.iter().map(|of| Owner::Contract(of.id.clone())).collect();
    let worths = Worths::cached(ui, "contracts", plan, &owners);
    let mut added = None;
    let header = |ui: &mut Ui| {
        let button = Button::small(tr("power.add")).icon(Icon::Plus).show(ui);
        let rows = Technology::ALL.map(|technology| {
            let share = capacity_factor(technology);
            let name = crate::ui::widgets::value::choice(technology.key());
            let factor = Arg::Name(percent(share, 0));
            PickRow::new(name, say(&Text::key("power.factor").with("share", factor)))
        });
        let groups = [Group { title: String::new(), rows: rows.to_vec() }];
        added = picker::show(&button, tr("power.add"), 260.0, &groups);
        template::paste_rows_ui(ui, PastedList::Contracts);
    };
    let subtitle = load_words(open);
    let selected = open.selected(Screen::SitePower).filter(|owner| owners.contains(owner));
    Card::new(tr("power.contracts")).subtitle(&subtitle).show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let inside = ui.available_rect_before_wrap();
        let form_height = if selected.is_some() { 38.0 + 3.0 * 58.0 } else { 0.0 };
        let split = inside.bottom() - form_height;
        let table = Rect::from_min_max(inside.min, pos2(inside.right(), split - 4.0));
        let mut upper = ui.new_child(UiBuilder::new().id_salt("table").max_rect(table));
        if contracts.is_empty() {
            template::empty_ui(&mut upper, tr("power.no_contracts"));
        }
        table_ui(&mut upper, open, worths.as_deref(), selected.as_ref(), out);
        if let Some(owner) = &selected {
            let below = Rect::from_min_max(pos2(inside.left(), split), inside.max);
            let mut lower = ui.new_child(UiBuilder::new().id_salt("form").max_rect(below));
            contract_ui(&mut lower, open, owner, out);
        }
    });
    if let Some((_, row)) = added
        && let Some(technology) = Technology::ALL.get(row)
    {
        add(plan, *technology, out);
    }
}

/// The typical capacity factor of the catalogue; a block of the grid delivers all hours.
fn capacity_factor(technology: Technology) -> f64 {
    let id = match technology {
        Technology::Wind => "wind_onshore",
        Technology::Solar => "solar_utility",
        Technology::Hydro => "hydro_ppa",
        Technology::Nuclear => "nuclear_new",
        Technology::Gas => "gas_ccgt",
        Technology::Grid => return 1.0,
    };
    catalog::technology(id).and_then(|row| row.cf_share_typical).unwrap_or(1.0)
}

/// The shape a new contract begins with.
const fn shape(technology: Technology) -> Shape {
    match technology {
        Technology::Wind => Shape::SweetwaterWind,
        Technology::Solar => Shape::PermianSolar,
        Technology::Hydro | Technology::Nuclear | Technology::Gas | Technology::Grid => Shape::Flat,
    }
}

fn add(plan: &Plan, technology: Technology, out: &mut Out) {
    let name = crate::ui::widgets::value::choice(technology.key());
    let id = template::fresh_id(plan, &name);
    let produced = matches!(technology, Technology::Wind | Technology::Solar);
    let contract = Contract {
        name: name.clone(),
        technology,
        volume: if produced { ContractVolume::AsProduced } else { ContractVolume::Block },
        shape: shape(technology),
        capacity_factor: capacity_factor(technology),
        ..items::contract(&id, plan)
    };
    template::add(out, Item::Contract(contract), &name, BTreeMap::new());
}

/// How much of the first year's load is contracted.
fn load_words(open: &OpenPlan) -> String {
    let Some(solution) = &open.results.solution else { return String::new() };
    let ledger = &solution.plan.ledger;
    let year = ledger.start.year();
    let hours: f64 = (open.plan.months())
        .filter(|month| month.year() == year)
        .map(crate::format::Month::hours)
        .sum();
    let mean = |line| of_year(&solution.plan, line, year) / hours.max(1.0);
    say(&Text::key("power.contracted")
        .with("mw", Arg::Quantity(mean(LineId::ContractEnergy), 0, ""))
        .with("load", Arg::Quantity(mean(LineId::Energy), 0, "unit.mw"))
        .with("year", Arg::Name(year.to_string())))
}

fn table_ui(
    ui: &mut Ui,
    open: &OpenPlan,
    worths: Option<&Worths>,
    selected: Option<&Owner>,
    out: &mut Out,
) {
    let wide = ui.available_width() > 540.0;
    let height = ui.available_height();
    let mut heads = vec![Column::words(tr("power.contract"))];
    if wide {
        heads.push(Column { width: Some(92.0), ..Column::words(tr("power.volume")) });
    }
    heads.push(Column::figures(tr("power.mean_mw"), 56.0));
    heads.push(Column::figures(tr("unit.usd_per_mwh"), 60.0));
    heads.push(Column::figures(tr("power.months"), 138.0));
    heads.push(Column::figures(tr("lists.npv"), 66.0));
    let columns = Columns::new(ui, heads);
    let contracts = open.plan.power.contracts.iter();
    let owners: Vec<Owner> = contracts.map(|of| Owner::Contract(of.id.clone())).collect();
    let volume = wide.then_some(By::Mw);
    let by: Vec<By> = std::iter::once(By::Name)
        .chain(volume)
        .chain([By::Mw, By::Price, By::Start, By::Npv])
        .collect();
    let figure = |by: By, owner: &Owner| match by {
        By::Price => {
            let contracts = &open.plan.power.contracts;
            let contract = contracts.iter().find(|of| owner.id() == Some(&of.id))?;
            // What follows a hub's price has no price of its own.
            (contract.pricing == Pricing::Fixed).then_some(contract.price_usd_per_mwh)
        }
        _ => Some(worths?.item(owner)?.npv_usd()),
    };
    template::sort_columns_ui(ui, &columns, &by, (&open.plan, &owners), figure, out);
    ScrollArea::vertical().id_salt("contracts").auto_shrink(false).show(ui, |ui| {
        for contract in &open.plan.power.contracts {
            let owner = Owner::Contract(contract.id.clone());
            let chosen = selected == Some(&owner);
            let worth = worths.and_then(|worths| worths.item(&owner));
            let cells = contract_cells(contract, worth.map(|of| of.npv_usd()), wide);
            let row = columns.row_ui(ui, &contract.name, Some(chosen), &cells);
            template::row_actions(ui, &open.plan, &owners, &owner, &row, out);
        }
        let rows = open.plan.power.contracts.len() + 1;
        let fits = height >= layout::TABLE_ROW * (rows + 1) as f32;
        if let Some(solution) = open.results.solution.as_ref().filter(|_| fits) {
            let cells = open_cells(ui, open, &solution.plan, wide);
            columns.row_ui(ui, tr("power.open"), None, &cells);
        }
    });
}

fn contract_cells(contract: &Contract, npv_usd: Option<f64>, wide: bool) -> Vec<Cell> {
    let mut cells = vec![Cell::strong(contract.name.as_str())];
    if wide {
        cells.push(Cell::new(say(&Text::key("power.at")
            .with("mw", Arg::Quantity(contract.mw, 0, "unit.mw"))
            .with("share", Arg::Name(percent(contract.capacity_factor, 0))))));
    }
    cells.push(Cell::new(number(contract.mw * contract.capacity_factor, 1)));
    cells.push(Cell::new(match contract.pricing {
        Pricing::Fixed => number(contract.price_usd_per_mwh, 2),
        Pricing::HubPlusSpread => say(&Text::key("power.hub_and")
            .with("spread", Arg::Name(crate::format::signed(contract.spread_usd_per_mwh, 2)))),
    }));
    cells.push(Cell::new(format!("{} … {}", contract.from, contract.to)));
    let npv = npv_usd.map_or_else(String::new, millions);
    cells.push(Cell::strong(npv).hover(tr("power.npv_how")));
    cells
}

/// What no contract covers in the first year, at the hub's price.
fn open_cells(ui: &Ui, open: &OpenPlan, run: &Run, wide: bool) -> Vec<Cell> {
    let quiet = theme::palette(ui).text3;
    let year = run.ledger.start.year();
    let hours: f64 = (open.plan.months())
        .filter(|month| month.year() == year)
        .map(crate::format::Month::hours)
        .sum();
    let load = of_year(run, LineId::Energy, year);
    let left = (load - of_year(run, LineId::ContractEnergy, year)).max(0.0) / hours.max(1.0);
    let price = of_year(run, LineId::PowerPrice, year);
    let mut cells = vec![Cell::new(tr("power.open"))];
    if wide {
        cells.push(Cell::new(""));
    }
    cells.push(Cell::new(number(left, 1)).ink(quiet));
    cells.push(Cell::new(number(price, 2)).ink(quiet).hover(formula::explain(LineId::PowerPrice)));
    cells.push(Cell::new(year.to_string()).ink(quiet));
    cells.push(Cell::new(""));
    cells
}

fn contract_ui(ui: &mut Ui, open: &OpenPlan, owner: &Owner, out: &mut Out) {
    let plan = &open.plan;
    card::divider_ui(ui, 2.0);
    let (_, head) = ui.allocate_space(vec2(ui.available_width(), 28.0));
    let Some(Item::Contract(contract)) = plan.item(owner) else { return };
    let palette = theme::palette(ui);
    let name = fitted(&contract.name, text::TITLE, head.width() - 190.0);
    theme::place(ui, head.left_center(), Align2::LEFT_CENTER, name, text::TITLE, palette.text);
    let buttons = [
        ("lists.delete", Command::DeleteItem(owner.clone())),
        ("lists.duplicate", Command::DuplicateItem(owner.clone())),
    ];
    let mut right = head.right();
    for (label, command) in buttons {
        let button = Button::small(tr(label));
        let size = button.size(ui);
        let at = Rect::from_min_size(pos2(right - size.x, head.center().y - size.y / 2.0), size);
        right = at.left() - 8.0;
        if button.show_at(ui, at).clicked() {
            out.commands.push(command);
        }
    }
    ui.add_space(4.0);
    let mut grid = Grid::new(ui.available_rect_before_wrap(), 3);
    let mut form = Form::new(plan, owner.clone(), &open.results.findings);
    ui.push_id(owner, |ui| {
        let keys = [
            "name",
            "technology",
            "delivery",
            "volume",
            "mw",
            "capacity_factor",
            "shape",
            "pricing",
            "price_usd_per_mwh",
            "spread_usd_per_mwh",
            "escalation_per_year",
            "from",
            "to",
        ];
        // A cell for each field that the contract has: a block has no shape, a fixed price no spread.
        let has = |key: &&str| plan.get(&crate::plan::FieldRef::new(owner.clone(), key)).is_some();
        for key in keys.into_iter().filter(has) {
            form.cell_at(ui, grid.next(), key);
        }
    });
    out.edit(form.edits);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_technology_of_a_contract_has_a_typical_capacity_factor() {
        for technology in Technology::ALL {
            let share = capacity_factor(technology);
            let made = technology != Technology::Grid;
            assert!(share > 0.1 && (share < 1.0) == made, "{technology:?}: {share}");
        }
    }
}
