//! The thread that computes: newest first, older generations dropped.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::{Compute, PlanKey, Results};
use crate::engine::advice::Control;
use crate::plan::Plan;
use crate::words;

/// A plan to compute.
struct Job {
    key: PlanKey,
    generation: u64,
    plan: Plan,
}

/// Results of a job, whole or in part.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The plan.
    pub key: PlanKey,
    /// The generation that was asked for.
    pub generation: u64,
    /// What is known of it.
    pub results: Results,
}

/// The thread that computes; it ends when this is dropped.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    answers: Receiver<Answer>,
    running: Running,
}

/// The plan and generation computed now, and what ends it early.
type Running = Arc<Mutex<Option<(PlanKey, u64, Arc<Control>)>>>;

impl Worker {
    /// Starts the thread; `repaint` wakes the window when an answer is there.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(compute: Compute, repaint: Arc<dyn Fn() + Send + Sync>) -> io::Result<Self> {
        let (jobs, to_do) = unbounded();
        let (done, answers) = unbounded();
        let running = Running::default();
        let bench = Bench { compute, to_do, done, running: Arc::clone(&running), repaint };
        thread::Builder::new().name("compute".to_owned()).spawn(move || bench.work())?;
        Ok(Self { jobs, answers, running })
    }

    /// Asks for a plan; an older generation of the same plan is dropped, or cancelled where it runs.
    pub fn ask(&self, key: PlanKey, generation: u64, plan: Plan) {
        if self.jobs.send(Job { key, generation, plan }).is_err() {
            tracing::error!("the thread that computes has ended; save and start again");
        }
        self.cancel(|running, older| running == key && older < generation);
    }

    /// The next answer that is there, without waiting.
    pub fn poll(&self) -> Option<Answer> {
        self.answers.try_recv().ok()
    }

    /// The next answer, waiting up to `longest` for it.
    pub fn wait(&self, longest: Duration) -> Option<Answer> {
        self.answers.recv_timeout(longest).ok()
    }

    fn cancel(&self, which: impl Fn(PlanKey, u64) -> bool) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((key, generation, control)) = &*running
            && which(*key, *generation)
        {
            control.cancel();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.cancel(|_, _| true);
    }
}

/// The thread's side of the worker.
struct Bench {
    compute: Compute,
    to_do: Receiver<Job>,
    done: Sender<Answer>,
    running: Running,
    repaint: Arc<dyn Fn() + Send + Sync>,
}

impl Bench {
    fn work(&self) {
        let mut waiting: Vec<Job> = Vec::new();
        loop {
            if waiting.is_empty() {
                let Ok(job) = self.to_do.recv() else { return };
                waiting.push(job);
            }
            // Under the lock a job is either taken with what was asked for meanwhile, or cancelled by it.
            let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            take_new(&mut waiting, &self.to_do);
            let Some(job) = waiting.pop() else { continue };
            let control = Arc::new(Control::default());
            *running = Some((job.key, job.generation, Arc::clone(&control)));
            drop(running);
            self.compute(&job, &control);
            *self.running.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    fn compute(&self, job: &Job, control: &Control) {
        let (key, generation) = (job.key, job.generation);
        let mut give = |results| {
            let answer = Answer { key, generation, results };
            if !control.is_cancelled() && self.done.send(answer).is_ok() {
                (self.repaint)();
            }
        };
        let computed = AssertUnwindSafe(|| (self.compute)(&job.plan, control, &mut give));
        if panic::catch_unwind(computed).is_err() {
            let failure = Some(words::tr("message.compute_failed").to_owned());
            give(Results { failure, ..Results::default() });
        }
    }
}

/// Takes what was asked for meanwhile: of each plan the newest, the last asked at the end.
fn take_new(waiting: &mut Vec<Job>, to_do: &Receiver<Job>) {
    while let Ok(job) = to_do.try_recv() {
        waiting.retain(|other| other.key != job.key);
        waiting.push(job);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::plan::testing;

    const LONG: Duration = Duration::from_secs(20);

    /// The first job waits here until the test has asked for the others.
    static GATE: Mutex<()> = Mutex::new(());
    static COMPUTED: Mutex<Vec<String>> = Mutex::new(Vec::new());

    fn gated(plan: &Plan, control: &Control, give: &mut dyn FnMut(Results)) {
        COMPUTED.lock().unwrap().push(plan.name.clone());
        drop(GATE.lock().unwrap());
        assert_eq!(control.is_cancelled(), plan.name == "first");
        give(Results { partial: true, ..Results::default() });
        give(Results::default());
    }

    fn named(name: &str) -> Plan {
        Plan { name: name.to_owned(), ..testing::plan() }
    }

    #[test]
    fn older_generations_are_dropped_and_the_last_asked_comes_first() {
        let woken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&woken);
        let repaint = move || {
            count.fetch_add(1, Ordering::SeqCst);
        };
        let worker = Worker::start(gated, Arc::new(repaint)).unwrap();
        let (one, other) = (PlanKey(1), PlanKey(2));
        {
            let _closed = GATE.lock().unwrap();
            worker.ask(one, 1, named("first"));
            while COMPUTED.lock().unwrap().is_empty() {
                thread::yield_now();
            }
            worker.ask(other, 1, named("other"));
            worker.ask(one, 2, named("second"));
            worker.ask(one, 3, named("third"));
        }
        let answers: Vec<_> = (0..4)
            .map(|_| worker.wait(LONG).unwrap())
            .map(|answer| (answer.key.0, answer.generation, answer.results.partial))
            .collect();
        assert_eq!(answers, [(1, 3, true), (1, 3, false), (2, 1, true), (2, 1, false)]);
        assert_eq!(*COMPUTED.lock().unwrap(), ["first", "third", "other"]);
        assert!(worker.poll().is_none());
        // The last wake may still be on its way.
        assert!(woken.load(Ordering::SeqCst) >= 3);
    }

    #[test]
    fn a_calculation_that_fails_is_told_and_the_next_one_runs() {
        fn fails_once(plan: &Plan, _: &Control, give: &mut dyn FnMut(Results)) {
            assert!(plan.name != "fails", "as asked");
            give(Results::default());
        }
        let worker = Worker::start(fails_once, Arc::new(|| {})).unwrap();
        worker.ask(PlanKey(1), 1, named("fails"));
        assert!(worker.wait(LONG).unwrap().results.failure.is_some());
        worker.ask(PlanKey(1), 2, named("runs"));
        let answer = worker.wait(LONG).unwrap();
        assert!(answer.generation == 2 && answer.results.failure.is_none());
    }
}
