//! Changes: the one way a plan is edited.

use std::sync::Arc;

use super::{
    AsicBatch, BuildOption, Contract, Debt, FieldRef, GpuFleet, Lease, Note, OwnYear, Owner, Plan,
    UserLine, Value, WhatIf, Work,
};

/// An edit of a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Sets a field; a note on it no longer names the source and day of a figure that another one replaces.
    Set(FieldRef, Value),
    /// Sets or takes away the user's own prices of a year.
    OwnYear(Option<Arc<OwnYear>>),
    /// Sets or takes away where a field's figure comes from.
    Note(FieldRef, Option<Note>),
    /// Adds an item at the end of its list.
    Add(Box<Item>),
    /// Removes an item.
    Remove(Owner),
    /// Moves an item to a position of its list.
    Move(Owner, usize),
    /// Keeps a what-if in the plan; one of the same id is replaced.
    KeepWhatIf(WhatIf),
    /// Takes a what-if out of the plan, by its id.
    DropWhatIf(String),
    /// Several edits as one step.
    All(Vec<Self>),
}

/// An item of one of the plan's lists.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant names its type")]
pub enum Item {
    Contract(Contract),
    Asic(AsicBatch),
    Gpu(GpuFleet),
    Lease(Lease),
    Option(BuildOption),
    Work(Work),
    Debt(Debt),
    Line(UserLine),
}

impl Item {
    /// The item as owner of its fields.
    pub fn owner(&self) -> Owner {
        match self {
            Self::Contract(item) => Owner::Contract(item.id.clone()),
            Self::Asic(item) => Owner::Asic(item.id.clone()),
            Self::Gpu(item) => Owner::Gpu(item.id.clone()),
            Self::Lease(item) => Owner::Lease(item.id.clone()),
            Self::Option(item) => Owner::Option(item.id.clone()),
            Self::Work(item) => Owner::Work(item.id.clone()),
            Self::Debt(item) => Owner::Debt(item.id.clone()),
            Self::Line(item) => Owner::Line(item.id.clone()),
        }
    }

    /// The same item under another id and name: a duplicate.
    #[must_use]
    pub fn renamed(mut self, id: String, name: String) -> Self {
        let (own_id, own_name) = match &mut self {
            Self::Contract(item) => (&mut item.id, &mut item.name),
            Self::Asic(item) => (&mut item.id, &mut item.name),
            Self::Gpu(item) => (&mut item.id, &mut item.name),
            Self::Lease(item) => (&mut item.id, &mut item.name),
            Self::Option(item) => (&mut item.id, &mut item.name),
            Self::Work(item) => (&mut item.id, &mut item.name),
            Self::Debt(item) => (&mut item.id, &mut item.name),
            Self::Line(item) => (&mut item.id, &mut item.name),
        };
        (*own_id, *own_name) = (id, name);
        self
    }
}

/// A change that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// The item or field is not there, or takes another type of value.
    #[error("{0} is not a field of this plan, or takes another kind of value")]
    NoSuchField(FieldRef),
    /// The item is not there.
    #[error("{0} is not in this plan")]
    NoSuchItem(Owner),
    /// The what-if is not there.
    #[error("the plan has no what-if “{0}”")]
    NoSuchWhatIf(String),
    /// An item of that id is there already.
    #[error("{0} is in this plan already")]
    Taken(Owner),
}

/// Calls `$body` with `$list` bound to the list that holds `$owner`, and `$id` to its id.
macro_rules! with_list {
    ($plan:expr, $owner:expr, |$list:ident, $id:ident| $body:expr) => {
        match $owner {
            Owner::Contract($id) => {
                let $list = &mut Arc::make_mut(&mut $plan.power).contracts;
                $body
            }
            Owner::Asic($id) => {
                let $list = Arc::make_mut(&mut $plan.asics);
                $body
            }
            Owner::Gpu($id) => {
                let $list = Arc::make_mut(&mut $plan.gpus);
                $body
            }
            Owner::Lease($id) => {
                let $list = Arc::make_mut(&mut $plan.leases);
                $body
            }
            Owner::Option($id) => {
                let $list = Arc::make_mut(&mut $plan.options);
                $body
            }
            Owner::Work($id) => {
                let $list = Arc::make_mut(&mut $plan.works);
                $body
            }
            Owner::Debt($id) => {
                let $list = Arc::make_mut(&mut $plan.debts);
                $body
            }
            Owner::Line($id) => {
                let $list = Arc::make_mut(&mut $plan.lines);
                $body
            }
            _ => None,
        }
    };
}

impl Plan {
    /// Applies a change whole, or leaves the plan as it was.
    ///
    /// # Errors
    /// Where the change names what is not there, or adds what is.
    pub fn apply(&mut self, change: Change) -> Result<(), ChangeError> {
        let mut changed = self.clone();
        changed.apply_in_place(change)?;
        *self = changed;
        Ok(())
    }

    fn apply_in_place(&mut self, change: Change) -> Result<(), ChangeError> {
        match change {
            Change::Set(field, value) => {
                let before = self.get(&field);
                if self.set(&field, value).is_none() {
                    return Err(ChangeError::NoSuchField(field));
                }
                if self.get(&field) != before {
                    self.forget_source(&field);
                }
                Ok(())
            }
            Change::OwnYear(year) => {
                Arc::make_mut(&mut self.power).own_year = year;
                Ok(())
            }
            Change::Note(field, note) => {
                let notes = Arc::make_mut(&mut self.notes);
                match note {
                    Some(note) => drop(notes.insert(field.to_string(), note)),
                    None => drop(notes.remove(&field.to_string())),
                }
                Ok(())
            }
            Change::Add(item) => self.add(*item),
            Change::Remove(owner) => self.remove(&owner),
            Change::Move(owner, to) => self.move_to(owner, to),
            Change::KeepWhatIf(what_if) => {
                let all = Arc::make_mut(&mut self.what_ifs);
                match all.iter_mut().find(|other| other.id == what_if.id) {
                    Some(other) => *other = what_if,
                    None => all.push(what_if),
                }
                Ok(())
            }
            Change::DropWhatIf(id) => {
                let at = self.what_ifs.iter().position(|what_if| what_if.id == id);
                let at = at.ok_or(ChangeError::NoSuchWhatIf(id))?;
                Arc::make_mut(&mut self.what_ifs).remove(at);
                Ok(())
            }
            Change::All(changes) => {
                changes.into_iter().try_for_each(|change| self.apply_in_place(change))
            }
        }
    }

    /// Takes source and day from a field's note; the user's words and the mark of an assumption stay.
    fn forget_source(&mut self, field: &FieldRef) {
        let key = field.to_string();
        if !self.notes.contains_key(&key) {
            return;
        }
        let notes = Arc::make_mut(&mut self.notes);
        if let Some(Note { source, as_of, assumption, text }) = notes.get_mut(&key) {
            source.clear();
            as_of.clear();
            if !*assumption && text.is_empty() {
                notes.remove(&key);
            }
        }
    }

    fn add(&mut self, item: Item) -> Result<(), ChangeError> {
        let owner = item.owner();
        if self.owners().contains(&owner) {
            return Err(ChangeError::Taken(owner));
        }
        match item {
            Item::Contract(item) => Arc::make_mut(&mut self.power).contracts.push(item),
            Item::Asic(item) => Arc::make_mut(&mut self.asics).push(item),
            Item::Gpu(item) => Arc::make_mut(&mut self.gpus).push(item),
            Item::Lease(item) => Arc::make_mut(&mut self.leases).push(item),
            Item::Option(item) => Arc::make_mut(&mut self.options).push(item),
            Item::Work(item) => Arc::make_mut(&mut self.works).push(item),
            Item::Debt(item) => Arc::make_mut(&mut self.debts).push(item),
            Item::Line(item) => Arc::make_mut(&mut self.lines).push(item),
        }
        Ok(())
    }

    fn remove(&mut self, owner: &Owner) -> Result<(), ChangeError> {
        let removed = with_list!(self, owner, |list, id| {
            list.iter().position(|item| &item.id == id).map(|at| drop(list.remove(at)))
        });
        removed.ok_or_else(|| ChangeError::NoSuchItem(owner.clone()))?;
        let prefix = format!("{owner}.");
        Arc::make_mut(&mut self.notes).retain(|field, _| !field.starts_with(&prefix));
        let sets_it = |what_if: &WhatIf| what_if.settings.iter().any(|of| &of.field.owner == owner);
        if self.what_ifs.iter().any(sets_it) {
            // A what-if that says nothing more goes with the item.
            let all = Arc::make_mut(&mut self.what_ifs);
            for what_if in &mut *all {
                what_if.settings.retain(|setting| &setting.field.owner != owner);
            }
            all.retain(|what_if| !what_if.settings.is_empty());
        }
        Ok(())
    }

    fn move_to(&mut self, owner: Owner, to: usize) -> Result<(), ChangeError> {
        let moved = with_list!(self, &owner, |list, id| {
            list.iter().position(|item| &item.id == id).map(|at| {
                let item = list.remove(at);
                list.insert(to.min(list.len()), item);
            })
        });
        moved.ok_or(ChangeError::NoSuchItem(owner))
    }

    /// The items of the list that holds `owner`, in order; empty for a section.
    pub fn list_of(&self, owner: &Owner) -> Vec<Owner> {
        let is_listed = |other: &Owner| {
            std::mem::discriminant(other) == std::mem::discriminant(owner) && other.id().is_some()
        };
        self.owners().into_iter().filter(is_listed).collect()
    }

    /// The change that puts the items of one list into this order; those left out follow as they were.
    pub fn order(owners: &[Owner]) -> Change {
        let moves = owners.iter().enumerate();
        Change::All(moves.map(|(at, owner)| Change::Move(owner.clone(), at)).collect())
    }

    /// An item of a list by owner; none for a section.
    pub fn item(&self, owner: &Owner) -> Option<Item> {
        Some(match owner {
            Owner::Contract(id) => {
                Item::Contract(self.power.contracts.iter().find(|item| &item.id == id)?.clone())
            }
            Owner::Asic(id) => Item::Asic(self.asics.iter().find(|item| &item.id == id)?.clone()),
            Owner::Gpu(id) => Item::Gpu(self.gpu_fleet(id)?.clone()),
            Owner::Lease(id) => Item::Lease(self.lease(id)?.clone()),
            Owner::Option(id) => {
                Item::Option(self.options.iter().find(|item| &item.id == id)?.clone())
            }
            Owner::Work(id) => Item::Work(self.works.iter().find(|item| &item.id == id)?.clone()),
            Owner::Debt(id) => Item::Debt(self.debts.iter().find(|item| &item.id == id)?.clone()),
            Owner::Line(id) => Item::Line(self.lines.iter().find(|item| &item.id == id)?.clone()),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn a_change_that_fails_in_part_leaves_the_plan_as_it_was() {
        let mut plan = testing::plan();
        let before = plan.clone();
        let set = Change::Set("site.grid_mw".parse().unwrap(), Value::Number(50.0));
        let wrong = Change::Remove(Owner::Lease("nobody".to_owned()));
        assert!(plan.apply(Change::All(vec![set.clone(), wrong])).is_err());
        assert_eq!(plan, before);
        plan.apply(set).unwrap();
        assert_eq!(plan.site.grid_mw, 50.0);
    }

    #[test]
    fn another_figure_keeps_the_words_of_a_note_and_loses_its_source() {
        let mut plan = testing::plan();
        let field: FieldRef = "power.price_usd_per_mwh".parse().unwrap();
        let note = |text: &str| Note {
            source: "the hub's mean".to_owned(),
            as_of: "2025-11".to_owned(),
            assumption: false,
            text: text.to_owned(),
        };
        let picked = |usd: f64, text: &str| {
            let set = Change::Set(field.clone(), Value::Number(usd));
            Change::All(vec![set, Change::Note(field.clone(), Some(note(text)))])
        };
        // The value comes first, then its note: the source stands.
        plan.apply(picked(31.7, "without delivery")).unwrap();
        assert_eq!(plan.note(&field), Some(&note("without delivery")));
        plan.apply(Change::Set(field.clone(), Value::Number(31.7))).unwrap();
        assert_eq!(plan.note(&field), Some(&note("without delivery")), "the same figure");
        plan.apply(Change::Set(field.clone(), Value::Number(60.0))).unwrap();
        let left = Note { source: String::new(), as_of: String::new(), ..note("without delivery") };
        assert_eq!(plan.note(&field), Some(&left));
        plan.apply(picked(31.7, "")).unwrap();
        plan.apply(Change::Set(field.clone(), Value::Number(60.0))).unwrap();
        assert_eq!(plan.note(&field), None, "a note that says nothing more goes");
        let assumed = Note { assumption: true, ..note("") };
        plan.apply(Change::Note(field.clone(), Some(assumed.clone()))).unwrap();
        plan.apply(Change::Set(field.clone(), Value::Number(61.0))).unwrap();
        let left = Note { source: String::new(), as_of: String::new(), ..assumed };
        assert_eq!(plan.note(&field), Some(&left));
    }

    #[test]
    fn what_ifs_are_kept_replaced_and_dropped_and_go_with_the_item_they_set() {
        use crate::plan::{Given, Setting};
        let what_if = |id: &str, fields: &[&str]| WhatIf {
            id: id.to_owned(),
            name: id.to_owned(),
            settings: fields
                .iter()
                .map(|field| Setting { field: field.parse().unwrap(), value: Given::Number(5.0) })
                .collect(),
        };
        let mut plan = testing::plan();
        let batch = what_if("batch", &["asics[s21].units"]);
        plan.apply(Change::KeepWhatIf(what_if("batch", &["site.grid_mw"]))).unwrap();
        plan.apply(Change::KeepWhatIf(batch)).unwrap();
        plan.apply(Change::KeepWhatIf(what_if("both", &["site.grid_mw", "asics[s21].units"])))
            .unwrap();
        assert_eq!(plan.what_ifs.len(), 2);
        plan.apply(Change::Remove(Owner::Asic("s21".to_owned()))).unwrap();
        assert_eq!(*plan.what_ifs, [what_if("both", &["site.grid_mw"])]);
        plan.apply(Change::DropWhatIf("both".to_owned())).unwrap();
        let again = plan.apply(Change::DropWhatIf("both".to_owned()));
        assert_eq!(again, Err(ChangeError::NoSuchWhatIf("both".to_owned())));
    }

    #[test]
    fn items_come_move_and_go_by_id_and_take_their_notes_along() {
        let mut plan = testing::plan();
        plan.apply(Change::Add(Box::new(Item::Asic(testing::batch("b"))))).unwrap();
        let again = Change::Add(Box::new(Item::Asic(testing::batch("b"))));
        assert_eq!(plan.apply(again), Err(ChangeError::Taken(Owner::Asic("b".to_owned()))));
        plan.apply(Change::Move(Owner::Asic("b".to_owned()), 0)).unwrap();
        assert_eq!(plan.asics[0].id, "b");
        let note = Note {
            source: "a".to_owned(),
            as_of: String::new(),
            assumption: false,
            text: String::new(),
        };
        plan.apply(Change::Note("asics[b].units".parse().unwrap(), Some(note))).unwrap();
        plan.apply(Change::Remove(Owner::Asic("b".to_owned()))).unwrap();
        assert!(plan.notes.is_empty() && plan.asics.len() == 1);
    }
}
