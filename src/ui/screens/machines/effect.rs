//! What machines do to the plan.

use egui::Ui;

use super::super::Out;
use super::super::list_template::{self as template, fact_ui};
use super::super::timeline::{Span, Timeline, timeline_ui};
use super::super::worth::Worth;
use crate::engine::LineId;
use crate::figure::{gpu_rates, machines_mw};
use crate::format::{money_usd, number, percent};
use crate::plan::{AsicBatch, GpuFleet, Plan, capacity};
use crate::ui::theme;
use crate::words::{Arg, Text, say, tr};

/// What a batch does.
pub fn batch_effect(ui: &mut Ui, plan: &Plan, batch: &AsicBatch, worth: Worth<'_>, out: &mut Out) {
    let per_unit = batch.mw_per_unit(plan.site.pue_mining);
    let mw = batch.units * per_unit;
    let share = if plan.site.grid_mw > 0.0 { mw / plan.site.grid_mw } else { 0.0 };
    let of_grid = say(&Text::key("machines.of_grid")
        .with("share", Arg::Name(percent(share, 0)))
        .with("grid", Arg::Quantity(plan.site.grid_mw, 0, "unit.mw")));
    let figure = format!("{} {}", template::tenth(mw), tr("unit.mw"));
    fact_ui(ui, tr("lists.power"), &figure, &of_grid);
    let hashrate = batch.units * batch.th_per_s * batch.clock_th / 1000.0;
    let hashrate = format!("{} {}", number(hashrate, 0), tr("unit.ph_per_s"));
    let each = format!("{} {}", number(per_unit * 1000.0, 2), tr("machines.kw_each"));
    fact_ui(ui, tr("machines.hashrate"), &hashrate, &each);
    let details = &worth.with.detail.batches;
    let detail = details.iter().find(|detail| detail.id == batch.id);
    if let Some(detail) = detail {
        strike_fact(ui, worth, &detail.strike_usd_per_mwh);
        let displaced = format!("{} {}", number(detail.displaced_units, 0), tr("machines.units"));
        let remark =
            say(&Text::key("machines.of_units").with("units", Arg::Quantity(batch.units, 0, "")));
        fact_ui(ui, tr("machines.displaced"), &displaced, &remark);
    }
    template::capex_ui(ui, &worth);
    let mined = worth.total(LineId::MiningRevenue);
    let power = say(&Text::key("machines.less_power")
        .with("usd", Arg::Name(money_usd(worth.total(LineId::MiningPowerCost)))));
    fact_ui(ui, tr("machines.revenue"), &money_usd(mined), &power);
    let served = Span::new(
        batch.in_service,
        batch.in_service.plus(batch.life_months as i32),
        tr("machines.in_service"),
    );
    let last = detail.and_then(|detail| detail.mw.iter().rposition(|mw| *mw > 1e-6));
    let ends = batch.in_service.plus(batch.life_months as i32);
    let after = last
        .map(|last| plan.start.plus(last as i32 + 1))
        .filter(|last| *last > ends)
        .map_or_else(Span::default, |last| Span::new(ends, last, tr("machines.successors")));
    let palette = theme::palette(ui);
    timeline_ui(
        ui,
        &Timeline {
            build: Span::default(),
            off: None,
            ramp: None,
            serves: served,
            ink: palette.mining,
            after,
            start: plan.start,
            horizon: plan.end(),
        },
    );
    let figure = machines_mw(plan, worth.with, tr("lists.your_plan"));
    template::chart_ui(ui, &figure, (220.0, 0.0), out);
}

/// What the machines bear in their first month, against what power costs then.
fn strike_fact(ui: &mut Ui, worth: Worth<'_>, strikes: &[f64]) {
    let Some(at) = strikes.iter().position(|strike| *strike > 0.0) else { return };
    let ledger = &worth.with.ledger;
    let price = ledger.series(LineId::PowerPrice)[at] + ledger.series(LineId::PowerAdder)[at];
    let strike = strikes.get(at).copied().unwrap_or(0.0);
    let figure = format!("{} {}", number(strike, 1), tr("unit.usd_per_mwh"));
    let key = if strike >= price { "machines.runs" } else { "machines.stays_off" };
    let remark = say(&Text::key(key)
        .with("price", Arg::Quantity(price, 1, ""))
        .with("month", Arg::Month(ledger.start.plus(at as i32))));
    fact_ui(ui, tr("machines.strike"), &figure, &remark);
}

/// What replacing machines does.
pub fn refresh_effect(ui: &mut Ui, plan: &Plan, worth: Worth<'_>, out: &mut Out) {
    let paid = worth.total(LineId::RefreshCapex);
    let when = worth.span(LineId::RefreshCapex).map_or_else(
        || tr("machines.never_paid").to_owned(),
        |(first, _)| say(&Text::key("machines.first_in").with("month", Arg::Month(first))),
    );
    fact_ui(ui, tr("lists.capex"), &money_usd(paid), &when);
    let mined = worth.total(LineId::MiningRevenue);
    let remark = tr("machines.over_none");
    fact_ui(ui, tr("machines.revenue"), &crate::format::signed_money_usd(mined), remark);
    let margin = worth.total(LineId::MiningMargin);
    fact_ui(ui, tr("machines.margin"), &crate::format::signed_money_usd(margin), remark);
    let figure = machines_mw(plan, worth.with, tr("lists.your_plan"));
    template::chart_ui(ui, &figure, (260.0, 0.0), out);
}

/// What a fleet does.
pub fn fleet_effect(ui: &mut Ui, plan: &Plan, fleet: &GpuFleet, worth: Worth<'_>, out: &mut Out) {
    let claim = capacity::of_fleet(fleet, plan);
    let mw = format!("{} {}", template::tenth(claim.gross_mw), tr("lists.mw_gross"));
    fact_ui(ui, tr("lists.power"), &mw, &template::used_words(plan, claim.serves));
    template::displaced_ui(ui, plan, &worth, (claim.from, claim.serves));
    template::capex_ui(ui, &worth);
    template::mining_off_ui(ui, &worth, claim.gross_mw, (claim.from, claim.serves));
    let earned = worth.total(LineId::GpuRevenue);
    let reserved = worth.total(LineId::GpuReserved);
    let remark = if reserved > 0.0 {
        say(&Text::key("machines.of_it_reserved").with("usd", Arg::Name(money_usd(reserved))))
    } else {
        tr("machines.all_rental").to_owned()
    };
    fact_ui(ui, tr("machines.revenue"), &money_usd(earned), &remark);
    let on_fleet =
        |lease: &&crate::plan::Lease| lease.reserved().is_some_and(|terms| terms.fleet == fleet.id);
    let leases: Vec<&str> =
        plan.leases.iter().filter(on_fleet).map(|lease| lease.name.as_str()).collect();
    if !leases.is_empty() {
        fact_ui(ui, tr("machines.leases_on_it"), &leases.join("; "), tr("machines.leases_go"));
    }
    let cash = worth.added(LineId::ProjectCashFlow);
    let from = fleet.in_service.max(plan.start);
    template::pays_back_ui(ui, plan, &cash, from, "machines.after_service");
    let stops = fleet.in_service.plus(-(fleet.offline_months as i32));
    let off = (fleet.offline_months > 0).then_some((stops, fleet.in_service));
    let months = Arg::Quantity(f64::from(fleet.offline_months), 0, "unit.months");
    let words = say(&Text::key("machines.off").with("months", months));
    let until = Arg::Month(fleet.ends().plus(-1));
    let served = say(&Text::key("machines.serves_to").with("month", until));
    let palette = theme::palette(ui);
    timeline_ui(
        ui,
        &Timeline {
            build: Span { months: None, words: if off.is_some() { words } else { String::new() } },
            off,
            ramp: None,
            serves: Span::new(fleet.in_service, fleet.ends(), served),
            ink: palette.gpu,
            after: Span::default(),
            start: plan.start,
            horizon: plan.end(),
        },
    );
    template::chart_ui(ui, &gpu_rates(plan, worth.with), (200.0, 0.0), out);
}
