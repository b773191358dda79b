//! Many files of one plan at once: its charts, its tables, itself, and a text that says what is what.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{ExportError, Format, Style, ledger_csv, page};
use crate::figure::{ChartContext, Figure, chart, chart_ids};
use crate::format::{MISSING, money_usd, number, percent, signed_money_usd};
use crate::plan::{self, WhatIf};
use crate::words::{Arg, Text, say, tr};

/// Name of the table of every line by month.
pub const LEDGER: &str = "ledger";

/// Name of the text that says what is what.
pub const README: &str = "README.txt";

/// A chart with the name of its files, without an ending.
#[derive(Clone, Debug)]
pub struct Named {
    /// What it is asked for by.
    pub id: String,
    /// The name of its files.
    pub name: String,
    /// The chart.
    pub figure: Figure,
}

/// What to write of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct HandOver {
    /// File name of the plan; none leaves it away.
    pub plan: Option<String>,
    /// File name of the plan on one page; none leaves it away.
    pub page: Option<String>,
    /// Formats of each chart.
    pub charts: Vec<Format>,
    /// Whether every line of the ledger by month is among the files.
    pub ledger: bool,
    /// The day on which it is written, for the text that says what is what; none leaves that away.
    pub day: Option<String>,
    /// Size and looks of the pictures.
    pub style: Style,
    /// Pixels of a PNG for each px of the style.
    pub sharpness: f32,
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Its name within the folder.
    pub name: String,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Readme,
    Plan,
    Page,
    Ledger,
    Chart(usize, Format),
}

/// The name of the file of a plan on one page, where the plan's own is `stem`.
pub fn page_name(stem: &str) -> String {
    format!("{stem}-page.pdf")
}

/// A plan's name as a file name without an ending.
pub fn stem(name: &str) -> String {
    let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let name: String = name.chars().filter(|c| !forbidden(*c)).take(60).collect();
    let name = name.trim().trim_start_matches('.');
    if name.is_empty() { "plan".to_owned() } else { name.to_owned() }
}

/// Every chart of a plan that has something to draw, each with a file name of its own.
pub fn named(context: &ChartContext<'_>) -> Vec<Named> {
    let mut taken = BTreeSet::from([LEDGER.to_owned()]);
    let charts = chart_ids(context).into_iter();
    charts
        .filter_map(|id| {
            let figure = chart(&id, context)?;
            Some(Named { name: file_name(&id, &mut taken), id, figure })
        })
        .collect()
}

impl HandOver {
    /// The files there will be, in the order in which they are written.
    pub fn files(&self, charts: &[Named]) -> Vec<NamedFile> {
        let mut files = Vec::new();
        let mut put = |name: String, what| files.push(NamedFile { name, what });
        if self.day.is_some() {
            put(README.to_owned(), What::Readme);
        }
        if let Some(plan) = &self.plan {
            put(plan.clone(), What::Plan);
        }
        if let Some(page) = &self.page {
            put(page.clone(), What::Page);
        }
        if self.ledger {
            put(format!("{LEDGER}.csv"), What::Ledger);
        }
        for (at, chart) in charts.iter().enumerate() {
            for format in &self.charts {
                let name = format!("{}.{}", chart.name, format.ending());
                put(name, What::Chart(at, *format));
            }
        }
        files
    }

    /// What stands in one of [`Self::files`].
    pub fn bytes(
        &self,
        file: &NamedFile,
        charts: &[Named],
        context: &ChartContext<'_>,
    ) -> Result<Vec<u8>, ExportError> {
        match file.what {
            What::Readme => Ok(self.readme(charts, context).into_bytes()),
            What::Plan => match plan::write(context.plan) {
                Ok(text) => Ok(text.into_bytes()),
                Err(error) => Err(ExportError::Document(error.to_string())),
            },
            What::Page => page(context, self.day.as_deref()),
            What::Ledger => ledger_csv(&context.solution.plan.ledger),
            What::Chart(at, format) => match charts.get(at) {
                Some(chart) => format.bytes(&chart.figure, &self.style, self.sharpness),
                None => Err(ExportError::Document(format!("no chart is named {}", file.name))),
            },
        }
    }

    /// Plan, version, day, headline and what each file holds.
    fn readme(&self, charts: &[Named], context: &ChartContext<'_>) -> String {
        let ChartContext { plan, solution, advice, what_ifs } = *context;
        let name = |words: String| Arg::Name(words);
        let written = Text::key("export.readme.written")
            .with("version", name(env!("CARGO_PKG_VERSION").to_owned()))
            .with("day", name(self.day.clone().unwrap_or_default()));
        let value = &solution.plan.value;
        let gain = value.npv_usd - solution.mining_only.value.npv_usd;
        let irr = value.irr.annual.map_or_else(|| MISSING.to_owned(), |rate| percent(rate, 1));
        let headline = Text::key("export.readme.headline")
            .with("case", name(WhatIf::case(what_ifs)))
            .with("npv", name(money_usd(value.npv_usd)))
            .with("gain", name(signed_money_usd(gain)))
            .with("irr", name(irr))
            .with("share", name(percent(value.ai_share, 0)));
        let best = advice.map(|advice| {
            say(&Text::key("export.readme.best")
                .with("mw", Arg::Quantity(advice.best.ai_mw, 1, "unit.mw"))
                .with("grid", Arg::Quantity(plan.site.grid_mw, 1, "unit.mw"))
                .with("gain", name(signed_money_usd(advice.best.gain_usd))))
        });
        let mut text = format!("{}\n\n{}\n\n{}\n", plan.name, say(&written), say(&headline));
        text.extend(best.map(|best| best + "\n"));
        let files = self.files(charts);
        let count = number(files.len() as f64, 0);
        let head = say(&Text::key("export.readme.files").with("count", name(count)));
        text.extend(["\n", &head, "\n"]);
        let widest = files.iter().map(|file| file.name.chars().count()).max().unwrap_or_default();
        for file in &files {
            let what = match file.what {
                What::Readme => tr("export.readme.this").to_owned(),
                What::Plan => tr("export.readme.plan").to_owned(),
                What::Page => tr("export.readme.page").to_owned(),
                What::Ledger => tr("export.readme.ledger").to_owned(),
                What::Chart(at, format) => {
                    let title = charts.get(at).map_or_else(String::new, |chart| {
                        let Figure { title, subtitle, .. } = &chart.figure;
                        format!("{title}: {subtitle}")
                    });
                    match format {
                        Format::Csv => {
                            let data = Text::key("export.readme.data");
                            say(&data.with("chart", name(title)))
                        }
                        Format::Svg | Format::Png | Format::Pdf => title,
                    }
                }
            };
            // Writing to a string has no way to fail.
            writeln!(text, "  {:widest$}  {what}", file.name).unwrap_or_default();
        }
        text
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{self, advice::Control};
    use crate::export::{Colors, SHARPNESS, Size};
    use crate::plan::testing;

    #[test]
    fn ids_make_plain_file_names_that_differ() {
        let mut taken = BTreeSet::from([LEDGER.to_owned()]);
        let mut name = |id| file_name(id, &mut taken);
        assert_eq!(name("gain_by_mw"), "gain_by_mw");
        assert_eq!(name("lease_cash[hall/a b]"), "lease_cash-hall-a-b");
        assert_eq!(name("lease_cash[hall-a.b]"), "lease_cash-hall-a-b-2");
        assert_eq!(name("ledger"), "ledger-2");
    }

    #[test]
    fn a_name_makes_a_file_name() {
        assert_eq!(stem("Texas 100 MW"), "Texas 100 MW");
        assert_eq!(stem("../a: b?"), "a b");
        assert_eq!((stem("///").as_str(), stem(&"x".repeat(99)).len()), ("plan", 60));
    }

    #[test]
    fn what_is_handed_over_can_be_opened_and_says_what_it_is() {
        let plan = testing::plan();
        let solution = engine::solve(&plan);
        let advice = engine::advise(&plan, &Control::default()).unwrap();
        let context =
            ChartContext { plan: &plan, solution: &solution, advice: Some(&advice), what_ifs: &[] };
        let charts = named(&context);
        let all = HandOver {
            plan: Some("texas.ron".to_owned()),
            page: Some(page_name("texas")),
            charts: vec![Format::Svg, Format::Csv],
            ledger: true,
            day: Some("2026-03-01".to_owned()),
            style: Style::new(Size::Page, Colors::Light.palette()),
            sharpness: SHARPNESS,
        };
        let files = all.files(&charts);
        assert_eq!(files.len(), 4 + 2 * charts.len());
        let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), files.len(), "each file has a name of its own");
        let text = |at: usize| {
            String::from_utf8(all.bytes(&files[at], &charts, &context).unwrap()).unwrap()
        };
        let readme = text(0);
        assert!(readme.starts_with(&plan.name), "{readme}");
        let version = env!("CARGO_PKG_VERSION");
        assert!(readme.contains(&format!("Wattsplit {version} on 2026-03-01")), "{readme}");
        assert!(readme.contains(&money_usd(solution.plan.value.npv_usd)), "{readme}");
        assert!(readme.contains(&signed_money_usd(advice.best.gain_usd)), "{readme}");
        assert!(names.iter().all(|name| readme.contains(name)), "{readme}");
        assert!(!readme.contains(['‹', '{']), "{readme}");
        assert_eq!(plan::read(text(1).as_bytes()).unwrap(), plan);
        assert_eq!(files[2].name, "texas-page.pdf");
        let page = all.bytes(&files[2], &charts, &context).unwrap();
        assert!(page.starts_with(b"%PDF-1."));
        assert!(text(3).starts_with("month,"));
        assert!(text(4).starts_with("<svg") && text(5).starts_with("# "));
    }

    #[test]
    fn what_ifs_are_said_in_place_of_the_base_case() {
        let plan = testing::plan();
        let solution = engine::solve(&plan);
        let what_ifs = ["Hashprice ×0.5".to_owned()];
        let context =
            ChartContext { plan: &plan, solution: &solution, advice: None, what_ifs: &what_ifs };
        let charts = named(&context);
        let all = HandOver {
            plan: None,
            page: None,
            charts: vec![Format::Svg],
            ledger: false,
            day: None,
            style: Style::new(Size::Slide, Colors::Print.palette()),
            sharpness: SHARPNESS,
        };
        let readme = all.readme(&charts, &context);
        assert!(readme.contains("The plan, what if Hashprice ×0.5, with"), "{readme}");
        assert!(!readme.contains("base case") && readme.contains("with what-ifs"), "{readme}");
    }

    #[test]
    fn what_is_not_asked_for_is_not_written() {
        let plan = testing::plan();
        let solution = engine::solve(&plan);
        let context =
            ChartContext { plan: &plan, solution: &solution, advice: None, what_ifs: &[] };
        let charts = named(&context);
        let style = Style::new(Size::Slide, Colors::Print.palette());
        let (charts_only, sharpness) = (vec![Format::Pdf], SHARPNESS);
        let nothing = HandOver {
            plan: None,
            page: None,
            charts: charts_only,
            ledger: false,
            day: None,
            style,
            sharpness,
        };
        let files = nothing.files(&charts);
        assert_eq!(files.len(), charts.len());
        assert!(files.iter().all(|file| file.name.rsplit_once('.').unwrap().1 == "pdf"));
    }
}
