//! The screens of an open plan, and the pages of the one that has several.

use crate::plan::Owner;

/// A screen of an open plan; where none is open, the window shows Start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is a line of the navigation")]
pub enum Screen {
    #[default]
    Answer,
    SitePower,
    Machines,
    Leases,
    Options,
    Market,
    Finance,
    Revenue,
    Money,
    Compare,
}

impl Screen {
    /// All screens in the order of the navigation.
    pub const ALL: [Self; 10] = [
        Self::Answer,
        Self::SitePower,
        Self::Machines,
        Self::Leases,
        Self::Options,
        Self::Market,
        Self::Finance,
        Self::Revenue,
        Self::Money,
        Self::Compare,
    ];

    /// Key of its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Answer => "ui.nav.answer",
            Self::SitePower => "ui.nav.site_and_power",
            Self::Machines => "ui.nav.machines",
            Self::Leases => "ui.nav.leases",
            Self::Options => "ui.nav.options",
            Self::Market => "ui.nav.market",
            Self::Finance => "ui.nav.finance",
            Self::Revenue => "ui.nav.revenue",
            Self::Money => "ui.nav.money",
            Self::Compare => "ui.nav.compare",
        }
    }

    /// The screen on which a section or item is edited.
    pub const fn of(owner: &Owner) -> Self {
        match owner {
            Owner::Plan | Owner::Finance | Owner::Debt(_) | Owner::Line(_) | Owner::Work(_) => {
                Self::Finance
            }
            Owner::Site | Owner::Power | Owner::Contract(_) => Self::SitePower,
            Owner::Asic(_) | Owner::Gpu(_) | Owner::Refresh => Self::Machines,
            Owner::Lease(_) => Self::Leases,
            Owner::Option(_) => Self::Options,
            Owner::Market => Self::Market,
        }
    }
}

/// A page of the Finance screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FinancePage {
    /// Rates, tax, books, cash and horizon, and the measures of value.
    #[default]
    Company,
    /// Loans.
    Loans,
    /// Works on the site.
    Works,
    /// The user's own lines.
    Lines,
}

impl FinancePage {
    /// All pages, in the order in which they stand.
    pub const ALL: [Self; 4] = [Self::Company, Self::Loans, Self::Works, Self::Lines];

    /// Key of its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Company => "finance.company",
            Self::Loans => "finance.debts",
            Self::Works => "finance.works",
            Self::Lines => "finance.lines",
        }
    }

    /// The page on which a section or item is edited; none where it is on another screen.
    pub const fn of(owner: &Owner) -> Option<Self> {
        match owner {
            Owner::Plan | Owner::Finance => Some(Self::Company),
            Owner::Debt(_) => Some(Self::Loans),
            Owner::Work(_) => Some(Self::Works),
            Owner::Line(_) => Some(Self::Lines),
            _ => None,
        }
    }
}
