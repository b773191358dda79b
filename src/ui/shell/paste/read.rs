//! What a pasted table comes to for its target.

use super::Target;
use crate::app::Command;
use crate::format::DecimalSign;
use crate::plan::fields::Kind;
use crate::plan::{
    Change, CurvePoint, FieldRef, PastedLine, Plan, Value, read_column, read_curve, read_rows,
};
use crate::words::{Arg, Text};

/// What was read, and what using it does.
#[derive(Debug, Default)]
pub struct PastedTable {
    /// All lines.
    pub lines: Vec<PastedLine>,
    /// What holds of the whole.
    pub remarks: Vec<String>,
    /// Whether the decimal sign is to be asked.
    pub asks_sign: bool,
    /// The points of a curve.
    pub points: Vec<CurvePoint>,
    /// What to do; empty where nothing was read.
    pub commands: Vec<Command>,
}

impl PastedTable {
    /// How many lines were read and how many skipped.
    pub fn counts(&self) -> [usize; 2] {
        let lines = self.lines.iter().filter(|line| !line.is_cell);
        let (read, skipped): (Vec<_>, Vec<_>) = lines.partition(|line| line.read.is_ok());
        [read.len(), skipped.len()]
    }
}

/// Months from one line to the next of a curve of values alone.
pub fn step(field: &FieldRef) -> i32 {
    if field.key == "btc_annual_prices" { 12 } else { 1 }
}

/// Reads the text for its target.
pub fn read_table(text: &str, plan: &Plan, target: &Target, sign: DecimalSign) -> PastedTable {
    match target {
        Target::Field(field) => {
            let Some(info) = plan.info(field) else { return PastedTable::default() };
            let step_name = Text::key("step.set").with("field", Arg::Field(info.label));
            if info.kind != Kind::Curve {
                let read = read_column(text, plan, field, sign);
                let sets = read.values.into_iter().map(|(field, to)| Change::Set(field, to));
                let change = Change::All(sets.collect());
                let commands = only_if(change, |change| Command::EditAs(change, step_name));
                let (lines, remarks) = (read.lines, read.remarks);
                let asks_sign = read.asks_sign;
                return PastedTable { lines, remarks, asks_sign, points: Vec::new(), commands };
            }
            let read = read_curve(text, info, plan.start, step(field), sign);
            let points = read.values;
            let set = Change::Set(field.clone(), Value::Curve(points.clone()));
            let change = Change::All(if points.is_empty() { Vec::new() } else { vec![set] });
            let commands = only_if(change, |change| Command::EditAs(change, step_name));
            let (lines, remarks, asks_sign) = (read.lines, read.remarks, read.asks_sign);
            PastedTable { lines, remarks, asks_sign, points, commands }
        }
        Target::Rows(list) => {
            let read = read_rows(text, plan, *list, sign);
            let count = Arg::Name(read.values.len().to_string());
            let list_name = Arg::Field(super::list_key(*list));
            let of =
                |key| Text::key(key).with("count", count.clone()).with("list", list_name.clone());
            let first = read.values.first().map(|(owner, _)| owner.clone());
            let changes = read.values.into_iter().map(|(_, change)| change).collect();
            let (step, said) = (of("step.add_rows"), of("paste.added"));
            let mut commands =
                only_if(Change::All(changes), |change| Command::EditSaying { change, step, said });
            commands.extend(first.map(Command::Select));
            let (lines, remarks, asks_sign) = (read.lines, read.remarks, read.asks_sign);
            PastedTable { lines, remarks, asks_sign, points: Vec::new(), commands }
        }
    }
}

fn only_if(change: Change, command: impl FnOnce(Change) -> Command) -> Vec<Command> {
    match &change {
        Change::All(changes) if changes.is_empty() => Vec::new(),
        _ => vec![command(change)],
    }
}
