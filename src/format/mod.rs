//! Numbers, money and months: one place that writes and reads them.

mod money;
mod month;
mod number;
mod read;
mod ticks;

pub use money::{money_short, money_usd, signed_money_short, signed_money_usd};
pub use month::{Month, MonthError};
pub use number::{
    ENGLISH, Locale, MISSING, NARROW_SPACE, duration_years, exact, month_long, number, percent,
    signed, significant,
};
pub use read::{DecimalSign, ReadError, Reading, in_latin_digits, read, read_month, read_with};
pub use ticks::{tick_label, tick_step, ticks};
