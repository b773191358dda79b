//! The thread that computes: newest first, older generations dropped.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::{Compute, PlanKey, Results};
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
}

impl Worker {
    /// Starts the thread; `repaint` wakes the window when an answer is there.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(compute: Compute, repaint: Arc<dyn Fn() + Send + Sync>) -> io::Result<Self> {
        let (jobs, to_do) = unbounded();
        let (done, answers) = unbounded();
        let work = move || work(compute, &to_do, &done, &*repaint);
        thread::Builder::new().name("compute".to_owned()).spawn(work)?;
        Ok(Self { jobs, answers })
    }

    /// Asks for a plan; an older generation of the same plan is dropped.
    pub fn ask(&self, key: PlanKey, generation: u64, plan: Plan) {
        if self.jobs.send(Job { key, generation, plan }).is_err() {
            tracing::error!("the thread that computes has ended; save and start again");
        }
    }

    /// The next answer that is there, without waiting.
    pub fn poll(&self) -> Option<Answer> {
        self.answers.try_recv().ok()
    }

    /// The next answer, waiting up to `longest` for it.
    pub fn wait(&self, longest: Duration) -> Option<Answer> {
        self.answers.recv_timeout(longest).ok()
    }
}

fn work(compute: Compute, to_do: &Receiver<Job>, done: &Sender<Answer>, repaint: &dyn Fn()) {
    let mut waiting: Vec<Job> = Vec::new();
    loop {
        if waiting.is_empty() {
            let Ok(job) = to_do.recv() else { return };
            waiting.push(job);
        }
        take_new(&mut waiting, to_do);
        let Some(Job { key, generation, plan }) = waiting.pop() else { continue };
        let mut closed = false;
        let mut give = |results| {
            take_new(&mut waiting, to_do);
            let wanted = waiting.iter().all(|job| job.key != key);
            if wanted {
                closed = done.send(Answer { key, generation, results }).is_err();
                repaint();
            }
            wanted && !closed
        };
        let computed = panic::catch_unwind(AssertUnwindSafe(|| compute(&plan, &mut give)));
        if computed.is_err() {
            let failure = Some(words::tr("message.compute_failed").to_owned());
            // Wanted or not, there is nothing after it.
            let _wanted = give(Results { failure, ..Results::default() });
        }
        if closed {
            return;
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

    fn gated(plan: &Plan, give: &mut dyn FnMut(Results) -> bool) {
        COMPUTED.lock().unwrap().push(plan.name.clone());
        drop(GATE.lock().unwrap());
        let wanted = give(Results { partial: true, ..Results::default() });
        assert_eq!(wanted, plan.name != "first");
        if wanted {
            give(Results::default());
        }
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
        assert!(woken.load(Ordering::SeqCst) >= 3);
    }

    #[test]
    fn a_calculation_that_fails_is_told_and_the_next_one_runs() {
        fn fails_once(plan: &Plan, give: &mut dyn FnMut(Results) -> bool) {
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
