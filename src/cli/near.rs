//! Fields that are written much like one that is not there.

use crate::plan::{FieldRef, Plan};

/// How many are named.
const MOST: usize = 5;

/// The fields of a plan nearest to what was typed, the nearest first.
pub fn near_fields(plan: &Plan, typed: &str) -> Vec<String> {
    let key = typed.rsplit('.').next().unwrap_or(typed);
    let mut scored: Vec<(usize, String)> = Vec::new();
    for owner in plan.owners() {
        for (info, _) in plan.fields_of(&owner) {
            let whole = FieldRef::new(owner.clone(), info.key).to_string();
            // The right name of the wrong owner is near, whatever the owner is called.
            let by_key = distance(key, info.key) + usize::from(key != info.key) + 1;
            scored.push((distance(typed, &whole).min(by_key), whole));
        }
    }
    scored.sort();
    scored.into_iter().take(MOST).map(|(_, field)| field).collect()
}

/// How many letters have to be put in, taken out or changed to make one text of the other.
fn distance(one: &str, other: &str) -> usize {
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
        ] {
            let near = near_fields(&plan, typed);
            assert_eq!((near[0].as_str(), near.len()), (nearest, MOST), "{near:?}");
        }
    }
}
