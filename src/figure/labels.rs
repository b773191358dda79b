//! Keeps texts apart: end labels in a column, labels in the plot, lines of a paragraph.

use crate::figure::geometry::clip_segment;
use crate::figure::{Point, Rect};
use crate::look::{Weight, text_width};

/// Places near `wanted` that are `gap` apart, keep its order and lie within `low` and `high`.
///
/// Neighbours too close form a group around their common middle.
/// Where all of them do not fit, the gap shrinks.
pub(super) fn spread(wanted: &[f32], gap: f32, low: f32, high: f32) -> Vec<f32> {
    let gap = gap.min((high - low).max(0.0) / wanted.len().saturating_sub(1).max(1) as f32);
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    // Each group: sum of where its first member would like to stand, and its size.
    let mut groups: Vec<(f32, usize)> = Vec::new();
    let start = |(sum, size): (f32, usize)| {
        let room = (size - 1) as f32 * gap;
        (sum / size as f32).clamp(low, (high - room).max(low))
    };
    for index in &order {
        groups.push((wanted[*index].clamp(low, high), 1));
        while let [.., before, last] = groups[..] {
            if start(before) + before.1 as f32 * gap <= start(last) {
                break;
            }
            let shift = before.1 as f32 * gap * last.1 as f32;
            groups.truncate(groups.len() - 2);
            groups.push((before.0 + last.0 - shift, before.1 + last.1));
        }
    }
    let mut places = vec![0.0; wanted.len()];
    let mut order = order.into_iter();
    for group in groups {
        for (i, index) in order.by_ref().take(group.1).enumerate() {
            places[index] = start(group) + i as f32 * gap;
        }
    }
    places
}

/// `text` in lines no wider than `width`, a longer word on its own line.
pub(crate) fn wrap(text: &str, size: f32, weight: Weight, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // A narrow space holds a number and its percent sign together.
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size, weight) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `text` cut to `width` with an ellipsis.
pub(crate) fn elide(text: &str, size: f32, weight: Weight, width: f32) -> String {
    if text_width(text, size, weight) <= width {
        return text.to_owned();
    }
    let mut cut = text.to_owned();
    while cut.pop().is_some() {
        let short = format!("{}…", cut.trim_end());
        if text_width(&short, size, weight) <= width {
            return short;
        }
    }
    String::new()
}

/// Finds free room for labels within the plot.
pub(super) struct Placer {
    bounds: Rect,
    taken: Vec<Rect>,
    lines: Vec<[Point; 2]>,
}

impl Placer {
    pub fn new(bounds: Rect) -> Self {
        Self { bounds, taken: Vec::new(), lines: Vec::new() }
    }

    /// Room that no label may take.
    pub fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Whether no label stands in `rect`.
    pub fn is_free(&self, rect: &Rect) -> bool {
        self.taken.iter().all(|other| !other.grown(2.0).overlaps(rect))
    }

    /// A line that labels had better not cross.
    pub fn avoid(&mut self, points: &[Point]) {
        self.lines.extend(points.windows(2).filter_map(|pair| match pair {
            [a, b] => clip_segment(&self.bounds, *a, *b),
            _ => None,
        }));
    }

    /// How many lines run through `rect`.
    pub fn crossed(&self, rect: &Rect) -> usize {
        let near = rect.grown(1.0);
        self.lines.iter().filter(|[a, b]| clip_segment(&near, *a, *b).is_some()).count()
    }

    /// Takes the candidate that crosses the fewest lines, the first among equals.
    ///
    /// None where each would leave the plot or cover another label.
    pub fn place(&mut self, candidates: impl IntoIterator<Item = Rect>) -> Option<Rect> {
        let inner = self.bounds.grown(-2.0);
        let best = candidates
            .into_iter()
            .filter(|rect| inner.holds(rect))
            .filter(|rect| self.is_free(rect))
            .min_by_key(|rect| self.crossed(rect))?;
        self.taken.push(best);
        Some(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn close_labels_stand_around_their_middle() {
        assert_eq!(spread(&[50.0, 52.0, 90.0], 13.0, 0.0, 100.0), [44.5, 57.5, 90.0]);
        assert_eq!(spread(&[100.0, 99.0], 13.0, 0.0, 100.0), [100.0, 87.0]);
        assert_eq!(spread(&[], 13.0, 0.0, 100.0), Vec::<f32>::new());
    }

    proptest! {
        #[test]
        fn labels_keep_their_gap_and_stay_inside(
            wanted in prop::collection::vec(-50.0_f32..450.0, 1..20)
        ) {
            let mut places = spread(&wanted, 13.0, 0.0, 400.0);
            places.sort_by(f32::total_cmp);
            prop_assert!(places.iter().all(|at| (-0.01..=400.01).contains(at)));
            prop_assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= 12.99));
        }
    }

    #[test]
    fn paragraphs_break_at_words() {
        let text = "Only 62 MW can be converted by 2029";
        let lines = wrap(text, 11.0, Weight::Regular, 90.0);
        assert!(lines.len() > 1 && lines.join(" ") == text);
        assert!(lines.iter().all(|line| text_width(line, 11.0, Weight::Regular) <= 90.0));
        assert_eq!(
            wrap("in 8\u{202F}% of", 11.0, Weight::Regular, 1.0),
            ["in", "8\u{202F}%", "of"]
        );
        assert!(elide(text, 11.0, Weight::Regular, 60.0).ends_with('…'));
    }

    #[test]
    fn a_label_takes_the_place_that_crosses_least() {
        let at = |left: f32, top: f32| Rect { left, top, right: left + 20.0, bottom: top + 10.0 };
        let mut placer = Placer::new(at(0.0, 0.0).grown(100.0));
        placer.avoid(&[Point { x: -50.0, y: 5.0 }, Point { x: 50.0, y: 5.0 }]);
        assert_eq!(placer.place([at(0.0, 0.0), at(0.0, 20.0)]), Some(at(0.0, 20.0)));
        assert_eq!(placer.place([at(0.0, 20.0)]), None, "taken");
        assert_eq!(placer.place([at(300.0, 0.0)]), None, "outside");
    }
}
