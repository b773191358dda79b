//! The plans that can be held against one another: every tab, with and without what lies over it.

use crate::app::{OpenPlan, PlanKey, State};
use crate::engine::{Advice, Solution};
use crate::plan::Plan;
use crate::ui::actions::said;

/// Plans that are ticked without being asked.
const TICKED: usize = 6;

/// Which plan: the tab, and whether what lies over it is in it.
pub type EntryId = (PlanKey, bool);

/// A plan that can be compared.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Which it is.
    pub id: EntryId,
    /// `A` for the first.
    pub letter: String,
    /// The plan.
    pub plan: &'a Plan,
    /// Whose results are the plan's.
    pub of: &'a OpenPlan,
}

impl<'a> Entry<'a> {
    /// Every open plan in the order of the tabs; one with what-ifs over it stands after itself without them.
    pub fn all(state: &'a State) -> Vec<Self> {
        let mut entries = Vec::new();
        for open in &state.plans {
            if let Some(below) = open.underlying() {
                entries.push(((open.key, false), &below.plan, below));
                entries.push(((open.key, true), open.seen(), open));
            } else {
                entries.push(((open.key, false), &open.plan, open));
            }
        }
        let lettered = entries.into_iter().enumerate();
        lettered.map(|(at, (id, plan, of))| Self { id, letter: letter(at), plan, of }).collect()
    }

    /// Its results; none where there are none, or the plan has something to fix.
    pub fn solution(&self) -> Option<&'a Solution> {
        let blocked = self.of.results.errors().next().is_some();
        self.of.results.solution.as_deref().filter(|_| !blocked)
    }

    /// Its advice; none until it is there.
    pub fn advice(&self) -> Option<&'a Advice> {
        self.solution()?;
        self.of.results.advice.as_deref()
    }

    /// Its letter and name as short as they tell it apart: what lies over a plan stands for the plan with it.
    pub fn label(&self) -> String {
        let names: Vec<&str> = if self.id.1 {
            self.of.what_ifs().iter().map(|what_if| what_if.name.as_str()).collect()
        } else {
            vec![self.plan.name.as_str()]
        };
        said("plans.row", &[("letter", &self.letter), ("plan", &names.join(" + "))])
    }

    /// Its letter and name.
    pub fn title(&self) -> String {
        said("plans.row", &[("letter", &self.letter), ("plan", &self.plan.name)])
    }
}

/// `A` for the first plan, `B` for the second.
fn letter(at: usize) -> String {
    let letter = u8::try_from(at).ok().filter(|at| *at < 26).map(|at| char::from(b'A' + at));
    letter.map_or_else(|| (at + 1).to_string(), String::from)
}

/// What was chosen on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Plans whose tick was turned over.
    pub turned: Vec<EntryId>,
    /// The plan the others are held against; the active one where it is not there.
    pub base: Option<EntryId>,
    /// The chart.
    pub chart: usize,
}

impl View {
    /// Where the plan stands that the others are held against.
    pub fn base_of(&self, entries: &[Entry<'_>], active: PlanKey) -> usize {
        let at = |id: EntryId| entries.iter().position(|entry| entry.id == id);
        self.base.and_then(at).or_else(|| at((active, false))).unwrap_or_default()
    }

    /// Whether the plan at a place is compared.
    pub fn is_ticked(&self, at: usize, entry: &Entry<'_>) -> bool {
        (at < TICKED) != self.turned.contains(&entry.id)
    }

    /// Turns the tick of a plan over.
    pub fn turn(&mut self, id: EntryId) {
        match self.turned.iter().position(|other| *other == id) {
            Some(at) => drop(self.turned.remove(at)),
            None => self.turned.push(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_as_numbers() {
        assert_eq!([0, 1, 25, 26].map(letter), ["A", "B", "Z", "27"]);
    }
}
