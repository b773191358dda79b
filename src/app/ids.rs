//! New permanent ids: a slug of the name and a suffix that no other id shares.

use std::time::{SystemTime, UNIX_EPOCH};

/// Where suffixes come from: the clock of the first, then a count.
#[derive(Clone, Debug)]
pub struct Ids {
    state: u64,
}

impl Ids {
    /// Ids that start from the clock.
    #[expect(clippy::disallowed_methods, reason = "only app reads the clock, and here it does")]
    pub fn from_clock() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { state: since.as_nanos() as u64 }
    }

    /// A new id for something named `name`: `texas-100-mw-k3x9q2`.
    pub fn next(&mut self, name: &str) -> String {
        // SplitMix64: a fixed step, then bits stirred so that near counts give far suffixes.
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        let mut id = slug(name);
        id.push('-');
        for _ in 0..6 {
            id.extend(char::from_digit((bits % 36) as u32, 36));
            bits /= 36;
        }
        id
    }
}

/// Lower-case letters and digits of a name, other signs as one hyphen, 24 at most.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.to_lowercase().chars() {
        if slug.len() >= 24 {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "item".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_say_their_name_and_never_meet() {
        let mut ids = Ids { state: 7 };
        let id = ids.next("Meridian, hall A (Ø)");
        assert!(id.starts_with("meridian-hall-a-"), "{id}");
        assert_eq!(id.len(), "meridian-hall-a-".len() + 6);
        assert!(ids.next("…").starts_with("item-"));
        let many: BTreeSet<_> = (0..10_000).map(|_| ids.next("a")).collect();
        assert_eq!(many.len(), 10_000);
    }
}
