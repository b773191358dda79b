//! The books balance, whatever the plan: statements of random plans, month by month and to a cent.

use std::sync::Arc;

use wattsplit::engine::ledger::{Columns, OverYear, RowKind, Statement, StatementRow, Use};
use wattsplit::engine::{LINES, Ledger, LineId, Run, run};
use wattsplit::format::Month;
use wattsplit::plan::template::{self, NewPlan};
use wattsplit::plan::{
    Build, ContractsAtEnd, Debt, DebtAssets, DebtSize, DefaultLoss, Displaced, Finance, Funding,
    GpuFleet, HallsAtEnd, Jurisdiction, LineBasis, LineKind, LineUse, MachinesAtEnd, Plan,
    RefreshSetting, Repayment, Severity, ShareOf, SiteAtEnd, TaxClass, UserLine, Value, Work,
    WorkFor, WorkKind, findings,
};

/// Plans drawn.
const PLANS: u64 = 2_000;

/// A small generator of its own, so that a failing plan is found again by its number.
struct Draw(u64);

impl Draw {
    fn share(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    fn whole(&mut self, low: u32, high: u32) -> u32 {
        self.between(f64::from(low), f64::from(high) + 0.999) as u32
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[(self.share() * of.len() as f64) as usize]
    }

    fn yes(&mut self, chance: f64) -> bool {
        self.share() < chance
    }
}

/// A plan drawn by its number, sound or not.
pub fn random_plan(seed: u64) -> Plan {
    let mut draw = Draw(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66);
    for _ in 0..8 {
        draw.share();
    }
    let start = Month::new(2026, 1).plus(draw.whole(0, 14) as i32);
    let grid_mw = draw.between(5.0, 200.0);
    let mut plan = template::new_plan(&NewPlan {
        id: "random".to_owned(),
        place: draw.one_of(&["us-tx-ercot-west", "us-ny", "ca-qc"]).to_owned(),
        grid_mw,
        convertible_mw: grid_mw,
        power_price_usd_per_mwh: draw.between(10.0, 80.0),
        renewable_share: 0.4,
        machine: "antminer-s21-200t".to_owned(),
        units: grid_mw * draw.between(0.0, 1.2) * 272.0,
        start,
        horizon_months: draw.whole(12, 72),
        discount_rate: draw.between(0.0, 0.2),
    });
    let batch = &mut Arc::make_mut(&mut plan.asics)[0];
    batch.in_service = start.plus(draw.whole(0, 40) as i32 - 30);
    batch.life_months = draw.whole(6, 80);
    batch.displaced = draw.one_of(&[Displaced::Sell, Displaced::Idle, Displaced::Move]);
    batch.move_usd_per_unit = 100.0;
    Arc::make_mut(&mut plan.refresh).setting =
        draw.one_of(&[RefreshSetting::Always, RefreshSetting::WhenItPays]);
    ai(&mut plan, &mut draw);
    plan.finance = Arc::new(finance(&mut draw, &plan.finance));
    works_and_lines(&mut plan, &mut draw);
    plan.debts = Arc::new((0..draw.whole(0, 3)).map(|at| debt(&mut draw, start, at)).collect());
    plan
}

fn ai(plan: &mut Plan, draw: &mut Draw) {
    let start = plan.start;
    let it_mw = plan.site.convertible_mw / plan.site.gross_per_it;
    if draw.yes(0.7) {
        let mut lease = template::colocation_lease("lease", start.plus(draw.whole(0, 30) as i32));
        lease.term_months = draw.whole(6, 180);
        lease.ramp_months = draw.whole(0, 12);
        lease.renewal_probability = draw.share();
        lease.void_months = draw.whole(0, 9);
        lease.default_per_year = draw.between(0.0, 0.2);
        lease.signing = lease.start.plus(-(draw.whole(0, 12) as i32));
        lease.prepayment_usd = if draw.yes(0.4) { it_mw * draw.between(0.0, 3e6) } else { 0.0 };
        lease.credit_share = draw.share();
        let rent_from = lease.start;
        if let Some(terms) = lease.colocation_mut() {
            terms.it_mw = it_mw * draw.between(0.0, 0.5);
            terms.rate_usd_per_kw_month = draw.between(0.0, 200.0);
            terms.hall_ready = rent_from.plus(-(draw.whole(0, 3) as i32));
            terms.spent_usd = terms.it_mw * draw.between(0.0, 4e6);
            terms.tenant_funding_share = if draw.yes(0.5) { draw.share() } else { 0.0 };
            terms.tenant_funding = draw.one_of(&[Funding::Kept, Funding::Repaid]);
        }
        plan.leases = Arc::new(vec![lease]);
    }
    let option = plan.options.iter().find_map(|option| match &option.build {
        Build::GpuRental(fleet) => Some((**fleet).clone()),
        Build::Colocation(_) => None,
    });
    if let Some(fleet) = option.filter(|_| draw.yes(0.7)) {
        let units = it_mw * draw.between(0.0, 0.4) * 1000.0 / fleet.kw_it;
        let in_service = start.plus(draw.whole(0, 40) as i32 - 20);
        let life_months = draw.whole(12, 72);
        let fleet = GpuFleet { id: "fleet".to_owned(), units, in_service, life_months, ..fleet };
        plan.gpus = Arc::new(vec![fleet]);
    }
}

fn finance(draw: &mut Draw, of: &Finance) -> Finance {
    let class = [TaxClass::Automatic, TaxClass::Macrs7, TaxClass::StraightLine];
    Finance {
        jurisdiction: draw.one_of(&[
            Jurisdiction::Untaxed,
            Jurisdiction::UnitedStates,
            Jurisdiction::UnitedStates,
            Jurisdiction::Elsewhere,
        ]),
        bonus_share: draw.one_of(&[0.0, 0.4, 1.0]),
        tax_losses_usd: if draw.yes(0.3) { draw.between(0.0, 1e8) } else { 0.0 },
        asic_tax_class: draw.one_of(&class),
        hall_tax_class: draw.one_of(&class),
        default_loss: draw.one_of(&[DefaultLoss::Left, DefaultLoss::Expected]),
        hodl_share: draw.one_of(&[0.0, 0.3, 1.0]),
        minimum_cash_usd: draw.one_of(&[0.0, 1e6]),
        other_collection_days: draw.between(0.0, 60.0),
        payment_days: draw.between(0.0, 60.0),
        security_usd: draw.one_of(&[0.0, 5e6]),
        equipment_sales_tax: draw.one_of(&[0.0, 0.0825]),
        machines_at_end: draw.one_of(&[MachinesAtEnd::NotCounted, MachinesAtEnd::Resale]),
        halls_at_end: draw.one_of(&[
            HallsAtEnd::NotCounted,
            HallsAtEnd::ShareOfBook,
            HallsAtEnd::NoiMultiple,
        ]),
        contracts_at_end: draw.one_of(&[ContractsAtEnd::NotCounted, ContractsAtEnd::RemainingRent]),
        site_at_end: draw.one_of(&[
            SiteAtEnd::NotCounted,
            SiteAtEnd::ShareOfBook,
            SiteAtEnd::PerGridMw,
        ]),
        site_usd_per_mw: 2e5,
        ..of.clone()
    }
}

fn works_and_lines(plan: &mut Plan, draw: &mut Draw) {
    let start = plan.start;
    let work = |draw: &mut Draw, at: u32| Work {
        id: format!("work-{at}"),
        name: "Substation".to_owned(),
        kind: WorkKind::Substation,
        purpose: draw.one_of(&[WorkFor::Site, WorkFor::Ai]),
        cost_usd: 1e7,
        spent_usd: draw.between(0.0, 1e7),
        ready: start.plus(draw.whole(0, 60) as i32 - 20),
        lead_months: draw.whole(1, 18),
    };
    plan.works = Arc::new((0..draw.whole(0, 2)).map(|at| work(draw, at)).collect());
    let line = |draw: &mut Draw, at: u32| UserLine {
        id: format!("line-{at}"),
        name: "Own".to_owned(),
        kind: draw.one_of(&[LineKind::Revenue, LineKind::Cost]),
        of: draw.one_of(&[LineUse::Site, LineUse::Mining, LineUse::Colocation, LineUse::Gpu]),
        basis: draw.one_of(&[
            LineBasis::Fixed,
            LineBasis::PerMw,
            LineBasis::PerMwh,
            LineBasis::ShareOfLine,
        ]),
        usd_per_month: 1e5,
        usd_per_mw_month: 1e3,
        usd_per_mwh: 2.0,
        share: 0.1,
        share_of: draw.one_of(&[ShareOf::MiningRevenue, ShareOf::AiRevenue, ShareOf::PowerCost]),
        escalation_per_year: 0.02,
        from: start.plus(draw.whole(0, 12) as i32),
        to: start.plus(draw.whole(12, 80) as i32),
    };
    plan.lines = Arc::new((0..draw.whole(0, 3)).map(|at| line(draw, at)).collect());
}

fn debt(draw: &mut Draw, start: Month, at: u32) -> Debt {
    let drawn = start.plus(draw.whole(0, 30) as i32 - 12);
    Debt {
        id: format!("debt-{at}"),
        name: "Loan".to_owned(),
        size: draw.one_of(&[DebtSize::Fixed, DebtSize::ShareOfCapex, DebtSize::Sized]),
        principal_usd: 2e7,
        drawn,
        capex_share: draw.share(),
        assets: draw.one_of(&[DebtAssets::All, DebtAssets::Halls, DebtAssets::Machines]),
        lease: String::new(),
        dscr: draw.between(1.05, 2.0),
        rate_per_year: draw.one_of(&[0.0, 0.08]),
        fee_share: 0.02,
        ready: drawn.plus(draw.whole(0, 18) as i32),
        tenor_months: draw.whole(13, 120),
        interest_only_months: draw.whole(0, 12),
        repayment: draw.one_of(&[Repayment::Level, Repayment::Sculpted]),
    }
}

struct Months<'a>(&'a Ledger);

impl Months<'_> {
    fn at(&self, line: LineId, month: usize) -> f64 {
        self.0.series(line)[month]
    }

    fn sum(&self, lines: &[LineId], month: usize) -> f64 {
        lines.iter().map(|line| self.at(*line, month)).sum()
    }
}

/// What does not hold in a month, in words.
fn broken(ledger: &Ledger, month: usize) -> Vec<String> {
    use LineId as L;
    let of = Months(ledger);
    let before = |line: LineId| if month > 0 { of.at(line, month - 1) } else { 0.0 };
    let apart = |what: &str, a: f64, b: f64| {
        // A cent, or the last bits of amounts beyond what a cent can be told in.
        let cent = 0.01_f64.max(1e-12 * a.abs());
        ((a - b).abs() > cent).then(|| format!("{what}: {a} and {b}"))
    };
    let used = of.sum(&[L::MiningMw, L::ColocationMw, L::GpuMw, L::ConvertingMw], month);
    let own = L::UserRevenue;
    let checks = [
        apart(
            "balance",
            of.at(L::Assets, month),
            of.at(L::Liabilities, month) + of.at(L::Equity, month),
        ),
        apart(
            "cash",
            of.at(L::Cash, month) - before(L::Cash),
            of.sum(&[L::CashAfterDebt, L::PaidIn], month) - of.at(L::PaidOut, month),
        ),
        apart(
            "revenue",
            of.sum(
                &[L::MiningRevenue, L::ColocationRevenue, L::GpuRevenue, L::PositionGain, own],
                month,
            ),
            of.at(L::Revenue, month),
        ),
        apart(
            "margins by use",
            of.sum(
                &[L::MiningMargin, L::ColocationMargin, L::GpuMargin, L::UnallocatedMargin],
                month,
            ),
            of.at(L::Ebitda, month),
        ),
        apart(
            "operating results by use",
            of.sum(
                &[L::MiningResult, L::ColocationResult, L::GpuResult, L::UnallocatedResult],
                month,
            ),
            of.at(L::OperatingResult, month),
        ),
        apart(
            "energy",
            of.sum(&[L::MiningEnergy, L::ColocationEnergy, L::GpuEnergy], month),
            of.at(L::Energy, month),
        ),
        apart("MW twice", used.max(of.at(L::GridMw, month)), of.at(L::GridMw, month)),
        apart("a debt below zero", of.at(L::Debt, month).min(0.0), 0.0),
        apart("books below zero", of.at(L::AsicBook, month).min(0.0), 0.0),
        apart("halls below zero", of.at(L::HallBook, month).min(0.0), 0.0),
        apart("tax basis below zero", of.at(L::TaxBasis, month).min(0.0), 0.0),
        apart("owed to tenants below zero", of.at(L::AdvancesOwed, month).min(0.0), 0.0),
        apart("cash below zero", of.at(L::Cash, month).min(0.0), 0.0),
    ];
    checks.into_iter().flatten().collect()
}

/// Sums of the statements that their parts do not add up to in a month, in words.
fn unsound_sums(ledger: &Ledger, month: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    for statement in Statement::ALL {
        let rows = statement.rows();
        for (at, sum) in rows.iter().enumerate() {
            let parts = statement.parts(at);
            if parts.is_empty() {
                continue;
            }
            let shown = |row: &StatementRow| row.sign * ledger.series(row.line)[month];
            let direct = |row: &&StatementRow| row.depth == sum.depth + 1;
            let mut added: f64 = rows[parts.clone()].iter().filter(direct).map(shown).sum();
            if sum.kind == RowKind::SumGoingOn {
                added += rows[..parts.start].last().map_or(0.0, shown);
            }
            let stands = shown(sum);
            if (added - stands).abs() > 0.01_f64.max(1e-12 * stands.abs()) {
                wrong.push(format!("{statement:?}, {:?}: {added}, not {stands}", sum.line));
            }
        }
    }
    wrong
}

#[test]
fn two_thousand_random_plans_keep_balanced_books_every_month() {
    let mut sound = 0;
    for seed in 0..PLANS {
        let plan = random_plan(seed);
        let errors = findings(&plan);
        let error = errors.iter().find(|found| found.severity == Severity::Error);
        if error.is_some() {
            continue;
        }
        sound += 1;
        let Run { ledger, value, .. } = run(&plan);
        for line in LINES.iter() {
            let series = ledger.series(line.id);
            assert!(series.iter().all(|of| of.is_finite()), "plan {seed}: {}", line.key);
            if line.over_year == OverYear::Sum {
                let years: f64 = ledger.by_year(line.id).iter().map(|(_, of)| of).sum();
                let whole = ledger.total(line.id);
                assert!((years - whole).abs() <= 0.01_f64.max(1e-12 * whole.abs()), "{}", line.key);
            }
        }
        for month in 0..ledger.months {
            let broken = broken(&ledger, month);
            assert!(broken.is_empty(), "plan {seed}, month {month}: {broken:?}");
            let wrong = unsound_sums(&ledger, month);
            assert!(wrong.is_empty(), "plan {seed}, month {month}: {wrong:?}");
        }
        assert!(ledger.series(LineId::Debt)[ledger.months - 1].abs() < 0.01, "plan {seed}");
        assert!(value.npv_usd.is_finite() && value.equity_npv_usd.is_finite());
        assert!(value.cover.by_year.iter().all(|(_, cover)| cover.is_finite()));
        taxed_in_all(seed, &plan, &ledger);
    }
    assert!(sound > PLANS * 9 / 10, "{sound} plans without errors");
}

/// Where everything is realised at the horizon, what is taxed in all is the cash before tax less what was paid and
/// plus what was received before the plan.
fn taxed_in_all(seed: u64, plan: &Plan, ledger: &Ledger) {
    let finance = &plan.finance;
    let counted = finance.machines_at_end != MachinesAtEnd::NotCounted
        && finance.halls_at_end != HallsAtEnd::NotCounted
        && finance.site_at_end != SiteAtEnd::NotCounted;
    if !counted {
        return;
    }
    let total = |line: LineId| ledger.total(line);
    let owed = ledger.series(LineId::AdvancesOwed)[ledger.months - 1];
    let taxed = total(LineId::ProjectTaxable) + total(LineId::TerminalTaxable);
    let cash = total(LineId::CashFlow) + total(LineId::TerminalGross)
        - total(LineId::OpeningTaxBasis)
        + total(LineId::OpeningAdvances)
        - owed;
    assert!((taxed - cash).abs() < 0.05, "plan {seed}: {taxed} taxed of {cash}");
    assert!(ledger.series(LineId::TaxBasis)[ledger.months - 1].abs() < 0.01, "plan {seed}");
}

#[test]
fn every_derived_line_alone_is_the_ledger_s() {
    for seed in 0..40 {
        let plan = random_plan(seed);
        let Run { ledger, .. } = run(&plan);
        let series: Vec<Vec<f64>> =
            LINES.iter().map(|line| ledger.series(line.id).to_vec()).collect();
        let years: Vec<i32> = plan.months().map(Month::year).collect();
        let columns = Columns { series: &series, years: &years };
        let inputs = |key: &str| match plan.get(&key.parse().unwrap()) {
            Some(Value::Number(value)) => value,
            _ => 0.0,
        };
        for line in LINES.iter() {
            let Some(formula) = &line.formula else { continue };
            let formula = formula.with_inputs(&inputs);
            for (month, stands) in ledger.series(line.id).iter().enumerate() {
                let alone = formula.at(month, &columns);
                let cent = 0.01_f64.max(1e-12 * stands.abs());
                assert!(
                    (alone - *stands).abs() < cent,
                    "plan {seed}, {}: {alone}, not {stands}",
                    line.key
                );
            }
        }
    }
}

/// A plan of one use alone, or of none.
fn only(of: Option<Use>) -> Plan {
    let mut plan = random_plan(3);
    plan.horizon_months = 60;
    plan.debts = Arc::default();
    if of != Some(Use::Mining) {
        plan.asics = Arc::default();
    }
    if of != Some(Use::Colocation) {
        plan.leases = Arc::default();
    }
    if of != Some(Use::Gpu) {
        plan.gpus = Arc::default();
    }
    plan
}

#[test]
fn plans_of_one_use_or_of_none_have_sound_statements() {
    for of in [None, Some(Use::Mining), Some(Use::Colocation), Some(Use::Gpu)] {
        let Run { ledger, value, .. } = run(&only(of));
        for month in 0..ledger.months {
            assert_eq!(broken(&ledger, month), Vec::<String>::new(), "{of:?}");
        }
        assert!(value.npv_usd.is_finite() && value.cover.lowest().is_none());
        assert_eq!(
            value.costs.cash_usd_per_btc.is_some(),
            of == Some(Use::Mining) && ledger.total(LineId::MinedBtc) > 0.0
        );
    }
}
