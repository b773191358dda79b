//! What becomes of work when files, disks and windows fail.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::*;
use crate::engine::advice::Control;
use crate::plan::{Change, Headline, Plan, Value, testing};
use crate::store::{self, fault};
use crate::words;

fn nothing(_: &Plan, _: &Control, give: &mut dyn FnMut(Results)) {
    give(Results::default());
}

/// A window with its copies and locks in `folder`; a copy is written as soon as the plan has changed.
fn window(folder: &Path) -> State {
    let repaint: Arc<dyn Fn() + Send + Sync> = Arc::new(|| {});
    let keep =
        Keep { folder: folder.join("state"), after: Duration::ZERO, repaint: Arc::clone(&repaint) };
    State::new(Setup { compute: nothing, repaint, config: None, keep: Some(keep) }).unwrap()
}

/// A window with one saved plan.
fn opened(folder: &Path) -> State {
    let path = folder.join("plan.ron");
    store::save(&testing::plan(), &path).unwrap();
    let mut state = window(folder);
    assert_eq!(state.run(Command::Open(Some(path))), []);
    state
}

fn set_grid(mw: f64) -> Command {
    Command::Edit(Change::Set("site.grid_mw".parse().unwrap(), Value::Number(mw)))
}

fn grid(state: &State) -> f64 {
    state.active().unwrap().plan.site.grid_mw
}

fn on_disk(path: &Path) -> f64 {
    store::open(path).unwrap().site.grid_mw
}

/// Ends a window as a crash does: the copies stay, the locks go.
///
/// The threads of the test live on, so what a killed process would leave is put together by hand.
fn crash(state: State, folder: &Path) {
    let aside = folder.join("aside");
    copy_folder(&folder.join("state/autosave"), &aside);
    drop(state);
    fs::remove_dir_all(folder.join("state/autosave")).unwrap();
    fs::rename(aside, folder.join("state/autosave")).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    store::create_folder(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &to);
        } else {
            fs::copy(path, to).unwrap();
        }
    }
}

/// The copies in all windows' folders.
fn copies(folder: &Path) -> Vec<PathBuf> {
    let windows = fs::read_dir(folder.join("state/autosave")).unwrap();
    let files = windows.flat_map(|window| fs::read_dir(window.unwrap().path()).unwrap());
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
    files
}

fn wait_until(ready: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(20);
    while !ready() {
        assert!(Instant::now() < until, "it never came");
        std::thread::yield_now();
    }
}

fn says(folder: &Path, mw: &str) -> bool {
    let copies = copies(folder);
    copies.iter().any(|copy| fs::read_to_string(copy).is_ok_and(|text| text.contains(mw)))
}

#[test]
fn a_change_is_kept_until_it_is_saved_and_never_in_the_plans_own_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut state = opened(folder.path());
    let before = fs::read(&path).unwrap();
    assert!(copies(folder.path()).is_empty());
    state.run(set_grid(31.0));
    state.run(set_grid(32.0));
    wait_until(|| says(folder.path(), "grid_mw: 32.0"));
    assert_eq!(copies(folder.path()).len(), 1);
    assert_eq!(fs::read(&path).unwrap(), before);
    state.run(Command::Save);
    wait_until(|| copies(folder.path()).is_empty());
    state.run(set_grid(33.0));
    wait_until(|| says(folder.path(), "grid_mw: 33.0"));
    // Back at what is saved there is nothing to keep; closing without saving is a decision too.
    state.run(Command::Undo);
    wait_until(|| copies(folder.path()).is_empty());
    state.run(set_grid(34.0));
    state.run(Command::Close);
    state.run(Command::AnswerPrompt(CloseAnswer::Discard));
    drop(state);
    assert_eq!(fs::read_dir(folder.path().join("state/autosave")).unwrap().count(), 0);
    assert_eq!(fs::read_dir(folder.path().join("state/locks")).unwrap().count(), 0);
}

#[test]
fn what_waits_is_written_when_the_window_ends_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = window(folder.path());
    state.run(Command::Create(Box::new(testing::plan())));
    state.run(set_grid(35.0));
    drop(state);
    assert!(says(folder.path(), "grid_mw: 35.0"));
    let next = window(folder.path());
    assert_eq!(next.found.len(), 1);
    assert!(next.found[0].found.original.is_none());
}

#[test]
fn after_a_crash_the_plan_opens_as_it_stood_with_its_file_and_unsaved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut state = opened(folder.path());
    state.run(set_grid(41.0));
    wait_until(|| says(folder.path(), "grid_mw: 41.0"));
    crash(state, folder.path());

    // A start that decides nothing loses nothing.
    let ignoring = window(folder.path());
    assert_eq!((ignoring.found.len(), ignoring.sheet), (1, Some(Sheet::Recovery)));
    drop(ignoring);
    let mut state = window(folder.path());
    let id = state.found[0].id;
    state.run(Command::Decide(id, Recovery::OpenSaved));
    assert_eq!((grid(&state), state.found.len()), (20.0, 1));
    // In the tab of the file, as a step that can be undone.
    state.run(Command::Decide(id, Recovery::Recover));
    assert_eq!((grid(&state), state.plans.len(), state.found.len()), (41.0, 1, 0));
    let open = state.active().unwrap();
    assert!(open.is_dirty() && open.path.as_ref() == Some(&path));
    assert!(says(folder.path(), "grid_mw: 41.0"), "a second crash loses nothing either");
    state.run(Command::Undo);
    assert_eq!(grid(&state), 20.0);
    state.run(Command::Redo);
    state.run(Command::Save);
    assert_eq!((on_disk(&path), state.question()), (41.0, None));
    wait_until(|| copies(folder.path()).is_empty());
}

#[test]
fn a_plan_recovered_over_a_file_that_has_changed_since_asks_before_it_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut state = opened(folder.path());
    state.run(set_grid(42.0));
    wait_until(|| says(folder.path(), "grid_mw: 42.0"));
    crash(state, folder.path());
    let mut theirs = testing::plan();
    Arc::make_mut(&mut theirs.site).grid_mw = 77.0;
    store::save(&theirs, &path).unwrap();
    let mut state = window(folder.path());
    state.run(Command::Decide(state.found[0].id, Recovery::Recover));
    assert_eq!((grid(&state), state.sheet), (42.0, None));
    state.run(Command::Save);
    assert!(matches!(state.question(), Some(Question::Changed { .. })));
    assert_eq!(on_disk(&path), 77.0);
}

#[test]
fn a_discarded_plan_is_gone_and_only_that_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = window(folder.path());
    for name in ["one", "two"] {
        let plan = Plan { id: name.to_owned(), name: name.to_owned(), ..testing::plan() };
        state.run(Command::Create(Box::new(plan)));
    }
    wait_until(|| copies(folder.path()).len() == 2);
    crash(state, folder.path());
    let mut state = window(folder.path());
    let (id, name) = (state.found[0].id, state.found[0].found.plan.name.clone());
    state.run(Command::Decide(id, Recovery::Discard));
    drop(state);
    let state = window(folder.path());
    assert_eq!(state.found.len(), 1);
    assert_ne!(state.found[0].found.plan.name, name);
}

#[test]
fn a_file_changed_by_another_is_never_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let backup = store::backup_path(&path);
    let mut theirs = testing::plan();
    Arc::make_mut(&mut theirs.site).grid_mw = 77.0;
    let changed = |folder: &Path| {
        let mut state = opened(folder);
        state.run(set_grid(30.0));
        store::write_atomically(&path, crate::plan::write(&theirs).unwrap().as_bytes()).unwrap();
        state.run(Command::Save);
        assert!(matches!(state.question(), Some(Question::Changed { .. })));
        assert_eq!(on_disk(&path), 77.0);
        state
    };
    let mut state = changed(folder.path());
    state.run(Command::Reply(Reply::Cancel));
    assert!(state.active().unwrap().is_dirty() && state.question().is_none());
    state.run(Command::Save);
    state.run(Command::Reply(Reply::KeepMine));
    assert_eq!((on_disk(&path), on_disk(&backup)), (30.0, 77.0));
    assert!(!state.active().unwrap().is_dirty());
    drop(state);

    let mut state = changed(folder.path());
    state.run(Command::Reply(Reply::Reload));
    assert_eq!(grid(&state), 77.0);
    assert!(!state.active().unwrap().is_dirty());
    state.run(Command::Undo);
    assert_eq!(grid(&state), 30.0, "mine is one step back");
    drop(state);

    let mut state = changed(folder.path());
    let asked = state.run(Command::Reply(Reply::SaveAs));
    assert!(matches!(asked[..], [Effect::AskSavePath { .. }]));
    state.run(Command::SaveAs(Some(folder.path().join("mine.ron"))));
    assert_eq!((on_disk(&path), on_disk(&folder.path().join("mine.ron"))), (77.0, 30.0));
}

#[test]
fn a_change_is_noticed_when_the_window_is_looked_at_again_and_a_touch_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut state = opened(folder.path());
    let bytes = fs::read(&path).unwrap();
    store::write_atomically(&path, &bytes).unwrap();
    state.run(Command::LookAtFiles);
    assert!(state.question().is_none(), "the same bytes");
    store::write_atomically(&path, b"(format_version: 1").unwrap();
    state.run(Command::LookAtFiles);
    state.run(Command::LookAtFiles);
    assert!(matches!(state.question(), Some(Question::Changed { .. })));
    // What cannot be read is not taken.
    state.run(Command::Reply(Reply::Reload));
    assert_eq!((grid(&state), state.messages.len()), (20.0, 1));
    fs::remove_file(&path).unwrap();
    state.run(Command::LookAtFiles);
    assert!(state.active().unwrap().is_dirty() && state.messages.len() == 2);
    state.run(Command::Save);
    assert_eq!((on_disk(&path), state.question()), (20.0, None));
}

#[test]
fn a_closing_plan_whose_file_has_changed_asks_both_and_closes_after() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut state = opened(folder.path());
    state.run(set_grid(30.0));
    store::write_atomically(&path, b"something else").unwrap();
    state.run(Command::Quit);
    assert_eq!(state.run(Command::AnswerPrompt(CloseAnswer::Save)), []);
    assert!(state.prompt.is_some() && state.question().is_some());
    assert_eq!(state.run(Command::Reply(Reply::KeepMine)), [Effect::CloseWindow]);
    assert_eq!(on_disk(&path), 30.0);
}

#[test]
fn a_plan_that_another_window_holds_opens_as_a_copy_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let first = opened(folder.path());
    let mut second = window(folder.path());
    second.run(Command::Open(Some(path.clone())));
    assert!(second.plans.is_empty());
    let Some(Question::Held { holder, .. }) = second.question() else { panic!("not asked") };
    assert_eq!(holder.process, Some(std::process::id()));
    second.run(Command::Reply(Reply::OpenCopy));
    let copy = second.active().unwrap();
    assert!(copy.path.is_none() && !copy.is_dirty() && copy.plan.name == "Test, copy");
    // Nor is it written over under its name.
    second.run(set_grid(30.0));
    second.run(Command::SaveAs(Some(path.clone())));
    assert!(second.messages.last().unwrap().text.starts_with("Cannot save there"));
    assert_eq!(on_disk(&path), 20.0);
    drop(first);
    second.run(Command::SaveAs(Some(path.clone())));
    assert_eq!(on_disk(&path), 30.0);
}

#[test]
fn one_tab_does_not_write_over_the_file_of_another_and_an_ending_is_not_added_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut state = opened(folder.path());
    state.run(Command::DuplicatePlan);
    state.run(set_grid(30.0));
    state.run(Command::SaveAs(Some(path.clone())));
    assert!(state.messages.last().unwrap().text.contains("another tab"));
    assert_eq!(on_disk(&path), 20.0);
    let other = folder.path().join("other.ron");
    store::save(&testing::plan(), &other).unwrap();
    state.run(Command::SaveAs(Some(folder.path().join("other"))));
    assert!(matches!(state.question(), Some(Question::Replace { .. })));
    assert_eq!(on_disk(&other), 20.0);
    state.run(Command::Reply(Reply::Replace));
    assert_eq!(on_disk(&other), 30.0);
}

#[test]
fn a_file_that_cannot_be_read_offers_its_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    drop(opened(folder.path()));
    store::save(&testing::plan(), &path).unwrap();
    let broken = b"(format_version: 1, half";
    store::write_atomically(&path, broken).unwrap();
    let mut state = window(folder.path());
    state.run(Command::Open(Some(path.clone())));
    let Some(Question::Unreadable { why, .. }) = state.question() else { panic!("not asked") };
    assert!(why.starts_with("cannot open the plan: line 1"), "{why}");
    state.run(Command::Reply(Reply::OpenBackup));
    assert!(state.active().unwrap().is_dirty() && grid(&state) == 20.0);
    assert_eq!(fs::read(&path).unwrap(), broken, "left as it is until it is saved");
    state.run(Command::Save);
    assert_eq!((on_disk(&path), state.question()), (20.0, None));
    // Without a copy there is a message.
    let alone = folder.path().join("alone.ron");
    store::write_atomically(&alone, broken).unwrap();
    state.run(Command::Open(Some(alone)));
    assert!(
        state.question().is_none() && state.messages.last().unwrap().kind == MessageKind::Error
    );
}

#[test]
fn a_disk_that_fails_leaves_the_plan_in_memory_and_unsaved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut state = opened(folder.path());
    state.run(set_grid(30.0));
    let before = fs::read(&path).unwrap();
    for (kind, cure) in [
        (io::ErrorKind::StorageFull, "make room or take another place"),
        (io::ErrorKind::ReadOnlyFilesystem, "take another place"),
        (io::ErrorKind::PermissionDenied, "change its permissions or take another place"),
    ] {
        fault::set(Some(kind));
        state.run(Command::Save);
        fault::set(None);
        let said = &state.messages.last().unwrap().text;
        assert!(said.starts_with("cannot save: ") && said.contains(cure), "{said}");
        assert!(state.active().unwrap().is_dirty() && grid(&state) == 30.0);
        assert_eq!(fs::read(&path).unwrap(), before);
    }
    state.run(Command::Save);
    assert_eq!(on_disk(&path), 30.0);
}

#[test]
fn a_folder_that_is_gone_or_a_file_leaves_the_plan_in_memory_and_unsaved() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    store::create_folder(&inner).unwrap();
    let mut state = opened(&inner);
    state.run(set_grid(30.0));
    fs::remove_dir_all(&inner).unwrap();
    let fails = |state: &mut State, words: &str| {
        state.run(Command::Save);
        let said = &state.messages.last().unwrap().text;
        assert!(said.contains(words), "{said}");
        assert!(state.active().unwrap().is_dirty() && grid(state) == 30.0);
    };
    fails(&mut state, "there is no such file or folder");
    store::write_atomically(&inner, b"a file").unwrap();
    fails(&mut state, "what should be a folder is a file");
    fs::remove_file(&inner).unwrap();
    store::create_folder(&inner).unwrap();
    state.run(Command::Save);
    assert_eq!(on_disk(&inner.join("plan.ron")), 30.0);
}

#[test]
fn copies_that_cannot_be_kept_are_told_and_work_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    store::write_atomically(&folder.path().join("state"), b"a file").unwrap();
    let mut state = window(folder.path());
    let said = state.messages[0].text.clone();
    assert!(said.starts_with("No copy of unsaved plans is kept"), "{said}");
    state.run(Command::Create(Box::new(testing::plan())));
    state.run(Command::SaveAs(Some(folder.path().join("plan.ron"))));
    assert!(!state.active().unwrap().is_dirty());
    // Nor does a folder that goes later stop anything; it is said once.
    let other = folder.path().join("other");
    let mut state = window(&other);
    fs::remove_dir_all(other.join("state")).unwrap();
    state.run(Command::Create(Box::new(testing::plan())));
    let until = Instant::now() + Duration::from_secs(20);
    while state.messages.is_empty() {
        assert!(Instant::now() < until, "nothing was said");
        state.poll();
    }
    assert!(state.messages[0].text.contains("no such file or folder"), "{:?}", state.messages);
}

#[test]
fn a_plan_of_another_version_says_which_figures_moved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut plan = testing::plan();
    "0.0.1".clone_into(&mut plan.app_version);
    let open = |plan: &Plan| {
        store::save(plan, &path).unwrap();
        let repaint = Arc::new(|| {});
        let setup = Setup { compute: results::compute, repaint, config: None, keep: None };
        let mut state = State::new(setup).unwrap();
        state.run(Command::Open(Some(path.clone())));
        let until = Instant::now() + Duration::from_mins(1);
        while !state.active().unwrap().is_current() {
            assert!(Instant::now() < until, "no results came");
            state.poll();
        }
        let now = files::headline_of(&state.active().unwrap().results).unwrap();
        (state.messages.first().map(|message| message.text.clone()), now)
    };
    let (said, now) = open(&plan);
    assert_eq!(said, None, "it said nothing then");
    plan.headline = Some(now.clone());
    assert_eq!(open(&plan).0, None, "nothing moved");
    plan.headline = Some(Headline { npv_usd: now.npv_usd + 0.25, ..now.clone() });
    let said = open(&plan).0.unwrap();
    assert!(said.contains("0.0.1") && said.contains("NPV, base case"), "{said}");
    assert!(!said.contains("best AI"), "{said}");
    plan.headline = Some(Headline { best_ai_mw: now.best_ai_mw.map(|mw| mw + 3.0), ..now });
    let said = open(&plan).0.unwrap();
    assert!(said.contains("best AI") && !said.contains("NPV"), "{said}");
    env!("CARGO_PKG_VERSION").clone_into(&mut plan.app_version);
    assert_eq!(open(&plan).0, None, "the same version moves nothing");
}

#[test]
fn messages_are_remembered_with_their_time_and_every_question_has_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut state = window(folder.path());
    state.run(Command::Open(Some(PathBuf::from("/no/such/plan.ron"))));
    let message = state.messages[0].clone();
    state.run(Command::Dismiss(message.id));
    assert!(state.messages.is_empty());
    assert_eq!(state.told.first(), Some(&message));
    assert!(message.at.len() == 5 && message.at.as_bytes()[2] == b':');
    let path = PathBuf::from("/plans/a.ron");
    let holder = store::Holder { process: None, host: None };
    for question in [
        Question::Changed { plan: PlanKey(1), name: "A".to_owned() },
        Question::Held { path: path.clone(), holder },
        Question::Unreadable { path: path.clone(), why: "w".to_owned(), saved_at: "s".to_owned() },
        Question::Replace { plan: PlanKey(1), path },
    ] {
        for text in [question.title(), question.text()] {
            let said = words::say(&text);
            assert!(!said.contains(['‹', '{']), "{said}");
        }
        assert!(question.replies().iter().all(|reply| words::has(reply.label())));
        assert_eq!(question.replies().last(), Some(&Reply::Cancel));
    }
}
