//! A figure as a PDF page, drawn mark by mark from its scene: lines stay lines, text stays text in our fonts.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point as At, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineJoin, Stroke as Pen, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

use crate::export::{ExportError, Style, layout};
use crate::figure::{Anchor, Figure, Mark, Point, Rect, Scene, Stroke};
use crate::look::{Color, Weight, text_width};

/// Points of a page for each px: 72 points and 96 px make an inch.
const POINTS_PER_PX: f32 = 0.75;

/// How far a curve's handles reach to make a quarter of a circle, in radii: 4/3 (√2 − 1).
const QUARTER: f32 = 0.552_284_8;

/// The figure as a document of one page with its title, legend and source.
///
/// The same figure and style give the same bytes: the document holds no date.
pub fn pdf(figure: &Figure, style: &Style) -> Result<Vec<u8>, ExportError> {
    let Style { width, height, zoom, palette, .. } = *style.checked(1.0)?;
    let Scene { marks, width: inner_width, height: inner_height, .. } = layout(figure, style);
    let ground = Rect { left: 0.0, top: 0.0, right: inner_width, bottom: inner_height };
    let ground = [Mark::Rect { rect: ground, radius: 0.0, fill: Some(palette.bg1), stroke: None }];
    let (at, scale) = (Point { x: 0.0, y: 0.0 }, zoom * POINTS_PER_PX);
    let leaf = Leaf {
        width: width * POINTS_PER_PX,
        height: height * POINTS_PER_PX,
        title: &figure.title,
        description: &figure.source,
        parts: &[Part { marks: &ground, at, scale }, Part { marks: &marks, at, scale }],
    };
    leaf.bytes()
}

/// A document of one page, lengths in points.
pub(super) struct Leaf<'a> {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The document's title.
    pub title: &'a str,
    /// What the document is, in a sentence.
    pub description: &'a str,
    /// What is drawn, the first at the back.
    pub parts: &'a [Part<'a>],
}

/// Marks with a place and a scale of their own.
pub(super) struct Part<'a> {
    /// The marks.
    pub marks: &'a [Mark],
    /// Where their origin stands on the page, in points.
    pub at: Point,
    /// Points for each of their units.
    pub scale: f32,
}

impl Leaf<'_> {
    /// The document; the same leaf gives the same bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, ExportError> {
        let Self { width, height, title, description, parts } = *self;
        let mut document = Document::new();
        document.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .description(description.to_owned())
                .creator(format!("Wattsplit {}", env!("CARGO_PKG_VERSION")))
                .language("en".to_owned()),
        );
        let page =
            PageSettings::from_wh(width, height).ok_or(ExportError::Size { width, height })?;
        let mut page = document.start_page_with(page);
        let mut pen = Painter { surface: page.surface(), fonts: fonts()? };
        for Part { marks, at, scale } in parts {
            let place = Transform::from_row(*scale, 0.0, 0.0, *scale, at.x, at.y);
            pen.surface.push_transform(&place);
            for mark in *marks {
                pen.mark(mark);
            }
            pen.surface.pop();
        }
        drop(pen);
        drop(page);
        document.finish().map_err(|error| ExportError::Document(error.to_string()))
    }
}

/// Our fonts, light to heavy.
fn fonts() -> Result<[Font; 3], ExportError> {
    let font = |weight: Weight| {
        let missing = || ExportError::Document(format!("the font of {weight:?} is not one"));
        Font::new(weight.bytes().into(), 0).ok_or_else(missing)
    };
    let [regular, medium, semibold] = Weight::ALL.map(font);
    Ok([regular?, medium?, semibold?])
}

struct Painter<'a> {
    surface: Surface<'a>,
    fonts: [Font; 3],
}

impl Painter<'_> {
    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Rect { rect, radius, fill, stroke } => {
                self.path(rounded(rect, *radius), *fill, *stroke, None);
            }
            Mark::Polyline { points, stroke, dash } => {
                self.path(line(points), None, Some(*stroke), *dash);
            }
            Mark::Segments { segments, stroke } => {
                let mut path = PathBuilder::new();
                for [a, b] in segments {
                    path.move_to(a.x, a.y);
                    path.line_to(b.x, b.y);
                }
                self.path(path.finish(), None, Some(*stroke), None);
            }
            Mark::Polygon { points, fill, stroke } => {
                self.path(polygon(points), Some(*fill), *stroke, None);
            }
            Mark::Strip { top, bottom, fill } => {
                let around: Vec<Point> = top.iter().chain(bottom.iter().rev()).copied().collect();
                self.path(polygon(&around), Some(*fill), None, None);
            }
            Mark::Circle { center, radius, fill, stroke } => {
                let Point { x, y } = *center;
                let (left, top, right, bottom) = (x - radius, y - radius, x + radius, y + radius);
                let around = Rect { left, top, right, bottom };
                self.path(rounded(&around, *radius), *fill, *stroke, None);
            }
            Mark::Text { at, anchor, size, weight, color, text } => {
                let before = match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => 0.5,
                    Anchor::End => 1.0,
                };
                let [regular, medium, semibold] = &self.fonts;
                let font = match weight {
                    Weight::Regular => regular,
                    Weight::Medium => medium,
                    Weight::SemiBold => semibold,
                };
                let left = at.x - before * text_width(text, *size, *weight);
                self.surface.set_stroke(None);
                self.surface.set_fill(Some(filled(*color)));
                let (at, font) = (At::from_xy(left, at.y), font.clone());
                self.surface.draw_text(at, font, *size, text, false, TextDirection::LeftToRight);
            }
        }
    }

    /// Draws a path; one that encloses nothing and has no length is left out.
    fn path(
        &mut self,
        path: Option<Path>,
        fill: Option<Color>,
        stroke: Option<Stroke>,
        dash: Option<[f32; 2]>,
    ) {
        let Some(path) = path.filter(|_| fill.is_some() || stroke.is_some()) else { return };
        self.surface.set_fill(fill.map(filled));
        self.surface.set_stroke(stroke.map(|Stroke { color, width }| Pen {
            paint: ink(color).into(),
            opacity: opacity(color),
            width,
            line_join: LineJoin::Round,
            dash: dash.map(|dash| StrokeDash { array: dash.to_vec(), offset: 0.0 }),
            ..Pen::default()
        }));
        self.surface.draw_path(&path);
    }
}

fn ink([red, green, blue, _]: Color) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn opacity([.., alpha]: Color) -> NormalizedF32 {
    NormalizedF32::new(f32::from(alpha) / 255.0).unwrap_or(NormalizedF32::ONE)
}

fn filled(color: Color) -> Fill {
    Fill { paint: ink(color).into(), opacity: opacity(color), ..Fill::default() }
}

fn line(points: &[Point]) -> Option<Path> {
    along(points).finish()
}

fn polygon(points: &[Point]) -> Option<Path> {
    let mut path = along(points);
    path.close();
    path.finish()
}

fn along(points: &[Point]) -> PathBuilder {
    let mut path = PathBuilder::new();
    for (i, point) in points.iter().enumerate() {
        if i == 0 {
            path.move_to(point.x, point.y);
        } else {
            path.line_to(point.x, point.y);
        }
    }
    path
}

/// A rectangle with rounded corners; a circle where the radius is half its side.
fn rounded(rect: &Rect, radius: f32) -> Option<Path> {
    let r = radius.min(rect.width() / 2.0).min(rect.height() / 2.0);
    if r <= 0.0 {
        return polygon(&rect.corners());
    }
    let Rect { left, top, right, bottom } = *rect;
    // From a corner's edge to the handle of its curve.
    let h = r * (1.0 - QUARTER);
    let mut path = PathBuilder::new();
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - h, top, right, top + h, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - h, right - h, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + h, bottom, left, bottom - h, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + h, left + h, top, left + r, top);
    path.close();
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Colors, Size};
    use crate::figure::samples;

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    }

    #[test]
    fn a_chart_is_one_page_of_its_size_with_our_fonts_and_its_title() {
        for figure in samples::all() {
            let style = Style::new(Size::Slide, Colors::Print.palette());
            let bytes = pdf(&figure, &style).unwrap();
            assert!(bytes.starts_with(b"%PDF-1.") && bytes.trim_ascii_end().ends_with(b"%%EOF"));
            // 1280 x 720 px at 96 to the inch are 960 x 540 points.
            assert!(holds(&bytes, "/MediaBox[0 0 960 540]"), "{}", figure.id);
            assert!(holds(&bytes, "/Count 1"), "{}", figure.id);
            assert!(holds(&bytes, "IBMPlexSans") && holds(&bytes, "/FontFile"), "{}", figure.id);
            assert!(holds(&bytes, "/ToUnicode"), "text can be selected: {}", figure.id);
            assert!(holds(&bytes, "/Title"), "{}", figure.id);
            assert!(!holds(&bytes, "/CreationDate"), "{}", figure.id);
            assert_eq!(pdf(&figure, &style).unwrap(), bytes, "same bytes again: {}", figure.id);
        }
    }

    #[test]
    fn a_size_that_cannot_be_drawn_is_refused() {
        let size = Size::Custom { width: 10.0, height: f32::NAN };
        let style = Style::new(size, Colors::Dark.palette());
        assert!(matches!(pdf(&Figure::default(), &style), Err(ExportError::Size { .. })));
    }

    #[test]
    fn a_circle_is_rounded_to_its_middle() {
        let square = Rect { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };
        assert!(rounded(&square, 5.0).is_some() && rounded(&square, 0.0).is_some());
        assert!(line(&[]).is_none());
    }
}
