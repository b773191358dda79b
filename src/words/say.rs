//! Says a text: its template with every place filled.

use super::{Arg, Text, tr};
use crate::format::{MISSING, NARROW_SPACE, month_long, number};

/// Says a text in English.
///
/// A place without an argument is said as `‹place›`, a key without a template as `‹key›`.
pub fn say(text: &Text) -> String {
    fill(tr(text.key), &text.args)
}

fn fill(template: &str, args: &[(&'static str, Arg)]) -> String {
    let mut said = String::with_capacity(template.len());
    let mut left = template;
    while let Some((before, rest)) = left.split_once('{') {
        said.push_str(before);
        let (place, after) = rest.split_once('}').unwrap_or((rest, ""));
        match args.iter().find(|(name, _)| *name == place) {
            Some((_, arg)) => said.push_str(&say_arg(arg)),
            None => said.extend(["‹", place, "›"]),
        }
        left = after;
    }
    said.push_str(left);
    said
}

fn say_arg(arg: &Arg) -> String {
    match arg {
        Arg::Quantity(value, decimals, unit) => quantity(*value, *decimals, unit),
        Arg::Name(name) => name.clone(),
        Arg::Field(key) => tr(key).to_owned(),
        Arg::Month(month) => month_long(*month),
    }
}

/// A number and its unit; the value is in that unit already, percent included.
fn quantity(value: f64, decimals: u8, unit: &str) -> String {
    let figure = number(value, decimals);
    let unit = if unit.is_empty() { "" } else { tr(unit) };
    if unit.is_empty() || figure == MISSING {
        figure
    } else if unit.starts_with('%') {
        format!("{figure}{NARROW_SPACE}{unit}")
    } else {
        format!("{figure} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Month;

    #[test]
    fn places_are_filled_by_name() {
        let args = [
            ("mw", Arg::Quantity(62.0, 0, "unit.mw")),
            ("share", Arg::Quantity(27.4, 1, "unit.percent")),
            ("escalator", Arg::Quantity(-3.0, 1, "unit.percent_per_year")),
            ("count", Arg::Quantity(2532.0, 0, "")),
            ("gap", Arg::Quantity(f64::NAN, 0, "unit.usd")),
            ("ratio", Arg::Quantity(1.3, 2, "unit.ratio")),
            ("plan", Arg::Name("Texas {mw}".to_owned())),
            ("field", Arg::Field("ui.nav.leases")),
            ("month", Arg::Month(Month::new(2027, 12))),
        ];
        for (template, said) in [
            ("Give {mw} to AI", "Give 62 MW to AI"),
            ("{share} of {mw}", "27.4\u{202f}% of 62 MW"),
            ("{escalator}", "−3.0\u{202f}% a year"),
            ("{count}, {ratio}, {gap}", "2,532, 1.30, –"),
            ("{plan}: {field}", "Texas {mw}: Leases"),
            ("by {month}", "by Dec 2027"),
            ("{nothing}", "‹nothing›"),
        ] {
            assert_eq!(fill(template, &args), said);
        }
    }

    #[test]
    fn a_text_is_said_by_its_key() {
        assert_eq!(say(&Text::key("ui.nav.site_and_power")), "Site & power");
        assert_eq!(say(&Text::key("no.such").with("mw", Arg::Name("x".into()))), "‹no.such›");
    }
}
