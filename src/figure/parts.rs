//! What every builder uses: texts of a chart by its id, series from a ledger, axes and events of a plan.

use crate::engine::{LineId, Run};
use crate::figure::{Axis, Event, Figure, Role, Series, month_x};
use crate::format::{self, Month};
use crate::plan::Plan;
use crate::words::{Arg, Text, say, tr};

/// Keys of the texts of one chart.
pub(super) struct Texts {
    pub id: &'static str,
    pub title: &'static str,
    pub subtitle: &'static str,
    pub empty: &'static str,
}

/// The texts of the chart of an id.
macro_rules! texts {
    ($id:literal) => {
        $crate::figure::parts::Texts {
            id: $id,
            title: concat!("figure.", $id, ".title"),
            subtitle: concat!("figure.", $id, ".subtitle"),
            empty: concat!("figure.", $id, ".empty"),
        }
    };
}
pub(super) use texts;

/// What a chart's figures stand on, said in its source line.
#[derive(Clone, Copy)]
pub(super) enum Basis {
    /// Megawatts and markets, which no tax touches.
    Plain,
    /// Money.
    Money,
}

impl Texts {
    /// A figure with its words and nothing drawn yet; `args` fill the places of title and subtitle.
    pub fn figure(&self, plan: &Plan, basis: Basis, args: &[(&'static str, Arg)]) -> Figure {
        Figure {
            id: self.id,
            title: text(self.title, args),
            subtitle: text(self.subtitle, args),
            source: source(plan, basis),
            empty: tr(self.empty).to_owned(),
            ..Figure::default()
        }
    }
}

fn source(plan: &Plan, basis: Basis) -> String {
    let key = match basis {
        Basis::Plain => "figure.source.plain",
        Basis::Money => "figure.source.money",
    };
    let version = Arg::Name(env!("CARGO_PKG_VERSION").to_owned());
    text(key, &[("version", version), ("name", Arg::Name(plan.name.clone()))])
}

/// Adds where published figures come from to a chart's source line.
pub(super) fn add_source(figure: &mut Figure, more: &str) {
    figure.source.push_str(" · ");
    figure.source.push_str(more);
}

/// The text of a key with its places filled.
pub(super) fn text(key: &'static str, args: &[(&'static str, Arg)]) -> String {
    say(&Text { key, args: args.to_vec() })
}

/// Whose figures a chart shows, as the argument of its subtitle.
pub(super) fn of_plan(label: &str) -> [(&'static str, Arg); 1] {
    [("plan", Arg::Name(label.to_owned()))]
}

/// Megawatts with their unit: whole where they are, else to a tenth.
pub(super) fn mw(value: f64) -> String {
    let whole = (value - value.round()).abs() < 0.05 || value >= 100.0;
    format!("{} {}", format::number(value, u8::from(!whole)), tr("unit.mw"))
}

/// What makes USD the million USD of the axes.
pub(super) const TO_MILLION: f64 = 1e-6;

/// USD as the million USD of the axes.
pub(super) fn million(usd: f64) -> f64 {
    usd / 1e6
}

/// A series whose name is the text of its key.
pub(super) fn series(key: &str, role: Role, points: Vec<(f64, f64)>) -> Series {
    named(key, tr(&format!("figure.series.{key}")), role, points)
}

/// A series with a name of its own.
pub(super) fn named(key: &str, name: &str, role: Role, points: Vec<(f64, f64)>) -> Series {
    Series { key: key.to_owned(), name: name.to_owned(), role, points, ..Series::default() }
}

/// The series that are ever other than zero.
pub(super) fn in_use(series: impl IntoIterator<Item = Series>) -> Vec<Series> {
    let used = |series: &Series| series.points.iter().any(|(_, value)| value.abs() > 1e-9);
    series.into_iter().filter(used).collect()
}

/// A ledger line by calendar year, each value times `scale`.
pub(super) fn by_year(run: &Run, line: LineId, scale: f64) -> Vec<(f64, f64)> {
    let years = run.ledger.by_year(line).into_iter();
    years.map(|(year, value)| (f64::from(year), value * scale)).collect()
}

/// A ledger line by month, each value times `scale`.
pub(super) fn by_month(run: &Run, line: LineId, scale: f64) -> Vec<(f64, f64)> {
    months(run.ledger.start, run.ledger.series(line).iter().map(|value| value * scale))
}

/// Values of the months from `start` on.
pub(super) fn months(start: Month, values: impl IntoIterator<Item = f64>) -> Vec<(f64, f64)> {
    let first = month_x(start);
    values.into_iter().enumerate().map(|(m, value)| (first + m as f64, value)).collect()
}

/// The same with months at zero left as gaps.
pub(super) fn months_above_zero(start: Month, values: &[f64]) -> Vec<(f64, f64)> {
    months(start, values.iter().map(|value| if *value > 0.0 { *value } else { f64::NAN }))
}

/// Values of a plan's months gathered by calendar year.
pub(super) fn gather(plan: &Plan, values: &[f64], join: fn(f64, f64) -> f64) -> Vec<(f64, f64)> {
    let mut years: Vec<(f64, f64)> = Vec::new();
    for (month, value) in plan.months().zip(values) {
        let year = f64::from(month.year());
        match years.last_mut().filter(|(of, _)| *of == year) {
            Some((_, sum)) => *sum = join(*sum, *value),
            None => years.push((year, *value)),
        }
    }
    years
}

/// The calendar years of a plan; where it does not fill the first or the last, the title says so.
pub(super) fn years_axis(plan: &Plan) -> Axis {
    let last = plan.end().plus(-1);
    let mut axis = Axis::years(plan.start.year(), last.year());
    if plan.start.month() != 1 || last.month() != 12 {
        let args = [("first", Arg::Month(plan.start)), ("last", Arg::Month(last))];
        axis.title = text("figure.years.partial", &args);
    }
    axis
}

/// The months of a plan.
pub(super) fn months_axis(plan: &Plan) -> Axis {
    Axis::months(plan.start, plan.end())
}

/// The halvings within a run, on either axis of time.
pub(super) fn halvings(axis: &Axis, run: &Run) -> Vec<Event> {
    let months = run.detail.halvings.iter().map(|month| run.ledger.start.plus(*month as i32));
    months.map(|month| halving(axis, month)).collect()
}

/// A halving in `month`.
pub(super) fn halving(axis: &Axis, month: Month) -> Event {
    Event { x: axis.x_of_month(month), label: tr("figure.event.halving").to_owned() }
}

/// The end of something named, where it falls within the plan.
pub(super) fn end(axis: &Axis, plan: &Plan, name: &str, month: Month) -> Option<Event> {
    (plan.start < month && month < plan.end()).then(|| Event {
        x: axis.x_of_month(month),
        label: text("figure.event.ends", &[("name", Arg::Name(name.to_owned()))]),
    })
}
