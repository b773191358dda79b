//! Ids of new items.

use super::Plan;

/// A new id for an item named `name`: its slug, counted up until no item of the plan has it.
pub fn fresh_id(plan: &Plan, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let words: String = name.chars().map(plain).collect();
    let slug: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).take(4).collect();
    let slug = if slug.is_empty() { "item".to_owned() } else { slug.join("-") };
    let owners = plan.owners();
    let is_taken = |id: &str| owners.iter().any(|owner| owner.id() == Some(id));
    if !is_taken(&slug) {
        return slug;
    }
    let mut counted = slug.clone();
    for count in 2..=owners.len() + 2 {
        counted = format!("{slug}-{count}");
        if !is_taken(&counted) {
            break;
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Change, Item, testing};

    #[test]
    fn a_fresh_id_is_the_slug_counted_up() {
        let mut plan = testing::plan();
        assert_eq!(fresh_id(&plan, "Antminer S21 (200T)"), "antminer-s21-200t");
        // The plan has an s21 of its own.
        plan.apply(Change::Add(Box::new(Item::Asic(testing::batch("s21-2"))))).unwrap();
        assert_eq!(fresh_id(&plan, "S21"), "s21-3");
        assert_eq!(fresh_id(&plan, "…"), "item");
    }
}
