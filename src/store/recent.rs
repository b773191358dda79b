//! What a recent plan's file says at a glance.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::open;
use crate::plan::Headline;

/// A plan's file at a glance.
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    /// The plan's name.
    pub name: String,
    /// The figures it showed when it was saved.
    pub headline: Option<Headline>,
    /// When it was saved, in the time of the place: `2026-11-19 14:02`.
    pub saved_at: Option<String>,
}

/// Looks into a plan's file; none where it is gone or cannot be read.
pub fn recent(path: &Path) -> Option<Recent> {
    let plan = open(path).ok()?;
    Some(Recent { name: plan.name, headline: plan.headline, saved_at: saved_at(path) })
}

/// When a file was written, in the time of the place: `2026-11-19 14:02`.
pub(super) fn saved_at(path: &Path) -> Option<String> {
    let modified = fs::metadata(path).and_then(|data| data.modified()).ok()?;
    let time = Timestamp::try_from(modified).ok()?.to_zoned(TimeZone::system());
    Some(time.strftime("%Y-%m-%d %H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn a_file_says_its_name_and_time_and_one_that_is_gone_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        assert_eq!(recent(&path), None);
        let plan = testing::plan();
        crate::store::save(&plan, &path).unwrap();
        let found = recent(&path).unwrap();
        assert_eq!(found.name, plan.name);
        let time = found.saved_at.unwrap();
        assert_eq!((time.len(), time.get(10..11)), (16, Some(" ")));
    }
}
