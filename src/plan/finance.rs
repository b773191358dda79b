//! Rates, tax, books and terminal values of the company.

use serde::{Deserialize, Serialize};

use super::fields::{Field, Fields, choices, field};

choices! {
    /// Whether the base case counts the expected loss from tenants' defaults.
    pub enum DefaultLoss {
        /// No tenant defaults in the base case.
        Left = "left_out",
        /// Rent is what is expected after defaults, recoveries and voids.
        Expected = "expected",
    }
}

choices! {
    /// Where income is taxed.
    pub enum Jurisdiction {
        /// No income tax: figures before tax.
        Untaxed = "untaxed",
        /// The United States: accelerated depreciation, with bonus for what was bought from 2025-01-20 on.
        UnitedStates = "united_states",
        /// Anywhere else: straight line over book life unless a class is entered, no bonus.
        Elsewhere = "elsewhere",
    }
}

choices! {
    /// How an asset is depreciated for tax.
    pub enum TaxClass {
        /// By jurisdiction and date of purchase.
        Automatic = "automatic",
        /// Five years, declining, half a year in the first.
        Macrs5 = "macrs_5",
        /// Seven years, declining, half a year in the first.
        Macrs7 = "macrs_7",
        /// Fifteen years, declining, half a year in the first.
        Macrs15 = "macrs_15",
        /// Evenly over book life.
        StraightLine = "straight_line",
    }
}

choices! {
    /// What machines and GPUs are worth at the horizon.
    pub enum MachinesAtEnd {
        /// Nothing is counted.
        NotCounted = "not_counted",
        /// Their resale value.
        Resale = "resale",
    }
}

choices! {
    /// What halls are worth at the horizon.
    pub enum HallsAtEnd {
        /// Nothing is counted.
        NotCounted = "not_counted",
        /// A share of book value.
        ShareOfBook = "share_of_book",
        /// A multiple of the last twelve months' operating income.
        NoiMultiple = "noi_multiple",
    }
}

choices! {
    /// What contracts that still run are worth at the horizon.
    pub enum ContractsAtEnd {
        /// Nothing is counted.
        NotCounted = "not_counted",
        /// The present value of their remaining signed rent less opex and power.
        RemainingRent = "remaining_rent",
    }
}

choices! {
    /// What the site is worth at the horizon, the same in mining only.
    pub enum SiteAtEnd {
        /// Nothing is counted.
        NotCounted = "not_counted",
        /// A share of the book value of the site's works.
        ShareOfBook = "share_of_book",
        /// An amount for each MW of the grid connection.
        PerGridMw = "per_grid_mw",
    }
}

/// Rates, tax, books and terminal values of the company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finance {
    /// Effective annual discount rate.
    pub discount_rate: f64,
    /// Effective annual rate at which equity's flows are discounted.
    pub cost_of_equity: f64,
    /// Growth of costs.
    pub cost_escalation_per_year: f64,
    /// Selling, general and administrative cost.
    pub sga_usd_per_year: f64,
    /// Growth of the capex of halls not yet ordered.
    pub hall_capex_growth_per_year: f64,
    /// Whether the base case counts tenants' defaults.
    pub default_loss: DefaultLoss,
    /// Exponent with which a low GPU index raises the default hazard.
    pub default_theta: f64,
    /// Where income is taxed.
    pub jurisdiction: Jurisdiction,
    /// Rate of income tax, federal and state together.
    pub tax_rate: f64,
    /// Share of cost deducted at once in the year of service, where a bonus applies.
    pub bonus_share: f64,
    /// Largest share of a year's income that losses carried forward may offset.
    pub loss_use_share: f64,
    /// Tax losses carried into the plan.
    pub tax_losses_usd: f64,
    /// Tax class of mining machines.
    pub asic_tax_class: TaxClass,
    /// Tax class of GPUs.
    pub gpu_tax_class: TaxClass,
    /// Tax class of AI halls.
    pub hall_tax_class: TaxClass,
    /// Tax class of the site's works.
    pub site_tax_class: TaxClass,
    /// Book life of mining machines.
    pub asic_book_life_months: u32,
    /// Book life of GPUs.
    pub gpu_book_life_months: u32,
    /// Book life of AI halls.
    pub hall_book_life_months: u32,
    /// Book life of the site's works.
    pub site_book_life_months: u32,
    /// Share of mined bitcoin that is kept until the plan's last month.
    pub hodl_share: f64,
    /// Cash kept in the company; what is above it is paid out.
    pub minimum_cash_usd: f64,
    /// Days until GPU rental is paid for.
    pub rental_collection_days: f64,
    /// Days until rent, reserved GPUs and other revenue are paid for; mining is paid daily.
    pub other_collection_days: f64,
    /// Days until power and opex are paid.
    pub payment_days: f64,
    /// Security for the grid contract, from the first month to the last.
    pub security_usd: f64,
    /// Sales tax on machines and GPUs, added to their cost.
    pub equipment_sales_tax: f64,
    /// What machines and GPUs are worth at the horizon.
    pub machines_at_end: MachinesAtEnd,
    /// What halls are worth at the horizon.
    pub halls_at_end: HallsAtEnd,
    /// Share of book value that a hall is worth.
    pub hall_book_share: f64,
    /// Multiple of a year's operating income that a hall is worth.
    pub hall_noi_multiple: f64,
    /// What contracts are worth at the horizon.
    pub contracts_at_end: ContractsAtEnd,
    /// What the site is worth at the horizon.
    pub site_at_end: SiteAtEnd,
    /// Share of book value that the site's works are worth.
    pub site_book_share: f64,
    /// Worth of a MW of the grid connection.
    pub site_usd_per_mw: f64,
}

impl Finance {
    /// What a new plan begins with: every figure at its default, each asset counted at the horizon.
    pub const fn assumed() -> Self {
        Self {
            discount_rate: 0.10,
            cost_escalation_per_year: 0.025,
            sga_usd_per_year: 0.0,
            hall_capex_growth_per_year: 0.03,
            default_loss: DefaultLoss::Left,
            default_theta: 2.0,
            cost_of_equity: 0.10,
            jurisdiction: Jurisdiction::UnitedStates,
            tax_rate: 0.21,
            bonus_share: 1.0,
            loss_use_share: 0.8,
            tax_losses_usd: 0.0,
            asic_tax_class: TaxClass::Automatic,
            gpu_tax_class: TaxClass::Automatic,
            hall_tax_class: TaxClass::Automatic,
            site_tax_class: TaxClass::Automatic,
            asic_book_life_months: 48,
            gpu_book_life_months: 60,
            hall_book_life_months: 240,
            site_book_life_months: 300,
            hodl_share: 0.0,
            minimum_cash_usd: 0.0,
            rental_collection_days: 30.0,
            other_collection_days: 0.0,
            payment_days: 0.0,
            security_usd: 0.0,
            equipment_sales_tax: 0.0,
            machines_at_end: MachinesAtEnd::Resale,
            halls_at_end: HallsAtEnd::ShareOfBook,
            hall_book_share: 0.5,
            hall_noi_multiple: 10.0,
            contracts_at_end: ContractsAtEnd::RemainingRent,
            site_at_end: SiteAtEnd::ShareOfBook,
            site_book_share: 0.5,
            site_usd_per_mw: 0.0,
        }
    }

    /// The rate at which income is taxed: 0 where it is not.
    pub fn effective_tax_rate(&self) -> f64 {
        if self.jurisdiction == Jurisdiction::Untaxed { 0.0 } else { self.tax_rate }
    }

    /// Whether income is taxed: a jurisdiction is set, and a rate above 0.
    pub fn is_taxed(&self) -> bool {
        self.effective_tax_rate() > 0.0
    }

    fn of_book(&self) -> Option<&Self> {
        let contracts = self.contracts_at_end == ContractsAtEnd::RemainingRent;
        let counted = match self.halls_at_end {
            HallsAtEnd::NotCounted => false,
            HallsAtEnd::ShareOfBook => true,
            HallsAtEnd::NoiMultiple => contracts,
        };
        counted.then_some(self)
    }

    fn of_book_mut(&mut self) -> Option<&mut Self> {
        self.of_book()?;
        Some(self)
    }

    fn of_income(&self) -> Option<&Self> {
        (self.halls_at_end == HallsAtEnd::NoiMultiple).then_some(self)
    }

    fn of_income_mut(&mut self) -> Option<&mut Self> {
        (self.halls_at_end == HallsAtEnd::NoiMultiple).then_some(self)
    }

    fn of_site_book(&self) -> Option<&Self> {
        (self.site_at_end == SiteAtEnd::ShareOfBook).then_some(self)
    }

    fn of_site_book_mut(&mut self) -> Option<&mut Self> {
        (self.site_at_end == SiteAtEnd::ShareOfBook).then_some(self)
    }

    fn of_site_mw(&self) -> Option<&Self> {
        (self.site_at_end == SiteAtEnd::PerGridMw).then_some(self)
    }

    fn of_site_mw_mut(&mut self) -> Option<&mut Self> {
        (self.site_at_end == SiteAtEnd::PerGridMw).then_some(self)
    }

    fn taxed(&self) -> Option<&Self> {
        (self.jurisdiction != Jurisdiction::Untaxed).then_some(self)
    }

    fn taxed_mut(&mut self) -> Option<&mut Self> {
        (self.jurisdiction != Jurisdiction::Untaxed).then_some(self)
    }

    fn with_bonus(&self) -> Option<&Self> {
        (self.jurisdiction == Jurisdiction::UnitedStates).then_some(self)
    }

    fn with_bonus_mut(&mut self) -> Option<&mut Self> {
        (self.jurisdiction == Jurisdiction::UnitedStates).then_some(self)
    }
}

impl Fields for Finance {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "finance", number discount_rate: SharePerYear, 0.0, 1.0, Some(0.10), "assumption"),
        field!(Self, "finance", number cost_of_equity: SharePerYear, 0.0, 1.0, Some(0.10), "assumption, the discount rate"),
        field!(Self, "finance", number cost_escalation_per_year: SharePerYear, -0.2, 0.5, Some(0.025), "assumption"),
        field!(Self, "finance", number sga_usd_per_year: UsdPerYear, 0.0, 1e10, Some(0.0), "yours"),
        field!(Self, "finance", number hall_capex_growth_per_year: SharePerYear, -0.2, 0.5, Some(0.03), "assumption; construction rose 5.5 % in 2025"),
        field!(Self, "finance", choice default_loss: DefaultLoss, "left out"),
        field!(Self, "finance", number default_theta: Ratio, 0.0, 10.0, Some(2.0), "assumption"),
        field!(Self, "finance", choice jurisdiction: Jurisdiction, "the place"),
        field!(Self, "finance", number tax_rate in (taxed, taxed_mut): Share, 0.0, 0.9, Some(0.21), "US federal rate, 26 USC 11, since 2018; add your state's"),
        field!(Self, "finance", number bonus_share in (with_bonus, with_bonus_mut): Share, 0.0, 1.0, Some(1.0), "26 USC 168(k), bought from 2025-01-20 on"),
        field!(Self, "finance", number loss_use_share in (taxed, taxed_mut): Share, 0.0, 1.0, Some(0.8), "26 USC 172, since 2021"),
        field!(Self, "finance", number tax_losses_usd in (taxed, taxed_mut): Usd, 0.0, 1e12, Some(0.0), "yours"),
        field!(Self, "finance", choice asic_tax_class in (taxed, taxed_mut): TaxClass, "automatic: MACRS 5 in the US"),
        field!(Self, "finance", choice gpu_tax_class in (taxed, taxed_mut): TaxClass, "automatic: MACRS 5 in the US"),
        field!(Self, "finance", choice hall_tax_class in (taxed, taxed_mut): TaxClass, "automatic: MACRS 15 in the US"),
        field!(Self, "finance", choice site_tax_class in (taxed, taxed_mut): TaxClass, "automatic: MACRS 15 in the US"),
        field!(Self, "finance", count asic_book_life_months: Months, 1, 600, Some(48.0), "assumption"),
        field!(Self, "finance", count gpu_book_life_months: Months, 1, 600, Some(60.0), "assumption"),
        field!(Self, "finance", count hall_book_life_months: Months, 1, 600, Some(240.0), "assumption"),
        field!(Self, "finance", count site_book_life_months: Months, 1, 600, Some(300.0), "assumption"),
        field!(Self, "finance", number hodl_share: Share, 0.0, 1.0, Some(0.0), "yours"),
        field!(Self, "finance", number minimum_cash_usd: Usd, 0.0, 1e11, Some(0.0), "yours"),
        field!(Self, "finance", number rental_collection_days: Days, 0.0, 180.0, Some(30.0), "assumption"),
        field!(Self, "finance", number other_collection_days: Days, 0.0, 180.0, Some(0.0), "assumption"),
        field!(Self, "finance", number payment_days: Days, 0.0, 180.0, Some(0.0), "assumption"),
        field!(Self, "finance", number security_usd: Usd, 0.0, 1e11, Some(0.0), "yours"),
        field!(Self, "finance", number equipment_sales_tax: Share, 0.0, 0.5, Some(0.0), "yours; many states exempt data centres"),
        field!(Self, "finance", choice machines_at_end: MachinesAtEnd, "resale"),
        field!(Self, "finance", choice halls_at_end: HallsAtEnd, "share of book"),
        field!(Self, "finance", number hall_book_share in (of_book, of_book_mut): Share, 0.0, 5.0, Some(0.5), "assumption"),
        field!(Self, "finance", number hall_noi_multiple in (of_income, of_income_mut): Ratio, 0.0, 100.0, Some(10.0), "assumption"),
        field!(Self, "finance", choice contracts_at_end: ContractsAtEnd, "remaining rent"),
        field!(Self, "finance", choice site_at_end: SiteAtEnd, "share of book"),
        field!(Self, "finance", number site_book_share in (of_site_book, of_site_book_mut): Share, 0.0, 5.0, Some(0.5), "assumption"),
        field!(Self, "finance", number site_usd_per_mw in (of_site_mw, of_site_mw_mut): UsdPerMw, 0.0, 1e8, Some(0.0), "yours"),
    ];
}

impl Fields for super::Plan {
    const FIELDS: &'static [Field<Self>] = &[
        field!(Self, "plan", text name: "yours"),
        field!(Self, "plan", month start: "yours"),
        field!(Self, "plan", count horizon_months: Months, 12, 360, Some(120.0), "yours"),
    ];
}
