//! The reference: every input and every line of the model, from their registries.

use std::fmt::Write;

use crate::engine::{LINES, LineId};
use crate::figure::formula;
use crate::format::exact;
use crate::plan::fields::Kind;
use crate::plan::{
    AsicBatch, BuildOption, Contract, FieldInfo, Fields, Finance, GpuFleet, Lease, Market, Plan,
    Power, Refresh, Site,
};
use crate::words::{Arg, Text, say, tr};

/// An input.
#[derive(Clone, Debug, PartialEq)]
pub struct InputRow {
    /// Key of the section's name.
    pub section: &'static str,
    /// Its address, as `--set` takes it: `leases[id].term_months`.
    pub address: String,
    /// Its label.
    pub label: &'static str,
    /// Its unit in words, empty where it has none.
    pub unit: &'static str,
    /// What it may be.
    pub range: String,
    /// What it is where nothing is said, empty where it must be said.
    pub default: String,
    /// Where the default comes from.
    pub source: &'static str,
}

/// A line of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct LineRow {
    /// Its key in tables and JSON.
    pub key: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Its unit in words, empty where it has none.
    pub unit: &'static str,
    /// Its formula, or what the model computes it from.
    pub formula: String,
}

/// Every input in the order of the document.
pub fn inputs() -> Vec<InputRow> {
    let mut rows = of::<Plan>("ref.plan", "plan");
    rows.extend(of::<Site>("ref.site", "site"));
    rows.extend(of::<Power>("ref.power", "power"));
    rows.extend(of::<Contract>("ref.contracts", "contracts[id]"));
    rows.extend(of::<AsicBatch>("ref.asics", "asics[id]"));
    rows.extend(of::<Refresh>("ref.refresh", "refresh"));
    rows.extend(of::<GpuFleet>("ref.gpus", "gpus[id]"));
    rows.extend(of::<Lease>("ref.leases", "leases[id]"));
    rows.extend(of::<BuildOption>("ref.options", "options[id]"));
    rows.extend(of::<Market>("ref.market", "market"));
    rows.extend(of::<Finance>("ref.finance", "finance"));
    rows
}

fn of<T: Fields>(section: &'static str, owner: &str) -> Vec<InputRow> {
    let row = |info: &FieldInfo| InputRow {
        section,
        address: format!("{owner}.{}", info.key),
        label: tr(info.label),
        // A month says what it is.
        unit: if info.kind == Kind::Month { "" } else { tr(info.unit.key()) },
        range: range(info),
        default: default(info),
        source: info.source,
    };
    T::FIELDS.iter().map(|field| row(&field.info)).collect()
}

/// Bounds in the unit that is shown, or the choices.
fn range(info: &FieldInfo) -> String {
    let between = |min: f64, max: f64| {
        let (min, max) = (figure(info, min), figure(info, max));
        say(&Text::key("ref.between").with("min", Arg::Name(min)).with("max", Arg::Name(max)))
    };
    match info.kind {
        Kind::Number { min, max } => between(min, max),
        Kind::Count { min, max } => between(f64::from(min), f64::from(max)),
        Kind::Choice(keys) => {
            let words: Vec<_> = keys.iter().map(|key| tr(&format!("choice.{key}"))).collect();
            words.join(", ")
        }
        Kind::Month => tr("ref.month").to_owned(),
        Kind::Text => tr("ref.text").to_owned(),
        Kind::Curve => tr("ref.curve").to_owned(),
    }
}

fn default(info: &FieldInfo) -> String {
    info.default.map(|value| figure(info, value)).unwrap_or_default()
}

/// A figure in the unit that is shown, with the decimals it has and no more.
fn figure(info: &FieldInfo, value: f64) -> String {
    exact(value * info.unit.shown_factor())
}

/// Every line in the order of the registry.
pub fn lines() -> Vec<LineRow> {
    let row = |id: LineId| {
        let line = id.line();
        let formula = formula::say(id).map_or_else(
            || {
                let what = tr(&format!("what.{}", line.key)).to_owned();
                say(&Text::key("ref.computed").with("what", Arg::Name(what)))
            },
            |formula| format!("= {formula}"),
        );
        LineRow { key: line.key, label: tr(line.label), unit: tr(line.unit.key()), formula }
    };
    LINES.iter().map(|line| row(line.id)).collect()
}

/// The reference as a Markdown document.
pub fn reference() -> String {
    let mut text = format!("# {}\n\n{}\n", tr("ref.title"), tr("ref.text_inputs"));
    let mut section = "";
    for row in inputs() {
        let InputRow { address, label, unit, range, default, source, .. } = row;
        if section != row.section {
            section = row.section;
            // Writing to a string has no way to fail.
            write!(text, "\n## {}\n\n{}", tr(section), head(&INPUT_HEADS)).unwrap_or_default();
        }
        let key = format!("`{address}`");
        let cells = [label, key.as_str(), unit, range.as_str(), default.as_str(), source];
        text.push_str(&table_row(&cells));
    }
    write!(text, "\n## {}\n\n{}\n", tr("ref.lines"), tr("ref.text_lines")).unwrap_or_default();
    write!(text, "\n{}", head(&LINE_HEADS)).unwrap_or_default();
    for LineRow { key, label, unit, formula } in lines() {
        let key = format!("`{key}`");
        text.push_str(&table_row(&[label, key.as_str(), unit, formula.as_str()]));
    }
    text
}

const INPUT_HEADS: [&str; 6] =
    ["ref.input", "ref.key", "ref.unit", "ref.range", "ref.default", "ref.source"];
const LINE_HEADS: [&str; 4] = ["ref.line", "ref.key", "ref.unit", "ref.formula"];

fn head(keys: &[&str]) -> String {
    let names: Vec<&str> = keys.iter().map(|key| tr(key)).collect();
    format!("{}|{}\n", table_row(&names), " --- |".repeat(names.len()))
}

fn table_row(cells: &[&str]) -> String {
    let mut row = String::from("|");
    for cell in cells {
        row.extend([" ", &cell.replace('|', "\\|"), " |"]);
    }
    row.push('\n');
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_and_line_is_told_in_words() {
        let rows = inputs();
        assert!(rows.len() > 100, "{}", rows.len());
        assert_eq!(lines().len(), LINES.len());
        let grid = rows.iter().find(|row| row.address == "site.grid_mw").unwrap();
        assert_eq!((grid.unit, grid.range.as_str()), ("MW", "0 to 10,000"));
        let rate = rows.iter().find(|row| row.address == "finance.discount_rate").unwrap();
        assert!(rate.unit.starts_with('%'), "a share is told in percent: {rate:?}");
        let text = reference();
        assert!(!text.contains(['‹', '{']), "a text is missing");
        for row in &rows {
            assert!(text.contains(&format!("`{}`", row.address)), "{}", row.address);
        }
    }

    #[test]
    fn figures_have_the_decimals_they_need_in_the_unit_that_is_shown() {
        let share = Finance::FIELDS
            .iter()
            .map(|field| &field.info)
            .find(|info| info.key == "discount_rate")
            .unwrap();
        for (stored, told) in [(0.0075, "0.75"), (0.02, "2"), (0.125, "12.5"), (-0.2, "−20")] {
            assert_eq!(figure(share, stored), told);
        }
    }

    #[test]
    fn the_reference_in_the_documents_is_this_one() {
        let kept = include_str!("../../docs/reference.md");
        let made = reference();
        let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
        assert!(
            kept == made,
            "write it anew: cargo run -- reference > docs/reference.md; first difference {differs:?}"
        );
    }
}
