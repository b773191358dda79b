//! Money: statements are chosen, folded and copied.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use wattsplit::app::{Command, Screen};
use wattsplit::store;
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, Size, click, run};
use crate::full_plan;

/// Money of a plan in which hardly a line is 0.
pub fn full(size: Size) -> Harness<'static, Window> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.ron");
    store::save(&full_plan::fill(store::example().unwrap(), 120), &path).unwrap();
    let mut harness = desk::empty(size);
    run(&mut harness, Command::Open(Some(path)));
    run(&mut harness, Command::Go(Screen::Money));
    harness
}

/// Names of the rows that can be folded, and whether they are unfolded.
fn foldable(harness: &Harness<'static, Window>) -> Vec<(String, bool)> {
    let nodes = harness.root().children_recursive();
    nodes
        .filter_map(|node| {
            let node = node.accesskit_node();
            let name = node.label()?.split(", ").next()?.to_owned();
            (node.role() == Role::Row).then_some(())?;
            Some((name, node.data().is_expanded()?))
        })
        .collect()
}

fn copied(harness: &Harness<'static, Window>) -> Option<String> {
    harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

/// Presses the button that copies, and returns what was copied.
fn copy(harness: &mut Harness<'static, Window>) -> String {
    harness.get_by_role_and_label(Role::Button, "Copy table").click();
    for _ in 0..10 {
        harness.step();
        if let Some(text) = copied(harness) {
            desk::settle(harness);
            return text;
        }
    }
    panic!("nothing was copied");
}

#[test]
fn sums_fold_by_click_and_key_and_the_copy_is_what_is_shown() {
    let mut harness = full(LARGE);
    click(&mut harness, Role::RadioButton, "Income");
    let state = |harness: &Harness<'static, Window>, name: &str| {
        foldable(harness).into_iter().find(|(of, _)| of == name).map(|(_, open)| open)
    };
    assert_eq!(state(&harness, "EBITDA"), Some(true));
    assert_eq!(state(&harness, "Power cost"), Some(false));
    let before = copy(&mut harness);
    assert!(before.contains("\nPool fees\t") && !before.contains("\nMining power cost\t"));
    let message = harness.state().state.messages.last().unwrap().text.clone();
    assert_eq!(message, format!("Copied {} lines of the table", before.lines().count() - 1));
    click(&mut harness, Role::Button, "Fold all");
    let folded = copy(&mut harness);
    let named = |text: &str| -> Vec<String> {
        text.lines().skip(1).map(|line| line.split('\t').next().unwrap().to_owned()).collect()
    };
    assert_eq!(
        named(&folded),
        ["Revenue", "EBITDA", "Operating result", "Income before tax", "Net income"]
    );
    for line in folded.lines() {
        assert!(before.contains(line), "{line}");
    }
    // The statement of cash flows keeps its own state.
    click(&mut harness, Role::RadioButton, "Cash flow");
    assert_eq!(state(&harness, "Capex"), Some(true));
    click(&mut harness, Role::RadioButton, "Income");
    assert_eq!(state(&harness, "EBITDA"), Some(false));
    let row = harness
        .get_all_by_role(Role::Row)
        .find(|row| row.accesskit_node().label().is_some_and(|label| label.starts_with("EBITDA")));
    row.unwrap().focus();
    harness.run();
    harness.key_press(Key::Enter);
    desk::settle(&mut harness);
    assert_eq!(state(&harness, "EBITDA"), Some(true));
    click(&mut harness, Role::Button, "Unfold all");
    assert!(foldable(&harness).iter().all(|(_, open)| *open));
    assert!(copy(&mut harness).contains("\nMining power cost\t"));
}

#[test]
fn uses_add_up_to_ebitda_on_the_screen() {
    let mut harness = full(LARGE);
    click(&mut harness, Role::RadioButton, "By use");
    let text = copy(&mut harness);
    let total = |name: &str| -> f64 {
        let line = text.lines().find(|line| line.starts_with(&format!("{name}\t"))).unwrap();
        line.rsplit('\t').next().unwrap().parse().unwrap()
    };
    let of = |kind: &str| -> f64 {
        let uses = ["Mining", "Colocation", "GPU", "Unallocated"];
        uses.iter().map(|name| total(&format!("{name} {kind}"))).sum()
    };
    assert!((of("margin") - total("EBITDA")).abs() < 0.03);
    assert!((of("operating result") - total("Operating result")).abs() < 0.03);
}
