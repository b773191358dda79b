//! Fields that are written much like one that is not there.

use crate::plan::{FieldRef, Plan};

/// How many are named.
const MOST: usize = 5;

/// The fields of a plan nearest to what was typed, the nearest first.
pub fn near_fields(plan: &Plan, typed: &str) -> Vec<String> {
    let mut scored: Vec<(usize, String)> = Vec::new();
    for owner in plan.owners() {
        for (info, _) in plan.fields_of(&owner) {
            let whole = FieldRef::new(owner.clone(), info.key).to_string();
            scored.push((score(typed, &whole, info.key), whole));
        }
    }
    scored.sort();
    scored.into_iter().take(MOST).map(|(_, field)| field).collect()
}

/// How far what was typed is from a field: the beginning of its name and its name under another owner are near.
fn score(typed: &str, whole: &str, key: &str) -> usize {
    let typed_key = typed.rsplit('.').next().unwrap_or(typed);
    if typed_key == key || (!typed_key.is_empty() && whole.starts_with(typed)) {
        return 1;
    }
    let part = usize::from(typed_key.len() < 3 || !key.contains(typed_key)) * usize::MAX;
    let by_key = distance(typed_key, key) + 2;
    distance(typed, whole).min(by_key).min(part.max(2))
}

/// How many letters have to be put in, taken out or changed to make one text of the other.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = place + 1;
        for (column, against) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *against);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn letters_are_counted() {
        for (one, other, expect) in
            [("", "", 0), ("grid", "grid", 0), ("grid_mv", "grid_mw", 1), ("kitten", "sitting", 3)]
        {
            assert_eq!((distance(one, other), distance(other, one)), (expect, expect));
        }
    }

    #[test]
    fn the_nearest_field_comes_first() {
        let plan = testing::plan();
        for (typed, nearest) in [
            ("site.grid_mv", "site.grid_mw"),
            ("grid_mw", "site.grid_mw"),
            ("asics[s19].uptime", "asics[s21].uptime"),
            ("discount_rate", "finance.discount_rate"),
            ("power.price", "power.price_usd_per_mwh"),
            ("escalation", "finance.cost_escalation_per_year"),
        ] {
            let near = near_fields(&plan, typed);
            assert_eq!((near[0].as_str(), near.len()), (nearest, MOST), "{near:?}");
        }
    }
}
