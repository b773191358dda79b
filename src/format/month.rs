//! A civil month, the step of every plan.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A civil month, written `2027-01`.
///
/// Stored as months since year 0, so that months add and compare as whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

/// A text that is not a month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a month; write it as 2027-01")]
pub struct MonthError(String);

impl MonthError {
    /// The error that `text` is no month.
    pub(super) fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

impl Month {
    /// The month `month` (1 to 12) of `year`; months outside that range carry into other years.
    pub const fn new(year: i32, month: i32) -> Self {
        Self(year * 12 + month - 1)
    }

    /// The civil year.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    pub const fn month(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// The month `months` later, or earlier where negative.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// Whole months from `earlier` to `self`, negative where `self` is the earlier.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Days in the month.
    pub fn days(self) -> u32 {
        self.first_day().map_or(30, |date| u32::from(date.days_in_month().unsigned_abs()))
    }

    /// Hours in the month; clock changes are left out, as the model's hours are solar.
    pub fn hours(self) -> f64 {
        f64::from(self.days()) * 24.0
    }

    /// The first day, or none outside the calendar's years.
    pub fn first_day(self) -> Option<Date> {
        Date::new(i16::try_from(self.year()).ok()?, i8::try_from(self.month()).ok()?, 1).ok()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let wrong = || MonthError(text.to_owned());
        let (year, month) = text.trim().split_once('-').ok_or_else(wrong)?;
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<i32>().ok())
                .flatten()
        };
        match (digits(year, 4), digits(month, 2)) {
            (Some(year), Some(month @ 1..=12)) => Ok(Self::new(year, month)),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_add_across_years_and_know_their_days() {
        let january = Month::new(2027, 1);
        assert_eq!(january.plus(14), Month::new(2028, 3));
        assert_eq!(january.plus(-1), Month::new(2026, 12));
        assert_eq!(Month::new(2036, 12).since(january), 119);
        assert_eq!((Month::new(2028, 2).days(), Month::new(2027, 2).days()), (29, 28));
        assert!((Month::new(2028, 2).hours() - 696.0).abs() < 1e-12);
    }

    #[test]
    fn a_month_reads_what_it_writes_and_nothing_else() {
        assert_eq!("2027-01".parse(), Ok(Month::new(2027, 1)));
        assert_eq!(Month::new(2027, 1).to_string(), "2027-01");
        for wrong in ["2027-13", "2027-00", "27-01", "2027/01", "2027-1", "+027-01", ""] {
            assert!(wrong.parse::<Month>().is_err(), "{wrong}");
        }
    }
}
