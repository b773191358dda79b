//! The price of power: its source, its level, and what is charged and credited beside energy.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, Value, choices, field};
use super::{Contract, OwnYear};
use crate::format::Month;

/// What power costs at the meter, and the contracts held against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// Where the prices of the hours come from.
    pub source: PriceSource,
    /// Id of the catalogue's hub; empty on a tariff.
    pub hub: String,
    /// The user's own prices of a year, whatever the source in use.
    pub own_year: Option<Arc<OwnYear>>,
    /// Mean price of energy at the hub or in the tariff, at the plan's start.
    pub price_usd_per_mwh: f64,
    /// Growth of that price.
    pub escalation_per_year: f64,
    /// Delivery and other charges on energy from the grid.
    pub delivery_adder_usd_per_mwh: f64,
    /// Price of carbon, on energy from the grid at the grid's intensity.
    pub carbon_price_usd_per_t: f64,
    /// What the grid pays for surplus behind the meter, as a share of the price of the hour; 0 spills it.
    pub resale_share: f64,
    /// Charge on the highest hour of each month.
    pub demand_charge_usd_per_kw_month: f64,
    /// Whether mining pays the demand charge.
    pub mining_supply: MiningSupply,
    /// Charge on load at the grid's coincident peaks, a year.
    pub peak_charge_usd_per_kw_year: f64,
    /// Whether mining stops at the peaks.
    pub mining_at_peaks: MiningAtPeaks,
    /// Last month of what stopping at the peaks saves.
    pub peak_saved_until: Month,
    /// What becomes of the charge after that month.
    pub after_peaks: AfterPeaks,
    /// Paid for mining load that can be interrupted and runs.
    pub flexibility_credit_usd_per_mw_year: f64,
    /// First month of the credit.
    pub credit_from: Month,
    /// Last month of the credit.
    pub credit_to: Month,
    /// Share of AI's load that may stop in dear hours.
    pub flexible_ai_share: f64,
    /// Price at the meter above which that share stops.
    pub flexible_ai_strike_usd_per_mwh: f64,
    /// What the price of power not under contract would be multiplied with, for the cost of the open position.
    pub open_price_factor: f64,
    /// Contracts: by the grid each settles its volume at the difference of its price to the hub's; behind the meter,
    /// or on a tariff, it serves load.
    pub contracts: Vec<Contract>,
}

choices! {
    /// Where the prices of the hours come from.
    pub enum PriceSource {
        /// One price for all hours.
        Tariff = "tariff",
        /// The typical year of a hub.
        Hub = "hub",
        /// The user's own prices of a year.
        OwnYear = "own_year",
    }
}

choices! {
    /// Whether mining counts for the demand charge.
    pub enum MiningSupply {
        /// Interruptible: it pays none.
        Interruptible = "interruptible",
        /// Firm: it pays as AI does.
        Firm = "firm_supply",
    }
}

choices! {
    /// What mining does at the grid's coincident peaks.
    pub enum MiningAtPeaks {
        /// It stops and saves the charge.
        Stops = "stops_at_peaks",
        /// It runs and pays the charge.
        Runs = "runs_at_peaks",
    }
}

choices! {
    /// What becomes of the coincident peak charge once stopping no longer saves it.
    pub enum AfterPeaks {
        /// Mining pays it like AI.
        MiningPays = "mining_pays",
        /// The scheme ends: nobody pays.
        SchemeEnds = "scheme_ends",
    }
}

impl Power {
    /// A tariff at a price, with no charge, credit or contract.
    pub fn tariff(price_usd_per_mwh: f64) -> Self {
        Self {
            source: PriceSource::Tariff,
            hub: String::new(),
            own_year: None,
            price_usd_per_mwh,
            escalation_per_year: 0.0,
            delivery_adder_usd_per_mwh: 0.0,
            carbon_price_usd_per_t: 0.0,
            resale_share: 0.9,
            demand_charge_usd_per_kw_month: 0.0,
            mining_supply: MiningSupply::Interruptible,
            peak_charge_usd_per_kw_year: 0.0,
            mining_at_peaks: MiningAtPeaks::Stops,
            peak_saved_until: Month::new(2027, 12),
            after_peaks: AfterPeaks::MiningPays,
            flexibility_credit_usd_per_mw_year: 0.0,
            credit_from: Month::new(2027, 1),
            credit_to: Month::new(2056, 12),
            flexible_ai_share: 0.0,
            flexible_ai_strike_usd_per_mwh: 200.0,
            open_price_factor: 1.25,
            contracts: Vec::new(),
        }
    }

    /// The same by the grid at a hub of the catalogue.
    #[must_use]
    pub fn at_hub(self, hub: &str) -> Self {
        Self { source: PriceSource::Hub, hub: hub.to_owned(), ..self }
    }

    /// Whether a contract serves load at the site, and is not settled by the grid at the hub.
    pub fn serves_load(&self, contract: &Contract) -> bool {
        self.source == PriceSource::Tariff
            || contract.delivery == super::ContractDelivery::BehindMeter
    }

    fn hub_in_use(&self) -> Option<&Self> {
        (self.source == PriceSource::Hub).then_some(self)
    }
}

impl Fields for Power {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "power", choice source: PriceSource, "yours"),
        Field {
            info: field!(@info "power", hub, None, super::fields::Kind::Text, None, "catalogue of hubs"),
            get: |of| Some(Value::Text(of.hub_in_use()?.hub.clone())),
            set: |of, value| {
                let Value::Text(hub) = value else { return None };
                of.hub = hub;
                Some(())
            },
        },
        field!(Self, "power", number price_usd_per_mwh: UsdPerMwh, 0.0, 1_000.0, None, "yours; ERCOT hub average 31.7 in the 12 months to November 2025"),
        field!(Self, "power", number escalation_per_year: SharePerYear, -0.2, 0.3, Some(0.025), "assumption, as other costs"),
        field!(Self, "power", number delivery_adder_usd_per_mwh: UsdPerMwh, 0.0, 500.0, Some(10.0), "assumption"),
        field!(Self, "power", number carbon_price_usd_per_t: UsdPerTonne, 0.0, 1_000.0, Some(0.0), "yours"),
        field!(Self, "power", number resale_share: Share, 0.0, 1.0, Some(0.9), "assumption, surplus behind the meter sold a little below the hub"),
        field!(Self, "power", number demand_charge_usd_per_kw_month: UsdPerKwMonth, 0.0, 100.0, Some(0.0), "yours; 8 to 20 is typical of US industrial tariffs, recalled"),
        field!(Self, "power", choice mining_supply: MiningSupply, "yours"),
        field!(Self, "power", number peak_charge_usd_per_kw_year: UsdPerKwYear, 0.0, 500.0, Some(0.0), "yours; ERCOT 4CP about 65 to 75, recalled"),
        field!(Self, "power", choice mining_at_peaks: MiningAtPeaks, "yours"),
        field!(Self, "power", month peak_saved_until: "assumption: ERCOT 4CP is to be replaced by a rule of December 2026; summer 2026 saves the charges of 2027"),
        field!(Self, "power", choice after_peaks: AfterPeaks, "yours"),
        field!(Self, "power", number flexibility_credit_usd_per_mw_year: UsdPerMwYear, 0.0, 500_000.0, Some(0.0), "yours"),
        field!(Self, "power", month credit_from: "yours"),
        field!(Self, "power", month credit_to: "yours"),
        field!(Self, "power", number flexible_ai_share: Share, 0.0, 1.0, Some(0.0), "yours; 25 % was shown for hours in trials"),
        field!(Self, "power", number flexible_ai_strike_usd_per_mwh: UsdPerMwh, 0.0, 10_000.0, Some(200.0), "assumption"),
        field!(Self, "power", number open_price_factor: Ratio, 0.0, 10.0, Some(1.25), "assumption: AI bids for the same power"),
    ];
}
