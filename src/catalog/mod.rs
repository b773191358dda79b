//! Bundled reference rows with source, date and verified flag.
//!
//! The tables are CSV files in `assets/catalog` and `assets/power`, compiled into the program and parsed on first use.
//! Nothing here changes a plan: picking a row copies its figures together with its id and date.

mod asic;
mod cost;
mod deal;
mod gpu;
mod history;
mod hub;
mod market;
mod outline;
mod place;
mod provenance;
mod shape;
mod table;
mod year;

pub use asic::{AsicRow, Cooling, asic, asics};
pub use cost::{ConversionCost, Technology, conversion_costs, technologies, technology};
pub use deal::{
    Check, DateBasis, DealKind, DealRow, RateBasis, RentRange, RentTerms, SourceTier, deal, deals,
    lease_rents,
};
pub use gpu::{GpuDecline, GpuRow, gpu, gpu_declines, gpus};
pub use history::{HashpricePoint, HistoryMonth, hashprice_points, history};
pub use hub::{FLAT_HUB, HubRow, hub, hub_of_place, hubs};
pub use market::{Figure, MarketStart, market_start};
pub use outline::{Ring, land};
pub use place::{CarbonBasis, PlaceRow, place, places};
pub use provenance::{Provenance, Verified};
pub use shape::{ShapeRow, shape, shapes};
