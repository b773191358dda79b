//! Points, rectangles, clipping and hatches, in pixels.

/// A point, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// A rectangle along the axes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Bottom edge.
    pub bottom: f32,
}

/// A point at `x`, `y`.
pub(crate) const fn point(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Rect {
    /// The rectangle between two corners, in any order.
    pub fn between(a: Point, b: Point) -> Self {
        Self { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) }
    }

    /// From left to right.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// From top to bottom.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Whether `point` lies within or on the edge.
    pub fn contains(&self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }

    /// Whether `other` lies within, edges included.
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// Whether the two share an area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Larger by `by` on every side, smaller where negative.
    #[must_use]
    pub fn grown(&self, by: f32) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// The part within `other`, none where they do not touch.
    pub fn within(&self, other: &Self) -> Option<Self> {
        let cut = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (cut.left < cut.right && cut.top < cut.bottom).then_some(cut)
    }

    /// The four corners in turn.
    pub(crate) fn corners(&self) -> [Point; 4] {
        [
            point(self.left, self.top),
            point(self.right, self.top),
            point(self.right, self.bottom),
            point(self.left, self.bottom),
        ]
    }
}

/// The part of the segment within `rect`.
pub(crate) fn clip_segment(rect: &Rect, a: Point, b: Point) -> Option<[Point; 2]> {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let (mut from, mut to) = (0.0_f32, 1.0_f32);
    let sides = [
        (-dx, a.x - rect.left),
        (dx, rect.right - a.x),
        (-dy, a.y - rect.top),
        (dy, rect.bottom - a.y),
    ];
    for (slope, room) in sides {
        if slope == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if slope < 0.0 {
            from = from.max(room / slope);
        } else {
            to = to.min(room / slope);
        }
    }
    let at = |share: f32| {
        point(
            (a.x + dx * share).clamp(rect.left, rect.right),
            (a.y + dy * share).clamp(rect.top, rect.bottom),
        )
    };
    (from <= to).then(|| [at(from), at(to)])
}

/// The parts of the polyline within `rect`.
pub(crate) fn clip_polyline(rect: &Rect, points: &[Point]) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for pair in points.windows(2) {
        let [a, b] = pair else { continue };
        let Some([from, to]) = clip_segment(rect, *a, *b) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// Lines at 45 degrees within the convex `outline`, `step` apart along x.
///
/// The lines of all shapes lie on one grid, so that neighbours meet.
pub(crate) fn hatch(outline: &[Point], step: f32) -> Vec<[Point; 2]> {
    let sums = || outline.iter().map(|point| point.x + point.y);
    let low = sums().fold(f32::INFINITY, f32::min);
    let high = sums().fold(f32::NEG_INFINITY, f32::max);
    let first = (low / step).ceil();
    let count = ((high / step).floor() - first + 1.0).max(0.0);
    (0..count.min(4000.0) as u32).filter_map(|i| cut((first + i as f32) * step, outline)).collect()
}

/// Where the line x + y = `sum` runs within the convex `outline`.
fn cut(sum: f32, outline: &[Point]) -> Option<[Point; 2]> {
    let mut crossings = outline.iter().zip(outline.iter().cycle().skip(1)).filter_map(|(a, b)| {
        let (from, to) = (a.x + a.y - sum, b.x + b.y - sum);
        let crosses = (from <= 0.0 && to > 0.0) || (to <= 0.0 && from > 0.0);
        let share = from / (from - to);
        crosses.then(|| point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share))
    });
    Some([crossings.next()?, crossings.next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn lines_are_cut_at_the_edge_and_rejoined_inside() {
        let path = [
            point(-5.0, 5.0),
            point(5.0, 5.0),
            point(5.0, 15.0),
            point(8.0, 15.0),
            point(8.0, 2.0),
        ];
        assert_eq!(
            clip_polyline(&BOX, &path),
            [
                vec![point(0.0, 5.0), point(5.0, 5.0), point(5.0, 10.0)],
                vec![point(8.0, 10.0), point(8.0, 2.0)]
            ]
        );
    }

    #[test]
    fn a_hatch_stays_within_its_outline() {
        let lines = hatch(&BOX.corners(), 4.0);
        // x + y = 0 touches a corner only; 4, 8, 12 and 16 cross.
        assert_eq!(lines.iter().filter(|[a, b]| a != b).count(), 4);
        assert!(lines.iter().flatten().all(|at| BOX.grown(1e-4).contains(*at)));
        assert!(lines.iter().flatten().all(|at| ((at.x + at.y) / 4.0).fract().abs() < 1e-5));
    }
}
