//! What runs on the site: machines on the power that AI leaves, and GPU fleets.

mod asics;
mod gpus;
mod refresh;

pub use asics::{BatchDetail, write as write_asics};
pub use gpus::{FleetDetail, Held, rental_rate, write as write_gpus};

/// Value left of a share of price after some months at a yearly decline: `(1 - decline)^(months / 12)`.
pub fn resale_share(decline_per_year: f64, months: i32) -> f64 {
    (1.0 - decline_per_year).powf(f64::from(months.max(0)) / 12.0)
}
