//! The rows of the list: batches, what replaces them, fleets, and what all come to.

use egui::Ui;

use super::super::Out;
use super::super::list_template as template;
use crate::look::text;
use crate::plan::{AsicBatch, FleetStatus, GpuFleet, Owner, Plan, RefreshSetting};
use crate::ui::theme;
use crate::ui::widgets::list::ListRow;
use crate::words::{Arg, Text, say, tr};

/// The plan and all rows of the screen.
pub type Listed<'a> = (&'a Plan, &'a [Owner]);

/// The row of a batch.
pub fn batch_row(
    ui: &mut Ui,
    (plan, shown): Listed<'_>,
    batch: &AsicBatch,
    (npv, selected): &(String, bool),
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    let mw = batch.units * batch.mw_per_unit(plan.site.pue_mining);
    let size = say(&Text::key("machines.batch_size")
        .with("units", Arg::Quantity(batch.units, 0, ""))
        .with("mw", Arg::Quantity(mw, 1, "unit.mw")));
    let figures = say(&Text::key("machines.batch_figures")
        .with("efficiency", Arg::Quantity(batch.clocked_j_per_th(), 1, "unit.j_per_th"))
        .with("from", Arg::Name(batch.in_service.to_string())));
    let tag = if batch.in_service <= plan.start {
        (tr("machines.owned"), palette.text3)
    } else {
        (tr("machines.ordered"), palette.ok)
    };
    let row = ListRow {
        title: &batch.name,
        lines: [&size, &figures],
        figure: npv,
        tag: Some(tag),
        selected: *selected,
    };
    template::row_ui(ui, plan, shown, &Owner::Asic(batch.id.clone()), row, out);
}

/// The row of what replaces machines.
pub fn refresh_row(
    ui: &mut Ui,
    (plan, shown): Listed<'_>,
    (npv, selected): &(String, bool),
    out: &mut Out,
) {
    let refresh = &plan.refresh;
    let setting = crate::ui::widgets::value::choice(refresh.setting.key());
    let line = if refresh.setting == RefreshSetting::Never {
        tr("machines.not_replaced").to_owned()
    } else {
        say(&Text::key("machines.replaced")
            .with("when", Arg::Name(setting.to_lowercase()))
            .with("efficiency", Arg::Quantity(refresh.j_per_th, 1, "unit.j_per_th")))
    };
    let row = ListRow {
        title: tr("machines.at_end"),
        lines: [&line, ""],
        figure: npv,
        tag: None,
        selected: *selected,
    };
    template::row_ui(ui, plan, shown, &Owner::Refresh, row, out);
}

/// The row of a fleet.
pub fn fleet_row(
    ui: &mut Ui,
    (plan, shown): Listed<'_>,
    fleet: &GpuFleet,
    (npv, selected): &(String, bool),
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    let mw = fleet.it_mw() * plan.site.gross_per_it;
    let size = say(&Text::key("machines.fleet_size")
        .with("units", Arg::Quantity(fleet.units, 0, ""))
        .with("mw", Arg::Quantity(mw, 1, "unit.mw")));
    let rate = say(&Text::key("machines.fleet_figures")
        .with("rate", Arg::Quantity(fleet.rate_usd_per_gpu_hour, 2, "unit.usd_per_gpu_hour"))
        .with("from", Arg::Name(fleet.in_service.to_string())));
    let tag = match fleet.status {
        FleetStatus::Ordered => (tr("machines.ordered"), palette.ok),
        FleetStatus::Planned => (tr("machines.planned"), palette.warn),
    };
    let row = ListRow {
        title: &fleet.name,
        lines: [&size, &rate],
        figure: npv,
        tag: Some(tag),
        selected: *selected,
    };
    template::row_ui(ui, plan, shown, &Owner::Gpu(fleet.id.clone()), row, out);
}

/// What all machines come to, below them.
pub fn totals_ui(ui: &mut Ui, plan: &Plan) {
    let mining: f64 =
        plan.asics.iter().map(|of| of.units * of.mw_per_unit(plan.site.pue_mining)).sum();
    let gpus: f64 = plan.gpus.iter().map(|of| of.it_mw() * plan.site.gross_per_it).sum();
    let words = say(&Text::key("machines.totals")
        .with("mining", Arg::Quantity(mining, 1, "unit.mw"))
        .with("gpus", Arg::Quantity(gpus, 1, "unit.mw"))
        .with("grid", Arg::Quantity(plan.site.grid_mw, 0, "unit.mw")));
    ui.add_space(10.0);
    theme::label(ui, words, text::CAPTION, theme::palette(ui).text3);
}
