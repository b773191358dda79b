//! The command line: check, solve, advise, export, reference, and what is said where there is no window.
//!
//! Answers go to the output, everything else to the error stream; the code is 0 where all is well, 1 where
//! something failed, 2 where the plan or the arguments are not valid.

mod advise;
mod args;
mod break_even;
mod check;
mod compare;
mod export;
mod failure;
mod json;
mod near;
mod no_window;
mod set;
mod solve;
mod table;
mod what_if;

use std::io::{self, Write};
use std::path::Path;

pub use args::{
    Args, ChartFormat, CommandLine, CompareArgs, ExportArgs, PlanArgs, TableFormat, ThemeArg,
};
pub use failure::Failure;
pub use no_window::{display_is_named, no_window};

use crate::engine::advice::Control;
use crate::engine::{self, Advice, Solution};
use crate::plan::{self, Finding, Plan, Severity, WhatIf};
use crate::store;

/// Runs a command; returns the code to exit with.
pub fn run(command: &CommandLine, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let result = match command {
        CommandLine::Check { plan, json } => check::run(plan, *json),
        CommandLine::Solve { plan, json, break_even } => {
            solve::run(plan, *json, break_even.as_deref())
        }
        CommandLine::Advise { plan, json } => advise::run(plan, *json),
        CommandLine::Compare(args) => compare::run(args),
        CommandLine::Export(args) => export::run(args),
        CommandLine::Reference => Ok(crate::export::reference().into()),
    };
    finish(result, out, err)
}

/// Writes an answer and the failure, if any; returns the code to exit with.
pub(crate) fn finish(
    result: Result<Answer, Failure>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let (text, code, failure) = match result {
        Ok(Answer { text, code }) => (text, code, None),
        Err(failure) => (String::new(), failure.code(), Some(failure)),
    };
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    let told = match failure {
        Some(failure) => writeln!(err, "{failure}"),
        None => Ok(()),
    };
    match written.and(told) {
        Ok(()) => code,
        // Whoever read the answer has seen enough of it.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => code,
        Err(_unwritten) => code.max(1),
    }
}

/// What a command says on the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    text: String,
    code: u8,
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self { text, code: 0 }
    }
}

/// A plan to answer for, and what was laid over it.
#[derive(Clone, Debug)]
struct Asked {
    /// The plan with the what-ifs.
    plan: Plan,
    /// Names of the what-ifs.
    what_ifs: Vec<String>,
}

impl Asked {
    /// The plan under a name that says what was laid over it, for charts.
    fn named(self) -> Plan {
        let Self { mut plan, what_ifs } = self;
        plan.name = WhatIf::name_over(&plan.name, what_ifs.iter().map(String::as_str));
        plan
    }
}

/// The plan of a file, the built-in example without one, with fields set and what-ifs laid over it.
fn load(args: &PlanArgs) -> Result<Asked, Failure> {
    let mut plan = open(args.plan.as_deref())?;
    if let Some(path) = &args.prices {
        import_prices(&mut plan, path)?;
    }
    for setting in &args.set {
        set::apply(&mut plan, setting)?;
    }
    what_if::laid_over(&plan, &args.what_if)
}

/// Makes the prices in a file the plan's.
fn import_prices(plan: &mut Plan, path: &Path) -> Result<(), Failure> {
    let text = store::read_text(path).map_err(|error| Failure::Failed(error.to_string()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let invalid = |why: String| Failure::Invalid(format!("{why}: {}", path.display()));
    let read = plan::prices::read(&name.unwrap_or_default(), &text)
        .map_err(|error| invalid(error.to_string()))?;
    plan.apply(read.change()).map_err(|error| invalid(error.to_string()))
}

fn open(path: Option<&Path>) -> Result<Plan, Failure> {
    match path {
        Some(path) => Ok(store::open(path)?),
        None => store::example().map_err(|error| Failure::Invalid(error.to_string())),
    }
}

/// The findings of a plan that can be solved; a failure that lists them where it cannot.
fn sound(plan: &Plan) -> Result<Vec<Finding>, Failure> {
    let findings = plan::findings(plan);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(Failure::Invalid(check::text(plan, &findings).trim_end().to_owned()));
    }
    Ok(findings)
}

fn solved(plan: &Plan) -> Result<(Solution, Vec<Finding>), Failure> {
    let findings = sound(plan)?;
    Ok((engine::solve(plan), findings))
}

fn advised(plan: &Plan) -> Result<(Advice, Vec<Finding>), Failure> {
    let findings = sound(plan)?;
    let cancelled = || Failure::Failed("the search was cancelled; start it again".to_owned());
    let advice = engine::advise(plan, &Control::default()).ok_or_else(cancelled)?;
    Ok((advice, findings))
}

#[cfg(test)]
mod tests;
