//! A map of the world with places as points that can be pointed at and picked.
//!
//! Longitude and latitude are straight axes, a degree of longitude drawn at 0.8 of one of latitude: true at 37°.

use std::sync::{Arc, LazyLock};

use earcut::Earcut;
use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Align2, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo};
use egui::{pos2, vec2};

use crate::catalog::{self, Ring};
use crate::look::{Color, Palette, TextStyle, Weight, chart, layout, radius, text};
use crate::ui::theme;

/// Width of a degree of longitude over the height of one of latitude.
const SHAPE: f32 = 0.8;

/// How near the pointer has to be to a point.
const REACH: f32 = 12.0;

/// A part of the world, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Westernmost and easternmost longitude.
    pub longitude: [f32; 2],
    /// Southernmost and northernmost latitude.
    pub latitude: [f32; 2],
}

impl View {
    /// All land but Antarctica.
    pub const WORLD: Self = Self { longitude: [-180.0, 180.0], latitude: [-56.0, 84.0] };

    /// The least part that holds all these points and some room around them; the world where there are none.
    pub fn around(points: impl IntoIterator<Item = (f32, f32)>) -> Self {
        let mut points = points.into_iter().peekable();
        if points.peek().is_none() {
            return Self::WORLD;
        }
        let none = [f32::INFINITY, f32::NEG_INFINITY];
        let (mut longitude, mut latitude) = (none, none);
        for (x, y) in points {
            longitude = [longitude[0].min(x), longitude[1].max(x)];
            latitude = [latitude[0].min(y), latitude[1].max(y)];
        }
        let room = |[low, high]: [f32; 2]| {
            let more = ((high - low) * 0.08).max(4.0);
            [low - more, high + more]
        };
        Self { longitude: room(longitude), latitude: room(latitude) }
    }
}

/// Where degrees stand on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    rect: Rect,
    middle: (f32, f32),
    /// Points on the screen for a degree of latitude.
    scale: f32,
}

impl Projection {
    /// The largest scale at which all of `view` is seen in `rect`, its middle in the middle.
    pub fn new(rect: Rect, view: View) -> Self {
        let [west, east] = view.longitude;
        let [south, north] = view.latitude;
        let across = rect.width() / (SHAPE * (east - west).max(1.0));
        let scale = across.min(rect.height() / (north - south).max(1.0));
        Self { rect, middle: (west.midpoint(east), south.midpoint(north)), scale }
    }

    /// The place on the screen of a longitude and latitude.
    pub fn at(&self, longitude: f32, latitude: f32) -> Pos2 {
        let (x, y) = (longitude - self.middle.0, latitude - self.middle.1);
        self.rect.center() + vec2(x * SHAPE, -y) * self.scale
    }

    /// The nearest of several points within reach of the pointer.
    pub fn nearest(&self, points: &[(f32, f32)], pointer: Pos2) -> Option<usize> {
        let distance = |point: &(f32, f32)| self.at(point.0, point.1).distance(pointer);
        let all = points.iter().map(distance).enumerate();
        all.filter(|(_, far)| *far <= REACH).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
    }
}

/// The class of a point: its colour, and its size as the second cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The low third: large and green.
    Low,
    /// The middle: smaller.
    Middle,
    /// The high: smallest.
    High,
    /// Not among those looked for.
    Out,
}

impl Class {
    /// Its radius and colour.
    pub const fn look(self, palette: &Palette) -> (f32, Color) {
        match self {
            Self::Low => (4.0, palette.power),
            Self::Middle => (3.0, palette.text2),
            Self::High => (2.2, palette.text3),
            Self::Out => (1.2, palette.stroke2),
        }
    }
}

/// A point of the map.
#[derive(Clone, Copy, Debug)]
pub struct Point<'a> {
    /// Its name.
    pub name: &'a str,
    /// Longitude and latitude.
    pub at: (f32, f32),
    /// Its class.
    pub class: Class,
}

/// A map and what is marked on it.
#[derive(Clone, Copy, Debug)]
pub struct Map<'a> {
    /// The map's accessible name.
    pub name: &'a str,
    /// What part of the world is shown.
    pub view: View,
    /// The points.
    pub points: &'a [Point<'a>],
    /// The point that is chosen.
    pub chosen: Option<usize>,
    /// The point that is pointed at elsewhere.
    pub marked: Option<usize>,
}

impl Map<'_> {
    /// Shows the map at `rect`; returns the point under the pointer.
    pub fn show(&self, ui: &mut Ui, rect: Rect) -> (Response, Option<usize>) {
        let palette = theme::palette(ui);
        let id = ui.make_persistent_id(("map", self.name));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), self.name));
        let projection = Projection::new(rect, self.view);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect_filled(rect, radius::PLOT, theme::color(palette.bg0));
        graticule(&painter, &projection, palette);
        land(&painter, &projection, palette);
        let places: Vec<(f32, f32)> = self.points.iter().map(|point| point.at).collect();
        let pointed = response.hover_pos().and_then(|pointer| {
            let near = projection.nearest(&places, pointer)?;
            (self.points.get(near)?.class != Class::Out).then_some(near)
        });
        // The large ones last, so that none is hidden.
        for class in [Class::Out, Class::High, Class::Middle, Class::Low] {
            for point in self.points.iter().filter(|point| point.class == class) {
                let (size, ink) = class.look(palette);
                let at = projection.at(point.at.0, point.at.1);
                let ring = Stroke::new(layout::STROKE, theme::color(palette.bg0));
                painter.circle(at, size, theme::color(ink), ring);
            }
        }
        let marked = pointed.or(self.marked);
        if let Some(point) = marked.and_then(|at| self.points.get(at)) {
            ring(&painter, projection.at(point.at.0, point.at.1), palette.text);
        }
        if let Some(point) = self.chosen.and_then(|at| self.points.get(at)) {
            let at = projection.at(point.at.0, point.at.1);
            ring(&painter, at, palette.accent);
            painter.circle_filled(at, 4.0, theme::color(palette.accent));
            label(ui, &painter, rect, at, point.name);
        }
        let response = match pointed {
            Some(_) => response.on_hover_cursor(egui::CursorIcon::PointingHand),
            None => response,
        };
        (response, pointed)
    }
}

fn ring(painter: &Painter, at: Pos2, ink: Color) {
    painter.circle_stroke(at, 8.0, Stroke::new(chart::MARKER_STROKE, theme::color(ink)));
}

/// The name of the chosen point on a leader, within the map.
fn label(ui: &Ui, painter: &Painter, rect: Rect, at: Pos2, name: &str) {
    let palette = theme::palette(ui);
    let strong = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
    let galley = theme::galley(ui, name, strong, palette.text);
    let size = galley.size() + vec2(16.0, 8.0);
    let left = (at.x - 24.0 - size.x).max(rect.left() + 8.0);
    let top = (at.y + 22.0).min(rect.bottom() - size.y - 8.0);
    let plate = Rect::from_min_size(pos2(left, top), size);
    let from = pos2(at.x.clamp(plate.left(), plate.right()), plate.top());
    let way = (from - at).normalized();
    let stroke = theme::hairline(palette.accent);
    painter.line_segment([at + way * 9.0, from], stroke);
    painter.rect(
        plate,
        radius::CONTROL,
        theme::color(palette.bg1),
        theme::hairline(palette.stroke2),
        egui::StrokeKind::Inside,
    );
    let place = Align2::CENTER_CENTER.anchor_size(plate.center(), galley.size());
    painter.galley(place.min, galley, theme::color(palette.text));
}

fn graticule(painter: &Painter, projection: &Projection, palette: &Palette) {
    let stroke = theme::hairline(palette.stroke);
    for step in -6..=6 {
        let degree = step as f32 * 30.0;
        let at = projection.at(degree, degree);
        painter.vline(at.x.round() + 0.5, projection.rect.y_range(), stroke);
        painter.hline(projection.rect.x_range(), at.y.round() + 0.5, stroke);
    }
}

/// A coast and the corners of the triangles that fill it.
struct Filled {
    ring: &'static Ring,
    corners: Vec<u32>,
}

static FILLED: LazyLock<Vec<Filled>> = LazyLock::new(|| {
    let mut earcut = Earcut::new();
    let fill = |ring: &'static Ring| {
        let mut corners = Vec::new();
        // A closed ring says its first point twice.
        let open = ring.points.split_last().map_or(&[][..], |(_, open)| open);
        earcut.earcut(open.iter().copied(), &[], &mut corners);
        Filled { ring, corners }
    };
    catalog::land().iter().map(fill).collect()
});

/// Land with its coasts, water within it painted over; what reaches beyond 180° is drawn at the other side as well.
fn land(painter: &Painter, projection: &Projection, palette: &Palette) {
    let coast = theme::hairline(palette.stroke2);
    for Filled { ring, corners } in FILLED.iter() {
        let fill = theme::color(if ring.is_water { palette.bg0 } else { palette.bg3 });
        for turn in [-360.0, 0.0, 360.0] {
            let points: Vec<Pos2> =
                ring.points.iter().map(|[x, y]| projection.at(x + turn, *y)).collect();
            if !Rect::from_points(&points).intersects(projection.rect) {
                continue;
            }
            let vertex = |pos: &Pos2| Vertex { pos: *pos, uv: WHITE_UV, color: fill };
            let mesh = Mesh {
                indices: corners.clone(),
                vertices: points.iter().map(vertex).collect(),
                ..Mesh::default()
            };
            painter.add(Shape::Mesh(Arc::new(mesh)));
            painter.add(Shape::line(points, coast));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> Projection {
        Projection::new(Rect::from_min_size(pos2(100.0, 50.0), vec2(720.0, 350.0)), View::WORLD)
    }

    #[test]
    fn degrees_stand_where_the_scale_puts_them() {
        // 350 over 140 degrees is 2.5 a degree of latitude, 2 one of longitude; the middle is 0 and 14 north.
        let map = world();
        assert_eq!(map.at(0.0, 14.0), pos2(460.0, 225.0));
        assert_eq!(map.at(-100.0, 34.0), pos2(260.0, 175.0));
        assert_eq!(map.at(180.0, -56.0), pos2(820.0, 400.0));
    }

    #[test]
    fn a_narrow_place_shows_the_whole_width() {
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(288.0, 350.0));
        let map = Projection::new(rect, View::WORLD);
        assert_eq!(map.at(-180.0, 14.0), pos2(0.0, 175.0));
        assert_eq!(map.at(180.0, 14.0), pos2(288.0, 175.0));
    }

    #[test]
    fn the_pointer_finds_the_nearest_point_within_reach() {
        let map = world();
        let points = [(-100.0, 31.0), (-97.0, 32.0), (10.0, 60.0)];
        let near = map.at(-97.5, 32.0);
        assert_eq!(map.nearest(&points, near), Some(1));
        assert_eq!(map.nearest(&points, map.at(-100.0, 31.0)), Some(0));
        assert_eq!(map.nearest(&points, map.at(10.0, 60.0) + vec2(12.5, 0.0)), None);
        assert_eq!(map.nearest(&[], near), None);
    }

    #[test]
    fn a_view_holds_its_points_with_room() {
        let view = View::around([(-120.0, 30.0), (-70.0, 50.0)]);
        assert_eq!(view.longitude, [-124.0, -66.0]);
        assert_eq!(view.latitude, [26.0, 54.0]);
        assert_eq!(View::around([]), View::WORLD);
    }

    #[test]
    fn triangles_fill_the_land_and_nothing_else() {
        for Filled { ring, corners } in FILLED.iter() {
            let points = &ring.points;
            let cross = |a: [f32; 2], b: [f32; 2]| {
                f64::from(a[0]) * f64::from(b[1]) - f64::from(b[0]) * f64::from(a[1])
            };
            let outline: f64 =
                points.iter().zip(points.iter().skip(1)).map(|(a, b)| cross(*a, *b)).sum();
            let filled: f64 = corners
                .chunks_exact(3)
                .map(|corner| {
                    let [a, b, c] = [0, 1, 2].map(|at| points[corner[at] as usize]);
                    (cross(a, b) + cross(b, c) + cross(c, a)).abs()
                })
                .sum();
            let (outline, slack) = (outline.abs(), outline.abs().mul_add(0.001, 0.05));
            assert!((filled - outline).abs() < slack, "{filled} for {outline}");
        }
    }
}
