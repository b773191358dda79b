//! Arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// How many of a Bitcoin mining site's megawatts should go to AI, and what that is worth.
///
/// Without a command the window opens.
#[derive(Clone, Debug, Parser)]
#[command(name = "wattsplit", version, args_conflicts_with_subcommands = true)]
pub struct Args {
    /// Plan to open in the window; the built-in example if left out.
    pub plan: Option<PathBuf>,
    /// What to do instead.
    #[command(subcommand)]
    pub command: Option<CommandLine>,
}

/// A command that answers on the output.
///
/// Exit codes: 0 all well, 1 failed, 2 the plan or the arguments are not valid.
#[derive(Clone, Debug, Subcommand)]
pub enum CommandLine {
    /// Say what is wrong or doubtful in a plan.
    Check {
        /// The plan.
        #[command(flatten)]
        plan: PlanArgs,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Say what a plan is worth, year by year; with --json, every line month by month.
    Solve {
        /// The plan.
        #[command(flatten)]
        plan: PlanArgs,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        /// Say at which value of a field the net present value is zero, for example `power.price_usd_per_mwh`.
        #[arg(long, value_name = "FIELD")]
        break_even: Option<String>,
    },
    /// Say how many MW should go to AI, what that is worth and what limits it.
    Advise {
        /// The plan.
        #[command(flatten)]
        plan: PlanArgs,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Hold plans against the first: what each is worth, and the inputs in which it differs.
    Compare(CompareArgs),
    /// Write the plan on one page, every chart and its data; all of them if none is named, and a README in any case.
    Export(ExportArgs),
    /// Print the reference of every input and every line of the model, as Markdown.
    Reference,
}

/// What to compare.
#[derive(Clone, Debug, clap::Args)]
pub struct CompareArgs {
    /// The plan the others are held against.
    pub base: PathBuf,
    /// The other plans.
    pub others: Vec<PathBuf>,
    /// Set a field in every plan before anything is computed; may be given again.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// Hold the first plan also against itself with a what-if laid over it; may be given again.
    #[arg(long, value_name = "NAME")]
    pub what_if: Vec<String>,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// What to export and where to.
#[derive(Clone, Debug, clap::Args)]
pub struct ExportArgs {
    /// The plan.
    #[command(flatten)]
    pub plan: PlanArgs,
    /// Folder to write to; it is made where it is not there.
    #[arg(long, value_name = "DIR", required_unless_present = "list")]
    pub out: Option<PathBuf>,
    /// Formats of the charts.
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub charts: Vec<ChartFormat>,
    /// Formats of the tables: the data of each chart, and every line of the ledger by month.
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub tables: Vec<TableFormat>,
    /// The plan on one page: the answer, what it is worth, its charts, its years and main inputs, as PDF.
    #[arg(long)]
    pub page: bool,
    /// List what there is, and write nothing.
    #[arg(long)]
    pub list: bool,
    /// Colours of the charts.
    #[arg(long, default_value = "light")]
    pub theme: ThemeArg,
}

/// A format of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChartFormat {
    /// Lines and outlines, sharp at every size.
    Svg,
    /// Pixels.
    Png,
    /// A page each, its text selectable.
    Pdf,
}

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Text with commas.
    Csv,
}

/// Colours of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeArg {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// For paper.
    Print,
}

/// A plan and what to change in it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PlanArgs {
    /// Plan file; the built-in example if left out.
    pub plan: Option<PathBuf>,
    /// Set a field before anything is computed, for example `site.grid_mw=120`, `leases[id].start=2028-01` or
    /// `finance.discount_rate=12%`; may be given again.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
    /// Take the hours of power from your own prices of a year in USD/MWh: a CSV of 8760 or 8784 hours, or of 35040 or
    /// 35136 quarters of an hour, the price in the last column.
    #[arg(long, value_name = "FILE")]
    pub prices: Option<PathBuf>,
    /// Lay a what-if over the plan: hashprice-half, power-up-50, gpu-rent-down-35,
    /// `tenant-leaves[LEASE]=2029-06`, or one of the plan's own by its name; may be given again.
    #[arg(long, value_name = "NAME")]
    pub what_if: Vec<String>,
}
