//! `check`: what is wrong or doubtful in a plan.

use super::json::{Object, print};
use super::table::{Align, Table};
use super::{Answer, Asked, Failure, PlanArgs, json};
use crate::plan::{self, Finding, Plan, Severity};
use crate::words::{self, tr};

pub(super) fn run(args: &PlanArgs, as_json: bool) -> Result<Answer, Failure> {
    let asked = super::load(args)?;
    let plan = &asked.plan;
    let findings = plan::findings(plan);
    let text = if as_json { print(&object(&asked, &findings)) } else { text(plan, &findings) };
    let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(Answer { text, code: if wrong { 2 } else { 0 } })
}

/// The findings as a table under a line that counts them.
pub(super) fn text(plan: &Plan, findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let counted = match (errors, warnings) {
        (0, 0) => tr("cli.check.sound").to_owned(),
        (0, warnings) => counted(warnings, "warning"),
        (errors, 0) => counted(errors, "error"),
        (errors, warnings) => {
            format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"))
        }
    };
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left]);
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => tr("cli.check.error"),
            Severity::Warning => tr("cli.check.warning"),
        };
        table.row(&[severity.to_owned(), finding.field.to_string(), words::say(&finding.text)]);
    }
    format!("{}: {counted}\n{table}", plan.name)
}

fn counted(count: usize, what: &str) -> String {
    let number = if count == 1 { "one" } else { "many" };
    tr(&format!("cli.check.{number}_{what}")).replace("{count}", &count.to_string())
}

fn object(asked: &Asked, findings: &[Finding]) -> Object {
    let mut object = json::head(asked);
    object.put("findings", json::findings(findings));
    object
}
