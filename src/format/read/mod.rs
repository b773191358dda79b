//! Reads numbers as people type them: `12.5k`, `3 %`, `4*8760`, `1,250`.

mod digits;
mod month;
mod sum;

pub use month::read_month;

use super::number::{NARROW_SPACE, exact};

/// The longest text that is read; it also bounds how deep brackets nest.
const MOST_CHARACTERS: usize = 200;

/// A text read as a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The number, in the unit of its field: `3 %` is 3 in a percent field and 0.03 elsewhere.
    pub value: f64,
    /// How the text was understood, `= 35,040`; empty where it says so itself.
    pub shown: String,
}

/// Which sign starts the decimals of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalSign {
    /// The point; a lone comma before three digits has two readings, and both are named.
    #[default]
    Asked,
    /// The point; commas part thousands.
    Point,
    /// The comma; points part thousands.
    Comma,
}

/// Why a text is not a number; each displays as a sentence for the one who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing was typed.
    #[error("Enter a number.")]
    Empty,
    /// More was typed than a number can need.
    #[error("This is too long for a number: at most {MOST_CHARACTERS} characters are read.")]
    TooLong,
    /// Something else than a number stands where one belongs.
    #[error("“{0}” is not a number.")]
    NotANumber(String),
    /// A number is followed by something that is not understood.
    #[error("“{0}” is not understood after a number; k, M, bn and % are.")]
    Unknown(String),
    /// A sign or bracket has nothing to work on.
    #[error("A number is missing after “{0}”.")]
    Missing(char),
    /// A bracket lacks its partner.
    #[error("A bracket has no partner: “{0}”.")]
    Bracket(char),
    /// The text has two readings.
    #[error("“{text}” can be read as {first} or as {second}: write the one you mean.")]
    Ambiguous {
        /// What was typed.
        text: String,
        /// One reading.
        first: String,
        /// The other reading.
        second: String,
        /// The whole text, written so that it has the one reading or the other.
        choices: [String; 2],
    },
    /// Commas stand where no thousands end.
    #[error("The commas in “{text}” do not part thousands: write {reading} if you mean it.")]
    Grouping {
        /// What was typed.
        text: String,
        /// The number without the commas.
        reading: String,
    },
    /// A division by zero.
    #[error("A number cannot be divided by zero.")]
    DivisionByZero,
    /// The number is beyond what can be computed with.
    #[error("“{0}” is too large a number.")]
    TooLarge(String),
}

impl ReadError {
    /// Texts that say one reading each, where what was typed has several.
    pub fn choices(&self) -> &[String] {
        match self {
            Self::Ambiguous { choices, .. } => choices,
            _ => &[],
        }
    }
}

/// Reads what was typed into a number field; `percent` says that the field's unit is percent.
///
/// Sums of numbers with `+ - * / ( )` are worked out, `k`, `M` and `bn` multiply.
/// Commas part thousands and a point starts the decimals.
/// A text that is wrong in English and has just one other reading (`1.250,5`) is taken so, and `shown` says it.
/// A text with two readings (`1,25`, `1,250`, `100 + 20 %`) is an error that names both.
/// In a percent field `3` and `3 %` are the same.
pub fn read(input: &str, percent: bool) -> Result<Reading, ReadError> {
    read_with(input, percent, DecimalSign::Asked)
}

/// Reads as [`read`] does, where the sign that starts the decimals is known.
pub fn read_with(input: &str, percent: bool, sign: DecimalSign) -> Result<Reading, ReadError> {
    let typed = input.trim();
    if typed.chars().nth(MOST_CHARACTERS).is_some() {
        return Err(ReadError::TooLong);
    }
    let plain: Vec<char> = typed.chars().filter_map(plain_character).collect();
    if plain.iter().all(|c| *c == ' ') {
        return Err(ReadError::Empty);
    }
    let mut sum = sum::Sum::new(typed, &plain, percent, sign);
    let value = sum.value()?;
    let native = !typed.chars().any(is_eastern_digit);
    let shown = if native && sum.is_literal() {
        String::new()
    } else if percent {
        format!("= {}{NARROW_SPACE}%", exact(value))
    } else {
        format!("= {}", exact(value))
    };
    Ok(Reading { value, shown })
}

/// A number as typing would write it: a point for the decimals, nothing in the thousands.
fn ungrouped(value: f64) -> String {
    exact(value).replace(',', "").replace('\u{2212}', "-")
}

/// The one character that stands for all its relatives; none for direction marks.
fn plain_character(typed: char) -> Option<char> {
    let digit = |zero: u32| char::from_digit(u32::from(typed) - zero, 10);
    match typed {
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => None,
        '\u{2212}' | '\u{2013}' => Some('-'),
        '×' => Some('*'),
        '÷' => Some('/'),
        '٪' => Some('%'),
        '٫' => Some('.'),
        '٬' => Some(','),
        '’' => Some('\''),
        space if space.is_whitespace() => Some(' '),
        other => Some(other),
    }
}

/// The text with digits and marks of other scripts as the window's fonts write them; none where it has none.
pub fn in_latin_digits(text: &str) -> Option<String> {
    let is_eastern = |c: char| is_eastern_digit(c) || matches!(c, '٪' | '٫' | '٬');
    let latin = |c: char| if is_eastern(c) { plain_character(c).unwrap_or(c) } else { c };
    text.chars().any(is_eastern).then(|| text.chars().map(latin).collect())
}

fn is_eastern_digit(typed: char) -> bool {
    matches!(typed, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::number;
    use super::*;

    fn value(input: &str) -> f64 {
        let reading = read_with(input, false, DecimalSign::Point);
        reading.unwrap_or_else(|error| panic!("{input}: {error}")).value
    }

    #[test]
    fn what_people_type_is_read() {
        for (input, expected, shown) in [
            ("3", 3.0, ""),
            ("1,250,000.75", 1_250_000.75, ""),
            ("12 500", 12_500.0, ""),
            ("12\u{202f}500\u{2009}000", 12_500_000.0, ""),
            ("1'250", 1250.0, ""),
            ("−5.2", -5.2, ""),
            ("-5.2", -5.2, ""),
            (".5", 0.5, ""),
            ("5.", 5.0, ""),
            ("1.250", 1.25, "= 1.25"),
            ("0.125", 0.125, ""),
            ("12.5k", 12_500.0, "= 12,500"),
            ("3 M", 3e6, "= 3,000,000"),
            ("1.1M", 1.1e6, "= 1,100,000"),
            ("2 bn", 2e9, "= 2,000,000,000"),
            ("1e6", 1e6, "= 1,000,000"),
            ("2.5E-3", 0.0025, "= 0.0025"),
            ("3%", 0.03, "= 0.03"),
            ("4*8760", 35_040.0, "= 35,040"),
            ("4 × 8 760", 35_040.0, "= 35,040"),
            ("100+20", 120.0, "= 120"),
            ("100 − 20 − 5", 75.0, "= 75"),
            ("2+3*4", 14.0, "= 14"),
            ("(2+3)*4/5", 4.0, "= 4"),
            ("-(2+3)", -5.0, "= −5"),
            ("2*-3", -6.0, "= −6"),
            ("50% * 8", 4.0, "= 4"),
            ("6%/2%", 3.0, "= 3"),
            ("0.1+0.2", 0.1 + 0.2, "= 0.3"),
            ("1.250,5", 1250.5, "= 1,250.5"),
            ("1.250.000", 1_250_000.0, "= 1,250,000"),
            ("1 250,5", 1250.5, "= 1,250.5"),
            ("١٬٢٥٠٫٥", 1250.5, "= 1,250.5"),
            ("۴۲", 42.0, "= 42"),
        ] {
            let reading = read(input, false).unwrap_or_else(|error| panic!("{input}: {error}"));
            assert_eq!((reading.value, reading.shown.as_str()), (expected, shown), "{input}");
        }
    }

    #[test]
    fn a_percent_field_reads_percent() {
        for (input, expected, shown) in [
            ("3", 3.0, ""),
            ("7 %", 7.0, ""),
            ("7\u{202f}%", 7.0, ""),
            ("٧٪", 7.0, "= 7\u{202f}%"),
            ("10%+2%", 12.0, "= 12\u{202f}%"),
            ("10% + 2", 12.0, "= 12\u{202f}%"),
            ("50%*50%", 25.0, "= 25\u{202f}%"),
            ("3%*2", 6.0, "= 6\u{202f}%"),
            ("100/8", 12.5, "= 12.5\u{202f}%"),
        ] {
            let reading = read(input, true).unwrap_or_else(|error| panic!("{input}: {error}"));
            assert_eq!((reading.value, reading.shown.as_str()), (expected, shown), "{input}");
        }
    }

    #[test]
    fn two_readings_are_both_named() {
        for (input, percent, first, second) in [
            ("1,25", false, "1.25", "125"),
            ("0,250", false, "0.25", "250"),
            ("1,2505", false, "1.2505", "12505"),
            ("1,250", false, "1.25", "1250"),
            ("4 × 8,760", false, "8.76", "8760"),
            (",5", false, "0.5", "5"),
            ("4*1,5", false, "1.5", "15"),
            ("100 + 20%", false, "100.2", "120"),
            ("100-20%", false, "99.8", "80"),
            ("10 + 2 %", true, "12", "10.2"),
        ] {
            let Err(error) = read(input, percent) else { panic!("{input} was read") };
            let said = error.to_string();
            assert!(matches!(error, ReadError::Ambiguous { .. }), "{said}");
            assert!(said.contains(&format!("as {first} or as {second}:")), "{input}: {said}");
        }
    }

    #[test]
    fn each_reading_can_be_chosen_as_a_text_that_has_no_other() {
        for (input, first, second) in [
            ("1,250", 1.25, 1250.0),
            ("-1,250", -1.25, -1250.0),
            ("4*8,760+1", 36.04, 35_041.0),
            ("١٬٢٥٠", 1.25, 1250.0),
            ("0,250", 0.25, 250.0),
            ("100 + 20%", 100.2, 120.0),
        ] {
            let Err(error) = read(input, false) else { panic!("{input} was read") };
            let values = error.choices().iter().map(|choice| read(choice, false).unwrap().value);
            let values: Vec<f64> = values.collect();
            assert!((values[0] - first).abs() < 1e-9, "{input}: {values:?}");
            assert!((values[1] - second).abs() < 1e-9, "{input}: {values:?}");
        }
    }

    #[test]
    fn digits_of_other_scripts_are_written_in_latin_ones() {
        assert_eq!(in_latin_digits("١٬٢٥٠٫٥ MW"), Some("1,250.5 MW".to_owned()));
        assert_eq!(in_latin_digits("1,250.5"), None);
    }

    #[test]
    fn where_the_decimal_sign_is_known_nothing_is_asked() {
        for (input, point, comma) in [
            ("1,250", Some(1250.0), Some(1.25)),
            ("1.250", Some(1.25), Some(1250.0)),
            ("1,250.5", Some(1250.5), Some(1250.5)),
            ("1 250,5", Some(1250.5), Some(1250.5)),
        ] {
            let read = |sign| read_with(input, false, sign).ok().map(|reading| reading.value);
            assert_eq!((read(DecimalSign::Point), read(DecimalSign::Comma)), (point, comma));
        }
    }

    #[test]
    fn what_is_no_number_is_said_in_words() {
        for (input, said) in [
            ("", "Enter a number."),
            (" \u{202f}", "Enter a number."),
            ("-", "A number is missing after “-”."),
            ("–", "A number is missing after “-”."),
            ("4*", "A number is missing after “*”."),
            ("()", "A number is missing after “(”."),
            ("*4", "“*” is not a number."),
            ("1e999", "“1e999” is too large a number."),
            ("1e300*1e300", "“1e300*1e300” is too large a number."),
            ("NaN", "“NaN” is not a number."),
            ("inf", "“inf” is not a number."),
            ("two", "“two” is not a number."),
            ("62 MW", "“MW” is not understood after a number; k, M, bn and % are."),
            ("3k5", "“5” is not understood after a number; k, M, bn and % are."),
            ("2(3)", "“(3)” is not understood after a number; k, M, bn and % are."),
            ("(2+3", "A bracket has no partner: “(”."),
            ("2+3)", "A bracket has no partner: “)”."),
            ("1/0", "A number cannot be divided by zero."),
            ("1 25", "“1 25” is not a number."),
            ("1.2.3", "“1.2.3” is not a number."),
            (".", "“.” is not a number."),
            (
                "1,250,00",
                "The commas in “1,250,00” do not part thousands: write 125000 if you mean it.",
            ),
            ("1,25.5", "The commas in “1,25.5” do not part thousands: write 125.5 if you mean it."),
        ] {
            assert_eq!(read(input, false).map_err(|error| error.to_string()), Err(said.to_owned()));
        }
        assert_eq!(read(&"(".repeat(100_000), false), Err(ReadError::TooLong));
        assert_eq!(read(&"(".repeat(200), false), Err(ReadError::Missing('(')));
    }

    proptest! {
        #[test]
        fn a_number_reads_as_it_was_written(x in -1e12..1e12_f64, decimals in 0_u8..7) {
            let written = number(x, decimals);
            let rounded: f64 = format!("{x:.*}", usize::from(decimals)).parse().unwrap();
            prop_assert_eq!(value(&written), rounded);
            let shown = read_with(&written, true, DecimalSign::Point).unwrap().shown;
            prop_assert!(shown.is_empty() || decimals == 3, "{}", shown);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-0-9.,()+*/%kMe −’٣x]{0,40}") {
            if let Ok(reading) = read(&text, false) {
                prop_assert!(reading.value.is_finite());
            }
        }
    }
}
