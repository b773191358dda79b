//! Curves: lines of month and value, or values alone.

use super::{Pasted, figure, is_missing, plain_cell};
use crate::format::{DecimalSign, Month, read_month};
use crate::plan::fields::Kind;
use crate::plan::{CurvePoint, FieldInfo, Value, read_value_with};
use crate::words::{Arg, Text, say, tr};

/// Reads a curve: lines of month and value, or values alone from `start` on, `step` months a line.
///
/// In values alone, a line that is blank or cannot be read leaves its month out.
pub fn read_curve(
    text: &str,
    info: &FieldInfo,
    start: Month,
    step: i32,
    sign: DecimalSign,
) -> Pasted<CurvePoint> {
    let value_of = FieldInfo { kind: Kind::Number { min: f64::MIN, max: f64::MAX }, ..*info };
    let mut pasted: Pasted<CurvePoint> = Pasted::new();
    // Where the next value alone stands; none before the first line that is no header.
    let mut next: Option<Month> = None;
    let mut is_wide = false;
    for (number, line) in (1..).zip(text.lines()) {
        let (month, cell) = split_month(line, step);
        if next.is_none() && month.is_none() && is_head(line) {
            is_wide = line.split(['\t', ';', ',']).count() > 2;
            let why = if line.trim().is_empty() { "paste.blank" } else { "paste.header" };
            pasted.skip(number, tr(why));
            continue;
        }
        let alone = next.unwrap_or(start);
        next = Some(if month.is_some() { alone } else { alone.plus(step) });
        if line.trim().is_empty() {
            pasted.skip(number, tr("paste.blank"));
            continue;
        }
        let at = month.unwrap_or(alone);
        // A tab or semicolon parts cells; read as a space it would part thousands.
        if cell.contains(['\t', ';']) || (is_wide && cell.contains(',')) {
            pasted.skip(number, tr("paste.cells"));
        } else if is_missing(cell) {
            let none = Text::key("paste.missing").with("month", Arg::Name(at.to_string()));
            pasted.skip(number, say(&none));
        } else if pasted.values.iter().any(|point| point.month == at) {
            let twice = Text::key("paste.twice").with("month", Arg::Name(at.to_string()));
            pasted.skip(number, say(&twice));
        } else {
            match read_value_with(&value_of, plain_cell(info, cell), sign) {
                Ok((Value::Number(value), _)) => {
                    pasted.values.push(CurvePoint { month: at, value });
                    let shown = figure(info, &Value::Number(value));
                    pasted.take(number, at.to_string(), shown);
                }
                Ok(_) => {}
                Err(refused) => {
                    pasted.asks_sign |= !refused.choices.is_empty();
                    pasted.skip(number, refused.words);
                }
            }
        }
    }
    pasted.values.sort_by_key(|point| point.month);
    let gaps = gaps(&pasted.values, step);
    if gaps > 0 {
        let key = if step == 12 { "paste.gap_years" } else { "paste.gap_months" };
        let count = Arg::Name(gaps.to_string());
        pasted.remarks.push(say(&Text::key(key).with("count", count)));
    }
    pasted
}

/// Whether a line before the first figure is none: blank, or words without a digit.
fn is_head(line: &str) -> bool {
    let has_digit = line.chars().any(char::is_numeric);
    line.trim().is_empty() || !(has_digit || is_missing(line))
}

/// How many steps between the first and the last month have no value.
fn gaps(points: &[CurvePoint], step: i32) -> i32 {
    let pairs = points.windows(2);
    pairs.map(|pair| ((pair[1].month.since(pair[0].month) - 1) / step).max(0)).sum()
}

/// The month at the start of a line, and what stands after it; a lone month has no value.
fn split_month(line: &str, step: i32) -> (Option<Month>, &str) {
    let line = line.trim_end();
    for separator in ['\t', ';', ',', ' '] {
        let Some((first, rest)) = line.split_once(separator) else { continue };
        let first = first.trim().trim_matches('"');
        // Where a comma or a space follows, four digits may be a figure's.
        let is_year = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit());
        if is_year && (separator == ' ' || (separator == ',' && step != 12)) {
            continue;
        }
        if let Ok((month, _)) = read_month(first)
            && (separator != ' ' || !rest.trim().is_empty())
        {
            return (Some(month), rest.trim());
        }
    }
    let alone = line.trim().trim_matches('"');
    let is_figure = alone.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    match read_month(alone) {
        Ok((month, _)) if !is_figure && !alone.contains(['*', '+', '(']) => (Some(month), ""),
        _ => (None, alone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    fn curve(text: &str, sign: DecimalSign) -> Pasted<CurvePoint> {
        let plan = testing::plan();
        let info = plan.info(&"market.btc_price_curve".parse().unwrap()).unwrap();
        read_curve(text, info, Month::new(2027, 1), 1, sign)
    }

    fn said(pasted: &Pasted<CurvePoint>) -> String {
        let points = pasted.values.iter();
        let said: Vec<_> = points.map(|point| format!("{} {}", point.month, point.value)).collect();
        said.join("; ")
    }

    fn causes(pasted: &Pasted<CurvePoint>) -> Vec<&String> {
        pasted.lines.iter().filter_map(|line| line.read.as_ref().err()).collect()
    }

    #[test]
    fn a_column_with_a_header_and_a_blank_line_starts_at_the_plan() {
        let pasted = curve("USD\n\n90000\n$91000\n\n1e999\n94000\n", DecimalSign::Asked);
        assert_eq!(said(&pasted), "2027-01 90000; 2027-02 91000; 2027-05 94000");
        let causes = causes(&pasted);
        assert_eq!(causes.len(), 4);
        assert!(causes[0].contains("ead") && causes[3].contains("too large"), "{causes:?}");
        assert_eq!(pasted.lines.len(), 7);
        assert!(pasted.remarks[0].starts_with("2 months"), "{:?}", pasted.remarks);
    }

    #[test]
    fn a_first_value_that_is_missing_or_wrong_keeps_its_month() {
        for first in ["n/a", "1e999", "-", "1/0"] {
            let pasted = curve(&format!("Price\n{first}\n91000"), DecimalSign::Asked);
            assert_eq!(said(&pasted), "2027-02 91000", "{first}");
        }
    }

    #[test]
    fn months_and_values_are_read_whatever_parts_them() {
        for text in [
            "2027-02\t90\n2027-01\t80",
            "2027-02,90\n2027-01,80",
            "Feb 2027;90\n01/2027;80",
            "\"2027-02-28\",\"90\"\n\"2027-01-31\",\"80\"",
            "2027-02 90\n2027\t80",
        ] {
            assert_eq!(said(&curve(text, DecimalSign::Asked)), "2027-01 80; 2027-02 90", "{text}");
        }
        let twice = curve("2027-01 80\n2027-01 81", DecimalSign::Asked);
        assert_eq!((said(&twice).as_str(), twice.lines[1].read.is_err()), ("2027-01 80", true));
    }

    #[test]
    fn years_are_the_januaries_of_a_yearly_curve() {
        let plan = testing::plan();
        let info = plan.info(&"market.btc_annual_prices".parse().unwrap()).unwrap();
        for text in ["2028,95000\n2030,99000", "95000\n\n99000"] {
            let start = Month::new(2028, 1);
            let pasted = read_curve(text, info, start, 12, DecimalSign::Asked);
            assert_eq!(said(&pasted), "2028-01 95000; 2030-01 99000", "{text}");
            assert!(pasted.remarks[0].starts_with("1 "), "{:?}", pasted.remarks);
        }
    }

    #[test]
    fn a_line_of_several_figures_is_not_one_of_them() {
        for text in ["2027-01\t90\t100", "Month,Price,Hashrate\n2027-01,90000,5", "90\t100"] {
            let pasted = curve(text, DecimalSign::Comma);
            assert_eq!(said(&pasted), "", "{text}");
            assert!(causes(&pasted).last().unwrap().contains("more than one"), "{text}");
        }
        let alone = curve("2027-01\n2027-02\t5", DecimalSign::Asked);
        assert_eq!(said(&alone), "2027-02 5");
    }

    #[test]
    fn two_readings_wait_for_the_decimal_sign() {
        let text = "2027-01\t1,250\n2027-02\t1,300";
        let asked = curve(text, DecimalSign::Asked);
        assert!(asked.asks_sign && asked.values.is_empty());
        assert_eq!(said(&curve(text, DecimalSign::Point)), "2027-01 1250; 2027-02 1300");
        assert_eq!(said(&curve(text, DecimalSign::Comma)), "2027-01 1.25; 2027-02 1.3");
    }
}
