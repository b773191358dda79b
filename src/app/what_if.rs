//! What-ifs laid over an open plan: its results are with them, its document is without.

use super::{MessageKind, OpenPlan, PlanKey, Sheet, State};
use crate::plan::{Change, Plan, WhatIf, WhatIfError};
use crate::words::Text;

/// What is laid over an open plan.
#[derive(Clone, Debug)]
pub struct Over {
    /// The what-ifs, in the order in which they were laid.
    pub what_ifs: Vec<WhatIf>,
    /// The plan with them, under a name that says so.
    pub plan: Plan,
    /// The plan without them and its results.
    pub base: Box<OpenPlan>,
}

/// The plan with what-ifs, under a name that says so.
fn laid_over(plan: &Plan, what_ifs: &[WhatIf]) -> Result<Plan, WhatIfError> {
    let mut with = plan.with_what_ifs(what_ifs)?;
    with.name = WhatIf::name_over(&plan.name, what_ifs.iter().map(|of| of.name.as_str()));
    Ok(with)
}

impl State {
    /// Lays a what-if over the active plan, or takes it away where it lies there.
    pub(super) fn toggle_what_if(&mut self, what_if: WhatIf) {
        let Some(open) = self.active() else { return };
        let mut what_ifs = open.what_ifs().to_vec();
        if let Some(at) = what_ifs.iter().position(|other| other.id == what_if.id) {
            what_ifs.remove(at);
        } else {
            // One of which nothing would be left must not stand in the name.
            what_ifs.retain(|other| !other.is_hidden_by(&what_if));
            what_ifs.push(what_if);
        }
        self.lay_over(what_ifs);
    }

    /// Takes every what-if away: the plan's own results stand again.
    pub(super) fn clear_what_ifs(&mut self) {
        self.lay_over(Vec::new());
    }

    fn lay_over(&mut self, what_ifs: Vec<WhatIf>) {
        if what_ifs.is_empty() {
            let Some(over) = self.active_mut().and_then(|open| open.over.take()) else { return };
            let is_there = over.base.is_current() && over.base.asked > 0;
            self.worker.forget(over.base.key);
            self.generation += 1;
            let generation = self.generation;
            if is_there && let Some(open) = self.active_mut() {
                let key = open.key;
                open.results = over.base.results;
                open.waits_since = None;
                // An answer with the what-ifs may still be on its way.
                open.asked = generation;
                self.worker.forget(key);
            } else {
                self.ask_active();
            }
            return;
        }
        self.numbers += 1;
        let key = PlanKey(self.numbers);
        let Some(open) = self.active_mut() else { return };
        let with = match laid_over(&open.plan, &what_ifs) {
            Ok(with) => with,
            Err(error) => return self.error(error.to_string()),
        };
        let plan = open.plan.clone();
        let current = open.is_current().then(|| open.results.clone());
        let over = open.over.get_or_insert_with(|| {
            let mut base = OpenPlan::new(key, plan);
            if let Some(results) = current {
                (base.results, base.asked) = (results, 1);
            }
            Over { what_ifs: Vec::new(), plan: with.clone(), base: Box::new(base) }
        });
        (over.what_ifs, over.plan) = (what_ifs, with);
        self.ask_active();
    }

    /// Brings what lies over the active plan up to date with it; what no longer fits is taken away, and told.
    pub(super) fn renew_over(&mut self) {
        let Some(open) = self.active_mut() else { return };
        let Some(over) = &mut open.over else { return };
        for what_if in &mut over.what_ifs {
            if let Some(own) = open.plan.what_ifs.iter().find(|own| own.id == what_if.id) {
                what_if.clone_from(own);
            }
        }
        match laid_over(&open.plan, &over.what_ifs) {
            Ok(with) => over.plan = with,
            Err(error) => {
                let key = over.base.key;
                open.over = None;
                self.worker.forget(key);
                self.tell(MessageKind::Warning, error.to_string());
            }
        }
    }

    /// Asks for the results of the plan below the what-ifs, where they are not there.
    pub(super) fn ask_base(&mut self, generation: u64) {
        let Some(open) = self.active.and_then(|at| self.plans.get_mut(at)) else { return };
        let Some(over) = &mut open.over else { return };
        let base = &mut over.base;
        if base.asked == 0 || base.plan != open.plan {
            base.plan = open.plan.clone();
            base.wait_for(generation);
            self.worker.ask_aside(base.key, generation, open.plan.clone());
        }
    }

    /// Opens the plan with its what-ifs as a tab of its own, and takes them from where they lay.
    pub(super) fn keep_as_plan(&mut self) {
        let Some(over) = self.active().and_then(|open| open.over.as_ref()) else { return };
        let mut plan = over.plan.clone();
        self.clear_what_ifs();
        plan.id = self.ids.next(&plan.name);
        plan.headline = None;
        self.add(plan);
    }

    /// Opens the sheet on a what-if.
    pub(super) fn draft_what_if(&mut self, what_if: WhatIf) {
        if self.active.is_some() {
            self.draft = Some(what_if);
            self.sheet = Some(Sheet::WhatIf);
        }
    }

    /// Keeps a what-if in the active plan and lays it over.
    pub(super) fn keep_what_if(&mut self, what_if: WhatIf) {
        let id = what_if.id.clone();
        self.edit(Change::KeepWhatIf(what_if.clone()), None);
        let lies = self.active().is_some_and(|open| open.lies_over(&id));
        if !lies {
            self.toggle_what_if(what_if);
        }
    }

    /// Takes a what-if out of the active plan, and away where it lies over it.
    pub(super) fn drop_what_if(&mut self, id: &str) {
        if let Some(what_if) = self
            .active()
            .and_then(|open| open.what_ifs().iter().find(|what_if| what_if.id == id).cloned())
        {
            self.toggle_what_if(what_if);
        }
        self.edit(Change::DropWhatIf(id.to_owned()), None);
    }

    /// A new what-if for the active plan: what was changed since the last save where that is said, else empty.
    pub fn new_what_if(&mut self) -> WhatIf {
        let name = crate::words::say(&Text::key("what_if.new"));
        WhatIf { id: self.ids.next(&name), name, settings: Vec::new() }
    }
}

impl OpenPlan {
    /// The what-ifs that lie over it.
    pub fn what_ifs(&self) -> &[WhatIf] {
        self.over.as_ref().map_or(&[], |over| &over.what_ifs)
    }

    /// Whether a what-if lies over it, by id.
    pub fn lies_over(&self, id: &str) -> bool {
        self.what_ifs().iter().any(|what_if| what_if.id == id)
    }

    /// The plan that the results are of: with its what-ifs.
    pub fn seen(&self) -> &Plan {
        self.over.as_ref().map_or(&self.plan, |over| &over.plan)
    }

    /// The plan without its what-ifs and its results; none where nothing lies over it.
    pub fn underlying(&self) -> Option<&Self> {
        self.over.as_ref().map(|over| &*over.base)
    }

    /// The plan's own best; what-ifs say which schedule that is, and are not in it.
    pub fn best_plan(&self) -> Option<Plan> {
        let advice = self.results.advice.as_ref().filter(|_| self.is_current())?;
        Some(match self.over {
            Some(_) => advice.plan_upon(&self.plan, advice.best.ai_mw),
            None => advice.best_plan.clone(),
        })
    }

    /// The plan itself with the schedule of so many AI MW in place of its offers.
    pub(super) fn plan_with_ai(&self, mw: f64) -> Option<Plan> {
        let advice = self.results.advice.as_ref().filter(|_| self.is_current())?;
        Some(advice.plan_upon(&self.plan, mw))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::super::{Command, Setup, compute};
    use super::*;
    use crate::engine::solve;
    use crate::plan::{self, Given, Owner, Setting, Value};
    use crate::store;

    fn settled(state: &mut State, command: Command) {
        assert_eq!(state.run(command), []);
        let until = Instant::now() + Duration::from_mins(1);
        let waits = |state: &State| {
            state.active().is_some_and(|open| {
                !open.is_current() || open.underlying().is_some_and(|base| !base.is_current())
            })
        };
        while waits(state) {
            assert!(Instant::now() < until, "no results came");
            state.poll();
            std::thread::yield_now();
        }
    }

    /// A state with the example open and computed.
    fn example() -> State {
        let setup = Setup { compute, repaint: Arc::new(|| {}), config: None, keep: None };
        let mut state = State::new(setup).unwrap();
        settled(&mut state, Command::OpenTemplate(0));
        state
    }

    fn open(state: &State) -> &OpenPlan {
        state.active().unwrap()
    }

    fn npv(open: &OpenPlan) -> f64 {
        open.results.solution.as_ref().unwrap().plan.value.npv_usd
    }

    fn built_in(state: &State, id: &str) -> WhatIf {
        WhatIf::find(&open(state).plan, id).unwrap()
    }

    fn toggle(what_if: &WhatIf) -> Command {
        Command::ToggleWhatIf(Box::new(what_if.clone()))
    }

    fn bytes(state: &State) -> String {
        plan::write(&open(state).plan).unwrap()
    }

    #[test]
    fn results_are_with_the_what_if_to_the_cent_and_clearing_restores_the_same_bytes() {
        let mut state = example();
        let (before, own) = (bytes(&state), npv(open(&state)));
        let half = built_in(&state, "hashprice-half");
        settled(&mut state, toggle(&half));
        let expect = solve(&open(&state).plan.with_what_ifs([&half]).unwrap()).plan.value.npv_usd;
        assert!((npv(open(&state)) - expect).abs() < 0.01 && (expect - own).abs() > 1e6);
        let base = open(&state).underlying().unwrap();
        assert!((npv(base) - own).abs() < 1e-9 && base.results.advice.is_some());
        assert!(bytes(&state) == before && !open(&state).is_dirty());
        assert!(open(&state).seen().name.ends_with("what if Hashprice ×0.5"));
        let advice = open(&state).results.advice.clone().unwrap();
        assert!((advice.yours.npv_usd - expect).abs() < 0.01);
        settled(&mut state, Command::ClearWhatIfs);
        assert!(bytes(&state) == before && npv(open(&state)).to_bits() == own.to_bits());
        assert!(open(&state).underlying().is_none() && !Command::ClearWhatIfs.enabled(&state));
    }

    #[test]
    fn an_edit_goes_to_the_plan_below_and_both_follow() {
        let mut state = example();
        let half = built_in(&state, "hashprice-half");
        let power = built_in(&state, "power-up-50");
        settled(&mut state, toggle(&half));
        settled(&mut state, toggle(&power));
        let set = Change::Set("power.price_usd_per_mwh".parse().unwrap(), Value::Number(25.0));
        settled(&mut state, Command::Edit(set));
        let plan = open(&state).plan.clone();
        assert_eq!(
            (plan.power.price_usd_per_mwh, plan.market.shifts.hashprice_factor),
            (25.0, 1.0)
        );
        let with = solve(&plan.with_what_ifs([&half, &power]).unwrap()).plan.value.npv_usd;
        assert!((npv(open(&state)) - with).abs() < 0.01);
        let base = open(&state).underlying().unwrap();
        assert!((npv(base) - solve(&plan).plan.value.npv_usd).abs() < 0.01);
        settled(&mut state, toggle(&half));
        assert_eq!(open(&state).what_ifs(), [power]);
    }

    #[test]
    fn the_best_plan_is_applied_without_the_what_if() {
        let mut state = example();
        let half = built_in(&state, "hashprice-half");
        settled(&mut state, toggle(&half));
        let mw = open(&state).results.advice.as_ref().unwrap().best.ai_mw;
        settled(&mut state, Command::ApplyBest);
        let plan = &open(&state).plan;
        assert_eq!(plan.market.shifts.hashprice_factor, 1.0);
        assert!((plan::capacity::peak_ai_mw(plan) - mw).abs() < 1e-6);
        assert_eq!(open(&state).what_ifs().len(), 1);
    }

    #[test]
    fn what_no_longer_fits_is_taken_away_and_told() {
        let mut state = example();
        let lease = open(&state).plan.leases[0].id.clone();
        let leaves = built_in(&state, &format!("tenant-leaves[{lease}]"));
        settled(&mut state, toggle(&leaves));
        settled(&mut state, Command::Edit(Change::Remove(Owner::Lease(lease))));
        assert!(open(&state).what_ifs().is_empty() && state.messages.len() == 1);
        let expect = solve(&open(&state).plan).plan.value.npv_usd;
        assert!((npv(open(&state)) - expect).abs() < 0.01);
    }

    #[test]
    fn a_tenant_that_leaves_in_another_month_leaves_only_then() {
        let mut state = example();
        let plan = open(&state).plan.clone();
        let leaving =
            |month| WhatIf::leaving(&plan.leases[0], crate::format::Month::new(2029, month));
        settled(&mut state, toggle(&leaving(7)));
        let half = built_in(&state, "hashprice-half");
        settled(&mut state, toggle(&half));
        settled(&mut state, toggle(&leaving(1)));
        let names: Vec<&str> = open(&state).what_ifs().iter().map(|of| of.name.as_str()).collect();
        assert_eq!(names, ["Hashprice ×0.5", leaving(1).name.as_str()]);
    }

    #[test]
    fn kept_as_a_plan_it_stands_in_a_tab_of_its_own() {
        let mut state = example();
        let power = built_in(&state, "power-up-50");
        settled(&mut state, toggle(&power));
        let with = npv(open(&state));
        settled(&mut state, Command::KeepAsPlan);
        assert_eq!((state.plans.len(), state.active), (2, Some(1)));
        assert!((npv(open(&state)) - with).abs() < 1e-9 && open(&state).path.is_none());
        assert_eq!(open(&state).plan.market.shifts.power_price_factor, 1.5);
        assert_eq!(open(&state).plan.lineage, state.plans[0].plan.lineage);
        assert!(state.plans[0].what_ifs().is_empty() && state.plans[0].is_current());
    }

    #[test]
    fn an_own_what_if_is_kept_changed_and_dropped_as_steps_and_saved_in_the_plan() {
        let mut state = example();
        state.run(Command::NewWhatIf);
        let mut own = state.draft.clone().unwrap();
        assert_eq!(state.sheet, Some(Sheet::WhatIf));
        own.settings.push(Setting {
            field: "power.price_usd_per_mwh".parse().unwrap(),
            value: Given::Number(60.0),
        });
        settled(&mut state, Command::KeepWhatIf(Box::new(own.clone())));
        assert!(state.sheet.is_none() && open(&state).lies_over(&own.id));
        let expect = |price: f64| {
            let mut plan = store::example().unwrap();
            Arc::make_mut(&mut plan.power).price_usd_per_mwh = price;
            solve(&plan).plan.value.npv_usd
        };
        assert!((npv(open(&state)) - expect(60.0)).abs() < 0.01);
        own.settings[0].value = Given::Number(70.0);
        settled(&mut state, Command::KeepWhatIf(Box::new(own.clone())));
        assert!((npv(open(&state)) - expect(70.0)).abs() < 0.01);
        assert_eq!(*open(&state).plan.what_ifs, [own.clone()]);
        settled(&mut state, Command::DropWhatIf(own.id));
        assert!(open(&state).plan.what_ifs.is_empty() && open(&state).what_ifs().is_empty());
        settled(&mut state, Command::Undo);
        assert_eq!(open(&state).plan.what_ifs.len(), 1);
    }
}
