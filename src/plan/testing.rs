//! Items with round figures, for tests of every layer.

use std::sync::Arc;

use super::*;

/// A lease of 10 MW IT at 100 USD/kW-month for ten years from 2028-01, on a hall ready that month.
pub fn colocation(id: &str) -> Lease {
    Lease {
        id: id.to_owned(),
        name: format!("Lease {id}"),
        tenant: "Tenant".to_owned(),
        status: LeaseStatus::Signed,
        start: Month::new(2028, 1),
        term_months: 120,
        ramp_months: 0,
        escalator_per_year: 0.0,
        sla_availability: 0.9999,
        availability: 0.9999,
        sla_credit: 50.0,
        opex_usd_per_kw_month: 0.0,
        renewal_probability: 0.0,
        void_months: 0,
        default_per_year: 0.0,
        recovery_share: 0.0,
        prepayment_usd: 0.0,
        signing: Month::new(2027, 1),
        credit_share: 0.5,
        departure: Departure::AtExpiry,
        terms: LeaseTerms::Colocation(ColocationTerms {
            it_mw: 10.0,
            rate_usd_per_kw_month: 100.0,
            power: PowerTerms::PassedThrough,
            power_margin: 0.0,
            load_factor: 1.0,
            hall_capex_usd_per_kw: 5_000.0,
            reuse_share: 0.0,
            spent_usd: 0.0,
            hall_ready: Month::new(2028, 1),
            lead_months: 12,
            offline_months: 6,
            tenant_funding_share: 0.0,
            tenant_funding: Funding::Kept,
        }),
    }
}

/// A fleet of 1,000 GPUs of 1 kW IT bought for 2027-07.
pub fn fleet(id: &str) -> GpuFleet {
    GpuFleet {
        id: id.to_owned(),
        name: format!("Fleet {id}"),
        origin: None,
        units: 1_000.0,
        kw_it: 1.0,
        status: FleetStatus::Ordered,
        in_service: Month::new(2027, 7),
        acquisition: Acquisition::Purchased,
        capex_usd_per_gpu: 30_000.0,
        repurpose_usd_per_gpu: 0.0,
        rate_usd_per_gpu_hour: 2.0,
        utilisation: 0.8,
        availability: 1.0,
        idle_power_share: 0.0,
        marketplace_fee: 0.0,
        opex_usd_per_kw_month: 0.0,
        life_months: 60,
        resale_decline_per_year: 0.25,
        offline_months: 0,
    }
}

/// 10,000 machines of 100 TH/s at 20 J/TH: 20 MW at PUE 1.
pub fn batch(id: &str) -> AsicBatch {
    AsicBatch {
        id: id.to_owned(),
        name: format!("Batch {id}"),
        origin: None,
        units: 10_000.0,
        th_per_s: 100.0,
        j_per_th: 20.0,
        price_usd: 1_000.0,
        in_service: Month::new(2026, 1),
        uptime: 1.0,
        life_months: 240,
        resale_decline_per_year: 0.3,
        clock_th: 1.0,
        clock_j: 1.0,
        displaced: Displaced::Sell,
        move_usd_per_unit: 0.0,
    }
}

/// A site of 20 MW with one batch and nothing else, over ten years from 2027-01, at flat markets.
pub fn plan() -> Plan {
    Plan {
        format_version: FORMAT_VERSION,
        app_version: "0.1.0".to_owned(),
        headline: None,
        id: "test".to_owned(),
        lineage: "test".to_owned(),
        name: "Test".to_owned(),
        start: Month::new(2027, 1),
        horizon_months: 120,
        site: Arc::new(Site {
            place: "Test".to_owned(),
            place_id: String::new(),
            grid_mw: 20.0,
            convertible_mw: 20.0,
            gross_per_it: 1.4,
            pue_mining: 1.0,
            pue_ai: 1.25,
            grid_carbon_kg_per_mwh: 333.0,
            grid_renewable_share: 0.374,
            mining_opex_usd_per_kw_month: 0.0,
            variable_opex_usd_per_mwh: 0.0,
            fixed_cost_usd_per_year: 0.0,
        }),
        power: Arc::new(Power::tariff(30.0)),
        asics: Arc::new(vec![batch("s21")]),
        refresh: Arc::new(Refresh {
            setting: RefreshSetting::Never,
            j_per_th: 15.0,
            usd_per_th: 10.0,
            quoted: Month::new(2027, 1),
            price_decline_per_year: 0.15,
            uptime: 1.0,
            life_months: 60,
            resale_decline_per_year: 0.3,
        }),
        gpus: Arc::default(),
        leases: Arc::default(),
        options: Arc::default(),
        market: Arc::new(Market {
            btc_price_usd: 80_000.0,
            btc_price_growth_per_year: 0.0,
            btc_annual_prices: Vec::new(),
            btc_price_curve: Vec::new(),
            fees_btc_per_block: 0.0231,
            fees_log_mean: -2.4,
            fees_phi: 0.87,
            fees_sigma: 0.55,
            network_eh_s: 900.0,
            network: Network::Hashprice {
                curve: vec![CurvePoint { month: Month::new(2027, 1), value: 50.0 }],
            },
            anchor_height: 964_073,
            anchor_month: Month::new(2026, 8),
            anchor_day: 21,
            blocks_per_day: 144.0,
            pool_fee: 0.0,
            gpu_rate_decline_per_year: 0.0,
            gpu_index_curve: Vec::new(),
            colocation_rent_usd_per_kw_month: 121.0,
            colocation_growth_per_year: 0.03,
            shifts: Shifts::none(Month::new(2027, 1)),
        }),
        finance: Arc::new(Finance {
            discount_rate: 0.10,
            cost_escalation_per_year: 0.0,
            sga_usd_per_year: 0.0,
            hall_capex_growth_per_year: 0.0,
            default_loss: DefaultLoss::Left,
            default_theta: 2.0,
        }),
        notes: Arc::default(),
        what_ifs: Arc::default(),
    }
}
