//! The main job from the first frame, counted in clicks and keys.

use std::path::Path;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use wattsplit::app::{Command, Screen};
use wattsplit::plan::Value;
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, active, click, enter, press, run, settle, type_path, value};

/// Counts what the user does: a click, a key, a path typed.
struct User {
    harness: Harness<'static, Window>,
    actions: u32,
}

impl User {
    fn click(&mut self, role: Role, part_of_name: &str) {
        self.actions += 1;
        let named = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() == role && node.label().is_some_and(|label| label.contains(part_of_name))
        };
        self.harness.get_by(named).click();
        settle(&mut self.harness);
    }

    fn right_click(&mut self, role: Role, part_of_name: &str) {
        self.actions += 1;
        let named = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() == role && node.label().is_some_and(|label| label.contains(part_of_name))
        };
        self.harness.get_by(named).click_secondary();
        settle(&mut self.harness);
    }

    fn key(&mut self, key: Key) {
        self.actions += 1;
        press(&mut self.harness, key, false);
    }

    /// Types a path over what stands in the field, and Enter.
    fn path(&mut self, path: &Path) {
        self.actions += 2;
        type_path(&mut self.harness, path);
    }

    /// Clicks into the field of the folder and types over what stands there.
    fn folder(&mut self, path: &Path) {
        self.actions += 2;
        self.harness.get_by_role_and_label(Role::TextInput, "Folder").focus();
        self.harness.run();
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
        self.harness.run();
        let typed = path.display().to_string();
        self.harness.get_by_role_and_label(Role::TextInput, "Folder").type_text(&typed);
        self.harness.run();
    }
}

#[test]
fn the_main_job_takes_at_most_twelve_clicks_or_keys() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, chart) = (folder.path().join("job.ron"), folder.path().join("gain_by_mw.svg"));
    let mut user = User { harness: desk::example(LARGE), actions: 0 };
    let price = "power.price_usd_per_mwh";
    let before = (value(&user.harness, price), active(&user.harness).plan.leases.clone());

    // The power price, by a click on the slider beside the answer: everything follows.
    user.click(Role::Slider, "Power price");
    assert_ne!(value(&user.harness, price), before.0);
    // The AI megawatts: the best share is put into the plan.
    let best = active(&user.harness).results.advice.as_ref().unwrap().best.ai_mw;
    user.click(Role::Button, "Apply ");
    assert_ne!(active(&user.harness).plan.leases, before.1);
    let run = active(&user.harness).results.solution.clone().unwrap();
    let peak = wattsplit::plan::capacity::peak_ai_mw(&active(&user.harness).plan);
    assert!((peak - best).abs() < 0.01 && run.plan.value.npv_usd.is_finite());
    // The answer, read from the page.
    let read = |part: &str| user.harness.query_by_label_contains(part).is_some();
    assert!(read("Your plan is the best within these limits"));
    // Saved, closed, and opened again from the recent plans.
    user.key(Key::S);
    user.path(&plan);
    let saved = active(&user.harness).plan.clone();
    assert!(!active(&user.harness).is_dirty());
    user.key(Key::W);
    user.click(Role::Button, "job.ron");
    assert_eq!(active(&user.harness).plan, saved);
    // The chart, exported from its own menu.
    user.right_click(Role::Figure, "Gain over mining only");
    user.click(Role::Button, "Export…");
    user.folder(folder.path());
    user.click(Role::Button, "Export");
    while user.harness.state().state.is_writing() {
        std::thread::yield_now();
        user.harness.step();
    }
    let svg = std::fs::read_to_string(&chart).unwrap();
    assert!(svg.starts_with("<svg") && svg.len() > 5_000);
    assert!(user.actions <= 12, "{} clicks or keys", user.actions);
}

#[test]
fn a_batch_and_a_lease_are_added_and_removed_and_undone() {
    let mut harness = desk::example(LARGE);
    let before = active(&harness).plan.clone();
    run(&mut harness, Command::Go(Screen::Leases));
    click(&mut harness, Role::Button, "Duplicate");
    assert_eq!(active(&harness).plan.leases.len(), before.leases.len() + 1);
    click(&mut harness, Role::Button, "Delete");
    assert_eq!(active(&harness).plan.leases.len(), before.leases.len());
    run(&mut harness, Command::Go(Screen::Machines));
    click(&mut harness, Role::Button, "Duplicate");
    assert_eq!(active(&harness).plan.asics.len(), before.asics.len() + 1);
    click(&mut harness, Role::Button, "Delete");
    for _ in 0..4 {
        press(&mut harness, Key::Z, false);
    }
    assert_eq!(active(&harness).plan, before);
}

#[test]
fn a_second_tab_keeps_the_first_as_it_was() {
    let mut harness = desk::example(LARGE);
    let first = active(&harness).plan.clone();
    run(&mut harness, Command::DuplicatePlan);
    run(&mut harness, Command::Go(Screen::SitePower));
    enter(&mut harness, "Grid power", "120");
    assert_eq!(value(&harness, "site.grid_mw"), Value::Number(120.0));
    run(&mut harness, Command::SwitchPlan(0));
    assert_eq!(active(&harness).plan, first);
}
