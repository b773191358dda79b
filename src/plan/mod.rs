//! The document: what a strategist describes, as plain data.
//!
//! Every input a user can set is declared once in the registry ([`fields`]); forms, findings, `--set` and
//! reports read it from there. Nothing here knows files, windows or clocks.

mod asic;
mod basis;
pub mod capacity;
mod change;
mod contract;
mod debt;
mod difference;
mod document;
mod entry;
pub mod fields;
mod finance;
mod findings;
mod gpu;
mod ids;
mod lease;
mod market;
mod old;
mod option;
mod order;
mod own_year;
mod owner;
mod paste;
mod power;
pub mod prices;
mod reference;
mod shifts;
mod site;
pub mod template;
#[cfg(test)]
pub mod testing;
mod unit;
mod user_line;
mod what_if;
mod work;
pub mod written;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::format::Month;

pub use asic::{AsicBatch, Displaced, Refresh, RefreshSetting};
pub use basis::Basis;
pub use change::{Change, ChangeError, Item};
pub use contract::{Contract, ContractDelivery, ContractVolume, Pricing, Shape, Technology};
pub use debt::{Debt, DebtAssets, DebtSize, Repayment};
pub use difference::{Difference, differences, paired};
pub use document::{DocumentError, MAX_BYTES, read, write};
pub use entry::{Refused, read_value, read_value_with};
pub use fields::{Field, FieldInfo, FieldRef, Fields, Value};
pub use finance::{
    ContractsAtEnd, DefaultLoss, Finance, HallsAtEnd, Jurisdiction, MachinesAtEnd, SiteAtEnd,
    TaxClass,
};
pub use findings::{Finding, Severity, findings};
pub use gpu::{Acquisition, FleetStatus, GpuFleet};
pub use ids::fresh_id;
pub use lease::{
    ColocationTerms, Departure, Funding, Lease, LeaseStatus, LeaseTerms, PowerTerms, ReservedTerms,
};
pub use market::{CurvePoint, Equilibrium, Market, Network};
pub use option::{Build, BuildOption};
pub use order::Measure;
pub use own_year::{HOURS_OF_YEAR, OwnYear};
pub use owner::Owner;
pub use paste::{Pasted, PastedLine, PastedList, read_column, read_curve, read_rows};
pub use power::{AfterPeaks, MiningAtPeaks, MiningSupply, Power, PriceSource};
pub use reference::Reference;
pub use shifts::{Shift, Shifts};
pub use site::Site;
pub use unit::Unit;
pub use user_line::{LineBasis, LineKind, LineUse, ShareOf, UserLine};
pub use what_if::{Given, Setting, WhatIf, WhatIfError};
pub use work::{Work, WorkFor, WorkKind};

/// The version of the document format this program writes.
pub const FORMAT_VERSION: u32 = 2;

/// A plan: one site, what it owns, has signed and could build, in one view of the markets.
///
/// Sections are shared ([`Arc`]) so that a snapshot for undo costs a few pointers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Version of the document format.
    pub format_version: u32,
    /// Version of the program that wrote the plan.
    pub app_version: String,
    /// What the plan said when it was last saved, so that another version can say which figures moved.
    pub headline: Option<Headline>,
    /// Permanent id of this plan.
    pub id: String,
    /// Id of the plan it was first copied from: plans of one lineage pair their items by id.
    pub lineage: String,
    /// Name shown on the tab and on every chart.
    pub name: String,
    /// First month.
    pub start: Month,
    /// Length in months, 12 to 360.
    pub horizon_months: u32,
    /// The place and its megawatts.
    pub site: Arc<Site>,
    /// Price of power and contracts.
    pub power: Arc<Power>,
    /// Owned and ordered mining machines.
    pub asics: Arc<Vec<AsicBatch>>,
    /// What replaces machines at the end of their life.
    pub refresh: Arc<Refresh>,
    /// Owned and ordered GPU fleets.
    pub gpus: Arc<Vec<GpuFleet>>,
    /// Signed leases and offers.
    pub leases: Arc<Vec<Lease>>,
    /// What could be built.
    pub options: Arc<Vec<BuildOption>>,
    /// The view of Bitcoin, GPU and colocation markets.
    pub market: Arc<Market>,
    /// Rates and costs of the company.
    pub finance: Arc<Finance>,
    /// Works on the site, in phases.
    pub works: Arc<Vec<Work>>,
    /// Loans.
    pub debts: Arc<Vec<Debt>>,
    /// The user's own lines of revenue and cost.
    pub lines: Arc<Vec<UserLine>>,
    /// Where a field's figure comes from, by field.
    pub notes: Arc<BTreeMap<String, Note>>,
    /// What-ifs of the plan's own: named settings that can be laid over it.
    pub what_ifs: Arc<Vec<WhatIf>>,
}

/// The figures a plan showed when it was saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// Net present value, USD.
    pub npv_usd: f64,
    /// Best AI megawatts, gross at the meter.
    pub best_ai_mw: Option<f64>,
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Publisher, document or row of the catalogue; empty for the user's own figure.
    pub source: String,
    /// The date the figure speaks of, as published.
    pub as_of: String,
    /// A planning assumption, not a measurement or contract.
    pub assumption: bool,
    /// Anything else worth knowing.
    pub text: String,
}

/// Row of the catalogue an item was copied from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Id of the row.
    pub id: String,
    /// As-of date of the row when it was copied.
    pub as_of: String,
}

impl Plan {
    /// Months of the plan as an iterator from first to last.
    pub fn months(&self) -> impl Iterator<Item = Month> + use<> {
        let start = self.start;
        (0..self.horizon_months as i32).map(move |month| start.plus(month))
    }

    /// The month after the last.
    pub const fn end(&self) -> Month {
        self.start.plus(self.horizon_months as i32)
    }

    /// A lease by id.
    pub fn lease(&self, id: &str) -> Option<&Lease> {
        self.leases.iter().find(|lease| lease.id == id)
    }

    /// A GPU fleet by id.
    pub fn gpu_fleet(&self, id: &str) -> Option<&GpuFleet> {
        self.gpus.iter().find(|fleet| fleet.id == id)
    }

    /// Whether the plan has GPU fleets or leases.
    pub fn has_ai(&self) -> bool {
        !self.gpus.is_empty() || !self.leases.is_empty()
    }

    /// The plan without GPU fleets, leases, their capex and the debt tied to it: the baseline of every plan.
    ///
    /// Works, loans and lines for AI leave with it.
    #[must_use]
    pub fn mining_only(&self) -> Self {
        let works = self.works.iter().filter(|work| work.purpose == WorkFor::Site);
        let debts = self.debts.iter().filter(|debt| !debt.is_of_ai());
        let lines = self.lines.iter().filter(|line| !line.is_of_ai());
        Self {
            gpus: Arc::default(),
            leases: Arc::default(),
            works: Arc::new(works.cloned().collect()),
            debts: Arc::new(debts.cloned().collect()),
            lines: Arc::new(lines.cloned().collect()),
            ..self.clone()
        }
    }

    /// The plan without offers and planned fleets: what is committed.
    #[must_use]
    pub fn committed(&self) -> Self {
        let ordered = self.gpus.iter().filter(|fleet| fleet.status == FleetStatus::Ordered);
        let gpus: Vec<GpuFleet> = ordered.cloned().collect();
        let held = |lease: &&Lease| {
            let fleet = lease.reserved().map(|terms| &terms.fleet);
            lease.status == LeaseStatus::Signed
                && fleet.is_none_or(|id| gpus.iter().any(|fleet| &fleet.id == id))
        };
        let leases = self.leases.iter().filter(held).cloned().collect();
        Self { gpus: Arc::new(gpus), leases: Arc::new(leases), ..self.clone() }
    }
}
