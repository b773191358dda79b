//! GPU fleets: rented out by the hour, what is not reserved.

use super::resale_share;
use crate::engine::books::AssetClass;
use crate::engine::inputs::{Inputs, capital_charge};
use crate::engine::ledger::{Ledger, LineId};
use crate::plan::{Acquisition, GpuFleet, capacity};

/// One fleet over the plan, for charts and tables.
#[derive(Clone, Debug, PartialEq)]
pub struct FleetDetail {
    /// The fleet.
    pub id: String,
    /// Its name.
    pub name: String,
    /// MW gross in service in each month.
    pub mw: Vec<f64>,
    /// Rental rate in each month, USD per GPU-hour; 0 out of service.
    pub rate_usd_per_gpu_hour: Vec<f64>,
    /// Revenue from rental in each month, USD.
    pub rental_usd: Vec<f64>,
}

/// Units of a fleet that leases hold in one month, expected.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Held {
    /// Signed or in a void: not rented out.
    pub units: f64,
    /// Of these, units that draw power: none in a void, and what the ramp has reached.
    pub powered: f64,
}

/// Rental rate in a month: `rate(0) index(t) (1 - delta)^age`, USD per GPU-hour.
///
/// Age counts the months in service since the later of in service and the plan's start, this one included.
pub fn rental_rate(inputs: &Inputs<'_>, fleet: &GpuFleet, month: usize) -> f64 {
    let serves = fleet.in_service.since(inputs.plan.start).max(0);
    let age_years = f64::from(month as i32 - serves + 1) / 12.0;
    let decline = inputs.plan.market.gpu_rate_decline_per_year;
    fleet.rate_usd_per_gpu_hour * inputs.markets.gpu_index[month] * (1.0 - decline).powf(age_years)
}

/// Writes the lines of all fleets, given the units leases hold of each in each month.
pub fn write(
    inputs: &Inputs<'_>,
    held: &dyn Fn(&str, usize) -> Held,
    ledger: &mut Ledger,
) -> Vec<FleetDetail> {
    inputs.plan.gpus.iter().map(|fleet| of_fleet(inputs, fleet, held, ledger)).collect()
}

fn of_fleet(
    inputs: &Inputs<'_>,
    fleet: &GpuFleet,
    held: &dyn Fn(&str, usize) -> Held,
    ledger: &mut Ledger,
) -> FleetDetail {
    let plan = inputs.plan;
    let claim = capacity::of_fleet(fleet, plan);
    let mut detail = FleetDetail {
        id: fleet.id.clone(),
        name: fleet.name.clone(),
        mw: vec![0.0; inputs.months],
        rate_usd_per_gpu_hour: vec![0.0; inputs.months],
        rental_usd: vec![0.0; inputs.months],
    };
    ledger.add(LineId::GpuCapex, claim.serves, fleet.units * fleet.paid_usd_per_gpu());
    let capex = fleet.units * fleet.paid_usd_per_gpu() * (1.0 + plan.finance.equipment_sales_tax);
    let ends = fleet.ends().since(plan.start);
    if claim.until > 0 && claim.serves < inputs.months as i32 {
        let asset = ledger.assets.buy(plan, AssetClass::Gpu, &fleet.id, claim.serves, capex);
        if ends < inputs.months as i32 {
            ledger.assets.sell(asset, ends, 1.0);
        }
    }
    if fleet.acquisition == Acquisition::Purchased && claim.until > 0 {
        let share = resale_share(fleet.resale_decline_per_year, ends - claim.serves.max(0));
        ledger.add(LineId::GpuSales, ends, fleet.units * fleet.capex_usd_per_gpu * share);
    }
    let use_share = fleet.availability * fleet.utilisation;
    let power_share = use_share + (1.0 - use_share) * fleet.idle_power_share;
    let it_mw = fleet.it_mw();
    let charge = capital_charge(capex, f64::from(fleet.life_months), plan.finance.discount_rate);
    for m in claim.serves.max(0)..claim.until {
        let at = m as usize;
        let held = held(&fleet.id, at);
        let free = (fleet.units - held.units).max(0.0);
        let powered_mw = (free + held.powered) * fleet.kw_it / 1000.0;
        let rate = rental_rate(inputs, fleet, at);
        let gpu_hours = free * inputs.hours[at] * use_share;
        let rental = gpu_hours * rate;
        let energy = powered_mw * plan.site.pue_ai * inputs.hours[at] * power_share;
        let opex = it_mw * 1000.0 * fleet.opex_usd_per_kw_month * inputs.cost[at];
        ledger.add(LineId::GpuHours, m, gpu_hours);
        ledger.add(LineId::GpuRental, m, rental);
        ledger.add(LineId::MarketplaceFees, m, rental * fleet.marketplace_fee);
        ledger.add(LineId::GpuEnergy, m, energy);
        ledger.add(LineId::GpuOpex, m, opex);
        ledger.add(LineId::GpuMw, m, claim.gross_mw);
        ledger.add(LineId::GpuCapitalCharge, m, charge);
        detail.mw[at] = claim.gross_mw;
        detail.rate_usd_per_gpu_hour[at] = rate;
        detail.rental_usd[at] = rental;
    }
    detail
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::format::Month;
    use crate::plan::{Plan, testing};

    #[test]
    fn a_fleet_that_ended_before_the_plan_is_not_sold_in_it() {
        let ended = GpuFleet { in_service: Month::new(2022, 1), ..testing::fleet("a") };
        let plan = Plan { gpus: vec![ended].into(), ..testing::plan() };
        let inputs = Inputs::from_plan(&plan);
        let mut ledger = Ledger::new(&plan);
        write(&inputs, &|_, _| Held::default(), &mut ledger);
        assert!(ledger.total(LineId::GpuSales).abs() < 1e-12);
    }

    #[test]
    fn a_fleet_earns_and_costs_as_worked_by_hand() {
        let mut plan = Plan { gpus: vec![testing::fleet("a")].into(), ..testing::plan() };
        Arc::make_mut(&mut plan.market).gpu_rate_decline_per_year = 0.15;
        let inputs = Inputs::from_plan(&plan);
        let mut ledger = Ledger::new(&plan);
        let held = |_: &str, month| match month {
            6 => Held { units: 250.0, powered: 250.0 },
            _ => Held { units: 250.0, powered: 50.0 },
        };
        write(&inputs, &held, &mut ledger);
        // July 2027: 750 free GPUs x 744 h x 0.8 x 2 USD x 0.85^(1/12).
        let expect = 750.0 * 744.0 * 0.8 * 2.0 * 0.85_f64.powf(1.0 / 12.0);
        assert!((ledger.series(LineId::GpuRental)[6] - expect).abs() < 1e-6);
        // 1 MW IT x 1.25 x 744 h x 0.8, reserved GPUs too.
        assert!((ledger.series(LineId::GpuEnergy)[6] - 744.0).abs() < 1e-9);
        // August: of the 250 reserved, 200 stand in a void and draw none.
        assert!((ledger.series(LineId::GpuEnergy)[7] - 744.0 * 0.8).abs() < 1e-9);
        assert!((ledger.series(LineId::GpuCapex)[6] - 30e6).abs() < 1e-6);
        // Sold at the end of 60 months: 0.75^5.
        let sale = 30e6 * 0.75_f64.powi(5);
        assert!((ledger.series(LineId::GpuSales)[66] - sale).abs() < 1e-3);
        assert!(ledger.series(LineId::GpuRental)[66].abs() < 1e-12);
    }
}
