//! The outline of the world's land, for maps.

use std::sync::LazyLock;

const BYTES: &[u8] = include_bytes!("../../assets/map/land_110m_i16.bin");

/// South of this lies only Antarctica, where no site stands.
const SOUTHERNMOST: f32 = -60.0;

/// A coast as a closed ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// Longitude and latitude in degrees, east and north positive.
    ///
    /// No two neighbours lie on both sides of 180°: where the coast crosses it, longitudes go on beyond.
    pub points: Vec<[f32; 2]>,
    /// Whether it bounds water within the land.
    pub is_water: bool,
}

static LAND: LazyLock<Vec<Ring>> = LazyLock::new(|| rings(BYTES));

/// All coasts but Antarctica's.
pub fn land() -> &'static [Ring] {
    &LAND
}

/// Reads rings as far as the bytes go.
fn rings(bytes: &[u8]) -> Vec<Ring> {
    let mut numbers = bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]]));
    let count = numbers.next().unwrap_or(0).cast_unsigned();
    let mut rings = Vec::new();
    for _ in 0..count {
        let length = numbers.next().unwrap_or(0).cast_unsigned();
        let mut point =
            || Some([f32::from(numbers.next()?) / 10.0, f32::from(numbers.next()?) / 10.0]);
        let points: Vec<[f32; 2]> = (0..length).map_while(|_| point()).collect();
        if points.iter().any(|[_, latitude]| *latitude >= SOUTHERNMOST) {
            rings.push(ring(points));
        }
    }
    rings
}

fn ring(mut points: Vec<[f32; 2]>) -> Ring {
    let mut turn = 0.0;
    let mut before = points.first().map_or(0.0, |point| point[0]);
    for point in &mut points {
        let step = point[0] - before;
        before = point[0];
        if step > 180.0 {
            turn -= 360.0;
        } else if step < -180.0 {
            turn += 360.0;
        }
        point[0] += turn;
    }
    let west = points.iter().map(|point| point[0]).fold(f32::INFINITY, f32::min);
    let east = points.iter().map(|point| point[0]).fold(f32::NEG_INFINITY, f32::max);
    // The middle of each ring lies on the map, so that a copy at one side at most is drawn.
    let shift = -360.0 * (west.midpoint(east) / 360.0).round();
    for point in &mut points {
        point[0] += shift;
    }
    let is_water = area(&points) > 0.0;
    Ring { points, is_water }
}

/// Twice the area within a ring in square degrees, negative where it runs clockwise, as land does.
fn area(points: &[[f32; 2]]) -> f32 {
    let pairs = points.iter().zip(points.iter().skip(1));
    pairs.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a point lies on land: an odd number of coasts east of it.
    fn is_land(longitude: f32, latitude: f32) -> bool {
        let mut inside = false;
        for ring in land() {
            for (a, b) in ring.points.iter().zip(ring.points.iter().skip(1)) {
                let crosses = (a[1] > latitude) != (b[1] > latitude);
                let at = (b[0] - a[0]) * (latitude - a[1]) / (b[1] - a[1]) + a[0];
                inside ^= crosses && longitude < at;
            }
        }
        inside
    }

    #[test]
    fn land_is_where_it_lies_and_water_where_it_does_not() {
        for (name, longitude, latitude, expected) in [
            ("Texas", -100.0, 31.0, true),
            ("Siberia", 100.0, 65.0, true),
            ("Chukotka, east of 180", 179.0, 68.0, true),
            ("Australia", 134.0, -25.0, true),
            ("the Caspian Sea", 51.0, 42.0, false),
            ("the Atlantic", -40.0, 30.0, false),
            ("the South Pole", 0.0, -85.0, false),
        ] {
            assert_eq!(is_land(longitude, latitude), expected, "{name}");
        }
    }

    #[test]
    fn every_ring_is_closed_and_never_jumps_around_the_globe() {
        // 126 rings less Antarctica's.
        assert!(land().len() > 110, "{}", land().len());
        for ring in land() {
            assert_eq!(ring.points.first(), ring.points.last());
            let steps = ring.points.iter().zip(ring.points.iter().skip(1));
            assert!(steps.into_iter().all(|(a, b)| (a[0] - b[0]).abs() < 90.0));
        }
        assert_eq!(land().iter().filter(|ring| ring.is_water).count(), 1, "the Caspian Sea");
    }

    #[test]
    fn a_table_that_ends_early_gives_what_is_whole() {
        assert_eq!(rings(&[]), []);
        assert_eq!(rings(&BYTES[..100]).len(), rings(&BYTES[..102]).len());
    }
}
