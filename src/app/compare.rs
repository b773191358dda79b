//! Plans that are computed to be compared with, without being open.
//!
//! A screen says which plans it compares; each is solved and advised beside the open ones, which come first.
//! What was computed is kept, so that a plan that is compared again is there at once.

use super::{OpenPlan, State};
use crate::plan::Plan;

/// How many computed plans are kept beyond those wanted now.
const MOST_KEPT: usize = 64;

impl State {
    /// The plan and its results, as far as they are there; none where it was not asked for.
    pub fn compared(&self, plan: &Plan) -> Option<&OpenPlan> {
        self.compared.iter().find(|other| other.plan == *plan)
    }

    /// Whether exactly what has to be asked for was asked for: nothing of `plans` is missing.
    pub fn compares_all(&self, plans: &[Plan]) -> bool {
        plans.iter().all(|plan| self.compared(plan).is_some())
    }

    /// Computes these plans to compare with; what was asked for before and is not among them is dropped.
    pub(super) fn compare_with(&mut self, plans: Vec<Plan>) {
        let is_wanted = |open: &OpenPlan| plans.contains(&open.plan);
        let (kept, dropped): (Vec<OpenPlan>, Vec<OpenPlan>) = std::mem::take(&mut self.compared)
            .into_iter()
            .partition(|open| open.is_current() || is_wanted(open));
        for open in dropped {
            self.worker.forget(open.key);
        }
        self.compared = kept;
        let mut over = self.compared.len().saturating_sub(MOST_KEPT);
        self.compared.retain(|open| {
            let goes = over > 0 && !is_wanted(open);
            over -= usize::from(goes);
            !goes
        });
        for plan in plans {
            if self.compared(&plan).is_some() {
                continue;
            }
            self.numbers += 1;
            self.generation += 1;
            let mut open = OpenPlan::new(super::PlanKey(self.numbers), plan.clone());
            open.wait_for(self.generation);
            self.worker.ask_aside(open.key, self.generation, plan);
            self.compared.push(open);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Command, Results, Setup};
    use super::*;
    use crate::engine::advice::Control;
    use crate::plan::testing;

    /// Names the plan in its failure, so that a result tells whose it is.
    fn named(plan: &Plan, _: &Control, give: &mut dyn FnMut(Results)) {
        give(Results { failure: Some(plan.name.clone()), ..Results::default() });
    }

    fn plan(name: &str) -> Plan {
        Plan { name: name.to_owned(), ..testing::plan() }
    }

    fn settle(state: &mut State) {
        while !state.compared.iter().all(OpenPlan::is_current) {
            std::thread::yield_now();
            state.poll();
        }
    }

    #[test]
    fn every_plan_gets_its_own_results_and_keeps_them() {
        let setup = Setup { compute: named, repaint: Arc::new(|| {}), config: None, keep: None };
        let mut state = State::new(setup).unwrap();
        let (one, two, three) = (plan("one"), plan("two"), plan("three"));
        state.run(Command::CompareWith(vec![one.clone(), two.clone()]));
        assert!(
            state.compares_all(&[one.clone(), two.clone()])
                && !state.compares_all(std::slice::from_ref(&three))
        );
        settle(&mut state);
        let result = |state: &State, plan: &Plan| {
            state.compared(plan).and_then(|open| open.results.failure.clone())
        };
        assert_eq!(result(&state, &one).as_deref(), Some("one"));
        assert_eq!(result(&state, &two).as_deref(), Some("two"));
        // What is there is not computed again.
        let key = state.compared(&two).unwrap().key;
        state.run(Command::CompareWith(vec![two.clone(), three.clone()]));
        assert_eq!(state.compared(&two).unwrap().key, key);
        assert!(state.compared(&two).unwrap().is_current());
        settle(&mut state);
        assert_eq!(result(&state, &three).as_deref(), Some("three"));
        assert_eq!(result(&state, &one).as_deref(), Some("one"));
    }

    #[test]
    fn the_oldest_results_go_first() {
        let setup = Setup { compute: named, repaint: Arc::new(|| {}), config: None, keep: None };
        let mut state = State::new(setup).unwrap();
        let many: Vec<Plan> = (0..=MOST_KEPT).map(|at| plan(&at.to_string())).collect();
        state.run(Command::CompareWith(many.clone()));
        settle(&mut state);
        assert_eq!(state.compared.len(), MOST_KEPT + 1);
        state.run(Command::CompareWith(vec![plan("new"), many[1].clone()]));
        settle(&mut state);
        assert!(state.compared(&many[0]).is_none() && state.compared(&many[1]).is_some());
        assert_eq!(state.compared.len(), MOST_KEPT + 1);
    }
}
