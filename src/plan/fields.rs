//! The input registry: every input a user can set, once, with unit, range, default and source.
//!
//! A section declares its fields beside its type (`impl Fields for Site`); everything else asks here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{BuildOption, CurvePoint, Owner, Plan, Unit};
use crate::format::Month;

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number in the field's unit.
    Number(f64),
    /// A whole number.
    Count(u32),
    /// One of the field's choices.
    Choice(&'static str),
    /// A month.
    Month(Month),
    /// Free text.
    Text(String),
    /// Points of a curve, one a month at most, in order of month.
    Curve(Vec<CurvePoint>),
}

/// What kind of value a field takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number within the bounds, both included.
    Number {
        /// Smallest sensible value.
        min: f64,
        /// Largest sensible value.
        max: f64,
    },
    /// A whole number within the bounds, both included.
    Count {
        /// Smallest sensible value.
        min: u32,
        /// Largest sensible value.
        max: u32,
    },
    /// One of these keys.
    Choice(&'static [&'static str]),
    /// A month.
    Month,
    /// Free text.
    Text,
    /// A curve of month and value.
    Curve,
}

/// What a field is, without the type it lives in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldInfo {
    /// Stable key, with its unit in the name.
    pub key: &'static str,
    /// Key of the label's text.
    pub label: &'static str,
    /// Unit the value is stored in.
    pub unit: Unit,
    /// Kind and range.
    pub kind: Kind,
    /// Default as a number; none for a required field or another kind.
    pub default: Option<f64>,
    /// Where the default comes from; "assumption" marks a planning assumption.
    pub source: &'static str,
}

impl FieldInfo {
    /// Whether the default is a planning assumption and no measurement.
    pub fn is_assumption(&self) -> bool {
        self.source.starts_with("assumption")
    }
}

/// A field of the section or item `T`.
pub struct Field<T: 'static> {
    /// What it is.
    pub info: FieldInfo,
    /// Reads it; none where the variant in use has no such field.
    pub get: fn(&T) -> Option<Value>,
    /// Writes it; none where the variant has no such field or the value is of another type.
    pub set: fn(&mut T, Value) -> Option<()>,
}

/// A section or item whose inputs are registered.
pub trait Fields: Sized + 'static {
    /// Every input of the section, in the order of its form.
    const FIELDS: &'static [Field<Self>];
}

/// Address of one field of one plan; prints and parses `leases[core42].rate_usd_per_kw_month`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldRef {
    /// Section or item.
    pub owner: Owner,
    /// Key within it.
    pub key: String,
}

impl FieldRef {
    /// The field `key` of `owner`.
    pub fn new(owner: Owner, key: &str) -> Self {
        Self { owner, key: key.to_owned() }
    }
}

impl From<FieldRef> for String {
    fn from(field: FieldRef) -> Self {
        field.to_string()
    }
}

impl TryFrom<String> for FieldRef {
    type Error = FieldRefError;

    fn try_from(text: String) -> Result<Self, FieldRefError> {
        text.parse()
    }
}

impl fmt::Display for FieldRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.owner, self.key)
    }
}

/// A text that names no field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” names no field; write it as site.grid_mw or leases[id].term_months")]
pub struct FieldRefError(String);

impl FromStr for FieldRef {
    type Err = FieldRefError;

    fn from_str(text: &str) -> Result<Self, FieldRefError> {
        let wrong = || FieldRefError(text.to_owned());
        let (owner, key) = text.trim().rsplit_once('.').ok_or_else(wrong)?;
        let owner = owner.parse().ok().ok_or_else(wrong)?;
        Ok(Self { owner, key: key.to_owned() })
    }
}

fn info_of<T: Fields>(key: &str) -> Option<&'static FieldInfo> {
    T::FIELDS.iter().map(|field| &field.info).find(|info| info.key == key)
}

fn get_from<T: Fields>(of: &T, key: &str) -> Option<Value> {
    T::FIELDS.iter().find(|field| field.info.key == key).and_then(|field| (field.get)(of))
}

fn set_in<T: Fields>(of: &mut T, key: &str, value: Value) -> Option<()> {
    T::FIELDS.iter().find(|field| field.info.key == key).and_then(|field| (field.set)(of, value))
}

/// The fields of `of` that its variant in use has.
pub fn present<T: Fields>(of: &T) -> Vec<(&'static FieldInfo, Value)> {
    T::FIELDS.iter().filter_map(|field| Some((&field.info, (field.get)(of)?))).collect()
}

/// Calls `$body` with `$of` bound to the section or item that `$owner` names in `$plan`.
macro_rules! with_owner {
    ($plan:expr, $owner:expr, $lists:ident, $section:ident, $of:ident => $body:expr, $option:expr) => {
        match $owner {
            Owner::Plan => {
                let $of = $plan;
                $body
            }
            Owner::Site => {
                let $of = $section!($plan.site);
                $body
            }
            Owner::Power => {
                let $of = $section!($plan.power);
                $body
            }
            Owner::Refresh => {
                let $of = $section!($plan.refresh);
                $body
            }
            Owner::Market => {
                let $of = $section!($plan.market);
                $body
            }
            Owner::Finance => {
                let $of = $section!($plan.finance);
                $body
            }
            Owner::Contract(id) => {
                let $of = $section!($plan.power).contracts.$lists().find(|item| &item.id == id)?;
                $body
            }
            Owner::Asic(id) => {
                let $of = $section!($plan.asics).$lists().find(|item| &item.id == id)?;
                $body
            }
            Owner::Gpu(id) => {
                let $of = $section!($plan.gpus).$lists().find(|item| &item.id == id)?;
                $body
            }
            Owner::Lease(id) => {
                let $of = $section!($plan.leases).$lists().find(|item| &item.id == id)?;
                $body
            }
            Owner::Work(id) => {
                let $of = $section!($plan.works).$lists().find(|item| &item.id == id)?;
                $body
            }
            Owner::Debt(id) => {
                let $of = $section!($plan.debts).$lists().find(|item| &item.id == id)?;
                $body
            }
            Owner::Line(id) => {
                let $of = $section!($plan.lines).$lists().find(|item| &item.id == id)?;
                $body
            }
            Owner::Option(id) => {
                let $of = $section!($plan.options).$lists().find(|item| &item.id == id)?;
                $option($of)
            }
        }
    };
}
macro_rules! shared {
    ($section:expr) => {
        &*$section
    };
}
macro_rules! unique {
    ($section:expr) => {
        std::sync::Arc::make_mut(&mut $section)
    };
}

impl Plan {
    /// The value of a field; none if the item or field is not there.
    pub fn get(&self, field: &FieldRef) -> Option<Value> {
        let key = field.key.as_str();
        with_owner!(self, &field.owner, iter, shared, of => get_from(of, key), |option: &BuildOption| {
            get_from(option, key).or_else(|| match &option.build {
                super::Build::Colocation(lease) => get_from(&**lease, key),
                super::Build::GpuRental(fleet) => get_from(&**fleet, key),
            })
        })
    }

    /// Sets a field; none if it is not there or takes another type of value.
    pub fn set(&mut self, field: &FieldRef, value: Value) -> Option<()> {
        let key = field.key.as_str();
        with_owner!(self, &field.owner, iter_mut, unique, of => set_in(of, key, value), |option: &mut BuildOption| {
            if info_of::<BuildOption>(key).is_some() {
                return set_in(option, key, value);
            }
            match &mut option.build {
                super::Build::Colocation(lease) => set_in(&mut **lease, key, value),
                super::Build::GpuRental(fleet) => set_in(&mut **fleet, key, value),
            }
        })
    }

    /// What a field is; none if there is no such field.
    pub fn info(&self, field: &FieldRef) -> Option<&'static FieldInfo> {
        self.fields_of(&field.owner)
            .into_iter()
            .map(|(info, _)| info)
            .find(|info| info.key == field.key)
    }

    /// The fields of a section or item that its variant in use has, with their values.
    pub fn fields_of(&self, owner: &Owner) -> Vec<(&'static FieldInfo, Value)> {
        self.try_fields_of(owner).unwrap_or_default()
    }

    fn try_fields_of(&self, owner: &Owner) -> Option<Vec<(&'static FieldInfo, Value)>> {
        with_owner!(self, owner, iter, shared, of => Some(present(of)), |option: &BuildOption| {
            let mut all = present(option);
            all.extend(option.template_fields());
            Some(all)
        })
    }

    /// Every section and item of the plan, in the order of the screens.
    pub fn owners(&self) -> Vec<Owner> {
        let mut owners = vec![Owner::Plan, Owner::Site, Owner::Power];
        owners.extend(self.power.contracts.iter().map(|item| Owner::Contract(item.id.clone())));
        owners.extend(self.asics.iter().map(|item| Owner::Asic(item.id.clone())));
        owners.push(Owner::Refresh);
        owners.extend(self.gpus.iter().map(|item| Owner::Gpu(item.id.clone())));
        owners.extend(self.leases.iter().map(|item| Owner::Lease(item.id.clone())));
        owners.extend(self.options.iter().map(|item| Owner::Option(item.id.clone())));
        owners.extend(self.works.iter().map(|item| Owner::Work(item.id.clone())));
        owners.extend([Owner::Market, Owner::Finance]);
        owners.extend(self.debts.iter().map(|item| Owner::Debt(item.id.clone())));
        owners.extend(self.lines.iter().map(|item| Owner::Line(item.id.clone())));
        owners
    }
}

/// Declares a field: `field!(Site, "site", number grid_mw: Mw, 0.0, 10_000.0, None, "the site's contract")`.
///
/// `in (colocation, colocation_mut)` after the name reaches into a variant through these two accessors.
macro_rules! field {
    ($owner:ty, $section:literal, number $name:ident $(in $part:tt)?: $unit:ident, $min:expr, $max:expr, $default:expr, $source:literal) => {
        $crate::plan::fields::field!(@make $owner, $section, $name $(in $part)?, $unit,
            $crate::plan::fields::Kind::Number { min: $min, max: $max }, $default, $source, Number)
    };
    ($owner:ty, $section:literal, count $name:ident $(in $part:tt)?: $unit:ident, $min:expr, $max:expr, $default:expr, $source:literal) => {
        $crate::plan::fields::field!(@make $owner, $section, $name $(in $part)?, $unit,
            $crate::plan::fields::Kind::Count { min: $min, max: $max }, $default, $source, Count)
    };
    ($owner:ty, $section:literal, month $name:ident $(in $part:tt)?: $source:literal) => {
        $crate::plan::fields::field!(@make $owner, $section, $name $(in $part)?, Month,
            $crate::plan::fields::Kind::Month, None, $source, Month)
    };
    ($owner:ty, $section:literal, text $name:ident $(in $part:tt)?: $source:literal) => {
        $crate::plan::fields::field!(@make $owner, $section, $name $(in $part)?, None,
            $crate::plan::fields::Kind::Text, None, $source, Text)
    };
    ($owner:ty, $section:literal, curve $name:ident $(in $part:tt)?: $unit:ident, $source:literal) => {
        $crate::plan::fields::field!(@make $owner, $section, $name $(in $part)?, $unit,
            $crate::plan::fields::Kind::Curve, None, $source, Curve)
    };
    ($owner:ty, $section:literal, choice $name:ident $(in $part:tt)?: $choice:ty, $source:literal) => {
        $crate::plan::fields::Field {
            info: $crate::plan::fields::field!(@info $section, $name, None,
                $crate::plan::fields::Kind::Choice(<$choice>::KEYS), None, $source),
            get: |of: &$owner| {
                let of = $crate::plan::fields::field!(@get of $($part)?);
                Some($crate::plan::Value::Choice(of.$name.key()))
            },
            set: |of: &mut $owner, value| {
                let $crate::plan::Value::Choice(key) = value else { return None };
                let of = $crate::plan::fields::field!(@set of $($part)?);
                of.$name = <$choice>::from_key(key)?;
                Some(())
            },
        }
    };
    (@make $owner:ty, $section:literal, $name:ident $(in $part:tt)?, $unit:ident, $kind:expr, $default:expr, $source:literal, $variant:ident) => {
        $crate::plan::fields::Field {
            info: $crate::plan::fields::field!(@info $section, $name, $unit, $kind, $default, $source),
            get: |of: &$owner| {
                let of = $crate::plan::fields::field!(@get of $($part)?);
                Some($crate::plan::Value::$variant(Clone::clone(&of.$name)))
            },
            set: |of: &mut $owner, value| {
                let $crate::plan::Value::$variant(value) = value else { return None };
                let of = $crate::plan::fields::field!(@set of $($part)?);
                of.$name = value;
                Some(())
            },
        }
    };
    (@info $section:literal, $name:ident, $unit:ident, $kind:expr, $default:expr, $source:literal) => {
        $crate::plan::fields::FieldInfo {
            key: stringify!($name),
            label: concat!("field.", $section, ".", stringify!($name)),
            unit: $crate::plan::Unit::$unit,
            kind: $kind,
            default: $default,
            source: $source,
        }
    };
    (@get $of:ident) => { $of };
    (@get $of:ident ($part:ident, $part_mut:ident)) => { $of.$part()? };
    (@set $of:ident) => { $of };
    (@set $of:ident ($part:ident, $part_mut:ident)) => { $of.$part_mut()? };
}
pub(crate) use field;

/// Declares an enum whose variants are choices with stable keys.
macro_rules! choices {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All choices, in the order of the form.
            pub const ALL: [Self; Self::KEYS.len()] = [$(Self::$variant),+];

            /// Keys of all choices, in the order of the form.
            pub const KEYS: &'static [&'static str] = &[$($key),+];

            /// Key of this choice; its text is `choice.<key>`.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The choice of a key.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use choices;
