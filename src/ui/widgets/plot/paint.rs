//! Paints the marks of a scene.

use egui::epaint::{Mesh, RectShape};
use egui::{Color32, Painter, Pos2, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use crate::figure::{Anchor, Mark, Point, Scene};
use crate::look::{TextStyle, Weight};
use crate::ui::theme;

/// Paints a scene with its top left corner at `origin`.
pub(super) fn scene(painter: &Painter, origin: Pos2, scene: &Scene) {
    let at = |point: &Point| pos2(origin.x + point.x, origin.y + point.y);
    for mark in &scene.marks {
        match mark {
            Mark::Rect { rect, radius, fill, stroke } => {
                let place = egui::Rect::from_min_max(
                    origin + vec2(rect.left, rect.top),
                    origin + vec2(rect.right, rect.bottom),
                );
                let fill = fill.map_or(Color32::TRANSPARENT, theme::color);
                let border = stroke.map_or(Stroke::NONE, line);
                painter.add(RectShape::new(place, *radius, fill, border, StrokeKind::Middle));
            }
            Mark::Polyline { points, stroke, dash } => {
                let points: Vec<Pos2> = points.iter().map(at).collect();
                match dash {
                    Some([dash, gap]) => {
                        painter.extend(Shape::dashed_line(&points, line(*stroke), *dash, *gap));
                    }
                    None => {
                        painter.line(points, line(*stroke));
                    }
                }
            }
            Mark::Segments { segments, stroke } => {
                let stroke = line(*stroke);
                painter.extend(
                    segments
                        .iter()
                        .map(|[from, to]| Shape::line_segment([at(from), at(to)], stroke)),
                );
            }
            Mark::Polygon { points, fill, stroke } => {
                let points: Vec<Pos2> = points.iter().map(at).collect();
                let border = stroke.map_or(Stroke::NONE, line);
                painter.add(Shape::convex_polygon(points, theme::color(*fill), border));
            }
            Mark::Strip { top, bottom, fill } => {
                painter.add(strip(top, bottom, theme::color(*fill), origin));
            }
            Mark::Circle { center, radius, fill, stroke } => {
                let fill = fill.map_or(Color32::TRANSPARENT, theme::color);
                let border = stroke.map_or(Stroke::NONE, line);
                painter.circle(at(center), *radius, fill, border);
            }
            Mark::Text { at: place, anchor, size, weight, color, text } => {
                let ink = theme::color(*color);
                words(painter, at(place), *anchor, (*size, *weight), ink, text);
            }
        }
    }
}

fn line(stroke: crate::figure::Stroke) -> Stroke {
    Stroke::new(stroke.width, theme::color(stroke.color))
}

/// The area between two lines over the same x, as triangles.
fn strip(top: &[Point], bottom: &[Point], fill: Color32, origin: Pos2) -> Mesh {
    let mut mesh = Mesh::default();
    for (upper, lower) in top.iter().zip(bottom) {
        let next = mesh.vertices.len() as u32;
        mesh.colored_vertex(origin + vec2(upper.x, upper.y), fill);
        mesh.colored_vertex(origin + vec2(lower.x, lower.y), fill);
        if next >= 2 {
            mesh.add_triangle(next - 2, next - 1, next);
            mesh.add_triangle(next - 1, next, next + 1);
        }
    }
    mesh
}

/// A line of text whose baseline stands at `place`.
fn words(
    painter: &Painter,
    place: Pos2,
    anchor: Anchor,
    (size, weight): (f32, Weight),
    ink: Color32,
    text: &str,
) {
    let font = theme::font(TextStyle { size, line: size * 1.3, weight });
    let galley = painter.layout_no_wrap(text.to_owned(), font, ink);
    let baseline = galley
        .rows
        .first()
        .and_then(|row| Some(row.pos.y + row.row.glyphs.first()?.pos.y))
        .unwrap_or_default();
    let left = match anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => galley.size().x / 2.0,
        Anchor::End => galley.size().x,
    };
    painter.galley(place - Vec2::new(left, baseline), galley, ink);
}
