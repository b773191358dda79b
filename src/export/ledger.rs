//! The whole ledger as CSV.

use super::ExportError;
use crate::engine::{LINES, Ledger};

/// Every line of the ledger, a row for each month; the keys carry their units.
pub fn ledger_csv(ledger: &Ledger) -> Result<Vec<u8>, ExportError> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(["month"].into_iter().chain(LINES.iter().map(|line| line.key)))?;
    for index in 0..ledger.months {
        let month = ledger.start.plus(index as i32).to_string();
        let figures = LINES.iter().map(|line| ledger.series(line.id)[index].to_string());
        writer.write_record([month].into_iter().chain(figures))?;
    }
    writer.into_inner().map_err(|error| ExportError::Packing(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::LineId;
    use crate::plan::testing;

    #[test]
    fn each_month_is_a_row_and_each_line_a_column() {
        let plan = testing::plan();
        let mut ledger = Ledger::new(&plan);
        ledger.leaf_mut(LineId::MiningMw).fill(20.5);
        let text = String::from_utf8(ledger_csv(&ledger).unwrap()).unwrap();
        let mut rows = text.lines();
        let head: Vec<&str> = rows.next().unwrap().split(',').collect();
        assert_eq!(head.len(), 1 + LINES.len());
        let column = head.iter().position(|key| *key == LineId::MiningMw.line().key).unwrap();
        let first: Vec<&str> = rows.next().unwrap().split(',').collect();
        assert_eq!((first[0], first[column]), ("2027-01", "20.5"));
        assert_eq!(rows.count() + 1, ledger.months);
    }
}
