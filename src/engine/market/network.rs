//! How the network's hashrate follows price and cost.

use super::hashprice_usd_per_ph_day;
use crate::format::Month;
use crate::plan::{Equilibrium, Market};

/// The month from which efficiency progress counts.
const PROGRESS_FROM: Month = Month::new(2026, 7);

/// Cumulated efficiency progress of new machines.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    g0: f64,
    g_inf: f64,
    tau: f64,
}

impl Progress {
    /// Progress of a market's equilibrium, or its defaults where the network is taken otherwise.
    pub fn of(market: &Market) -> Self {
        Self::from_parameters(market.equilibrium().unwrap_or(&Equilibrium::default()))
    }

    const fn from_parameters(parameters: &Equilibrium) -> Self {
        Self {
            g0: parameters.g0_per_year,
            g_inf: parameters.g_inf_per_year,
            tau: parameters.tau_years,
        }
    }

    /// `G(t) = g_inf t + (g0 - g_inf) tau (1 - exp(-t / tau))`, t in years from 2026-07; before that `g0 t`.
    pub fn at(&self, month: Month) -> f64 {
        let t = f64::from(month.since(PROGRESS_FROM)) / 12.0;
        if t <= 0.0 {
            return self.g0 * t;
        }
        self.g_inf * t + (self.g0 - self.g_inf) * self.tau * (1.0 - (-t / self.tau).exp())
    }
}

/// The lowest price the network is moved by, USD per BTC: logs have no nothing, and machines stop well above it.
const LEAST_PRICE_USD: f64 = 0.01;

/// Where the recursion starts: the end of the month before the plan's first.
pub struct Start {
    /// First month computed.
    pub first: Month,
    /// USD per BTC.
    pub price_usd: f64,
    /// BTC per block.
    pub fees_btc: f64,
    /// Network hashrate, EH/s.
    pub network_eh_s: f64,
    /// Subsidy at that moment, BTC per block.
    pub subsidy_btc: f64,
    /// Block-weighted mean subsidy of that month, BTC per block.
    pub mean_subsidy_btc: f64,
}

/// Network hashrate (EH/s) and hashprice (USD per PH/s and day) of every month in equilibrium.
///
/// `h += k (x - c(t)) + b1 dp[-1] + b2 dp[-2] + bs dlog(subsidy)`, natural logs, `x` last month's log hashprice,
/// `h` log network, `p` log price; `dp` before the start is 0; `k_down` in place of `k` where `x < c`.
/// `c(t) = ln c0 - G(t)`. MODEL section 2, fitted on 2018-01 to 2026-07. Below a cent a bitcoin moves the network as
/// a cent does; the hashprice is that of the price itself, 0 where it is 0.
pub fn equilibrium(
    parameters: &Equilibrium,
    start: &Start,
    price_usd: &[f64],
    subsidy_btc: &[f64],
    fees_btc: &[f64],
) -> (Vec<f64>, Vec<f64>) {
    let Equilibrium { k, k_down, b1, b2, bs, c0_usd_per_ph_day, .. } = *parameters;
    let progress = Progress::from_parameters(parameters);
    let reward = start.subsidy_btc + start.fees_btc;
    let mut x = hashprice_usd_per_ph_day(reward, start.price_usd, start.network_eh_s).ln();
    let mut h = start.network_eh_s.ln();
    let (mut last_price, mut last_subsidy) = (start.price_usd, start.mean_subsidy_btc);
    let (mut dp1, mut dp2) = (0.0, 0.0);
    let mut network = Vec::with_capacity(price_usd.len());
    let mut hashprice = Vec::with_capacity(price_usd.len());
    for (m, ((price, subsidy), fees)) in price_usd.iter().zip(subsidy_btc).zip(fees_btc).enumerate()
    {
        let c = c0_usd_per_ph_day.ln() - progress.at(start.first.plus(m as i32));
        let response = if x < c { k_down } else { k };
        let paying = *subsidy > 0.0 && last_subsidy > 0.0;
        let halving = if paying { (subsidy / last_subsidy).ln() } else { 0.0 };
        h += response * (x - c) + b1 * dp1 + b2 * dp2 + bs * halving;
        let felt = price.max(LEAST_PRICE_USD);
        (dp2, dp1) = (dp1, (felt / last_price).ln());
        (last_price, last_subsidy) = (felt, *subsidy);
        let of_price = |price: f64| hashprice_usd_per_ph_day(subsidy + fees, price, h.exp());
        x = of_price(felt).ln();
        network.push(h.exp());
        hashprice.push(of_price(*price));
    }
    (network, hashprice)
}
