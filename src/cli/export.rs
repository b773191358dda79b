//! `export`: the plan on one page, every chart as a picture, its data and the whole ledger as tables.

use std::path::Path;

use super::args::{ChartFormat, ExportArgs, TableFormat, ThemeArg};
use super::table::{Align, Table};
use super::{Answer, Failure};
use crate::export::{
    self, Colors, ExportError, Format, HandOver, LEDGER, Named, SHARPNESS, Size, Style, page_name,
};
use crate::figure::ChartContext;
use crate::plan::Plan;
use crate::store;
use crate::words::tr;

pub(super) fn run(args: &ExportArgs) -> Result<Answer, Failure> {
    let asked = super::load(&args.plan)?;
    let what_ifs = asked.what_ifs.clone();
    let plan = asked.named();
    let (solution, _) = super::solved(&plan)?;
    let (advice, _) = super::advised(&plan)?;
    let advice = Some(&advice);
    let context = ChartContext { plan: &plan, solution: &solution, advice, what_ifs: &what_ifs };
    let charts = export::named(&context);
    match &args.out {
        Some(folder) if !args.list => write(args, folder, &charts, &context),
        _ => Ok(list(&charts).into()),
    }
}

/// Every chart with its title, then the ledger and the page.
fn list(charts: &[Named]) -> String {
    let mut table = Table::new(&[Align::Left, Align::Left]);
    for Named { id, figure, .. } in charts {
        table.row(&[id.clone(), figure.title.clone()]);
    }
    table.row(&[LEDGER.to_owned(), tr("cli.export.ledger").to_owned()]);
    table.row(&["page".to_owned(), tr("cli.export.page").to_owned()]);
    table.to_string()
}

fn write(
    args: &ExportArgs,
    folder: &Path,
    charts: &[Named],
    context: &ChartContext<'_>,
) -> Result<Answer, Failure> {
    let every = args.charts.is_empty() && args.tables.is_empty() && !args.page;
    let pictures = if every { &[ChartFormat::Svg, ChartFormat::Png][..] } else { &args.charts };
    let tables = every || args.tables.contains(&TableFormat::Csv);
    let formats = pictures.iter().map(|format| match format {
        ChartFormat::Svg => Format::Svg,
        ChartFormat::Png => Format::Png,
        ChartFormat::Pdf => Format::Pdf,
    });
    let colors = match args.theme {
        ThemeArg::Dark => Colors::Dark,
        ThemeArg::Light => Colors::Light,
        ThemeArg::Print => Colors::Print,
    };
    let all = HandOver {
        plan: None,
        page: (every || args.page).then(|| page_file(args, context.plan)),
        charts: formats.chain(tables.then_some(Format::Csv)).collect(),
        ledger: tables,
        day: Some(store::today()),
        style: Style::new(Size::Slide, colors.palette()),
        sharpness: SHARPNESS,
    };
    let mut written = String::new();
    store::create_folder(folder)?;
    for file in all.files(charts) {
        let path = folder.join(&file.name);
        store::write_atomically(&path, &all.bytes(&file, charts, context)?)?;
        written.extend([&*path.to_string_lossy(), "\n"]);
    }
    Ok(written.into())
}

/// The name of the page's file: beside that of the plan's, else of its name.
fn page_file(args: &ExportArgs, plan: &Plan) -> String {
    let of_file = args.plan.plan.as_deref().and_then(Path::file_stem);
    let stem = of_file.map(|stem| stem.to_string_lossy().into_owned());
    page_name(&stem.unwrap_or_else(|| export::stem(&plan.name)))
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::Failed(format!("cannot export: {error}"))
    }
}
