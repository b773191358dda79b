//! What a chart is: plain data, in the units of its axes.

use crate::figure::{Axis, Role};

/// A chart as a value: screen, image, SVG and CSV are all made from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// Stable name, used for files and settings.
    pub id: &'static str,
    /// What is shown.
    pub title: String,
    /// Unit and basis.
    pub subtitle: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    ///
    /// Where it holds categories, bars lie and their values run along [`Figure::x`].
    pub y: Axis,
    /// What is drawn; the layout orders kinds of layers, the list orders within a kind.
    pub layers: Vec<Layer>,
    /// Where the series are named.
    pub legend: Legend,
    /// Moments marked above the plot.
    pub events: Vec<Event>,
    /// Where the figures come from, in a sentence.
    pub source: String,
    /// The sentence drawn where there is nothing to draw.
    pub empty: String,
}

/// One layer of a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Layer {
    /// Bars, the series stacked in order from zero, gains up and losses down.
    Bars(Vec<Series>),
    /// Bars side by side in each slot, their values written at the end.
    GroupedBars(Vec<Series>),
    /// A line through the points.
    Line(Series, LineStyle),
    /// The area between two lines.
    Band(Band),
    /// The area between a line and zero, hatched as a loss below it.
    Area(Series),
    /// A range of x that is told apart from the rest.
    Region(Region),
    /// A named point.
    Marker(Marker),
    /// A straight line across the plot.
    Guide(Guide),
    /// A short text in the plot.
    Note(Note),
    /// A strip of dots along x, stacked where they would overlap; their y is not used.
    Dots(Series),
}

/// Named points with one colour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Stable name within the figure, used by legends that hide and show.
    pub key: String,
    /// Name as read.
    pub name: String,
    /// What it means, hence its colour.
    pub role: Role,
    /// How bars are filled.
    pub fill: Fill,
    /// x and y; points that are not finite are gaps.
    pub points: Vec<(f64, f64)>,
}

/// How a bar is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// Plain.
    #[default]
    Solid,
    /// A border and lines: capacity that is not there or not yet.
    Hatched,
    /// A border alone.
    Hollow,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineStyle {
    /// The mean of the subject.
    Mean,
    /// Any other series.
    #[default]
    Normal,
    /// Limits lifted.
    Dashed,
    /// What the others are measured against; the tooltip gives differences to it.
    Baseline,
    /// Legible over filled bars, a dot at each point.
    OverBars,
    /// Constant from each point to the next.
    Step,
}

/// The area between two lines over the same x.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// Stable name within the figure.
    pub key: String,
    /// Name as read.
    pub name: String,
    /// Names of the lower and the upper edge, for end labels and tables.
    pub edges: Option<(String, String)>,
    /// Colour.
    pub role: Role,
    /// Strength.
    pub style: BandStyle,
    /// x, lower, upper; rows that are not finite are gaps.
    pub points: Vec<(f64, f64, f64)>,
}

/// How strongly a band is filled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BandStyle {
    /// Most futures, with edges.
    #[default]
    Wide,
    /// The middle half, without edges.
    Inner,
    /// Beyond a limit, with dashed edges.
    Beyond,
    /// A plain tint.
    Tint,
}

/// A range of x that is told apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    /// Where it begins.
    pub x0: f64,
    /// Where it ends.
    pub x1: f64,
    /// How it is told apart.
    pub style: RegionStyle,
    /// Its name.
    pub title: String,
    /// The reason in words, wrapped to the region.
    pub text: String,
}

/// How a region is told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RegionStyle {
    /// Out of reach or signed.
    #[default]
    Unreachable,
    /// A batch is off.
    Off,
    /// The next batch is off as well.
    NextOff,
}

/// A named point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marker {
    /// Place along x.
    pub x: f64,
    /// Place along y.
    pub y: f64,
    /// Shape.
    pub kind: MarkerKind,
    /// Colour of the shape; the solid kind is always the accent.
    pub role: Role,
    /// A line from the point down to the axis.
    pub drop: bool,
    /// Its name.
    pub label: String,
    /// Its value with unit, set beside the name.
    pub value_label: String,
}

/// Shape of a marker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkerKind {
    /// A ring: your plan.
    #[default]
    Hollow,
    /// A disc: the best.
    Solid,
    /// A hollow diamond: limits lifted.
    Diamond,
    /// A small dot, for a figure on a guide.
    Dot,
}

/// A straight line across the plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// Where.
    pub at: At,
    /// How.
    pub style: GuideStyle,
    /// Colour.
    pub role: Role,
    /// Words at its end; none where empty.
    pub label: String,
}

/// Place of a guide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// An upright line.
    X(f64),
    /// A level line.
    Y(f64),
}

/// How a guide is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GuideStyle {
    /// A limit: thin and full, its flag on top.
    #[default]
    Limit,
    /// What the rest is measured against: dashed.
    Baseline,
    /// A strike.
    Strike,
    /// The next strike: dashed.
    NextStrike,
    /// The subject among others: thick.
    Subject,
}

/// A short text in the plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// Its first words, in semibold.
    pub title: String,
    /// What follows the title on its line.
    pub detail: String,
    /// What stands below, wrapped.
    pub text: String,
    /// Top left corner in the units of the axes; it gives way to what is there already.
    pub at: (f64, f64),
    /// A coloured bar before the text.
    pub role: Option<Role>,
}

/// Where the series are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Legend {
    /// Above the plot, right.
    #[default]
    Top,
    /// At the end of each series with its last value.
    EndLabels {
        /// Head of the values; where empty, the last x itself.
        column: String,
    },
    /// Nowhere.
    None,
}

/// A moment marked above the plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// Where, in units of the x axis.
    pub x: f64,
    /// Words beside the mark.
    pub label: String,
}

impl Figure {
    /// Whether bars lie: their slots are on the y axis and their values on the x axis.
    pub fn lies(&self) -> bool {
        matches!(self.y.kind, crate::figure::AxisKind::Categories(_))
    }

    /// The axis that holds the slots or the free variable.
    pub fn index_axis(&self) -> &Axis {
        if self.lies() { &self.y } else { &self.x }
    }

    /// The axis that holds the values.
    pub fn value_axis(&self) -> &Axis {
        if self.lies() { &self.x } else { &self.y }
    }
}

impl Layer {
    /// The series of the layer, none for bands and annotations.
    pub fn series(&self) -> &[Series] {
        match self {
            Self::Bars(series) | Self::GroupedBars(series) => series,
            Self::Line(series, _) | Self::Area(series) | Self::Dots(series) => {
                std::slice::from_ref(series)
            }
            Self::Band(_) | Self::Region(_) | Self::Marker(_) | Self::Guide(_) | Self::Note(_) => {
                &[]
            }
        }
    }
}

impl Series {
    /// The value at `x`, none in gaps.
    pub fn at(&self, x: f64) -> Option<f64> {
        self.points
            .iter()
            .find(|(at, value)| (at - x).abs() < 1e-9 && value.is_finite())
            .map(|(_, value)| *value)
    }

    /// The runs of finite points between gaps.
    pub fn runs(&self) -> impl Iterator<Item = &[(f64, f64)]> {
        self.points.split(|(x, y)| !(x.is_finite() && y.is_finite())).filter(|run| !run.is_empty())
    }
}

impl Band {
    /// The runs of finite rows between gaps.
    pub fn runs(&self) -> impl Iterator<Item = &[(f64, f64, f64)]> {
        self.points
            .split(|(x, low, high)| !(x.is_finite() && low.is_finite() && high.is_finite()))
            .filter(|run| !run.is_empty())
    }
}
