//! The same plan in several places: a table, their cash over one another, and what a place changes.

use std::sync::Arc;

use egui::{Id, Rect, Ui, vec2};

use super::super::places::confirm::{from_to, remark_ui};
use super::super::places::filter::is_found;
use super::super::places::list::full_name;
use super::super::{Out, parts, picker};
use super::table::{Row, table_ui};
use crate::app::{Command, OpenPlan, State};
use crate::catalog::{self, PlaceRow};
use crate::figure::cumulative_cash_by_place;
use crate::format::number;
use crate::look::{layout, text};
use crate::plan::Plan;
use crate::plan::template::{PlaceChange, at_place, place_changes};
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{Card, Extent, columns, rows, scroll_ui};
use crate::ui::widgets::choice;
use crate::words::tr;

/// The most places that are compared at once.
const MOST: usize = 8;

/// Widths of what stands beside the chart: the places to tick, and what one of them changes.
const SIDES: [f32; 2] = [260.0, 280.0];

/// What was chosen on the screen.
#[derive(Clone, Debug, PartialEq)]
struct View {
    /// Ids of the places that are ticked.
    ticked: Vec<String>,
    /// The place whose changes are shown, empty for the plan as it stands; the first of the others where none.
    selected: Option<String>,
    /// Whether the user's own figures stay as they are.
    keeps_own: bool,
    /// Whether power contracts are taken along, to settle at each place's price; else they are left out everywhere.
    takes_contracts: bool,
}

/// A place beside the plan.
pub struct There {
    /// The place.
    pub row: &'static PlaceRow,
    /// The plan in it.
    pub plan: Plan,
    /// What differs, and whether that is an assumption.
    pub changes: Vec<PlaceChange>,
}

fn view_id(open: &OpenPlan) -> Id {
    Id::unique(("compared places", open.key))
}

/// Shows the tab.
pub fn show_ui(ui: &mut Ui, page: Rect, state: &State, open: &OpenPlan, out: &mut Out) {
    if open.results.errors().next().is_some() {
        Card::new(tr("compare.places")).show_with(ui, page, super::tabs_ui, |ui| {
            super::super::list_template::blocked_ui(ui, open, out);
        });
        return;
    }
    let kept: Option<Arc<View>> = ui.data(|data| data.get_temp(view_id(open)));
    let mut view = kept.as_deref().cloned().unwrap_or_else(|| View {
        ticked: suggested(open.seen()),
        selected: None,
        keeps_own: false,
        takes_contracts: false,
    });
    let here = here_of(open.seen(), &view);
    let there = places_of(&here, &view);
    let mut plans: Vec<Plan> = there.iter().map(|there| there.plan.clone()).collect();
    plans.extend((here != *open.seen()).then(|| here.clone()));
    if !state.compares_all(&plans) {
        out.run(Command::CompareWith(plans));
    }
    let tall = 36.0 + layout::TABLE_ROW * (there.len().max(3) + 2) as f32 + 44.0;
    let tall = tall.min(page.height() * 0.56);
    let [table, below] = rows(page, &[Extent::Fixed(tall), Extent::Share(1.0)])[..] else { return };
    let [ticks, detail] = SIDES.map(Extent::Fixed);
    let [chart, ticks, detail] = columns(below, &[Extent::Share(1.0), ticks, detail])[..] else {
        return;
    };
    let lines = table_rows(state, open, &here, &there);
    let is_shown = |id: &&String| lines.iter().any(|line| line.id == **id);
    let selected_id = view.selected.as_ref().filter(is_shown).cloned();
    let first = there.first().map(|there| there.row.id.clone());
    let selected_id = selected_id.or(first).unwrap_or_default();
    let basis = tr("compare.basis");
    let own = own_fields(open.seen(), &there);
    let taken = basis_words(open.seen(), &own, &view);
    let (mut keeps, mut takes) = (None, None);
    let header = |ui: &mut Ui| {
        super::tabs_ui(ui);
        if !own.is_empty() {
            let words = [tr("compare.own_theirs"), tr("compare.own_mine")];
            keeps = switch_ui(ui, tr("compare.own"), &words, view.keeps_own);
        }
        if !open.seen().power.contracts.is_empty() {
            let words = [tr("compare.contracts_out"), tr("compare.contracts_along")];
            takes = switch_ui(ui, tr("compare.contracts"), &words, view.takes_contracts);
        }
    };
    let selected =
        Card::new(tr("compare.places")).subtitle(basis).show_with(ui, table, header, |ui| {
            let ink = theme::palette(ui).text2;
            let room = ui.available_rect_before_wrap();
            let grid = Rect::from_min_max(room.min, room.max - vec2(0.0, 22.0));
            let mut inner = ui.new_child(egui::UiBuilder::new().id_salt("table").max_rect(grid));
            let selected = table_ui(&mut inner, &lines, &selected_id);
            let at = egui::pos2(room.left(), room.bottom() - 10.0);
            let said = crate::ui::widgets::list::fitted(&taken, text::SMALL, room.width());
            theme::place(ui, at, egui::Align2::LEFT_CENTER, said, text::SMALL, ink)
                .on_hover_text(&taken);
            selected
        });
    if let Some(selected) = selected {
        view.selected = Some(selected);
    }
    view.keeps_own = keeps.unwrap_or(view.keeps_own);
    view.takes_contracts = takes.unwrap_or(view.takes_contracts);
    chart_ui(ui, chart, state, open, (&here, &there), out);
    ticks_ui(ui, ticks, &mut view.ticked);
    let shown = there.iter().find(|there| there.row.id == selected_id);
    detail_ui(ui, detail, open, shown, out);
    if kept.as_deref() != Some(&view) {
        ui.data_mut(|data| data.insert_temp(view_id(open), Arc::new(view)));
        ui.ctx().request_repaint();
    }
}

/// A named switch between two words; returns whether the second was chosen, where one was.
fn switch_ui(ui: &mut Ui, name: &str, words: &[&str; 2], on: bool) -> Option<bool> {
    let chosen = choice::segments_ui(ui, name, words, usize::from(on));
    ui.label(theme::rich(name, text::SMALL, theme::palette(ui).text3));
    chosen.map(|at| at == 1)
}

/// The plan that is compared: power contracts belong to one market, and are left out unless they are taken along.
fn here_of(plan: &Plan, view: &View) -> Plan {
    let mut here = plan.clone();
    if !view.takes_contracts && !here.power.contracts.is_empty() {
        Arc::make_mut(&mut here.power).contracts.clear();
    }
    here
}

/// The ticked places but the plan's own, each with the plan in it.
fn places_of(plan: &Plan, view: &View) -> Vec<There> {
    let others = view.ticked.iter().filter(|id| **id != plan.site.place_id);
    let there = |row: &'static PlaceRow| {
        let takes = |change: &PlaceChange| !change.yours || !view.keeps_own;
        let changes = place_changes(row, plan).into_iter().filter(|change| takes(change));
        There { row, changes: changes.collect(), plan: at_place(row, plan, takes) }
    };
    others.filter_map(|id| catalog::place(id)).map(there).collect()
}

/// Labels of the fields that hold the user's own figures and that a place also gives.
fn own_fields(plan: &Plan, there: &[There]) -> Vec<&'static str> {
    let mut labels = Vec::new();
    for there in there {
        for change in place_changes(there.row, plan).into_iter().filter(|change| change.yours) {
            let label = plan.info(&change.field).map_or("", |info| tr(info.label));
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
    }
    labels
}

/// What became of the user's own figures and of the contracts, and that the rest stays.
fn basis_words(plan: &Plan, own: &[&str], view: &View) -> String {
    let mut words = Vec::new();
    if !own.is_empty() {
        let fields: Vec<String> =
            own.iter().map(|label| crate::words::lower_first(label)).collect();
        let key = if view.keeps_own { "compare.own_taken" } else { "compare.own_given" };
        words.push(said(key, &[("fields", &fields.join(", "))]));
    }
    if !plan.power.contracts.is_empty() {
        let settles = view.takes_contracts;
        let key = if settles { "compare.contracts_settle" } else { "compare.contracts_left" };
        words.push(tr(key).to_owned());
    }
    words.push(tr("compare.same").to_owned());
    words.join(" ")
}

fn table_rows(state: &State, open: &OpenPlan, here: &Plan, there: &[There]) -> Vec<Row> {
    let name = match here.site.place.as_str() {
        "" => tr("compare.no_place").to_owned(),
        name => said("compare.yours", &[("place", short(name))]),
    };
    let mut lines = vec![Row::new("", name, here, results_of(state, open, here), false)];
    lines.extend(there.iter().map(|there| {
        let assumed = there.changes.iter().any(|change| change.note.assumption);
        let results = state.compared(&there.plan);
        Row::new(&there.row.id, short_name(there.row).to_owned(), &there.plan, results, assumed)
    }));
    lines
}

/// Results of the plan as it is compared: the plan's own, where nothing was left out of it.
fn results_of<'a>(state: &'a State, open: &'a OpenPlan, here: &Plan) -> Option<&'a OpenPlan> {
    if here == open.seen() { Some(open) } else { state.compared(here) }
}

/// The name of a place without what stands in brackets.
fn short(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

/// A name that no other place has: that before the brackets, else that within them, else the whole.
fn short_name(row: &PlaceRow) -> &str {
    let Some((head, within)) = row.name.split_once(" (") else { return &row.name };
    if catalog::places().iter().filter(|other| short(&other.name) == head).count() == 1 {
        return head;
    }
    let within = within.trim_end_matches(')');
    if within.len() > 3 { within } else { &row.name }
}

fn chart_ui(
    ui: &mut Ui,
    rect: Rect,
    state: &State,
    open: &OpenPlan,
    (here, there): (&Plan, &[There]),
    out: &mut Out,
) {
    let solution = results_of(state, open, here).and_then(|open| open.results.solution.as_ref());
    let Some(solution) = solution else {
        Card::new("").show(ui, rect, |ui| {
            theme::label(ui, tr("compare.computing"), text::BODY, theme::palette(ui).text3);
        });
        return;
    };
    let solved = |there: &There| {
        let solution = state.compared(&there.plan)?.results.solution.clone()?;
        Some((short_name(there.row), solution))
    };
    let solved: Vec<_> = there.iter().filter_map(solved).collect();
    let mut lines = vec![(tr("compare.no_place"), &solution.plan)];
    lines.extend(solved.iter().map(|(name, solution)| (*name, &solution.plan)));
    ui.scope(|ui| {
        parts::dim_old(ui, open);
        out.chart_ui(ui, rect, &cumulative_cash_by_place(here, &lines));
    });
}

/// All places with a box to tick.
fn ticks_ui(ui: &mut Ui, rect: Rect, ticked: &mut Vec<String>) {
    let count = said("compare.ticked", &[("count", &ticked.len().to_string())]);
    Card::new(tr("compare.tick")).subtitle(&count).show(ui, rect, |ui| {
        let search = picker::search_ui(ui, tr("compare.tick"), "", false);
        ui.spacing_mut().item_spacing.y = 0.0;
        let found = |row: &&PlaceRow| is_found(row, &search);
        // The ticked ones first, in the order of ticking.
        let first: Vec<&PlaceRow> = ticked.iter().filter_map(|id| catalog::place(id)).collect();
        let others = catalog::places().iter().filter(|row| !first.iter().any(|f| f.id == row.id));
        let all: Vec<&PlaceRow> = first.iter().copied().chain(others).filter(found).collect();
        scroll_ui(ui, tr("compare.tick"), |ui| {
            for row in all {
                let on = ticked.contains(&row.id);
                let price = number(row.power_price_usd_per_mwh, 0);
                let words = said("compare.row", &[("place", short_name(row)), ("price", &price)]);
                let full = !on && ticked.len() >= MOST;
                let clicked = ui.push_id(&row.id, |ui| {
                    ui.add_enabled_ui(!full, |ui| choice::check_ui(ui, &words, on)).inner
                });
                if clicked.inner {
                    if on {
                        ticked.retain(|id| *id != row.id);
                    } else {
                        ticked.push(row.id.clone());
                    }
                }
            }
        });
    });
}

/// What the place changes in the plan, and the way to it.
fn detail_ui(ui: &mut Ui, rect: Rect, open: &OpenPlan, shown: Option<&There>, out: &mut Out) {
    let name = shown.map_or_else(|| short(&open.seen().site.place), |there| short_name(there.row));
    let title = said("compare.changes", &[("place", name)]);
    let title = crate::ui::widgets::list::fitted(&title, text::TITLE, rect.width() - 32.0);
    let palette = theme::palette(ui);
    Card::new(&title).scrolls().show(ui, rect, |ui| {
        let Some(there) = shown else {
            theme::label(ui, tr("compare.nothing"), text::SMALL, palette.text2);
            return;
        };
        ui.spacing_mut().item_spacing.y = 4.0;
        for change in there.changes.iter().filter(|change| change.changes()) {
            theme::label(ui, from_to(open.seen(), change), text::SMALL, palette.text);
            remark_ui(ui, change);
        }
        ui.add_space(6.0);
        if Button::small(tr("compare.open")).show(ui).clicked() {
            let args = [("plan", open.seen().name.as_str()), ("place", short_name(there.row))];
            let name = said("compare.in_place", &args);
            out.run(Command::OpenAs(Box::new(Plan { name, ..there.plan.clone() })));
        }
        let source = said(
            "places.source",
            &[("source", &there.row.provenance.source), ("date", &there.row.provenance.as_of)],
        );
        theme::label(ui, source, text::CAPTION, palette.text3).on_hover_text(full_name(there.row));
    });
}

/// Places to begin with: the plan's, the cheapest of its country and of all, and the cleanest below its price.
fn suggested(plan: &Plan) -> Vec<String> {
    let here = catalog::place(&plan.site.place_id);
    let price = |row: &&PlaceRow| row.power_price_usd_per_mwh;
    let cheapest = |rows: &mut dyn Iterator<Item = &'static PlaceRow>| {
        rows.filter(|row| row.id != plan.site.place_id).min_by(|a, b| price(a).total_cmp(&price(b)))
    };
    let all = || catalog::places().iter();
    let country = here.map_or("United States", |row| row.country.as_str());
    let dearest = here.map_or(60.0, |row| row.power_price_usd_per_mwh.max(60.0));
    let near = cheapest(&mut all().filter(|row| row.country == country));
    let far = cheapest(&mut all());
    let mut ids: Vec<String> = Vec::new();
    for row in [here, near, far].into_iter().flatten() {
        if !ids.contains(&row.id) {
            ids.push(row.id.clone());
        }
    }
    let clean = all()
        .filter(|row| row.power_price_usd_per_mwh <= dearest && !ids.contains(&row.id))
        .min_by(|a, b| a.carbon_kg_per_mwh.total_cmp(&b.carbon_kg_per_mwh));
    ids.extend(clean.map(|row| row.id.clone()));
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Month;
    use crate::plan::template;

    fn plan(place: &str) -> Plan {
        let mut plan = template::empty_plan("a", Month::new(2027, 1), 120);
        if let Some(row) = catalog::place(place) {
            template::place(row, &mut plan);
        }
        plan
    }

    fn view(ticked: &[&str], keeps_own: bool) -> View {
        let ticked = ticked.iter().map(|id| (*id).to_owned()).collect();
        View { ticked, selected: None, keeps_own, takes_contracts: false }
    }

    #[test]
    fn the_same_plan_stands_in_each_place_but_its_own() {
        let plan = plan("us-tx");
        let there = places_of(&plan, &view(&["us-tx", "us-al", "no-no4"], false));
        let ids: Vec<&str> = there.iter().map(|there| there.plan.site.place_id.as_str()).collect();
        assert_eq!(ids, ["us-al", "no-no4"]);
        // Alabama's 71.1 less 10 of delivery.
        assert!((there[0].plan.power.price_usd_per_mwh - 61.1).abs() < 1e-9);
        assert_eq!(there[0].plan.lineage, plan.lineage);
    }

    #[test]
    fn one_s_own_price_gives_way_or_stays_as_asked() {
        let mut plan = plan("us-tx");
        Arc::make_mut(&mut plan.power).price_usd_per_mwh = 33.0;
        let price =
            |keeps| places_of(&plan, &view(&["us-al"], keeps))[0].plan.power.price_usd_per_mwh;
        assert_eq!(price(true), 33.0);
        assert!((price(false) - 61.1).abs() < 1e-9);
        let there = places_of(&plan, &view(&["us-al"], true));
        let own = own_fields(&plan, &there);
        assert_eq!(own.len(), 1);
        let words = |keeps| basis_words(&plan, &own, &view(&["us-al"], keeps));
        assert!(words(true).contains("too") && words(false).contains("give way"));
    }

    #[test]
    fn contracts_are_left_out_in_every_place_until_they_are_taken_along() {
        let mut plan = plan("us-tx");
        let contract = template::contract("wind", &plan);
        Arc::make_mut(&mut plan.power).contracts = vec![contract];
        let held = |view: &View| {
            let here = here_of(&plan, view);
            let there = places_of(&here, view);
            [&here, &there[0].plan].map(|plan| plan.power.contracts.len())
        };
        let left = view(&["us-al"], false);
        assert_eq!(held(&left), [0, 0]);
        assert!(basis_words(&plan, &[], &left).contains("left out"));
        let along = View { takes_contracts: true, ..left };
        assert_eq!(held(&along), [1, 1]);
        assert!(basis_words(&plan, &[], &along).contains("each place’s price"));
    }

    #[test]
    fn no_two_places_go_by_one_short_name() {
        let names: std::collections::BTreeSet<&str> =
            catalog::places().iter().map(short_name).collect();
        assert_eq!(names.len(), catalog::places().len());
        assert_eq!(short_name(catalog::place("au-nsw").unwrap()), "New South Wales");
        assert_eq!(short_name(catalog::place("no-no4").unwrap()), "Norway NO4");
    }

    #[test]
    fn suggestions_begin_with_the_plan_s_own_and_are_few_and_different() {
        for id in ["us-tx-ercot-west", "no-no4", "de", ""] {
            let plan = plan(id);
            let ids = suggested(&plan);
            assert!((2..=4).contains(&ids.len()), "{id}: {ids:?}");
            assert!(id.is_empty() || ids[0] == id);
            assert!(ids.iter().all(|id| catalog::place(id).is_some()));
        }
    }
}
