//! Site & power: the place, what power costs there, and the contracts held against it.

use std::collections::BTreeMap;

use egui::{Align2, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::Out;
use super::list_template::{self as template, fact_ui, list_text, millions};
use super::picker::{self, Group, Row as PickRow};
use super::worth::Worths;
use crate::app::{Command, OpenPlan, Screen, State};
use crate::catalog::{self, PlaceRow};
use crate::engine::{LineId, Run};
use crate::figure::{contracted_and_open, formula, strikes};
use crate::format::{money_usd, number, percent};
use crate::look::{TextStyle, Weight, layout, text};
use crate::plan::{
    Change, Contract, FieldRef, Finding, Item, Owner, Plan, Technology, template as items,
};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{self, Card, Extent, columns, rows};
use crate::ui::widgets::choice;
use crate::ui::widgets::form::Form;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::{Arg, Text, say, tr};

/// Below this height of the page everything stands closer.
const TALL: f32 = 700.0;
/// Between cells of fields.
const GAP: f32 = 12.0;

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let page = ui.max_rect();
    let top = if page.height() >= TALL { 352.0 } else { 304.0 };
    let [above, below] = rows(page, &[Extent::Fixed(top), Extent::Share(1.0)])[..] else { return };
    let halves = [Extent::Share(1.0), Extent::Share(1.0)];
    let [left, right] = columns(above, &halves)[..] else { return };
    place_ui(ui, left, open, out);
    contracts_ui(ui, right, open, out);
    let solution = open.results.solution.as_ref();
    let blocked = open.results.errors().next().is_some();
    let Some(solution) = solution.filter(|_| !blocked) else {
        Card::new(tr("power.costs")).show(ui, below, |ui| template::blocked_ui(ui, open, out));
        return;
    };
    let thirds = [Extent::Share(1.0), Extent::Share(1.0), Extent::Share(1.0)];
    let [first, second, third] = columns(below, &thirds)[..] else { return };
    ui.scope(|ui| {
        if template::is_old(open) {
            ui.set_opacity(0.5);
        }
        let (plan, run) = (&open.plan, &solution.plan);
        out.chart_ui(ui, first, &contracted_and_open(plan, run, tr("lists.your_plan")));
        out.chart_ui(ui, second, &strikes(plan, run));
        costs_ui(ui, third, run);
    });
}

fn place_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, out: &mut Out) {
    let plan = &open.plan;
    let mut picked = None;
    let header = |ui: &mut Ui| {
        let name = if plan.site.place.is_empty() { tr("power.choose") } else { &plan.site.place };
        let name = fitted(name, text::BODY, rect.width() - 250.0);
        let button = Button::small(&name).icon(Icon::Down).show(ui);
        picked = picker::show(&button, tr("power.choose"), 400.0, &regions());
    };
    let count = Arg::Quantity(catalog::places().len() as f64, 0, "");
    let subtitle = say(&Text::key("power.places").with("count", count));
    Card::new(tr("power.place")).subtitle(&subtitle).show_with(ui, rect, header, |ui| {
        fields_ui(ui, open, out);
    });
    if let Some((region, row)) = picked
        && let Some(row) =
            of_region(region_names().get(region).copied().unwrap_or_default()).nth(row)
    {
        choose_place(plan, row, out);
    }
}

fn region_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for row in catalog::places() {
        if !names.contains(&row.region.as_str()) {
            names.push(&row.region);
        }
    }
    names
}

fn of_region(region: &str) -> impl Iterator<Item = &'static PlaceRow> {
    catalog::places().iter().filter(move |row| row.region == region)
}

fn regions() -> Vec<Group> {
    let rows = |region: &str| {
        let row = |row: &PlaceRow| {
            let price = number(row.power_price_usd_per_mwh, 0);
            let carbon = number(row.carbon_kg_per_mwh, 0);
            let figures = say(&Text::key("power.place_figures")
                .with("price", Arg::Name(price))
                .with("carbon", Arg::Name(carbon)));
            let name = if row.country == "United States" || row.name == row.country {
                row.name.clone()
            } else {
                format!("{}, {}", row.name, row.country)
            };
            PickRow::new(name, figures)
        };
        of_region(region).map(row).collect()
    };
    let group = |region: &str| Group { title: region.to_owned(), rows: rows(region) };
    region_names().into_iter().map(group).collect()
}

/// Fills the site from a place, with sources, as one step.
fn choose_place(plan: &Plan, row: &PlaceRow, out: &mut Out) {
    let mut changed = plan.clone();
    items::place(row, &mut changed);
    let keys = ["place", "place_id", "grid_carbon_kg_per_mwh", "grid_renewable_share"];
    let changes = keys.iter().flat_map(|key| {
        let field = FieldRef::new(Owner::Site, key);
        let note = changed.notes.get(&field.to_string()).cloned();
        let set = changed.get(&field).map(|value| Change::Set(field.clone(), value));
        set.into_iter().chain([Change::Note(field, note)])
    });
    let step = Text::key("step.set").with("field", Arg::Field("field.site.place"));
    out.commands.push(Command::EditAs(Change::All(changes.collect()), step));
}

/// Where the next cell of a block stands.
struct Grid {
    area: Rect,
    width: f32,
    pitch: f32,
    at: usize,
}

impl Grid {
    const COLUMNS: usize = 4;

    fn new(area: Rect, lines: usize) -> Self {
        let gaps = GAP * (Self::COLUMNS - 1) as f32;
        let width = (area.width() - gaps) / Self::COLUMNS as f32;
        let pitch = (area.height() / lines as f32).clamp(56.0, 74.0);
        Self { area, width, pitch, at: 0 }
    }

    fn next(&mut self) -> Rect {
        let (row, column) = (self.at / Self::COLUMNS, self.at % Self::COLUMNS);
        self.at += 1;
        let offset = vec2(column as f32 * (self.width + GAP), row as f32 * self.pitch);
        Rect::from_min_size(self.area.min + offset, vec2(self.width, self.pitch))
    }
}

fn fields_ui(ui: &mut Ui, open: &OpenPlan, out: &mut Out) {
    let (plan, findings): (&Plan, &[Finding]) = (&open.plan, &open.results.findings);
    let mut grid = Grid::new(ui.available_rect_before_wrap(), 4);
    let mut site = Form::new(plan, Owner::Site, findings);
    let mut power = Form::new(plan, Owner::Power, findings);
    for key in ["grid_mw", "convertible_mw"] {
        site.cell_at(ui, grid.next(), key);
    }
    for key in ["price_usd_per_mwh", "delivery_adder_usd_per_mwh", "escalation_per_year"] {
        power.cell_at(ui, grid.next(), key);
    }
    let keys = [
        "gross_per_it",
        "pue_mining",
        "pue_ai",
        "grid_carbon_kg_per_mwh",
        "grid_renewable_share",
        "mining_opex_usd_per_kw_month",
        "variable_opex_usd_per_mwh",
        "fixed_cost_usd_per_year",
    ];
    for key in keys {
        site.cell_at(ui, grid.next(), key);
    }
    out.edit(site.edits);
    out.edit(power.edits);
    if let Some(row) = catalog::place(&plan.site.place_id) {
        let price = number(row.power_price_usd_per_mwh, 1);
        let unit = tr("unit.usd_per_mwh");
        place_fact_ui(
            ui,
            grid.next(),
            tr("power.published"),
            (&price, unit),
            &row.power_price_basis,
        );
        let zero_carbon = number(row.zero_carbon_share * 100.0, 0);
        let method = &row.carbon_method;
        place_fact_ui(ui, grid.next(), tr("power.zero_carbon"), (&zero_carbon, "%"), method);
        let temperature = number(row.mean_temp_c, 1);
        let source = format!("{} {}", row.provenance.source, row.provenance.as_of);
        place_fact_ui(ui, grid.next(), tr("power.temperature"), (&temperature, "°C"), &source);
    }
}

/// A figure of the place that is known and not entered.
fn place_fact_ui(ui: &mut Ui, rect: Rect, label: &str, (figure, unit): (&str, &str), source: &str) {
    let palette = theme::palette(ui);
    let line = |size: TextStyle, top: f32| pos2(rect.left(), rect.top() + top + size.line / 2.0);
    let label = fitted(label, text::SMALL, rect.width());
    theme::place(
        ui,
        line(text::SMALL, 0.0),
        Align2::LEFT_CENTER,
        label,
        text::SMALL,
        palette.text2,
    );
    let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
    let middle = pos2(rect.left(), rect.top() + text::SMALL.line + 1.0 + layout::FORM_FIELD / 2.0);
    let at = list_text(ui, middle, Align2::LEFT_CENTER, figure, strong, palette.text);
    let beside = pos2(at.right() + 6.0, middle.y + 0.5);
    list_text(ui, beside, Align2::LEFT_CENTER, unit, text::CAPTION, palette.text3);
    let said = fitted(source, text::CAPTION, rect.width());
    let below = line(text::CAPTION, text::SMALL.line + layout::FORM_FIELD + 2.0);
    theme::place(ui, below, Align2::LEFT_CENTER, said, text::CAPTION, palette.text3)
        .on_hover_text(source);
}

fn contracts_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, out: &mut Out) {
    let plan = &open.plan;
    let contracts = &plan.power.contracts;
    let owners: Vec<Owner> = contracts.iter().map(|of| Owner::Contract(of.id.clone())).collect();
    let worths = Worths::cached(ui, "contracts", plan, &owners);
    let mut added = None;
    let header = |ui: &mut Ui| {
        let button = Button::small(tr("power.add")).icon(Icon::Plus).show(ui);
        let rows = TECHNOLOGIES.map(|technology| {
            let share = capacity_factor(technology);
            let name = crate::ui::widgets::value::choice(technology.key());
            let factor = Arg::Name(percent(share, 0));
            PickRow::new(name, say(&Text::key("power.factor").with("share", factor)))
        });
        let groups = [Group { title: String::new(), rows: rows.to_vec() }];
        added = picker::show(&button, tr("power.add"), 260.0, &groups);
    };
    let subtitle = load_words(open);
    let selected = open.selected(Screen::SitePower).filter(|owner| owners.contains(owner));
    Card::new(tr("power.contracts")).subtitle(&subtitle).show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let inside = ui.available_rect_before_wrap();
        let form_height = if selected.is_some() { 156.0 } else { 0.0 };
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
        && let Some(technology) = TECHNOLOGIES.get(row)
    {
        add(plan, *technology, out);
    }
}

const TECHNOLOGIES: [Technology; 6] = [
    Technology::Wind,
    Technology::Solar,
    Technology::Hydro,
    Technology::Nuclear,
    Technology::Gas,
    Technology::Grid,
];

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

fn add(plan: &Plan, technology: Technology, out: &mut Out) {
    let name = crate::ui::widgets::value::choice(technology.key());
    let id = template::fresh_id(plan, &name);
    let contract = Contract {
        name: name.clone(),
        technology,
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

fn of_year(run: &Run, line: LineId, year: i32) -> f64 {
    run.ledger.by_year(line).into_iter().find(|(of, _)| *of == year).map_or(0.0, |(_, sum)| sum)
}

fn table_ui(
    ui: &mut Ui,
    open: &OpenPlan,
    worths: Option<&Worths>,
    selected: Option<&Owner>,
    out: &mut Out,
) {
    let wide = ui.available_width() > 540.0;
    let mut heads = vec![Column::words(tr("power.contract"))];
    if wide {
        heads.push(Column { width: Some(96.0), ..Column::words(tr("power.volume")) });
    }
    heads.push(Column::figures(tr("power.mean_mw"), 56.0));
    heads.push(Column::figures(tr("unit.usd_per_mwh"), 60.0));
    heads.push(Column::figures(tr("power.months"), 116.0));
    heads.push(Column::figures(tr("lists.npv"), 72.0));
    let columns = Columns::new(ui, heads);
    columns.head_ui(ui);
    ScrollArea::vertical().id_salt("contracts").auto_shrink(false).show(ui, |ui| {
        for contract in &open.plan.power.contracts {
            let owner = Owner::Contract(contract.id.clone());
            let chosen = selected == Some(&owner);
            let worth = worths.and_then(|worths| worths.item(&owner));
            let cells = contract_cells(contract, worth.map(|of| of.npv_usd()), wide);
            if columns.row_ui(ui, &contract.name, Some(chosen), &cells).clicked() && !chosen {
                out.commands.push(Command::Select(owner));
            }
        }
        if let Some(solution) = &open.results.solution {
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
    cells.push(Cell::new(number(contract.price_usd_per_mwh, 2)));
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
        ("lists.delete", Command::Edit(Change::Remove(owner.clone()))),
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
    let mut grid = Grid::new(ui.available_rect_before_wrap(), 2);
    let mut form = Form::new(plan, owner.clone(), &open.results.findings);
    ui.push_id(owner, |ui| {
        let keys = [
            "name",
            "technology",
            "mw",
            "capacity_factor",
            "price_usd_per_mwh",
            "escalation_per_year",
            "from",
            "to",
        ];
        for key in keys {
            form.cell_at(ui, grid.next(), key);
        }
    });
    out.edit(form.edits);
}

/// Energy, delivery and contracts per MWh of each use, in one year.
fn costs_ui(ui: &mut Ui, rect: Rect, run: &Run) {
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

fn costs_table_ui(ui: &mut Ui, run: &Run, uses: &[Use], year: i32) {
    let mut heads = vec![Column::words("")];
    heads.extend(uses.iter().map(|of| Column::figures(tr(of.label), 62.0)));
    let columns = Columns::new(ui, heads);
    columns.head_ui(ui);
    type Of = fn(&Use) -> LineId;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn a_place_fills_the_grid_and_its_sources_in_one_step() {
        let plan = testing::plan();
        let mut out = Out::default();
        let row = catalog::place("us-tx").unwrap();
        choose_place(&plan, row, &mut out);
        let [Command::EditAs(change, _)] = &out.commands[..] else { panic!("one step") };
        let mut changed = plan.clone();
        changed.apply(change.clone()).unwrap();
        assert_eq!(changed.site.place_id, "us-tx");
        assert_eq!(changed.site.grid_carbon_kg_per_mwh, row.carbon_kg_per_mwh);
        assert!(changed.notes.contains_key("site.grid_renewable_share"));
        assert_eq!(changed.site.grid_mw, plan.site.grid_mw);
    }

    #[test]
    fn every_technology_of_a_contract_has_a_typical_capacity_factor() {
        for technology in TECHNOLOGIES {
            let share = capacity_factor(technology);
            let made = technology != Technology::Grid;
            assert!(share > 0.1 && (share < 1.0) == made, "{technology:?}: {share}");
        }
    }

    #[test]
    fn every_place_can_be_found_in_its_region() {
        let rows: usize = regions().iter().map(|group| group.rows.len()).sum();
        assert_eq!(rows, catalog::places().len());
    }
}
