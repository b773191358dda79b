//! Walks every screen in both themes, at every size and scale, and reads where its texts stand.

use egui::epaint::{ClippedShape, RectShape, Shape, TextShape};
use egui::{Rect, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use wattsplit::app::{Command, FinancePage, Reply, Screen};
use wattsplit::look::Theme;
use wattsplit::plan::WhatIf;
use wattsplit::ui::Window;

use crate::desk::{self, Size, run};

/// A piece of text on the screen.
struct Placed {
    text: String,
    rect: Rect,
    clip: Rect,
    elided: bool,
    /// How many areas were painted over what came before, when it was.
    after: usize,
}

/// Everything that is wrong with the texts of the frame last drawn.
pub fn faults<S>(harness: &Harness<'_, S>) -> Vec<String> {
    let (mut placed, mut covers) = (Vec::new(), Vec::new());
    for ClippedShape { clip_rect, shape, .. } in &harness.output().shapes {
        collect(*clip_rect, shape, &mut placed, &mut covers);
    }
    let scrolls = bounds(harness, Role::ScrollView);
    let inputs = bounds(harness, Role::TextInput);
    let wide_tables = bounds(harness, Role::TreeGrid);
    let mut faults = Vec::new();
    for text in &placed {
        let Placed { text: words, rect, clip, elided, .. } = text;
        if *elided {
            faults.push(format!("“{words}” is elided"));
        }
        let within =
            |areas: &[Rect]| areas.iter().any(|area| area.expand(1.5).contains_rect(*clip));
        let wide = rect.left() < clip.left() - 1.0 || rect.right() > clip.right() + 1.0;
        // A long value goes on within its field, and a wide table scrolls sideways.
        if wide && !within(&inputs) && !within(&wide_tables) {
            faults.push(format!("“{words}” at {rect:?} is cut at the side by {clip:?}"));
        }
        let high = rect.top() < clip.top() - 1.0 || rect.bottom() > clip.bottom() + 1.0;
        if high && !within(&scrolls) && !within(&wide_tables) {
            faults.push(format!("“{words}” at {rect:?} is cut above or below by {clip:?}"));
        }
    }
    for (at, one) in placed.iter().enumerate() {
        for other in placed.get(at + 1..).unwrap_or_default() {
            let seen = |text: &Placed| text.rect.intersect(text.clip);
            let shared = seen(one).intersect(seen(other));
            // What a question lies on is not there to be read where it lies.
            let between = covers.get(one.after..other.after).unwrap_or_default();
            let hidden = between.iter().any(|cover: &Rect| cover.contains_rect(shared));
            if shared.width() > 0.5 && shared.height() > 0.5 && !hidden {
                faults.push(format!("“{}” overlaps “{}” at {shared:?}", one.text, other.text));
            }
        }
    }
    faults
}

fn bounds<S>(harness: &Harness<'_, S>, role: Role) -> Vec<Rect> {
    let nodes = harness.root().children_recursive();
    nodes.filter(|node| node.accesskit_node().role() == role).map(|node| node.rect()).collect()
}

fn collect(clip: Rect, shape: &Shape, placed: &mut Vec<Placed>, covers: &mut Vec<Rect>) {
    match shape {
        Shape::Vec(shapes) => {
            for shape in shapes {
                collect(clip, shape, placed, covers);
            }
        }
        Shape::Text(TextShape { pos, galley, .. }) => {
            // Letters, not the line they stand in.
            let rect = galley.mesh_bounds.translate(pos.to_vec2()).shrink(1.0);
            // What lies wholly beyond its clip is not there to be read.
            if !galley.text().trim().is_empty() && rect.intersects(clip) {
                let text = galley.text().to_owned();
                let after = covers.len();
                placed.push(Placed { text, rect, clip, elided: galley.elided, after });
            }
        }
        // What is painted over is not there to be read either.
        Shape::Rect(RectShape { rect, fill, .. }) if fill.a() == 255 => {
            let cover = rect.intersect(clip);
            covers.push(cover);
            placed.retain(|text| !cover.contains_rect(text.rect.intersect(text.clip)));
            for text in placed.iter_mut() {
                uncover(&mut text.rect, cover);
            }
        }
        _ => {}
    }
}

/// Leaves of a text's place what a sheet or modal over a part of it leaves to be seen.
fn uncover(text: &mut Rect, cover: Rect) {
    if cover.y_range().contains(text.center().y) {
        if (text.left()..text.right()).contains(&cover.left()) {
            text.max.x = cover.left();
        } else if (text.left()..text.right()).contains(&cover.right()) {
            text.min.x = cover.right();
        }
    }
    if cover.x_range().contains(text.center().x) {
        if (text.top()..text.bottom()).contains(&cover.top()) {
            text.max.y = cover.top();
        } else if (text.top()..text.bottom()).contains(&cover.bottom()) {
            text.min.y = cover.bottom();
        }
    }
}

const SIZES: [[f32; 2]; 2] = [[1440.0, 900.0], [1280.0, 720.0]];
const SCALES: [f32; 3] = [1.0, 1.5, 2.0];

fn walk(mut visit: impl FnMut(Size) -> Vec<String>) {
    let mut faults = Vec::new();
    for points in SIZES {
        for scale in SCALES {
            faults.extend(visit(Size { points, scale }));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn in_both_themes(harness: &mut Harness<'static, Window>, size: Size, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for theme in [Theme::Dark, Theme::Light] {
        desk::set_theme(harness, theme);
        let faults = faults(harness);
        found.extend(
            faults.into_iter().map(|fault| format!("{name}, {theme:?}, {size:?}: {fault}")),
        );
    }
    found
}

#[test]
fn every_screen_of_a_plan_is_whole() {
    walk(|size| {
        let mut harness = desk::example(size);
        let mut found = Vec::new();
        for screen in Screen::ALL {
            run(&mut harness, Command::Go(screen));
            found.extend(in_both_themes(&mut harness, size, &format!("{screen:?}")));
        }
        found
    });
}

#[test]
fn every_page_of_site_and_power_is_whole() {
    walk(|size| {
        let mut harness = desk::example(size);
        desk::run(&mut harness, Command::Go(Screen::SitePower));
        let mut found = Vec::new();
        for page in ["Prices and charges", "Week", "Contracts", "Open cost", "Strikes", "Cost"] {
            desk::click(&mut harness, Role::RadioButton, page);
            found.extend(in_both_themes(&mut harness, size, page));
        }
        found
    });
}

#[test]
fn every_statement_of_a_full_plan_is_whole() {
    // Scales draw the same letters finer: the largest and the smallest window at one of them each.
    for size in [Size { points: SIZES[0], scale: 1.0 }, Size { points: SIZES[1], scale: 1.5 }] {
        let mut harness = crate::money::full(size);
        let mut found = Vec::new();
        for statement in ["Income", "By use", "Cash flow", "Balance", "Tax and debt"] {
            desk::click(&mut harness, Role::RadioButton, statement);
            for (by, fold) in [("Months", "Fold all"), ("Years", "Unfold all")] {
                desk::click(&mut harness, Role::RadioButton, by);
                desk::click(&mut harness, Role::Button, fold);
                found.extend(scrolled_through(&mut harness, &format!("{statement}, {by}, {fold}")));
            }
        }
        desk::click(&mut harness, Role::RadioButton, "Owed");
        found.extend(in_both_themes(&mut harness, size, "Owed"));
        assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    }
}

/// Reads a table at its top, and again at its foot.
fn scrolled_through(harness: &mut Harness<'static, Window>, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (place, lines) in [("top", 0.0), ("foot", -4_000.0)] {
        let size = harness.ctx.content_rect().size();
        harness.hover_at(egui::pos2(size.x * 0.6, size.y * 0.8));
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, lines),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: egui::Modifiers::NONE,
        });
        desk::settle(harness);
        harness.remove_cursor();
        desk::settle(harness);
        found.extend(faults(harness).into_iter().map(|fault| format!("{name}, {place}: {fault}")));
    }
    found
}

#[test]
fn every_page_of_finance_is_whole_empty_and_filled() {
    let mut found = Vec::new();
    for size in [Size { points: SIZES[0], scale: 1.0 }, Size { points: SIZES[1], scale: 1.5 }] {
        let desks = [(desk::example(size), "empty"), (crate::finance::filled(size), "filled")];
        for (mut harness, how) in desks {
            for page in FinancePage::ALL {
                desk::run(&mut harness, Command::GoFinance(page));
                found.extend(in_both_themes(&mut harness, size, &format!("{page:?}, {how}")));
            }
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[test]
fn what_ifs_over_a_plan_and_their_sheet_are_whole() {
    walk(|size| {
        let mut harness = desk::example(size);
        let plan = desk::active(&harness).plan.clone();
        let mut found = Vec::new();
        for name in ["hashprice-half", &format!("tenant-leaves[{}]", plan.leases[0].id)] {
            let what_if = WhatIf::find(&plan, name).unwrap();
            desk::run(&mut harness, Command::ToggleWhatIf(Box::new(what_if.clone())));
            found.extend(in_both_themes(&mut harness, size, name));
            desk::run(&mut harness, Command::DraftWhatIf(Box::new(what_if)));
            found.extend(in_both_themes(&mut harness, size, "What if"));
            desk::run(&mut harness, Command::CloseSheet);
        }
        found
    });
}

#[test]
fn plans_and_places_beside_one_another_are_whole() {
    walk(|size| {
        let mut harness = desk::example(size);
        let plan = desk::active(&harness).plan.clone();
        let what_if = WhatIf::find(&plan, "hashprice-half").unwrap();
        let mut found = Vec::new();
        desk::run(&mut harness, Command::DuplicatePlan);
        desk::run(&mut harness, Command::Go(Screen::Compare));
        found.extend(in_both_themes(&mut harness, size, "Compare, two plans the same"));
        desk::run(&mut harness, Command::OpenTemplate(1));
        found.extend(in_both_themes(&mut harness, size, "Compare, three plans"));
        desk::run(&mut harness, Command::ToggleWhatIf(Box::new(what_if)));
        for chart in ["Revenue", "AI MW", "Cash"] {
            desk::click(&mut harness, Role::RadioButton, chart);
            found.extend(in_both_themes(&mut harness, size, &format!("Compare, what if, {chart}")));
        }
        desk::click(&mut harness, Role::RadioButton, "Places");
        found.extend(in_both_themes(&mut harness, size, "Compare, places"));
        found
    });
}

#[test]
fn the_picker_of_places_and_its_question_are_whole() {
    walk(|size| {
        let mut harness = desk::example(size);
        desk::run(&mut harness, Command::ChoosePlace);
        let mut found = in_both_themes(&mut harness, size, "Places");
        // The example's power price is its own, so that another place asks.
        desk::click(&mut harness, Role::ListBoxOption, "Norway NO4 (Nordland / Mo i Rana)");
        found.extend(in_both_themes(&mut harness, size, "Places, asked"));
        found
    });
}

#[test]
fn start_and_the_sheet_are_whole() {
    walk(|size| {
        let mut harness = desk::empty(size);
        let mut found = in_both_themes(&mut harness, size, "Start");
        run(&mut harness, Command::NewPlan);
        found.extend(in_both_themes(&mut harness, size, "New plan"));
        found
    });
}

#[test]
fn tables_that_are_pasted_are_whole() {
    walk(|size| {
        let mut curve = crate::paste::curve_sheet(size);
        let mut found = in_both_themes(&mut curve, size, "Pasted curve");
        let mut rows = crate::paste::rows_sheet(size);
        found.extend(in_both_themes(&mut rows, size, "Pasted rows"));
        found
    });
}

#[test]
fn questions_of_files_are_whole() {
    walk(|size| {
        let folder = tempfile::tempdir().unwrap();
        crate::files::leave_plans(folder.path());
        let mut found = Vec::new();
        let mut harness = desk::window(desk::keeping(folder.path()), size);
        found.extend(in_both_themes(&mut harness, size, "Recovery"));
        desk::run(&mut harness, Command::CloseSheet);
        found.extend(in_both_themes(&mut harness, size, "Start with plans to recover"));
        for (name, ask) in crate::files::QUESTIONS {
            ask(&mut harness, folder.path());
            assert!(harness.state().state.question().is_some(), "{name}");
            found.extend(in_both_themes(&mut harness, size, name));
            desk::run(&mut harness, Command::Reply(Reply::Cancel));
        }
        found
    });
}

#[test]
fn what_lies_over_a_plan_is_whole() {
    walk(|size| {
        let mut harness = desk::example(size);
        let mut found = Vec::new();
        run(&mut harness, Command::FirstSteps(true));
        for screen in Screen::ALL {
            run(&mut harness, Command::Go(screen));
            found.extend(in_both_themes(&mut harness, size, &format!("First steps, {screen:?}")));
        }
        run(&mut harness, Command::FirstSteps(false));
        run(&mut harness, Command::Go(Screen::Answer));
        for sheet in [Command::Find, Command::ExportCharts, Command::HandOver, Command::Reference] {
            run(&mut harness, sheet.clone());
            found.extend(in_both_themes(&mut harness, size, &format!("{sheet:?}")));
            run(&mut harness, Command::CloseSheet);
        }
        run(&mut harness, Command::ExportCharts);
        for format in ["PNG", "PDF", "CSV"] {
            desk::click(&mut harness, Role::RadioButton, format);
            found.extend(in_both_themes(&mut harness, size, &format!("Export, {format}")));
        }
        desk::click(&mut harness, Role::RadioButton, "PNG");
        desk::click(&mut harness, Role::RadioButton, "Custom");
        found.extend(in_both_themes(&mut harness, size, "Export, custom size"));
        found
    });
}

#[test]
fn the_walk_sees_what_is_wrong() {
    let harness = Harness::builder().with_size([200.0, 100.0]).build_ui(|ui| {
        let put = |ui: &mut egui::Ui, left: f32, top: f32, width: f32, label: egui::Label| {
            let place = egui::vec2(width, 20.0);
            ui.put(Rect::from_min_size(egui::pos2(left, top), place), label.extend());
        };
        put(ui, 4.0, 4.0, 60.0, egui::Label::new("one"));
        put(ui, 10.0, 6.0, 60.0, egui::Label::new("another"));
        put(ui, 180.0, 40.0, 60.0, egui::Label::new("beyond the side"));
        put(ui, 40.0, 92.0, 60.0, egui::Label::new("beyond the foot"));
        let narrow = Rect::from_min_size(egui::pos2(100.0, 60.0), egui::vec2(30.0, 20.0));
        ui.put(narrow, egui::Label::new("much too long").truncate());
    });
    let faults = faults(&harness);
    for expected in
        ["“one” overlaps “another”", "cut at the side", "cut above or below", "is elided"]
    {
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:#?}");
    }
}
