//! The value of a field at which a plan's net present value is zero.

use super::Failure;
use super::json::Object;
use crate::engine::value::{BreakEven, break_even};
use crate::format::{number, signed_money_usd};
use crate::plan::{FieldInfo, FieldRef, Plan};
use crate::words::{Arg, Text, say, tr};

/// What was found for a field.
pub(super) struct Found {
    field: FieldRef,
    info: &'static FieldInfo,
    at: BreakEven,
}

/// Searches the break-even of a field, written as for `--set`.
pub(super) fn of(plan: &Plan, field: &str) -> Result<Found, Failure> {
    let field: FieldRef = field
        .parse()
        .map_err(|error: crate::plan::fields::FieldRefError| Failure::Invalid(error.to_string()))?;
    let found = plan.info(&field).zip(break_even(plan, &field));
    let Some((info, at)) = found else {
        let text =
            Text::key("cli.break_even.no_number").with("field", Arg::Name(field.to_string()));
        return Err(Failure::Invalid(say(&text)));
    };
    Ok(Found { field, info, at })
}

impl Found {
    /// The break-even in words.
    pub(super) fn text(&self) -> String {
        let shown = |value: f64| {
            let figure = number(value * self.info.unit.shown_factor(), 2);
            Arg::Name(format!("{figure} {}", tr(self.info.unit.key())).trim_end().to_owned())
        };
        let usd = |usd: f64| Arg::Name(signed_money_usd(usd));
        let text = match self.at {
            BreakEven::At(value) => Text::key("cli.break_even.at").with("value", shown(value)),
            BreakEven::Nowhere { low, high } => Text::key("cli.break_even.nowhere")
                .with("low", shown(low.0))
                .with("low_usd", usd(low.1))
                .with("high", shown(high.0))
                .with("high_usd", usd(high.1)),
            BreakEven::Unmoved { left_usd } => {
                Text::key("cli.break_even.unmoved").with("usd", usd(left_usd))
            }
        };
        say(&text.with("field", Arg::Name(self.field.to_string())))
    }

    /// The break-even with stable names; the value is null where there is none.
    pub(super) fn object(&self) -> Object {
        let value = if let BreakEven::At(value) = self.at { Some(value) } else { None };
        let mut object = Object::default();
        object.put("field", self.field.to_string()).put("value", value).put("text", self.text());
        object
    }
}
