//! What a bitcoin and a GPU-hour cost.

use crate::engine::ledger::{Ledger, LineId};

/// Costs over the plan; none for what is never made.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct UnitCosts {
    /// Power, pool fees and mining opex of a bitcoin, less flexibility credits, USD.
    pub cash_usd_per_btc: Option<f64>,
    /// The same with its share of SG&A and book depreciation, USD.
    pub all_in_usd_per_btc: Option<f64>,
    /// Power, fees, opex, its share of SG&A and book depreciation of a GPU-hour paid for, USD.
    pub usd_per_gpu_hour: Option<f64>,
}

impl UnitCosts {
    /// Of a ledger. SG&A is shared by revenue.
    pub fn of(ledger: &Ledger) -> Self {
        let sum = |lines: &[LineId]| lines.iter().map(|line| ledger.total(*line)).sum::<f64>();
        let revenue = sum(&[LineId::MiningRevenue, LineId::ColocationRevenue, LineId::GpuRevenue]);
        let sga = |of: LineId| {
            if revenue > 0.0 { ledger.total(LineId::Sga) * ledger.total(of) / revenue } else { 0.0 }
        };
        let per = |usd: f64, units: f64| (units > 0.0).then(|| usd / units);
        let btc = ledger.total(LineId::MinedBtc);
        let cash = sum(&[
            LineId::MiningPowerCost,
            LineId::PoolFees,
            LineId::MiningOpex,
            LineId::MiningUserCost,
        ]) - ledger.total(LineId::FlexibilityCredit);
        let all_in = cash + sga(LineId::MiningRevenue) + ledger.total(LineId::AsicDepreciation);
        let hours = sum(&[LineId::GpuHours, LineId::ReservedHours]);
        let of_gpus = sum(&[
            LineId::GpuPowerCost,
            LineId::MarketplaceFees,
            LineId::GpuOpex,
            LineId::GpuUserCost,
            LineId::GpuDepreciation,
        ]) + sga(LineId::GpuRevenue);
        Self {
            cash_usd_per_btc: per(cash, btc),
            all_in_usd_per_btc: per(all_in, btc),
            usd_per_gpu_hour: per(of_gpus, hours),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn costs_a_unit_worked_by_hand() {
        let mut ledger = Ledger::new(&testing::plan());
        assert_eq!(UnitCosts::of(&ledger), UnitCosts::default());
        ledger.add(LineId::MinedBtc, 0, 10.0);
        ledger.add(LineId::MiningRevenue, 0, 600_000.0);
        ledger.add(LineId::GpuRevenue, 0, 200_000.0);
        ledger.add(LineId::MiningPowerCost, 0, 310_000.0);
        ledger.add(LineId::FlexibilityCredit, 0, 10_000.0);
        ledger.add(LineId::Sga, 0, 80_000.0);
        ledger.add(LineId::AsicDepreciation, 0, 140_000.0);
        ledger.add(LineId::GpuHours, 0, 50_000.0);
        ledger.add(LineId::GpuOpex, 0, 30_000.0);
        let costs = UnitCosts::of(&ledger);
        // 310 k less a credit of 10 k, and 60 k of SG&A and 140 k of depreciation, over 10 bitcoin; 30 k and 20 k over 50,000 hours.
        assert_eq!(costs.cash_usd_per_btc, Some(30_000.0));
        assert_eq!(costs.all_in_usd_per_btc, Some(50_000.0));
        assert_eq!(costs.usd_per_gpu_hour, Some(1.0));
    }
}
