//! Published AI leases, GPU contracts and what stands beside them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Provenance, table};

const CSV: &str = include_str!("../../assets/catalog/deals.csv");

/// A published contract, offer or plan.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct DealRow {
    /// The permanent id.
    pub id: String,
    /// Who runs the site.
    pub operator: String,
    /// Who rents.
    pub tenant: String,
    /// Where.
    pub site: String,
    /// Day of announcement, `2025-03-28`.
    pub date: String,
    /// Whether the day is stated in the source.
    pub date_basis: DateBasis,
    /// What the row may be used for.
    pub kind: DealKind,
    /// The form of the contract, in the source's words.
    #[serde(rename = "type")]
    pub form: String,
    /// How far it has come, in the source's words; may be empty.
    pub status: String,
    /// Critical IT load.
    pub capacity_mw_it: Option<f64>,
    /// Site power.
    pub gross_mw: Option<f64>,
    /// Length of the first term.
    pub term_years: Option<u32>,
    /// Value over the first term, or the price of a takeover.
    pub total_usd: Option<f64>,
    /// Revenue a year: an average or a target unless the rate basis says first year.
    pub annual_usd: Option<f64>,
    /// What the operator builds or buys.
    pub capex_usd: Option<f64>,
    /// Total over MW and months of the term, the average rate.
    pub implied_usd_per_kw_month: Option<f64>,
    /// Which rate of a lease is known.
    pub rate_basis: Option<RateBasis>,
    /// Rate of the first year, where it was published or follows from a published first-year rent.
    pub first_year_usd_per_kw_month: Option<f64>,
    /// Yearly step of the rent, where it is stated; `why` says so where it is assumed.
    pub escalator_share_per_year: Option<f64>,
    /// Whether the row can prove the rent formula.
    pub check: Check,
    /// Why the row is no check.
    pub why: String,
    /// How near the source is to the parties.
    pub tier: SourceTier,
    /// Where the figures come from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What to know before using the figures; may be empty.
    pub note: String,
}

/// Whether a deal's day is stated in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// Stated.
    Stated,
    /// Approximate, a planning value.
    Approximate,
}

/// What a deal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealKind {
    /// Space and power, rented by the kW.
    Lease,
    /// The operator's own GPUs, rented out.
    GpuCloud,
    /// A takeover, a land purchase, a benchmark.
    Other,
}

/// Which rate of a lease is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateBasis {
    /// The average over the term, from the total.
    TermAverage,
    /// The rate of the first year; the average is known too.
    FirstYear,
}

/// Whether a deal can prove the rent formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Total and first-year rate were both published, each for itself.
    Check,
    /// The total or the rate was worked out from the other, or the rate was never published.
    Derived,
    /// No rent per kW can be worked out.
    None,
}

/// How near a source is to the parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceTier {
    /// A filing or release of a party.
    Primary,
    /// A summary of a filing or release.
    Summary,
    /// Press or a blog.
    Press,
}

/// A rent that starts at a rate and steps once a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RentTerms {
    /// Rate of the first year.
    pub first_year_usd_per_kw_month: f64,
    /// Step on each anniversary, as a share.
    pub escalator_share_per_year: f64,
}

/// The range of the published leases' average rents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RentRange {
    /// Leases counted.
    pub count: usize,
    /// The lowest.
    pub min_usd_per_kw_month: f64,
    /// The middle one, or the mean of the middle two.
    pub median_usd_per_kw_month: f64,
    /// The highest.
    pub max_usd_per_kw_month: f64,
}

static ROWS: LazyLock<Vec<DealRow>> = LazyLock::new(|| table::rows("deals.csv", CSV));

/// All published deals.
pub fn deals() -> &'static [DealRow] {
    &ROWS
}

/// The deal of this id.
pub fn deal(id: &str) -> Option<&'static DealRow> {
    deals().iter().find(|row| row.id == id)
}

/// The range of average rents over the leases whose total, MW and term are known.
pub fn lease_rents() -> RentRange {
    let mut rents: Vec<f64> = deals().iter().filter_map(DealRow::average_rent).collect();
    rents.sort_by(f64::total_cmp);
    let (Some(&min), Some(&max)) = (rents.first(), rents.last()) else {
        return RentRange::default();
    };
    let middle = |index: usize| rents.get(index).copied().unwrap_or(min);
    let count = rents.len();
    let median = f64::midpoint(middle((count - 1) / 2), middle(count / 2));
    RentRange {
        count,
        min_usd_per_kw_month: min,
        median_usd_per_kw_month: median,
        max_usd_per_kw_month: max,
    }
}

impl DealRow {
    /// The average rate over the term in USD/kW-month; none for anything but a lease.
    pub fn average_rent(&self) -> Option<f64> {
        self.implied_usd_per_kw_month.filter(|_| self.kind == DealKind::Lease)
    }

    /// The rent to copy into a plan: the published first-year rate with its escalator, or that which averages
    /// to the term's rate; without a known escalator the average stays flat.
    pub fn rent_terms(&self) -> Option<RentTerms> {
        let average = self.average_rent()?;
        let escalator = self.escalator_share_per_year.unwrap_or(0.0);
        let years = self.term_years?;
        let first = self
            .first_year_usd_per_kw_month
            .unwrap_or_else(|| average * f64::from(years) / escalator_sum(years, escalator));
        Some(RentTerms { first_year_usd_per_kw_month: first, escalator_share_per_year: escalator })
    }

    /// The total that the first-year rate makes over the term, in USD:
    /// `MW * 1000 * rate * 12 * sum of escalator steps` (MODEL.md section 6, no ramp).
    pub fn total_from_first_year_usd(&self) -> Option<f64> {
        let steps = escalator_sum(self.term_years?, self.escalator_share_per_year?);
        Some(self.capacity_mw_it? * 1000.0 * self.first_year_usd_per_kw_month? * 12.0 * steps)
    }
}

/// Sum over the years of `(1 + escalator)^year`, the rent of a term in first-year rents.
fn escalator_sum(years: u32, escalator: f64) -> f64 {
    (0..years).map(|year| (1.0 + escalator).powi(year as i32)).sum()
}

#[cfg(test)]
#[path = "deal_tests.rs"]
mod tests;
