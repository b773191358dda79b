use std::sync::Arc;

use super::*;
use crate::engine::advice::Control;
use crate::engine::value::Irr;
use crate::engine::{self, Advice, Solution};
use crate::figure::{Mark, trial};
use crate::look::text_width;
use crate::plan::testing;

/// A text on the page: where it stands, its size and its words.
type Placed = (Rect, f32, String);

fn texts(marks: &[Mark], (x, y): (f32, f32), scale: f32) -> Vec<Placed> {
    let text = |mark: &Mark| {
        let Mark::Text { at, anchor, size, weight, text, .. } = mark else { return None };
        let width = text_width(text, *size, *weight);
        let left = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        let rect = Rect {
            left: x + left * scale,
            top: y + (at.y - 0.72 * size) * scale,
            right: x + (left + width) * scale,
            bottom: y + (at.y + 0.1 * size) * scale,
        };
        Some((rect, size * scale, text.clone()))
    };
    marks.iter().filter_map(text).collect()
}

/// Fails where a text leaves its room, covers another, is too small, or is a figure that was cut.
fn check(what: &str, context: &ChartContext<'_>) -> Vec<String> {
    let Sheet { marks, charts } = compose(context, Some("2026-03-01"));
    let own = texts(&marks, (0.0, 0.0), 1.0);
    let paper = Rect { left: MARGIN, top: MARGIN, right: RIGHT, bottom: SIZE[1] - MARGIN };
    let mut words = Vec::new();
    for (at, (rect, size, text)) in own.iter().enumerate() {
        assert!(paper.grown(0.5).holds(rect), "{what}: “{text}” leaves the page: {rect:?}");
        assert!(*size >= 6.5, "{what}: “{text}” is {size} points");
        let is_figure = text.starts_with(|c: char| c.is_ascii_digit() || "+−".contains(c));
        assert!(!(is_figure && text.ends_with('…')), "{what}: “{text}” is cut");
        assert!(!text.contains(['‹', '{']), "{what}: “{text}”");
        for (other, _, more) in &own[at + 1..] {
            assert!(!rect.overlaps(other), "{what}: “{text}” covers “{more}”");
        }
        for (chart, _) in &charts {
            assert!(!chart.overlaps(rect), "{what}: “{text}” lies on a chart");
        }
        words.push(text.clone());
    }
    assert_eq!(charts.len(), 4, "{what}");
    for (room, scene) in &charts {
        assert!(room.height() > 90.0 && paper.holds(room), "{what}: {room:?}");
        for (rect, size, text) in texts(&scene.marks, (room.left, room.top), CHART) {
            assert!(room.grown(0.5).holds(&rect), "{what}: “{text}” leaves its chart: {rect:?}");
            assert!(size >= 6.5, "{what}: “{text}” is {size} points");
            words.push(text);
        }
    }
    words
}

fn solved(plan: &Plan) -> Solution {
    engine::solve(plan)
}

fn advised(plan: &Plan) -> Advice {
    engine::advise(plan, &Control::default()).unwrap()
}

#[test]
fn everything_stands_apart_and_the_figures_are_those_of_the_results() {
    let plan = trial::plan();
    let (solution, advice) = (solved(&plan), advised(&plan));
    let context =
        ChartContext { plan: &plan, solution: &solution, advice: Some(&advice), what_ifs: &[] };
    let words = check("trial", &context);
    let says = |text: &str| words.iter().any(|word| word.contains(text));
    let value = &solution.plan.value;
    let best = &advice.best_run.value;
    let column = |usd: f64| crate::figure::MeasureKind::Money.in_column(usd);
    let said = answered(&plan, &advice);
    for text in [
        plan.name.clone(),
        said.how_much,
        said.worth,
        column(value.npv_usd),
        column(best.npv_usd),
        column(solution.mining_only.value.npv_usd),
        column(value.funding_gap_usd),
        format!("Wattsplit {} · 2026-03-01", env!("CARGO_PKG_VERSION")),
        "before tax".to_owned(),
    ] {
        assert!(says(&text), "“{text}” is not on the page: {words:#?}");
    }
    for key in ["page.measures", "page.inputs", "page.dscr", "page.debt", "page.foot.not_modelled"]
    {
        assert!(says(tr(key)), "“{key}” is not on the page");
    }
    assert!(says("By year, M USD") && !says("years a column"));
    let bytes = page(&context, Some("2026-03-01")).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(bytes.starts_with(b"%PDF-1.") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
    assert!(holds("/Count 1") && holds("/MediaBox[0 0 595.28 841.89]"));
    assert!(holds("IBMPlexSans") && holds("/ToUnicode") && !holds("/CreationDate"));
    assert_eq!(page(&context, Some("2026-03-01")).unwrap(), bytes, "the same bytes again");
}

#[test]
fn a_page_holds_plans_of_every_kind() {
    let plan = trial::plan();
    let none = |plan: &Plan| {
        let plan = plan.clone();
        let solution = solved(&plan);
        (plan, solution)
    };
    let nothing = Plan {
        asics: Arc::default(),
        gpus: Arc::default(),
        leases: Arc::default(),
        options: Arc::default(),
        debts: Arc::default(),
        ..plan.clone()
    };
    let mut huge = plan.clone();
    Arc::make_mut(&mut huge.market).btc_price_usd = 9e7;
    Arc::make_mut(&mut huge.asics)[0].units *= 100.0;
    Arc::make_mut(&mut huge.finance).sga_usd_per_year = 9e12;
    let mut tiny = plan.clone();
    for batch in Arc::make_mut(&mut tiny.asics).iter_mut() {
        batch.units = 1.0;
    }
    for (what, plan) in [
        ("mining only", plan.mining_only()),
        ("nothing", nothing),
        ("three months", Plan { horizon_months: 3, ..plan.clone() }),
        ("thirteen years", Plan { horizon_months: 156, ..plan.clone() }),
        ("thirty years", Plan { horizon_months: 360, start: plan.start.plus(5), ..plan.clone() }),
        ("huge", huge),
        ("tiny", tiny),
        ("small", testing::plan()),
    ] {
        let (plan, solution) = none(&plan);
        let context =
            ChartContext { plan: &plan, solution: &solution, advice: None, what_ifs: &[] };
        let words = check(what, &context);
        if what == "nothing" {
            let all = words.join(" ");
            assert!(all.contains(tr("figure.power_by_use.empty")), "{all}");
        }
        let joined = words.iter().any(|word| word.contains("years a column"));
        assert_eq!(joined, ["thirteen years", "thirty years"].contains(&what), "{what}");
        let cut = words.iter().find(|word| word.ends_with('…') && !word.contains("over 15 years"));
        assert!(what == "huge" || cut.is_none(), "{what}: {cut:?}");
        assert!(page(&context, None).unwrap().starts_with(b"%PDF"), "{what}");
    }
}

#[test]
fn long_names_are_cut_and_rates_of_return_are_said_as_they_are() {
    let mut plan = trial::plan();
    let long = "A very long name of a site by the river with\na line break ".repeat(6);
    plan.name.clone_from(&long);
    Arc::make_mut(&mut plan.site).place.clone_from(&"W".repeat(300));
    for of in Arc::make_mut(&mut plan.options).iter_mut() {
        of.name.clone_from(&long);
    }
    for of in Arc::make_mut(&mut plan.gpus).iter_mut() {
        of.name.clone_from(&long);
    }
    let (mut solution, mut advice) = (solved(&plan), advised(&plan));
    let one = Irr { annual: Some(0.2), roots: vec![0.2] };
    let runs = [&mut solution.plan, &mut solution.mining_only, &mut advice.best_run];
    for run in runs {
        (run.value.irr, run.value.equity_irr) = (one.clone(), one.clone());
    }
    let rates = [
        (Irr { annual: None, roots: Vec::new() }, "none"),
        (Irr { annual: Some(0.1234), roots: vec![0.1234, 3.0] }, "12.3*"),
        (Irr { annual: Some(9_999.0), roots: vec![9_999.0] }, "999,900"),
        (Irr { annual: Some(-0.999), roots: vec![-0.999] }, "−99.9"),
    ];
    for (irr, said) in rates {
        let several = irr.roots.len() > 1;
        solution.plan.value.irr = irr;
        let context =
            ChartContext { plan: &plan, solution: &solution, advice: Some(&advice), what_ifs: &[] };
        let words = check(said, &context);
        assert!(words.iter().any(|word| word.starts_with(said)), "{said}: {words:?}");
        let marked = words.iter().any(|word| word.contains(tr("page.irr_of")));
        assert_eq!(marked, several);
    }
}

#[test]
fn what_ifs_are_named_in_place_of_the_base_case_however_long_the_plans_name_is() {
    let mut plan = trial::plan();
    let what_if = crate::plan::WhatIf::find(&plan, "hashprice-half").unwrap();
    let name = "Texas 100 MW, Permian site next to the substation, second draft for the board";
    plan = plan.with_what_ifs([&what_if]).unwrap();
    let what_ifs = vec![what_if.name.clone(); 6];
    for count in [1, 6] {
        let what_ifs = &what_ifs[..count];
        plan.name = crate::plan::WhatIf::name_over(name, what_ifs.iter().map(String::as_str));
        let (solution, advice) = (solved(&plan), advised(&plan));
        let advice = Some(&advice);
        let context = ChartContext { plan: &plan, solution: &solution, advice, what_ifs };
        let words = check("what if", &context);
        let all = words.join(" ");
        assert!(all.contains("what if Hashprice ×0.5") && all.contains("before tax"), "{all}");
        assert!(!all.contains("base case") && all.contains("with what-ifs"), "{all}");
        let head = words.iter().find(|word| word.starts_with("Texas 100 MW")).unwrap();
        assert!(!head.contains("what if"), "{head}");
    }
}

#[test]
fn a_rate_of_0_is_before_tax_in_any_country() {
    let mut plan = testing::plan();
    let finance = Arc::make_mut(&mut plan.finance);
    finance.jurisdiction = crate::plan::Jurisdiction::UnitedStates;
    finance.tax_rate = 0.0;
    let solution = solved(&plan);
    let context = ChartContext { plan: &plan, solution: &solution, advice: None, what_ifs: &[] };
    let words = check("rate of 0", &context).join("\n");
    assert!(words.contains("base case, before tax"), "{words}");
}

#[test]
fn tax_and_missing_advice_are_said() {
    let mut plan = testing::plan();
    let finance = Arc::make_mut(&mut plan.finance);
    finance.jurisdiction = crate::plan::Jurisdiction::UnitedStates;
    finance.tax_rate = 0.21;
    let solution = solved(&plan);
    let context = ChartContext { plan: &plan, solution: &solution, advice: None, what_ifs: &[] };
    let words = check("taxed", &context).join("\n");
    assert!(words.contains("after tax at 21.0\u{202f}% (United States)"), "{words}");
    assert!(words.contains(&format!("NPV {}", money_usd(solution.plan.value.npv_usd))));
    assert!(!words.contains("Best\n"), "{words}");
}
