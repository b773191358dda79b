//! Closing plans without losing work.

use super::{Effect, PlanKey, State};

/// The question whether to save a plan before it closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosePrompt {
    /// The plan asked about.
    pub plan: PlanKey,
    /// Whether the window closes after it.
    pub quits: bool,
}

/// What to do with a plan that is about to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseAnswer {
    /// Save it first.
    Save,
    /// Close it without.
    Discard,
    /// Leave it open.
    Cancel,
}

impl State {
    /// Closes a tab, or asks first.
    pub(super) fn close_tab(&mut self, index: usize) {
        let Some(open) = self.plans.get(index) else { return };
        if open.is_dirty() {
            let plan = open.key;
            self.active = Some(index);
            self.prompt = Some(ClosePrompt { plan, quits: false });
        } else {
            self.remove_tab(index);
        }
    }

    /// Closes the window, or asks for the next plan that would be lost.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        let Some(index) = self.plans.iter().position(super::OpenPlan::is_dirty) else {
            self.prompt = None;
            return vec![Effect::CloseWindow];
        };
        self.active = Some(index);
        self.prompt = Some(ClosePrompt { plan: self.plans[index].key, quits: true });
        Vec::new()
    }

    /// Takes the answer of the prompt.
    pub(super) fn answer_prompt(&mut self, answer: CloseAnswer) -> Vec<Effect> {
        let Some(ClosePrompt { plan, quits }) = self.prompt.clone() else { return Vec::new() };
        match answer {
            CloseAnswer::Cancel => {
                self.prompt = None;
                Vec::new()
            }
            CloseAnswer::Discard => {
                self.prompt = None;
                if let Some(index) = self.index_of(plan) {
                    self.remove_tab(index);
                }
                if quits { self.quit() } else { Vec::new() }
            }
            // The prompt stands until the file is written: a failed save loses nothing.
            CloseAnswer::Save => self.save(plan, None),
        }
    }

    /// Goes on closing after a plan was saved.
    pub(super) fn closed_after_save(&mut self, saved: PlanKey) -> Vec<Effect> {
        match &self.prompt {
            Some(prompt) if prompt.plan == saved => self.answer_prompt(CloseAnswer::Discard),
            _ => Vec::new(),
        }
    }

    fn remove_tab(&mut self, index: usize) {
        let closed = self.plans.remove(index);
        if closed.kept.is_some() {
            self.drop_copy(&closed.plan.id, closed.key);
        }
        self.active = match self.active {
            _ if self.plans.is_empty() => None,
            Some(active) if active > index => Some(active - 1),
            Some(active) => Some(active.min(self.plans.len() - 1)),
            None => None,
        };
    }
}
