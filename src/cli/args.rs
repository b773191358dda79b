//! Arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

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
}

/// A plan and what to change in it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PlanArgs {
    /// Plan file; the built-in example if left out.
    pub plan: Option<PathBuf>,
    /// Set a field before anything is computed, for example site.grid_mw=120, leases[id].start=2028-01 or
    /// finance.discount_rate=12%; may be given again.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,
}
