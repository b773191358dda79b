//! The look as plain data: colours, sizes, chart constants and fonts, for screen and files alike.

pub mod chart;
mod fonts;
mod palette;
mod sizes;

pub use fonts::{Weight, text_width};
pub use palette::{Color, Palette, Theme, contrast, faded};
pub use sizes::{TextStyle, layout, radius, space, text};
