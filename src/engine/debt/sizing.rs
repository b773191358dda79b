//! What leases bring that loans can be sized to, and what of it earlier loans leave.

use super::schedule::{Schedule, Terms};
use crate::engine::inputs::Inputs;
use crate::engine::lease::{Contracted, LeaseDetail};
use crate::engine::ledger::Ledger;
use crate::plan::Lease;

/// Cash flow and capex of each lease that sized loans earlier in the list have not used.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Free {
    /// Share of each lease's cash flow, by month from the plan's first; all of it beyond.
    cash_share: Vec<Vec<f64>>,
    /// Capex of each lease's hall in each month, USD.
    capex_usd: Vec<Vec<f64>>,
}

impl Free {
    /// All of it.
    pub fn all(inputs: &Inputs<'_>, details: &[LeaseDetail]) -> Self {
        Self {
            cash_share: vec![Vec::new(); inputs.plan.leases.len()],
            capex_usd: details.iter().map(|detail| detail.hall_usd.clone()).collect(),
        }
    }

    /// Share of a lease's cash flow of a month.
    fn share(&self, lease: usize, month: usize) -> f64 {
        self.cash_share[lease].get(month).copied().unwrap_or(1.0)
    }

    /// Capex of the halls of leases in each month, USD.
    pub fn capex(&self, leases: &[(usize, &Lease)], months: usize) -> Vec<f64> {
        let month = |m: usize| leases.iter().map(|(at, _)| self.capex_usd[*at][m]).sum();
        (0..months).map(month).collect()
    }

    /// Takes what a loan uses: the capex it pays, and its service times its cover ratio, of each of its leases alike.
    pub fn take(
        &mut self,
        leases: &[(usize, &Lease)],
        terms: &Terms,
        schedule: &Schedule,
        capex: &[f64],
        cash: &[f64],
    ) {
        let left =
            |used: f64, of: f64| if of > 0.0 { (1.0 - used / of).clamp(0.0, 1.0) } else { 1.0 };
        for (at, _) in leases {
            for (m, usd) in self.capex_usd[*at].iter_mut().enumerate() {
                *usd *= left(schedule.drawn[m], capex[m]);
            }
        }
        // Service beyond the plan is prepaid at its end, but takes its part of the leases as it was agreed.
        let mut draws = schedule.drawn.clone();
        draws.resize(draws.len().max(terms.ends.max(0) as usize), 0.0);
        let service = Schedule::drawn(terms, &draws, cash).service();
        for (month, paid) in service.iter().enumerate().filter(|(_, paid)| **paid > 0.0) {
            let usd = cash.get(month).copied().unwrap_or(0.0);
            let left = left(paid * terms.dscr, usd);
            for (at, _) in leases {
                let shares = &mut self.cash_share[*at];
                shares.resize(shares.len().max(month + 1), 1.0);
                shares[month] *= left;
            }
        }
    }
}

/// Cash flow of leases in their signed term before tax, by month from the plan's first, USD.
///
/// Rent and power billed, less opex, power and what tenants' advances are credited.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LeaseCash {
    /// As signed: tenants stay and pay to the end of the term. Loans are sized to it and sculpted on it.
    pub signed: Vec<f64>,
    /// As expected: up to where a tenant leaves, and after losses where the plan counts them.
    pub expected: Vec<f64>,
}

impl LeaseCash {
    /// Of leases up to the month `until`, of what is `free` of them.
    pub fn of(
        inputs: &Inputs<'_>,
        leases: &[(usize, &Lease)],
        details: &[LeaseDetail],
        free: Option<&Free>,
        ledger: &Ledger,
        until: i32,
    ) -> Self {
        let months = until.max(0) as usize;
        let mut all = Self { signed: vec![0.0; months], expected: vec![0.0; months] };
        for (at, lease) in leases {
            let share = |month: usize| free.map_or(1.0, |free| free.share(*at, month));
            let detail = &details[*at];
            let signed = lease.as_signed();
            let credited = (&detail.signed_credited_usd[..], detail.signed_owed_usd);
            for (month, usd) in cash(inputs, &signed, ledger, credited, until) {
                all.signed[month] += usd * share(month);
            }
            let owed = detail.owed_usd.last().copied().unwrap_or(0.0);
            let credited = (&detail.credited_usd[..], owed);
            for (month, usd) in cash(inputs, lease, ledger, credited, until) {
                all.expected[month] += usd * share(month);
            }
        }
        all
    }
}

/// Cash of one lease in each month of its first term up to `until`, after what is credited of advances.
fn cash(
    inputs: &Inputs<'_>,
    lease: &Lease,
    ledger: &Ledger,
    (credited_usd, mut owed): (&[f64], f64),
    until: i32,
) -> Vec<(usize, f64)> {
    let contract = Contracted::of(inputs, ledger, lease);
    let first = lease.start.since(inputs.plan.start).max(0);
    let ends = lease.ends().since(inputs.plan.start).min(until);
    let month = |month: i32| {
        let credited = credited_usd.get(month as usize).copied().unwrap_or_else(|| {
            let credit = f64::min(owed, lease.credit_share * contract.rent_usd(month));
            owed -= credit;
            credit
        });
        (month as usize, contract.cash_usd(month) - credited)
    };
    (first..ends).map(month).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::engine::debt::DebtDetail;
    use crate::engine::{LineId, Run, run};
    use crate::format::Month;
    use crate::plan::{
        Debt, DebtSize, DefaultLoss, Departure, Jurisdiction, Lease, Plan, PowerTerms, Repayment,
        testing,
    };

    /// Without interest: 1 M a month of a lease from 2028-01, over a tenor of 60 months; a hall of 50 M over 2027.
    fn sized(id: &str, plan: &Plan) -> Debt {
        Debt {
            size: DebtSize::Sized,
            lease: "a".to_owned(),
            dscr: 2.0,
            rate_per_year: 0.0,
            fee_share: 0.0,
            tenor_months: 60,
            ..Debt::new(id, id, plan)
        }
    }

    fn with(leases: Vec<Lease>, debts: impl FnOnce(&Plan) -> Vec<Debt>) -> Plan {
        let plan = Plan { leases: leases.into(), ..testing::plan() };
        Plan { debts: debts(&plan).into(), ..plan }
    }

    fn loans(run: &Run) -> Vec<f64> {
        run.detail.debts.iter().map(|of: &DebtDetail| of.principal_usd).collect()
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        let far = found.iter().zip(expected).any(|(one, other)| (one - other).abs() > 1e-3);
        assert!(!far, "{found:?}, {expected:?}");
    }

    #[test]
    fn loans_on_one_lease_are_sized_to_what_those_before_them_leave() {
        // Each alone: 60 M over 2 is 30 M. The first takes all 60 months' cash flow; the second, twice as long, has
        // the other 60 months, of which 48 lie in the plan: 30 M more, but 20 M of capex are left.
        let lease = || vec![testing::colocation("a")];
        let same = run(&with(lease(), |plan| vec![sized("d", plan), sized("e", plan)]));
        near(&loans(&same), &[30e6, 0.0]);
        let longer = |plan: &Plan| Debt { tenor_months: 120, ..sized("e", plan) };
        let both = run(&with(lease(), |plan| vec![sized("d", plan), longer(plan)]));
        near(&loans(&both), &[30e6, 20e6]);
        // Together never above the lease's 1 M over 2 while the first is repaid.
        let service = both.ledger.series(LineId::DebtService);
        assert!(service[12..72].iter().all(|usd| (usd - 0.5e6).abs() < 1e-3));
        // Capex that binds leaves cash flow: at 10 M a third is used, but none is left to pay for.
        let mut small = lease();
        if let Some(terms) = small[0].colocation_mut() {
            terms.hall_capex_usd_per_kw = 1_000.0;
        }
        near(&loans(&run(&with(small, |plan| vec![sized("d", plan), longer(plan)]))), &[10e6, 0.0]);
        // One on all colocation beside one on a lease has the other lease's 30 M, and none of the first's.
        let all = |plan: &Plan| Debt { lease: String::new(), ..sized("e", plan) };
        let two = || vec![testing::colocation("a"), testing::colocation("b")];
        near(&loans(&run(&with(two(), |plan| vec![sized("d", plan), all(plan)]))), &[30e6, 30e6]);
        // All colocation first: 60 M over both leaves the named lease nothing.
        near(&loans(&run(&with(two(), |plan| vec![all(plan), sized("d", plan)]))), &[60e6, 0.0]);
    }

    #[test]
    fn a_tenant_that_leaves_or_may_default_does_not_change_what_was_lent() {
        let mut included = testing::colocation("a");
        included.prepayment_usd = 6e6;
        if let Some(terms) = included.colocation_mut() {
            terms.power = PowerTerms::Included;
        }
        for lease in [testing::colocation("a"), included] {
            // After him the hall stands empty for a year.
            let lease = Lease { void_months: 12, ..lease };
            let stays = run(&with(vec![lease.clone()], |plan| vec![sized("d", plan)]));
            let early = Departure::Early { month: Month::new(2030, 1) };
            let leaves = Lease { departure: early, ..lease.clone() };
            let leaves = run(&with(vec![leaves], |plan| vec![sized("d", plan)]));
            let drawn = |run: &Run| run.ledger.series(LineId::DebtDrawn)[..12].iter().sum::<f64>();
            assert!(drawn(&stays) > 1e6);
            near(&[drawn(&leaves)], &[drawn(&stays)]);
            near(&leaves.detail.debts[0].service_usd, &stays.detail.debts[0].service_usd);
            // Its own cover falls to nothing once he is gone.
            let own = leaves.detail.debts[0].own_cover.lowest();
            assert!(own.is_some_and(|(year, cover)| year == 2030 && cover.abs() < 1e-9), "{own:?}");
            let lowest = |run: &Run| run.value.cover.lowest().map(|(_, cover)| cover);
            assert!(lowest(&leaves) < lowest(&stays));
        }
        let mut plan =
            with(vec![Lease { default_per_year: 0.1, ..testing::colocation("a") }], |plan| {
                vec![sized("d", plan)]
            });
        Arc::make_mut(&mut plan.finance).default_loss = DefaultLoss::Expected;
        let expected = run(&plan);
        near(&loans(&expected), &[30e6]);
        assert!(expected.detail.debts[0].own_cover.lowest().is_some_and(|(_, cover)| cover < 2.0));
    }

    #[test]
    fn a_sculpted_loan_drawn_before_the_plan_has_been_repaid_in_level_payments() {
        // 60 months without interest from 2026-01: twelve of sixty payments lie before the plan.
        let plan = with(vec![testing::colocation("a")], |plan| {
            vec![Debt {
                size: DebtSize::Fixed,
                principal_usd: 20e6,
                drawn: Month::new(2025, 12),
                ready: Month::new(2026, 1),
                repayment: Repayment::Sculpted,
                ..sized("d", plan)
            }]
        });
        near(&loans(&run(&plan)), &[16e6]);
    }

    #[test]
    fn capitalised_interest_of_a_sized_loan_is_deducted_from_the_first_hall_on() {
        let mut plan = with(vec![testing::colocation("a")], |plan| {
            vec![Debt { rate_per_year: 0.08, ready: Month::new(2030, 1), ..sized("d", plan) }]
        });
        Arc::make_mut(&mut plan.finance).jurisdiction = Jurisdiction::UnitedStates;
        let run = run(&plan);
        let added = run.ledger.series(LineId::InterestCapitalised);
        let assets = run.ledger.assets.assets();
        let of = |class| crate::engine::books::AssetClass::Interest == class;
        let from: Vec<i32> =
            assets.filter(|(_, asset)| of(asset.class)).map(|(_, asset)| asset.from).collect();
        // The hall is ready in 2028-01, month 12; interest is added up to the month before.
        assert!(added[11] > 0.0 && added[12].abs() < 1e-9);
        assert_eq!(from, [12]);
        let detail = &run.detail.debts[0];
        assert_eq!(detail.interest_paid_from, Month::new(2028, 1));
        assert_eq!((detail.begins, detail.ends), (Month::new(2028, 1), Month::new(2033, 1)));
    }
}
