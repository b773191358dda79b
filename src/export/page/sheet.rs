//! A sheet of paper: texts, rules and charts at places in points.

use crate::figure::{Anchor, Figure, Frame, Mark, Point, Rect, Scene, Stroke, elide, scene, wrap};
use crate::look::{Color, Palette, Weight};

/// Width and height of A4, in points.
pub(super) const SIZE: [f32; 2] = [595.28, 841.89];
/// Distance of everything from the paper's edges.
pub(super) const MARGIN: f32 = 34.0;
/// Right end of what is drawn.
pub(super) const RIGHT: f32 = SIZE[0] - MARGIN;
/// Between two blocks.
pub(super) const GAP: f32 = 10.0;
/// From one row of a table to the next.
pub(super) const ROW: f32 = 9.6;
/// Points for each px of a chart: its smallest text, 11 px, becomes 6.6 points.
pub(super) const CHART: f32 = 0.6;

/// Half of a capital's height, in em.
const HALF_CAP: f32 = 0.35;
/// Width of a rule and of a chart's border.
const HAIRLINE: f32 = 0.5;

/// A unit of money for a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// How many USD it is.
    pub usd: f64,
    /// Key of its text.
    pub unit: &'static str,
}

impl Scale {
    /// The largest.
    pub const LARGEST: Self = Self { usd: 1e12, unit: "unit.tn_usd" };
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [
        Self { usd: 1e6, unit: "unit.m_usd" },
        Self { usd: 1e9, unit: "unit.bn_usd" },
        Self::LARGEST,
    ];
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    /// Size in points.
    pub size: f32,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub color: Color,
}

impl Ink {
    const fn new(size: f32, weight: Weight, color: Color) -> Self {
        Self { size, weight, color }
    }

    /// The plan's name.
    pub const NAME: Self = Self::new(16.0, Weight::SemiBold, PALETTE.text);
    /// The answer.
    pub const LEAD: Self = Self::new(11.5, Weight::SemiBold, PALETTE.text);
    /// Heads of tables, as large as the titles of charts.
    pub const TITLE: Self = Self::new(7.8, Weight::SemiBold, PALETTE.text);
    /// Sentences.
    pub const SENTENCE: Self = Self::new(7.8, Weight::Regular, PALETTE.text2);
    /// Figures of tables.
    pub const FIGURE: Self = Self::new(7.2, Weight::Regular, PALETTE.text);
    /// Sums, and the plan's own column.
    pub const STRONG: Self = Self { weight: Weight::SemiBold, ..Self::FIGURE };
    /// Labels of tables.
    pub const LABEL: Self = Self { color: PALETTE.text2, ..Self::FIGURE };
    /// Units, sources, heads of columns, the foot; as large as the axes of charts.
    pub const CAPTION: Self = Self::new(6.6, Weight::Regular, PALETTE.text3);

    /// The width of a text.
    pub fn width(self, text: &str) -> f32 {
        crate::look::text_width(text, self.size, self.weight)
    }
}

const PALETTE: &Palette = Palette::print();

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Texts and rules, in points.
    pub marks: Vec<Mark>,
    /// Charts and the rooms they fill.
    pub charts: Vec<(Rect, Scene)>,
}

impl Sheet {
    /// A text on one line around the height `middle`, cut with an ellipsis where it is wider than `room`; returns
    /// its width.
    pub fn text(
        &mut self,
        (x, middle): (f32, f32),
        anchor: Anchor,
        ink: Ink,
        text: &str,
        room: f32,
    ) -> f32 {
        let Ink { size, weight, color } = ink;
        let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let text = elide(plain.trim(), size, weight, room);
        let width = ink.width(&text);
        if !text.is_empty() {
            let at = Point { x, y: middle + HALF_CAP * size };
            self.marks.push(Mark::Text { at, anchor, size, weight, color, text });
        }
        width
    }

    /// A paragraph from the height `top` on, in at most `most` lines; returns where it ends.
    pub fn paragraph(&mut self, (x, top): (f32, f32), ink: Ink, text: &str, most: usize) -> f32 {
        let line = ink.size * 1.3;
        let mut lines = wrap(text, ink.size, ink.weight, RIGHT - x);
        if lines.len() > most {
            let rest = lines.split_off(most.saturating_sub(1)).join(" ");
            lines.push(rest);
        }
        for (i, words) in lines.iter().enumerate() {
            let middle = top + (i as f32 + 0.5) * line;
            self.text((x, middle), Anchor::Start, ink, words, RIGHT - x);
        }
        top + lines.len() as f32 * line
    }

    /// A line across.
    pub fn rule(&mut self, left: f32, right: f32, y: f32, color: Color) {
        let points = vec![Point { x: left, y }, Point { x: right, y }];
        let stroke = Stroke { color, width: HAIRLINE };
        self.marks.push(Mark::Polyline { points, stroke, dash: None });
    }

    /// A table's head: its title, what it is of, and the line below; returns where the rows begin.
    pub fn head(&mut self, (left, right): (f32, f32), top: f32, title: &str, of: &str) -> f32 {
        let middle = top + 6.0;
        let used = self.text((left, middle), Anchor::Start, Ink::TITLE, title, right - left);
        let x = left + used + 5.0;
        self.text((x, middle), Anchor::Start, Ink::CAPTION, of, right - x);
        let bottom = top + 13.0;
        self.rule(left, right, bottom, PALETTE.stroke2);
        bottom + 1.5
    }

    /// A chart within a border.
    pub fn chart(&mut self, rect: Rect, figure: &Figure) {
        let frame = Frame {
            width: rect.width() / CHART,
            height: rect.height() / CHART,
            palette: PALETTE,
            header: true,
            ..Frame::default()
        };
        let stroke = Some(Stroke { color: PALETTE.stroke, width: HAIRLINE });
        self.marks.push(Mark::Rect { rect, radius: 2.0, fill: None, stroke });
        self.charts.push((rect, scene(figure, &frame)));
    }
}

/// Colour of the lines between rows.
pub(super) const ROW_LINE: Color = PALETTE.stroke;
/// Colour of the line below the page's head.
pub(super) const HEAD_LINE: Color = PALETTE.text;
