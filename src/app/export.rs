//! Files written aside: pictures take their time, and the window goes on meanwhile.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, TryRecvError, bounded};

use super::{MessageKind, OpenPlan, State};
use crate::engine::{Advice, Solution};
use crate::export::{self, Format, HandOver, Named, Style};
use crate::figure::{ChartContext, Figure};
use crate::plan::Plan;
use crate::store;
use crate::words::{Arg, Text, say, tr};

/// What is to be written, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The folder; it is made where it is not there.
    pub folder: PathBuf,
    /// The folder that is offered the next time.
    pub remember: PathBuf,
    /// What to write there.
    pub content: Content,
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// One chart.
    Chart {
        /// Its file name with the ending.
        name: String,
        /// The chart.
        figure: Box<Figure>,
        /// The format.
        format: Format,
        /// Size and looks.
        style: Style,
        /// Pixels of a PNG for each px of the style.
        sharpness: f32,
    },
    /// Many files of the active plan.
    Plan(Box<HandOver>),
}

/// The files of a plan that are written aside, all it takes to make them.
struct Package {
    all: HandOver,
    plan: Plan,
    solution: Arc<Solution>,
    advice: Option<Arc<Advice>>,
    what_ifs: Vec<String>,
}

impl Package {
    fn context(&self) -> ChartContext<'_> {
        let Self { plan, solution, advice, what_ifs, .. } = self;
        ChartContext { plan, solution, advice: advice.as_deref(), what_ifs }
    }
}

/// How it ended: what to tell.
type Told = (MessageKind, String);

/// What writes aside, one order at a time.
pub(super) struct Scribe {
    repaint: Arc<dyn Fn() + Send + Sync>,
    pending: Option<Receiver<Told>>,
}

impl fmt::Debug for Scribe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scribe")
            .field("is_writing", &self.pending.is_some())
            .finish_non_exhaustive()
    }
}

impl Scribe {
    pub(super) fn new(repaint: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { repaint, pending: None }
    }

    fn start(&mut self, work: impl FnOnce() -> Told + Send + 'static) -> Result<(), String> {
        let (give, told) = bounded(1);
        let repaint = Arc::clone(&self.repaint);
        let write = move || {
            // The window may have closed meanwhile; then nobody needs to know.
            let _sent = give.send(work());
            repaint();
        };
        thread::Builder::new()
            .name("export".to_owned())
            .spawn(write)
            .map_err(|error| error.to_string())?;
        self.pending = Some(told);
        Ok(())
    }

    fn poll(&mut self) -> Option<Told> {
        let told = match self.pending.as_ref()?.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => {
                (MessageKind::Error, tr("message.export_stopped").to_owned())
            }
            Ok(told) => told,
        };
        self.pending = None;
        Some(told)
    }
}

impl State {
    /// Whether files are being written.
    pub const fn is_writing(&self) -> bool {
        self.scribe.pending.is_some()
    }

    /// The charts of the active plan; none before its results are there.
    pub fn charts(&self) -> Vec<Named> {
        let Some(open) = self.active() else { return Vec::new() };
        let what_ifs = names(open);
        context(open, &what_ifs).map_or_else(Vec::new, |context| export::named(&context))
    }

    /// Takes an order; what came of it is told when all is written.
    pub(super) fn write(&mut self, order: Order) {
        let Order { folder, remember, content } = order;
        if self.is_writing() {
            return;
        }
        self.settings.export_folder = Some(remember);
        self.keep_settings();
        let started = match content {
            Content::Chart { name, figure, format, style, sharpness } => {
                self.scribe.start(move || {
                    let put = || -> Result<PathBuf, String> {
                        let bytes = format.bytes(&figure, &style, sharpness);
                        let bytes = bytes.map_err(|error| error.to_string())?;
                        let path = folder.join(name);
                        store::create_folder(&folder).map_err(|error| error.to_string())?;
                        store::write_atomically(&path, &bytes)
                            .map_err(|error| error.to_string())?;
                        Ok(path)
                    };
                    match put() {
                        Ok(path) => {
                            let text = Text::key("message.exported");
                            let path = Arg::Name(path.display().to_string());
                            (MessageKind::Info, say(&text.with("path", path)))
                        }
                        Err(why) => (MessageKind::Error, why),
                    }
                })
            }
            Content::Plan(all) => {
                let Some(package) = self.active().and_then(|open| package(open, *all)) else {
                    return;
                };
                self.scribe.start(move || write_all(&package, &folder))
            }
        };
        if let Err(why) = started {
            self.error(why);
        }
    }

    /// Tells what came of an order, once it is known; returns whether it was.
    pub(super) fn poll_writing(&mut self) -> bool {
        let Some((kind, text)) = self.scribe.poll() else { return false };
        self.tell(kind, text);
        true
    }
}

/// What charts of a plan are made from, where its results are there: the plan that they are of.
fn context<'a>(open: &'a OpenPlan, what_ifs: &'a [String]) -> Option<ChartContext<'a>> {
    let solution = open.results.solution.as_deref().filter(|_| open.is_current())?;
    let advice = open.results.advice.as_deref();
    Some(ChartContext { plan: open.seen(), solution, advice, what_ifs })
}

/// Names of the what-ifs that lie over a plan.
fn names(open: &OpenPlan) -> Vec<String> {
    open.what_ifs().iter().map(|what_if| what_if.name.clone()).collect()
}

/// All that the files of a plan are made from, to be taken aside.
fn package(open: &OpenPlan, all: HandOver) -> Option<Package> {
    let solution = open.results.solution.clone().filter(|_| open.is_current())?;
    let plan = Plan {
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        headline: super::files::headline_of(&open.results),
        ..open.seen().clone()
    };
    Some(Package {
        all,
        plan,
        solution,
        advice: open.results.advice.clone(),
        what_ifs: names(open),
    })
}

fn write_all(package: &Package, folder: &std::path::Path) -> Told {
    let context = package.context();
    let charts = export::named(&context);
    let files = package.all.files(&charts);
    let mut written = 0;
    let mut put = || -> Result<(), String> {
        store::create_folder(folder).map_err(|error| error.to_string())?;
        for file in &files {
            let bytes = package.all.bytes(file, &charts, &context);
            let bytes = bytes.map_err(|error| error.to_string())?;
            store::write_atomically(&folder.join(&file.name), &bytes)
                .map_err(|error| error.to_string())?;
            written += 1;
        }
        Ok(())
    };
    let result = put();
    let with = |key: &'static str| {
        Text::key(key)
            .with("written", Arg::Quantity(f64::from(written), 0, ""))
            .with("count", Arg::Quantity(files.len() as f64, 0, ""))
            .with("path", Arg::Name(folder.display().to_string()))
    };
    match result {
        Ok(()) => (MessageKind::Info, say(&with("message.exported_all"))),
        Err(why) => {
            let text = with("message.exported_some").with("why", Arg::Name(why));
            (MessageKind::Error, say(&text))
        }
    }
}
