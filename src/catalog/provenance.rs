//! Where a row's figures come from, how old they are and whether they were read there.

use serde::{Deserialize, Deserializer, Serialize};

/// The origin of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Provenance {
    /// The published source, or "recalled planning value".
    pub source: String,
    /// The date, month or year the figures stand for, as published.
    #[serde(deserialize_with = "text")]
    pub as_of: String,
    /// Whether the figures were read in the source.
    pub verified: Verified,
}

/// Whether a row's figures were read in a published source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verified {
    /// The main figures were read in the named source.
    Yes,
    /// Some figures were read, others are planning values.
    Partly,
    /// Planning values only.
    #[default]
    No,
}

/// A text, also where it looks like a number: within a flattened row the CSV reader types cells by their looks.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Cell {
        Year(u32),
        Text(String),
    }
    Ok(match Cell::deserialize(deserializer)? {
        Cell::Year(year) => year.to_string(),
        Cell::Text(text) => text,
    })
}
