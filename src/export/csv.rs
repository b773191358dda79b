//! A figure's data as CSV.

use csv::WriterBuilder;

use crate::export::ExportError;
use crate::figure::{Cell, Figure};

/// The figure's data: title, subtitle and source as rows that begin with `#`, a header with units, a row for each x.
pub fn csv(figure: &Figure) -> Result<Vec<u8>, ExportError> {
    let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for line in [&figure.title, &figure.subtitle, &figure.source] {
        if !line.is_empty() {
            writer.write_record([format!("# {line}")])?;
        }
    }
    let table = figure.table();
    writer.write_record(table.columns.iter().map(|(name, unit)| match unit.as_str() {
        "" => name.clone(),
        unit => format!("{name} [{unit}]"),
    }))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Number(value) => value.to_string(),
            Cell::Text(text) => text.clone(),
        }))?;
    }
    writer.into_inner().map_err(|error| ExportError::Packing(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::samples;

    #[test]
    fn there_is_a_row_for_each_x_below_title_and_units() {
        let text = String::from_utf8(csv(&samples::revenue()).unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "# Revenue by use");
        assert_eq!(lines[1], "\"# M USD a year, base case, best plan\"");
        assert_eq!(
            lines[3],
            "year,Colocation [M USD],GPU rental [M USD],Mining [M USD],Power cost [M USD]"
        );
        assert_eq!(lines[4], "2027,8,16,42,24");
        assert_eq!(lines.len(), 4 + 10);
    }
}
