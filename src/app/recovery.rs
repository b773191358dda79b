//! Plans that a crash left: found at the start, they wait until the user decides.

use super::keeper::{Job, Keeper};
use super::{MessageKind, PlanKey, State};
use crate::store::{self, Autosaves, Found};
use crate::words::Text;

/// A plan that a crash left, with the number by which it is decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Recoverable {
    /// Its number.
    pub id: u64,
    /// What was found.
    pub found: Found,
}

/// What becomes of a plan that a crash left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// It opens as it stood, unsaved.
    Recover,
    /// Its file opens as it was saved; the other stays to be decided.
    OpenSaved,
    /// It goes for good.
    Discard,
}

impl Recovery {
    /// Key of its text.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Recover => "recovery.recover",
            Self::OpenSaved => "recovery.open_saved",
            Self::Discard => "recovery.discard",
        }
    }
}

impl State {
    /// Starts keeping copies, and takes up what crashes left.
    pub(super) fn start_keeping(&mut self, keep: super::Keep) {
        let super::Keep { folder, after, repaint } = keep;
        let started = Autosaves::start(&folder.join("autosave"))
            .map_err(|error| error.to_string())
            .and_then(|autosaves| {
                Keeper::start(autosaves, after, repaint).map_err(|error| error.to_string())
            });
        match started {
            Ok(mut keeper) => {
                let (found, unread) = keeper.autosaves.recoverable();
                self.keeper = Some(keeper);
                self.locks = Some(folder.join("locks"));
                for found in found {
                    let id = self.new_number();
                    self.found.push(Recoverable { id, found });
                }
                for words in unread {
                    self.tell(MessageKind::Warning, words);
                }
                if !self.found.is_empty() {
                    self.sheet = Some(super::Sheet::Recovery);
                }
            }
            Err(error) => self.cannot_keep(error),
        }
    }

    /// Hands plans that have changed to the keeper, and takes the copies of saved ones away.
    pub(super) fn keep_copies(&mut self) {
        let Some(keeper) = &self.keeper else { return };
        for open in &mut self.plans {
            if open.is_dirty() {
                if open.kept != Some(open.asked) {
                    open.kept = Some(open.asked);
                    keeper.tell(Job::Keep {
                        file: keeper.autosaves.file(&open.plan.id, open.key.0),
                        plan: Box::new(open.plan.clone()),
                        original: open.path.clone(),
                        stamp: open.disk.stamp,
                    });
                }
            } else if open.kept.take().is_some() {
                keeper.tell(Job::Drop(keeper.autosaves.file(&open.plan.id, open.key.0)));
            }
        }
    }

    /// Takes the copy of a plan that is closed away.
    pub(super) fn drop_copy(&self, plan_id: &str, key: PlanKey) {
        if let Some(keeper) = &self.keeper {
            keeper.tell(Job::Drop(keeper.autosaves.file(plan_id, key.0)));
        }
    }

    /// Says why copies cannot be kept, where one could not be.
    pub(super) fn hear_keeper(&mut self) {
        if let Some(error) = self.keeper.as_ref().and_then(Keeper::failure) {
            self.cannot_keep(error);
        }
    }

    fn cannot_keep(&mut self, why: String) {
        let text = Text::key("message.no_autosave").with("why", crate::words::Arg::Name(why));
        self.tell(MessageKind::Warning, crate::words::say(&text));
    }

    /// Does what was decided of a plan that a crash left.
    pub(super) fn decide(&mut self, id: u64, decision: Recovery) {
        let Some(at) = self.found.iter().position(|found| found.id == id) else { return };
        let found = self.found[at].found.clone();
        let done = match decision {
            Recovery::OpenSaved => {
                self.sheet = None;
                if let Some(path) = &found.original {
                    self.open(path);
                }
                return;
            }
            Recovery::Recover => self.recover(&found),
            Recovery::Discard => match &mut self.keeper {
                Some(keeper) => keeper.autosaves.discard(&found),
                None => Ok(()),
            },
        };
        match done {
            Ok(()) => {
                self.found.retain(|found| found.id != id);
                if self.found.is_empty() {
                    self.sheet = None;
                }
            }
            Err(error) => self.error(error.to_string()),
        }
    }

    /// Opens a plan as it stood, in the tab of its file where that is open.
    fn recover(&mut self, found: &Found) -> Result<(), store::SaveError> {
        let Found { plan, original, stamp, .. } = found;
        let tab = original.as_deref().and_then(|path| self.tab_of(path));
        let index = if let Some(index) = tab {
            self.active = Some(index);
            // The copy is of this plan: where it stood before is one step back.
            self.replace(plan.clone(), Text::key("step.recover"));
            index
        } else {
            self.add(plan.clone());
            self.plans.len() - 1
        };
        let held = match (tab, original) {
            (None, Some(path)) => self.take_lock(path),
            _ => Ok(None),
        };
        let open = &mut self.plans[index];
        open.saved = None;
        match held {
            Ok(lock) => {
                open.path.clone_from(original);
                open.disk.stamp = *stamp;
                open.disk.glance = original.as_deref().and_then(store::glance);
                if tab.is_none() {
                    open.disk.lock = lock;
                }
            }
            Err(holder) => {
                let path = original.clone().unwrap_or_default().display().to_string();
                let text = super::question::holder_text(&holder);
                let text = text.with("path", crate::words::Arg::Name(path));
                self.tell(MessageKind::Warning, crate::words::say(&text));
            }
        }
        let open = &self.plans[index];
        match &mut self.keeper {
            Some(keeper) => {
                let own = keeper.autosaves.file(&open.plan.id, open.key.0);
                keeper.autosaves.adopt(found, &own)
            }
            None => Ok(()),
        }
    }
}
