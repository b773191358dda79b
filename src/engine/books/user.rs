//! The user's own lines of revenue and cost.

use crate::engine::inputs::Inputs;
use crate::engine::ledger::{Ledger, LineId};
use crate::engine::market::years_at;
use crate::plan::{LineBasis, LineKind, LineUse, ShareOf, UserLine};

/// One own line over the plan, for tables.
#[derive(Clone, Debug, PartialEq)]
pub struct UserLineDetail {
    /// The line.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Amount in each month, USD, as a positive figure.
    pub usd: Vec<f64>,
}

/// Writes own revenue and cost by use; the lines they are worked out from stand already.
pub fn write(inputs: &Inputs<'_>, ledger: &mut Ledger) -> Vec<UserLineDetail> {
    let lines = inputs.plan.lines.iter();
    lines
        .map(|line| {
            let usd = amounts(inputs, line, ledger);
            let into = into(line);
            for (month, usd) in usd.iter().enumerate() {
                ledger.add(into, month as i32, *usd);
            }
            UserLineDetail { id: line.id.clone(), name: line.name.clone(), usd }
        })
        .collect()
}

/// The line of the ledger an own line is part of.
const fn into(line: &UserLine) -> LineId {
    match (line.kind, line.of) {
        (LineKind::Revenue, LineUse::Site) => LineId::SiteUserRevenue,
        (LineKind::Revenue, LineUse::Mining) => LineId::MiningUserRevenue,
        (LineKind::Revenue, LineUse::Colocation) => LineId::ColocationUserRevenue,
        (LineKind::Revenue, LineUse::Gpu) => LineId::GpuUserRevenue,
        (LineKind::Cost, LineUse::Site) => LineId::SiteUserCost,
        (LineKind::Cost, LineUse::Mining) => LineId::MiningUserCost,
        (LineKind::Cost, LineUse::Colocation) => LineId::ColocationUserCost,
        (LineKind::Cost, LineUse::Gpu) => LineId::GpuUserCost,
    }
}

fn amounts(inputs: &Inputs<'_>, line: &UserLine, ledger: &Ledger) -> Vec<f64> {
    let start = inputs.plan.start;
    let base = base(line).map(|of| ledger.series(of));
    let rate = match line.basis {
        LineBasis::Fixed => line.usd_per_month,
        LineBasis::PerMw => line.usd_per_mw_month,
        LineBasis::PerMwh => line.usd_per_mwh,
        LineBasis::ShareOfLine => line.share,
    };
    let month = |m: usize| {
        let at = start.plus(m as i32);
        if at < line.from || at > line.to {
            return 0.0;
        }
        let grown = match line.basis {
            LineBasis::ShareOfLine => 1.0,
            _ => (1.0 + line.escalation_per_year).powf(years_at(m)),
        };
        rate * grown * base.map_or(1.0, |series| series[m])
    };
    (0..inputs.months).map(month).collect()
}

/// The line an amount is taken of, none for a fixed one.
const fn base(line: &UserLine) -> Option<LineId> {
    Some(match (line.basis, line.of) {
        (LineBasis::Fixed, _) => return None,
        (LineBasis::PerMw, LineUse::Site) => LineId::GridMw,
        (LineBasis::PerMw, LineUse::Mining) => LineId::MiningMw,
        (LineBasis::PerMw, LineUse::Colocation) => LineId::ColocationMw,
        (LineBasis::PerMw, LineUse::Gpu) => LineId::GpuMw,
        (LineBasis::PerMwh, LineUse::Site) => LineId::Energy,
        (LineBasis::PerMwh, LineUse::Mining) => LineId::MiningEnergy,
        (LineBasis::PerMwh, LineUse::Colocation) => LineId::ColocationEnergy,
        (LineBasis::PerMwh, LineUse::Gpu) => LineId::GpuEnergy,
        (LineBasis::ShareOfLine, _) => match line.share_of {
            ShareOf::MiningRevenue => LineId::MiningRevenue,
            ShareOf::ColocationRevenue => LineId::ColocationRevenue,
            ShareOf::GpuRevenue => LineId::GpuRevenue,
            ShareOf::AiRevenue => LineId::AiRevenue,
            ShareOf::PowerCost => LineId::PowerCost,
        },
    })
}
