//! What-ifs: named settings of fields that are laid over a plan without changing it.
//!
//! A few come with the program; a plan holds others of its own. Anything in the registry can be varied.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CurvePoint, FieldInfo, FieldRef, Lease, Note, Owner, Plan, Value, fields::Kind};
use crate::format::{Month, month_long};
use crate::words::{self, Arg, Text, tr};

/// A named list of settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// Permanent id; that of a built-in one is its name on the command line.
    pub id: String,
    /// Name.
    pub name: String,
    /// What is set, in order.
    pub settings: Vec<Setting>,
}

/// A field and the value it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The field.
    pub field: FieldRef,
    /// Its value.
    pub value: Given,
}

/// A value as the document holds it, without the field's own choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Given {
    /// A number in the field's unit.
    Number(f64),
    /// A whole number.
    Count(u32),
    /// Key of a choice.
    Choice(String),
    /// A month.
    Month(Month),
    /// Free text.
    Text(String),
    /// Points of a curve.
    Curve(Vec<CurvePoint>),
}

/// A what-if that cannot be laid over a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the what-if “{what_if}” sets {field}, which is not in this plan or takes another kind of value; change or delete it"
)]
pub struct WhatIfError {
    /// Its name.
    pub what_if: String,
    /// The field.
    pub field: FieldRef,
}

impl Given {
    /// The value as a field takes it; none where the field has no such choice.
    pub fn value(&self, info: &FieldInfo) -> Option<Value> {
        Some(match self {
            Self::Number(value) => Value::Number(*value),
            Self::Count(value) => Value::Count(*value),
            Self::Month(month) => Value::Month(*month),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Curve(points) => Value::Curve(points.clone()),
            Self::Choice(key) => {
                let Kind::Choice(keys) = info.kind else { return None };
                Value::Choice(keys.iter().find(|other| *other == key)?)
            }
        })
    }
}

impl From<Value> for Given {
    fn from(value: Value) -> Self {
        match value {
            Value::Number(value) => Self::Number(value),
            Value::Count(value) => Self::Count(value),
            Value::Choice(key) => Self::Choice(key.to_owned()),
            Value::Month(month) => Self::Month(month),
            Value::Text(text) => Self::Text(text),
            Value::Curve(points) => Self::Curve(points),
        }
    }
}

/// How many months a tenant stays in the plan before it leaves, where nobody says when.
const MONTHS_BEFORE_LEAVING: i32 = 24;

impl WhatIf {
    fn of(id: &str, name: String, settings: Vec<(Owner, &str, Given)>) -> Self {
        let settings = settings
            .into_iter()
            .map(|(owner, key, value)| Setting { field: FieldRef::new(owner, key), value })
            .collect();
        Self { id: id.to_owned(), name, settings }
    }

    /// The what-ifs that come with the program, for this plan.
    pub fn built_in(plan: &Plan) -> Vec<Self> {
        let factor = |id: &str, name: &str, key: &'static str, from: &'static str, value: f64| {
            let settings = vec![
                (Owner::Market, key, Given::Number(value)),
                (Owner::Market, from, Given::Month(plan.start)),
            ];
            Self::of(id, tr(name).to_owned(), settings)
        };
        let mut all = vec![
            factor(
                "hashprice-half",
                "what_if.hashprice_half",
                "hashprice_factor",
                "hashprice_factor_from",
                0.5,
            ),
            factor(
                "power-up-50",
                "what_if.power_up_50",
                "power_price_factor",
                "power_price_factor_from",
                1.5,
            ),
            Self::of(
                "gpu-rent-down-35",
                tr("what_if.gpu_rent_down_35").to_owned(),
                vec![(Owner::Market, "gpu_rate_decline_per_year", Given::Number(0.35))],
            ),
        ];
        all.extend(plan.leases.iter().map(|lease| {
            let month = Self::leaving_month(plan, lease);
            Self { id: format!("tenant-leaves[{}]", lease.id), ..Self::leaving(lease, month) }
        }));
        all
    }

    /// The name of a plan with what-ifs laid over it: `Texas 100 MW, what if Hashprice ×0.5`.
    pub fn name_over<'a>(plan: &str, what_ifs: impl IntoIterator<Item = &'a str>) -> String {
        let names: Vec<&str> = what_ifs.into_iter().collect();
        if names.is_empty() {
            return plan.to_owned();
        }
        let text = Text::key("what_if.name")
            .with("plan", Arg::Name(plan.to_owned()))
            .with("names", Arg::Name(names.join(" + ")));
        words::say(&text)
    }

    /// The name of a plan without the what-ifs of these names that [`Self::name_over`] put behind it.
    pub fn own_name<'a>(name: &'a str, what_ifs: &[String]) -> &'a str {
        let behind = Self::name_over("", what_ifs.iter().map(String::as_str));
        name.strip_suffix(&behind).unwrap_or(name)
    }

    /// What figures are of: the base case, or the what-ifs of these names: `what if Hashprice ×0.5`.
    pub fn case(what_ifs: &[String]) -> String {
        if what_ifs.is_empty() {
            return tr("what_if.base_case").to_owned();
        }
        let names = Arg::Name(what_ifs.join(" + "));
        words::say(&Text::key("what_if.laid").with("names", names))
    }

    /// The tenant of a lease leaves in a month: void and market rent follow.
    pub fn leaving(lease: &Lease, month: Month) -> Self {
        let name = Text::key("what_if.leaves")
            .with("tenant", Arg::Name(lease.name.clone()))
            .with("month", Arg::Name(month_long(month)));
        let owner = || Owner::Lease(lease.id.clone());
        Self::of(
            &format!("tenant-leaves[{}]={month}", lease.id),
            words::say(&name),
            vec![
                (owner(), "departure", Given::Choice("early".to_owned())),
                (owner(), "leaves", Given::Month(month)),
            ],
        )
    }

    /// The same what-if under the name and id of what it now says, where those of `before` were made for it.
    ///
    /// A name that was typed stays, and so does the id of one that the plan keeps.
    #[must_use]
    pub fn renamed(mut self, before: &Self, plan: &Plan) -> Self {
        let (Some(was), Some(is)) = (before.as_leaving(plan), self.as_leaving(plan)) else {
            return self;
        };
        if before.name == was.name && self.name == was.name {
            self.name = is.name;
        }
        let is_kept = plan.what_ifs.iter().any(|own| own.id == self.id);
        if self.id == was.id && !is_kept {
            self.id = is.id;
        }
        self
    }

    /// What the program would call the leaving of a tenant that is set here; none where none is.
    fn as_leaving(&self, plan: &Plan) -> Option<Self> {
        self.settings.iter().find_map(|Setting { field, value }| match (&field.owner, value) {
            (Owner::Lease(id), Given::Month(month)) if field.key == "leaves" => {
                Some(Self::leaving(plan.lease(id)?, *month))
            }
            _ => None,
        })
    }

    /// Whether every field that this one sets is set by another one too, which is then all that counts.
    pub fn is_hidden_by(&self, other: &Self) -> bool {
        let sets = |field| other.settings.iter().any(|setting| setting.field == field);
        self.settings.iter().map(|setting| setting.field.clone()).all(sets)
    }

    /// The month in which a tenant leaves where nobody says when: two years into rent within the plan.
    pub fn leaving_month(plan: &Plan, lease: &Lease) -> Month {
        let after = lease.start.max(plan.start).plus(MONTHS_BEFORE_LEAVING);
        after.min(lease.expires().plus(-1)).max(plan.start)
    }

    /// The what-if of a name: one of the plan's own by id or name, or one of the program's.
    ///
    /// `tenant-leaves[core42]=2029-06` says in which month the tenant of the lease `core42` leaves.
    pub fn find(plan: &Plan, name: &str) -> Option<Self> {
        let name = name.trim();
        let all = || plan.what_ifs.iter().cloned().chain(Self::built_in(plan));
        let named = |of: &Self| of.name.to_lowercase() == name.to_lowercase();
        all().find(|of| of.id == name).or_else(|| all().find(named)).or_else(|| {
            let (lease, month) = name.strip_prefix("tenant-leaves[")?.split_once("]=")?;
            Some(Self::leaving(plan.lease(lease)?, month.parse().ok()?))
        })
    }
}

impl Plan {
    /// The plan with what-ifs laid over it, in order; notes say which figures are theirs.
    ///
    /// # Errors
    /// Where one of them sets what is not in the plan.
    pub fn with_what_ifs<'a>(
        &self,
        what_ifs: impl IntoIterator<Item = &'a WhatIf>,
    ) -> Result<Self, WhatIfError> {
        let mut plan = self.clone();
        for what_if in what_ifs {
            for Setting { field, value } in &what_if.settings {
                let before = plan.get(field);
                let value = plan.info(field).and_then(|info| value.value(info));
                value.and_then(|value| plan.set(field, value)).ok_or_else(|| WhatIfError {
                    what_if: what_if.name.clone(),
                    field: field.clone(),
                })?;
                if plan.get(field) != before {
                    let note = Note {
                        source: WhatIf::case(std::slice::from_ref(&what_if.name)),
                        as_of: String::new(),
                        assumption: false,
                        text: String::new(),
                    };
                    Arc::make_mut(&mut plan.notes).insert(field.to_string(), note);
                }
            }
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing;

    #[test]
    fn the_plans_own_name_is_what_stands_before_its_what_ifs() {
        let names = ["Hashprice ×0.5".to_owned(), "Mine".to_owned()];
        let over = WhatIf::name_over("Texas, second draft", names.iter().map(String::as_str));
        assert_eq!(WhatIf::own_name(&over, &names), "Texas, second draft");
        assert_eq!(WhatIf::own_name("Texas", &[]), "Texas");
        assert_eq!(WhatIf::case(&names), "what if Hashprice ×0.5 + Mine");
        assert_eq!(WhatIf::case(&[]), "base case");
    }

    #[test]
    fn figures_that_a_what_if_sets_are_its_own_and_the_plan_keeps_its_notes() {
        let mut plan = plan();
        let field: FieldRef = "market.hashprice_factor".parse().unwrap();
        let note = Note {
            source: "the board".to_owned(),
            as_of: String::new(),
            assumption: false,
            text: String::new(),
        };
        Arc::make_mut(&mut plan.notes).insert(field.to_string(), note.clone());
        let half = WhatIf::find(&plan, "hashprice-half").unwrap();
        let with = plan.with_what_ifs([&half]).unwrap();
        assert_eq!(with.note(&field).unwrap().source, "what if Hashprice ×0.5");
        assert_eq!(plan.note(&field), Some(&note));
    }

    fn plan() -> Plan {
        Plan { leases: vec![testing::colocation("core42")].into(), ..testing::plan() }
    }

    #[test]
    fn a_what_if_is_laid_over_and_leaves_the_plan_alone() {
        let plan = plan();
        let before = crate::plan::write(&plan).unwrap();
        for what_if in WhatIf::built_in(&plan) {
            let with = plan.with_what_ifs([&what_if]).unwrap();
            assert_ne!(with, plan, "{}", what_if.id);
        }
        assert_eq!(crate::plan::write(&plan).unwrap(), before);
        let half = WhatIf::find(&plan, "Hashprice ×0.5").unwrap();
        let power = WhatIf::find(&plan, "power-up-50").unwrap();
        let with = plan.with_what_ifs([&half, &power]).unwrap();
        let shifts = &with.market.shifts;
        assert_eq!((shifts.hashprice_factor, shifts.power_price_factor), (0.5, 1.5));
    }

    #[test]
    fn a_tenant_leaves_in_the_month_that_is_named() {
        let plan = plan();
        let leaves = |name: &str| {
            let what_if = WhatIf::find(&plan, name)?;
            plan.with_what_ifs([&what_if]).ok()?.leases[0].leaves()
        };
        assert_eq!(leaves("tenant-leaves[core42]=2029-06"), Some(Month::new(2029, 6)));
        // Rent begins in 2028-01; two years later.
        assert_eq!(leaves("tenant-leaves[core42]"), Some(Month::new(2030, 1)));
        assert_eq!(leaves("tenant-leaves[nobody]=2029-06"), None);
        assert_eq!(leaves("tenant-leaves[core42]=soon"), None);
    }

    #[test]
    fn a_name_that_was_made_follows_its_month_and_one_that_was_typed_stays() {
        let mut plan = plan();
        let first = WhatIf::leaving(&plan.leases[0], Month::new(2029, 7));
        let moved = |what_if: &WhatIf, month| {
            let mut moved = what_if.clone();
            moved.settings[1].value = Given::Month(month);
            moved
        };
        let january = Month::new(2029, 1);
        let made = moved(&first, january).renamed(&first, &plan);
        assert_eq!(made, WhatIf::leaving(&plan.leases[0], january));
        assert!(made.name.ends_with("leaves in Jan 2029"), "{}", made.name);
        let typed = WhatIf { name: "Tenant goes".to_owned(), ..first.clone() };
        assert_eq!(moved(&typed, january).renamed(&typed, &plan).name, "Tenant goes");
        // One that is kept is still the same one.
        plan.what_ifs = vec![first.clone()].into();
        let kept = moved(&first, january).renamed(&first, &plan);
        assert_eq!((kept.id, kept.name), (first.id.clone(), made.name.clone()));
        assert!(first.is_hidden_by(&made));
        assert!(!first.is_hidden_by(&WhatIf { settings: Vec::new(), ..made }));
    }

    #[test]
    fn own_what_ifs_are_kept_in_the_document_and_one_that_fits_no_field_says_so() {
        let setting = |field: &str, value| Setting { field: field.parse().unwrap(), value };
        let own = WhatIf {
            id: "own".to_owned(),
            name: "Own".to_owned(),
            settings: vec![
                setting("site.grid_mw", Given::Number(0.1 + 0.2)),
                setting("plan.horizon_months", Given::Count(120)),
                setting("leases[core42].departure", Given::Choice("early".to_owned())),
                setting("leases[core42].leaves", Given::Month(Month::new(2030, 1))),
                setting("plan.name", Given::Text("Other".to_owned())),
                setting(
                    "market.hashprice_curve",
                    Given::Curve(vec![CurvePoint { month: Month::new(2027, 1), value: 40.0 }]),
                ),
            ],
        };
        let mut plan = Plan { what_ifs: vec![own].into(), ..plan() };
        let text = crate::plan::write(&plan).unwrap();
        assert_eq!(crate::plan::read(text.as_bytes()).unwrap(), plan);
        let own = WhatIf::find(&plan, "own").unwrap();
        let with = plan.with_what_ifs([&own]).unwrap();
        assert_eq!((with.site.grid_mw, with.name.as_str()), (0.1 + 0.2, "Other"));
        plan.leases = std::sync::Arc::default();
        let error = plan.with_what_ifs([&own]).unwrap_err().to_string();
        assert!(error.contains("“Own” sets leases[core42].departure"), "{error}");
    }
}
