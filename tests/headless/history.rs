//! The model's hashprice against the published history.

use wattsplit::catalog;
use wattsplit::engine::market::hashprice_usd_per_ph_day;
use wattsplit::format::Month;

#[test]
fn hashprice_from_price_difficulty_and_fees_is_that_of_the_history() {
    let mut within_one = 0;
    let mut count = 0;
    let mut worst = (0.0, None);
    for row in catalog::history().iter().filter(|row| row.month >= Month::new(2014, 10)) {
        let network_eh_s = row.difficulty * 2_f64.powi(32) / 600.0 / 1e18;
        let (Some(fees), Some(published)) = (row.fees_btc_per_block, row.hashprice_usd_per_ph_day)
        else {
            panic!("{} has no fees or hashprice", row.month);
        };
        let hashprice =
            hashprice_usd_per_ph_day(row.subsidy_btc + fees, row.price_usd, network_eh_s);
        let error = (hashprice / published - 1.0).abs();
        count += 1;
        within_one += usize::from(error <= 0.01);
        if error > worst.0 {
            worst = (error, Some(row.month));
        }
    }
    assert!(count >= 143, "{count} months");
    assert!(worst.0 <= 0.05, "worst month {worst:?}");
    assert!(within_one * 10 >= count * 9, "{within_one} of {count} months within 1 %");
}
