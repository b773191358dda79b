//! Opening and saving plans.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Effect, MessageKind, OpenPlan, PlanKey, State};
use crate::plan::{Headline, Plan};
use crate::store;

impl State {
    /// Opens a plan as a tab, or shows the tab in which it is open.
    pub(super) fn open(&mut self, path: &Path) {
        if let Some(index) = self.plans.iter().position(|open| is_file(open, path)) {
            self.active = Some(index);
            return;
        }
        match store::open(path) {
            Ok(plan) => {
                let open = self.add(plan.clone());
                open.path = Some(path.to_owned());
                open.saved = Some(plan);
                self.settings.remember(path);
                self.keep_settings();
            }
            Err(error) => {
                if !path.exists() {
                    self.settings.forget(path);
                }
                self.error(error.to_string());
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

    /// Saves the active plan to its file, to `path`, or asks for one.
    pub(super) fn save_active(&mut self, path: Option<PathBuf>) -> Vec<Effect> {
        match self.active().map(|open| open.key) {
            Some(key) => self.save(key, path),
            None => Vec::new(),
        }
    }

    /// Asks where to save the active plan.
    pub(super) fn ask_save_path(&mut self) -> Vec<Effect> {
        let Some(open) = self.active() else { return Vec::new() };
        let (plan, suggestion) = (open.key, suggestion(open));
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

    /// Saves a plan; where it has no file yet, asks for one.
    pub(super) fn save(&mut self, key: PlanKey, path: Option<PathBuf>) -> Vec<Effect> {
        let Some(index) = self.index_of(key) else { return Vec::new() };
        let open = &mut self.plans[index];
        let named = path
            .map(|path| if path.extension().is_some() { path } else { path.with_extension("ron") });
        let Some(path) = named.or_else(|| open.path.clone()) else {
            self.saving = Some(key);
            return vec![Effect::AskSavePath { plan: key, suggestion: suggestion(open) }];
        };
        let plan = Plan {
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            headline: headline(open),
            ..open.plan.clone()
        };
        if let Err(error) = store::save(&plan, &path) {
            self.error(error.to_string());
            return Vec::new();
        }
        self.messages.retain(|message| message.kind != MessageKind::Error);
        let open = &mut self.plans[index];
        open.plan = plan.clone();
        open.saved = Some(plan);
        open.path = Some(path.clone());
        self.settings.remember(&path);
        self.keep_settings();
        self.closed_after_save(key)
    }
}

/// What the plan says, where its results are there.
fn headline(open: &OpenPlan) -> Option<Headline> {
    let solution = open.results.solution.as_ref().filter(|_| open.is_current())?;
    Some(Headline {
        npv_usd: solution.plan.value.npv_usd,
        best_ai_mw: open.results.advice.as_ref().map(|advice| advice.best.ai_mw),
    })
}

/// A file name for a plan: that of its file, else its name.
fn suggestion(open: &OpenPlan) -> String {
    let of_file = open.path.as_deref().and_then(Path::file_name);
    if let Some(name) = of_file {
        return name.to_string_lossy().into_owned();
    }
    let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let name: String = open.plan.name.chars().filter(|c| !forbidden(*c)).take(60).collect();
    let name = name.trim().trim_start_matches('.');
    format!("{}.ron", if name.is_empty() { "plan" } else { name })
}

/// Whether a plan's file is the one at `path`, however either is written.
fn is_file(open: &OpenPlan, path: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_absent| path.to_owned());
    open.path.as_deref().is_some_and(|own| whole(own) == whole(path))
}
