//! Results of a plan, in the order in which they come.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::engine::advice::Control;
use crate::engine::{self, Advice, Solution};
use crate::plan::{self, Finding, Plan, Severity};

/// What is known of a plan.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// What is wrong or doubtful.
    pub findings: Vec<Finding>,
    /// The plan and its baseline; none while findings stand in the way.
    pub solution: Option<Arc<Solution>>,
    /// How many megawatts should go to AI; it comes after the solution.
    pub advice: Option<Arc<Advice>>,
    /// Time it took up to here.
    pub took: Duration,
    /// Whether more is to come.
    pub partial: bool,
    /// Why there is no result, where the calculation itself failed.
    pub failure: Option<String>,
}

impl Results {
    /// Findings that stand in the way of results.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }
}

/// Computes a plan and gives each part away as it is ready; it ends early where it is cancelled.
pub type Compute = fn(&Plan, &Control, &mut dyn FnMut(Results));

/// Checks, solves and advises.
pub fn compute(plan: &Plan, control: &Control, give: &mut dyn FnMut(Results)) {
    let began = Instant::now();
    let mut results = Results { findings: plan::findings(plan), ..Results::default() };
    if results.errors().next().is_none() {
        results.solution = Some(Arc::new(engine::solve(plan)));
        give(Results { took: began.elapsed(), partial: true, ..results.clone() });
        let Some(advice) = engine::advise(plan, control) else { return };
        results.advice = Some(Arc::new(advice));
    }
    results.took = began.elapsed();
    give(results);
}
