//! The sheet to choose a place on: a map, a list beside it, and what is known of each.

pub mod confirm;
pub mod facts;
pub mod filter;
pub mod list;

use egui::{Align2, Id, Rect, Ui, pos2, vec2};

use self::filter::{Colour, Filter};
use super::{Out, new_plan};
use crate::app::{Command, Sheet, State};
use crate::catalog::{self, PlaceRow};
use crate::format::number;
use crate::look::{layout, text};
use crate::plan::Plan;
use crate::plan::template::{PlaceChange, filled_from, place_changes};
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::icons;
use crate::ui::widgets::list::fitted;
use crate::ui::widgets::map::{Class, Map, Point};
use crate::ui::widgets::overlay::wide_sheet_ui;
use crate::words::{Arg, Text, tr};

/// Width of the list.
const LIST: f32 = 580.0;

/// Height of the line below the map that says what its points stand for.
const LEGEND: f32 = 22.0;

/// Shows the sheet.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let area = ui.max_rect();
    let for_new = state.sheet == Some(Sheet::PlacesOfNewPlan);
    let chosen = if for_new {
        new_plan::place_id(ui)
    } else {
        state.active().map(|open| open.plan.site.place_id.clone())
    };
    let chosen = chosen.unwrap_or_default();
    let mut filter = filter::kept(ui);
    let (picked, closed) =
        wide_sheet_ui(ui, area, tr("places.title"), |ui| body_ui(ui, &mut filter, &chosen));
    filter::keep(ui, filter);
    if let Some(row) = picked {
        if for_new {
            new_plan::take_place(ui, row);
            out.run(Command::CloseSheet);
        } else if let Some(open) = state.active() {
            pick(ui, row, &open.plan, out);
        }
    }
    let asked = confirm::asks(ui);
    if let Some(open) = state.active().filter(|_| !for_new) {
        confirm::show_ui(ui, &open.plan, out);
    }
    // Esc puts the question away before the sheet.
    if closed && !asked {
        out.run(Command::CloseSheet);
    }
}

/// Fills the place in; where it would overwrite the user's own figures, asks first.
fn pick(ui: &Ui, row: &'static PlaceRow, plan: &Plan, out: &mut Out) {
    if place_changes(row, plan).iter().any(|change| change.yours) {
        confirm::ask(ui, row);
    } else {
        fill(row, plan, |_| true, out);
    }
}

/// Fills in what `takes` says yes to as one step, and closes the sheet.
fn fill(row: &PlaceRow, plan: &Plan, takes: impl Fn(&PlaceChange) -> bool, out: &mut Out) {
    let step = Text::key("step.place").with("place", Arg::Name(row.name.clone()));
    out.run(Command::EditAs(filled_from(row, plan, takes), step));
    out.run(Command::CloseSheet);
}

/// The map with the facts below it, and the list beside them; returns the place that was picked.
fn body_ui(ui: &mut Ui, filter: &mut Filter, chosen: &str) -> Option<&'static PlaceRow> {
    let area = ui.available_rect_before_wrap();
    let area = Rect::from_min_max(area.min, area.max - vec2(0.0, 16.0));
    let left = Rect::from_min_max(area.min, pos2(area.right() - LIST - 16.0, area.bottom()));
    let right = Rect::from_min_max(pos2(left.right() + 16.0, area.top()), area.max);
    let rows = filter.rows();
    let count = said(
        "places.count",
        &[("found", &rows.len().to_string()), ("all", &catalog::places().len().to_string())],
    );
    let done = Card::new(tr("places.list")).subtitle(&count).show(ui, right, |ui| {
        let inner = ui.available_rect_before_wrap();
        let top = Rect::from_min_size(inner.min, vec2(inner.width(), layout::FORM_FIELD + 4.0));
        let mut search = ui.new_child(egui::UiBuilder::new().id_salt("search").max_rect(top));
        filter.search =
            super::picker::search_ui(&mut search, tr("places.list"), tr("places.search"), true);
        let limits = Rect::from_min_size(
            pos2(inner.left(), top.bottom() + 8.0),
            vec2(inner.width(), filter::HEIGHT),
        );
        filter::show_ui(ui, limits, filter);
        let rest = Rect::from_min_max(pos2(inner.left(), limits.bottom() + 4.0), inner.max);
        let mut list = ui.new_child(egui::UiBuilder::new().id_salt("list").max_rect(rest));
        list::show_ui(&mut list, &rows, filter, chosen)
    });
    let height = (left.width() * 0.5).min(left.height() - 170.0);
    let map = Rect::from_min_size(left.min, vec2(left.width(), height));
    let before = pointed(ui);
    let on_map = map_ui(ui, map, filter, chosen, done.pointed);
    let below = Rect::from_min_max(pos2(left.left(), map.bottom() + LEGEND + 4.0), left.max);
    let mut chose = false;
    let shown = done.pointed.or(on_map.pointed).or(before).or_else(|| catalog::place(chosen));
    if let Some(row) = shown {
        keep_pointed(ui, row);
        let name = fitted(&list::full_name(row), text::TITLE, below.width() - 140.0);
        let header = |ui: &mut Ui| {
            let button = Button::small(tr("places.choose"))
                .disabled((row.id == chosen).then_some(tr("places.is_chosen")));
            chose = button.show(ui).clicked();
        };
        let card = Card::new(&name).scrolls();
        card.show_with(ui, below, header, |ui| facts::show_ui(ui, row));
    } else {
        Card::new("").show(ui, below, |ui| {
            theme::label(ui, tr("places.point"), text::SMALL, theme::palette(ui).text3);
        });
    }
    // Enter in the search takes the first that is found.
    let searches = !filter.search.is_empty() && ui.memory(|memory| memory.focused().is_none());
    let entered = searches && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let first = rows.first().copied().filter(|_| entered && done.picked.is_none());
    done.picked.or(on_map.picked).or(shown.filter(|_| chose)).or(first)
}

fn pointed_id() -> Id {
    Id::unique("place pointed at")
}

/// The place last pointed at: its facts stay until another is.
fn pointed(ui: &Ui) -> Option<&'static PlaceRow> {
    let id: Option<String> = ui.data(|data| data.get_temp(pointed_id()));
    catalog::place(&id?)
}

fn keep_pointed(ui: &Ui, row: &PlaceRow) {
    ui.data_mut(|data| data.insert_temp(pointed_id(), row.id.clone()));
}

fn map_ui(
    ui: &mut Ui,
    rect: Rect,
    filter: &Filter,
    chosen: &str,
    marked: Option<&PlaceRow>,
) -> list::Done {
    let places = catalog::places();
    let point = |row: &'static PlaceRow| Point {
        name: &row.name,
        at: (row.longitude as f32, row.latitude as f32),
        class: if filter.takes(row) { filter.colour.class(row) } else { Class::Out },
    };
    let points: Vec<Point<'_>> = places.iter().map(point).collect();
    let name = said("places.map", &[("count", &places.len().to_string())]);
    let at = |id: &str| places.iter().position(|row| row.id == id);
    let map = Map {
        name: &name,
        view: filter.view(),
        points: &points,
        chosen: at(chosen),
        marked: marked.and_then(|row| at(&row.id)),
    };
    let (response, pointed) = map.show(ui, rect);
    let below = Rect::from_min_size(rect.left_bottom(), vec2(rect.width(), LEGEND));
    legend_ui(ui, below, filter.colour, &points);
    let Some(row) = pointed.and_then(|at| places.get(at)) else { return list::Done::default() };
    let picked = response.clicked().then_some(row);
    response.on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(300.0);
        let palette = theme::palette(ui);
        theme::label(ui, list::full_name(row), text::TITLE, palette.text);
        let figures = said(
            "places.figures",
            &[
                ("price", &number(row.power_price_usd_per_mwh, 1)),
                ("carbon", &number(row.carbon_kg_per_mwh, 0)),
                ("renewable", &crate::format::percent(row.renewable_share, 0)),
            ],
        );
        theme::label(ui, figures, text::SMALL, palette.text2);
        let known = list::known(row, palette);
        theme::label(ui, known.text, text::SMALL, known.ink.unwrap_or(palette.text2));
        theme::label(ui, known.hover, text::CAPTION, palette.text3);
    });
    list::Done { pointed: Some(row), picked }
}

/// What the points stand for, and how many there are of each.
fn legend_ui(ui: &mut Ui, rect: Rect, colour: Colour, points: &[Point<'_>]) {
    let palette = theme::palette(ui);
    let [low, high] = colour.bounds().map(|bound| number(bound, 0));
    let unit = tr(match colour {
        Colour::Price => "unit.usd_per_mwh",
        Colour::Carbon => "places.kg_unit",
    });
    let classes = [
        (Class::Low, "places.under"),
        (Class::Middle, "places.between"),
        (Class::High, "places.over"),
    ];
    let mut left = rect.left() + 6.0;
    for (class, key) in classes {
        let count = points.iter().filter(|point| point.class == class).count().to_string();
        let words = said(key, &[("low", &low), ("high", &high), ("unit", unit), ("count", &count)]);
        let (size, ink) = class.look(palette);
        let middle = rect.center().y;
        icons::dot(ui.painter(), pos2(left, middle), size * 2.0, theme::color(ink));
        let at = pos2(left + 11.0, middle);
        left += 11.0 + 24.0;
        left += crate::look::text_width(&words, text::CAPTION.size, text::CAPTION.weight);
        theme::place(ui, at, Align2::LEFT_CENTER, words, text::CAPTION, palette.text2);
    }
}
