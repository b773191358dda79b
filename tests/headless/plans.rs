//! Every plan in `saves/` opens, keeps its bytes and shows the figures it showed before.

use std::fmt::Write as _;
use std::path::Path;

use wattsplit::engine::advice::Control;
use wattsplit::engine::{LineId, Run, advise, solve};
use wattsplit::plan::{Plan, Severity, findings, read, write};

/// The plans of `saves/` by file name, sorted.
pub fn saves() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<(String, Vec<u8>)> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// A plan of `saves/`.
pub fn save(name: &str) -> Plan {
    let (_, bytes) = saves().into_iter().find(|(file, _)| file == name).unwrap();
    read(&bytes).unwrap()
}

/// Thousands of USD, without a sign on zero.
pub fn thousands(usd: f64) -> String {
    let rounded = (usd / 1e3).round();
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

#[test]
fn the_five_plans_are_there() {
    let names: Vec<String> = saves().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "core-scientific-coreweave",
            "hive-hybrid",
            "hut8-new-fleet",
            "terawulf-core42",
            "texas-100mw"
        ]
    );
}

#[test]
fn every_plan_keeps_its_bytes_and_has_no_findings() {
    for (name, bytes) in saves() {
        let plan = read(&bytes).unwrap();
        assert_eq!(write(&plan).unwrap().as_bytes(), bytes, "{name}");
        let found = findings(&plan);
        assert!(found.iter().all(|found| found.severity != Severity::Error), "{name}: {found:?}");
        assert_eq!(found, [], "{name}: warnings need a reason");
    }
}

/// Revenue by use and year, thousands of USD.
fn revenue(text: &mut String, run: &Run) {
    let lines = [
        ("mining", LineId::MiningRevenue),
        ("colocation", LineId::ColocationRevenue),
        ("GPUs", LineId::GpuRevenue),
        ("power cost", LineId::PowerCost),
    ];
    for (label, line) in lines {
        let years = run.ledger.by_year(line);
        let years: Vec<String> =
            years.iter().map(|(year, usd)| format!("{year} {}", thousands(*usd))).collect();
        writeln!(text, "  {label}: {}", years.join(", ")).unwrap();
    }
}

fn headline(plan: &Plan) -> String {
    let solution = solve(plan);
    let advice = advise(plan, &Control::default()).unwrap();
    let value = &solution.plan.value;
    let irr = value.irr.annual.map_or("none".to_owned(), |irr| format!("{:.1} %", irr * 100.0));
    let payback = value.payback_months.map_or("none".to_owned(), |months| format!("{months:.1}"));
    let gap_month = value.funding_gap_month.map_or("none".to_owned(), |month| month.to_string());
    let held = advice.held_back_by().map_or("nothing".to_owned(), |limit| {
        format!("{}, one more is worth {}", limit.field, thousands(limit.one_more_usd))
    });
    let mut text = String::new();
    writeln!(text, "{}, {} months from {}", plan.name, plan.horizon_months, plan.start).unwrap();
    writeln!(text, "thousands of USD, base case, before tax, without terminal values").unwrap();
    let npv = thousands(value.npv_usd);
    let mining_only = thousands(solution.mining_only.value.npv_usd);
    writeln!(text, "npv: {npv}, mining only {mining_only}").unwrap();
    writeln!(text, "irr: {irr}, payback: {payback} months").unwrap();
    let gap = thousands(value.funding_gap_usd);
    writeln!(text, "funding gap: {gap} in {gap_month}").unwrap();
    writeln!(text, "signed: {:.2} MW", advice.committed_mw).unwrap();
    for (label, point) in [("yours", advice.yours), ("best", advice.best)] {
        let gain = thousands(point.gain_usd);
        writeln!(text, "{label}: {:.2} MW, gain over mining only {gain}", point.ai_mw).unwrap();
    }
    writeln!(text, "held back by: {held}").unwrap();
    writeln!(text, "your plan").unwrap();
    revenue(&mut text, &solution.plan);
    writeln!(text, "best plan").unwrap();
    revenue(&mut text, &advice.best_run);
    text
}

#[test]
fn headline_figures_are_those_of_the_golden_files() {
    for (name, bytes) in saves() {
        insta::assert_snapshot!(name.clone(), headline(&read(&bytes).unwrap()));
    }
}

#[test]
fn the_example_is_held_back_by_convertible_mw() {
    let advice = advise(&save("texas-100mw"), &Control::default()).unwrap();
    let figures = [advice.committed_mw, advice.yours.ai_mw, advice.best.ai_mw];
    assert_eq!(figures.map(f64::round), [12.0, 20.0, 62.0]);
    assert_eq!(advice.held_back_by().unwrap().field.to_string(), "site.convertible_mw");
    assert!(advice.best.gain_usd > advice.yours.gain_usd && advice.yours.gain_usd > 0.0);
}
