//! The measures of charts: lines, opacities, hatches and markers, in points.

/// A hatch: parallel lines at 45°.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    /// Distance between lines.
    pub step: f32,
    /// Opacity of the lines.
    pub line_alpha: f32,
    /// Opacity of the fill below the lines.
    pub fill_alpha: f32,
}

/// A region out of reach: `bg0` below lines of `text3`.
pub const HATCH_OUT_OF_REACH: Hatch = Hatch { step: 8.0, line_alpha: 0.22, fill_alpha: 0.55 };
/// A bar's segment in conversion or open: `cost`, bordered, not filled.
pub const HATCH_SEGMENT: Hatch = Hatch { step: 5.0, line_alpha: 0.7, fill_alpha: 0.0 };
/// A loss.
pub const HATCH_LOSS: Hatch = Hatch { step: 5.0, line_alpha: 0.9, fill_alpha: 0.45 };
/// A batch of machines that is off: lines of `mining`.
pub const HATCH_OFF: Hatch = Hatch { step: 6.0, line_alpha: 0.45, fill_alpha: 0.0 };
/// The next batch that goes off: lines of `mining`.
pub const HATCH_NEXT_OFF: Hatch = Hatch { step: 10.0, line_alpha: 0.22, fill_alpha: 0.0 };
/// Width of a hatch's lines and of a segment's border.
pub const HATCH_WIDTH: f32 = 1.0;

/// The line of the subject's mean, in `link`.
pub const LINE_SUBJECT: f32 = 2.5;
/// The line of any other series.
pub const LINE_SERIES: f32 = 2.0;
/// The line of a median or a strike.
pub const LINE_FINE: f32 = 1.5;
/// A hairline: grid, guides, mining only, edges of bands.
pub const LINE_HAIR: f32 = 1.0;
/// The outline of mining only around an area.
pub const LINE_BASELINE_OUTLINE: f32 = 1.5;
/// The casing in `bg1` below a line over filled bars.
pub const LINE_CASING: f32 = 5.0;
/// Radius of the dots of a line over bars.
pub const LINE_DOT: f32 = 2.5;

/// Dash and gap of a median.
pub const DASH_MEDIAN: [f32; 2] = [4.0, 3.0];
/// Dash and gap of the second strike.
pub const DASH_STRIKE: [f32; 2] = [6.0, 4.0];
/// Dash and gap of mining only and of limits lifted.
pub const DASH_BASELINE: [f32; 2] = [5.0, 4.0];
/// Dash and gap of a guide from a point to its axis.
pub const DASH_GUIDE: [f32; 2] = [2.0, 3.0];

/// Opacity of the band from P5 to P95.
pub const ALPHA_BAND_WIDE: f32 = 0.16;
/// Opacity of the band from P25 to P75.
pub const ALPHA_BAND_NARROW: f32 = 0.26;
/// Opacity of a band beyond a limit.
pub const ALPHA_BAND_BEYOND: f32 = 0.07;
/// Opacity of a band's edge.
pub const ALPHA_BAND_EDGE: f32 = 0.55;
/// Opacity of a histogram's bars.
pub const ALPHA_HISTOGRAM: f32 = 0.62;
/// Opacity of mining only behind a histogram.
pub const ALPHA_HISTOGRAM_BEHIND: f32 = 0.16;
/// Opacity of the plate in `bg1` behind text on a hatch.
pub const ALPHA_PLATE: f32 = 0.88;
/// Opacities that tell several power contracts apart.
pub const POWER_TINTS: [f32; 3] = [1.0, 0.62, 0.34];

/// The part of a step that its bar fills.
pub const BAR_SHARE: f32 = 2.0 / 3.0;
/// The gap in `bg1` between a bar's segments.
pub const BAR_GAP: f32 = 1.0;

/// Height of the line that holds title, subtitle and legend.
pub const HEADER: f32 = 22.0;
/// Left margin of a plot: at least, at most.
pub const MARGIN_LEFT: [f32; 2] = [40.0, 52.0];
/// Right margin of a plot.
pub const MARGIN_RIGHT: f32 = 20.0;
/// Right margin of a plot with labels at its lines' ends.
pub const MARGIN_RIGHT_LABELS: f32 = 126.0;
/// Top margin of a plot.
pub const MARGIN_TOP: f32 = 50.0;
/// Top margin of a plot with a row of events.
pub const MARGIN_TOP_EVENTS: f32 = 58.0;
/// Bottom margin of a plot: at least, at most.
pub const MARGIN_BOTTOM: [f32; 2] = [28.0, 46.0];
/// Length of a tick below the axis.
pub const TICK: f32 = 4.0;
/// Least distance between two end labels.
pub const END_LABEL_PITCH: f32 = 13.0;
/// Size of an event's triangle.
pub const EVENT: f32 = 8.0;

/// Radius of the plate behind text on a hatch.
pub const PLATE_RADIUS: f32 = 3.0;
/// Space of the plate around its text.
pub const PLATE_PADDING: f32 = 6.0;

/// Radius of your plan's hollow marker.
pub const MARKER_PLAN: f32 = 5.0;
/// Radius of the best plan's solid marker.
pub const MARKER_BEST: f32 = 6.5;
/// Half the diagonal of the diamond of limits lifted.
pub const MARKER_LIFTED: f32 = 5.0;
/// Width of a marker's outline or ring.
pub const MARKER_STROKE: f32 = 2.0;
/// Width and height of the handle on the axis.
pub const HANDLE: [f32; 2] = [54.0, 18.0];
/// Corner radius of the handle.
pub const HANDLE_RADIUS: f32 = 4.0;
