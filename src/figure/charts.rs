//! All charts of a plan by their stable ids.

use crate::engine::{Advice, Solution};
use crate::figure::{
    Figure, Layer, btc_price, capacity, carbon_by_year, cash_flow_by_year, colocation_rent,
    contracted_and_open, cumulative_cash, debt, debt_cover, gain_by_mw, gpu_rates, hashprice,
    hours_of_week, lease_against_deals, lease_cash, loan, machines_mw, netback_by_use,
    network_hashrate, open_step, power_by_use, power_cost_by_use, price_duration, revenue_by_use,
    revenue_monthly_by_use, strikes,
};
use crate::plan::Plan;
use crate::words::tr;

/// What charts are made from.
#[derive(Clone, Copy, Debug)]
pub struct ChartContext<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its results and those of mining only.
    pub solution: &'a Solution,
    /// The advice, where it was asked for.
    pub advice: Option<&'a Advice>,
    /// Names of the what-ifs laid over the plan, in order; its name says them too.
    pub what_ifs: &'a [String],
}

impl ChartContext<'_> {
    /// The figure in words that claim no base case where what-ifs are laid over the plan.
    #[must_use]
    pub fn of_case(&self, mut figure: Figure) -> Figure {
        if !self.what_ifs.is_empty() {
            for words in [&mut figure.subtitle, &mut figure.source] {
                *words = words.replace(tr("figure.base_case"), tr("figure.with_what_ifs"));
            }
        }
        figure
    }
}

type Builder = fn(&ChartContext<'_>) -> Option<Figure>;

fn yours() -> &'static str {
    tr("figure.plan.yours")
}

/// Charts of the whole plan, in the order of the screens.
const CHARTS: [(&str, Builder); 25] = [
    ("gain_by_mw", |of| Some(gain_by_mw(of.plan, of.advice?))),
    ("power_by_use_best", |of| best(of, "power_by_use_best", power_by_use)),
    ("revenue_by_use_best", |of| best(of, "revenue_by_use_best", revenue_by_use)),
    ("power_by_use", |of| Some(power_by_use(of.plan, &of.solution.plan, yours()))),
    ("revenue_by_use", |of| Some(revenue_by_use(of.plan, &of.solution.plan, yours()))),
    ("contracted_and_open", |of| Some(contracted_and_open(of.plan, &of.solution.plan, yours()))),
    ("open_step", |of| Some(open_step(of.plan, &of.solution.plan, yours()))),
    ("price_duration", |of| Some(price_duration(of.plan, &of.solution.plan, of.plan.start.year()))),
    ("hours_of_week", |of| {
        Some(hours_of_week(of.plan, &of.solution.plan, of.plan.start.year(), 0))
    }),
    ("power_cost_by_use", |of| Some(power_cost_by_use(of.plan, &of.solution.plan, yours()))),
    ("strikes", |of| Some(strikes(of.plan, &of.solution.plan))),
    ("carbon_by_year", |of| Some(carbon_by_year(of.plan, &of.solution.plan, yours()))),
    ("machines_mw", |of| Some(machines_mw(of.plan, &of.solution.plan, yours()))),
    ("hashprice", |of| Some(hashprice(of.plan, &of.solution.plan))),
    ("btc_price", |of| Some(btc_price(of.plan, &of.solution.plan))),
    ("network_hashrate", |of| Some(network_hashrate(of.plan, &of.solution.plan))),
    ("gpu_rates", |of| Some(gpu_rates(of.plan, &of.solution.plan))),
    ("colocation_rent", |of| Some(colocation_rent(of.plan, &of.solution.plan))),
    ("revenue_monthly_by_use", |of| {
        Some(revenue_monthly_by_use(of.plan, &of.solution.plan, yours()))
    }),
    ("capacity", |of| Some(capacity(of.plan, &of.solution.plan, yours()))),
    ("netback_by_use", |of| Some(netback_by_use(of.plan, &of.solution.plan, yours()))),
    ("cash_flow_by_year", |of| Some(cash_flow_by_year(of.plan, &of.solution.plan, yours()))),
    ("cumulative_cash", |of| {
        let Solution { plan, mining_only } = of.solution;
        Some(cumulative_cash(of.plan, plan, mining_only, yours()))
    }),
    ("debt", |of| Some(debt(of.plan, &of.solution.plan, yours()))),
    ("debt_cover", |of| Some(debt_cover(of.plan, &of.solution.plan, yours()))),
];

fn best(
    of: &ChartContext<'_>,
    id: &'static str,
    build: fn(&Plan, &crate::engine::Run, &str) -> Figure,
) -> Option<Figure> {
    let advice = of.advice?;
    let figure = build(&advice.best_plan, &advice.best_run, tr("figure.plan.best"));
    Some(Figure { id, ..figure })
}

/// Every chart of the whole plan that has something to draw, in a fixed order, each id once.
pub fn charts(context: &ChartContext<'_>) -> Vec<Figure> {
    let built = CHARTS.iter().filter_map(|(_, build)| build(context));
    built.filter(|figure| !is_empty(figure)).map(|figure| context.of_case(figure)).collect()
}

/// The chart of an id, also where it has nothing to draw but its sentence.
///
/// Charts of one lease are asked for as `lease_cash[id]` and `lease_against_deals[id]`, that of a loan as `loan[id]`.
/// None where there is no such chart, lease or loan, or advice is needed and absent.
pub fn chart(id: &str, context: &ChartContext<'_>) -> Option<Figure> {
    built(id, context).map(|figure| context.of_case(figure))
}

fn built(id: &str, context: &ChartContext<'_>) -> Option<Figure> {
    if let Some((chart, item)) = id.strip_suffix(']').and_then(|id| id.split_once('[')) {
        return match chart {
            "lease_cash" => {
                let mut leases = context.solution.plan.detail.leases.iter();
                Some(lease_cash(context.plan, leases.find(|detail| detail.id == item)?))
            }
            "lease_against_deals" => {
                Some(lease_against_deals(context.plan, context.plan.lease(item)?))
            }
            "loan" => {
                let mut loans = context.solution.plan.detail.debts.iter();
                Some(loan(context.plan, loans.find(|detail| detail.id == item)?))
            }
            _ => None,
        };
    }
    CHARTS.iter().find(|(of, _)| *of == id).and_then(|(_, build)| build(context))
}

/// What [`chart`] can be asked for that has something to draw: all of [`charts`], then those of each lease and loan.
pub fn chart_ids(context: &ChartContext<'_>) -> Vec<String> {
    let whole = charts(context).into_iter().map(|figure| figure.id.to_owned());
    let leases = context.plan.leases.iter().flat_map(|lease| {
        ["lease_cash", "lease_against_deals"].map(|chart| format!("{chart}[{}]", lease.id))
    });
    let loans = context.plan.debts.iter().map(|debt| format!("loan[{}]", debt.id));
    let draws = |id: &String| chart(id, context).is_some_and(|figure| !is_empty(&figure));
    whole.chain(leases.chain(loans).filter(draws)).collect()
}

/// Whether a figure has no finite value, so that its sentence is drawn instead.
fn is_empty(figure: &Figure) -> bool {
    let mut points = figure.layers.iter().flat_map(Layer::series).flat_map(|series| &series.points);
    !points.any(|(x, y)| x.is_finite() && y.is_finite())
}

#[cfg(test)]
#[path = "charts_tests.rs"]
mod tests;
