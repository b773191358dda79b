//! What explains a chart: regions, guides, markers, events, and their words.

use crate::figure::canvas::{CAPTION, Canvas, Font, SMALL, width};
use crate::figure::geometry::point;
use crate::figure::labels::wrap;
use crate::figure::{
    Anchor, At, Guide, GuideStyle, Layer, Mark, Marker, MarkerKind, Note, Point, Rect, Region,
    RegionStyle, Role, Stroke, legend,
};
use crate::look::{Weight, chart, faded};

/// Widest text of a note or a region.
const NOTE_WIDTH: f32 = 244.0;

/// Draws the hatches of the regions.
pub(super) fn regions(canvas: &mut Canvas<'_>) {
    let figure = canvas.figure;
    for layer in &figure.layers {
        let Layer::Region(region) = layer else { continue };
        let Some(rect) = region_rect(canvas, region) else { continue };
        let palette = canvas.palette;
        match region.style {
            RegionStyle::Unreachable => {
                let hatch = chart::HATCH_OUT_OF_REACH;
                canvas.fill(rect, faded(palette.bg0, hatch.fill_alpha));
                canvas.hatch(&rect.corners(), hatch, palette.text3);
            }
            RegionStyle::Off => canvas.hatch(&rect.corners(), chart::HATCH_OFF, palette.mining),
            RegionStyle::NextOff => {
                canvas.hatch(&rect.corners(), chart::HATCH_NEXT_OFF, palette.mining);
            }
        }
        canvas.hatched.push(rect);
    }
}

fn region_rect(canvas: &Canvas<'_>, region: &Region) -> Option<Rect> {
    let (map, plot) = (canvas.map, canvas.map.plot);
    let side = |x: f64| (!x.is_nan()).then(|| map.x_to_px(x).clamp(plot.left, plot.right).round());
    let rect = Rect { left: side(region.x0)?, right: side(region.x1)?, ..plot };
    (rect.left < rect.right).then_some(rect)
}

/// Draws the guides' lines.
pub(super) fn guides(canvas: &mut Canvas<'_>) {
    let figure = canvas.figure;
    for layer in &figure.layers {
        let Layer::Guide(guide) = layer else { continue };
        let Some([a, b]) = guide_ends(canvas, guide) else { continue };
        let (width, dash) = match guide.style {
            GuideStyle::Limit => (chart::LINE_HAIR, None),
            GuideStyle::Baseline => (chart::LINE_HAIR, Some(chart::DASH_BASELINE)),
            GuideStyle::Strike => (chart::LINE_FINE, None),
            GuideStyle::NextStrike => (chart::LINE_FINE, Some(chart::DASH_STRIKE)),
            GuideStyle::Subject => (chart::LINE_SERIES, None),
        };
        let color = canvas.color(guide.role);
        canvas.placer.avoid(&[a, b]);
        canvas.line(vec![a, b], Stroke { color, width }, dash);
    }
}

fn guide_ends(canvas: &Canvas<'_>, guide: &Guide) -> Option<[Point; 2]> {
    let (map, plot) = (canvas.map, canvas.map.plot);
    match guide.at {
        At::X(x) => {
            let x = map.x_to_px(x);
            (plot.left..=plot.right)
                .contains(&x)
                .then(|| [point(x, plot.top), point(x, plot.bottom)])
        }
        At::Y(y) => {
            let y = map.y_to_px(y);
            (plot.top - 0.5..=plot.bottom + 0.5)
                .contains(&y)
                .then(|| [point(plot.left, y), point(plot.right, y)])
        }
    }
}

fn marker_at(canvas: &Canvas<'_>, marker: &Marker) -> Option<Point> {
    let at = canvas.map.at(marker.x, marker.y);
    canvas.map.plot.contains(at).then_some(at)
}

/// Draws the markers' shapes and the lines from them to the axis.
pub(super) fn markers(canvas: &mut Canvas<'_>) {
    let figure = canvas.figure;
    let markers = || {
        figure.layers.iter().filter_map(|layer| match layer {
            Layer::Marker(marker) => Some(marker),
            _ => None,
        })
    };
    for marker in markers().filter(|marker| marker.drop) {
        let Some(at) = marker_at(canvas, marker) else { continue };
        let foot = point(at.x, canvas.map.plot.bottom);
        canvas.placer.avoid(&[at, foot]);
        if marker.kind == MarkerKind::Solid {
            let color = canvas.palette.accent;
            canvas.line(vec![at, foot], Stroke { color, width: 2.0 }, None);
        } else {
            let color = canvas.color(marker.role);
            canvas.line(vec![at, foot], Stroke { color, width: 1.0 }, Some(chart::DASH_GUIDE));
        }
    }
    for marker in markers() {
        let Some(at) = marker_at(canvas, marker) else { continue };
        let radius = shape(canvas, marker, at);
        canvas.placer.take(Rect::between(at, at).grown(radius));
    }
}

fn shape(canvas: &mut Canvas<'_>, marker: &Marker, center: Point) -> f32 {
    let (card, color) = (canvas.palette.bg1, canvas.color(marker.role));
    let mut circle = |radius: f32, fill, stroke| {
        canvas.marks.push(Mark::Circle { center, radius, fill: Some(fill), stroke });
    };
    match marker.kind {
        MarkerKind::Hollow => {
            circle(5.0, card, Some(Stroke { color, width: 2.0 }));
            5.0
        }
        MarkerKind::Solid => {
            circle(7.5, card, None);
            circle(6.5, canvas.palette.accent, None);
            6.5
        }
        MarkerKind::Dot => {
            circle(2.5, color, None);
            2.5
        }
        MarkerKind::Diamond => {
            let points = [(0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0)]
                .map(|(x, y)| point(center.x + x, center.y + y))
                .to_vec();
            let stroke = Some(Stroke { color, width: 1.5 });
            canvas.marks.push(Mark::Polygon { points, fill: card, stroke });
            5.5
        }
    }
}

/// Draws the moments above the plot, each with its word where there is room up to `right`.
pub(super) fn events(canvas: &mut Canvas<'_>, right: f32) {
    let (figure, plot) = (canvas.figure, canvas.map.plot);
    let font = Font { color: canvas.palette.text2, ..canvas.regular() };
    let mut shown: Vec<(f32, &str)> = figure
        .events
        .iter()
        .map(|event| (canvas.map.x_to_px(event.x), event.label.as_str()))
        .filter(|(x, _)| (plot.left..=plot.right).contains(x))
        .collect();
    shown.sort_by(|a, b| a.0.total_cmp(&b.0));
    let y = plot.top - 14.0;
    // Where each event's words end, right of its mark or at it.
    let mut label_ends: Vec<f32> = Vec::with_capacity(shown.len());
    for (i, (x, label)) in shown.iter().enumerate() {
        let points =
            [(-4.0, -3.0), (4.0, -3.0), (0.0, 4.0)].map(|(dx, dy)| point(x + dx, y + dy)).to_vec();
        canvas.marks.push(Mark::Polygon { points, fill: canvas.palette.text2, stroke: None });
        let next = shown.get(i + 1).map_or(right - 8.0, |(next, _)| next - 10.0);
        let before = i.checked_sub(1).map_or(plot.left, |before| label_ends[before] + 10.0);
        let size = width(label, font);
        label_ends.push(x + 8.0);
        if x + 8.0 + size <= next {
            canvas.text(x + 8.0, y, Anchor::Start, font, label);
            label_ends[i] = x + 8.0 + size;
        } else if x - 8.0 - size >= before {
            canvas.text(x - 8.0, y, Anchor::End, font, label);
        }
    }
}

/// Writes the words of markers, notes, guides and regions, in this order of weight.
pub(super) fn words(canvas: &mut Canvas<'_>) {
    let layers = &canvas.figure.layers;
    for layer in layers {
        if let Layer::Marker(marker) = layer {
            marker_words(canvas, marker);
        }
    }
    for layer in layers {
        if let Layer::Note(note) = layer {
            note_words(canvas, note);
        }
    }
    for layer in layers {
        if let Layer::Guide(guide) = layer {
            guide_words(canvas, guide);
        }
    }
    for layer in layers {
        if let Layer::Region(region) = layer {
            region_words(canvas, region);
        }
    }
}

/// Lines of runs, each run in its font.
struct Block {
    lines: Vec<Vec<(Font, String)>>,
    centred: bool,
}

/// Distance between two runs on a line.
const RUN_GAP: f32 = 7.0;

impl Block {
    fn line(runs: Vec<(Font, String)>) -> Self {
        let runs = runs.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        Self { lines: vec![runs], centred: false }
    }

    fn line_height(&self) -> f32 {
        let sizes = self.lines.iter().flatten().map(|(font, _)| font.size);
        (sizes.fold(CAPTION, f32::max) * 1.36).round()
    }

    fn width(&self) -> f32 {
        self.lines.iter().map(|line| line_width(line)).fold(0.0, f32::max)
    }

    /// The room the block takes with its top left corner at `left`, `top`.
    fn rect(&self, left: f32, top: f32) -> Rect {
        let height = self.line_height() * self.lines.len() as f32;
        Rect { left, top, right: left + self.width(), bottom: top + height }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, rect: Rect) {
        canvas.plate(&rect);
        let height = self.line_height();
        for (i, line) in self.lines.iter().enumerate() {
            let spare = rect.width() - line_width(line);
            let mut x = rect.left + if self.centred { spare / 2.0 } else { 0.0 };
            for (font, text) in line {
                let y = rect.top + (i as f32 + 0.5) * height;
                canvas.text(x, y, Anchor::Start, *font, text);
                x += width(text, *font) + RUN_GAP;
            }
        }
    }
}

fn line_width(line: &[(Font, String)]) -> f32 {
    let texts: f32 = line.iter().map(|(font, text)| width(text, *font)).sum();
    texts + RUN_GAP * line.len().saturating_sub(1) as f32
}

fn marker_words(canvas: &mut Canvas<'_>, marker: &Marker) {
    let Some(at) = marker_at(canvas, marker) else { return };
    let palette = canvas.palette;
    let bold = Font { size: SMALL, weight: Weight::SemiBold, color: palette.text };
    let quiet = Font { color: palette.text2, ..canvas.regular() };
    let (name, value) = match marker.kind {
        MarkerKind::Solid => (bold, Font { color: palette.link, ..bold }),
        MarkerKind::Hollow => (bold, Font { color: palette.text2, ..bold }),
        MarkerKind::Diamond | MarkerKind::Dot => (quiet, quiet),
    };
    let runs = vec![(name, marker.label.clone()), (value, marker.value_label.clone())];
    let blocks = [Block::line(runs.clone()), Block::line(runs.into_iter().take(1).collect())];
    for block in blocks {
        if block.lines[0].is_empty() {
            return;
        }
        if let Some(rect) = canvas.placer.place(around(&block, at, marker.kind)) {
            block.draw(canvas, rect);
            return;
        }
    }
}

/// Places for `block` around a marker, the usual one for its kind first.
fn around(block: &Block, at: Point, kind: MarkerKind) -> Vec<Rect> {
    let size = block.rect(0.0, 0.0);
    let mut places = Vec::new();
    for far in [0.0, 10.0, 22.0, 36.0] {
        let (above, below) = (at.y - size.bottom - 8.0 - far, at.y + 8.0 + far);
        let (before, after) = (at.x - size.right - 10.0, at.x + 10.0);
        let (level, middle) = (at.y - size.bottom / 2.0, at.x - size.right / 2.0);
        let mut ring = vec![
            (before, above),
            (after, below),
            (after, above),
            (before, below),
            (middle, above),
            (middle, below),
            (after + far, level),
            (before - far, level),
        ];
        match kind {
            MarkerKind::Solid => {}
            MarkerKind::Hollow => ring.swap(0, 1),
            MarkerKind::Diamond => ring.swap(0, 4),
            MarkerKind::Dot => ring.swap(0, 6),
        }
        places.extend(ring.into_iter().map(|(left, top)| block.rect(left.round(), top.round())));
    }
    places
}

fn guide_words(canvas: &mut Canvas<'_>, guide: &Guide) {
    if guide.label.is_empty() || legend::names(canvas.figure, guide) {
        return;
    }
    let Some([a, b]) = guide_ends(canvas, guide) else { return };
    let font = match guide.style {
        GuideStyle::Subject => {
            Font { weight: Weight::SemiBold, color: canvas.color(Role::Link), ..canvas.regular() }
        }
        _ => Font { color: canvas.palette.text2, ..canvas.regular() },
    };
    let block = Block::line(vec![(font, guide.label.clone())]);
    let size = block.rect(0.0, 0.0);
    let places: Vec<Rect> = match guide.at {
        At::X(_) => (0_u8..8)
            .map(|row| a.y + 3.0 + f32::from(row) * 16.0)
            .flat_map(|top| [(a.x - 8.0 - size.right, top), (a.x + 8.0, top)])
            .map(|(left, top)| block.rect(left, top))
            .collect(),
        At::Y(_) => [b.x - 4.0 - size.right, a.x + 6.0, a.x.midpoint(b.x)]
            .into_iter()
            .flat_map(|left| [(left, a.y + 4.0), (left, a.y - 4.0 - size.bottom)])
            .map(|(left, top)| block.rect(left, top))
            .collect(),
    };
    if let Some(rect) = canvas.placer.place(places) {
        block.draw(canvas, rect);
    }
}

/// A title and wrapped text within `room`, none where the title does not fit.
fn paragraph(canvas: &Canvas<'_>, note: &Note, room: f32) -> Option<Block> {
    let body = Font { color: canvas.palette.text2, ..canvas.regular() };
    let bold = Font { weight: Weight::SemiBold, color: canvas.palette.text, ..body };
    let mut block = Block::line(vec![(bold, note.title.clone()), (body, note.detail.clone())]);
    let text = wrap(&note.text, CAPTION, Weight::Regular, room);
    block.lines.extend(text.into_iter().map(|line| vec![(body, line)]));
    block.lines.retain(|line| !line.is_empty());
    (!block.lines.is_empty() && block.width() <= room).then_some(block)
}

fn region_words(canvas: &mut Canvas<'_>, region: &Region) {
    if legend::names_region(region) {
        return;
    }
    let Some(rect) = region_rect(canvas, region) else { return };
    let room = (rect.width() - 20.0).min(NOTE_WIDTH);
    let Region { title, text, .. } = region;
    let note = Note { title: title.clone(), text: text.clone(), ..Note::default() };
    let bare = Note { title: title.clone(), ..Note::default() };
    for note in [note, bare] {
        let Some(mut block) = paragraph(canvas, &note, room) else { continue };
        let size = block.rect(0.0, 0.0);
        let centre = rect.left.midpoint(rect.right) - size.right / 2.0;
        block.centred = rect.width() < 150.0;
        let lefts = if block.centred {
            vec![centre]
        } else {
            vec![rect.left + 18.0, centre, rect.right - 10.0 - size.right]
        };
        let rows = ((rect.height() - size.bottom) / 8.0).max(0.0) as u16;
        let places = (0..rows)
            .map(|row| rect.top + 8.0 + f32::from(row) * 8.0)
            .flat_map(|top| lefts.iter().map(move |left| (*left, top)))
            .map(|(left, top)| block.rect(left.round(), top.round()).grown(4.0));
        if let Some(place) = canvas.placer.place(places) {
            block.draw(canvas, place.grown(-4.0));
            return;
        }
    }
}

fn note_words(canvas: &mut Canvas<'_>, note: &Note) {
    const BAR: f32 = 12.0;
    if !(note.at.0.is_finite() && note.at.1.is_finite()) {
        return;
    }
    let at = canvas.map.at(note.at.0, note.at.1);
    let bar = if note.role.is_some() { BAR } else { 0.0 };
    let room = (canvas.map.plot.right - at.x - bar - 6.0).max(NOTE_WIDTH);
    let Some(block) = paragraph(canvas, note, room) else { return };
    let size = block.rect(0.0, 0.0);
    let shifts = [0.0, -8.0, 8.0, -16.0, 16.0, -24.0, 24.0, -40.0, 40.0, -56.0, 56.0];
    let last_left = canvas.map.plot.right - 4.0 - size.right - bar;
    let lefts = [at.x, at.x.min(last_left), at.x + 12.0, at.x + 28.0];
    let places = lefts.into_iter().flat_map(|left| {
        shifts.map(|shift| {
            let rect = block.rect(left.round() + bar, (at.y + shift).round());
            Rect { left: rect.left - bar, ..rect }
        })
    });
    let places: Vec<Rect> = places.collect();
    let Some(place) = canvas.placer.place(places) else { return };
    // A grid line through a figure would strike it out.
    canvas.ground(&place);
    block.draw(canvas, Rect { left: place.left + bar, ..place });
    if let Some(role) = note.role {
        let rect = Rect { right: place.left + 3.0, ..place };
        let fill = Some(canvas.color(role));
        canvas.over.push(Mark::Rect { rect, radius: 0.0, fill, stroke: None });
    }
}
