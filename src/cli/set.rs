//! `--set FIELD=VALUE`: any field of the registry, its value read by the field's kind.

use super::Failure;
use super::near::near_fields;
use crate::format::{self, Month};
use crate::plan::fields::Kind;
use crate::plan::{Change, CurvePoint, FieldInfo, FieldRef, Plan, Unit, Value};

/// Sets a field as `FIELD=VALUE` says.
pub(super) fn apply(plan: &mut Plan, setting: &str) -> Result<(), Failure> {
    let Some((field, text)) = setting.split_once('=') else {
        return Err(wrong(setting, "write it as FIELD=VALUE, for example site.grid_mw=120"));
    };
    let unknown = || {
        let near = near_fields(plan, field.trim()).join(", ");
        wrong(
            setting,
            &format!("there is no field “{}” in this plan; near it are {near}", field.trim()),
        )
    };
    let field: FieldRef = field.parse().ok().ok_or_else(unknown)?;
    let info = plan.info(&field).ok_or_else(unknown)?;
    let value = value(info, text.trim()).map_err(|why| wrong(setting, &why))?;
    plan.apply(Change::Set(field, value)).map_err(|error| wrong(setting, &error.to_string()))
}

fn wrong(setting: &str, why: &str) -> Failure {
    Failure::Invalid(format!("cannot set “{setting}”: {why}"))
}

/// Reads the value of a field; the error says what the field takes.
fn value(info: &FieldInfo, text: &str) -> Result<Value, String> {
    match info.kind {
        Kind::Number { .. } => number(info, text).map(Value::Number),
        Kind::Count { .. } => {
            let value = number(info, text)?;
            if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) {
                Ok(Value::Count(value as u32))
            } else {
                Err("the field takes a whole number that is not negative".to_owned())
            }
        }
        Kind::Choice(keys) => {
            let found = keys.iter().find(|key| **key == text);
            found.map(|key| Value::Choice(key)).ok_or_else(|| {
                format!("“{text}” is none of its choices, which are {}", keys.join(", "))
            })
        }
        Kind::Month => month(text).map(Value::Month),
        Kind::Text => Ok(Value::Text(text.to_owned())),
        Kind::Curve => curve(info, text).map(Value::Curve),
    }
}

fn number(info: &FieldInfo, text: &str) -> Result<f64, String> {
    let is_share = matches!(info.unit, Unit::Share | Unit::SharePerYear | Unit::Ratio | Unit::None);
    if text.contains('%') && !is_share {
        return Err("the field is no share and takes no percentage".to_owned());
    }
    format::read(text, false).map(|reading| reading.value).map_err(|error| error.to_string())
}

fn month(text: &str) -> Result<Month, String> {
    text.parse().map_err(|error: format::MonthError| error.to_string())
}

/// Reads `2027-01:50,2028-01:45`; an empty text is a curve without points.
fn curve(info: &FieldInfo, text: &str) -> Result<Vec<CurvePoint>, String> {
    let point = |part: &str| {
        let (at, value) = part
            .split_once(':')
            .ok_or_else(|| "a curve is written as 2027-01:50,2028-01:45".to_owned())?;
        Ok(CurvePoint { month: month(at)?, value: number(info, value)? })
    };
    text.split(',').filter(|part| !part.trim().is_empty()).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    fn set(setting: &str) -> Result<Plan, String> {
        let mut plan = testing::plan();
        plan.leases = vec![testing::colocation("a")].into();
        apply(&mut plan, setting).map(|()| plan).map_err(|failure| {
            assert_eq!(failure.code(), 2);
            failure.to_string()
        })
    }

    #[test]
    fn values_are_read_by_the_kind_of_their_field() {
        assert_eq!(set("site.grid_mw=1.5k").unwrap().site.grid_mw, 1_500.0);
        assert_eq!(set("market.btc_price_usd = 0.1M").unwrap().market.btc_price_usd, 100_000.0);
        assert_eq!(set("finance.discount_rate=12%").unwrap().finance.discount_rate, 0.12);
        assert_eq!(set("finance.discount_rate=0.12").unwrap().finance.discount_rate, 0.12);
        assert_eq!(set("plan.horizon_months=20*12").unwrap().horizon_months, 240);
        assert_eq!(set("leases[a].start=2029-06").unwrap().leases[0].start, Month::new(2029, 6));
        assert_eq!(set("plan.name=a=b, c").unwrap().name, "a=b, c");
        let network = set("market.network=growth").unwrap().market.network.key();
        assert_eq!(network, "growth");
        let curve = set("market.hashprice_curve=2027-01:50, 2028-01:4*10").unwrap();
        let points = curve.get(&"market.hashprice_curve".parse().unwrap());
        let point = |year, value| CurvePoint { month: Month::new(year, 1), value };
        assert_eq!(points, Some(Value::Curve(vec![point(2027, 50.0), point(2028, 40.0)])));
    }

    #[test]
    fn what_cannot_be_set_is_told_with_what_can() {
        for (setting, expect) in [
            ("site.grid_mw", "write it as FIELD=VALUE"),
            ("site.grid_mv=3", "near it are site.grid_mw"),
            ("leases[b].start=2028-01", "leases[a].start"),
            ("nonsense=1", "there is no field “nonsense”"),
            ("market.c0_usd_per_ph_day=30", "there is no field"),
            ("site.grid_mw=much", "is not a number"),
            ("site.grid_mw=1,25", "can be read as"),
            ("site.grid_mw=50%", "no share"),
            ("plan.horizon_months=12.5", "whole number"),
            ("plan.horizon_months=-3", "whole number"),
            ("leases[a].start=soon", "write it as 2027-01"),
            ("leases[a].status=maybe", "its choices, which are signed, offer"),
            ("market.hashprice_curve=50", "written as 2027-01:50"),
        ] {
            let said = set(setting).unwrap_err();
            assert!(said.contains(expect), "{said}");
        }
    }
}
