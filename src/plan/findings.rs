//! Findings: what is wrong or doubtful in a plan that could be read.

use std::collections::BTreeMap;

use super::fields::Kind;
use super::{
    Contract, Debt, DebtSize, FieldInfo, FieldRef, Lease, Owner, Plan, PriceSource, Value, capacity,
};
use crate::catalog;
use crate::format::Month;
use crate::words::{Arg, Text};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Results cannot be trusted until it is mended.
    Error,
    /// Worth knowing; results stand.
    Warning,
}

/// Something wrong or doubtful, at a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub text: Text,
    /// Where.
    pub field: FieldRef,
}

impl Finding {
    fn error(owner: Owner, key: &str, text: Text) -> Self {
        Self { severity: Severity::Error, text, field: FieldRef::new(owner, key) }
    }

    fn warning(owner: Owner, key: &str, text: Text) -> Self {
        Self { severity: Severity::Warning, text, field: FieldRef::new(owner, key) }
    }
}

/// All findings of a plan, errors first, in the order of the screens.
pub fn findings(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for owner in plan.owners() {
        for (info, value) in plan.fields_of(&owner) {
            found.extend(out_of_range(&owner, info, &value));
        }
    }
    market(plan, &mut found);
    power(plan, &mut found);
    machines(plan, &mut found);
    for lease in plan.leases.iter() {
        of_lease(plan, lease, &mut found);
    }
    reserved(plan, &mut found);
    books(plan, &mut found);
    megawatts(plan, &mut found);
    what_ifs(plan, &mut found);
    found.sort_by_key(|finding| finding.severity);
    found
}

fn what_ifs(plan: &Plan, found: &mut Vec<Finding>) {
    for what_if in plan.what_ifs.iter() {
        if let Err(error) = plan.with_what_ifs([what_if]) {
            let text = Text::key("finding.what_if")
                .with("what_if", Arg::Name(what_if.name.clone()))
                .with("field", Arg::Name(error.field.to_string()));
            found.push(Finding { severity: Severity::Warning, text, field: error.field });
        }
    }
}

fn out_of_range(owner: &Owner, info: &FieldInfo, value: &Value) -> Option<Finding> {
    let (value, min, max) = match (value, info.kind) {
        (Value::Number(value), Kind::Number { min, max }) => (*value, min, max),
        (Value::Count(value), Kind::Count { min, max }) => {
            (f64::from(*value), f64::from(min), f64::from(max))
        }
        _ => return None,
    };
    if (min..=max).contains(&value) {
        return None;
    }
    let shown = |value: f64| {
        let value = value * info.unit.shown_factor();
        let decimals = if value.fract() == 0.0 { 0 } else { 3 };
        Arg::Quantity(value, decimals, info.unit.key())
    };
    let text = Text::key("finding.out_of_range")
        .with("field", Arg::Field(info.label))
        .with("value", shown(value))
        .with("min", shown(min))
        .with("max", shown(max));
    Some(Finding::error(owner.clone(), info.key, text))
}

fn market(plan: &Plan, found: &mut Vec<Finding>) {
    let market = &plan.market;
    if let super::Network::Hashprice { curve } = &market.network
        && curve.is_empty()
    {
        let text = Text::key("finding.empty_curve");
        found.push(Finding::error(Owner::Market, "hashprice_curve", text));
    }
    if market.btc_price_usd <= 0.0 {
        found.push(Finding::error(Owner::Market, "btc_price_usd", Text::key("finding.no_price")));
    }
    let curves = [
        ("btc_annual_prices", Some(&market.btc_annual_prices)),
        ("btc_price_curve", Some(&market.btc_price_curve)),
        ("gpu_index_curve", Some(&market.gpu_index_curve)),
        (
            "hashprice_curve",
            match &market.network {
                super::Network::Hashprice { curve } => Some(curve),
                _ => None,
            },
        ),
    ];
    for (key, curve) in curves {
        let Some(curve) = curve else { continue };
        if curve.windows(2).any(|pair| pair[0].month >= pair[1].month) {
            found.push(Finding::error(Owner::Market, key, Text::key("finding.curve_order")));
        }
        if curve.iter().any(|point| point.value < 0.0) {
            found.push(Finding::error(Owner::Market, key, Text::key("finding.curve_negative")));
        }
    }
}

fn power(plan: &Plan, found: &mut Vec<Finding>) {
    let power = &plan.power;
    if power.source == PriceSource::Hub && catalog::hub(&power.hub).is_none() {
        let text = Text::key("finding.no_such_hub").with("hub", Arg::Name(power.hub.clone()));
        found.push(Finding::error(Owner::Power, "hub", text));
    }
    if power.source == PriceSource::OwnYear && power.own_year.is_none() {
        let text = Text::key("finding.no_own_year");
        found.push(Finding::error(Owner::Power, "source", text));
    }
    if power.credit_to < power.credit_from && power.flexibility_credit_usd_per_mw_year > 0.0 {
        let text = Text::key("finding.credit_ends_first")
            .with("from", Arg::Month(power.credit_from))
            .with("to", Arg::Month(power.credit_to));
        found.push(Finding::error(Owner::Power, "credit_to", text));
    }
    for contract in &plan.power.contracts {
        if contract.to < contract.from {
            let text = Text::key("finding.contract_ends_first")
                .with("from", Arg::Month(contract.from))
                .with("to", Arg::Month(contract.to));
            found.push(Finding::error(Owner::Contract(contract.id.clone()), "to", text));
        }
    }
    found.extend(contracted_above_grid(plan));
}

/// The first month in which the contracts supply more on average than the site can take, at the last to begin.
fn contracted_above_grid(plan: &Plan) -> Option<Finding> {
    let contracts = &plan.power.contracts;
    let contracted = |month: Month| -> f64 {
        contracts.iter().filter(|of| of.runs_in(month)).map(Contract::mean_mw).sum()
    };
    let over = |month: &Month| contracted(*month) > plan.site.grid_mw * 1.000_001;
    let month = plan.months().find(over)?;
    let last = contracts.iter().filter(|of| of.runs_in(month)).max_by_key(|of| of.from)?;
    let text = Text::key("finding.more_contracts_than_grid")
        .with("month", Arg::Month(month))
        .with("contracted", Arg::Quantity(contracted(month), 1, "unit.mw"))
        .with("grid", Arg::Quantity(plan.site.grid_mw, 1, "unit.mw"));
    Some(Finding::warning(Owner::Contract(last.id.clone()), "mw", text))
}

fn machines(plan: &Plan, found: &mut Vec<Finding>) {
    let site = &plan.site;
    let mut filled = BTreeMap::new();
    for batch in plan.asics.iter() {
        let mw = batch.units * batch.mw_per_unit(site.pue_mining);
        let from = batch.in_service.max(plan.start);
        let until = batch.in_service.plus(batch.life_months as i32).min(plan.end());
        if until <= plan.start {
            let text = Text::key("finding.batch_over").with("until", Arg::Month(until.plus(-1)));
            found.push(Finding::warning(Owner::Asic(batch.id.clone()), "life_months", text));
        } else if from < until {
            *filled.entry(from).or_insert(0.0) += mw;
            *filled.entry(until).or_insert(0.0) -= mw;
        }
    }
    let mut total: f64 = 0.0;
    let peak = filled.values().fold(0.0_f64, |peak, change| {
        total += change;
        peak.max(total)
    });
    if peak > site.grid_mw * 1.000_001 {
        let text = Text::key("finding.more_machines_than_grid")
            .with("machines", Arg::Quantity(peak, 1, "unit.mw"))
            .with("grid", Arg::Quantity(site.grid_mw, 1, "unit.mw"));
        found.push(Finding::warning(Owner::Site, "grid_mw", text));
    }
}

fn of_lease(plan: &Plan, lease: &Lease, found: &mut Vec<Finding>) {
    let owner = || Owner::Lease(lease.id.clone());
    if let Some(terms) = lease.colocation() {
        if lease.start < terms.hall_ready {
            let text = Text::key("finding.lease_before_hall")
                .with("start", Arg::Month(lease.start))
                .with("ready", Arg::Month(terms.hall_ready));
            found.push(Finding::error(owner(), "start", text));
        }
        let begins = terms.hall_ready.plus(-(terms.lead_months as i32));
        let capex = terms.it_mw * 1000.0 * terms.hall_capex_usd_per_kw;
        if begins < plan.start && capex > 0.0 && terms.spent_usd == 0.0 {
            let text = Text::key("finding.hall_unpaid").with("begins", Arg::Month(begins));
            found.push(Finding::warning(owner(), "spent_usd", text));
        }
    }
    if lease.start >= plan.end() {
        let text = Text::key("finding.lease_after_horizon")
            .with("start", Arg::Month(lease.start))
            .with("end", Arg::Month(plan.end().plus(-1)));
        found.push(Finding::warning(owner(), "start", text));
    }
    if lease.prepayment_usd > 0.0 && lease.signing > lease.start {
        found.push(Finding::error(owner(), "signing", Text::key("finding.signed_after_start")));
    }
}

fn reserved(plan: &Plan, found: &mut Vec<Finding>) {
    for lease in plan.leases.iter() {
        let Some(terms) = lease.reserved() else { continue };
        let owner = || Owner::Lease(lease.id.clone());
        let Some(fleet) = plan.gpu_fleet(&terms.fleet) else {
            let text = Text::key("finding.no_fleet").with("fleet", Arg::Name(terms.fleet.clone()));
            found.push(Finding::error(owner(), "fleet", text));
            continue;
        };
        if lease.start < fleet.in_service || lease.expires() > fleet.ends() {
            let text = Text::key("finding.lease_outlives_fleet")
                .with("fleet", Arg::Name(fleet.name.clone()))
                .with("from", Arg::Month(fleet.in_service))
                .with("to", Arg::Month(fleet.ends().plus(-1)));
            found.push(Finding::error(owner(), "fleet", text));
        }
        if let Some((month, units)) = over_reserved(plan, &terms.fleet, fleet.units, lease) {
            let text = Text::key("finding.fleet_over_reserved")
                .with("fleet", Arg::Name(fleet.name.clone()))
                .with("units", Arg::Quantity(units, 0, "unit.units"))
                .with("held", Arg::Quantity(fleet.units, 0, "unit.units"))
                .with("month", Arg::Month(month));
            found.push(Finding::error(owner(), "units", text));
        }
    }
}

/// First month of `lease` in which the leases of a fleet reserve more than it holds, and how many.
fn over_reserved(plan: &Plan, fleet: &str, held: f64, lease: &Lease) -> Option<(Month, f64)> {
    let reserved_in = |month: Month| -> f64 {
        let on_fleet = plan.leases.iter().filter_map(|lease| Some((lease, lease.reserved()?)));
        on_fleet
            .filter(|(lease, terms)| {
                terms.fleet == fleet && lease.start <= month && month < lease.expires()
            })
            .map(|(_, terms)| terms.units)
            .sum()
    };
    (0..lease.term_months as i32)
        .map(|since| lease.start.plus(since))
        .map(|month| (month, reserved_in(month)))
        .find(|(_, units)| *units > held * 1.000_001)
}

fn books(plan: &Plan, found: &mut Vec<Finding>) {
    for debt in plan.debts.iter() {
        let owner = || Owner::Debt(debt.id.clone());
        if debt.is_sculpted() && !debt.lease.is_empty() && !plan.carries(debt, &debt.lease) {
            let text =
                Text::key("finding.no_debt_lease").with("lease", Arg::Name(debt.lease.clone()));
            // Without AI no loan is sized to a lease, whatever it names.
            let of = if plan.has_ai() { Finding::error } else { Finding::warning };
            found.push(of(owner(), "lease", text));
        }
        if debt.interest_only_months >= debt.tenor_months {
            let tenor = Arg::Quantity(f64::from(debt.tenor_months), 0, "unit.months");
            let text = Text::key("finding.debt_no_repayment").with("tenor", tenor);
            found.push(Finding::error(owner(), "interest_only_months", text));
        }
        found.extend(drawn_too_late(plan, debt));
    }
    for line in plan.lines.iter().filter(|line| line.to < line.from) {
        let text = Text::key("finding.line_ends_first")
            .with("from", Arg::Month(line.from))
            .with("to", Arg::Month(line.to));
        found.push(Finding::error(Owner::Line(line.id.clone()), "to", text));
    }
    for work in plan.works.iter().filter(|work| work.spent_usd > work.cost_usd) {
        let text = Text::key("finding.spent_above_cost");
        found.push(Finding::warning(Owner::Work(work.id.clone()), "spent_usd", text));
    }
}

/// A loan of fixed size drawn when it is to be paid back already, or after the plan.
fn drawn_too_late(plan: &Plan, debt: &Debt) -> Option<Finding> {
    if debt.size != DebtSize::Fixed {
        return None;
    }
    let owner = Owner::Debt(debt.id.clone());
    let last = debt.ready.plus(debt.tenor_months as i32 - 1);
    let said = |key, last| {
        let text = Text::key(key).with("drawn", Arg::Month(debt.drawn));
        text.with("last", Arg::Month(last))
    };
    if debt.drawn >= last {
        return Some(Finding::error(owner, "drawn", said("finding.debt_drawn_after_tenor", last)));
    }
    let end = plan.end();
    (debt.drawn >= end).then(|| {
        Finding::warning(owner, "drawn", said("finding.debt_drawn_after_plan", end.plus(-1)))
    })
}

fn megawatts(plan: &Plan, found: &mut Vec<Finding>) {
    let limits = [
        ("grid_mw", "finding.more_ai_than_grid", capacity::taken_mw(plan), plan.site.grid_mw),
        (
            "convertible_mw",
            "finding.more_ai_than_convertible",
            capacity::converted_mw(plan),
            plan.site.convertible_mw,
        ),
    ];
    for (key, text, taken, limit) in limits {
        let over = taken.iter().position(|mw| *mw > limit * 1.000_001 + 1e-9);
        // A limit below zero has a finding of its own.
        if let Some(month) = over.filter(|_| limit >= 0.0) {
            let text = Text::key(text)
                .with("ai", Arg::Quantity(taken[month], 1, "unit.mw"))
                .with("limit", Arg::Quantity(limit, 1, "unit.mw"))
                .with("month", Arg::Month(plan.start.plus(month as i32)));
            found.push(Finding::error(Owner::Site, key, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::{GpuFleet, LeaseTerms, ReservedTerms, template, testing};

    fn check(plan: &Plan, expect: &[(&str, &str)]) {
        let found = findings(plan);
        let found: Vec<_> = found.iter().map(|f| (f.text.key, f.field.to_string())).collect();
        let expect: Vec<_> = expect.iter().map(|(key, at)| (*key, (*at).to_owned())).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_sound_plan_has_no_findings() {
        check(&testing::plan(), &[]);
    }

    #[test]
    fn each_trouble_is_told_at_its_field() {
        let mut negative = testing::plan();
        Arc::make_mut(&mut negative.site).variable_opex_usd_per_mwh = -1.0;
        check(&negative, &[("finding.out_of_range", "site.variable_opex_usd_per_mwh")]);

        let mut contracted = testing::plan();
        let block = |id: &str, mw: f64, from: Month| Contract {
            mw: 2.0 * mw,
            from,
            capacity_factor: 0.5,
            to: Month::new(2060, 1),
            ..template::contract(id, &contracted)
        };
        let (start, grid) = (contracted.start, contracted.site.grid_mw);
        let contracts =
            vec![block("late", 0.5 * grid, start.plus(6)), block("first", 0.6 * grid, start)];
        Arc::make_mut(&mut contracted.power).contracts = contracts;
        check(&contracted, &[("finding.more_contracts_than_grid", "contracts[late].mw")]);

        let mut early = Plan { leases: vec![testing::colocation("a")].into(), ..testing::plan() };
        Arc::make_mut(&mut early.leases)[0].start = Month::new(2027, 12);
        check(&early, &[("finding.lease_before_hall", "leases[a].start")]);

        let mut tight = Plan { leases: vec![testing::colocation("a")].into(), ..testing::plan() };
        Arc::make_mut(&mut tight.site).convertible_mw = 10.0;
        check(&tight, &[("finding.more_ai_than_convertible", "site.convertible_mw")]);
    }

    #[test]
    fn a_loan_drawn_when_it_is_paid_back_or_after_the_plan_is_told_at_its_month() {
        let drawn = |drawn: Month| {
            let plan = testing::plan();
            let debt = Debt {
                size: DebtSize::Fixed,
                principal_usd: 1e6,
                drawn,
                ..Debt::new("d", "Loan", &plan)
            };
            Plan {
                debts: vec![Debt { ready: Month::new(2028, 1), tenor_months: 132, ..debt }].into(),
                ..plan
            }
        };
        // Repaid from 2028-01 in 132 months, the last 2038-12; the plan ends with 2036-12.
        check(&drawn(Month::new(2036, 12)), &[]);
        check(&drawn(Month::new(2037, 1)), &[("finding.debt_drawn_after_plan", "debts[d].drawn")]);
        check(&drawn(Month::new(2038, 11)), &[("finding.debt_drawn_after_plan", "debts[d].drawn")]);
        let late = drawn(Month::new(2038, 12));
        check(&late, &[("finding.debt_drawn_after_tenor", "debts[d].drawn")]);
        assert_eq!(findings(&late)[0].severity, Severity::Error);
    }

    #[test]
    fn two_leases_on_the_same_gpus_are_told_at_both() {
        let reserved = |id: &str| Lease {
            start: Month::new(2027, 7),
            term_months: 36,
            terms: LeaseTerms::Reserved(ReservedTerms {
                fleet: "f".to_owned(),
                units: 600.0,
                rate_usd_per_gpu_hour: 2.0,
                take_or_pay: 1.0,
            }),
            ..testing::colocation(id)
        };
        let fleet = GpuFleet { offline_months: 0, ..testing::fleet("f") };
        let plan = Plan {
            gpus: vec![fleet].into(),
            leases: vec![reserved("a"), reserved("b")].into(),
            ..testing::plan()
        };
        let key = "finding.fleet_over_reserved";
        check(&plan, &[(key, "leases[a].units"), (key, "leases[b].units")]);
    }
}
