//! What an item of a plan is worth: the plan with it less the plan without it.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Id, Ui};

use crate::engine::market::Markets;
use crate::engine::{LineId, Run, run_in};
use crate::format::Month;
use crate::plan::{self, Change, Owner, Plan, RefreshSetting, Severity};

/// Runs of a plan and of the plan without each of some items.
#[derive(Debug)]
pub struct Worths {
    plan: Plan,
    owners: Vec<Owner>,
    with: Run,
    without: BTreeMap<Owner, Run>,
    without_all: Option<Run>,
}

/// What one item is worth.
#[derive(Clone, Copy, Debug)]
pub struct Worth<'a> {
    /// The plan.
    pub with: &'a Run,
    /// The plan without the item.
    pub without: &'a Run,
}

impl Worths {
    /// Runs `plan` without each of `owners`; none where findings stand in the way.
    pub fn of(plan: &Plan, owners: &[Owner]) -> Option<Self> {
        let is_sound = |plan: &Plan| {
            plan::findings(plan).iter().all(|finding| finding.severity != Severity::Error)
        };
        if !is_sound(plan) {
            return None;
        }
        let markets = Markets::of(plan);
        let run = |plan: &Plan| run_in(plan, markets.clone());
        let without = owners.iter().filter_map(|owner| {
            let plan = without_item(plan, owner).filter(is_sound)?;
            Some((owner.clone(), run(&plan)))
        });
        let all = owners.iter().try_fold(plan.clone(), |plan, owner| without_item(&plan, owner));
        Some(Self {
            without_all: all.filter(is_sound).map(|plan| run(&plan)),
            without: without.collect(),
            with: run(plan),
            plan: plan.clone(),
            owners: owners.to_vec(),
        })
    }

    /// The same, computed once for each state of the plan and kept under `id`.
    pub fn cached(ui: &Ui, id: &'static str, plan: &Plan, owners: &[Owner]) -> Option<Arc<Self>> {
        let id = Id::unique(("worths", id));
        let kept: Option<Arc<Self>> = ui.data(|data| data.get_temp(id));
        if let Some(kept) = kept.filter(|kept| kept.plan == *plan && kept.owners == owners) {
            return Some(kept);
        }
        let fresh = Arc::new(Self::of(plan, owners)?);
        ui.data_mut(|data| data.insert_temp(id, Arc::clone(&fresh)));
        Some(fresh)
    }

    /// What an item is worth; none where the plan without it has findings.
    pub fn item(&self, owner: &Owner) -> Option<Worth<'_>> {
        Some(Worth { with: &self.with, without: self.without.get(owner)? })
    }

    /// What all the items together are worth.
    pub fn all(&self) -> Option<Worth<'_>> {
        Some(Worth { with: &self.with, without: self.without_all.as_ref()? })
    }
}

/// The plan without an item: a fleet takes its reservations along, a lease the loans that stand on it alone, and no
/// refresh is what refresh is held against.
fn without_item(plan: &Plan, owner: &Owner) -> Option<Plan> {
    let held = Arc::clone(&plan.leases);
    let mut plan = plan.clone();
    if *owner == Owner::Refresh {
        Arc::make_mut(&mut plan.refresh).setting = RefreshSetting::Never;
        return Some(plan);
    }
    if let Owner::Gpu(id) = owner {
        let on_fleet = |lease: &plan::Lease| lease.reserved().is_some_and(|of| of.fleet == *id);
        Arc::make_mut(&mut plan.leases).retain(|lease| !on_fleet(lease));
    }
    if plan.item(owner).is_some() {
        plan.apply(Change::Remove(owner.clone())).ok()?;
    }
    if plan.leases.len() < held.len() {
        let leases = Arc::clone(&plan.leases);
        let has = |leases: &[plan::Lease], id: &str| leases.iter().any(|lease| lease.id == id);
        let falls = |debt: &plan::Debt| {
            debt.is_sculpted() && has(&held, &debt.lease) && !has(&leases, &debt.lease)
        };
        Arc::make_mut(&mut plan.debts).retain(|debt| !falls(debt));
    }
    Some(plan)
}

impl Worth<'_> {
    /// What the item adds to the plan's NPV, USD.
    pub fn npv_usd(&self) -> f64 {
        self.with.value.npv_usd - self.without.value.npv_usd
    }

    /// What the item adds to a line, month by month.
    pub fn added(&self, line: LineId) -> Vec<f64> {
        let (with, without) = (self.with.ledger.series(line), self.without.ledger.series(line));
        with.iter().zip(without).map(|(with, without)| with - without).collect()
    }

    /// What the item adds to a line in all.
    pub fn total(&self, line: LineId) -> f64 {
        self.added(line).iter().sum()
    }

    /// The first and the last month in which the item adds more than a dollar to a line.
    pub fn span(&self, line: LineId) -> Option<(Month, Month)> {
        let added = self.added(line);
        let start = self.with.ledger.start;
        let first = added.iter().position(|usd| usd.abs() > 1.0)?;
        let last = added.iter().rposition(|usd| usd.abs() > 1.0)?;
        Some((start.plus(first as i32), start.plus(last as i32)))
    }

    /// Machines of each batch that the item displaces, the most first: index of the batch and machines.
    pub fn displaced(&self) -> Vec<(usize, f64)> {
        let with = &self.with.detail.batches;
        let mut displaced: Vec<(usize, f64)> = with
            .iter()
            .enumerate()
            .map(|(at, batch)| {
                let before = self.without.detail.batches.iter().find(|other| other.id == batch.id);
                (at, batch.displaced_units - before.map_or(0.0, |before| before.displaced_units))
            })
            .filter(|(_, units)| *units > 0.5)
            .collect();
        displaced.sort_by(|a, b| b.1.total_cmp(&a.1));
        displaced
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    fn plan() -> Plan {
        let leases = vec![testing::colocation("a"), testing::colocation("b")];
        let mut plan = Plan { leases: leases.into(), ..testing::plan() };
        let site = Arc::make_mut(&mut plan.site);
        (site.grid_mw, site.convertible_mw) = (40.0, 40.0);
        plan
    }

    #[test]
    fn an_item_is_worth_the_plan_with_it_less_the_plan_without() {
        let plan = plan();
        let owner = Owner::Lease("a".to_owned());
        let worths = Worths::of(&plan, std::slice::from_ref(&owner)).unwrap();
        let worth = worths.item(&owner).unwrap();
        // 10 MW IT at 5,000 USD/kW over 2027, and 1 M USD of rent a month for the nine years after.
        assert!((worth.total(LineId::HallCapex) - 50e6).abs() < 1e-3);
        assert!((worth.total(LineId::ColocationRent) - 108e6).abs() < 1e-3);
        let span = worth.span(LineId::HallCapex).unwrap();
        assert_eq!(span, (Month::new(2027, 1), Month::new(2027, 12)));
        let by_hand = crate::engine::run(&plan).value.npv_usd
            - crate::engine::run(&Plan {
                leases: vec![testing::colocation("b")].into(),
                ..plan.clone()
            })
            .value
            .npv_usd;
        assert!((worth.npv_usd() - by_hand).abs() < 1e-6);
    }

    #[test]
    fn a_fleet_takes_its_reservations_along_and_findings_leave_no_worth() {
        let mut plan = plan();
        plan.gpus = vec![testing::fleet("f")].into();
        let mut reserved = plan::template::reserved_lease("r", &plan.gpus[0]);
        reserved.term_months = 12;
        Arc::make_mut(&mut plan.leases).push(reserved);
        let left = without_item(&plan, &Owner::Gpu("f".to_owned())).unwrap();
        assert!(left.gpus.is_empty() && left.lease("r").is_none());
        let loan = |id: &str, lease: &str| plan::Debt {
            size: plan::DebtSize::Sized,
            lease: lease.to_owned(),
            ..plan::Debt::new(id, id, &plan)
        };
        plan.debts = vec![loan("on_a", "a"), loan("on_all", ""), loan("on_b", "b")].into();
        let left = without_item(&plan, &Owner::Lease("a".to_owned())).unwrap();
        let loans: Vec<&str> = left.debts.iter().map(|debt| debt.id.as_str()).collect();
        assert_eq!(loans, ["on_all", "on_b"], "a lease takes the loan that stands on it alone");
        Arc::make_mut(&mut plan.site).convertible_mw = 1.0;
        assert!(Worths::of(&plan, &[]).is_none());
    }
}
