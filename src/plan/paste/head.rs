//! Headings of pasted tables, matched with the fields of the registry.

use crate::plan::fields::Kind;
use crate::plan::{FieldInfo, Unit};
use crate::words::{Arg, Text, say, tr};

/// The field a heading names by label, key or unit, with its unit in brackets or without.
///
/// # Errors
/// Why it names none.
pub(super) fn field_of(
    head: &str,
    fields: &[&'static FieldInfo],
) -> Result<&'static FieldInfo, String> {
    let (name, unit) = split_unit(head);
    let name = plain(name);
    let is_named = |info: &&&'static FieldInfo| {
        let (label, key) = (plain(tr(info.label)), plain(info.key));
        let with_unit = plain(&format!("{} {}", tr(info.label), tr(info.unit.key())));
        [label, key, with_unit].contains(&name)
    };
    let mut found: Vec<&'static FieldInfo> = fields.iter().filter(is_named).copied().collect();
    if found.is_empty() {
        // A unit alone is a name where only one field has it.
        let has_unit = |info: &&&'static FieldInfo| plain(tr(info.unit.key())) == name;
        found = fields.iter().filter(has_unit).copied().collect();
        if name.is_empty() || found.len() > 1 {
            found.clear();
        }
    }
    let fits: Vec<&'static FieldInfo> =
        found.iter().copied().filter(|info| unit.is_none_or(|unit| is_unit(unit, info))).collect();
    match (fits.as_slice(), found.as_slice()) {
        ([one], _) => Ok(one),
        ([], []) => Err(tr("paste.unknown").to_owned()),
        ([], [other, ..]) => {
            let unit = Arg::Field(other.unit.key());
            Err(say(&Text::key("paste.other_unit").with("unit", unit)))
        }
        _ => Err(tr("paste.two_columns").to_owned()),
    }
}

/// The heading of a field: its label, and its unit in brackets.
pub(super) fn heading(info: &FieldInfo) -> String {
    let unit = tr(info.unit.key());
    let bare = unit.is_empty() || matches!(info.kind, Kind::Month | Kind::Text | Kind::Choice(_));
    if bare { tr(info.label).to_owned() } else { format!("{} [{unit}]", tr(info.label)) }
}

/// A heading and the unit in brackets at its end.
fn split_unit(head: &str) -> (&str, Option<&str>) {
    let head = head.trim().trim_matches('"').trim();
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some((name, unit)) = head.strip_suffix(close).and_then(|head| head.rsplit_once(open))
            && !name.trim().is_empty()
        {
            return (name, Some(unit));
        }
    }
    (head, None)
}

fn is_unit(unit: &str, info: &FieldInfo) -> bool {
    let given = plain(unit);
    let also: &[&str] = match info.unit {
        Unit::SharePerYear => &["%", "%/year"],
        Unit::UsdPerUnit => &["usd", "usd/unit"],
        // A watt runs a terahash a second where a joule makes one terahash.
        Unit::JPerTh => &["w/th", "w/th/s"],
        _ => &[],
    };
    let is_date = info.kind == Kind::Month;
    is_date || also.contains(&given.as_str()) || given == plain(tr(info.unit.key()))
}

/// Lower-case words parted by one space.
fn plain(words: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || "/%".contains(c) { c } else { ' ' };
    let spaced: String = words.to_lowercase().chars().map(kept).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
