//! Markets month by month: Bitcoin, its network, GPU rental and colocation.

mod bitcoin;
mod curve;
mod network;

pub use bitcoin::{
    SATOSHI_PER_BTC, hashprice_usd_per_ph_day, mean_subsidies_btc, mean_subsidy_btc,
    subsidy_satoshi,
};
pub use curve::at as curve_at;
pub use network::Progress;

use std::sync::Arc;

use super::power::PowerYear;
use crate::format::Month;
use crate::plan::{Market, Network, Plan};

/// Base-case drivers of every month of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Markets {
    /// USD per BTC.
    pub btc_price_usd: Vec<f64>,
    /// Block-weighted mean subsidy, BTC per block.
    pub subsidy_btc: Vec<f64>,
    /// Fees, BTC per block.
    pub fees_btc: Vec<f64>,
    /// Network hashrate, EH/s.
    pub network_eh_s: Vec<f64>,
    /// USD per PH/s and day.
    pub hashprice: Vec<f64>,
    /// Index of GPU rental, 1 at the start.
    pub gpu_index: Vec<f64>,
    /// Rent of colocation not yet signed, USD per kW IT and month.
    pub colocation_rent: Vec<f64>,
    /// Months in which the subsidy halves, counted from the plan's first.
    pub halvings: Vec<usize>,
    /// The hours of power, whatever its level.
    pub power: Arc<PowerYear>,
}

/// Years from the plan's start at which month `m` takes its curves: `(m + 1) / 12`.
pub fn years_at(month: usize) -> f64 {
    (month + 1) as f64 / 12.0
}

impl Markets {
    /// Computes all drivers of a plan. MODEL section 2 and 3.
    pub fn of(plan: &Plan) -> Self {
        let market = &plan.market;
        let months: Vec<Month> = plan.months().collect();
        let count = months.len();
        let mut btc_price_usd: Vec<f64> =
            months.iter().enumerate().map(|(m, month)| price(market, *month, m)).collect();
        let mut fees_btc: Vec<f64> = (0..count).map(|m| fees(market, m + 1)).collect();
        // The network follows a price or fees that are moved; hashprice is moved as machines are paid it.
        let shifts = &market.shifts;
        shifts.btc_price().apply(plan.start, &mut btc_price_usd);
        shifts.fees().apply(plan.start, &mut fees_btc);
        let subsidies = mean_subsidies_btc(market, plan.start, count);
        let subsidy_btc: Vec<f64> = subsidies.iter().map(|subsidy| subsidy.btc).collect();
        // Hashprice from a network, or the network that gives a hashprice: the formula is its own inverse.
        let through = |other: &[f64]| -> Vec<f64> {
            (0..count)
                .map(|m| {
                    let reward = subsidy_btc[m] + fees_btc[m];
                    hashprice_usd_per_ph_day(reward, btc_price_usd[m], other[m])
                })
                .collect()
        };
        let (network_eh_s, mut hashprice) = match &market.network {
            Network::Equilibrium(parameters) => {
                let before = mean_subsidy_btc(market, plan.start.plus(-1));
                let start = network::Start {
                    first: plan.start,
                    price_usd: market.btc_price_usd,
                    fees_btc: market.fees_btc_per_block,
                    network_eh_s: market.network_eh_s,
                    subsidy_btc: before.end_btc,
                    mean_subsidy_btc: before.btc,
                };
                network::equilibrium(parameters, &start, &btc_price_usd, &subsidy_btc, &fees_btc)
            }
            Network::Growth { per_year } => {
                let growth = |m| market.network_eh_s * (1.0 + per_year).powf(years_at(m));
                let network: Vec<f64> = (0..count).map(growth).collect();
                let hashprice = through(&network);
                (network, hashprice)
            }
            Network::Hashprice { curve } => {
                let given = |month: &Month| curve_at(curve, *month).unwrap_or(0.0);
                let hashprice: Vec<f64> = months.iter().map(given).collect();
                (through(&hashprice), hashprice)
            }
        };
        shifts.hashprice().apply(plan.start, &mut hashprice);
        let index = |month: &Month| curve_at(&market.gpu_index_curve, *month).unwrap_or(1.0);
        let rent = |m| {
            market.colocation_rent_usd_per_kw_month
                * (1.0 + market.colocation_growth_per_year).powf(years_at(m))
        };
        let mut gpu_index: Vec<f64> = months.iter().map(index).collect();
        shifts.gpu_rent().apply(plan.start, &mut gpu_index);
        let mut colocation_rent: Vec<f64> = (0..count).map(rent).collect();
        shifts.colocation_rent().apply(plan.start, &mut colocation_rent);
        Self {
            gpu_index,
            colocation_rent,
            power: PowerYear::of(&plan.power),
            halvings: (0..count).filter(|m| subsidies[*m].halves).collect(),
            btc_price_usd,
            subsidy_btc,
            fees_btc,
            network_eh_s,
            hashprice,
        }
    }
}

/// Expected price of a month: the curve, else the annual table, else growth.
fn price(market: &Market, month: Month, m: usize) -> f64 {
    if let Some(price) = curve_at(&market.btc_price_curve, month) {
        return price;
    }
    let years = &market.btc_annual_prices;
    let latest = years.iter().rev().find(|point| point.month.year() <= month.year());
    if let Some(point) = latest.or_else(|| years.first()) {
        return point.value;
    }
    market.btc_price_usd * (1.0 + market.btc_price_growth_per_year).powf(years_at(m))
}

/// Mean of the fees `t` months after the start: `exp(m + phi^t (f0 - m) + var_t / 2)`, BTC per block.
fn fees(market: &Market, t: usize) -> f64 {
    let (mean, phi, sigma) = (market.fees_log_mean, market.fees_phi, market.fees_sigma);
    let memory = phi.powi(t as i32);
    let variance = sigma * sigma * (1.0 - memory * memory) / (1.0 - phi * phi);
    (mean + memory * (market.fees_btc_per_block.ln() - mean) + variance / 2.0).exp()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::{CurvePoint, Equilibrium, testing};

    #[test]
    fn fees_move_from_the_start_to_the_mean_of_their_lognormal() {
        let market = &testing::plan().market;
        // One month: exp(-2.4 + 0.87 (ln 0.0231 + 2.4) + 0.55^2 / 2).
        let expect = (-2.4 + 0.87 * (0.0231_f64.ln() + 2.4) + 0.15125).exp();
        assert!((fees(market, 1) - expect).abs() < 1e-12);
        // For ever: exp(-2.4 + 0.55^2 / (1 - 0.87^2) / 2) = exp(-2.4 + 0.62217) = 0.16901.
        assert!((fees(market, 2_000) - 0.16901).abs() < 1e-4);
    }

    #[test]
    fn an_annual_table_is_flat_within_the_year_and_a_curve_runs_straight() {
        let mut plan = testing::plan();
        let market = Arc::make_mut(&mut plan.market);
        let point = |year, month, value| CurvePoint { month: Month::new(year, month), value };
        market.btc_annual_prices = vec![point(2027, 1, 100.0), point(2029, 1, 300.0)];
        let prices = Markets::of(&plan).btc_price_usd;
        assert_eq!([0, 11, 12, 24, 119].map(|m| prices[m]), [100.0, 100.0, 100.0, 300.0, 300.0]);
        Arc::make_mut(&mut plan.market).btc_price_curve =
            vec![point(2027, 3, 100.0), point(2027, 5, 200.0)];
        let prices = Markets::of(&plan).btc_price_usd;
        assert_eq!([0, 2, 3, 4, 9].map(|m| prices[m]), [100.0, 100.0, 150.0, 200.0, 200.0]);
    }

    #[test]
    fn equilibrium_repeats_its_recursion_worked_by_hand() {
        let mut plan = testing::plan();
        Arc::make_mut(&mut plan.market).network = Network::Equilibrium(Equilibrium::default());
        let markets = Markets::of(&plan);
        // Start: x = ln(0.144 x 3.1481 x 80000 / 900); c of 2027-01 is half a year after 2026-07.
        let x = (0.144 * (3.125 + 0.0231) * 80_000.0 / 900.0_f64).ln();
        let g = 0.03 * 0.5 + 0.12 * 8.0 * (1.0 - (-0.5_f64 / 8.0).exp());
        let h = 900.0_f64.ln() + 0.055 * (x - (30.0_f64.ln() - g));
        assert!((markets.network_eh_s[0] - h.exp()).abs() < 1e-9);
        let expect = 0.144 * (3.125 + markets.fees_btc[0]) * 80_000.0 / h.exp();
        assert!((markets.hashprice[0] - expect).abs() < 1e-9);
    }

    #[test]
    fn factors_move_a_driver_from_their_month_and_the_network_follows_price_and_fees() {
        let mut plan = testing::plan();
        Arc::make_mut(&mut plan.market).network = Network::Equilibrium(Equilibrium::default());
        let base = Markets::of(&plan);
        let moved = |change: &dyn Fn(&mut crate::plan::Shifts)| {
            let mut plan = plan.clone();
            change(&mut Arc::make_mut(&mut plan.market).shifts);
            Markets::of(&plan)
        };
        let from = Month::new(2028, 1);
        let hashprice = moved(&|shifts| {
            (shifts.hashprice_factor, shifts.hashprice_factor_from) = (0.5, from);
        });
        assert_eq!(hashprice.hashprice[11].to_bits(), base.hashprice[11].to_bits());
        assert!((hashprice.hashprice[12] - 0.5 * base.hashprice[12]).abs() < 1e-12);
        assert_eq!(hashprice.network_eh_s, base.network_eh_s);
        let price = moved(&|shifts| {
            (shifts.btc_price_factor, shifts.btc_price_factor_from) = (0.5, from);
        });
        assert_eq!([11, 12].map(|m| price.btc_price_usd[m]), [80_000.0, 40_000.0]);
        // The month itself feels the whole fall; a month later the network has answered:
        // 0.055 x ln 0.5 for hashprice and 0.063 x ln 0.5 for the price, its log below the base's.
        assert!((price.hashprice[12] - 0.5 * base.hashprice[12]).abs() < 1e-9);
        let answer = (price.network_eh_s[13] / base.network_eh_s[13]).ln();
        assert!((answer - 0.118 * 0.5_f64.ln()).abs() < 1e-9, "{answer}");
        let rents = moved(&|shifts| {
            (shifts.colocation_rent_factor, shifts.gpu_rent_factor) = (0.8, 0.7);
            (shifts.fees_factor, shifts.fees_factor_from) = (2.0, from);
        });
        assert!((rents.colocation_rent[0] - 0.8 * base.colocation_rent[0]).abs() < 1e-12);
        assert_eq!(rents.gpu_index[119], 0.7);
        assert!((rents.fees_btc[12] - 2.0 * base.fees_btc[12]).abs() < 1e-15);
    }

    #[test]
    fn a_bitcoin_worth_nothing_earns_nothing_and_the_network_shrinks() {
        let mut plan = testing::plan();
        let market = Arc::make_mut(&mut plan.market);
        market.network = Network::Equilibrium(Equilibrium::default());
        (market.shifts.btc_price_factor, market.shifts.btc_price_factor_from) =
            (0.0, plan.start.plus(6));
        let markets = Markets::of(&plan);
        assert!(markets.hashprice[..6].iter().all(|usd| *usd > 0.0));
        assert!(markets.hashprice[6..].iter().all(|usd| *usd == 0.0));
        let shrinks = |pair: &[f64]| pair[1] < pair[0] && pair[1] > 0.0;
        assert!(markets.network_eh_s[6..18].windows(2).all(shrinks), "{:?}", markets.network_eh_s);
    }

    #[test]
    fn a_halving_just_before_the_plan_still_slows_its_first_month() {
        let mut plan = testing::plan();
        Arc::make_mut(&mut plan.market).network = Network::Equilibrium(Equilibrium::default());
        plan.start = Month::new(2028, 5);
        let markets = Markets::of(&plan);
        // The halving falls 596.715 days after 2026-08-21, 8.715 days into April 2028: its mean is
        // 3.125 x 0.2905 + 1.5625 x 0.7095, and May's log change is counted from that mean.
        let april = 3.125 * 0.290_5 + 1.5625 * 0.709_5;
        let x = (0.144 * (1.5625 + 0.0231) * 80_000.0 / 900.0_f64).ln();
        let t = 22.0_f64 / 12.0;
        let g = 0.03 * t + 0.12 * 8.0 * (1.0 - (-t / 8.0).exp());
        let h = 900.0_f64.ln() + 0.055 * (x - (30.0_f64.ln() - g));
        let expect = h + 0.106 * (1.5625_f64 / april).ln();
        assert!((markets.network_eh_s[0].ln() - expect).abs() < 1e-4);
    }

    #[test]
    fn the_next_halvings_fall_where_144_blocks_a_day_put_them() {
        // 1,050,000 - 964,073 = 85,927 blocks after the end of 2026-08-21: 596.7 days, in April 2028.
        let markets = Markets::of(&testing::plan());
        assert_eq!(markets.halvings.first(), Some(&15));
        assert!((markets.subsidy_btc[14] - 3.125).abs() < 1e-12);
        assert!(markets.subsidy_btc[15] < 3.125 && markets.subsidy_btc[15] > 1.5625);
        assert!((markets.subsidy_btc[16] - 1.5625).abs() < 1e-12);
    }
}
