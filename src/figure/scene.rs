//! The one layout: a figure, a size and a palette in, plain marks in pixels out.

use crate::figure::canvas::Canvas;
use crate::figure::{
    Figure, Point, Rect, bars, curves, frame, geometry::point, legend, notes, range,
};
use crate::look::{Color, Palette, Theme, Weight};

/// What a figure is laid out for.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Width in px.
    pub width: f32,
    /// Height in px.
    pub height: f32,
    /// Colours.
    pub palette: &'a Palette,
    /// Whether title and subtitle are drawn in.
    pub header: bool,
    /// Whether the source is drawn below.
    pub footer_source: bool,
    /// The part of x to show; all of it where none.
    pub x_range: Option<(f64, f64)>,
    /// Keys of the series that are switched off.
    pub hidden: &'a [String],
    /// The x under the pointer.
    pub hover: Option<f64>,
}

impl Default for Frame<'_> {
    fn default() -> Self {
        Self {
            width: 0.0,
            height: 0.0,
            palette: Theme::default().palette(),
            header: false,
            footer_source: false,
            x_range: None,
            hidden: &[],
            hover: None,
        }
    }
}

/// A figure laid out: marks in drawing order and the way between data and pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width in px.
    pub width: f32,
    /// Height in px.
    pub height: f32,
    /// What to draw, the first at the back.
    pub marks: Vec<Mark>,
    /// Where each series' legend entry stands, by key.
    pub legend: Vec<(String, Rect)>,
    /// Between data and pixels.
    pub map: Map,
}

impl Scene {
    /// The same layout `by` times as large, texts and lines included.
    #[must_use]
    pub fn scaled(mut self, by: f32) -> Self {
        let at = |point: &mut Point| *point = Point { x: point.x * by, y: point.y * by };
        let around = |rect: &mut Rect| {
            let Rect { left, top, right, bottom } = *rect;
            *rect = Rect { left: left * by, top: top * by, right: right * by, bottom: bottom * by };
        };
        let pen = |stroke: &mut Stroke| stroke.width *= by;
        for mark in &mut self.marks {
            match mark {
                Mark::Rect { rect, radius, stroke, .. } => {
                    around(rect);
                    *radius *= by;
                    stroke.iter_mut().for_each(pen);
                }
                Mark::Polyline { points, stroke, dash } => {
                    points.iter_mut().for_each(at);
                    pen(stroke);
                    dash.iter_mut().flatten().for_each(|length| *length *= by);
                }
                Mark::Segments { segments, stroke } => {
                    segments.iter_mut().flatten().for_each(at);
                    pen(stroke);
                }
                Mark::Polygon { points, stroke, .. } => {
                    points.iter_mut().for_each(at);
                    stroke.iter_mut().for_each(pen);
                }
                Mark::Strip { top, bottom, .. } => top.iter_mut().chain(bottom).for_each(at),
                Mark::Circle { center, radius, stroke, .. } => {
                    at(center);
                    *radius *= by;
                    stroke.iter_mut().for_each(pen);
                }
                Mark::Text { at: place, size, .. } => {
                    at(place);
                    *size *= by;
                }
            }
        }
        self.legend.iter_mut().for_each(|(_, rect)| around(rect));
        around(&mut self.map.plot);
        self.width *= by;
        self.height *= by;
        self
    }
}

/// Between data and pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Map {
    /// The plot in px.
    pub plot: Rect,
    /// x at the left and the right edge.
    pub x: (f64, f64),
    /// y at the bottom and the top edge.
    pub y: (f64, f64),
}

/// One thing to draw, all in pixels, nothing of it outside the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle.
    Rect {
        /// Where.
        rect: Rect,
        /// Radius of the corners.
        radius: f32,
        /// Fill, none where hollow.
        fill: Option<Color>,
        /// Border, inside the rectangle's edge by half its width.
        stroke: Option<Stroke>,
    },
    /// A line through points.
    Polyline {
        /// The points.
        points: Vec<Point>,
        /// Colour and width.
        stroke: Stroke,
        /// Length of dash and gap.
        dash: Option<[f32; 2]>,
    },
    /// Separate straight lines: a hatch, ticks.
    Segments {
        /// Both ends of each.
        segments: Vec<[Point; 2]>,
        /// Colour and width.
        stroke: Stroke,
    },
    /// A convex polygon.
    Polygon {
        /// The corners in turn.
        points: Vec<Point>,
        /// Fill.
        fill: Color,
        /// Border.
        stroke: Option<Stroke>,
    },
    /// The area between two lines that share their x, as many points in each.
    Strip {
        /// The upper line, from left to right.
        top: Vec<Point>,
        /// The lower line, from left to right.
        bottom: Vec<Point>,
        /// Fill.
        fill: Color,
    },
    /// A circle.
    Circle {
        /// Its centre.
        center: Point,
        /// Its radius.
        radius: f32,
        /// Fill, none where hollow.
        fill: Option<Color>,
        /// Border.
        stroke: Option<Stroke>,
    },
    /// One line of text.
    Text {
        /// The anchor's place on the baseline.
        at: Point,
        /// Which part of the text stands there.
        anchor: Anchor,
        /// Size in px.
        size: f32,
        /// Weight.
        weight: Weight,
        /// Colour.
        color: Color,
        /// The text.
        text: String,
    },
}

/// Colour and width of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub color: Color,
    /// Width in px.
    pub width: f32,
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    #[default]
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// Lays out `figure` for `frame`.
pub fn scene(figure: &Figure, frame: &Frame<'_>) -> Scene {
    let Some(ranges) = range::of(figure, frame) else {
        return frame::empty(figure, frame);
    };
    let plan = frame::plan(figure, frame, ranges);
    let mut canvas = Canvas::new(figure, frame, &plan);
    frame::grid(&mut canvas, &plan);
    notes::regions(&mut canvas);
    curves::areas(&mut canvas);
    bars::bars(&mut canvas);
    frame::base_line(&mut canvas);
    notes::guides(&mut canvas);
    curves::lines(&mut canvas);
    curves::dots(&mut canvas);
    frame::hover(&mut canvas);
    notes::markers(&mut canvas);
    notes::events(&mut canvas, plan.ends.head_left(frame.width));
    frame::axis_labels(&mut canvas, &plan);
    legend::end_labels(&mut canvas, &plan.ends);
    notes::words(&mut canvas);
    frame::head_and_foot(&mut canvas, &plan);
    canvas.finish()
}

impl Scene {
    /// The plot, in px.
    pub fn plot_rect(&self) -> Rect {
        self.map.plot
    }
}

impl Map {
    /// The place of `x` from the left, in px.
    pub fn x_to_px(&self, x: f64) -> f32 {
        let share = (x - self.x.0) / (self.x.1 - self.x.0);
        (f64::from(self.plot.left) + share * f64::from(self.plot.width())) as f32
    }

    /// The place of `y` from the top, in px.
    pub fn y_to_px(&self, y: f64) -> f32 {
        let share = (y - self.y.0) / (self.y.1 - self.y.0);
        (f64::from(self.plot.bottom) - share * f64::from(self.plot.height())) as f32
    }

    /// The x at `px` from the left.
    pub fn px_to_x(&self, px: f32) -> f64 {
        let share = f64::from(px - self.plot.left) / f64::from(self.plot.width());
        self.x.0 + share * (self.x.1 - self.x.0)
    }

    /// The y at `px` from the top.
    pub fn px_to_y(&self, px: f32) -> f64 {
        let share = f64::from(self.plot.bottom - px) / f64::from(self.plot.height());
        self.y.0 + share * (self.y.1 - self.y.0)
    }

    /// The place of a point in px, kept within reach of the plot so that it stays drawable.
    pub(crate) fn at(&self, x: f64, y: f64) -> Point {
        point(self.x_to_px(x).clamp(-1e6, 1e6), self.y_to_px(y).clamp(-1e6, 1e6))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::{Axis, Layer, Legend, LineStyle, Role, Series, samples};
    use crate::look::text_width;

    fn frame(width: f32, height: f32) -> Frame<'static> {
        Frame { width, height, header: true, footer_source: true, ..Frame::default() }
    }

    fn text_box(mark: &Mark) -> Option<(Rect, &str)> {
        let Mark::Text { at, anchor, size, weight, text, .. } = mark else { return None };
        let width = text_width(text, *size, *weight);
        let left = match anchor {
            Anchor::Start => at.x,
            Anchor::Middle => at.x - width / 2.0,
            Anchor::End => at.x - width,
        };
        let (top, bottom) = (at.y - 0.72 * size, at.y + 0.02 * size);
        Some((Rect { left, top, right: left + width, bottom }, text))
    }

    fn reach(mark: &Mark) -> Vec<Point> {
        match mark {
            Mark::Rect { rect, .. } => rect.corners().to_vec(),
            Mark::Polyline { points, .. } | Mark::Polygon { points, .. } => points.clone(),
            Mark::Segments { segments, .. } => segments.iter().flatten().copied().collect(),
            Mark::Strip { top, bottom, .. } => [top.as_slice(), bottom].concat(),
            Mark::Circle { center, radius, .. } => {
                Rect::between(*center, *center).grown(*radius).corners().to_vec()
            }
            Mark::Text { .. } => {
                text_box(mark).map(|(rect, _)| rect.corners().to_vec()).unwrap_or_default()
            }
        }
    }

    fn check(scene: &Scene) {
        let all = Rect { left: 0.0, top: 0.0, right: scene.width, bottom: scene.height };
        for mark in &scene.marks {
            assert!(reach(mark).into_iter().all(|at| all.contains(at)), "outside: {mark:?}");
        }
        let texts: Vec<_> = scene.marks.iter().filter_map(text_box).collect();
        for (i, (rect, text)) in texts.iter().enumerate() {
            for (other, beside) in &texts[..i] {
                assert!(!rect.overlaps(other), "“{text}” covers “{beside}”");
            }
        }
    }

    #[test]
    fn marks_stay_inside_and_texts_apart_at_every_size() {
        for figure in samples::all() {
            for (width, height) in [(1280.0, 720.0), (796.0, 360.0), (606.0, 248.0), (400.0, 240.0)]
            {
                for header in [true, false] {
                    for hover in [None, Some(2030.0), Some(40.0)] {
                        check(&super::scene(
                            &figure,
                            &Frame { header, hover, ..frame(width, height) },
                        ));
                    }
                }
                let x_range = Some((2028.5, 2032.5));
                check(&super::scene(&figure, &Frame { x_range, ..frame(width, height) }));
            }
        }
    }

    #[test]
    fn data_and_pixels_map_both_ways() {
        let Scene { map, .. } = super::scene(&samples::gain(), &frame(796.0, 360.0));
        assert!((map.px_to_x(map.x_to_px(62.0)) - 62.0).abs() < 1e-3);
        assert!((map.px_to_y(map.y_to_px(184.0)) - 184.0).abs() < 1e-2);
        assert_eq!((map.x_to_px(0.0), map.x_to_px(100.0)), (map.plot.left, map.plot.right));
    }

    #[test]
    fn a_hidden_series_leaves_the_plot_and_stays_in_the_legend() {
        let hidden = ["mining".to_owned()];
        let figure = samples::revenue();
        let with = super::scene(&figure, &frame(606.0, 248.0));
        let without = super::scene(&figure, &Frame { hidden: &hidden, ..frame(606.0, 248.0) });
        let mining = Role::Mining.color(Theme::Dark.palette());
        let bars = |scene: &Scene| {
            let is_bar =
                |mark: &&Mark| matches!(mark, Mark::Rect { fill, .. } if *fill == Some(mining));
            scene.marks.iter().filter(is_bar).count()
        };
        // Ten bars and a swatch.
        assert_eq!((bars(&with), bars(&without)), (11, 0));
        assert!(without.legend.iter().any(|(key, _)| key == "mining"));
    }

    #[test]
    fn a_gap_parts_a_line_and_no_data_gives_a_sentence() {
        let line = |points: &[(f64, f64)]| Figure {
            x: Axis::linear("", "MW"),
            layers: vec![Layer::Line(
                Series { points: points.to_vec(), role: Role::Loss, ..Series::default() },
                LineStyle::Mean,
            )],
            empty: "Add a machine to see what it earns".to_owned(),
            ..Figure::default()
        };
        let gap =
            [(0.0, 1.0), (1.0, 2.0), (2.0, f64::NAN), (3.0, f64::INFINITY), (4.0, 1.0), (5.0, 3.0)];
        let scene = super::scene(&line(&gap), &frame(400.0, 240.0));
        let loss = Role::Loss.color(Theme::Dark.palette());
        let is_line =
            |mark: &&Mark| matches!(mark, Mark::Polyline { stroke, .. } if stroke.color == loss);
        assert_eq!(scene.marks.iter().filter(is_line).count(), 2);
        check(&scene);
        for empty in [line(&[]), line(&[(0.0, f64::NAN)])] {
            let scene = super::scene(&empty, &frame(400.0, 240.0));
            let said: Vec<_> =
                scene.marks.iter().filter_map(text_box).map(|(_, text)| text).collect();
            assert!(said.contains(&"Add a machine to see what it earns"), "{said:?}");
        }
    }

    proptest! {
        #[test]
        fn end_labels_of_random_series_stand_apart(
            rows in prop::collection::vec(prop::collection::vec(-500.0_f64..900.0, 5), 1..9),
            bars in any::<bool>(),
            height in 200.0_f32..500.0,
        ) {
            let series: Vec<Series> = rows
                .iter()
                .enumerate()
                .map(|(i, row)| Series {
                    key: i.to_string(),
                    name: format!("Series {i}"),
                    points: row.iter().enumerate().map(|(i, y)| (2027.0 + i as f64, *y)).collect(),
                    ..Series::default()
                })
                .collect();
            let layers = if bars {
                vec![Layer::Bars(series)]
            } else {
                series.into_iter().map(|series| Layer::Line(series, LineStyle::Normal)).collect()
            };
            let figure = Figure {
                x: Axis::years(2027, 2031),
                layers,
                legend: Legend::EndLabels { column: String::new() },
                ..Figure::default()
            };
            let scene = super::scene(&figure, &frame(606.0, height));
            check(&scene);
            let mut middles: Vec<f32> =
                scene.legend.iter().map(|(_, rect)| rect.top.midpoint(rect.bottom)).collect();
            middles.sort_by(f32::total_cmp);
            prop_assert!(middles.windows(2).all(|pair| pair[1] - pair[0] >= 12.99));
            prop_assert_eq!(middles.len(), rows.len());
        }
    }
}
