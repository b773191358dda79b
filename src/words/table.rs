//! The tables of texts: RON files from key to template, embedded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

/// The English tables by file name; a key stands in one of them only.
const TABLES: &[(&str, &str)] = &[
    ("units.ron", include_str!("../../assets/text/en/units.ron")),
    ("screens_lists.ron", include_str!("../../assets/text/en/screens_lists.ron")),
    ("screens_answer.ron", include_str!("../../assets/text/en/screens_answer.ron")),
    ("screens_finance.ron", include_str!("../../assets/text/en/screens_finance.ron")),
    ("screens_market.ron", include_str!("../../assets/text/en/screens_market.ron")),
    ("screens_money.ron", include_str!("../../assets/text/en/screens_money.ron")),
    ("screens_places.ron", include_str!("../../assets/text/en/screens_places.ron")),
    ("screens_parts.ron", include_str!("../../assets/text/en/screens_parts.ron")),
    ("screens_plans.ron", include_str!("../../assets/text/en/screens_plans.ron")),
    ("screens_revenue.ron", include_str!("../../assets/text/en/screens_revenue.ron")),
    ("screens_start.ron", include_str!("../../assets/text/en/screens_start.ron")),
    ("engine.ron", include_str!("../../assets/text/en/engine.ron")),
    ("figure.ron", include_str!("../../assets/text/en/figure.ron")),
    ("power.ron", include_str!("../../assets/text/en/power.ron")),
    ("reference.ron", include_str!("../../assets/text/en/reference.ron")),
    ("ui_export.ron", include_str!("../../assets/text/en/ui_export.ron")),
    ("ui_find.ron", include_str!("../../assets/text/en/ui_find.ron")),
    ("ui.ron", include_str!("../../assets/text/en/ui.ron")),
    ("files.ron", include_str!("../../assets/text/en/files.ron")),
    ("plan.ron", include_str!("../../assets/text/en/plan.ron")),
    ("app.ron", include_str!("../../assets/text/en/app.ron")),
    ("cli.ron", include_str!("../../assets/text/en/cli.ron")),
    ("export.ron", include_str!("../../assets/text/en/export.ron")),
    ("page.ron", include_str!("../../assets/text/en/page.ron")),
];

static ENGLISH: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut texts = BTreeMap::new();
    for (file, table) in TABLES {
        match ron::from_str::<Entries>(table) {
            Ok(entries) => texts.extend(entries.0),
            Err(error) => tracing::error!("The texts of {file} cannot be read: {error}"),
        }
    }
    texts
});

/// Keys without a text that were asked for, in the form they are said; each is kept once.
static UNKNOWN: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);

/// The fixed text of `key`.
///
/// A key without a text is said itself in angle quotes, `‹key›`.
pub fn tr(key: &str) -> &'static str {
    ENGLISH.get(key).map_or_else(|| unknown(key), String::as_str)
}

/// Whether `key` has a text.
pub fn has(key: &str) -> bool {
    ENGLISH.contains_key(key)
}

/// All keys in order.
pub fn keys() -> impl Iterator<Item = &'static str> {
    ENGLISH.keys().map(String::as_str)
}

fn unknown(key: &str) -> &'static str {
    let said = format!("‹{key}›");
    let mut known = UNKNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.get(said.as_str()) {
        return found;
    }
    let kept: &'static str = Box::leak(said.into_boxed_str());
    known.insert(kept);
    kept
}

/// One table in the order of its file; keys that stand twice stay visible.
struct Entries(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table from key to text")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Every entry of every file, with its file; fails where a file is not a table.
    fn entries() -> Vec<(&'static str, String, String)> {
        let read = |(file, table): &(&'static str, &str)| {
            let entries: Entries =
                ron::from_str(table).unwrap_or_else(|error| panic!("{file}: {error}"));
            let file = *file;
            entries.0.into_iter().map(move |(key, text)| (file, key, text))
        };
        TABLES.iter().flat_map(read).collect()
    }

    #[test]
    fn every_table_is_read_and_no_key_stands_twice() {
        let mut seen = BTreeMap::new();
        for (file, key, _) in entries() {
            if let Some(other) = seen.insert(key.clone(), file) {
                panic!("“{key}” stands in {other} and in {file}");
            }
        }
        assert_eq!(seen.len(), keys().count());
        assert!(TABLES.iter().all(|(file, _)| seen.values().any(|found| found == file)));
    }

    #[test]
    fn a_key_that_stands_twice_stays_visible() {
        let table: Entries = ron::from_str(r#"{ "a": "one", "a": "two" }"#).unwrap();
        assert_eq!(table.0.len(), 2);
    }

    /// Whether every brace belongs to a `{place}` of lower-case letters, digits and underscores.
    fn is_well_formed(template: &str) -> bool {
        let mut pieces = template.split('{');
        let opening = pieces.next().unwrap_or_default();
        let named = |place: &str| {
            !place.is_empty()
                && place.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        !opening.contains('}')
            && pieces.all(|piece| {
                piece
                    .split_once('}')
                    .is_some_and(|(place, rest)| named(place) && !rest.contains('}'))
            })
    }

    #[test]
    fn every_place_is_well_formed() {
        for (file, key, text) in entries() {
            assert!(is_well_formed(&text), "{file}, “{key}”: {text}");
            assert!(text.trim() == text, "{file}, “{key}” starts or ends with a space");
        }
        assert!(is_well_formed("{mw} of {grid_mw}"));
        for wrong in ["{mw", "mw}", "{}", "{a b}", "{MW}", "{{mw}}"] {
            assert!(!is_well_formed(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_key_without_text_says_itself() {
        assert_eq!(tr("unit.mw"), "MW");
        assert!(has("unit.mw") && !has("no.such"));
        assert_eq!(tr("no.such"), "‹no.such›");
        assert!(std::ptr::eq(tr("no.such"), tr("no.such")));
    }
}
