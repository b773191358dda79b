//! Subsidy by height and hashprice.

use jiff::civil::Date;

use crate::format::Month;
use crate::plan::Market;

/// Satoshi in a bitcoin.
pub const SATOSHI_PER_BTC: u64 = 100_000_000;

const BLOCKS_PER_ERA: u64 = 210_000;
/// The subsidy is 0 after the 33rd paying era.
const PAYING_ERAS: u64 = 33;

/// Subsidy of a block, satoshi: 50 BTC halved every 210,000 blocks in whole satoshi.
pub const fn subsidy_satoshi(height: u64) -> u64 {
    let era = height / BLOCKS_PER_ERA;
    if era < PAYING_ERAS { (50 * SATOSHI_PER_BTC) >> era } else { 0 }
}

/// Hashprice, USD per PH/s and day: `0.144 * (subsidy + fees) * price / network`.
///
/// `reward_btc` is subsidy and fees of a block, `network_eh_s` the network's hashrate in EH/s;
/// 144 blocks a day over 1,000 PH per EH. MODEL section 2.
pub fn hashprice_usd_per_ph_day(reward_btc: f64, price_usd: f64, network_eh_s: f64) -> f64 {
    if network_eh_s > 0.0 { 0.144 * reward_btc * price_usd / network_eh_s } else { 0.0 }
}

/// The subsidy of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Subsidy {
    /// Block-weighted mean, BTC per block.
    pub btc: f64,
    /// Subsidy at the month's end, BTC per block.
    pub end_btc: f64,
    /// Whether it halves within the month.
    pub halves: bool,
}

/// Block-weighted mean subsidy of a month.
///
/// Height runs from the end of the anchor's day at the market's pace; a month with a halving is weighted by
/// its blocks before and after.
pub fn mean_subsidy_btc(market: &Market, month: Month) -> Subsidy {
    subsidy_from(market, days_from_anchor(market, month), month)
}

/// Subsidy of each of `count` months from `first`.
pub fn mean_subsidies_btc(market: &Market, first: Month, count: usize) -> Vec<Subsidy> {
    let mut opens = days_from_anchor(market, first);
    let months = (0..count as i32).map(|month| first.plus(month));
    months
        .map(|month| {
            let subsidy = subsidy_from(market, opens, month);
            opens += f64::from(month.days());
            subsidy
        })
        .collect()
}

/// Days from the end of the anchor's day to a month's first.
fn days_from_anchor(market: &Market, month: Month) -> f64 {
    let anchor_day = day_number(market.anchor_month.first_day()) + f64::from(market.anchor_day);
    day_number(month.first_day()) - anchor_day
}

/// The subsidy of a month that opens so many days after the anchor.
fn subsidy_from(market: &Market, opens: f64, month: Month) -> Subsidy {
    let height =
        |days: f64| (f64::from(market.anchor_height) + days * market.blocks_per_day).max(0.0);
    let (first, last) = (height(opens), height(opens + f64::from(month.days())));
    let btc = |height: f64| subsidy_satoshi(height as u64) as f64 / SATOSHI_PER_BTC as f64;
    let era = |height: f64| (height / BLOCKS_PER_ERA as f64).floor();
    if era(first) < era(last) {
        let halving = era(last) * BLOCKS_PER_ERA as f64;
        let before = (halving - first) / (last - first);
        let mean = before * btc(first) + (1.0 - before) * btc(last);
        return Subsidy { btc: mean, end_btc: btc(last), halves: true };
    }
    Subsidy { btc: btc(first), end_btc: btc(last), halves: false }
}

/// Days of a date from 2000-01-01.
fn day_number(date: Option<Date>) -> f64 {
    let epoch = jiff::civil::date(2000, 1, 1);
    date.and_then(|date| epoch.until(date).ok()).map_or(0.0, |span| f64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subsidy_of_all_eras_sums_to_the_supply() {
        let eras = 0..PAYING_ERAS + 2;
        let supply: u64 =
            eras.map(|era| subsidy_satoshi(era * BLOCKS_PER_ERA) * BLOCKS_PER_ERA).sum();
        assert_eq!(supply, 2_099_999_997_690_000);
    }

    #[test]
    fn halvings_stand_at_the_heights_of_the_protocol() {
        assert_eq!(subsidy_satoshi(839_999), 625_000_000);
        assert_eq!(subsidy_satoshi(840_000), 312_500_000);
        assert_eq!(subsidy_satoshi(1_050_000), 156_250_000);
        assert_eq!(subsidy_satoshi(1_260_000), 78_125_000);
    }

    #[test]
    fn hashprice_and_mined_bitcoin_meet_the_check_values() {
        // 100 PH/s for a day at difficulty 1.271705e14, fees 0.026226: 0.0498479 BTC; 32.226 USD/PH/day.
        let (difficulty, reward) = (1.271_705e14, 3.125 + 0.026_226);
        let btc = 100.0 * 1e15 * 86_400.0 / (difficulty * 2_f64.powi(32)) * reward;
        assert!((btc - 0.049_847_9).abs() < 5e-8, "{btc}");
        let network_eh_s = difficulty * 2_f64.powi(32) / 600.0 / 1e18;
        let hashprice = hashprice_usd_per_ph_day(reward, 64_648.57, network_eh_s);
        assert!((hashprice - 32.226).abs() < 5e-4, "{hashprice}");
    }
}
