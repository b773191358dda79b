//! The made years of hubs: against their recipe, and against what was measured.

mod recipe;

use std::fmt::Write as _;
use std::io::Write as _;

use recipe::{HOURS, Statistics};

const MEASURED: &str = include_str!("../../../assets/power/hub_statistics.csv");
const MADE: &str = include_str!("../../../assets/power/hub_years.csv");

fn made(id: &str) -> Vec<i64> {
    let mut lines = MADE.lines();
    let at = lines.next().unwrap().split(',').position(|of| of == id).unwrap();
    lines.map(|line| line.split(',').nth(at).unwrap().parse().unwrap()).collect()
}

/// Prices that were worked out from the measured hours themselves, beside the statistics: uptime in percent, price.
const ALSO_PAID: [(&str, usize, f64); 3] =
    [("ercot_rt_2025", 98, 28.8), ("ercot_rt_2025", 80, 22.5), ("se1_2023", 80, 26.4)];

#[test]
fn the_bundled_years_are_what_the_recipe_makes() {
    let hubs = recipe::read(MEASURED);
    let years: Vec<Vec<i64>> = hubs.iter().map(recipe::make).collect();
    let ids: Vec<&str> = hubs.iter().map(|hub| hub.id.as_str()).collect();
    assert_eq!(MADE.lines().next().unwrap(), ids.join(","));
    let mut rows = MADE.lines().skip(1);
    for hour in 0..HOURS {
        let row: Vec<String> = years.iter().map(|year| year[hour].to_string()).collect();
        assert_eq!(rows.next(), Some(row.join(",").as_str()), "hour {hour}");
    }
    assert_eq!(rows.next(), None);
}

/// A figure of a made year beside the measured one.
struct Line {
    what: String,
    made: f64,
    measured: f64,
    /// How far the two may be apart; none where the figure is only shown.
    within: Option<f64>,
}

fn lines(hub: &Statistics) -> Vec<Line> {
    let year: Vec<f64> = made(&hub.id).into_iter().map(|value| value as f64 / 1000.0).collect();
    let mut rising = year.clone();
    rising.sort_by(f64::total_cmp);
    let mean = |hours: usize| rising[..hours].iter().sum::<f64>() / hours as f64 * hub.mean;
    let paid = |percent: usize| mean(HOURS * percent / 100);
    let mut lines = Vec::new();
    let mut line = |what: &str, made: f64, measured: f64, within: Option<f64>| {
        lines.push(Line { what: what.to_owned(), made, measured, within });
    };
    line("mean", mean(HOURS), hub.mean, Some(0.005 * hub.mean));
    for (share, price) in &hub.quantiles {
        let rank = (share * HOURS as f64 - 0.5).clamp(0.0, HOURS as f64 - 1.0);
        let (low, high) = (rising[rank as usize], rising[(rank as usize + 1).min(HOURS - 1)]);
        let made = (low + (high - low) * rank.fract()) * hub.mean;
        // Above 99 % the excess is scaled to the mean, and the least of all hours is the middle of its bin.
        let within = (*share > 0.0 && *share <= 0.99).then_some(0.03 * hub.mean);
        line(&format!("quantile {:.1} %", share * 100.0), made, *price, within);
    }
    let negative = rising.iter().filter(|value| **value < 0.0).count() as f64 / HOURS as f64;
    line("negative hours, %", negative * 100.0, hub.negative_percent, Some(0.3));
    for (percent, measured) in [99, 95, 90].into_iter().zip(hub.paid) {
        line(&format!("paid at {percent} %"), paid(percent), measured, Some(0.02 * measured));
    }
    for (_, percent, measured) in ALSO_PAID.iter().filter(|(id, ..)| *id == hub.id) {
        line(&format!("paid at {percent} %"), paid(*percent), *measured, Some(0.02 * measured));
    }
    let lag = |hours| recipe::autocorrelation(&year, hours);
    line("autocorrelation, 1 h", lag(1), hub.lag_1, Some(0.05));
    line("autocorrelation, 24 h", lag(24), hub.lag_24, Some(0.05));
    let cells = recipe::means(&year, &recipe::cells());
    let apart = cells.iter().zip(&hub.ratios).map(|(made, measured)| (made - measured).powi(2));
    let apart = (apart.sum::<f64>() / cells.len() as f64).sqrt();
    line("month by hour, rms apart", apart, 0.0, Some(0.05));
    lines
}

#[test]
fn the_made_years_are_like_the_measured_ones() {
    let (mut table, mut apart) = (String::new(), Vec::new());
    for hub in recipe::read(MEASURED) {
        writeln!(
            table,
            "\n{:<26}{:>10}{:>10}{:>9}{:>9}",
            hub.id, "made", "measured", "apart", "within"
        )
        .unwrap();
        for Line { what, made, measured, within } in lines(&hub) {
            let by = made - measured;
            let limit = within.map_or_else(|| "shown".to_owned(), |within| format!("{within:.3}"));
            writeln!(table, "{what:<26}{made:>10.3}{measured:>10.3}{by:>9.3}{limit:>9}").unwrap();
            if within.is_some_and(|within| by.abs() > within) {
                apart.push(format!("{} {what}: {made} and {measured}", hub.id));
            }
        }
    }
    std::io::stderr().write_all(table.as_bytes()).unwrap();
    assert!(apart.is_empty(), "{}", apart.join("\n"));
}

/// On the measured twelve months to November 2025, with nothing added to the hub's price.
#[test]
fn a_strike_of_60_runs_92_percent_of_the_hours_and_firm_load_pays_the_mean() {
    let prices: Vec<f64> = made("ercot_rt_2025").into_iter().map(|f| f as f64 * 0.03168).collect();
    let run: Vec<f64> = prices.iter().copied().filter(|price| *price < 60.0).collect();
    let share = run.len() as f64 / prices.len() as f64;
    let paid = run.iter().sum::<f64>() / run.len() as f64;
    let firm = prices.iter().sum::<f64>() / prices.len() as f64;
    let told =
        format!("strike 60: runs {:.2} % at {paid:.2}; firm pays {firm:.2}\n", share * 100.0);
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    assert!((share - 0.92).abs() <= 0.007 && (paid - 25.8).abs() <= 0.6, "{told}");
    assert!((firm - 31.7).abs() <= 0.3, "{told}");
}
