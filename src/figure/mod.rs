//! Charts as values and their one layout.
//!
//! A [`Figure`] holds what a chart says, in its own units.
//! One builder per chart makes it from a plan's results; [`charts()`] makes them all.
//! [`scene()`] lays it out for a size and a palette into plain marks in pixels, which screen and exporters draw alike.

mod answer;
mod answered;
mod axis;
mod bars;
mod canvas;
mod charts;
mod curves;
mod finance;
pub mod formula;
mod frame;
mod geometry;
mod hours;
mod labels;
mod lease;
mod legend;
mod machines;
mod market;
mod measure;
mod money;
mod notes;
mod parts;
mod places;
mod plans;
mod power;
mod published;
mod range;
mod revenue;
mod role;
#[cfg(test)]
pub(crate) mod samples;
mod scene;
mod table;
mod ticks;
mod tooltip;
#[cfg(test)]
pub(crate) mod trial;
mod uses;
mod value;

pub use answer::gain_by_mw;
pub use answered::{Answered, answered, mw_in_words};
pub use axis::{Axis, AxisKind, month_x};
pub use charts::{ChartContext, chart, chart_ids, charts};
pub use finance::{cash_with_item, loan};
pub use geometry::{Point, Rect};
pub use hours::{hours_of_week, price_duration};
pub(crate) use labels::{elide, wrap};
pub use lease::{lease_against_deals, lease_cash};
pub use machines::machines_mw;
pub use market::{btc_price, colocation_rent, gpu_rates, hashprice, network_hashrate};
pub use measure::{MEASURES, Measure, MeasureKind};
pub use money::{
    SALES_AND_ADVANCES, cash_flow_by_year, cumulative_cash, debt, debt_cover, sized_to_in_words,
};
pub use places::cumulative_cash_by_place;
pub use plans::{Drawn, ai_mw_by_plan, cumulative_cash_by_plan, revenue_by_plan};
pub use power::{carbon_by_year, contracted_and_open, open_step, power_cost_by_use, strikes};
pub use revenue::{REVENUE_PARTS, netback_by_use, revenue_by_use, revenue_monthly_by_use};
pub use role::Role;
pub use scene::{Anchor, Frame, Map, Mark, Scene, Stroke, scene};
pub use table::{Cell, Table};
pub use tooltip::{Tooltip, TooltipRow, tooltip};
pub use uses::{capacity, power_by_use, thumbnail};
pub use value::{
    At, Band, BandStyle, Event, Figure, Fill, Guide, GuideStyle, Layer, Legend, LineStyle, Marker,
    MarkerKind, Note, Region, RegionStyle, Series,
};
