//! Questions that a file asks: it has changed, is held elsewhere, cannot be read, or would be replaced.

use std::path::PathBuf;

use super::{Effect, PlanKey, State};
use crate::store::{self, Holder};
use crate::words::{Arg, Text};

/// A question about a file; the window waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// The file holds something else than when it was read or written here.
    Changed {
        /// The plan.
        plan: PlanKey,
        /// Its name.
        name: String,
    },
    /// Another Wattsplit holds the file.
    Held {
        /// The file.
        path: PathBuf,
        /// Who holds it.
        holder: Holder,
    },
    /// The file cannot be read, and its `.bak` copy can.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
        /// When the copy was written.
        saved_at: String,
    },
    /// Saving would replace another file.
    Replace {
        /// The plan.
        plan: PlanKey,
        /// The file.
        path: PathBuf,
    },
}

/// An answer to a [`Question`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Take what the file holds, as a step that can be undone.
    Reload,
    /// Write over what the file holds.
    KeepMine,
    /// Write to another file.
    SaveAs,
    /// Open the plan without its file.
    OpenCopy,
    /// Open the `.bak` copy in place of the file.
    OpenBackup,
    /// Write over the other file.
    Replace,
    /// Leave everything as it is.
    Cancel,
}

impl Question {
    /// Its title.
    pub fn title(&self) -> Text {
        match self {
            Self::Changed { name, .. } => {
                Text::key("question.changed").with("plan", Arg::Name(name.clone()))
            }
            Self::Held { .. } => Text::key("question.held"),
            Self::Unreadable { .. } => Text::key("question.unreadable"),
            Self::Replace { .. } => Text::key("question.replace"),
        }
    }

    /// What there is to know before answering.
    pub fn text(&self) -> Text {
        let of = |path: &PathBuf| Arg::Name(path.display().to_string());
        match self {
            Self::Changed { .. } => Text::key("question.changed_text"),
            Self::Held { path, holder } => holder_text(holder).with("path", of(path)),
            Self::Unreadable { why, saved_at, .. } => Text::key("question.unreadable_text")
                .with("why", Arg::Name(why.clone()))
                .with("time", Arg::Name(saved_at.clone())),
            Self::Replace { path, .. } => Text::key("question.replace_text").with("path", of(path)),
        }
    }

    /// The answers there are, the first one to be taken for a plain yes.
    pub const fn replies(&self) -> &'static [Reply] {
        match self {
            Self::Changed { .. } => &[Reply::Reload, Reply::KeepMine, Reply::SaveAs, Reply::Cancel],
            Self::Held { .. } => &[Reply::OpenCopy, Reply::Cancel],
            Self::Unreadable { .. } => &[Reply::OpenBackup, Reply::Cancel],
            Self::Replace { .. } => &[Reply::Replace, Reply::SaveAs, Reply::Cancel],
        }
    }
}

impl Reply {
    /// Key of its text.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reload => "reply.reload",
            Self::KeepMine => "reply.keep_mine",
            Self::SaveAs => "command.save_as",
            Self::OpenCopy => "reply.open_copy",
            Self::OpenBackup => "reply.open_backup",
            Self::Replace => "reply.replace",
            Self::Cancel => "command.prompt_cancel",
        }
    }
}

/// Who holds a plan's file, with a place for the file's path.
pub(super) fn holder_text(holder: &Holder) -> Text {
    match (holder.process, &holder.host) {
        (Some(process), Some(host)) => Text::key("question.held_by")
            .with("process", Arg::Name(process.to_string()))
            .with("host", Arg::Name(host.clone())),
        _ => Text::key("question.held_by_unknown"),
    }
}

impl State {
    /// The question that waits for an answer.
    pub fn question(&self) -> Option<&Question> {
        self.questions.first()
    }

    pub(super) fn ask_question(&mut self, question: Question) {
        if !self.questions.contains(&question) {
            self.questions.push(question);
        }
    }

    /// Takes the answer to the question that waits.
    pub(super) fn reply(&mut self, reply: Reply) -> Vec<Effect> {
        if self.questions.is_empty() {
            return Vec::new();
        }
        let question = self.questions.remove(0);
        match (question, reply) {
            (Question::Changed { plan, .. }, Reply::Reload) => self.reload(plan),
            (Question::Changed { plan, .. }, Reply::KeepMine) => return self.save_over(plan, None),
            (Question::Changed { plan, .. }, Reply::Cancel) => self.leave_changed(plan),
            (Question::Changed { plan, .. } | Question::Replace { plan, .. }, Reply::SaveAs) => {
                return self.ask_save_path_of(plan);
            }
            (Question::Replace { plan, path }, Reply::Replace) => {
                return self.save_over(plan, Some(path));
            }
            (Question::Held { path, .. }, Reply::OpenCopy) => self.open_untitled(&path),
            (Question::Unreadable { path, .. }, Reply::OpenBackup) => self.open_backup(&path),
            _ => {}
        }
        Vec::new()
    }

    /// Looks whether files of open plans have changed, as when the window has the user's attention again.
    pub(super) fn look_at_files(&mut self) {
        for index in 0..self.plans.len() {
            let open = &mut self.plans[index];
            let Some(path) = open.path.clone() else { continue };
            let glance = store::glance(&path);
            if glance == open.disk.glance {
                continue;
            }
            open.disk.glance = glance;
            match store::stamp(&path) {
                Ok(None) => {
                    open.saved = None;
                    open.disk.stamp = None;
                    let name = Arg::Name(open.plan.name.clone());
                    let path = Arg::Name(path.display().to_string());
                    let text = Text::key("message.file_gone").with("plan", name).with("path", path);
                    self.tell(super::MessageKind::Warning, crate::words::say(&text));
                }
                Ok(now) if now != open.disk.stamp => {
                    let (plan, name) = (open.key, open.plan.name.clone());
                    self.ask_question(Question::Changed { plan, name });
                }
                // Touched without a change, or not to be read now: saving looks again.
                Ok(_) | Err(_) => {}
            }
        }
    }

    /// Takes what a plan's file holds now, as one step.
    fn reload(&mut self, key: PlanKey) {
        let Some(index) = self.index_of(key) else { return };
        let Some(path) = self.plans[index].path.clone() else { return };
        match store::open_stamped(&path) {
            Ok((plan, stamp)) => {
                self.active = Some(index);
                self.replace(plan.clone(), Text::key("step.reload"));
                let open = &mut self.plans[index];
                open.saved = Some(plan);
                open.disk.stamp = Some(stamp);
                open.disk.glance = store::glance(&path);
                if self.prompt.as_ref().is_some_and(|prompt| prompt.plan == key) {
                    self.prompt = None;
                }
            }
            Err(error) => self.error(error.to_string()),
        }
    }

    /// Leaves a changed file alone: the plan is no longer what is saved.
    fn leave_changed(&mut self, key: PlanKey) {
        if let Some(index) = self.index_of(key) {
            self.plans[index].saved = None;
        }
    }
}
