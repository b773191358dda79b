//! Numbers, money and months: one place that writes and reads them.

mod month;

pub use month::{Month, MonthError};
