//! What a user can do, without a window.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::*;
use crate::engine::advice::Control;
use crate::plan::{Change, FieldRef, Item, Owner, Plan, Value, testing};
use crate::store;
use crate::words::{self, Text};

fn state_with(compute: Compute) -> State {
    State::new(Setup { compute, repaint: Arc::new(|| {}), config: None, keep: None }).unwrap()
}

fn nothing(_: &Plan, _: &Control, give: &mut dyn FnMut(Results)) {
    give(Results::default());
}

/// A state with one saved plan.
fn opened(folder: &std::path::Path) -> State {
    let path = folder.join("plan.ron");
    store::save(&testing::plan(), &path).unwrap();
    let mut state = state_with(nothing);
    assert_eq!(state.run(Command::Open(Some(path))), []);
    state
}

fn set_grid(mw: f64) -> Change {
    Change::Set("site.grid_mw".parse().unwrap(), Value::Number(mw))
}

fn plan(state: &State) -> &Plan {
    &state.active().unwrap().plan
}

fn wait_until(state: &mut State, ready: impl Fn(&State) -> bool) {
    let until = Instant::now() + Duration::from_secs(20);
    while !ready(state) {
        assert!(Instant::now() < until, "no results came");
        state.poll();
        std::thread::yield_now();
    }
}

#[test]
fn undo_goes_back_to_the_start_and_redo_to_the_end() {
    let mut state = state_with(nothing);
    state.run(Command::Create(Box::new(testing::plan())));
    let start = plan(&state).clone();
    let lease = Item::Lease(testing::colocation("a"));
    let changes = [
        set_grid(30.0),
        set_grid(40.0),
        Change::Add(Box::new(lease)),
        Change::Set("leases[a].term_months".parse().unwrap(), Value::Count(60)),
        Change::Remove(Owner::Asic("s21".to_owned())),
    ];
    let steps = changes.len();
    for change in changes {
        state.run(Command::Edit(change));
    }
    let end = plan(&state).clone();
    assert_eq!(state.active().unwrap().history.depth(), steps);
    for _ in 0..steps {
        assert!(Command::Undo.enabled(&state));
        state.run(Command::Undo);
    }
    assert_eq!(*plan(&state), start);
    assert!(!Command::Undo.enabled(&state));
    for _ in 0..steps {
        state.run(Command::Redo);
    }
    assert_eq!(*plan(&state), end);
    assert!(!Command::Redo.enabled(&state));
    state.run(Command::Undo);
    state.run(Command::Edit(set_grid(50.0)));
    assert!(!Command::Redo.enabled(&state), "a new step ends what was undone");
}

#[test]
fn a_gesture_is_one_step_and_can_be_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = opened(folder.path());
    for mw in 20..90 {
        state.run(Command::Drag(set_grid(f64::from(mw))));
    }
    state.run(Command::FinishDrag);
    let open = state.active().unwrap();
    assert_eq!((open.history.depth(), open.plan.site.grid_mw), (1, 89.0));
    assert_eq!(words::say(&open.history.undo_step().unwrap().name), "change of “Grid power”");
    state.run(Command::Undo);
    assert_eq!(plan(&state).site.grid_mw, 20.0);
    state.run(Command::Drag(set_grid(70.0)));
    state.run(Command::CancelDrag);
    assert_eq!(plan(&state).site.grid_mw, 20.0);
    // A drag that ends where it began is no step; another command finishes a drag.
    state.run(Command::Drag(set_grid(70.0)));
    state.run(Command::Drag(set_grid(20.0)));
    state.run(Command::FinishDrag);
    assert!(!Command::Undo.enabled(&state));
    state.run(Command::Drag(set_grid(60.0)));
    state.run(Command::Undo);
    assert_eq!(plan(&state).site.grid_mw, 20.0);
    state.run(Command::Redo);
    assert_eq!(plan(&state).site.grid_mw, 60.0);
}

#[test]
fn a_change_that_cannot_be_made_is_told_and_is_no_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = opened(folder.path());
    for change in [
        set_grid(f64::NAN),
        Change::Remove(Owner::Lease("nobody".to_owned())),
        Change::Set("site.grid_mw".parse().unwrap(), Value::Count(3)),
    ] {
        state.run(Command::Edit(change.clone()));
        state.run(Command::Drag(change));
    }
    assert!(!state.active().unwrap().is_dirty() && !Command::Undo.enabled(&state));
    assert_eq!(state.messages.len(), 3, "{:?}", state.messages);
    state.run(Command::Dismiss(state.messages[0].id));
    assert_eq!(state.messages.len(), 2);
}

#[test]
fn the_unsaved_mark_follows_what_the_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = opened(folder.path());
    let dirty = |state: &State| state.active().unwrap().is_dirty();
    assert!(!dirty(&state) && !Command::Save.enabled(&state));
    state.run(Command::Edit(set_grid(30.0)));
    assert!(dirty(&state) && Command::Save.enabled(&state));
    state.run(Command::Undo);
    assert!(!dirty(&state), "back at what the file says");
    state.run(Command::Redo);
    assert_eq!(state.run(Command::Save), []);
    assert!(!dirty(&state));
    let path = state.active().unwrap().path.clone().unwrap();
    assert_eq!(store::open(&path).unwrap(), *plan(&state));
    state.run(Command::Undo);
    assert!(dirty(&state));
    assert_eq!(state.settings.recent.len(), 1);
}

#[test]
fn tabs_hold_several_plans_and_a_file_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = opened(folder.path());
    let path = state.active().unwrap().path.clone().unwrap();
    state.run(Command::DuplicatePlan);
    assert_eq!((state.plans.len(), state.active), (2, Some(1)));
    let (first, second) = (&state.plans[0].plan, &state.plans[1].plan);
    assert_eq!((&first.lineage, second.name.as_str()), (&second.lineage, "Test, copy"));
    assert_ne!(first.id, second.id);
    state.run(Command::Edit(set_grid(99.0)));
    assert_eq!(state.plans[0].plan.site.grid_mw, 20.0);
    state.run(Command::Open(Some(folder.path().join(".").join("plan.ron"))));
    assert_eq!((state.plans.len(), state.active), (2, Some(0)));
    state.run(Command::SwitchPlan(1));
    state.run(Command::SwitchPlan(7));
    assert_eq!(state.active, Some(1));
    let ask = state.run(Command::Save);
    let (key, name) = (state.plans[1].key, "Test, copy.ron".to_owned());
    assert_eq!(ask, [Effect::AskSavePath { plan: key, suggestion: name }]);
    // The dialog answers while another tab is shown.
    state.run(Command::SwitchPlan(0));
    let other = folder.path().join("other.ron");
    state.run(Command::SaveAs(Some(other.clone())));
    assert_eq!(state.plans[1].path.as_ref(), Some(&other));
    assert_eq!(state.plans[0].path, Some(path));
    assert_eq!(store::open(&other).unwrap().site.grid_mw, 99.0);
    state.run(Command::CloseTab(0));
    assert_eq!((state.plans.len(), state.active), (1, Some(0)));
    state.run(Command::Close);
    assert_eq!((state.plans.len(), state.active), (0, None));
}

#[test]
fn a_file_that_cannot_be_opened_is_told_and_opens_nothing() {
    let mut state = state_with(nothing);
    state.run(Command::Open(Some(PathBuf::from("/no/such/plan.ron"))));
    assert!(state.plans.is_empty() && state.active.is_none());
    assert_eq!(state.messages[0].kind, MessageKind::Error);
    assert_eq!(state.run(Command::Open(None)), [Effect::AskOpenPath]);
}

#[test]
fn closing_asks_before_work_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = opened(folder.path());
    state.run(Command::Edit(set_grid(30.0)));
    state.run(Command::Close);
    let prompt = |state: &State| state.prompt.as_ref().map(|prompt| prompt.quits);
    assert_eq!((prompt(&state), state.plans.len()), (Some(false), 1));
    state.run(Command::AnswerPrompt(CloseAnswer::Cancel));
    assert_eq!((prompt(&state), state.plans.len()), (None, 1));
    state.run(Command::Close);
    state.run(Command::AnswerPrompt(CloseAnswer::Save));
    assert_eq!((prompt(&state), state.plans.len()), (None, 0));
    assert_eq!(store::open(&folder.path().join("plan.ron")).unwrap().site.grid_mw, 30.0);

    let mut state = opened(folder.path());
    state.run(Command::Edit(set_grid(70.0)));
    state.run(Command::Close);
    state.run(Command::AnswerPrompt(CloseAnswer::Discard));
    assert_eq!((prompt(&state), state.plans.len()), (None, 0));
    assert_eq!(state.run(Command::Quit), [Effect::CloseWindow]);
}

#[test]
fn quitting_asks_for_every_plan_that_would_be_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = opened(folder.path());
    state.run(Command::Edit(set_grid(30.0)));
    state.run(Command::DuplicatePlan);
    assert_eq!(state.run(Command::Quit), []);
    assert_eq!(
        (state.active, state.prompt.as_ref().map(|prompt| prompt.quits)),
        (Some(0), Some(true))
    );
    assert_eq!(state.run(Command::AnswerPrompt(CloseAnswer::Discard)), []);
    // The copy has no file: saving asks for one, and the window closes once it is written.
    let copy = state.plans[0].key;
    assert_eq!(state.prompt, Some(ClosePrompt { plan: copy, quits: true }));
    let ask = state.run(Command::AnswerPrompt(CloseAnswer::Save));
    assert!(matches!(ask[..], [Effect::AskSavePath { plan, .. }] if plan == copy));
    let nowhere = folder.path().join("no/such/copy.ron");
    assert_eq!(state.run(Command::SaveAs(Some(nowhere))), []);
    assert!(state.prompt.is_some() && state.plans.len() == 1, "a failed save loses nothing");
    let file = folder.path().join("copy.ron");
    assert_eq!(state.run(Command::SaveAs(Some(file.clone()))), [Effect::CloseWindow]);
    assert!(file.exists());
}

#[test]
fn results_come_in_parts_and_only_those_of_the_plan_as_it_stands_are_taken() {
    let mut state = state_with(compute);
    state.run(Command::Create(Box::new(testing::plan())));
    assert!(!state.active().unwrap().is_current());
    wait_until(&mut state, |state| state.active().unwrap().is_current());
    let open = state.active().unwrap();
    let npv = open.results.solution.as_ref().unwrap().plan.value.npv_usd;
    assert!(open.results.advice.is_some() && npv.is_finite() && npv != 0.0);
    let price: FieldRef = "power.price_usd_per_mwh".parse().unwrap();
    state.run(Command::Edit(Change::Set(price.clone(), Value::Number(40.0))));
    assert!(state.active().unwrap().results.solution.is_some(), "the old results stay meanwhile");
    wait_until(&mut state, |state| state.active().unwrap().is_current());
    let after = state.active().unwrap().results.solution.as_ref().unwrap().plan.value.npv_usd;
    assert!(after < npv);
    state.run(Command::Edit(Change::Set(price, Value::Number(-5.0))));
    wait_until(&mut state, |state| state.active().unwrap().is_current());
    let results = &state.active().unwrap().results;
    assert!(results.solution.is_none() && results.errors().count() == 1);
}

#[test]
fn an_answer_of_an_older_generation_is_not_taken() {
    let mut open = OpenPlan::new(PlanKey(1), testing::plan());
    let failed = |text: &str| Results { failure: Some(text.to_owned()), ..Results::default() };
    open.wait_for(4);
    open.wait_for(5);
    open.take(4, failed("old"));
    assert!(open.results.failure.is_none() && !open.is_current());
    open.take(5, failed("new"));
    assert!(open.results.failure.as_deref() == Some("new") && open.is_current());
}

#[test]
fn the_best_plan_is_applied_as_one_step() {
    let mut state = state_with(compute);
    let leases = vec![testing::colocation("a")];
    state.run(Command::Create(Box::new(Plan { leases: leases.into(), ..testing::plan() })));
    assert!(!Command::ApplyBest.enabled(&state), "the answer is not there yet");
    wait_until(&mut state, |state| state.active().unwrap().is_current());
    let best = state.active().unwrap().results.advice.as_ref().unwrap().best_plan.clone();
    let before = plan(&state).clone();
    assert_eq!(Command::ApplyBest.enabled(&state), best != before);
    state.run(Command::ApplyBest);
    assert_eq!(*plan(&state), best);
    state.run(Command::Undo);
    assert_eq!(*plan(&state), before);
}

#[test]
fn a_preview_is_computed_without_being_open() {
    let mut state = state_with(compute);
    state.run(Command::NewPlan);
    assert_eq!(state.sheet, Some(Sheet::NewPlan));
    state.run(Command::Preview(Some(Box::new(testing::plan()))));
    wait_until(&mut state, |state| state.preview.as_ref().unwrap().is_current());
    assert!(state.preview.as_ref().unwrap().results.solution.is_some());
    assert!(state.plans.is_empty());
    state.run(Command::Create(Box::new(testing::plan())));
    assert!(state.preview.is_none() && state.sheet.is_none() && state.plans.len() == 1);
    assert!(state.active().unwrap().is_dirty(), "a new plan is not saved yet");
}

#[test]
fn the_example_opens_untitled_with_nothing_to_save() {
    let mut state = state_with(nothing);
    state.run(Command::OpenTemplate(0));
    let open = state.active().unwrap();
    assert!(open.path.is_none() && !open.is_dirty());
    assert_eq!(open.plan.lineage, store::example().unwrap().lineage);
}

#[test]
fn lists_select_their_first_item_until_another_is_chosen() {
    let mut state = state_with(nothing);
    state.run(Command::Create(Box::new(testing::plan())));
    let s21 = Owner::Asic("s21".to_owned());
    let selected = |state: &State| state.active().unwrap().selected(Screen::Machines);
    assert_eq!(selected(&state), Some(s21.clone()));
    state.run(Command::DuplicateItem(s21.clone()));
    let copy = selected(&state).unwrap();
    assert_ne!(copy, s21);
    assert_eq!(plan(&state).asics[1].name, "Batch s21, copy");
    state.run(Command::Edit(Change::Remove(copy)));
    assert_eq!(selected(&state), Some(s21));
    assert_eq!(state.active().unwrap().selected(Screen::Leases), None);
}

#[test]
fn settings_are_kept_from_one_start_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let config = Some(folder.path().join("wattsplit"));
    let setup =
        || Setup { compute: nothing, repaint: Arc::new(|| {}), config: config.clone(), keep: None };
    let mut state = State::new(setup()).unwrap();
    let first = state.theme();
    state.run(Command::ToggleTheme);
    state.run(Command::ZoomIn);
    state.run(Command::SetScale(9.0));
    state.run(Command::ZoomOut);
    let state = State::new(setup()).unwrap();
    assert_ne!(state.theme(), first);
    assert!((state.settings.scale - 1.9).abs() < 1e-6);
}

#[test]
fn every_command_in_a_menu_has_its_words_and_no_two_share_a_shortcut() {
    let mut shortcuts = std::collections::BTreeMap::new();
    for menu in MENUS {
        assert!(words::has(menu.label), "{}", menu.label);
        for command in menu.commands.iter().flatten() {
            assert!(words::has(command.label()), "{command:?}");
            if let Some(shortcut) = command.shortcut() {
                let other = shortcuts.insert(shortcut.to_string(), command);
                assert!(other.is_none(), "{shortcut}: {command:?} and {other:?}");
            }
        }
    }
    assert!(shortcuts.contains_key("Ctrl+Shift+S") && shortcuts.contains_key("Ctrl+9"));
    for step in ["set", "note", "change", "add", "remove", "move", "duplicate", "best"] {
        let key = format!("step.{step}");
        assert!(words::has(&key), "{key}");
    }
    assert!(!words::say(&Text::key("message.compute_failed")).contains('‹'));
}
