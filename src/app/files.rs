//! Opening and saving plans.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::moved::Earlier;
use super::open_plan::Disk;
use super::question::holder_text;
use super::{Effect, MessageKind, OpenPlan, PlanKey, Question, Results, State};
use crate::plan::{Headline, Plan, prices};
use crate::store::{self, Holder, Lock, Recent, Taken};
use crate::words::{self, Arg, Text};

impl State {
    /// Opens a plan as a tab, or shows the tab in which it is open; asks where another window holds it.
    pub(super) fn open(&mut self, path: &Path) {
        if let Some(index) = self.tab_of(path) {
            self.active = Some(index);
            return;
        }
        match store::open_stamped(path) {
            Ok((plan, stamp)) => match self.take_lock(path) {
                Ok(lock) => {
                    let open = self.add(plan.clone());
                    open.path = Some(path.to_owned());
                    open.earlier = Earlier::of(&plan, open.asked);
                    open.saved = Some(plan);
                    open.disk = Disk { stamp: Some(stamp), glance: store::glance(path), lock };
                    self.settings.remember(path);
                    self.keep_settings();
                }
                Err(holder) => {
                    self.ask_question(Question::Held { path: path.to_owned(), holder });
                }
            },
            Err(error) => self.cannot_open(path, error.to_string()),
        }
    }

    /// Says why a plan cannot be opened, and offers the copy beside it.
    fn cannot_open(&mut self, path: &Path, why: String) {
        let backup = store::recent(&store::backup_path(path));
        if let Some(Recent { saved_at: Some(saved_at), .. }) = backup {
            self.ask_question(Question::Unreadable { path: path.to_owned(), why, saved_at });
            return;
        }
        if !path.exists() {
            self.settings.forget(path);
        }
        self.error(why);
    }

    /// Opens the copy beside a plan's file in place of it: it is the file's once it is saved.
    pub(super) fn open_backup(&mut self, path: &Path) {
        let plan = match store::open(&store::backup_path(path)) {
            Ok(plan) => plan,
            Err(error) => return self.error(error.to_string()),
        };
        match self.take_lock(path) {
            Ok(lock) => {
                let stamp = store::stamp(path).ok().flatten();
                let open = self.add(plan);
                open.path = Some(path.to_owned());
                open.disk = Disk { stamp, glance: store::glance(path), lock };
                let path = Arg::Name(path.display().to_string());
                let text = Text::key("message.backup_opened").with("path", path);
                self.tell(MessageKind::Warning, words::say(&text));
            }
            Err(holder) => self.ask_question(Question::Held { path: path.to_owned(), holder }),
        }
    }

    /// Opens what a file holds without the file: untitled, and nothing to save until it is changed.
    pub(super) fn open_untitled(&mut self, path: &Path) {
        match store::open(path) {
            Ok(mut plan) => {
                plan.name =
                    words::say(&Text::key("app.copy_of").with("name", Arg::Name(plan.name)));
                plan.id = self.ids.next(&plan.name);
                let saved = Some(plan.clone());
                self.add(plan).saved = saved;
            }
            Err(error) => self.error(error.to_string()),
        }
    }

    /// The tab in which a file is open, however its path is written.
    pub(super) fn tab_of(&self, path: &Path) -> Option<usize> {
        self.plans.iter().position(|open| is_file(open, path))
    }

    /// Takes the lock of a plan's file; none where locks are not kept.
    ///
    /// # Errors
    /// Where another window holds it.
    pub(super) fn take_lock(&self, path: &Path) -> Result<Option<Arc<Lock>>, Holder> {
        let Some(folder) = &self.locks else { return Ok(None) };
        match store::lock(folder, path) {
            Ok(Taken::Here(lock)) => {
                store::sweep(path);
                Ok(Some(Arc::new(lock)))
            }
            Ok(Taken::Elsewhere(holder)) => Err(holder),
            Err(error) => {
                tracing::warn!("The plan is open without a lock: {error}");
                Ok(None)
            }
        }
    }

    /// Opens a plan that comes with the program: untitled, and nothing to save until it is changed.
    pub(super) fn open_template(&mut self, index: usize) {
        let Some(template) = store::TEMPLATES.get(index) else { return };
        match template.plan() {
            Ok(plan) => {
                let plan = Plan { id: self.ids.next(&plan.name), ..plan };
                let saved = Some(plan.clone());
                self.add(plan).saved = saved;
            }
            Err(error) => self.error(error.to_string()),
        }
    }

    /// Takes the user's own prices of a year from a file, as one step, and says what was done to them.
    pub(super) fn import_prices(&mut self, path: &Path) {
        let read = store::read_text(path).map_err(|error| error.to_string()).and_then(|text| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let read = prices::read(&name.unwrap_or_default(), &text);
            read.map_err(|error| format!("{error}: {}", path.display()))
        });
        match read {
            Ok(read) => {
                self.edit(read.change(), Some(Text::key("step.import_prices")));
                let told: Vec<String> = read.told().iter().map(words::say).collect();
                self.tell(MessageKind::Info, told.join(" "));
            }
            Err(why) => self.error(why),
        }
    }

    /// Saves the active plan to its file, to `path`, or asks for one.
    pub(super) fn save_active(&mut self, path: Option<PathBuf>) -> Vec<Effect> {
        match self.active().map(|open| open.key) {
            Some(key) => self.save(key, path),
            None => Vec::new(),
        }
    }

    /// Asks where to save the active plan.
    pub(super) fn ask_save_path(&mut self) -> Vec<Effect> {
        self.active().map(|open| open.key).map_or_else(Vec::new, |key| self.ask_save_path_of(key))
    }

    /// Asks where to save a plan.
    pub(super) fn ask_save_path_of(&mut self, plan: PlanKey) -> Vec<Effect> {
        let Some(index) = self.index_of(plan) else { return Vec::new() };
        let suggestion = file_name(&self.plans[index]);
        self.saving = Some(plan);
        vec![Effect::AskSavePath { plan, suggestion }]
    }

    /// Saves the plan whose path was asked for, or the active one.
    pub(super) fn save_as(&mut self, path: PathBuf) -> Vec<Effect> {
        match self.saving.take().filter(|key| self.index_of(*key).is_some()) {
            Some(key) => self.save(key, Some(path)),
            None => self.save_active(Some(path)),
        }
    }

    /// Saves a plan, or asks first: for a file where it has none, and where something else would be lost.
    pub(super) fn save(&mut self, key: PlanKey, path: Option<PathBuf>) -> Vec<Effect> {
        let Some(index) = self.index_of(key) else { return Vec::new() };
        let open = &self.plans[index];
        let Some(target) = path.clone().or_else(|| open.path.clone()) else {
            return self.ask_save_path_of(key);
        };
        let named = with_extension(target.clone());
        let is_own = is_file(open, &named);
        // A file that cannot be read is not one that has changed: writing says what is wrong.
        let there = store::stamp(&named).ok().flatten();
        if is_own && there.is_some() && there != open.disk.stamp {
            let name = open.plan.name.clone();
            self.ask_question(Question::Changed { plan: key, name });
            return Vec::new();
        }
        // Whoever chose the file was asked about the name as it was written, not about this one.
        if !is_own && there.is_some() && named != target {
            self.ask_question(Question::Replace { plan: key, path: named });
            return Vec::new();
        }
        self.save_over(key, path)
    }

    /// Saves a plan whatever its file holds, which stays as `.bak`.
    pub(super) fn save_over(&mut self, key: PlanKey, path: Option<PathBuf>) -> Vec<Effect> {
        let Some(index) = self.index_of(key) else { return Vec::new() };
        let open = &self.plans[index];
        let Some(path) = path.or_else(|| open.path.clone()).map(with_extension) else {
            return Vec::new();
        };
        let lock = match self.lock_for(index, &path) {
            Ok(lock) => lock,
            Err(why) => {
                self.error(why);
                return Vec::new();
            }
        };
        let open = &self.plans[index];
        let plan = Plan {
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            headline: headline(open),
            ..open.plan.clone()
        };
        let stamp = match store::save(&plan, &path) {
            Ok(stamp) => stamp,
            Err(error) => {
                self.error(error.to_string());
                return Vec::new();
            }
        };
        self.messages.retain(|message| message.kind != MessageKind::Error);
        let open = &mut self.plans[index];
        open.plan = plan.clone();
        open.saved = Some(plan);
        open.path = Some(path.clone());
        open.disk = Disk { stamp: Some(stamp), glance: store::glance(&path), lock };
        self.settings.remember(&path);
        self.keep_settings();
        self.closed_after_save(key)
    }

    /// The lock with which a plan may be saved to a file, or in words why it may not.
    fn lock_for(&self, index: usize, path: &Path) -> Result<Option<Arc<Lock>>, String> {
        let open = &self.plans[index];
        if is_file(open, path) && open.disk.lock.is_some() {
            return Ok(open.disk.lock.clone());
        }
        let path_of = || Arg::Name(path.display().to_string());
        if self.tab_of(path).is_some_and(|other| other != index) {
            return Err(words::say(&Text::key("message.open_in_tab").with("path", path_of())));
        }
        self.take_lock(path).map_err(|holder| {
            let who = words::say(&holder_text(&holder).with("path", path_of()));
            words::say(&Text::key("message.cannot_save_held").with("who", Arg::Name(who)))
        })
    }
}

/// The path with `.ron` where it has no extension.
fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("ron") }
}

/// What the plan says, where its results are there.
pub(super) fn headline(open: &OpenPlan) -> Option<Headline> {
    let open = open.underlying().unwrap_or(open);
    if open.is_current() { headline_of(&open.results) } else { None }
}

/// What results say.
pub(super) fn headline_of(results: &Results) -> Option<Headline> {
    let solution = results.solution.as_ref()?;
    Some(Headline {
        npv_usd: solution.plan.value.npv_usd,
        best_ai_mw: results.advice.as_ref().map(|advice| advice.best.ai_mw),
    })
}

/// A file name for a plan: that of its file, else its name.
pub fn file_name(open: &OpenPlan) -> String {
    let of_file = open.path.as_deref().and_then(Path::file_name);
    if let Some(name) = of_file {
        return name.to_string_lossy().into_owned();
    }
    format!("{}.ron", crate::export::stem(&open.plan.name))
}

/// Whether a plan's file is the one at `path`, however either is written.
fn is_file(open: &OpenPlan, path: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_absent| path.to_owned());
    open.path.as_deref().is_some_and(|own| whole(own) == whole(path))
}
