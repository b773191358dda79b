//! An open plan with its file, history and results.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::moved::Earlier;
use super::{FinancePage, History, Over, Results, Screen};
use crate::plan::{Owner, Plan};
use crate::store::{Glance, Lock, Stamp};

/// Number of an open plan, from opening to closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanKey(pub(super) u64);

/// An open plan: a tab of the window.
#[derive(Clone, Debug)]
pub struct OpenPlan {
    /// Its number.
    pub key: PlanKey,
    /// The plan as it stands.
    pub plan: Plan,
    /// Its file; none until it is saved.
    pub path: Option<PathBuf>,
    /// What is known of it; of an older state while [`Self::is_current`] is false.
    pub results: Results,
    /// Steps that can be undone and redone.
    pub history: History,
    /// What lies over it; none where no what-if is active.
    pub over: Option<Over>,
    pub(super) saved: Option<Plan>,
    /// Its file as this window knows it.
    pub(super) disk: Disk,
    /// The generation whose copy is kept for a crash; none where there is no copy.
    pub(super) kept: Option<u64>,
    /// What it said when another version of the program saved it.
    pub(super) earlier: Option<Earlier>,
    pub(super) asked: u64,
    pub(super) waits_since: Option<Instant>,
    pub(super) selected: BTreeMap<Place, Owner>,
}

/// Where items are listed: a screen, or a page of Finance.
pub(super) type Place = (Screen, Option<FinancePage>);

/// A plan's file as this window knows it.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    /// What it held when it was last read or written.
    pub stamp: Option<Stamp>,
    /// What was last seen of it.
    pub glance: Option<Glance>,
    /// What keeps other windows from it.
    pub lock: Option<Arc<Lock>>,
}

impl OpenPlan {
    pub(super) fn new(key: PlanKey, plan: Plan) -> Self {
        Self {
            key,
            plan,
            path: None,
            results: Results::default(),
            history: History::default(),
            over: None,
            saved: None,
            disk: Disk::default(),
            kept: None,
            earlier: None,
            asked: 0,
            waits_since: None,
            selected: BTreeMap::new(),
        }
    }

    /// Whether closing it would lose something.
    pub fn is_dirty(&self) -> bool {
        self.saved.as_ref().is_none_or(|saved| !says_the_same(saved, &self.plan))
    }

    /// Whether the results are those of the plan as it stands; the advice may still be on its way.
    pub const fn is_current(&self) -> bool {
        self.waits_since.is_none()
    }

    /// How long results have been on their way; none where they are there.
    pub fn waits(&self) -> Option<Duration> {
        self.waits_since.map(|since| since.elapsed())
    }

    /// The item selected on a screen with a list: the one chosen last, else the first; what replaces machines
    /// stands among the machines, but is the first of none.
    pub fn selected(&self, screen: Screen) -> Option<Owner> {
        self.selected_at((screen, None))
    }

    /// The item selected on a page of Finance, likewise.
    pub fn selected_on(&self, page: FinancePage) -> Option<Owner> {
        self.selected_at((Screen::Finance, Some(page)))
    }

    fn selected_at(&self, place: Place) -> Option<Owner> {
        let mut owners = self.plan.owners();
        owners.retain(|owner| Self::place_of(owner) == place);
        let chosen = self.selected.get(&place).filter(|chosen| {
            owners.contains(chosen) && (chosen.id().is_some() || **chosen == Owner::Refresh)
        });
        chosen.cloned().or_else(|| owners.into_iter().find(|owner| owner.id().is_some()))
    }

    /// Where an item is listed.
    pub(super) const fn place_of(owner: &Owner) -> Place {
        (Screen::of(owner), FinancePage::of(owner))
    }

    /// Notes that results of `generation` are on their way.
    pub(super) fn wait_for(&mut self, generation: u64) {
        self.asked = generation;
        self.waits_since.get_or_insert_with(Instant::now);
    }

    /// Takes an answer of its newest generation; a part keeps the advice until the next one comes.
    pub(super) fn take(&mut self, generation: u64, mut results: Results) {
        if generation != self.asked {
            return;
        }
        if results.partial && results.advice.is_none() {
            results.advice = self.results.advice.take();
        } else {
            self.waits_since = None;
        }
        self.results = results;
    }
}

/// Whether two plans say the same, whatever was noted at the last save.
fn says_the_same(one: &Plan, other: &Plan) -> bool {
    let other = Plan {
        app_version: one.app_version.clone(),
        headline: one.headline.clone(),
        ..other.clone()
    };
    *one == other
}
