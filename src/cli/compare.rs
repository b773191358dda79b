//! `compare`: plans side by side, what each is worth and the inputs in which it differs from the first.

use super::args::CompareArgs;
use super::json::{Json, Object, print};
use super::table::{Align, Table};
use super::{Answer, Asked, Failure, PlanArgs, json};
use crate::engine::{Advice, Solution};
use crate::figure::{MEASURES, Measure, MeasureKind};
use crate::plan::{Difference, Unit, Value, differences};
use crate::words::tr;

/// A plan that is compared, and what was found of it.
struct Found {
    asked: Asked,
    solution: Solution,
    advice: Advice,
}

pub(super) fn run(args: &CompareArgs) -> Result<Answer, Failure> {
    let CompareArgs { base, others, set, what_if, json } = args;
    let load = |path: &std::path::Path, what_if: Vec<String>| {
        super::load(&PlanArgs {
            plan: Some(path.to_owned()),
            set: set.clone(),
            prices: None,
            what_if,
        })
    };
    let mut all = vec![load(base, Vec::new())?];
    for other in others {
        all.push(load(other, Vec::new())?);
    }
    for name in what_if {
        all.push(load(base, vec![name.clone()])?);
    }
    if all.len() < 2 {
        let why = "name a second plan, or a --what-if to hold the first against";
        return Err(Failure::Invalid(format!("nothing to compare with: {why}")));
    }
    let found: Vec<Found> = all.into_iter().map(found).collect::<Result<_, _>>()?;
    Ok(if *json { print(&object(&found)).into() } else { text(&found).into() })
}

fn found(asked: Asked) -> Result<Found, Failure> {
    let (solution, _) = super::solved(&asked.plan)?;
    let (advice, _) = super::advised(&asked.plan)?;
    Ok(Found { asked, solution, advice })
}

fn name(found: &Found) -> String {
    found.asked.clone().named().name
}

/// The measures as a table with a column for each plan, then what differs from the first.
fn text(found: &[Found]) -> String {
    let Some((base, others)) = found.split_first() else { return String::new() };
    let mut text = format!("{}\n", tr("cli.basis"));
    for (at, of) in found.iter().enumerate() {
        text.extend([letter(at), "  ".to_owned(), name(of), "\n".to_owned()]);
    }
    let mut columns = vec![Align::Left];
    columns.resize(1 + 2 * found.len() - 1, Align::Right);
    let mut table = Table::new(&columns);
    let mut heads = vec![String::new(), letter(0)];
    heads.extend((1..found.len()).flat_map(|at| [letter(at), format!("{} − A", letter(at))]));
    table.row(&heads);
    for measure in &MEASURES {
        let now = figure(measure, base);
        let mut cells = vec![tr(measure.label).to_owned(), shown(measure.kind, now)];
        for other in others {
            let then = figure(measure, other);
            cells.push(shown(measure.kind, then));
            let more = now.zip(then).map(|(now, then)| then - now);
            cells.push(more.map_or_else(String::new, |more| measure.kind.difference(more)));
        }
        table.row(&cells);
    }
    text.extend(["\n".to_owned(), table.to_string()]);
    for (at, other) in others.iter().enumerate() {
        let apart = differences(&base.asked.plan, &other.asked.plan);
        let head = format!("\n{} {}\n", tr("cli.compare.inputs"), letter(at + 1));
        text.extend([head, inputs(&apart).to_string()]);
    }
    text
}

/// `A` for the first plan, `B` for the second.
fn letter(at: usize) -> String {
    u8::try_from(at)
        .ok()
        .filter(|at| *at < 26)
        .map_or_else(|| (at + 1).to_string(), |at| char::from(b'A' + at).to_string())
}

fn shown(kind: MeasureKind, value: Option<f64>) -> String {
    value.map_or_else(|| tr("cli.none").to_owned(), |value| kind.shown(value))
}

fn figure(measure: &Measure, found: &Found) -> Option<f64> {
    measure.of(&found.solution, Some(&found.advice))
}

fn inputs(apart: &[Difference]) -> Table {
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Right, Align::Right]);
    for of in apart {
        let absent = || tr("cli.compare.absent").to_owned();
        let value = |value: &Option<Value>| {
            value.as_ref().map_or_else(absent, |value| {
                said(of.info.map_or(Unit::None, |info| info.unit), value)
            })
        };
        let [base, other] = of.shown();
        let label = of.info.map_or("cli.compare.item", |info| info.label);
        table.row(&[of.name.clone(), tr(label).to_owned(), value(&base), value(&other)]);
    }
    table
}

fn said(unit: Unit, value: &Value) -> String {
    let figure = |value: f64| {
        let shown = value * unit.shown_factor();
        let plain = format!("{}", (shown * 1e9).round() / 1e9);
        format!("{plain} {}", tr(unit.key())).trim_end().to_owned()
    };
    match value {
        Value::Number(value) => figure(*value),
        Value::Count(value) => figure(f64::from(*value)),
        Value::Choice(key) => tr(&format!("choice.{key}")).to_owned(),
        Value::Month(month) => month.to_string(),
        Value::Text(text) => text.clone(),
        Value::Curve(points) => {
            tr("cli.compare.points_of_curve").replace("{count}", &points.len().to_string())
        }
    }
}

fn object(found: &[Found]) -> Object {
    let mut object = Object::default();
    object.put("app_version", env!("CARGO_PKG_VERSION")).put("basis", tr("cli.basis"));
    let Some(base) = found.first() else { return object };
    let plans: Vec<Object> = found.iter().map(|of| plan(base, of)).collect();
    object.put("plans", plans);
    object
}

/// A plan with its headline, what that is over the first plan's, and the inputs in which it differs.
fn plan(base: &Found, of: &Found) -> Object {
    let (mut headline, mut over) = (Object::default(), Object::default());
    for measure in &MEASURES {
        let (now, then) = (figure(measure, base), figure(measure, of));
        headline.put(measure.name, then);
        over.put(measure.name, now.zip(then).map(|(now, then)| then - now));
    }
    let apart = differences(&base.asked.plan, &of.asked.plan);
    let mut object = Object::default();
    object
        .put("plan", json::about(&of.asked.plan))
        .put("what_ifs", of.asked.what_ifs.clone())
        .put("headline", headline)
        .put("difference_to_base", over)
        .put("inputs_that_differ", apart.iter().map(input).collect::<Vec<_>>());
    object
}

fn input(of: &Difference) -> Object {
    let value = |value: &Option<Value>| -> Json {
        match value {
            None => Json::Null,
            Some(Value::Number(value)) => (*value).into(),
            Some(Value::Count(value)) => (*value).into(),
            Some(Value::Choice(key)) => (*key).into(),
            Some(Value::Month(month)) => month.to_string().into(),
            Some(Value::Text(text)) => text.as_str().into(),
            Some(Value::Curve(points)) => points
                .iter()
                .map(|point| {
                    let mut object = Object::default();
                    object.put("month", point.month.to_string()).put("value", point.value);
                    object
                })
                .collect::<Vec<_>>()
                .into(),
        }
    };
    let mut object = Object::default();
    object
        .put("field", of.field.to_string())
        .put("item", of.name.as_str())
        .put("base", value(&of.base))
        .put("other", value(&of.other));
    object
}
