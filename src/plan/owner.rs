//! Who owns a field: a section of the plan, or an item of a list by its permanent id.

use std::fmt;
use std::str::FromStr;

/// A section of the plan or an item of one of its lists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant names the section or list it stands for")]
pub enum Owner {
    Plan,
    Site,
    Power,
    Refresh,
    Market,
    Finance,
    Contract(String),
    Asic(String),
    Gpu(String),
    Lease(String),
    Option(String),
    Work(String),
    Debt(String),
    Line(String),
}

impl Owner {
    /// The item's id, none for a section.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Contract(id)
            | Self::Asic(id)
            | Self::Gpu(id)
            | Self::Lease(id)
            | Self::Option(id)
            | Self::Work(id)
            | Self::Debt(id)
            | Self::Line(id) => Some(id),
            Self::Plan
            | Self::Site
            | Self::Power
            | Self::Refresh
            | Self::Market
            | Self::Finance => None,
        }
    }

    const fn section(&self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Site => "site",
            Self::Power => "power",
            Self::Refresh => "refresh",
            Self::Market => "market",
            Self::Finance => "finance",
            Self::Contract(_) => "contracts",
            Self::Asic(_) => "asics",
            Self::Gpu(_) => "gpus",
            Self::Lease(_) => "leases",
            Self::Option(_) => "options",
            Self::Work(_) => "works",
            Self::Debt(_) => "debts",
            Self::Line(_) => "lines",
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.id() {
            Some(id) => write!(f, "{}[{id}]", self.section()),
            None => f.write_str(self.section()),
        }
    }
}

impl FromStr for Owner {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some((list, id)) = text.split_once('[') {
            let id = id.strip_suffix(']').filter(|id| !id.is_empty()).ok_or(())?.to_owned();
            return match list {
                "contracts" => Ok(Self::Contract(id)),
                "asics" => Ok(Self::Asic(id)),
                "gpus" => Ok(Self::Gpu(id)),
                "leases" => Ok(Self::Lease(id)),
                "options" => Ok(Self::Option(id)),
                "works" => Ok(Self::Work(id)),
                "debts" => Ok(Self::Debt(id)),
                "lines" => Ok(Self::Line(id)),
                _ => Err(()),
            };
        }
        match text {
            "plan" => Ok(Self::Plan),
            "site" => Ok(Self::Site),
            "power" => Ok(Self::Power),
            "refresh" => Ok(Self::Refresh),
            "market" => Ok(Self::Market),
            "finance" => Ok(Self::Finance),
            _ => Err(()),
        }
    }
}
