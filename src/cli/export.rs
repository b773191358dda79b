//! `export`: every chart as a picture, its data and the whole ledger as tables.

use std::collections::BTreeSet;
use std::path::Path;

use super::args::{ChartFormat, ExportArgs, TableFormat, ThemeArg};
use super::table::{Align, Table};
use super::{Answer, Failure};
use crate::engine::{LINES, Ledger};
use crate::export::{self, ExportError, Size, Style};
use crate::figure::{ChartContext, Figure, chart, chart_ids};
use crate::look::Theme;
use crate::store;
use crate::words::tr;

/// Pixels of a PNG per pixel of its layout: sharp on paper and on fine screens.
const SHARPNESS: f32 = 2.0;

/// Name of the table of every line by month.
const LEDGER: &str = "ledger";

pub(super) fn run(args: &ExportArgs) -> Result<Answer, Failure> {
    let plan = super::load(&args.plan)?;
    let (solution, _) = super::solved(&plan)?;
    let (advice, _) = super::advised(&plan)?;
    let context = ChartContext { plan: &plan, solution: &solution, advice: Some(&advice) };
    let ids = chart_ids(&context);
    let charts: Vec<(String, Figure)> =
        ids.into_iter().filter_map(|id| Some((id.clone(), chart(&id, &context)?))).collect();
    match &args.out {
        Some(folder) if !args.list => write(args, folder, &charts, &solution.plan.ledger),
        _ => Ok(list(&charts).into()),
    }
}

/// Every chart with its title, then the ledger.
fn list(charts: &[(String, Figure)]) -> String {
    let mut table = Table::new(&[Align::Left, Align::Left]);
    for (id, figure) in charts {
        table.row(&[id.clone(), figure.title.clone()]);
    }
    table.row(&[LEDGER.to_owned(), tr("cli.export.ledger").to_owned()]);
    table.to_string()
}

fn write(
    args: &ExportArgs,
    folder: &Path,
    charts: &[(String, Figure)],
    ledger: &Ledger,
) -> Result<Answer, Failure> {
    let both = args.charts.is_empty() && args.tables.is_empty();
    let formats = if both { &[ChartFormat::Svg, ChartFormat::Png][..] } else { &args.charts };
    let tables = both || args.tables.contains(&TableFormat::Csv);
    let theme = match args.theme {
        ThemeArg::Dark => Theme::Dark,
        ThemeArg::Light => Theme::Light,
    };
    let style = Style::new(Size::Slide, theme);
    let mut written = String::new();
    let mut put = |name: &str, ending: &str, bytes: &[u8]| -> Result<(), Failure> {
        let path = folder.join(format!("{name}.{ending}"));
        store::write_atomically(&path, bytes)?;
        written.extend([&*path.to_string_lossy(), "\n"]);
        Ok(())
    };
    store::create_folder(folder)?;
    let mut names = BTreeSet::from([LEDGER.to_owned()]);
    for (id, figure) in charts {
        let name = file_name(id, &mut names);
        for format in formats {
            match format {
                ChartFormat::Svg => put(&name, "svg", &export::svg(figure, &style)?)?,
                ChartFormat::Png => put(&name, "png", &export::png(figure, &style, SHARPNESS)?)?,
            }
        }
        if tables {
            put(&name, "csv", &export::csv(figure)?)?;
        }
    }
    if tables {
        put(LEDGER, "csv", &ledger_csv(ledger)?)?;
    }
    Ok(written.into())
}

/// A file name for a chart's id, which no other chart has.
fn file_name(id: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "_-".contains(c) { c } else { '-' };
    let base: String = id.trim_end_matches(']').chars().map(plain).collect();
    let mut name = base.clone();
    let mut count = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}-{count}");
        count += 1;
    }
    name
}

/// Every line of the ledger, a row for each month; the keys carry their units.
fn ledger_csv(ledger: &Ledger) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["month"].into_iter().chain(LINES.iter().map(|line| line.key)))?;
    for index in 0..ledger.months {
        let month = ledger.start.plus(index as i32).to_string();
        let figures = LINES.iter().map(|line| ledger.series(line.id)[index].to_string());
        writer.write_record([month].into_iter().chain(figures))?;
    }
    writer.into_inner().map_err(|error| ExportError::Packing(error.to_string()))
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::Failed(format!("cannot export: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_make_plain_file_names_that_differ() {
        let mut taken = BTreeSet::from([LEDGER.to_owned()]);
        let mut name = |id| file_name(id, &mut taken);
        assert_eq!(name("gain_by_mw"), "gain_by_mw");
        assert_eq!(name("lease_cash[hall/a b]"), "lease_cash-hall-a-b");
        assert_eq!(name("lease_cash[hall-a.b]"), "lease_cash-hall-a-b-2");
        assert_eq!(name("ledger"), "ledger-2");
    }
}
