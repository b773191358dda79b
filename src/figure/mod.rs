//! Charts as values and their one layout.
//!
//! A [`Figure`] holds what a chart says, in its own units.
//! [`scene()`] lays it out for a size and a theme into plain marks in pixels, which screen and exporters draw alike.

mod axis;
mod bars;
mod canvas;
mod curves;
mod frame;
mod geometry;
mod labels;
mod legend;
mod notes;
mod range;
mod role;
#[cfg(test)]
pub(crate) mod samples;
mod scene;
mod table;
mod ticks;
mod tooltip;
mod value;

pub use axis::{Axis, AxisKind, month_x};
pub use geometry::{Point, Rect};
pub use role::Role;
pub use scene::{Anchor, Frame, Map, Mark, Scene, Stroke, scene};
pub use table::{Cell, Table};
pub use tooltip::{Tooltip, TooltipRow, tooltip};
pub use value::{
    At, Band, BandStyle, Event, Figure, Fill, Guide, GuideStyle, Layer, Legend, LineStyle, Marker,
    MarkerKind, Note, Region, RegionStyle, Series,
};
