//! Edits of the active plan, each a step of its history.

use super::{FinancePage, MessageKind, OpenPlan, State, StepMark};
use crate::plan::{Change, Owner, Plan, Value};
use crate::words::{Arg, Text};

impl State {
    /// Makes a change as one step.
    pub(super) fn edit(&mut self, change: Change, name: Option<Text>) {
        self.finish_gesture();
        let Some(open) = self.active_mut() else { return };
        let before = open.plan.clone();
        let name = name.unwrap_or_else(|| step_name(&before, &change));
        if self.apply(change)
            && let Some(open) = self.active_mut()
        {
            open.history.record(name, before, &open.plan);
            self.ask_active();
        }
    }

    /// Makes a change within a gesture, which is one step once it is finished.
    pub(super) fn drag(&mut self, change: Change) {
        let Some(open) = self.active_mut() else { return };
        let before = open.plan.clone();
        let name = step_name(&before, &change);
        if self.apply(change)
            && let Some(open) = self.active_mut()
        {
            let changed = open.plan != before;
            open.history.continue_gesture(name, before);
            if changed {
                self.ask_active();
            }
        }
    }

    /// Finishes the gesture under way, if any.
    pub(super) fn finish_gesture(&mut self) {
        if let Some(open) = self.active_mut() {
            open.history.finish_gesture(&open.plan);
        }
    }

    /// Puts the plan back to what it was before the gesture under way.
    pub(super) fn cancel_gesture(&mut self) {
        let before = self.active_mut().and_then(|open| open.history.cancel_gesture());
        self.put(before);
    }

    /// Takes back the last step.
    pub(super) fn undo(&mut self) {
        self.finish_gesture();
        let before = self.active_mut().and_then(|open| open.history.undo(open.plan.clone()));
        self.put(before);
        // What says that a step was made does not outlive it.
        if let Some((plan, depth)) = self.active().map(|open| (open.key, open.history.depth())) {
            let is_undone = |mark: StepMark| mark.plan == plan && mark.depth > depth;
            self.messages.retain(|message| !message.step.is_some_and(is_undone));
        }
    }

    /// Makes the step last undone again.
    pub(super) fn redo(&mut self) {
        self.finish_gesture();
        let after = self.active_mut().and_then(|open| open.history.redo(open.plan.clone()));
        self.put(after);
    }

    /// Puts another plan in place of the active one, as one step.
    pub(super) fn replace(&mut self, plan: Plan, name: Text) {
        self.finish_gesture();
        if let Some(open) = self.active_mut() {
            let before = std::mem::replace(&mut open.plan, plan);
            open.history.record(name, before, &open.plan);
            self.ask_active();
        }
    }

    /// Makes a change as one step, and says so in a message from which it can be taken back.
    pub(super) fn edit_saying(&mut self, change: Change, step: Text, said: &Text) {
        let steps = |state: &Self| {
            state.active().map(|open| StepMark { plan: open.key, depth: open.history.depth() })
        };
        let before = steps(self);
        self.edit(change, Some(step));
        let after = steps(self);
        if after != before {
            // Only the newest step can be taken back: an older offer would take back this one.
            self.messages.retain(|message| message.step.is_none());
            self.tell(MessageKind::Info, crate::words::say(said));
            if let Some(message) = self.messages.last_mut() {
                message.step = after;
            }
        }
    }

    /// Takes an item out of its list; the one after it, else the one before, is selected instead.
    pub(super) fn delete_item(&mut self, owner: Owner) {
        let Some(plan) = self.active_plan() else { return };
        let list = plan.list_of(&owner);
        let at = list.iter().position(|other| *other == owner);
        let next = at.and_then(|at| list.get(at + 1).or_else(|| list.get(at.checked_sub(1)?)));
        let (next, name) = (next.cloned(), item_name(Some(plan), &owner));
        let of_item = |key| Text::key(key).with("item", Arg::Name(name.clone()));
        let (step, said) = (of_item("step.remove"), of_item("message.deleted"));
        self.edit_saying(Change::Remove(owner), step, &said);
        if let Some(next) = next {
            self.select(next);
        }
    }

    /// Adds a copy of an item after all others of its list, and selects it.
    pub(super) fn duplicate_item(&mut self, owner: &Owner) {
        let Some(item) = self.active_plan().and_then(|plan| plan.item(owner)) else { return };
        let name = item_name(self.active_plan(), owner);
        let copy_name =
            crate::words::say(&Text::key("app.copy_of").with("name", Arg::Name(name.clone())));
        let copy = item.renamed(self.ids.next(&copy_name), copy_name);
        let selected = copy.owner();
        let step = Text::key("step.duplicate").with("item", Arg::Name(name));
        self.edit(Change::Add(Box::new(copy)), Some(step));
        self.select(selected);
    }

    /// Selects an item of a list.
    pub(super) fn select(&mut self, owner: Owner) {
        if let Some(page) = FinancePage::of(&owner) {
            self.finance_page = page;
        }
        if let Some(open) = self.active_mut() {
            open.selected.insert(OpenPlan::place_of(&owner), owner);
        }
    }

    fn put(&mut self, plan: Option<Plan>) {
        if let (Some(open), Some(plan)) = (self.active_mut(), plan) {
            open.plan = plan;
            self.ask_active();
        }
    }

    /// Applies a change, or says why it cannot be made.
    fn apply(&mut self, change: Change) -> bool {
        if !is_finite(&change) {
            self.error(crate::words::tr("message.not_finite").to_owned());
            return false;
        }
        let Some(open) = self.active_mut() else { return false };
        match open.plan.apply(change) {
            Ok(()) => true,
            Err(error) => {
                let why = Arg::Name(error.to_string());
                self.error(crate::words::say(&Text::key("message.no_change").with("why", why)));
                false
            }
        }
    }
}

/// Whether every number of a change is one the document can hold.
fn is_finite(change: &Change) -> bool {
    match change {
        Change::Set(_, Value::Number(value)) => value.is_finite(),
        Change::Set(_, Value::Curve(points)) => points.iter().all(|point| point.value.is_finite()),
        Change::All(changes) => changes.iter().all(is_finite),
        _ => true,
    }
}

/// What a change does, as it stands after "Undo".
fn step_name(plan: &Plan, change: &Change) -> Text {
    let item = |key, name: String| Text::key(key).with("item", Arg::Name(name));
    match change {
        Change::Set(field, _) | Change::Note(field, _) => {
            let key = if matches!(change, Change::Set(..)) { "step.set" } else { "step.note" };
            match plan.info(field) {
                Some(info) => Text::key(key).with("field", Arg::Field(info.label)),
                None => Text::key("step.change"),
            }
        }
        Change::OwnYear(_) => Text::key("step.import_prices"),
        Change::Add(added) => {
            let mut with = plan.clone();
            let owner = added.owner();
            let name = match with.apply(change.clone()) {
                Ok(()) => item_name(Some(&with), &owner),
                Err(_refused) => owner.to_string(),
            };
            item("step.add", name)
        }
        Change::Remove(owner) => item("step.remove", item_name(Some(plan), owner)),
        Change::Move(owner, _) => item("step.move", item_name(Some(plan), owner)),
        Change::KeepWhatIf(what_if) => item("step.keep_what_if", what_if.name.clone()),
        Change::DropWhatIf(id) => {
            let named = plan.what_ifs.iter().find(|what_if| &what_if.id == id);
            item("step.drop_what_if", named.map_or_else(|| id.clone(), |of| of.name.clone()))
        }
        Change::All(changes) => match changes.as_slice() {
            [one] => step_name(plan, one),
            _ => Text::key("step.change"),
        },
    }
}

/// The name of an item, its address where it has none.
fn item_name(plan: Option<&Plan>, owner: &Owner) -> String {
    let field = crate::plan::FieldRef::new(owner.clone(), "name");
    match plan.and_then(|plan| plan.get(&field)) {
        Some(Value::Text(name)) => name,
        _ => owner.to_string(),
    }
}
