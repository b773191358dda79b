//! Which places are looked for, and in which order they are listed.

use std::cmp::Ordering;

use egui::{Align2, Id, Rect, Ui, pos2, vec2};

use crate::catalog::{self, PlaceRow};
use crate::format::number;
use crate::look::{layout, text};
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::map::{Class, View};
use crate::ui::widgets::{choice, slider};
use crate::words::tr;

/// The ends of the sliders: at the end every place is taken.
const PRICE: (f64, f64) = (30.0, 200.0);
const CARBON: (f64, f64) = (0.0, 900.0);
const RENEWABLE: (f64, f64) = (0.0, 100.0);

/// What the colours of the map stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// The power price.
    #[default]
    Price,
    /// The grid's carbon.
    Carbon,
}

impl Colour {
    /// Where the low class ends and the high one begins.
    pub const fn bounds(self) -> [f64; 2] {
        match self {
            Self::Price => [50.0, 80.0],
            Self::Carbon => [100.0, 400.0],
        }
    }

    /// The class of a place.
    pub fn class(self, row: &PlaceRow) -> Class {
        let value = match self {
            Self::Price => row.power_price_usd_per_mwh,
            Self::Carbon => row.carbon_kg_per_mwh,
        };
        let [low, high] = self.bounds();
        if value < low {
            Class::Low
        } else if value <= high {
            Class::Middle
        } else {
            Class::High
        }
    }
}

/// What the list is sorted by, in the order of its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant names its column")]
pub enum SortBy {
    Name,
    Price,
    Carbon,
    Renewable,
}

impl SortBy {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Name, Self::Price, Self::Carbon, Self::Renewable];
}

/// What is looked for, and how it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// Words that have to be found in name, country or region.
    pub search: String,
    /// The part of the world; all where none.
    pub region: Option<String>,
    /// The dearest price, USD/MWh.
    pub most_price: f64,
    /// The most carbon, kg/MWh.
    pub most_carbon: f64,
    /// The least renewable share, percent.
    pub least_renewable: f64,
    /// What the list is sorted by.
    pub sort: SortBy,
    /// Whether the largest stands first.
    pub descending: bool,
    /// What the colours of the map stand for.
    pub colour: Colour,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            search: String::new(),
            region: None,
            most_price: PRICE.1,
            most_carbon: CARBON.1,
            least_renewable: RENEWABLE.0,
            sort: SortBy::Price,
            descending: false,
            colour: Colour::Price,
        }
    }
}

impl Filter {
    /// Whether a place is among those looked for.
    pub fn takes(&self, row: &PlaceRow) -> bool {
        let below = |value: f64, most: f64, end: f64| most >= end || value <= most;
        is_found(row, &self.search)
            && self.region.as_ref().is_none_or(|region| row.region == *region)
            && below(row.power_price_usd_per_mwh, self.most_price, PRICE.1)
            && below(row.carbon_kg_per_mwh, self.most_carbon, CARBON.1)
            && row.renewable_share * 100.0 >= self.least_renewable - 1e-9
    }

    /// The places looked for, in order.
    pub fn rows(&self) -> Vec<&'static PlaceRow> {
        let mut rows: Vec<&PlaceRow> =
            catalog::places().iter().filter(|row| self.takes(row)).collect();
        rows.sort_by(|a, b| {
            let order = self.compare(a, b);
            if self.descending { order.reverse() } else { order }
        });
        rows
    }

    fn compare(&self, a: &PlaceRow, b: &PlaceRow) -> Ordering {
        let by_name = || a.name.cmp(&b.name);
        match self.sort {
            SortBy::Name => by_name(),
            SortBy::Price => a.power_price_usd_per_mwh.total_cmp(&b.power_price_usd_per_mwh),
            SortBy::Carbon => a.carbon_kg_per_mwh.total_cmp(&b.carbon_kg_per_mwh),
            SortBy::Renewable => a.renewable_share.total_cmp(&b.renewable_share),
        }
        .then_with(by_name)
    }

    /// Sorts by a column, or turns it around where it is sorted by that already.
    pub fn sort_by(&mut self, sort: SortBy) {
        if self.sort == sort {
            self.descending = !self.descending;
        } else {
            // The best stands first: cheap, clean, renewable.
            (self.sort, self.descending) = (sort, sort == SortBy::Renewable);
        }
    }

    /// The part of the world that is shown.
    pub fn view(&self) -> View {
        let Some(region) = &self.region else { return View::WORLD };
        let rows = catalog::places().iter().filter(|row| row.region == *region);
        View::around(rows.map(|row| (row.longitude as f32, row.latitude as f32)))
    }
}

/// Whether every word of a search is found in a place's name, country or region.
pub fn is_found(row: &PlaceRow, search: &str) -> bool {
    let text = format!("{} {} {} {}", row.name, row.country, row.region, row.grid_region);
    let text = text.to_lowercase();
    search.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// The parts of the world that places lie in, in the order of the catalogue.
pub fn regions() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for row in catalog::places() {
        if !names.contains(&row.region.as_str()) {
            names.push(&row.region);
        }
    }
    names
}

/// The filter that is kept for the picker.
pub fn kept(ui: &Ui) -> Filter {
    ui.data(|data| data.get_temp(filter_id())).unwrap_or_default()
}

/// Keeps the filter for the next frame.
pub fn keep(ui: &Ui, filter: Filter) {
    ui.data_mut(|data| data.insert_temp(filter_id(), filter));
}

fn filter_id() -> Id {
    Id::unique("places looked for")
}

/// Height of what [`show_ui`] shows.
pub const HEIGHT: f32 = 86.0;

/// Region and the three limits, below one another in `rect`.
pub fn show_ui(ui: &mut Ui, rect: Rect, filter: &mut Filter) {
    let names = regions();
    let mut options = vec![tr("places.world")];
    options.extend(&names);
    let at = filter.region.as_ref();
    let at =
        at.and_then(|region| names.iter().position(|name| name == region)).map_or(0, |at| at + 1);
    let field = Rect::from_min_size(rect.min, vec2(180.0, layout::FORM_FIELD));
    if let Some(chosen) = choice::combo_at(ui, field, tr("places.region"), &options, Some(at)) {
        filter.region =
            chosen.checked_sub(1).and_then(|at| names.get(at)).map(|name| (*name).to_owned());
    }
    let words = [tr("places.by_price"), tr("places.by_carbon")];
    let chosen = filter.colour == Colour::Carbon;
    let width = choice::segments_width(ui, &words);
    let segments = pos2(rect.right() - width, rect.top() + 1.0);
    let segments = Rect::from_min_size(segments, vec2(width, layout::CHIP));
    if let Some(chosen) =
        choice::segments_at(ui, segments, tr("places.colour"), &words, usize::from(chosen))
    {
        filter.colour = if chosen == 0 { Colour::Price } else { Colour::Carbon };
    }
    let word = tr("places.colour");
    let ink = theme::palette(ui).text3;
    let beside = pos2(segments.left() - 8.0, segments.center().y);
    theme::place(ui, beside, Align2::RIGHT_CENTER, word, text::CAPTION, ink);
    let third = (rect.width() - 32.0) / 3.0;
    let cell = |at: usize| {
        let left = rect.left() + at as f32 * (third + 16.0);
        Rect::from_min_size(pos2(left, rect.top() + 36.0), vec2(third, 44.0))
    };
    let any = |is_any: bool, key: &'static str, any: &'static str, value: f64| {
        if is_any { tr(any).to_owned() } else { said(key, &[("value", &number(value, 0))]) }
    };
    let price =
        any(filter.most_price >= PRICE.1, "places.price_to", "places.price_any", filter.most_price);
    limit_ui(ui, cell(0), tr("places.price"), &price, &mut filter.most_price, PRICE);
    let carbon = any(
        filter.most_carbon >= CARBON.1,
        "places.carbon_to",
        "places.carbon_any",
        filter.most_carbon,
    );
    limit_ui(ui, cell(1), tr("places.carbon"), &carbon, &mut filter.most_carbon, CARBON);
    let least = any(
        filter.least_renewable <= 0.0,
        "places.renewable_from",
        "places.renewable_any",
        filter.least_renewable,
    );
    limit_ui(ui, cell(2), tr("places.renewable"), &least, &mut filter.least_renewable, RENEWABLE);
}

/// A slider below what it says.
fn limit_ui(ui: &mut Ui, rect: Rect, name: &str, words: &str, value: &mut f64, ends: (f64, f64)) {
    let ink = theme::palette(ui).text2;
    let at = rect.left_top() + vec2(0.0, 10.0);
    theme::place(ui, at, Align2::LEFT_CENTER, words, text::SMALL, ink);
    let track = Rect::from_min_max(
        pos2(rect.left(), rect.top() + 20.0),
        pos2(rect.right(), rect.top() + 40.0),
    );
    let step = if ends.1 > 500.0 { 25.0 } else { 5.0 };
    if let Some(moved) = slider::slider_at(ui, track, name, words, *value, ends, step) {
        *value = moved.value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_at_their_ends_take_every_place() {
        assert_eq!(Filter::default().rows().len(), catalog::places().len());
    }

    #[test]
    fn each_limit_takes_those_within_it_and_all_of_them() {
        let cheap = Filter { most_price: 50.0, ..Filter::default() };
        let clean = Filter { most_carbon: 100.0, ..Filter::default() };
        let green = Filter { least_renewable: 90.0, ..Filter::default() };
        for row in catalog::places() {
            assert_eq!(cheap.takes(row), row.power_price_usd_per_mwh <= 50.0, "{}", row.id);
            assert_eq!(clean.takes(row), row.carbon_kg_per_mwh <= 100.0, "{}", row.id);
            assert_eq!(green.takes(row), row.renewable_share >= 0.9, "{}", row.id);
        }
        let all = Filter {
            most_price: 50.0,
            most_carbon: 100.0,
            least_renewable: 90.0,
            ..Filter::default()
        };
        assert!(!all.rows().is_empty() && all.rows().len() < cheap.rows().len());
    }

    #[test]
    fn words_are_found_in_name_country_and_region() {
        let found =
            |search: &str| Filter { search: search.to_owned(), ..Filter::default() }.rows().len();
        assert_eq!(found("ERCOT west"), 1);
        assert!(found("norway") >= 2 && found("europe") >= 11);
        assert_eq!(found("atlantis"), 0);
    }

    #[test]
    fn a_column_sorts_its_best_first_and_then_the_other_way() {
        let mut filter = Filter::default();
        let price = |row: &PlaceRow| row.power_price_usd_per_mwh;
        assert!(filter.rows().is_sorted_by(|a, b| price(a) <= price(b)));
        filter.sort_by(SortBy::Price);
        assert!(filter.rows().is_sorted_by(|a, b| price(a) >= price(b)));
        filter.sort_by(SortBy::Renewable);
        assert!(filter.rows().is_sorted_by(|a, b| a.renewable_share >= b.renewable_share));
    }

    #[test]
    fn the_map_shows_the_part_of_the_world_looked_for() {
        let europe = Filter { region: Some("Europe".to_owned()), ..Filter::default() };
        let view = europe.view();
        for row in europe.rows() {
            let (x, y) = (row.longitude as f32, row.latitude as f32);
            assert!((view.longitude[0]..=view.longitude[1]).contains(&x), "{}", row.id);
            assert!((view.latitude[0]..=view.latitude[1]).contains(&y), "{}", row.id);
        }
        assert!(view.longitude[1] - view.longitude[0] < 120.0);
    }
}
