//! The books: what was bought and what is left of it, tenants' advances, works, own lines and values at the horizon.

mod calendar;
mod register;
mod tax;
mod terminal;
mod user;
mod works;

pub use calendar::write as write_calendar;
pub use register::{Asset, AssetClass, Register};
pub use tax::{TaxRule, macrs_shares};
pub use terminal::write as write_terminal;
pub use user::{UserLineDetail, write as write_user_lines};
pub use works::{enter as enter_built, paid_over_lead, write as write_works};
