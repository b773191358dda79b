//! How numbers, shares and months are written.

use super::Month;

/// What stands in place of a number that is not finite.
pub const MISSING: &str = "–";

/// The narrow no-break space that stands before a percent sign.
pub const NARROW_SPACE: char = '\u{202f}';

/// The minus sign, as wide as a digit, so that signed columns align.
const MINUS: char = '\u{2212}';

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The signs a language writes numbers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// The sign between whole and fraction.
    pub decimal: char,
    /// What parts thousands.
    pub group: &'static str,
}

/// English: `1,234.5`.
pub const ENGLISH: Locale = Locale { decimal: '.', group: "," };

impl Locale {
    /// Writes a number with `decimals` places, grouped.
    ///
    /// The minus is U+2212, a zero carries no sign, and what is not finite is [`MISSING`].
    pub fn number(self, value: f64, decimals: u8) -> String {
        if value.is_finite() {
            self.dress(&format!("{value:.*}", usize::from(decimals)))
        } else {
            MISSING.to_owned()
        }
    }

    /// Groups the digits of a number as the standard library writes it.
    fn dress(self, plain: &str) -> String {
        let (negative, digits) = match plain.strip_prefix('-') {
            Some(digits) => (digits.contains(|c: char| ('1'..='9').contains(&c)), digits),
            None => (false, plain),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let mut written = String::with_capacity(plain.len() + whole.len() / 3 + 3);
        if negative {
            written.push(MINUS);
        }
        for (place, digit) in whole.char_indices() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                written.push_str(self.group);
            }
            written.push(digit);
        }
        if let Some(fraction) = fraction {
            written.push(self.decimal);
            written.push_str(fraction);
        }
        written
    }
}

/// Writes a number in English with `decimals` places: `−1,234.5`.
pub fn number(value: f64, decimals: u8) -> String {
    ENGLISH.number(value, decimals)
}

/// Writes a number with its sign, `+` included; what rounds to zero carries none.
pub fn signed(value: f64, decimals: u8) -> String {
    with_plus(value, number(value, decimals))
}

/// Puts a `+` before what is written of a value above zero, unless it was rounded to zero.
pub(super) fn with_plus(value: f64, written: String) -> String {
    if value > 0.0 && written.contains(|c: char| ('1'..='9').contains(&c)) {
        format!("+{written}")
    } else {
        written
    }
}

/// Writes a share (0 to 1) as a percentage: `percent(0.274, 1)` is `27.4 %`.
pub fn percent(share: f64, decimals: u8) -> String {
    if share.is_finite() {
        format!("{}{NARROW_SPACE}%", number(share * 100.0, decimals))
    } else {
        MISSING.to_owned()
    }
}

/// Writes a number to `digits` significant digits: `1,230` or `0.0123` to three.
///
/// At most 12 decimals are written.
pub fn significant(value: f64, digits: u8) -> String {
    let rounded = round_significant(value, digits);
    if rounded == 0.0 || !rounded.is_finite() {
        return number(rounded, 0);
    }
    let exponent = rounded.abs().log10().floor() as i32;
    number(rounded, (i32::from(digits.max(1)) - 1 - exponent).clamp(0, 12) as u8)
}

/// Rounds to `digits` significant digits.
fn round_significant(value: f64, digits: u8) -> f64 {
    let decimals = usize::from(digits.max(1)) - 1;
    format!("{value:.decimals$e}").parse().unwrap_or(value)
}

/// Writes a number as it is, with as many decimals as it has, up to 12 significant digits.
pub fn exact(value: f64) -> String {
    let rounded = round_significant(value, 12);
    if rounded == 0.0 || (1e-9..1e15).contains(&rounded.abs()) {
        ENGLISH.dress(&rounded.to_string())
    } else {
        format!("{rounded:e}").replace('-', "\u{2212}")
    }
}

/// Writes a time in months as years: `4.6 years`.
pub fn duration_years(months: f64) -> String {
    if months.is_finite() {
        format!("{} years", number(months / 12.0, 1))
    } else {
        MISSING.to_owned()
    }
}

/// Writes a month in words: `Dec 2027`.
pub fn month_long(month: Month) -> String {
    let name = usize::try_from(month.month() - 1).ok().and_then(|index| MONTHS.get(index));
    format!("{} {}", name.copied().unwrap_or(MISSING), month.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_signed_with_the_minus_sign() {
        for (value, decimals, written) in [
            (0.0, 0, "0"),
            (-0.0, 2, "0.00"),
            (-0.04, 1, "0.0"),
            (-0.06, 1, "−0.1"),
            (999.0, 0, "999"),
            (1000.0, 0, "1,000"),
            (-1_234_567.891, 2, "−1,234,567.89"),
            (999_999.6, 0, "1,000,000"),
            (f64::NAN, 1, "–"),
            (f64::INFINITY, 0, "–"),
        ] {
            assert_eq!(number(value, decimals), written);
        }
        let french = Locale { decimal: ',', group: "\u{202f}" };
        assert_eq!(french.number(1234.5, 1), "1\u{202f}234,5");
    }

    #[test]
    fn signs_stand_before_what_is_not_zero() {
        assert_eq!(signed(96.0, 0), "+96");
        assert_eq!(signed(-88.4, 0), "−88");
        assert_eq!(signed(0.0, 0), "0");
        assert_eq!(signed(0.04, 1), "0.0");
        assert_eq!(signed(0.05001, 1), "+0.1");
        assert_eq!(signed(f64::INFINITY, 1), "–");
    }

    #[test]
    fn shares_are_written_in_percent_behind_a_narrow_space() {
        assert_eq!(percent(0.274, 1), "27.4\u{202f}%");
        assert_eq!(percent(-0.35, 0), "−35\u{202f}%");
        assert_eq!(percent(f64::NAN, 0), "–");
    }

    #[test]
    fn significant_digits_count_from_the_first() {
        for (value, digits, written) in [
            (1234.5, 3, "1,230"),
            (0.012_34, 3, "0.0123"),
            (99.96, 3, "100"),
            (9.996, 3, "10.0"),
            (-5.2, 2, "−5.2"),
            (0.0, 3, "0"),
            (f64::NAN, 3, "–"),
        ] {
            assert_eq!(significant(value, digits), written);
        }
    }

    #[test]
    fn exact_numbers_lose_their_float_noise_only() {
        assert_eq!(exact(0.1 + 0.2), "0.3");
        assert_eq!(exact(35_040.0), "35,040");
        assert_eq!(exact(-0.000_25), "−0.00025");
        assert_eq!(exact(1e20), "1e20");
    }

    #[test]
    fn times_are_written_in_words() {
        assert_eq!(duration_years(55.0), "4.6 years");
        assert_eq!(duration_years(f64::INFINITY), "–");
        assert_eq!(month_long(Month::new(2027, 12)), "Dec 2027");
        assert_eq!(month_long(Month::new(2028, 1)), "Jan 2028");
    }
}
