//! Other forms of the active plan: copies as tabs, and the best schedule in its place.

use super::{Command, OpenPlan, State};
use crate::plan::Plan;
use crate::words::{self, Arg, Text};

impl State {
    /// Opens a copy of the active plan: its items keep their ids, so that the two can be compared.
    pub(super) fn duplicate_plan(&mut self) {
        if let Some(plan) = self.active_plan().cloned() {
            self.open_copy(plan);
        }
    }

    pub(super) fn open_copy(&mut self, mut plan: Plan) {
        plan.name = words::say(&Text::key("app.copy_of").with("name", Arg::Name(plan.name)));
        self.open_as(plan);
    }

    /// Opens another form of the active plan: its items keep their ids, so that the two can be compared.
    pub(super) fn open_as(&mut self, mut plan: Plan) {
        plan.id = self.ids.next(&plan.name);
        plan.headline = None;
        self.add(plan);
    }

    pub(super) fn apply_best(&mut self) {
        if Command::ApplyBest.enabled(self)
            && let Some(best) = self.active().and_then(OpenPlan::best_plan)
        {
            self.replace(best, Text::key("step.best"));
        }
    }

    /// The active plan with the schedule of so many AI MW in place of its offers.
    pub(super) fn plan_with_ai(&self, mw: f64) -> Option<Plan> {
        self.active()?.plan_with_ai(mw)
    }

    pub(super) fn apply_ai(&mut self, mw: f64) {
        if let Some(plan) = self.plan_with_ai(mw) {
            let mw_of = Arg::Quantity(mw, 0, "unit.mw");
            self.replace(plan, Text::key("step.apply_ai").with("mw", mw_of));
        }
    }
}
