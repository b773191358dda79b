//! The few signs of the window, painted as lines: Plex has none of them.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Close a tab or sheet.
    Close,
    /// Add.
    Plus,
    /// No findings.
    Check,
    /// A finding.
    Warning,
    /// Opens downwards, or moves down.
    Down,
    /// Moves up.
    Up,
    /// Back, or less.
    Left,
    /// On, or more.
    Right,
    /// Search.
    Search,
}

/// Paints `icon` around `center` in a square of `size`.
pub fn paint(painter: &Painter, center: Pos2, size: f32, icon: Icon, color: Color32) {
    let stroke = Stroke::new(1.5, color);
    let half = size / 2.0;
    let at = |x: f32, y: f32| pos2(center.x + x * half, center.y + y * half);
    let line = |points: &[(f32, f32)]| {
        painter.line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke);
    };
    match icon {
        Icon::Close => {
            line(&[(-0.6, -0.6), (0.6, 0.6)]);
            line(&[(-0.6, 0.6), (0.6, -0.6)]);
        }
        Icon::Plus => {
            line(&[(-0.8, 0.0), (0.8, 0.0)]);
            line(&[(0.0, -0.8), (0.0, 0.8)]);
        }
        Icon::Check => line(&[(-0.8, 0.05), (-0.2, 0.6), (0.8, -0.6)]),
        Icon::Warning => {
            let outline = vec![at(0.0, -0.85), at(0.95, 0.8), at(-0.95, 0.8)];
            painter.add(Shape::closed_line(outline, Stroke::new(1.2, color)));
            line(&[(0.0, -0.25), (0.0, 0.3)]);
            painter.circle_filled(at(0.0, 0.55), 0.8, color);
        }
        Icon::Down => line(&[(-0.6, -0.3), (0.0, 0.3), (0.6, -0.3)]),
        Icon::Up => line(&[(-0.6, 0.3), (0.0, -0.3), (0.6, 0.3)]),
        Icon::Left => line(&[(0.3, -0.6), (-0.3, 0.0), (0.3, 0.6)]),
        Icon::Right => line(&[(-0.3, -0.6), (0.3, 0.0), (-0.3, 0.6)]),
        Icon::Search => {
            painter.circle_stroke(at(-0.15, -0.15), half * 0.6, stroke);
            line(&[(0.32, 0.32), (0.85, 0.85)]);
        }
    }
}

/// A filled dot: an edited plan, a series.
pub fn dot(painter: &Painter, center: Pos2, size: f32, color: Color32) {
    painter.circle_filled(center, size / 2.0, color);
}

/// A square that stands for a series, as the charts' legends have it.
pub fn swatch(painter: &Painter, center: Pos2, color: Color32) {
    let rect = Rect::from_center_size(center, Vec2::splat(8.0));
    painter.rect_filled(rect, crate::look::radius::SWATCH, color);
}

/// A horizontal dashed line of 1 px: the underline of a link.
pub fn dashed(painter: &Painter, from: Pos2, width: f32, color: Color32) {
    let y = from.y.round() + 0.5;
    let ends = [pos2(from.x, y), pos2(from.x, y) + vec2(width, 0.0)];
    painter.extend(Shape::dashed_line(&ends, Stroke::new(1.0, color), 3.0, 2.0));
}
