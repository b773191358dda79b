//! What the points, commas and spaces between digits mean.

use super::{DecimalSign, ReadError, ungrouped as shown_ungrouped};

/// The digits of one number, ready for the standard library, such as `1250.5`.
pub(super) struct Digits {
    /// Whole and fraction, with a point between.
    pub(super) plain: String,
    /// Whether the number was written as English writes it.
    pub(super) english: bool,
}

/// Finds the one reading of a number, or says why there is none.
///
/// English goes first; then the continental way, with points or spaces in thousands and a decimal comma.
/// Where a comma could part thousands or start the decimals, both readings are named.
pub(super) fn interpret(token: &str, sign: DecimalSign) -> Result<Digits, ReadError> {
    let comma_first = sign == DecimalSign::Comma;
    if let Some(plain) = continental(token).filter(|_| comma_first) {
        return Ok(Digits { plain, english: false });
    }
    if let Some(plain) = english(token) {
        return match continental(token) {
            Some(first) if sign == DecimalSign::Asked && token.contains(',') => {
                Err(two_readings(token, &first, &plain))
            }
            // A point may part thousands elsewhere: what was understood is said.
            other => {
                let english = other.is_none_or(|_| !token.contains('.'));
                Ok(Digits { plain, english })
            }
        };
    }
    match (continental(token), without_commas(token)) {
        (Some(plain), None) => Ok(Digits { plain, english: false }),
        (Some(first), Some(second)) => Err(two_readings(token, &first, &second)),
        (None, Some(reading)) => {
            Err(ReadError::Grouping { text: token.to_owned(), reading: shown(&reading) })
        }
        (None, None) => Err(ReadError::NotANumber(token.to_owned())),
    }
}

fn two_readings(token: &str, first: &str, second: &str) -> ReadError {
    let (first, second) = (shown(first), shown(second));
    let choices = [first.clone(), second.clone()];
    ReadError::Ambiguous { text: token.to_owned(), first, second, choices }
}

fn english(token: &str) -> Option<String> {
    match token.split_once('.') {
        Some((whole, fraction)) => joined(&ungrouped(whole, ", '_")?, fraction),
        None => joined(&ungrouped(token, ", '_")?, ""),
    }
}

fn continental(token: &str) -> Option<String> {
    match token.split_once(',') {
        Some((whole, fraction)) => joined(&ungrouped(whole, ". '")?, fraction),
        None => joined(&ungrouped(token, ".")?, ""),
    }
}

fn without_commas(token: &str) -> Option<String> {
    let (whole, fraction) = token.split_once('.').unwrap_or((token, ""));
    joined(&whole.replace(',', ""), fraction)
}

/// Whole and fraction as one number; at least one digit, and nothing but digits.
fn joined(whole: &str, fraction: &str) -> Option<String> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let some = !whole.is_empty() || !fraction.is_empty();
    (some && digits(whole) && digits(fraction)).then(|| format!("0{whole}.{fraction}0"))
}

/// The digits of a whole number grouped in threes by one of `separators`, or not grouped.
fn ungrouped(whole: &str, separators: &str) -> Option<String> {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Some(whole.to_owned());
    };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let fits = separators.contains(separator)
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3);
    fits.then(|| whole.replace(separator, ""))
}

fn shown(plain: &str) -> String {
    plain.parse().map_or_else(|_| plain.to_owned(), shown_ungrouped)
}
