//! Reads months as tables write them: `2027-01`, `01/2027`, `Jan 2027`, `2027-01-31`.

use super::plain_character;
use crate::format::Month;
use crate::format::month::MonthError;

const NAMES: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a month, and how it was understood where it was not written as `2027-01`.
///
/// A year alone is its January; a day of the month is left out.
///
/// # Errors
/// Where the text is no month, or one of several: `01/02/27` names no order.
pub fn read_month(text: &str) -> Result<(Month, String), MonthError> {
    if let Ok(month) = text.parse::<Month>() {
        return Ok((month, String::new()));
    }
    let plain: String = text.trim().chars().filter_map(plain_character).collect();
    let parts: Vec<&str> =
        plain.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty()).collect();
    let found = match parts.as_slice() {
        [year] => year_of(year).map(|year| (year, 1)),
        [one, other] => year_of(one).zip(month_of(other)).or(year_of(other).zip(month_of(one))),
        // With a day, only the order of ISO dates and months in words are beyond doubt.
        [year, month, day] if is_day(day) && year.len() == 4 => year_of(year).zip(month_of(month)),
        [day, month, year] if is_day(day) && name_of(month).is_some() => {
            year_of(year).zip(month_of(month))
        }
        _ => None,
    };
    let (year, month) = found.ok_or_else(|| MonthError::new(text))?;
    let month = Month::new(year, month);
    Ok((month, format!("= {month}")))
}

fn year_of(text: &str) -> Option<i32> {
    let four = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    four.then(|| text.parse().ok()).flatten()
}

fn month_of(text: &str) -> Option<i32> {
    let digits = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { text.parse().ok() } else { name_of(text) };
    number.filter(|month| (1..=12).contains(month))
}

fn name_of(text: &str) -> Option<i32> {
    let lower = text.to_lowercase();
    let letters = lower.len() >= 3 && lower.chars().all(|c| c.is_ascii_lowercase());
    let named = NAMES.iter().position(|name| lower.starts_with(name)).filter(|_| letters)?;
    i32::try_from(named).ok().map(|at| at + 1)
}

fn is_day(text: &str) -> bool {
    text.len() <= 2 && text.parse().is_ok_and(|day: u32| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_as_tables_write_them() {
        for (text, month) in [
            ("2027-01", "2027-01"),
            ("2027/3", "2027-03"),
            ("03/2027", "2027-03"),
            ("Mar 2027", "2027-03"),
            ("march, 2027", "2027-03"),
            ("2027-03-31", "2027-03"),
            ("31 March 2027", "2027-03"),
            ("2027", "2027-01"),
            ("٢٠٢٧-٠٣", "2027-03"),
        ] {
            let (read, shown) = read_month(text).unwrap();
            assert_eq!(read.to_string(), month, "{text}");
            assert_eq!(shown.is_empty(), text == month, "{text}: {shown}");
        }
        for text in ["", "13/2027", "03/04/2027", "Mar 27", "27", "2027-00", "month", "2027-03-40"]
        {
            assert!(read_month(text).is_err(), "{text}");
        }
    }
}
