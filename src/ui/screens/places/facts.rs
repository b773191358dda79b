//! What is known of a place.

use egui::Ui;

use crate::catalog::{CarbonBasis, PlaceRow};
use crate::format::{number, percent};
use crate::look::text;
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::list::fact_ui;
use crate::words::tr;

/// A figure of a place: its label, the figure with its unit, and whether it was read in a source.
fn facts(row: &PlaceRow) -> [(&'static str, String, String); 6] {
    let known =
        |word: &str| tr(if row.is_verified(word) { "places.read" } else { "ui.field.assumption" });
    let basis = tr(match row.carbon_basis {
        CarbonBasis::Direct => "places.direct",
        CarbonBasis::Lifecycle => "places.lifecycle",
    });
    let of =
        |key: &'static str, value: f64, decimals| said(key, &[("value", &number(value, decimals))]);
    let shares = said(
        "places.shares",
        &[
            ("renewable", &percent(row.renewable_share, 0)),
            ("clean", &percent(row.zero_carbon_share, 0)),
        ],
    );
    let factors = said(
        "places.factors",
        &[("wind", &percent(row.wind_cf, 0)), ("solar", &percent(row.solar_cf, 0))],
    );
    [
        (
            "places.price",
            of("places.usd_per_mwh", row.power_price_usd_per_mwh, 1),
            known("price").to_owned(),
        ),
        (
            "places.carbon",
            of("places.kg_per_mwh", row.carbon_kg_per_mwh, 0),
            format!("{basis}, {}", known("carbon")),
        ),
        ("places.renewable", shares, known("shares").to_owned()),
        (
            "places.climate",
            of("places.celsius", row.mean_temp_c, 1),
            known("temperature").to_owned(),
        ),
        (
            "places.wind_solar",
            factors,
            tr(if row.is_verified("solar") { "places.solar_read" } else { "ui.field.assumption" })
                .to_owned(),
        ),
        ("places.tax", percent(row.corporate_tax_rate, 1), known("tax").to_owned()),
    ]
}

/// Shows a place's figures, source, date and what to know before using them, scrolling where they are longer.
pub fn show_ui(ui: &mut Ui, row: &PlaceRow) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (label, figure, known) in facts(row) {
        fact_ui(ui, tr(label), &figure, &known);
    }
    ui.add_space(8.0);
    ui.spacing_mut().item_spacing.y = 4.0;
    theme::label(ui, &row.power_price_basis, text::SMALL, palette.text2);
    if !row.note.is_empty() {
        theme::label(ui, &row.note, text::SMALL, palette.text2);
    }
    let source = said(
        "places.source",
        &[("source", &row.provenance.source), ("date", &row.provenance.as_of)],
    );
    theme::label(ui, source, text::CAPTION, palette.text3);
}
