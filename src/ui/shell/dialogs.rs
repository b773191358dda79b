//! Asks for files: the system's dialog on a thread of its own, one at a time, and a path to type where there is none.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, TryRecvError, bounded};
use egui::{Context, Key, vec2};

use crate::look::{layout, text};
use crate::store::{self, Place};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::entry;
use crate::ui::widgets::overlay::{buttons_ui, modal_ui};
use crate::words::tr;

/// A dialog that is gone sooner than this was never seen: the system has none.
const TOO_SOON: Duration = Duration::from_millis(300);

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A plan to open.
    Open,
    /// A table of prices to import.
    Prices,
    /// A table to read into the sheet for what is pasted.
    Table,
    /// Where to save the plan.
    Save {
        /// A file name to begin with.
        suggestion: String,
        /// The plan's own file, which may be written over.
        own: Option<PathBuf>,
    },
    /// A folder to write to.
    Folder {
        /// The folder to begin with.
        start: PathBuf,
    },
}

/// Shows the system's dialog and waits for it; none where it was cancelled or there is none.
pub type AskPath = fn(&Purpose) -> Option<PathBuf>;

/// The dialogs of a window.
pub struct Dialogs {
    ask: AskPath,
    pending: Option<Pending>,
    typed: Option<Typed>,
}

struct Pending {
    purpose: Purpose,
    since: Instant,
    answer: Receiver<Option<PathBuf>>,
}

/// A path that is being typed.
struct Typed {
    purpose: Purpose,
    path: String,
    fresh: bool,
    /// Where the last answer could not be taken, and the key of why.
    refused: Option<(PathBuf, &'static str)>,
}

/// What came of typing a path.
enum Answer {
    /// A path.
    Path(PathBuf),
    /// It was put away.
    Away,
}

impl Default for Dialogs {
    fn default() -> Self {
        Self::new(system_dialog)
    }
}

impl Dialogs {
    /// Dialogs that ask with `ask`.
    pub const fn new(ask: AskPath) -> Self {
        Self { ask, pending: None, typed: None }
    }

    /// Asks for a path; while one is asked for, another question is not heard.
    pub fn ask(&mut self, ctx: &Context, purpose: Purpose) {
        if self.pending.is_some() || self.typed.is_some() {
            return;
        }
        let (give, answer) = bounded(1);
        let (ask, repaint, asked) = (self.ask, ctx.clone(), purpose.clone());
        let work = move || {
            // The window may have closed meanwhile; then nobody needs the answer.
            let _sent = give.send(ask(&asked));
            repaint.request_repaint();
        };
        let since = Instant::now();
        match thread::Builder::new().name("dialog".to_owned()).spawn(work) {
            Ok(_running) => self.pending = Some(Pending { purpose, since, answer }),
            Err(_no_thread) => self.type_it(purpose),
        }
    }

    /// Shows what is asked; gives back the path when there is one.
    pub fn show_ui(&mut self, ctx: &Context) -> Option<(Purpose, PathBuf)> {
        if let Some(answered) = self.poll() {
            return Some(answered);
        }
        let typed = self.typed.as_mut()?;
        let answer = typed.show_ui(ctx)?;
        let Typed { purpose, .. } = self.typed.take()?;
        match answer {
            Answer::Path(path) => Some((purpose, path)),
            Answer::Away => None,
        }
    }

    fn poll(&mut self) -> Option<(Purpose, PathBuf)> {
        let answer = match self.pending.as_ref()?.answer.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => None,
            Ok(answer) => answer,
        };
        let Pending { purpose, since, .. } = self.pending.take()?;
        if answer.is_none() && since.elapsed() < TOO_SOON {
            self.type_it(purpose);
            return None;
        }
        Some((purpose, answer?))
    }

    fn type_it(&mut self, purpose: Purpose) {
        let folder = home();
        let path = match &purpose {
            Purpose::Open | Purpose::Table | Purpose::Prices => folder,
            Purpose::Save { suggestion, own } => {
                own.clone().unwrap_or_else(|| folder.join(suggestion))
            }
            Purpose::Folder { start } => start.clone(),
        };
        let path = path.display().to_string();
        self.typed = Some(Typed { purpose, path, fresh: true, refused: None });
    }
}

impl Typed {
    /// Shows the field; an answer once there is one.
    fn show_ui(&mut self, ctx: &Context) -> Option<Answer> {
        let (title, verb) = match self.purpose {
            Purpose::Open => ("ui.path.open", "command.open_this"),
            Purpose::Prices => ("ui.path.prices", "command.import"),
            Purpose::Table => ("ui.path.table", "command.open_this"),
            Purpose::Save { .. } => ("ui.path.save", "command.save"),
            Purpose::Folder { .. } => ("ui.path.folder", "ui.path.choose"),
        };
        let (answer, away) = modal_ui(ctx, tr(title), 480.0, |ui| {
            theme::label(ui, tr("ui.path.why"), text::SMALL, theme::palette(ui).text2);
            ui.add_space(8.0);
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), layout::SHEET_FIELD));
            let hint = tr("ui.path.hint");
            let field = entry::line_at(ui, rect, tr("ui.path.name"), &mut self.path, hint);
            if self.fresh {
                field.request_focus();
                self.fresh = false;
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let chosen = self.chosen();
            let refused = self.refused.as_ref().filter(|(path, _)| *path == chosen);
            let asked = refused.is_some_and(|(_, why)| *why == EXISTS);
            if let Some((_, why)) = refused {
                let palette = theme::palette(ui);
                let ink = if asked { palette.warn } else { palette.error };
                ui.add_space(6.0);
                theme::label(ui, tr(why), text::SMALL, ink);
            }
            ui.add_space(16.0);
            let empty = self.path.trim().is_empty().then_some(tr("ui.path.empty"));
            let verb = if asked { "ui.path.replace" } else { verb };
            buttons_ui(ui, |ui| {
                let done = Button::primary(tr(verb)).disabled(empty).show(ui).clicked();
                let cancelled = Button::new(tr("command.prompt_cancel")).show(ui).clicked();
                if (done || entered) && empty.is_none() {
                    return self.take(chosen, asked, entered);
                }
                cancelled.then_some(Answer::Away)
            })
        });
        answer.or_else(|| away.then_some(Answer::Away))
    }

    /// The path as it is typed, a plan's with its ending.
    fn chosen(&self) -> PathBuf {
        let path = expanded(self.path.trim());
        let is_plan = matches!(self.purpose, Purpose::Save { .. });
        let names_file = path.extension().is_none() && path.file_name().is_some();
        if is_plan && names_file && store::place(&path) != Place::Folder {
            return path.with_extension("ron");
        }
        path
    }

    /// Takes the path, or keeps asking and says why; a file that is there is replaced when asked a second time.
    fn take(&mut self, path: PathBuf, asked: bool, entered: bool) -> Option<Answer> {
        match refusal(&self.purpose, &path) {
            None => Some(Answer::Path(path)),
            Some(EXISTS) if asked => Some(Answer::Path(path)),
            Some(why) => {
                self.refused = Some((path, why));
                // Enter has taken the keyboard from the field.
                self.fresh = entered;
                None
            }
        }
    }
}

/// The key of the words on a file that would be replaced.
const EXISTS: &str = "ui.path.exists";

/// Why a path does not serve its purpose; the system says so itself for what is opened.
fn refusal(purpose: &Purpose, path: &Path) -> Option<&'static str> {
    let opens = matches!(purpose, Purpose::Open | Purpose::Table);
    let is_own = matches!(purpose, Purpose::Save { own: Some(own), .. } if own == path);
    if matches!(purpose, Purpose::Folder { .. }) {
        // A folder that is not there is made.
        let is_file = matches!(store::place(path), Place::File | Place::FolderIsFile);
        return is_file.then_some("ui.path.folder_is_file");
    }
    match store::place(path) {
        Place::NoFolder => Some("ui.path.no_folder"),
        Place::FolderIsFile => Some("ui.path.folder_is_file"),
        Place::Folder => Some("ui.path.is_folder"),
        // Where only the copy of a plan is there, opening offers it.
        Place::Free
            if *purpose != Purpose::Table
                && store::place(&store::backup_path(path)) == Place::File =>
        {
            None
        }
        Place::Free => opens.then_some("ui.path.no_file"),
        Place::File => (!opens && !is_own).then_some(EXISTS),
    }
}

/// The home folder, the current one where the system names none.
pub(super) fn home() -> PathBuf {
    directories::UserDirs::new().map_or_else(PathBuf::new, |dirs| {
        dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned()
    })
}

/// The path with a leading `~` as the home folder.
pub(super) fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::UserDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => Path::new(path).to_owned(),
    }
}

fn system_dialog(purpose: &Purpose) -> Option<PathBuf> {
    let dialog = rfd::FileDialog::new();
    let plans = tr("ui.path.plans");
    match purpose {
        Purpose::Open => {
            dialog.set_title(tr("ui.path.open")).add_filter(plans, &["ron"]).pick_file()
        }
        Purpose::Prices => dialog
            .set_title(tr("ui.path.prices"))
            .add_filter(tr("ui.path.tables"), &["csv", "txt"])
            .pick_file(),
        Purpose::Table => dialog
            .set_title(tr("ui.path.table"))
            .add_filter(tr("ui.path.tables"), &["csv", "tsv", "txt"])
            .pick_file(),
        Purpose::Save { suggestion, .. } => dialog
            .set_title(tr("ui.path.save"))
            .add_filter(plans, &["ron"])
            .set_file_name(suggestion)
            .save_file(),
        Purpose::Folder { start } => {
            dialog.set_title(tr("ui.path.folder")).set_directory(start).pick_folder()
        }
    }
}
