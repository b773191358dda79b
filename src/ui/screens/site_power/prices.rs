//! Where prices come from, and what is charged and credited beside energy.

use egui::{Rect, Ui, pos2, vec2};

use super::super::Out;
use super::super::picker::{self, Group, Row as PickRow};
use super::Grid;
use crate::app::{Command, OpenPlan};
use crate::catalog::{self, HubRow};
use crate::format::number;
use crate::look::{layout, text};
use crate::plan::{Change, FieldRef, Finding, Note, Owner, Plan, PriceSource, Value};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::form::Form;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::fitted;
use crate::words::{Arg, Text, say, tr};

/// The fields of prices and charges, in a grid of four columns.
pub fn prices_ui(ui: &mut Ui, open: &OpenPlan, out: &mut Out) {
    let (plan, findings): (&Plan, &[Finding]) = (&open.plan, &open.results.findings);
    let mut grid = Grid::new(ui.available_rect_before_wrap(), 4);
    let mut form = Form::new(plan, Owner::Power, findings);
    form.cell_at(ui, grid.next(), "source");
    hours_ui(ui, grid.next(), plan, out);
    let keys = [
        "carbon_price_usd_per_t",
        "resale_share",
        "demand_charge_usd_per_kw_month",
        "mining_supply",
        "peak_charge_usd_per_kw_year",
        "mining_at_peaks",
        "peak_saved_until",
        "after_peaks",
        "flexibility_credit_usd_per_mw_year",
        "credit_from",
        "credit_to",
        "flexible_ai_share",
        "flexible_ai_strike_usd_per_mwh",
        "open_price_factor",
    ];
    for key in keys {
        form.cell_at(ui, grid.next(), key);
    }
    out.edit(form.edits);
}

/// The hub, or the import of the user's own year, with what is known of its hours.
fn hours_ui(ui: &mut Ui, rect: Rect, plan: &Plan, out: &mut Out) {
    let power = &plan.power;
    let palette = theme::palette(ui);
    let hub = catalog::hub(&power.hub);
    let (label, below) = match power.source {
        PriceSource::Hub => {
            ("field.power.hub", hub.map_or_else(String::new, |row| measured(row, "power.measured")))
        }
        PriceSource::OwnYear => (
            "power.own_prices",
            power.own_year.as_ref().map_or_else(
                || tr("power.no_own_year").to_owned(),
                |own| {
                    format!(
                        "{} · {} {}",
                        own.name,
                        number(own.mean_usd_per_mwh(), 2),
                        tr("unit.usd_per_mwh")
                    )
                },
            ),
        ),
        PriceSource::Tariff => ("power.hours", tr("power.one_price").to_owned()),
    };
    let hover = match hub.filter(|_| power.source == PriceSource::Hub) {
        Some(row) => format!("{}\n{}", row.name, measured(row, "power.measured_in")),
        None => below.clone(),
    };
    let galley = theme::galley(ui, tr(label), text::SMALL, palette.text2);
    ui.painter().galley(rect.min, galley, theme::color(palette.text2));
    let at = pos2(rect.left(), rect.top() + text::SMALL.line + 1.0);
    let field = Rect::from_min_size(at, vec2(rect.width(), layout::FORM_FIELD));
    if power.source == PriceSource::Hub {
        let name = hub.map_or(tr("power.choose_hub"), |row| row.name.as_str());
        let name = fitted(name, text::BODY, rect.width() - 40.0);
        let button = Button::small(&name).icon(Icon::Down);
        let size = vec2(button.size(ui).x.min(rect.width()), layout::FORM_FIELD);
        let button = button.show_at(ui, Rect::from_min_size(field.min, size));
        let picked = picker::show(&button, tr("field.power.hub"), 420.0, &[hubs()]);
        if let Some(row) = picked.and_then(|(_, at)| catalog::hubs().get(at)) {
            choose(row, out);
        }
    } else {
        let button = Button::small(tr("command.import_prices"));
        let size = button.size(ui);
        if button.show_at(ui, Rect::from_min_size(field.min, size)).clicked() {
            out.commands.push(Command::ImportPrices(None));
        }
    }
    let room = Rect::from_min_size(
        field.left_bottom() + vec2(0.0, 1.0),
        vec2(rect.width(), text::CAPTION.line),
    );
    let said = fitted(&below, text::CAPTION, room.width());
    theme::place(
        ui,
        room.left_center(),
        egui::Align2::LEFT_CENTER,
        said,
        text::CAPTION,
        palette.text3,
    )
    .on_hover_text(hover);
}

/// The hubs to choose from, with what was measured.
fn hubs() -> Group {
    let rows = catalog::hubs().iter();
    let rows = rows.map(|row| PickRow::new(row.name.as_str(), measured(row, "power.measured")));
    Group { title: String::new(), rows: rows.collect() }
}

/// What a hub's year was made from.
fn measured(row: &HubRow, key: &'static str) -> String {
    let Some(mean) = row.mean_per_mwh else { return row.note.clone() };
    say(&Text::key(key)
        .with("mean", Arg::Name(number(mean, 2)))
        .with("unit", Arg::Name(row.currency.clone()))
        .with("as_of", Arg::Name(row.provenance.as_of.clone())))
}

/// Takes a hub's hours, and its mean as level where it was measured in USD.
fn choose(row: &HubRow, out: &mut Out) {
    let field = |key: &str| FieldRef::new(Owner::Power, key);
    let mut changes = vec![Change::Set(field("hub"), Value::Text(row.id.clone()))];
    if let Some(mean) = row.mean_per_mwh.filter(|_| row.currency.starts_with("USD")) {
        changes.push(Change::Set(field("price_usd_per_mwh"), Value::Number(mean)));
        let note = Note {
            source: row.provenance.source.clone(),
            as_of: row.provenance.as_of.clone(),
            assumption: false,
            text: row.note.clone(),
        };
        changes.push(Change::Note(field("price_usd_per_mwh"), Some(note)));
    }
    let step = Text::key("step.set").with("field", Arg::Field("field.power.hub"));
    out.commands.push(Command::EditAs(Change::All(changes), step));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn a_hub_in_usd_brings_its_level_and_another_its_hours_alone() {
        let level_after = |id: &str| {
            let mut plan = testing::plan();
            let power = std::sync::Arc::make_mut(&mut plan.power);
            *power = power.clone().at_hub("flat");
            let mut out = Out::default();
            choose(catalog::hub(id).unwrap(), &mut out);
            let [Command::EditAs(change, _)] = &out.commands[..] else { panic!("one step") };
            plan.apply(change.clone()).unwrap();
            assert_eq!(plan.power.hub, id);
            plan.power.price_usd_per_mwh
        };
        assert_eq!(level_after("ercot_rt_2025"), 31.68);
        assert_eq!(level_after("se1_2023"), 30.0);
    }
}
