//! The thread that keeps copies of unsaved plans, for the next start after a crash; it never holds a frame up.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use crate::plan::Plan;
use crate::store::{self, Autosaves, SaveError, Stamp};

/// What the keeper is told.
pub enum Job {
    /// A plan has changed.
    Keep {
        /// Its copy.
        file: PathBuf,
        /// The plan.
        plan: Box<Plan>,
        /// Its own file.
        original: Option<PathBuf>,
        /// What its own file held when it was last read or written.
        stamp: Option<Stamp>,
    },
    /// A plan was saved or closed: its copy goes.
    Drop(PathBuf),
}

/// The thread that keeps copies; when this is dropped, what waits is written first.
pub struct Keeper {
    /// The copies of this window and those that crashes left.
    pub autosaves: Autosaves,
    jobs: Option<Sender<Job>>,
    failures: Receiver<String>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper").field("autosaves", &self.autosaves).finish_non_exhaustive()
    }
}

impl Keeper {
    /// Starts the thread, which writes a plan `after` its first change that is not written yet.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(
        autosaves: Autosaves,
        after: Duration,
        repaint: Arc<dyn Fn() + Send + Sync>,
    ) -> io::Result<Self> {
        let (jobs, to_do) = unbounded();
        let (fail, failures) = unbounded();
        let desk = Desk { after, to_do, fail, repaint, waiting: BTreeMap::new() };
        let thread = thread::Builder::new().name("autosave".to_owned()).spawn(|| desk.work())?;
        Ok(Self { autosaves, jobs: Some(jobs), failures, thread: Some(thread) })
    }

    /// Tells the thread; a newer job for the same copy replaces an older one.
    pub fn tell(&self, job: Job) {
        if self.jobs.as_ref().is_none_or(|jobs| jobs.send(job).is_err()) {
            tracing::error!("the thread that keeps copies has ended; save and start again");
        }
    }

    /// Why a copy could not be written, if one could not be since this was last asked.
    pub fn failure(&self) -> Option<String> {
        self.failures.try_iter().last()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.jobs = None;
        // The copies are whole before the lock on their folder goes.
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that keeps copies failed");
        }
    }
}

/// A plan that waits to be written.
struct Waiting {
    due: Instant,
    plan: Box<Plan>,
    original: Option<PathBuf>,
    stamp: Option<Stamp>,
}

/// The thread's side.
struct Desk {
    after: Duration,
    to_do: Receiver<Job>,
    fail: Sender<String>,
    repaint: Arc<dyn Fn() + Send + Sync>,
    waiting: BTreeMap<PathBuf, Waiting>,
}

impl Desk {
    fn work(mut self) {
        loop {
            match self.next_job() {
                Ok(job) => {
                    self.take(job);
                    // Newer jobs stand in for older ones before anything is written.
                    while let Ok(job) = self.to_do.try_recv() {
                        self.take(job);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    self.write(|_| true);
                    return;
                }
            }
            let now = Instant::now();
            self.write(|waiting| waiting.due <= now);
        }
    }

    /// The next job, or a timeout when a plan is due.
    fn next_job(&self) -> Result<Job, RecvTimeoutError> {
        match self.waiting.values().map(|waiting| waiting.due).min() {
            Some(due) => self.to_do.recv_deadline(due),
            None => self.to_do.recv().map_err(|_ended| RecvTimeoutError::Disconnected),
        }
    }

    fn take(&mut self, job: Job) {
        match job {
            Job::Keep { file, plan, original, stamp } => {
                let due = self.waiting.get(&file).map(|waiting| waiting.due);
                let due = due.unwrap_or_else(|| Instant::now() + self.after);
                self.waiting.insert(file, Waiting { due, plan, original, stamp });
            }
            Job::Drop(file) => {
                self.waiting.remove(&file);
                let removed = store::remove_autosave(&file);
                self.told(removed);
            }
        }
    }

    fn write(&mut self, which: impl Fn(&Waiting) -> bool) {
        let (now, later) =
            std::mem::take(&mut self.waiting).into_iter().partition(|(_, waiting)| which(waiting));
        self.waiting = later;
        let now: BTreeMap<PathBuf, Waiting> = now;
        for (file, Waiting { plan, original, stamp, .. }) in now {
            let written = store::autosave(&file, &plan, original.as_deref(), stamp);
            self.told(written);
        }
    }

    fn told(&self, done: Result<(), SaveError>) {
        if let Err(error) = done
            && self.fail.send(error.to_string()).is_ok()
        {
            (self.repaint)();
        }
    }
}
