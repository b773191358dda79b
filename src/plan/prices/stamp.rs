//! The time a row of prices names.

use std::fmt;

/// A local time, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    year: i64,
    month: i64,
    day: i64,
    /// Minutes since the year 0.
    pub(super) minutes: i64,
}

impl Stamp {
    fn new(year: i64, month: i64, day: i64, hour: i64, minute: i64) -> Option<Self> {
        let valid = (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && (0..=24).contains(&hour)
            && (0..60).contains(&minute)
            && (1900..2200).contains(&year);
        let minutes = (days(year, month, day) * 24 + hour) * 60 + minute;
        valid.then_some(Self { year, month, day, minutes })
    }

    /// Minutes since the year began.
    pub(super) fn minute_of_year(self) -> i64 {
        self.minutes - days(self.year, 1, 1) * 24 * 60
    }

    /// Whether clocks change on such a day anywhere: within the weeks in which countries turn them.
    pub(super) fn may_change_clocks(self) -> bool {
        matches!((self.month, self.day), (3 | 9 | 10, _) | (4 | 11, 1..=8))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_day = self.minutes - days(self.year, self.month, self.day) * 24 * 60;
        let (hour, minute) = (of_day / 60, of_day % 60);
        write!(f, "{:04}-{:02}-{:02} {hour:02}:{minute:02}", self.year, self.month, self.day)
    }
}

/// Days since 1 March of the year 0, by the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1
}

/// The time in `2025-01-31 14:00`, `2025-01-31T14:00:00-06:00` or `01/31/2025 14:00`; none in another text.
pub(super) fn of(text: &str) -> Option<Stamp> {
    let numbers: Vec<i64> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let (first, second, third) = (*numbers.first()?, *numbers.get(1)?, *numbers.get(2)?);
    let (hour, minute) = (*numbers.get(3)?, numbers.get(4).copied().unwrap_or(0));
    let (year, month, day) = if first > 31 {
        (first, second, third)
    } else if first > 12 || text.contains('.') {
        (third, second, first)
    } else {
        (third, first, second)
    };
    Stamp::new(year, month, day, hour, minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_their_usual_ways_and_count_minutes() {
        let iso = of("2025-01-31 14:15").unwrap();
        assert_eq!(iso.to_string(), "2025-01-31 14:15");
        assert_eq!(of("2025-01-31T14:15:00-06:00"), Some(iso));
        assert_eq!(of("01/31/2025 14:15"), Some(iso));
        assert_eq!(of("31.01.2025 14:15"), Some(iso));
        assert_eq!(of("17"), None);
        assert_eq!(of("2025-02-01 00:00").unwrap().minutes - iso.minutes, 585);
        assert_eq!(of("2024-03-01 00:00").unwrap().minute_of_year(), 60 * 24 * 60);
    }
}
