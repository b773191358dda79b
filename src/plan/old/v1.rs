//! The document as format version 1 wrote it.
//!
//! A type that stands here has changed since; the others are today's.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::v1_lease::{BuildOption, Lease};
use crate::catalog;
use crate::format::Month;
use crate::plan::{
    self, AsicBatch, ContractDelivery, ContractVolume, CurvePoint, DefaultLoss, FORMAT_VERSION,
    GpuFleet, Headline, Network, Note, Pricing, Refresh, Shape, Shifts, Technology,
};

/// A plan.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::plan) struct Plan {
    #[expect(dead_code, reason = "read before the rest, to choose these types")]
    format_version: u32,
    app_version: String,
    headline: Option<Headline>,
    id: String,
    lineage: String,
    name: String,
    start: Month,
    horizon_months: u32,
    site: Site,
    power: Power,
    asics: Vec<AsicBatch>,
    refresh: Refresh,
    gpus: Vec<GpuFleet>,
    leases: Vec<Lease>,
    options: Vec<BuildOption>,
    market: Market,
    finance: Finance,
    notes: BTreeMap<String, Note>,
}

/// The place and its megawatts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::plan) struct Site {
    place: String,
    place_id: String,
    grid_mw: f64,
    convertible_mw: f64,
    gross_per_it: f64,
    pue_mining: f64,
    pue_ai: f64,
    grid_carbon_kg_per_mwh: f64,
    grid_renewable_share: f64,
    mining_opex_usd_per_kw_month: f64,
    variable_opex_usd_per_mwh: f64,
    fixed_cost_usd_per_year: f64,
}

/// Price of power and contracts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::plan) struct Power {
    price_usd_per_mwh: f64,
    escalation_per_year: f64,
    delivery_adder_usd_per_mwh: f64,
    contracts: Vec<Contract>,
}

/// A contract by the grid.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::plan) struct Contract {
    id: String,
    name: String,
    technology: Technology,
    mw: f64,
    capacity_factor: f64,
    price_usd_per_mwh: f64,
    escalation_per_year: f64,
    from: Month,
    to: Month,
}

/// The view of the markets.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::plan) struct Market {
    btc_price_usd: f64,
    btc_price_growth_per_year: f64,
    btc_annual_prices: Vec<CurvePoint>,
    btc_price_curve: Vec<CurvePoint>,
    fees_btc_per_block: f64,
    fees_log_mean: f64,
    fees_phi: f64,
    fees_sigma: f64,
    network_eh_s: f64,
    network: Network,
    anchor_height: u32,
    anchor_month: Month,
    anchor_day: u32,
    blocks_per_day: f64,
    pool_fee: f64,
    gpu_rate_decline_per_year: f64,
    gpu_index_curve: Vec<CurvePoint>,
    colocation_rent_usd_per_kw_month: f64,
    colocation_growth_per_year: f64,
}

/// Rates and costs of the company.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::plan) struct Finance {
    discount_rate: f64,
    cost_escalation_per_year: f64,
    sga_usd_per_year: f64,
    hall_capex_growth_per_year: f64,
    default_loss: DefaultLoss,
    default_theta: f64,
}

impl From<Plan> for plan::Plan {
    fn from(old: Plan) -> Self {
        let Plan {
            format_version: _,
            app_version,
            headline,
            id,
            lineage,
            name,
            start,
            horizon_months,
            site,
            power,
            asics,
            refresh,
            gpus,
            leases,
            options,
            market,
            finance,
            notes,
        } = old;
        Self {
            format_version: FORMAT_VERSION,
            app_version,
            headline,
            id,
            lineage,
            name,
            start,
            horizon_months,
            site: plan::Site::from(site).into(),
            power: plan::Power::from(power).into(),
            asics: asics.into(),
            refresh: refresh.into(),
            gpus: gpus.into(),
            leases: leases.into_iter().map(Into::into).collect::<Vec<_>>().into(),
            options: options.into_iter().map(Into::into).collect::<Vec<_>>().into(),
            market: market.starting(start).into(),
            finance: plan::Finance::from(finance).into(),
            works: Vec::new().into(),
            debts: Vec::new().into(),
            lines: Vec::new().into(),
            notes: notes.into(),
            what_ifs: Vec::new().into(),
        }
    }
}

impl From<Site> for plan::Site {
    fn from(old: Site) -> Self {
        let Site {
            place,
            place_id,
            grid_mw,
            convertible_mw,
            gross_per_it,
            pue_mining,
            pue_ai,
            grid_carbon_kg_per_mwh,
            grid_renewable_share,
            mining_opex_usd_per_kw_month,
            variable_opex_usd_per_mwh,
            fixed_cost_usd_per_year,
        } = old;
        Self {
            place,
            place_id,
            grid_mw,
            convertible_mw,
            gross_per_it,
            pue_mining,
            pue_ai,
            grid_carbon_kg_per_mwh,
            grid_renewable_share,
            mining_opex_usd_per_kw_month,
            variable_opex_usd_per_mwh,
            fixed_cost_usd_per_year,
        }
    }
}

impl From<Power> for plan::Power {
    fn from(old: Power) -> Self {
        let Power { price_usd_per_mwh, escalation_per_year, delivery_adder_usd_per_mwh, contracts } =
            old;
        // Every contract was a position, at one price for all hours.
        let tariff = Self::tariff(price_usd_per_mwh);
        let kept = if contracts.is_empty() { tariff } else { tariff.at_hub(catalog::FLAT_HUB) };
        Self {
            escalation_per_year,
            delivery_adder_usd_per_mwh,
            contracts: contracts.into_iter().map(Into::into).collect(),
            ..kept
        }
    }
}

impl From<Contract> for plan::Contract {
    fn from(old: Contract) -> Self {
        let Contract {
            id,
            name,
            technology,
            mw,
            capacity_factor,
            price_usd_per_mwh,
            escalation_per_year,
            from,
            to,
        } = old;
        Self {
            id,
            name,
            technology,
            delivery: ContractDelivery::Grid,
            volume: ContractVolume::Block,
            shape: Shape::Flat,
            mw,
            capacity_factor,
            pricing: Pricing::Fixed,
            price_usd_per_mwh,
            spread_usd_per_mwh: 0.0,
            escalation_per_year,
            from,
            to,
        }
    }
}

impl Market {
    /// Today's view of the markets for a plan that begins in `start`: nothing moved.
    fn starting(self, start: Month) -> plan::Market {
        let Self {
            btc_price_usd,
            btc_price_growth_per_year,
            btc_annual_prices,
            btc_price_curve,
            fees_btc_per_block,
            fees_log_mean,
            fees_phi,
            fees_sigma,
            network_eh_s,
            network,
            anchor_height,
            anchor_month,
            anchor_day,
            blocks_per_day,
            pool_fee,
            gpu_rate_decline_per_year,
            gpu_index_curve,
            colocation_rent_usd_per_kw_month,
            colocation_growth_per_year,
        } = self;
        plan::Market {
            btc_price_usd,
            btc_price_growth_per_year,
            btc_annual_prices,
            btc_price_curve,
            fees_btc_per_block,
            fees_log_mean,
            fees_phi,
            fees_sigma,
            network_eh_s,
            network,
            anchor_height,
            anchor_month,
            anchor_day,
            blocks_per_day,
            pool_fee,
            gpu_rate_decline_per_year,
            gpu_index_curve,
            colocation_rent_usd_per_kw_month,
            colocation_growth_per_year,
            shifts: Shifts::none(start),
        }
    }
}

impl From<Finance> for plan::Finance {
    fn from(old: Finance) -> Self {
        let Finance {
            discount_rate,
            cost_escalation_per_year,
            sga_usd_per_year,
            hall_capex_growth_per_year,
            default_loss,
            default_theta,
        } = old;
        Self {
            discount_rate,
            cost_escalation_per_year,
            sga_usd_per_year,
            hall_capex_growth_per_year,
            default_loss,
            default_theta,
            // Version 1 knew neither tax nor books: its figures stay as they were.
            cost_of_equity: discount_rate,
            jurisdiction: plan::Jurisdiction::Untaxed,
            tax_rate: 0.21,
            bonus_share: 1.0,
            loss_use_share: 0.8,
            tax_losses_usd: 0.0,
            asic_tax_class: plan::TaxClass::Automatic,
            gpu_tax_class: plan::TaxClass::Automatic,
            hall_tax_class: plan::TaxClass::Automatic,
            site_tax_class: plan::TaxClass::Automatic,
            asic_book_life_months: 48,
            gpu_book_life_months: 60,
            hall_book_life_months: 240,
            site_book_life_months: 300,
            hodl_share: 0.0,
            minimum_cash_usd: 0.0,
            rental_collection_days: 0.0,
            other_collection_days: 0.0,
            payment_days: 0.0,
            security_usd: 0.0,
            equipment_sales_tax: 0.0,
            machines_at_end: plan::MachinesAtEnd::NotCounted,
            halls_at_end: plan::HallsAtEnd::NotCounted,
            hall_book_share: 0.5,
            hall_noi_multiple: 10.0,
            contracts_at_end: plan::ContractsAtEnd::NotCounted,
            site_at_end: plan::SiteAtEnd::NotCounted,
            site_book_share: 0.5,
            site_usd_per_mw: 0.0,
        }
    }
}
