//! Bundled years of hours: a column to each series, in thousandths.

/// One series.
pub(super) struct Column {
    /// Its id.
    pub(super) id: String,
    /// Its values.
    pub(super) values: Vec<f64>,
}

/// The columns of a bundled table; a cell that cannot be read is logged and counts as 0.
///
/// The tests hold lengths and means, so no cell of a released program is wrong.
pub(super) fn columns(name: &str, text: &str) -> Vec<Column> {
    let mut lines = text.lines();
    let mut columns: Vec<Column> = lines
        .next()
        .unwrap_or_default()
        .split(',')
        .map(|id| Column { id: id.to_owned(), values: Vec::new() })
        .collect();
    for line in lines {
        for (column, cell) in columns.iter_mut().zip(line.split(',')) {
            let value = cell.parse::<i32>().unwrap_or_else(|error| {
                tracing::error!("Could not read “{cell}” of {name}: {error}");
                0
            });
            column.values.push(f64::from(value) / 1000.0);
        }
    }
    columns
}
