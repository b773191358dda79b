//! Unlimited undo and redo as named snapshots; a gesture of many edits is one step.

use crate::plan::Plan;
use crate::words::Text;

/// A step of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What was done, as it stands after "Undo".
    pub name: Text,
    /// The plan to go back to, or forward to.
    plan: Plan,
}

/// Steps that can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    gesture: Option<Step>,
}

impl History {
    /// The step that undo takes back.
    pub fn undo_step(&self) -> Option<&Step> {
        self.gesture.as_ref().or_else(|| self.done.last())
    }

    /// The step that redo makes again.
    pub fn redo_step(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// How many steps can be undone.
    pub fn depth(&self) -> usize {
        self.done.len()
    }

    /// Records that `now` came of `before`; nothing where they are equal.
    pub(super) fn record(&mut self, name: Text, before: Plan, now: &Plan) {
        if before != *now {
            self.done.push(Step { name, plan: before });
            self.undone.clear();
        }
    }

    /// Records an edit within a gesture: the first keeps the plan from before, the last gives the name.
    pub(super) fn continue_gesture(&mut self, name: Text, before: Plan) {
        match &mut self.gesture {
            Some(step) => step.name = name,
            None => self.gesture = Some(Step { name, plan: before }),
        }
    }

    /// Makes the gesture one step.
    pub(super) fn finish_gesture(&mut self, now: &Plan) {
        if let Some(Step { name, plan }) = self.gesture.take() {
            self.record(name, plan, now);
        }
    }

    /// Gives the gesture up: the plan from before it.
    pub(super) fn cancel_gesture(&mut self) -> Option<Plan> {
        self.gesture.take().map(|step| step.plan)
    }

    /// Takes the last step back: the plan from before it.
    pub(super) fn undo(&mut self, now: Plan) -> Option<Plan> {
        let Step { name, plan } = self.done.pop()?;
        self.undone.push(Step { name, plan: now });
        Some(plan)
    }

    /// Makes the last step undone again: the plan from after it.
    pub(super) fn redo(&mut self, now: Plan) -> Option<Plan> {
        let Step { name, plan } = self.undone.pop()?;
        self.done.push(Step { name, plan: now });
        Some(plan)
    }
}
