//! The list of places beside the map.

use egui::Ui;

use super::filter::{Filter, SortBy};
use crate::catalog::{PlaceRow, Verified};
use crate::format::{number, percent};
use crate::look::Palette;
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::card::scroll_ui;
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::words::tr;

/// What was done in the list.
#[derive(Debug, Default)]
pub struct Done {
    /// The place under the pointer or the keyboard.
    pub pointed: Option<&'static PlaceRow>,
    /// The place that was picked.
    pub picked: Option<&'static PlaceRow>,
}

/// The name of a place with its country, where that says more.
pub fn full_name(row: &PlaceRow) -> String {
    let named = row.name.contains(&row.country) || row.country == "United States";
    if named { row.name.clone() } else { format!("{}, {}", row.name, row.country) }
}

/// Whether a place's figures were read in a source, in a word.
pub fn known(row: &PlaceRow, palette: &Palette) -> Cell {
    let (word, ink) = match row.provenance.verified {
        Verified::Yes => (tr("places.known_yes"), palette.ok),
        Verified::Partly => (tr("places.known_partly"), palette.text2),
        Verified::No => (tr("places.known_no"), palette.warn),
    };
    let source = said(
        "places.source",
        &[("source", &row.provenance.source), ("date", &row.provenance.as_of)],
    );
    Cell::new(word).ink(ink).hover(source)
}

/// Shows the places in all of `ui`; `chosen` is the plan's.
pub fn show_ui(ui: &mut Ui, rows: &[&'static PlaceRow], filter: &mut Filter, chosen: &str) -> Done {
    let palette = theme::palette(ui);
    let columns = Columns::new(
        ui,
        vec![
            Column::words(tr("places.place")),
            Column::figures(tr("places.price_head"), 68.0),
            Column::figures(tr("places.carbon_head"), 76.0),
            Column::figures(tr("places.renewable_head"), 76.0),
            Column { width: Some(64.0), ..Column::words(tr("places.known_head")) },
        ],
    );
    let sorted = SortBy::ALL.iter().position(|sort| *sort == filter.sort).unwrap_or(0);
    if let Some(sort) = columns
        .sort_ui(ui, (sorted, filter.descending))
        .and_then(|column| SortBy::ALL.get(column).copied())
    {
        filter.sort_by(sort);
    }
    let mut done = Done::default();
    scroll_ui(ui, tr("places.list"), |ui| {
        for row in rows {
            let cells = [
                Cell::new(full_name(row)).hover(full_name(row)),
                Cell::new(number(row.power_price_usd_per_mwh, 1)),
                Cell::new(number(row.carbon_kg_per_mwh, 0)),
                Cell::new(percent(row.renewable_share, 0)),
                known(row, palette),
            ];
            let response = columns.choice_ui(ui, &row.id, &row.name, row.id == chosen, &cells);
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            if response.hovered() || response.has_focus() {
                done.pointed = Some(row);
            }
            if response.clicked() {
                done.picked = Some(row);
            }
        }
        if rows.is_empty() {
            ui.add_space(12.0);
            let words = tr("places.none");
            theme::label(ui, words, crate::look::text::SMALL, palette.text3);
        }
    });
    done
}
