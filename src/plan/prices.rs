//! The user's own prices from a CSV text: 8760 or 8784 hours, or 35040 or 35136 quarters of an hour.
//!
//! Pure: a text in, a year of hours out, with what was done to it said; what cannot be trusted is refused.

use std::sync::Arc;

use super::own_year::{HOURS_OF_YEAR, OwnYear};
use super::{Change, FieldRef, Note, Owner, PriceSource, Value};
use crate::words::{Arg, Text};
use stamp::Stamp;

mod stamp;

/// Quarters of an hour in a year.
const QUARTERS: usize = 4 * HOURS_OF_YEAR;
const LEAP_DAY: std::ops::Range<usize> = 59 * 24..60 * 24;
/// A mean below this, USD/MWh, is taken for another unit unless the heading says USD/MWh.
const SMALLEST_MEAN: f64 = 12.0;

/// Prices that were read, and what was done to make them a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The year.
    pub year: OwnYear,
    /// What was done, in order.
    pub notes: Vec<Repair>,
}

/// Something done to prices on the way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Four quarters were averaged to each hour.
    Quarters,
    /// The 29 February was left out.
    LeapDay,
    /// The hour that a 23-hour day lacks, from 1, was filled with the mean of its neighbours.
    ShortDay(usize),
    /// The hour that stands twice in a 25-hour day, from 1, was averaged.
    LongDay(usize),
}

impl Repair {
    /// Key of its text.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Quarters => "prices.quarters",
            Self::LeapDay => "prices.leap_day",
            Self::ShortDay(_) => "prices.short_day",
            Self::LongDay(_) => "prices.long_day",
        }
    }
}

impl Imported {
    /// The change that makes these prices the plan's: the year, its mean as level, and that hours come from it.
    pub fn change(&self) -> Change {
        let set = |key: &str, value| Change::Set(FieldRef::new(Owner::Power, key), value);
        let level = FieldRef::new(Owner::Power, "price_usd_per_mwh");
        let note = Note {
            source: self.year.name.clone(),
            as_of: String::new(),
            assumption: false,
            text: String::new(),
        };
        Change::All(vec![
            Change::OwnYear(Some(Arc::new(self.year.clone()))),
            set("source", Value::Choice(PriceSource::OwnYear.key())),
            set("price_usd_per_mwh", Value::Number(rounded(self.year.mean_usd_per_mwh()))),
            Change::Note(level, Some(note)),
        ])
    }

    /// What was read and done, for the user.
    pub fn told(&self) -> Vec<Text> {
        let mean = Arg::Quantity(self.year.mean_usd_per_mwh(), 2, "unit.usd_per_mwh");
        let name = Arg::Name(self.year.name.clone());
        let read = Text::key("prices.read").with("name", name).with("mean", mean);
        let repairs = self.notes.iter().map(|repair| {
            let text = Text::key(repair.label());
            match repair {
                Repair::ShortDay(hour) | Repair::LongDay(hour) => {
                    text.with("hour", Arg::Quantity(*hour as f64, 0, ""))
                }
                Repair::Quarters | Repair::LeapDay => text,
            }
        });
        std::iter::once(read).chain(repairs).collect()
    }
}

fn rounded(usd: f64) -> f64 {
    (usd * 100.0).round() / 100.0
}

/// Why prices were refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PriceError {
    /// No row with a price.
    #[error("the file has no prices; it needs one price to a row, in USD/MWh, in its last column")]
    Empty,
    /// A cell that is no number.
    #[error("row {row}: “{cell}” is no price; fill the gap or take the row out")]
    NotANumber {
        /// Row, from 1.
        row: usize,
        /// What stands there.
        cell: String,
    },
    /// A number of prices that makes no year.
    #[error(
        "the file has {found} prices; a year has 8,760 hours (8,784 with 29 February) or 35,040 quarters of an hour (35,136): {apart}"
    )]
    Count {
        /// Prices found.
        found: usize,
        /// How far that is from the nearest year, and what that may be.
        apart: String,
    },
    /// Times that leave hours out.
    #[error("row {row}: no price from {from} to {to}; fill the gap and import again")]
    Gap {
        /// Row after the gap, from 1.
        row: usize,
        /// The last time before it.
        from: String,
        /// The first time after it.
        to: String,
    },
    /// Times that go back or repeat.
    #[error(
        "row {row}: the time {at} does not follow the row before; sort the rows, one to each hour"
    )]
    Order {
        /// Row, from 1.
        row: usize,
        /// The time.
        at: String,
    },
    /// Prices that start elsewhere than a year does.
    #[error("the prices start at {at}; a year runs from 1 January, 0:00 to 31 December, 23:00")]
    Start {
        /// The first time.
        at: String,
    },
    /// Prices that look like another unit.
    #[error("{0}")]
    Unit(String),
}

/// Reads a year of prices; `name` is the file's.
///
/// # Errors
/// Where prices are missing, too many, of another unit or no numbers: with what to do.
pub fn read(name: &str, text: &str) -> Result<Imported, PriceError> {
    let table = rows(text)?;
    let mut notes = Vec::new();
    let prices = by_the_clock(&table, &mut notes)?;
    let hours = hours(prices, &mut notes)?;
    check_unit(&table.heading, &hours)?;
    let year = OwnYear::new(name, &hours).ok_or_else(|| {
        PriceError::Unit("the mean of the prices is not above 0 USD/MWh".to_owned())
    })?;
    Ok(Imported { year, notes })
}

struct Table {
    heading: String,
    /// Row of the file from 1, time where there is one, price.
    rows: Vec<(usize, Option<Stamp>, f64)>,
}

fn rows(text: &str) -> Result<Table, PriceError> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t'].into_iter().find(|of| first.as_bytes().contains(of));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut table = Table { heading: String::new(), rows: Vec::new() };
    for (at, record) in reader.records().enumerate() {
        let row = at + 1;
        let Ok(record) = record else {
            return Err(PriceError::NotANumber { row, cell: "…".to_owned() });
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        let cell = record.iter().next_back().unwrap_or_default();
        let Some(price) = number(cell, delimiter.is_some()) else {
            if table.rows.is_empty() && table.heading.is_empty() {
                table.heading = record.iter().collect::<Vec<_>>().join(" ");
                continue;
            }
            return Err(PriceError::NotANumber { row, cell: cell.to_owned() });
        };
        let before = record.len().saturating_sub(1);
        let stamp = stamp::of(&record.iter().take(before).collect::<Vec<_>>().join(" "));
        table.rows.push((row, stamp, price));
    }
    if table.rows.is_empty() { Err(PriceError::Empty) } else { Ok(table) }
}

/// A price; with another separator between cells, a comma is the decimal sign.
fn number(cell: &str, comma: bool) -> Option<f64> {
    let cell = cell.trim_start_matches('$').trim();
    let plain = if comma { cell.replace(',', ".") } else { cell.to_owned() };
    plain.parse::<f64>().ok().filter(|price| price.is_finite())
}

/// The prices in the order of the clock of one year without daylight saving, where the rows have times.
fn by_the_clock(table: &Table, notes: &mut Vec<Repair>) -> Result<Vec<f64>, PriceError> {
    let rows = &table.rows;
    let stamps: Option<Vec<Stamp>> = rows.iter().map(|(_, stamp, _)| *stamp).collect();
    let prices = || rows.iter().map(|(_, _, price)| *price).collect::<Vec<_>>();
    let Some(stamps) = stamps.filter(|stamps| stamps.len() > 2) else { return Ok(prices()) };
    let step =
        stamps.windows(2).map(|pair| pair[1].minutes - pair[0].minutes).find(|step| *step > 0);
    let Some(step @ (15 | 60)) = step else { return Ok(prices()) };
    // Rows may name the end of their hour: then the first is at 1:00 or 0:15.
    if ![0, step].contains(&stamps[0].minute_of_year()) {
        return Err(PriceError::Start { at: stamps[0].to_string() });
    }
    let per_hour = (60 / step) as usize;
    let mut kept: Vec<f64> = vec![rows[0].2];
    let mut at = 1;
    while at < rows.len() {
        let (row, _, price) = rows[at];
        let (before, now) = (stamps[at - 1], stamps[at]);
        match now.minutes - before.minutes {
            apart if apart == step => kept.push(price),
            apart if apart == step + 60 && now.may_change_clocks() => {
                notes.push(Repair::ShortDay(kept.len() / per_hour + 1));
                let mean = f64::midpoint(rows[at - 1].2, price);
                kept.extend(std::iter::repeat_n(mean, per_hour));
                kept.push(price);
            }
            apart if apart == step - 60 && now.may_change_clocks() => {
                notes.push(Repair::LongDay(kept.len() / per_hour));
                let again = rows
                    .get(at..at + per_hour)
                    .ok_or_else(|| PriceError::Order { row, at: now.to_string() })?;
                let from = kept.len() - per_hour;
                for (kept, (_, _, second)) in kept[from..].iter_mut().zip(again) {
                    *kept = f64::midpoint(*kept, *second);
                }
                at += per_hour - 1;
            }
            apart if apart > step => {
                let (from, to) = (before.to_string(), now.to_string());
                return Err(PriceError::Gap { row, from, to });
            }
            _ => return Err(PriceError::Order { row, at: now.to_string() }),
        }
        at += 1;
    }
    Ok(kept)
}

/// 8760 hours of any of the four lengths.
fn hours(prices: Vec<f64>, notes: &mut Vec<Repair>) -> Result<Vec<f64>, PriceError> {
    let found = prices.len();
    let leap = [HOURS_OF_YEAR + 24, QUARTERS + 96].contains(&found);
    if !leap && ![HOURS_OF_YEAR, QUARTERS].contains(&found) {
        return Err(PriceError::Count { found, apart: apart(found) });
    }
    let mut hours = prices;
    if found >= QUARTERS {
        notes.push(Repair::Quarters);
        hours = hours.chunks(4).map(|of| of.iter().sum::<f64>() / 4.0).collect();
    }
    if leap {
        notes.push(Repair::LeapDay);
        hours.drain(LEAP_DAY);
    }
    Ok(hours)
}

fn apart(found: usize) -> String {
    let years = [HOURS_OF_YEAR, HOURS_OF_YEAR + 24, QUARTERS, QUARTERS + 96];
    let nearest = years.into_iter().min_by_key(|year| year.abs_diff(found)).unwrap_or_default();
    let (count, hour) = (nearest.abs_diff(found), if nearest < QUARTERS { 1 } else { 4 });
    let missing = found < nearest;
    if count == hour {
        let day = if missing { "lacks its hour" } else { "has its hour twice" };
        return format!(
            "one hour {}, as where the day the clocks change {day}; import the times with the prices, or prices in standard time",
            if missing { "is missing" } else { "is too many" }
        );
    }
    format!("{count} {}", if missing { "are missing" } else { "are too many" })
}

fn check_unit(heading: &str, hours: &[f64]) -> Result<(), PriceError> {
    let said = heading.to_lowercase();
    let foreign = [
        ("eur", "EUR"),
        ("€", "EUR"),
        ("cad", "CAD"),
        ("gbp", "GBP"),
        ("£", "GBP"),
        ("sek", "SEK"),
        ("nok", "NOK"),
        ("aud", "AUD"),
    ];
    if let Some((_, currency)) = foreign.iter().find(|(word, _)| said.contains(word)) {
        return Err(PriceError::Unit(format!(
            "the heading says {currency}; convert the prices to USD/MWh and name the column so"
        )));
    }
    let mean = hours.iter().sum::<f64>() / hours.len() as f64;
    let unit = if said.contains("kwh") && !said.contains('c') || mean.abs() < 1.0 {
        Some(("USD/kWh", "1,000"))
    } else if said.contains("kwh") || mean < SMALLEST_MEAN && !said.contains("/mwh") {
        Some(("cents/kWh", "10"))
    } else {
        None
    };
    let Some((unit, factor)) = unit else { return Ok(()) };
    Err(PriceError::Unit(format!(
        "the mean of the prices is {mean:.3}, which looks like {unit}; multiply them by {factor}, or name the column USD/MWh if they are"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rows: impl IntoIterator<Item = String>) -> String {
        rows.into_iter().map(|row| row + "\n").collect()
    }

    fn column(count: usize) -> String {
        lines((0..count).map(|at| (30 + at % 7).to_string()))
    }

    fn stamped(days: usize, skip: impl Fn(&str) -> usize) -> String {
        let mut text = "Time,Price USD/MWh\n".to_owned();
        let months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut day = 0;
        for (month, of) in months.into_iter().enumerate() {
            for date in 1..=of {
                for hour in 0..24 {
                    if day < days {
                        let at = format!("2025-{:02}-{date:02} {hour:02}:00", month + 1);
                        for _ in 0..skip(&at) {
                            text += &lines([format!("{at},{}", 30 + hour)]);
                        }
                    }
                }
                day += 1;
            }
        }
        text
    }

    #[test]
    fn the_four_lengths_are_years_of_8760_hours() {
        for (count, notes) in [
            (8760, vec![]),
            (8784, vec![Repair::LeapDay]),
            (35_040, vec![Repair::Quarters]),
            (35_136, vec![Repair::Quarters, Repair::LeapDay]),
        ] {
            let read = read("a.csv", &column(count)).unwrap();
            assert_eq!((read.year.usd_per_mwh.len(), read.notes), (8760, notes), "{count}");
        }
        // Four quarters make their mean, and 1 March follows 28 February.
        let quarters = read("", &column(35_040)).unwrap().year;
        assert_eq!(quarters.usd_per_mwh[0], (30.0 + 31.0 + 32.0 + 33.0) / 4.0);
        let leap = read("", &column(8784)).unwrap().year;
        assert_eq!(leap.usd_per_mwh[59 * 24], f64::from(30 + (60 * 24) % 7));
    }

    #[test]
    fn counts_gaps_and_cells_that_make_no_year_say_what_is_wrong() {
        let said = |text: &str| read("", text).unwrap_err().to_string();
        assert!(said("").contains("no prices"));
        assert!(said(&column(8000)).contains("760 are missing"), "{}", said(&column(8000)));
        assert!(said(&column(8759)).contains("clocks change lacks its hour"));
        assert!(said(&column(35_044)).contains("has its hour twice"));
        let gap = column(100) + "n/a\n" + &column(8659);
        assert!(said(&gap).contains("row 101: “n/a” is no price"));
        let hole = stamped(365, |at| usize::from(!at.starts_with("2025-07-04 1")));
        assert!(
            said(&hole).contains("no price from 2025-07-04 09:00 to 2025-07-04 20:00"),
            "{}",
            said(&hole)
        );
        let twice = stamped(365, |at| if at == "2025-07-04 10:00" { 2 } else { 1 });
        assert!(said(&twice).contains("does not follow"));
        let late = stamped(365, |at| usize::from(!at.starts_with("2025-01-01")));
        assert!(said(&late).contains("start at 2025-01-02 00:00"), "{}", said(&late));
    }

    #[test]
    fn imported_prices_become_the_plan_s_in_one_change() {
        let mut plan = crate::plan::testing::plan();
        let read = read("mine.csv", &column(35_040)).unwrap();
        plan.apply(read.change()).unwrap();
        assert_eq!(plan.power.source, PriceSource::OwnYear);
        assert!((plan.power.price_usd_per_mwh - 33.0).abs() < 0.01);
        assert!(plan.notes.contains_key("power.price_usd_per_mwh"));
        let told: Vec<String> = read.told().iter().map(crate::words::say).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("mine.csv") && !told.iter().any(|said| said.contains('‹')));
        let kept = crate::plan::read(crate::plan::write(&plan).unwrap().as_bytes()).unwrap();
        assert_eq!(kept, plan);
    }

    #[test]
    fn days_of_23_and_25_hours_are_mended_and_said() {
        // The clocks of 9 March and 2 November 2025.
        let text = stamped(365, |at| match at {
            "2025-03-09 02:00" => 0,
            "2025-11-02 01:00" => 2,
            _ => 1,
        });
        let read = read("", &text).unwrap();
        let hour = (31 + 28 + 8) * 24 + 3;
        let autumn = (365 - 60) * 24 + 2;
        assert_eq!(read.notes, [Repair::ShortDay(hour), Repair::LongDay(autumn)]);
        assert_eq!(read.year.usd_per_mwh[hour - 1], 32.0);
        assert_eq!(read.year.usd_per_mwh[hour], 33.0);
    }

    #[test]
    fn other_units_and_currencies_are_refused_with_the_factor() {
        let said = |text: String| read("", &text).unwrap_err().to_string();
        let scaled = |head: &str, factor: f64| {
            let rows = (0..8760).map(|at| ((30.0 + f64::from(at % 7)) * factor).to_string());
            lines([head.to_owned()].into_iter().chain(rows))
        };
        assert!(said(scaled("price", 0.001)).contains("USD/kWh; multiply them by 1,000"));
        assert!(said(scaled("price", 0.1)).contains("cents/kWh; multiply them by 10"));
        assert!(said(scaled("EUR/MWh", 1.0)).contains("says EUR"));
        assert!(read("", &scaled("USD/MWh", 0.1)).is_ok());
        // Semicolons between cells make the comma a decimal sign.
        let german = lines((0..8760).map(|at| format!("{at};31,5")));
        assert_eq!(read("", &german).unwrap().year.usd_per_mwh[9], 31.5);
    }
}
