//! Aligned columns of text.

use std::fmt;

/// To which side a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Figures.
    Right,
}

/// Rows of cells in columns as wide as their widest cell, two spaces apart.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: &[Align]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; cells that are missing are empty.
    pub fn row(&mut self, cells: &[String]) {
        let mut cells = cells.to_vec();
        cells.resize(self.columns.len(), String::new());
        self.rows.push(cells);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |cell: &String| cell.chars().count();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|column| self.rows.iter().map(|row| width(&row[column])).max().unwrap_or(0))
            .collect();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, align), widest) in row.iter().zip(&self.columns).zip(&widths) {
                let space = " ".repeat(widest - width(cell));
                match align {
                    Align::Left => line.extend([cell.as_str(), space.as_str()]),
                    Align::Right => line.extend([space.as_str(), cell.as_str()]),
                }
                line.push_str("  ");
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Left]);
        table.row(&["NPV".to_owned(), "−88".to_owned(), "M USD".to_owned()]);
        table.row(&["Payback".to_owned(), "4.6".to_owned()]);
        table.row(&["AI".to_owned(), "1,000".to_owned(), "MW".to_owned()]);
        assert_eq!(
            table.to_string(),
            "NPV        −88  M USD\nPayback    4.6\nAI       1,000  MW\n"
        );
    }
}
