//! A figure as SVG, drawn mark by mark from its scene.

use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use resvg::usvg::{Options, Tree, WriteOptions, fontdb};

use crate::export::{ExportError, Style, layout};
use crate::figure::{Anchor, Figure, Mark, Point, Scene, Stroke};
use crate::look::{Color, Weight};

/// The fonts we ship, and no other.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut database = fontdb::Database::new();
    for weight in Weight::ALL {
        database.load_font_data(weight.bytes().to_vec());
    }
    Arc::new(database)
});

/// The figure as an SVG document with its title, legend and source.
pub fn svg(figure: &Figure, style: &Style) -> Result<Vec<u8>, ExportError> {
    let written = document(figure, style.checked(1.0)?);
    if style.editable_text {
        return Ok(written.into_bytes());
    }
    let options = WriteOptions {
        preserve_text: false,
        coordinates_precision: 3,
        transforms_precision: 5,
        ..WriteOptions::default()
    };
    Ok(parse(&written)?.to_string(&options).into_bytes())
}

/// The figure as a drawing ready to render.
pub(super) fn tree(figure: &Figure, style: &Style) -> Result<Tree, ExportError> {
    parse(&document(figure, style))
}

fn parse(written: &str) -> Result<Tree, ExportError> {
    let options =
        Options { fontdb: FONTS.clone(), font_family: FAMILY.to_owned(), ..Options::default() };
    Ok(Tree::from_str(written, &options)?)
}

const FAMILY: &str = "IBM Plex Sans";

fn document(figure: &Figure, style: &Style) -> String {
    let Style { width, height, palette, .. } = *style;
    let Scene { marks, width: inner_width, height: inner_height, .. } = layout(figure, style);
    let mut out = Writer { text: String::new() };
    out.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {inner_width} {inner_height}\">\n"
    ));
    out.put(format_args!("<title>{}</title>\n", escaped(&figure.title)));
    out.put(format_args!("<rect width=\"{inner_width}\" height=\"{inner_height}\""));
    out.fill(Some(palette.bg1));
    out.put(format_args!("/>\n"));
    for mark in &marks {
        out.mark(mark);
    }
    out.put(format_args!("</svg>\n"));
    out.text
}

struct Writer {
    text: String,
}

impl Writer {
    fn put(&mut self, piece: std::fmt::Arguments<'_>) {
        // Writing to a string has no way to fail.
        self.text.write_fmt(piece).unwrap_or_default();
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Rect { rect, radius, fill, stroke } => {
                self.put(format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                    px(rect.left),
                    px(rect.top),
                    px(rect.width()),
                    px(rect.height())
                ));
                if *radius > 0.0 {
                    self.put(format_args!(" rx=\"{}\"", px(*radius)));
                }
                self.fill(*fill);
                self.stroke(*stroke);
            }
            Mark::Polyline { points, stroke, dash } => {
                self.path(points.iter(), "");
                self.fill(None);
                self.stroke(Some(*stroke));
                self.put(format_args!(" stroke-linejoin=\"round\""));
                if let Some([on, off]) = dash {
                    self.put(format_args!(" stroke-dasharray=\"{} {}\"", px(*on), px(*off)));
                }
            }
            Mark::Segments { segments, stroke } => {
                self.put(format_args!("<path d=\""));
                for [a, b] in segments {
                    self.put(format_args!("M{} {}L{} {}", px(a.x), px(a.y), px(b.x), px(b.y)));
                }
                self.put(format_args!("\""));
                self.fill(None);
                self.stroke(Some(*stroke));
            }
            Mark::Polygon { points, fill, stroke } => {
                self.path(points.iter(), "Z");
                self.fill(Some(*fill));
                self.stroke(*stroke);
            }
            Mark::Strip { top, bottom, fill } => {
                self.path(top.iter().chain(bottom.iter().rev()), "Z");
                self.fill(Some(*fill));
            }
            Mark::Circle { center, radius, fill, stroke } => {
                self.put(format_args!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                    px(center.x),
                    px(center.y),
                    px(*radius)
                ));
                self.fill(*fill);
                self.stroke(*stroke);
            }
            Mark::Text { at, anchor, size, weight, color, text } => {
                let anchor = match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                let weight = weight.css();
                self.put(format_args!(
                    "<text x=\"{}\" y=\"{}\" font-family=\"{FAMILY}, sans-serif\" \
                     font-size=\"{}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\"",
                    px(at.x),
                    px(at.y),
                    px(*size)
                ));
                self.fill(Some(*color));
                self.put(format_args!(">{}</text>\n", escaped(text)));
                return;
            }
        }
        self.put(format_args!("/>\n"));
    }

    fn path<'a>(&mut self, points: impl Iterator<Item = &'a Point>, end: &str) {
        self.put(format_args!("<path d=\""));
        for (i, point) in points.enumerate() {
            let step = if i == 0 { 'M' } else { 'L' };
            self.put(format_args!("{step}{} {}", px(point.x), px(point.y)));
        }
        self.put(format_args!("{end}\""));
    }

    fn fill(&mut self, color: Option<Color>) {
        match color {
            None => self.put(format_args!(" fill=\"none\"")),
            Some(color) => self.paint("fill", color),
        }
    }

    fn stroke(&mut self, stroke: Option<Stroke>) {
        if let Some(Stroke { color, width }) = stroke {
            self.paint("stroke", color);
            self.put(format_args!(" stroke-width=\"{}\"", px(width)));
        }
    }

    fn paint(&mut self, what: &str, [red, green, blue, alpha]: Color) {
        self.put(format_args!(" {what}=\"#{red:02x}{green:02x}{blue:02x}\""));
        if alpha < 255 {
            self.put(format_args!(" {what}-opacity=\"{:.3}\"", f32::from(alpha) / 255.0));
        }
    }
}

/// A length with two decimals at most.
fn px(value: f32) -> f32 {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// `text` with what XML reserves written out, without control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Size;
    use crate::figure::samples;
    use crate::look::Theme;

    #[test]
    fn outlines_hold_no_text_and_text_stays_on_request() {
        let style = Style::new(Size::Slide, Theme::Light.palette());
        for figure in samples::all() {
            let outlines = String::from_utf8(svg(&figure, &style).unwrap()).unwrap();
            assert!(!outlines.contains("<text"), "{}", figure.id);
            parse(&outlines).unwrap();
            let editable = Style { editable_text: true, ..style.clone() };
            let text = String::from_utf8(svg(&figure, &editable).unwrap()).unwrap();
            assert!(text.contains(&escaped(&figure.title)) && text.contains("<text"));
            parse(&text).unwrap();
            assert_eq!(svg(&figure, &style).unwrap(), outlines.into_bytes(), "same bytes again");
        }
    }

    #[test]
    fn every_letter_has_a_glyph_in_our_fonts() {
        // Outlines of a title in a font that is missing would be empty.
        let figure =
            Figure { title: "\u{2212}5 … 7\u{202F}% <&>".to_owned(), ..Figure::default() };
        let tree = tree(&figure, &Style::new(Size::Page, Theme::Dark.palette())).unwrap();
        assert!(tree.root().abs_bounding_box().width() > 100.0);
        assert_eq!(escaped("a<b & \"c\"\u{7}"), "a&lt;b &amp; &quot;c&quot; ");
        let families: Vec<_> = FONTS.faces().map(|face| face.families[0].0.clone()).collect();
        assert_eq!(families, [FAMILY; 3]);
    }
}
