//! Published figures that stand beside a plan's: Bitcoin's history and the deals.

pub(super) use crate::catalog::HistoryMonth;

use crate::catalog;
use crate::figure::parts::text;
use crate::format::Month;
use crate::words::Arg;

/// Months of history shown before a plan.
const MONTHS_SHOWN: i32 = 36;

/// Bitcoin's history before `start`, at most three years of it.
pub(super) fn history_before(start: Month) -> Vec<&'static HistoryMonth> {
    let shown = start.plus(-MONTHS_SHOWN)..start;
    catalog::history().iter().filter(|row| shown.contains(&row.month)).collect()
}

/// Months of `history` in which the subsidy halved.
pub(super) fn past_halvings(history: &[&HistoryMonth]) -> Vec<Month> {
    let whole_era = |subsidy: f64| (50.0 / subsidy).log2().fract() == 0.0;
    let pairs = history.windows(2).filter_map(|pair| match pair {
        [before, month] => Some((before, month)),
        _ => None,
    });
    pairs
        .filter(|(before, month)| {
            whole_era(before.subsidy_btc) && month.subsidy_btc < before.subsidy_btc
        })
        .map(|(_, month)| month.month)
        .collect()
}

/// Where the history comes from, and until when it runs.
pub(super) fn history_source(history: &[&HistoryMonth]) -> Option<String> {
    let last = history.last()?;
    Some(text("figure.source.history", &[("month", Arg::Month(last.month))]))
}

/// Average rents over the term of the published leases, USD per kW IT and month.
pub(super) fn rents() -> Vec<f64> {
    catalog::deals().iter().filter_map(catalog::DealRow::average_rent).collect()
}

/// The middle of those rents.
pub(super) fn median_rent() -> f64 {
    catalog::lease_rents().median_usd_per_kw_month
}

/// Between which years the deals were published.
pub(super) fn deals_source() -> String {
    let with_rent = catalog::deals().iter().filter(|row| row.average_rent().is_some());
    let years: Vec<&str> = with_rent.filter_map(|row| row.date.get(..4)).collect();
    let year = |year: Option<&&str>| Arg::Name(year.copied().unwrap_or_default().to_owned());
    let (first, last) = (year(years.iter().min()), year(years.iter().max()));
    text("figure.source.deals", &[("first", first), ("last", last)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_is_the_three_years_before_and_knows_the_halving_of_2024() {
        let history = history_before(Month::new(2027, 1));
        assert_eq!(history.first().map(|row| row.month), Some(Month::new(2024, 1)));
        assert_eq!(history.last().map(|row| row.month), Some(Month::new(2026, 8)));
        assert_eq!(past_halvings(&history), [Month::new(2024, 4)]);
        assert!(history_before(Month::new(2040, 1)).is_empty());
        assert_eq!(history_source(&[]), None);
    }

    #[test]
    fn the_deals_are_the_twenty_published_rents() {
        assert_eq!(rents().len(), 20);
        assert!((median_rent() - 151.0).abs() < 5.0, "{}", median_rent());
        assert!(deals_source().contains("2024"), "{}", deals_source());
    }
}
