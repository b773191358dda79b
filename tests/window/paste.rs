//! Tables pasted into curves and lists: a preview first, then one step.

use egui::accesskit::Role;
use egui::{Event, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use wattsplit::app::{Command, Screen};
use wattsplit::plan::{Change, CurvePoint, Owner, Value, write};
use wattsplit::ui::Window;
use wattsplit::words::tr;

use crate::desk::{self, LARGE, Size, active, click, press, run, settle, type_path, value};

const CURVE: &str = "market.btc_price_curve";

/// The Market screen with a price by month.
fn market(size: Size) -> Harness<'static, Window> {
    let mut harness = desk::example(size);
    let month = active(&harness).plan.start;
    let points = vec![CurvePoint { month, value: 80_000.0 }];
    run(&mut harness, Command::Edit(Change::Set(CURVE.parse().unwrap(), Value::Curve(points))));
    run(&mut harness, Command::Go(Screen::Market));
    harness
}

fn paste(harness: &mut Harness<'static, Window>, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).click();
    settle(harness);
    harness.event(Event::Paste(text.to_owned()));
    settle(harness);
}

fn says(harness: &Harness<'static, Window>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

fn saved(harness: &Harness<'static, Window>) -> String {
    write(&active(harness).plan).unwrap()
}

fn points(harness: &Harness<'static, Window>) -> Vec<String> {
    let Value::Curve(points) = value(harness, CURVE) else { panic!("no curve") };
    points.iter().map(|of| format!("{} {}", of.month, of.value)).collect()
}

/// The sheet over a curve, for the walk over all screens.
pub fn curve_sheet(size: Size) -> Harness<'static, Window> {
    let mut harness = market(size);
    let text = "Month\tPrice\n\n2027-01\t90000\n2027-02\t1,250\n2027-05\t95000\n";
    paste(&mut harness, tr("field.market.btc_price_curve"), text);
    harness
}

/// The sheet over the rows of a list, for the walk over all screens.
pub fn rows_sheet(size: Size) -> Harness<'static, Window> {
    let mut harness = desk::example(size);
    run(&mut harness, Command::Go(Screen::Machines));
    let owner = Owner::Asic(active(&harness).plan.asics[0].id.clone());
    run(&mut harness, Command::Select(owner));
    let name = active(&harness).plan.asics[0].name.clone();
    let begin = name.get(..8).unwrap_or(&name);
    crate::lists::click_first(&mut harness, Role::ListBoxOption, begin);
    let text = "Name\tunits\tTH/s\tJ/TH\tColour\nOld hall\t1200\t110\t29.5\tred\n\nNew hall\tmany\t234\t15\tblue\n";
    harness.event(Event::Paste(text.to_owned()));
    settle(&mut harness);
    harness
}

#[test]
fn a_pasted_curve_is_shown_line_by_line_and_becomes_one_step() {
    let mut harness = market(LARGE);
    let before = saved(&harness);
    let text = "Month\tPrice\n\n2027-01\t90000\n2027-02\t1e999\n2027-03\t95000\n";
    paste(&mut harness, tr("field.market.btc_price_curve"), text);
    assert_eq!(saved(&harness), before, "a preview changes nothing");
    for said in ["2 read, 3 skipped", "Header, skipped", "Blank, skipped", "is too large"] {
        assert!(says(&harness, said), "{said}");
    }
    click(&mut harness, Role::Button, "Use 2");
    assert_eq!(points(&harness), ["2027-01 90000", "2027-03 95000"]);
    press(&mut harness, Key::Z, false);
    assert_eq!(saved(&harness), before);
}

#[test]
fn a_file_is_read_into_the_same_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prices.csv");
    let table = "Month,Price\n2027-01,90000\n2027-02,91000\n";
    wattsplit::store::write_atomically(&path, table.as_bytes()).unwrap();
    let mut harness = curve_sheet(LARGE);
    click(&mut harness, Role::Button, tr("paste.import"));
    type_path(&mut harness, &path);
    assert!(says(&harness, "2 read, 1 skipped"));
    click(&mut harness, Role::Button, "Use 2");
    assert_eq!(points(&harness), ["2027-01 90000", "2027-02 91000"]);
}

#[test]
fn a_pasted_column_goes_down_the_list_only_after_its_preview() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::Machines));
    click(&mut harness, Role::Button, "Duplicate");
    let batches = active(&harness).plan.asics.clone();
    run(&mut harness, Command::Select(Owner::Asic(batches[0].id.clone())));
    paste(&mut harness, tr("field.asic.units"), "Units\n1,250\n2,500\n");
    assert_eq!(active(&harness).plan.asics, batches);
    assert!(says(&harness, "0 read, 3 skipped"));
    click(&mut harness, Role::RadioButton, "Point");
    click(&mut harness, Role::Button, "Use 2");
    let units: Vec<f64> = active(&harness).plan.asics.iter().map(|batch| batch.units).collect();
    assert_eq!(units.get(..2), Some(&[1_250.0, 2_500.0][..]));
    press(&mut harness, Key::Z, false);
    assert_eq!(active(&harness).plan.asics, batches);
}

#[test]
fn several_lines_pasted_into_one_field_are_shown_and_only_one_is_offered() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::SitePower));
    paste(&mut harness, "Power price", "USD/MWh\n31\n32\n");
    assert!(says(&harness, "1 read, 2 skipped") && says(&harness, "this one is left"));
    click(&mut harness, Role::Button, "Use 1");
    assert_eq!(value(&harness, "power.price_usd_per_mwh"), Value::Number(31.0));
}

#[test]
fn rows_pasted_on_a_list_become_items_in_one_step() {
    let mut harness = rows_sheet(LARGE);
    let before = saved(&harness);
    for said in ["1 read, 3 skipped", "“Colour”", "New hall is left out", "0 USD a unit, taken"]
    {
        assert!(says(&harness, said), "{said}");
    }
    let count = active(&harness).plan.asics.len();
    click(&mut harness, Role::Button, "Add 1");
    let asics = &active(&harness).plan.asics;
    let last = asics.last().unwrap();
    assert_eq!((asics.len(), last.name.as_str(), last.units), (count + 1, "Old hall", 1_200.0));
    assert!(says(&harness, "Added 1 to mining machines"));
    press(&mut harness, Key::Z, false);
    assert_eq!(saved(&harness), before);
}

#[test]
fn the_box_of_a_pasted_table_has_the_keyboard() {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::Go(Screen::Leases));
    desk::click(&mut harness, Role::Button, "Paste…");
    let text = harness.get_by_role_and_label(Role::MultilineTextInput, tr("paste.text"));
    assert!(text.is_focused());
}
