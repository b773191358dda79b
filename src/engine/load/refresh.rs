//! What replaces machines at the end of their life, and whether it pays.

use super::resale_share;
use crate::engine::inputs::Inputs;
use crate::engine::power::{Charges, from_grid};
use crate::plan::{MachinesAtEnd, RefreshSetting};

/// A machine of the vintage sold in some month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vintage {
    /// Efficiency, J/TH.
    pub j_per_th: f64,
    /// Price per TH/s, USD.
    pub usd_per_th: f64,
}

/// The refresh machine as sold in a month of the plan.
///
/// `J/TH exp(-(G(t) - G(t_quoted)))` and USD/TH by its own decline, both at the month itself.
pub fn vintage(inputs: &Inputs<'_>, month: usize) -> Vintage {
    let refresh = &inputs.plan.refresh;
    let sold = inputs.plan.start.plus(month as i32);
    let progress = inputs.progress.at(sold) - inputs.progress.at(refresh.quoted);
    let years = f64::from(sold.since(refresh.quoted)) / 12.0;
    Vintage {
        j_per_th: refresh.j_per_th * (-progress).exp(),
        usd_per_th: refresh.usd_per_th * (1.0 - refresh.price_decline_per_year).powf(years),
    }
}

/// Whether machines that end in `month` are replaced.
///
/// `when it pays`: the base-case NPV of the new machines before tax, over their life or to the horizon with what
/// they are then worth, is positive.
pub fn happens(inputs: &Inputs<'_>, month: usize) -> bool {
    match inputs.plan.refresh.setting {
        RefreshSetting::Always => true,
        RefreshSetting::Never => false,
        RefreshSetting::WhenItPays => npv_per_th(inputs, month) > 0.0,
    }
}

/// NPV of 1 TH/s of the vintage bought in `month`, discounted to the plan's start, USD.
fn npv_per_th(inputs: &Inputs<'_>, month: usize) -> f64 {
    let plan = inputs.plan;
    let refresh = &plan.refresh;
    let Vintage { j_per_th, usd_per_th } = vintage(inputs, month);
    let mw_per_th = j_per_th * plan.site.pue_mining / 1e6;
    let ends = month + refresh.life_months as usize;
    let paid = usd_per_th * (1.0 + plan.finance.equipment_sales_tax);
    let mut npv = -paid * inputs.discount[month];
    for m in month..ends.min(inputs.months) {
        let revenue = inputs.days[m] * inputs.markets.hashprice[m] / 1000.0;
        let mwh = mw_per_th * inputs.hours[m];
        let variable_opex = plan.site.variable_opex_usd_per_mwh * inputs.cost[m];
        let earns = revenue * (1.0 - plan.market.pool_fee);
        let strike = if mwh > 0.0 { earns / mwh - variable_opex } else { 0.0 };
        let (runs, hub_usd_per_mwh) = from_grid(inputs, m, strike);
        let run = runs * (earns - mwh * (inputs.adder(m) + variable_opex)) - mwh * hub_usd_per_mwh;
        let charges = mw_per_th * Charges::of(inputs, m).of_mining_mw(runs * refresh.uptime);
        let opex = mw_per_th * 1000.0 * plan.site.mining_opex_usd_per_kw_month * inputs.cost[m];
        npv += (run * refresh.uptime - opex - charges) * inputs.discount[m];
    }
    let resale =
        |months: usize| usd_per_th * resale_share(refresh.resale_decline_per_year, months as i32);
    if ends < inputs.months {
        npv += resale(refresh.life_months as usize) * inputs.discount[ends];
    } else if plan.finance.machines_at_end == MachinesAtEnd::Resale {
        npv += resale(inputs.months - month) * inputs.discount[inputs.months - 1];
    }
    npv
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::{CurvePoint, Network, testing};

    #[test]
    fn a_vintage_is_more_efficient_and_cheaper_than_the_quoted() {
        let plan = testing::plan();
        let inputs = Inputs::from_plan(&plan);
        let sold = vintage(&inputs, 24);
        // G from 2027-01 (t = 0.5) to 2029-01 (t = 2.5): 0.03 x 2 + 0.12 x 8 x (e^-0.0625 - e^-0.3125).
        let g = 0.06 + 0.96 * ((-0.0625_f64).exp() - (-0.3125_f64).exp());
        assert!((sold.j_per_th - 15.0 * (-g).exp()).abs() < 1e-9);
        assert!((sold.usd_per_th - 10.0 * 0.7225).abs() < 1e-9);
    }

    #[test]
    fn refresh_pays_at_a_high_hashprice_and_not_at_a_low_one() {
        let pays = |hashprice| {
            let mut plan = testing::plan();
            Arc::make_mut(&mut plan.refresh).setting = RefreshSetting::WhenItPays;
            let curve = vec![CurvePoint { month: plan.start, value: hashprice }];
            Arc::make_mut(&mut plan.market).network = Network::Hashprice { curve };
            happens(&Inputs::from_plan(&plan), 24)
        };
        assert!(pays(50.0) && !pays(12.0));
    }
}
