//! Parsing of the bundled tables.

use serde::de::DeserializeOwned;

/// The rows of a bundled table; a row that cannot be read is logged and left out.
///
/// The tests read every table strictly, so no row is left out of a released program.
pub(super) fn rows<T: DeserializeOwned>(name: &str, text: &str) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let read = |row: Result<T, csv::Error>| match row {
        Ok(row) => Some(row),
        Err(error) => {
            tracing::error!("Could not read a row of {name}: {error}");
            None
        }
    };
    reader.deserialize().filter_map(read).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use serde::de::DeserializeOwned;

    use super::super::Provenance;

    /// Reads a table strictly and holds its count, its ids and the origin of every row.
    pub fn check<T: DeserializeOwned>(
        text: &str,
        count: usize,
        origin: impl Fn(&T) -> (String, &Provenance),
    ) {
        let rows: Vec<T> = csv::Reader::from_reader(text.as_bytes())
            .deserialize()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(rows.len(), count);
        let mut seen = BTreeSet::new();
        for row in &rows {
            let (id, Provenance { source, as_of, .. }) = origin(row);
            assert!(!source.trim().is_empty() && !as_of.trim().is_empty(), "{id} has no origin");
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
            assert!(!id.is_empty() && id.chars().all(plain), "{id} is no id");
            assert!(seen.insert(id.clone()), "{id} stands twice");
        }
    }

    /// Holds that each figure given is finite and above zero.
    pub fn positive(id: &str, figures: &[Option<f64>]) {
        for figure in figures.iter().flatten() {
            assert!(figure.is_finite() && *figure > 0.0, "{id}: {figure}");
        }
    }

    /// Holds that each share given lies between 0 and 1.
    pub fn share(id: &str, shares: &[Option<f64>]) {
        for share in shares.iter().flatten() {
            assert!((0.0..=1.0).contains(share), "{id}: {share}");
        }
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Row {
        id: String,
        value: f64,
    }

    #[test]
    fn a_broken_row_is_left_out_and_the_others_stay() {
        let read: Vec<Row> = super::rows("test", "id,value\na,1\nb,one\nc,3\n");
        assert_eq!(read.iter().map(|row| row.value).collect::<Vec<_>>(), [1.0, 3.0]);
        assert_eq!(read[1].id, "c");
    }
}
