//! The command line as it is used, and that everything it may say has words.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Parser;

use super::*;
use crate::engine::LINES;
use crate::plan::fields::{Field, Fields, Kind};
use crate::plan::testing;
use crate::words;

struct Said {
    code: u8,
    out: String,
    err: String,
}

fn said(line: &[&str]) -> Said {
    let args = Args::try_parse_from(["wattsplit"].iter().chain(line)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(&args.command.unwrap(), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { code, out: text(out), err: text(err) }
}

fn file(plan: &Plan) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    store::save(plan, &path).unwrap();
    (folder, path)
}

#[test]
fn check_counts_findings_and_exits_with_two_where_one_is_an_error() {
    let (_folder, path) = file(&testing::plan());
    let path = path.to_str().unwrap();
    let sound = said(&["check", path]);
    assert_eq!((sound.code, sound.out.as_str()), (0, "Test: no findings\n"));
    let wrong = said(&["check", path, "--set", "site.pue_mining=3"]);
    assert_eq!(wrong.code, 2);
    let expect = [
        "Test: 1 error, 1 warning",
        "error    site.pue_mining  PUE, mining is 3: enter a figure from 1 to 2.",
        "warning  site.grid_mw     The machines would draw 60.0 MW and the grid carries 20.0 MW",
    ]
    .join("\n");
    assert!(wrong.out.starts_with(&expect), "{}", wrong.out);
    for command in ["solve", "advise"] {
        let refused = said(&[command, path, "--set", "site.pue_mining=3"]);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""));
        assert_eq!(refused.err, wrong.out);
    }
}

#[test]
fn codes_tell_what_failed_from_what_is_not_valid() {
    let (folder, path) = file(&testing::plan());
    let absent = folder.path().join("absent.ron");
    for (code, path) in [(0, path.as_path()), (1, absent.as_path()), (2, folder.path())] {
        let said = said(&["solve", path.to_str().unwrap()]);
        assert_eq!((said.code, said.out.is_empty()), (code, code != 0), "{}", said.err);
    }
    let text = std::fs::read_to_string(&path).unwrap();
    for broken in [
        String::new(),
        text.replacen("grid_mw: 20.0", "grid_mw: NaN", 1),
        text.replacen("grid_mw: 20.0", "grid_mw: \"20\"", 1),
        text.replacen("    grid_mw: 20.0,\n", "", 1),
        text[..text.len() / 2].to_owned(),
        "[".repeat(100_000),
    ] {
        store::write_atomically(&path, broken.as_bytes()).unwrap();
        for command in ["check", "solve", "advise"] {
            let said = said(&[command, path.to_str().unwrap()]);
            assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
            assert!(said.err.trim_end().ends_with("plan.ron"), "{}", said.err);
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), broken, "nothing is overwritten");
    }
}

#[test]
fn solve_says_what_the_ledger_says() {
    let plan = testing::plan();
    let (_folder, path) = file(&plan);
    let json = said(&["solve", path.to_str().unwrap(), "--json"]);
    assert_eq!((json.code, json.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let solution = engine::solve(&plan);
    let headline = &json["headline"];
    assert_eq!(headline["npv_usd"], solution.plan.value.npv_usd);
    // A plan of mining alone is its own baseline, and has nothing to pay back.
    assert_eq!(headline["npv_usd"], headline["npv_mining_only_usd"]);
    assert_eq!((&headline["ai_mw"], &headline["ai_share"]), (&0.0.into(), &0.0.into()));
    assert!(headline["payback_months"].is_null() && headline["irr"].is_null());
    let months = json["months"].as_array().unwrap();
    assert_eq!((months.len(), &months[119]["month"]), (120, &"2036-12".into()));
    for line in LINES.iter() {
        let (said, meant) = (&months[5][line.key], solution.plan.ledger.series(line.id)[5]);
        // What reads the text may be off by the last bit.
        let apart = (said.as_f64().unwrap() - meant).abs();
        assert!(apart <= 1e-12 * meant.abs(), "{}: {said}", line.key);
    }
    let text = said(&["solve", path.to_str().unwrap()]).out;
    assert!(text.starts_with("Test, Jan 2027 … Dec 2036\nbase case, tax and terminal"), "{text}");
    // A title, the basis, nine measures, a header of two rows and ten years.
    assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), 2 + 9 + 2 + 10, "{text}");
    assert!(!text.contains('‹'), "{text}");
}

#[test]
fn set_changes_what_is_solved() {
    let (_folder, path) = file(&testing::plan());
    let path = path.to_str().unwrap();
    let npv = |settings: &[&str]| {
        let sets = settings.iter().flat_map(|setting| ["--set", setting]);
        let line: Vec<_> = ["solve", path, "--json"].into_iter().chain(sets).collect();
        let json: serde_json::Value = serde_json::from_str(&said(&line).out).unwrap();
        json["headline"]["npv_usd"].as_f64().unwrap()
    };
    // At a rate of zero, 12 USD a year over ten years cost 120 USD.
    let undiscounted = "finance.discount_rate=0%";
    let cost = npv(&[undiscounted]) - npv(&[undiscounted, "site.fixed_cost_usd_per_year=12"]);
    assert!((cost - 120.0).abs() < 1e-6, "{cost}");
    let wrong = said(&["solve", path, "--set", "power.price=20"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("near it are power.price_usd_per_mwh"), "{}", wrong.err);
}

#[test]
fn what_ifs_are_laid_over_and_an_unknown_one_is_told_with_all_there_are() {
    let mut plan = Plan { leases: vec![testing::colocation("a")].into(), ..testing::plan() };
    let what_if = plan::WhatIf {
        id: "own-1".to_owned(),
        name: "Dear year".to_owned(),
        settings: vec![plan::Setting {
            field: "market.power_price_factor".parse().unwrap(),
            value: plan::Given::Number(1.2),
        }],
    };
    plan.apply(plan::Change::KeepWhatIf(what_if)).unwrap();
    let (_folder, path) = file(&plan);
    let path = path.to_str().unwrap();
    let json = |line: &[&str]| -> serde_json::Value {
        let said = said(&[&["solve", path, "--json"], line].concat());
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        serde_json::from_str(&said.out).unwrap()
    };
    let npv = |json: &serde_json::Value| json["headline"]["npv_usd"].as_f64().unwrap();
    assert_eq!(json(&[])["what_ifs"], serde_json::json!([]));
    for (names, settings) in [
        (&["hashprice-half"][..], &["market.hashprice_factor=0.5"][..]),
        (&["dear year"], &["market.power_price_factor=1.2"]),
        (&["tenant-leaves[a]=2029-06"], &["leases[a].departure=early", "leases[a].leaves=2029-06"]),
        (
            &["power-up-50", "gpu-rent-down-35"],
            &["market.power_price_factor=1.5", "market.gpu_rate_decline_per_year=35%"],
        ),
    ] {
        let given = |flag, of: &'static [&'static str]| -> Vec<&str> {
            of.iter().flat_map(|name| [flag, *name]).collect()
        };
        let (with, set) = (json(&given("--what-if", names)), json(&given("--set", settings)));
        assert_eq!(npv(&with), npv(&set), "{names:?}");
        assert_ne!(npv(&with), npv(&json(&[])), "{names:?}");
        assert_eq!(with["what_ifs"].as_array().unwrap().len(), names.len());
    }
    let text = said(&["advise", path, "--what-if", "hashprice-half"]).out;
    assert!(text.lines().nth(1).unwrap() == "what if: Hashprice ×0.5", "{text}");
    let wrong = said(&["solve", path, "--what-if", "hashprice-hal"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    let expect = "no what-if “hashprice-hal” for this plan; near it are “hashprice-half”";
    assert!(wrong.err.contains(expect) && wrong.err.contains("Dear year"), "{}", wrong.err);
    let finding = said(&["check", path, "--what-if", "power-up-50", "--set", "market.shifts=1"]);
    assert_eq!(finding.code, 2);
}

#[test]
fn compare_holds_plans_and_what_ifs_against_the_first() {
    let base = testing::plan();
    let mut other = Plan { id: "other".to_owned(), name: "Other".to_owned(), ..base.clone() };
    other
        .apply(plan::Change::Set("site.grid_mw".parse().unwrap(), plan::Value::Number(30.0)))
        .unwrap();
    other.leases = vec![testing::colocation("a")].into();
    let ((_one, base_path), (_two, other_path)) = (file(&base), file(&other));
    let paths = [base_path.to_str().unwrap(), other_path.to_str().unwrap()];
    let line = ["compare", paths[0], paths[1], "--what-if", "hashprice-half", "--json"];
    let json = said(&line);
    assert_eq!((json.code, json.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let plans = json["plans"].as_array().unwrap();
    assert_eq!(plans.len(), 3);
    let npv = |plan: &Plan| engine::solve(plan).plan.value.npv_usd;
    let apart = npv(&other) - npv(&base);
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    assert!((number(&plans[1]["difference_to_base"]["npv_usd"]) - apart).abs() < 0.01);
    assert_eq!(number(&plans[0]["difference_to_base"]["npv_usd"]), 0.0);
    let fields = |plan: &serde_json::Value| -> Vec<String> {
        let inputs = plan["inputs_that_differ"].as_array().unwrap();
        inputs.iter().map(|input| input["field"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(fields(&plans[0]), Vec::<String>::new());
    assert_eq!(fields(&plans[1]), ["site.grid_mw", "leases[a].name"]);
    assert_eq!(fields(&plans[2]), ["market.hashprice_factor"]);
    assert_eq!(plans[2]["what_ifs"][0], "Hashprice ×0.5");
    let text = said(&["compare", paths[0], paths[1]]).out;
    let grid = text.lines().find(|line| line.contains("Grid power")).unwrap();
    assert!(grid.contains("20 MW") && grid.contains("30 MW"), "{grid}");
    assert!(text.contains("B  Other"), "{text}");
    assert!(!text.contains('‹'), "{text}");
    let alone = said(&["compare", paths[0]]);
    assert_eq!((alone.code, alone.out.as_str()), (2, ""));
}

#[test]
fn advise_answers_for_the_example() {
    let json = said(&["advise", "--json"]);
    assert_eq!((json.code, json.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let number = |name: &str| json[name].as_f64().unwrap();
    let difference = number("best_npv_usd") - number("your_npv_usd");
    assert!((difference - number("gain_over_your_plan_usd")).abs() < 0.01);
    let gain = number("best_npv_usd") - number("mining_only_npv_usd");
    assert!((gain - number("gain_over_mining_only_usd")).abs() < 0.01);
    assert!(!json["curve"].as_array().unwrap().is_empty());
    assert!(json["limit"].is_null() || json["limit"]["field"].is_string());
    let text = said(&["advise"]).out;
    assert!(text.contains("to AI") && text.contains("more than mining only"), "{text}");
    assert!(!text.contains('‹'), "{text}");
}

fn ending(path: &str) -> &str {
    path.rsplit('.').next().unwrap()
}

#[test]
fn export_writes_every_chart_and_table_it_lists() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("new/charts");
    let to = to.to_str().unwrap();
    let listed = said(&["export", "--list"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(!folder.path().join("new").exists(), "a list writes nothing");
    let charts = listed.out.lines().count() - 2;
    assert!(charts > 10 && listed.out.contains("gain_by_mw"), "{}", listed.out);
    let written = said(&["export", "--out", to, "--charts", "svg", "--tables", "csv"]);
    assert_eq!((written.code, written.err.as_str()), (0, ""));
    let mut paths = written.out.lines();
    let readme = std::fs::read_to_string(paths.next().unwrap()).unwrap();
    assert!(readme.contains("ledger.csv") && readme.contains("Texas 100 MW"), "{readme}");
    assert_eq!(written.out.lines().count(), 2 * charts + 2);
    for path in paths {
        let bytes = std::fs::read(path).unwrap();
        let begins = if ending(path) == "svg" { &b"<svg"[..] } else { &b""[..] };
        assert!(bytes.starts_with(begins) && bytes.len() > 100, "{path}");
    }
    let ledger = std::fs::read_to_string(folder.path().join("new/charts/ledger.csv")).unwrap();
    let header = ledger.lines().next().unwrap();
    assert_eq!(header.split(',').count(), LINES.len() + 1);
    assert!(header.starts_with("month,btc_price_usd,") && ledger.lines().count() == 121);
}

#[test]
fn export_writes_the_plan_on_one_page_under_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let (_kept, path) = file(&testing::plan());
    let written = said(&["export", path.to_str().unwrap(), "--out", to, "--page"]);
    assert_eq!((written.code, written.err.as_str()), (0, ""));
    let [readme, page] = written.out.lines().collect::<Vec<_>>()[..] else {
        panic!("{}", written.out)
    };
    let stem = path.file_stem().unwrap().to_str().unwrap();
    assert!(page.ends_with(&format!("{stem}-page.pdf")), "{page}");
    let bytes = std::fs::read(page).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert!(std::fs::read_to_string(readme).unwrap().contains(&format!("{stem}-page.pdf")));
    let wrong = ["export", path.to_str().unwrap(), "--out", to, "--page", "--set"];
    let refused = said(&[&wrong[..], &["plan.horizon_months=3"]].concat());
    assert_eq!((refused.code, refused.out.as_str()), (2, ""), "a plan with findings has no page");
    assert!(refused.err.contains("error"), "{}", refused.err);
}

#[test]
fn export_draws_in_the_theme_asked_for_and_says_what_it_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let (_kept, path) = file(&testing::plan());
    let to = folder.path().to_str().unwrap();
    let first = |format: &str, theme: &str| {
        let line = ["export", path.to_str().unwrap(), "--out", to, "--charts", format, "--theme"];
        let said = said(&[&line[..], &[theme]].concat());
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        let mut pictures = said.out.lines().filter(|path| !path.ends_with("README.txt")).peekable();
        let first = std::fs::read(pictures.peek().unwrap()).unwrap();
        assert!(pictures.all(|path| ending(path) == format), "{}", said.out);
        first
    };
    assert_ne!(first("svg", "dark"), first("svg", "light"));
    assert_eq!(&first("png", "light")[1..4], b"PNG");
    let occupied = folder.path().join("occupied");
    store::write_atomically(&occupied, b"a file").unwrap();
    let refused = said(&["export", "--out", occupied.to_str().unwrap()]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("occupied"), "{}", refused.err);
}

#[test]
fn without_a_window_the_answer_is_said_all_the_same() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    assert_eq!(no_window("this system names no display", None, &mut out, &mut err), 0);
    let text = String::from_utf8(out).unwrap();
    assert!(err.is_empty());
    assert!(text.starts_with("The window cannot be opened: this system names no display.\n"));
    assert!(text.contains("For the window") && text.contains("to AI") && text.contains("NPV"));
    let absent = PathBuf::from("/no/such/plan.ron");
    assert_eq!(no_window("why", Some(&absent), &mut Vec::new(), &mut err), 1);
    assert!(String::from_utf8(err).unwrap().ends_with("/no/such/plan.ron\n"));
}

#[test]
fn a_display_is_named_by_one_of_its_variables() {
    let named = |of: &'static [(&str, &str)]| {
        display_is_named(|name| {
            of.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        })
    };
    if cfg!(all(unix, not(target_vendor = "apple"))) {
        assert!(!named(&[]) && !named(&[("DISPLAY", "")]));
    }
    assert!(named(&[("DISPLAY", ":99")]) && named(&[("WAYLAND_DISPLAY", "wayland-0")]));
}

#[test]
fn arguments_are_a_plan_for_the_window_or_a_command() {
    let parse = |line: &[&str]| Args::try_parse_from(["wattsplit"].iter().chain(line));
    assert!(parse(&[]).unwrap().plan.is_none());
    assert_eq!(parse(&["a.ron"]).unwrap().plan, Some(PathBuf::from("a.ron")));
    for wrong in [
        &["solve", "--sett", "a=1"][..],
        &["solve", "a", "b"],
        &["a.ron", "solve"],
        &["export"],
        &["export", "--out", "a", "--charts", "gif"],
    ] {
        assert_eq!(parse(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
    }
    assert_eq!(parse(&["--help"]).unwrap_err().exit_code(), 0);
}

/// Every label and choice of a section's registry.
fn keys_of<T: Fields>() -> Vec<String> {
    let of = |field: &Field<T>| {
        let mut keys = vec![field.info.label.to_owned(), field.info.unit.key().to_owned()];
        if let Kind::Choice(choices) = field.info.kind {
            keys.extend(choices.iter().map(|choice| format!("choice.{choice}")));
        }
        keys
    };
    T::FIELDS.iter().flat_map(of).collect()
}

#[test]
fn every_field_choice_finding_line_and_driver_has_its_words() {
    let mut keys: BTreeSet<String> = BTreeSet::new();
    keys.extend(keys_of::<Plan>());
    keys.extend(keys_of::<plan::Site>());
    keys.extend(keys_of::<plan::Power>());
    keys.extend(keys_of::<plan::Contract>());
    keys.extend(keys_of::<plan::AsicBatch>());
    keys.extend(keys_of::<plan::Refresh>());
    keys.extend(keys_of::<plan::GpuFleet>());
    keys.extend(keys_of::<plan::Lease>());
    keys.extend(keys_of::<plan::BuildOption>());
    keys.extend(keys_of::<plan::Market>());
    keys.extend(keys_of::<plan::Finance>());
    assert!(keys.len() > 120);
    for line in LINES.iter() {
        keys.extend([line.label.to_owned(), line.unit.key().to_owned()]);
    }
    // Keys that stand in a source as they are said: `"finding.…"`, `"driver.…"`, `"cli.…"`.
    let sources = [
        include_str!("../plan/findings.rs"),
        include_str!("../engine/advice/driver.rs"),
        include_str!("advise.rs"),
        include_str!("check.rs"),
        include_str!("compare.rs"),
        include_str!("json.rs"),
        include_str!("no_window.rs"),
        include_str!("solve.rs"),
        include_str!("export.rs"),
        include_str!("../app/edit.rs"),
        include_str!("../app/state.rs"),
        include_str!("../app/command.rs"),
        include_str!("../app/worker.rs"),
        include_str!("../app/export.rs"),
        include_str!("../export/reference.rs"),
        include_str!("../export/hand_over.rs"),
        include_str!("../export/page/mod.rs"),
        include_str!("../export/page/inputs.rs"),
        include_str!("../export/page/measures.rs"),
        include_str!("../export/page/years.rs"),
        include_str!("../figure/answered.rs"),
        include_str!("../ui/shell/export/chart.rs"),
        include_str!("../ui/shell/export/folder.rs"),
        include_str!("../ui/shell/export/hand_over.rs"),
        include_str!("../ui/shell/export/mod.rs"),
        include_str!("../ui/shell/export/preview.rs"),
        include_str!("../ui/shell/find/mod.rs"),
        include_str!("../ui/shell/find/entries.rs"),
        include_str!("../ui/shell/first_steps.rs"),
        include_str!("../ui/screens/reference.rs"),
    ];
    let rooms = [
        "finding.",
        "driver.",
        "cli.",
        "step.",
        "message.",
        "command.",
        "app.",
        "ui.",
        "ref.",
        "page.",
        "answered.",
        "export.",
        "measure.",
    ];
    for text in sources.iter().flat_map(|source| source.split('"')) {
        let is_key = text.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c));
        if is_key && rooms.iter().any(|room| text.starts_with(room) && text != *room) {
            keys.insert(text.to_owned());
        }
    }
    let missing: Vec<_> = keys.iter().filter(|key| !words::has(key)).collect();
    assert!(missing.is_empty(), "without words: {missing:?}");
}
