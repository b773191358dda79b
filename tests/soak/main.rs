//! Kills a window without a screen at random moments while it saves and keeps copies, and looks at what is left.
//!
//! `soak kill N` starts `soak work FOLDER` N times over one plan and kills each; `soak full FOLDER` saves where
//! the system lets no file grow. It is no part of the program.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stdout, reason = "it says what it saw")]

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use wattsplit::app::{Command, Keep, Results, Setup, State};
use wattsplit::engine::advice::Control;
use wattsplit::plan::{Change, Plan, Value};
use wattsplit::store::{self, Autosaves};

/// The longest a window lives.
const LONGEST: Duration = Duration::from_millis(40);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["kill", count] => kill(count.parse().unwrap()),
        ["work", folder] => work(Path::new(folder)),
        ["prepare", folder] => drop(store::save(&numbered(1), &file(Path::new(folder))).unwrap()),
        ["full", folder] => full(Path::new(folder)),
        _ => panic!("soak kill COUNT, soak prepare FOLDER or soak full FOLDER"),
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("plan.ron")
}

/// The example with a number in two figures that stand far apart in the file.
fn numbered(number: u32) -> Plan {
    let mut plan = store::example().unwrap();
    plan.apply(numbering(number)).unwrap();
    plan
}

fn numbering(number: u32) -> Change {
    let set = |field: &str, value: f64| Change::Set(field.parse().unwrap(), Value::Number(value));
    Change::All(vec![
        set("site.grid_mw", f64::from(number)),
        set("finance.discount_rate", f64::from(number) / 1e7),
    ])
}

/// The number of a plan that is whole: one of those that were written, to the last figure.
fn number_of(plan: &Plan) -> u32 {
    let number = plan.site.grid_mw as u32;
    let whole = numbered(number);
    let whole = Plan {
        id: plan.id.clone(),
        app_version: plan.app_version.clone(),
        headline: plan.headline.clone(),
        ..whole
    };
    assert!(*plan == whole, "the plan is none that was written: {number}");
    number
}

fn nothing(_: &Plan, _: &Control, give: &mut dyn FnMut(Results)) {
    give(Results::default());
}

fn window(folder: &Path) -> State {
    let repaint: Arc<dyn Fn() + Send + Sync> = Arc::new(|| {});
    let keep =
        Keep { folder: folder.join("state"), after: Duration::ZERO, repaint: Arc::clone(&repaint) };
    State::new(Setup { compute: nothing, repaint, config: None, keep: Some(keep) }).unwrap()
}

/// Edits and saves until it is killed, and says before and after each save which number it is.
fn work(folder: &Path) {
    let mut state = window(folder);
    assert!(state.run(Command::Open(Some(file(folder)))).is_empty());
    let mut number = state.active().unwrap().plan.site.grid_mw as u32;
    let mut out = io::stdout().lock();
    let mut say = |sign: &str, number: u32| {
        writeln!(out, "{sign} {number}").and_then(|()| out.flush()).unwrap();
    };
    say("ready", number);
    loop {
        for _ in 0..3 {
            number += 1;
            say("edit", number);
            state.run(Command::Edit(numbering(number)));
        }
        say("save", number);
        state.run(Command::Save);
        assert!(!state.active().unwrap().is_dirty(), "{:?}", state.told);
        say("done", number);
    }
}

/// What became of the windows that were killed.
#[derive(Debug, Default)]
struct Tally {
    killed_while_saving: u32,
    old_plan: u32,
    new_plan: u32,
    half_written_aside: u32,
    backups: u32,
    copies: u32,
}

fn kill(count: u32) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    store::save(&numbered(1), &file(folder)).unwrap();
    let began = Instant::now();
    let mut tally = Tally::default();
    let mut moment = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..count {
        moment = moment.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        let share = (moment >> 40) as f64 / (1_u64 << 24) as f64;
        let said = one_life(folder, LONGEST.mul_f64(share));
        look(folder, &said, &mut tally);
    }
    let saving = tally.killed_while_saving;
    println!("{count} kills in {:.0} s: {tally:?}", began.elapsed().as_secs_f64());
    assert!(saving * 10 >= count, "only {saving} of {count} kills met a save");
    assert!(tally.copies * 10 >= count, "only {} copies were found", tally.copies);
}

/// Starts a window, kills it after a while, and gives back what it said.
fn one_life(folder: &Path, lives: Duration) -> Vec<(String, u32)> {
    let program = std::env::current_exe().unwrap();
    let mut window =
        Process::new(program).arg("work").arg(folder).stdout(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(window.stdout.take().unwrap());
    let mut said = String::new();
    out.read_line(&mut said).unwrap();
    std::thread::sleep(lives);
    window.kill().unwrap();
    window.wait().unwrap();
    out.read_to_string(&mut said).unwrap();
    let line = |line: &str| {
        let (sign, number) = line.split_once(' ').unwrap();
        (sign.to_owned(), number.parse().unwrap())
    };
    // A line that was cut short by the kill was never said.
    let whole = said.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let said: Vec<_> = whole.lines().map(line).collect();
    assert!(said.first().is_some_and(|(sign, _)| sign == "ready"), "the window did not open");
    said
}

/// Looks whether the plan, its `.bak` and its copy are whole and what they should be, and opens the plan again.
fn look(folder: &Path, said: &[(String, u32)], tally: &mut Tally) {
    let last = |signs: &[&str]| {
        said.iter().rev().find(|(sign, _)| signs.contains(&sign.as_str())).map(|said| said.1)
    };
    let saved = last(&["ready", "done"]).unwrap();
    let saving = last(&["save"]).filter(|number| *number > saved);
    let found = number_of(&store::open(&file(folder)).unwrap());
    assert!(found == saved || Some(found) == saving, "{found}, not {saved} or {saving:?}");
    if saving.is_some() {
        tally.killed_while_saving += 1;
        if found == saved { tally.old_plan += 1 } else { tally.new_plan += 1 }
    }
    let backup = store::backup_path(&file(folder));
    if backup.exists() {
        tally.backups += 1;
        assert!(number_of(&store::open(&backup).unwrap()) <= found);
    }
    let edited = last(&["ready", "edit"]).unwrap();
    let mut autosaves = Autosaves::start(&folder.join("state/autosave")).unwrap();
    let (copies, unread) = autosaves.recoverable();
    assert!(unread.is_empty(), "{unread:?}");
    for copy in &copies {
        tally.copies += 1;
        let number = number_of(&copy.plan);
        assert!(number <= edited, "{number} was not made yet: {edited}");
        assert_eq!(copy.original.as_deref(), Some(file(folder).as_path()));
        autosaves.discard(copy).unwrap();
    }
    drop(autosaves);
    tally.half_written_aside += u32::from(half_written(folder) > 0);
    let mut state = window(folder);
    state.run(Command::Open(Some(file(folder))));
    assert!(state.question().is_none() && state.plans.len() == 1, "{:?}", state.question());
    assert_eq!(half_written(folder), 0, "what the kill left half written is swept");
}

fn half_written(folder: &Path) -> usize {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().starts_with(".wattsplit-")).count()
}

/// Saves where no file may grow beyond a few kilobytes: the old one stays, the plan stays in memory and unsaved.
fn full(folder: &Path) {
    let mut state = window(folder);
    state.run(Command::Open(Some(file(folder))));
    state.run(Command::Edit(numbering(2)));
    state.run(Command::Save);
    let open = state.active().unwrap();
    assert!(open.is_dirty() && number_of(&open.plan) == 2);
    let said = state.messages.last().unwrap().text.clone();
    assert!(said.starts_with("cannot save: "), "{said}");
    assert_eq!(number_of(&store::open(&file(folder)).unwrap()), 1);
    assert_eq!(half_written(folder), 0);
    println!("no room: {said}");
}
