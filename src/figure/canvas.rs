//! Collects the marks of a scene and keeps its texts apart.

use crate::figure::frame::Plan;
use crate::figure::geometry::{hatch, point};
use crate::figure::labels::Placer;
use crate::figure::{Anchor, Figure, Frame, Map, Mark, Point, Rect, Role, Scene, Series, Stroke};
use crate::look::{Color, Palette, Weight, chart, faded, text_width};

/// Size of axes, legends and captions.
pub(super) const CAPTION: f32 = 11.0;
/// Size of names and values in the plot.
pub(super) const SMALL: f32 = 12.0;
/// Half of a capital's height, in em: from the middle of a line of text to its baseline.
const HALF_CAP: f32 = 0.35;

/// The marks so far and what is needed to make more.
pub(super) struct Canvas<'a> {
    pub figure: &'a Figure,
    pub frame: &'a Frame<'a>,
    pub palette: &'a Palette,
    pub map: Map,
    pub marks: Vec<Mark>,
    /// Plates and texts, drawn over all else.
    pub over: Vec<Mark>,
    pub legend: Vec<(String, Rect)>,
    pub placer: Placer,
    /// Hatched regions, in px: text over them takes a plate.
    pub hatched: Vec<Rect>,
}

/// How a piece of text looks.
#[derive(Clone, Copy)]
pub(super) struct Font {
    pub size: f32,
    pub weight: Weight,
    pub color: Color,
}

impl<'a> Canvas<'a> {
    pub fn new(figure: &'a Figure, frame: &'a Frame<'a>, plan: &Plan) -> Self {
        Self {
            figure,
            frame,
            palette: frame.palette,
            map: plan.map,
            marks: Vec::new(),
            over: Vec::new(),
            legend: Vec::new(),
            placer: Placer::new(plan.map.plot),
            hatched: Vec::new(),
        }
    }

    pub fn finish(self) -> Scene {
        let Self { frame, map, mut marks, over, legend, .. } = self;
        marks.extend(over);
        Scene { width: frame.width, height: frame.height, marks, legend, map }
    }

    pub fn color(&self, role: Role) -> Color {
        role.color(self.palette)
    }

    pub fn shows(&self, key: &str) -> bool {
        shows(self.frame, key)
    }

    /// The series among `series` that are switched on.
    pub fn shown<'s>(&self, series: &'s [Series]) -> Vec<&'s Series> {
        series.iter().filter(|series| self.shows(&series.key)).collect()
    }

    pub fn regular(&self) -> Font {
        Font { size: CAPTION, weight: Weight::Regular, color: self.palette.text3 }
    }

    pub fn fill(&mut self, rect: Rect, color: Color) {
        self.marks.push(Mark::Rect { rect, radius: 0.0, fill: Some(color), stroke: None });
    }

    /// A hairline between two points, on the half pixel where it is level or upright.
    pub fn hairline(&mut self, a: Point, b: Point, color: Color) {
        self.line(vec![a, b], Stroke { color, width: 1.0 }, None);
    }

    pub fn line(&mut self, mut points: Vec<Point>, stroke: Stroke, dash: Option<[f32; 2]>) {
        if let [a, b] = points.as_mut_slice() {
            let odd = (stroke.width.round() as i32) % 2 == 1;
            let snap = |v: f32| if odd { v.floor() + 0.5 } else { v.round() };
            if a.y == b.y {
                (a.y, b.y) = (snap(a.y), snap(a.y));
            } else if a.x == b.x {
                (a.x, b.x) = (snap(a.x), snap(a.x));
            }
        }
        self.marks.push(Mark::Polyline { points, stroke, dash });
    }

    /// Hatch lines within a convex outline.
    pub fn hatch(&mut self, outline: &[Point], lines: chart::Hatch, color: Color) {
        let segments = hatch(outline, lines.step);
        if !segments.is_empty() {
            let stroke =
                Stroke { color: faded(color, lines.line_alpha), width: chart::HATCH_WIDTH };
            self.marks.push(Mark::Segments { segments, stroke });
        }
    }

    /// Text whose capitals stand around `middle_y`.
    pub fn text(&mut self, x: f32, middle_y: f32, anchor: Anchor, font: Font, text: &str) {
        self.over.push(text_mark(point(x, middle_y), anchor, font, text));
    }

    /// A plate behind `rect` where that lies on a hatch, or a line runs through it.
    pub fn plate(&mut self, rect: &Rect) {
        let hatched = self.hatched.iter().any(|region| region.overlaps(rect));
        if hatched || self.placer.crossed(rect) > 0 {
            self.ground(rect);
        }
    }

    /// A plate behind `rect`, whatever that lies on.
    pub fn ground(&mut self, rect: &Rect) {
        // A line's height already keeps its distance above and below.
        let wide = Rect {
            left: rect.left - chart::PLATE_PADDING,
            right: rect.right + chart::PLATE_PADDING,
            ..*rect
        };
        let Some(plate) = wide.within(&self.map.plot) else { return };
        self.over.push(Mark::Rect {
            rect: plate,
            radius: chart::PLATE_RADIUS,
            fill: Some(faded(self.palette.bg1, chart::ALPHA_PLATE)),
            stroke: None,
        });
    }
}

/// Whether the series `key` is switched on.
pub(super) fn shows(frame: &Frame<'_>, key: &str) -> bool {
    key.is_empty() || !frame.hidden.iter().any(|hidden| hidden == key)
}

/// Text whose capitals stand around the height of `middle`.
pub(super) fn text_mark(middle: Point, anchor: Anchor, font: Font, text: &str) -> Mark {
    let Font { size, weight, color } = font;
    let at = point(middle.x, middle.y + HALF_CAP * size);
    Mark::Text { at, anchor, size, weight, color, text: text.to_owned() }
}

/// The room a line of text takes around its middle.
pub(super) fn text_rect(x: f32, middle_y: f32, anchor: Anchor, width: f32, size: f32) -> Rect {
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    let half = size * 0.58;
    Rect { left, top: middle_y - half, right: left + width, bottom: middle_y + half }
}

/// Width of `text` in px.
pub(super) fn width(text: &str, font: Font) -> f32 {
    text_width(text, font.size, font.weight)
}
