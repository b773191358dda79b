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
    /// Whether it gives way to every other job: a plan that is only compared with.
    aside: bool,
}

/// What the thread is told.
enum Order {
    /// Compute this.
    Compute(Box<Job>),
    /// Nobody waits for this plan any more.
    Forget(PlanKey),
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
    orders: Sender<Order>,
    answers: Receiver<Answer>,
    running: Running,
}

/// What is computed now.
type Running = Arc<Mutex<Option<Current>>>;

/// A job that is computed, and what ends it early.
#[derive(Debug)]
struct Current {
    key: PlanKey,
    generation: u64,
    aside: bool,
    control: Arc<Control>,
}

impl Worker {
    /// Starts the thread; `repaint` wakes the window when an answer is there.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(compute: Compute, repaint: Arc<dyn Fn() + Send + Sync>) -> io::Result<Self> {
        let (orders, to_do) = unbounded();
        let (done, answers) = unbounded();
        let running = Running::default();
        let bench = Bench { compute, to_do, done, running: Arc::clone(&running), repaint };
        thread::Builder::new().name("compute".to_owned()).spawn(move || bench.work())?;
        Ok(Self { orders, answers, running })
    }

    /// Asks for a plan; an older generation of the same plan is dropped, or cancelled where it runs.
    pub fn ask(&self, key: PlanKey, generation: u64, plan: Plan) {
        self.order(Order::Compute(Box::new(Job { key, generation, plan, aside: false })));
        self.cancel(|now| now.aside || (now.key == key && now.generation < generation));
    }

    /// Asks for a plan that gives way to those of [`Self::ask`], in the order of asking.
    pub fn ask_aside(&self, key: PlanKey, generation: u64, plan: Plan) {
        self.order(Order::Compute(Box::new(Job { key, generation, plan, aside: true })));
    }

    /// Drops a plan that nobody waits for any more, also where it runs.
    pub fn forget(&self, key: PlanKey) {
        self.order(Order::Forget(key));
        self.cancel(|now| now.key == key);
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_err() {
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

    fn cancel(&self, which: impl Fn(&Current) -> bool) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(now) = running.as_ref().filter(|now| which(now)) {
            now.control.cancel();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.cancel(|_| true);
    }
}

/// The thread's side of the worker.
struct Bench {
    compute: Compute,
    to_do: Receiver<Order>,
    done: Sender<Answer>,
    running: Running,
    repaint: Arc<dyn Fn() + Send + Sync>,
}

impl Bench {
    fn work(&self) {
        let mut waiting: Vec<Job> = Vec::new();
        loop {
            if waiting.is_empty() {
                let Ok(order) = self.to_do.recv() else { return };
                take(&mut waiting, order);
            }
            // Under the lock a job is either taken with what was asked for meanwhile, or cancelled by it.
            let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
            while let Ok(order) = self.to_do.try_recv() {
                take(&mut waiting, order);
            }
            let Some(job) = waiting.pop() else { continue };
            let Job { key, generation, aside, .. } = job;
            let control = Arc::new(Control::default());
            *running = Some(Current { key, generation, aside, control: Arc::clone(&control) });
            drop(running);
            self.compute(&job, &control);
            *self.running.lock().unwrap_or_else(PoisonError::into_inner) = None;
            // One that gave way goes on later; where it was forgotten, the order to forget it follows.
            if aside && control.is_cancelled() {
                let after = waiting.iter().filter(|other| other.aside).count();
                waiting.insert(after, job);
            }
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

/// Takes an order: of each plan the newest job waits, the last asked at the end, where the next one is taken from;
/// those that give way stand before all others, the first asked last.
fn take(waiting: &mut Vec<Job>, order: Order) {
    let key = match &order {
        Order::Compute(job) => job.key,
        Order::Forget(key) => *key,
    };
    waiting.retain(|other| other.key != key);
    match order {
        Order::Compute(job) if job.aside => waiting.insert(0, *job),
        Order::Compute(job) => waiting.push(*job),
        Order::Forget(_) => {}
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

    #[test]
    fn those_that_give_way_come_last_in_their_order_and_only_where_they_are_wanted() {
        let mut waiting = Vec::new();
        let job = |key, aside| {
            let plan = testing::plan();
            Order::Compute(Box::new(Job { key: PlanKey(key), generation: 1, plan, aside }))
        };
        for order in [job(1, true), job(2, true), job(3, false), job(4, true), job(5, false)] {
            take(&mut waiting, order);
        }
        take(&mut waiting, Order::Forget(PlanKey(2)));
        let mut order = Vec::new();
        while let Some(job) = waiting.pop() {
            order.push(job.key.0);
        }
        assert_eq!(order, [5, 3, 1, 4]);
    }

    /// Ends early where it is cancelled; the first run of an aside job waits until it is.
    fn gives_way(plan: &Plan, control: &Control, give: &mut dyn FnMut(Results)) {
        let first = {
            let mut began = BEGAN.lock().unwrap();
            began.push(plan.name.clone());
            began.iter().filter(|name| **name == "aside").count() == 1
        };
        while plan.name == "aside" && first && !control.is_cancelled() {
            thread::yield_now();
        }
        give(Results::default());
    }

    static BEGAN: Mutex<Vec<String>> = Mutex::new(Vec::new());

    #[test]
    fn a_comparison_gives_way_to_an_edit_and_goes_on_after_it() {
        let worker = Worker::start(gives_way, Arc::new(|| {})).unwrap();
        worker.ask_aside(PlanKey(1), 1, named("aside"));
        while BEGAN.lock().unwrap().is_empty() {
            thread::yield_now();
        }
        worker.ask(PlanKey(2), 2, named("edit"));
        let came: Vec<u64> = (0..2).map(|_| worker.wait(LONG).unwrap().key.0).collect();
        assert_eq!(came, [2, 1]);
        assert_eq!(*BEGAN.lock().unwrap(), ["aside", "edit", "aside"]);
    }
}
