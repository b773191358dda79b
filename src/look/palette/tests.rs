//! Recomputes contrast and colour-blindness distances and holds the palette to them.

use super::*;

/// Fails where two colours stand out less than `least`, or other than as published.
fn check(name: &str, one: Color, other: Color, least: f64, published: Option<f64>) {
    let found = contrast(one, other);
    assert!(found >= least, "{name}: {found:.2} is under {least}");
    if let Some(published) = published {
        assert!((found - published).abs() <= 0.15, "{name}: {found:.2} instead of {published}");
    }
}

#[test]
fn contrast_follows_wcag() {
    // Black on white is 21 by definition; #777777 on white is 4.48, the known near miss.
    assert!((contrast(hex(0), hex(0xFF_FF_FF)) - 21.0).abs() < 1e-9);
    assert!((contrast(hex(0x77_77_77), hex(0xFF_FF_FF)) - 4.48).abs() < 0.005);
}

#[test]
fn every_text_pair_in_use_reaches_four_and_a_half() {
    for theme in [Theme::Dark, Theme::Light] {
        let p = theme.palette();
        let grounds = [p.bg0, p.bg1, p.bg2, p.bg3];
        let published: [(&str, Color, &[f64]); 8] = match theme {
            Theme::Dark => [
                ("text", p.text, &[15.8, 14.8, 13.1, 10.9]),
                ("text2", p.text2, &[9.2, 8.6, 7.7, 6.4]),
                ("text3", p.text3, &[5.8, 5.5, 4.8]),
                ("link", p.link, &[9.0, 8.4, 7.5, 6.2]),
                ("accent", p.accent, &[6.6, 6.1, 5.5, 4.5]),
                ("ok", p.ok, &[8.3, 7.7, 6.9, 5.7]),
                ("warn", p.warn, &[8.7, 8.1, 7.2, 6.0]),
                ("error", p.error, &[7.2, 6.7, 5.9, 4.9]),
            ],
            Theme::Light => [
                ("text", p.text, &[16.2, 17.8, 15.3, 13.8]),
                ("text2", p.text2, &[7.3, 8.0, 6.9, 6.2]),
                ("text3", p.text3, &[5.0, 5.5, 4.7]),
                ("link", p.link, &[5.3, 5.8, 5.0, 4.5]),
                ("accent", p.accent, &[5.3, 5.8, 5.0, 4.5]),
                ("ok", p.ok, &[5.5, 6.1, 5.3, 4.7]),
                ("warn", p.warn, &[5.7, 6.3, 5.4, 4.9]),
                ("error", p.error, &[5.6, 6.2, 5.3, 4.8]),
            ],
        };
        for (name, color, figures) in published {
            for (ground, figure) in grounds.into_iter().zip(figures) {
                check(&format!("{theme:?} {name}"), color, ground, 4.5, Some(*figure));
            }
        }
        check("text on accent_bg", p.text, p.accent_bg, 4.5, None);
        let on_accent = match theme {
            Theme::Dark => [6.5, 8.1, 5.1],
            Theme::Light => [5.9, 4.6, 7.9],
        };
        for (fill, figure) in [p.accent, p.accent_hover, p.accent_press].into_iter().zip(on_accent)
        {
            check(&format!("{theme:?} on_accent"), p.on_accent, fill, 4.5, Some(figure));
        }
    }
}

fn chart_colors(p: &Palette) -> [(&'static str, Color); 6] {
    [
        ("mining", p.mining),
        ("colo", p.colo),
        ("gpu", p.gpu),
        ("power", p.power),
        ("cost", p.cost),
        ("loss", p.loss),
    ]
}

#[test]
fn chart_colors_stand_out_and_carry_text() {
    for (theme, published) in [
        (Theme::Dark, [9.2, 5.1, 11.2, 10.8, 5.8, 5.1]),
        (Theme::Light, [3.1, 6.3, 3.3, 5.1, 3.3, 6.0]),
    ] {
        let p = theme.palette();
        for ((name, color), figure) in chart_colors(p).into_iter().zip(published) {
            check(&format!("{theme:?} {name}"), color, p.bg1, 3.0, Some(figure));
            check(&format!("{theme:?} text on {name}"), p.text_on(color), color, 4.5, None);
        }
        check("baseline", p.baseline, p.bg1, 3.0, None);
    }
    let (dark, light) = (Theme::Dark.palette(), Theme::Light.palette());
    assert_eq!(dark.text_on(dark.colo), dark.bg0);
    assert_eq!(light.text_on(light.mining), light.text);
    assert_eq!(light.text_on(light.colo), light.bg1);
}

#[test]
fn chart_colors_are_told_apart_by_every_eye() {
    for (theme, published) in
        [(Theme::Dark, [20.5, 17.9, 16.4, 17.0]), (Theme::Light, [16.5, 14.9, 16.7, 11.9])]
    {
        for ((sight, matrix), figure) in SIGHTS.into_iter().zip(published) {
            let colors =
                chart_colors(theme.palette()).map(|(name, color)| (name, lab(seen(color, matrix))));
            let (mut least, mut pair) = (f64::INFINITY, ("", ""));
            for (place, (name, one)) in colors.iter().enumerate() {
                for (other_name, other) in &colors[place + 1..] {
                    let distance = ciede2000(*one, *other);
                    if distance < least {
                        (least, pair) = (distance, (*name, *other_name));
                    }
                }
            }
            assert!(least >= 10.0, "{theme:?}, {sight}: {pair:?} differ by {least:.1} only");
            assert!(
                (least - figure).abs() <= 0.3,
                "{theme:?}, {sight}: {pair:?} differ by {least:.2}, published {figure}"
            );
        }
    }
}

#[test]
fn ciede2000_gives_the_published_distances() {
    // Rows 1, 7, 17 and 25 of the test data of Sharma, Wu and Dalal 2005.
    for (one, other, distance) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
    ] {
        let found = ciede2000(one, other);
        assert!((found - distance).abs() < 1e-4, "{found} instead of {distance}");
    }
}

type Matrix = [[f64; 3]; 3];

/// Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
const SIGHTS: [(&str, Matrix); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn times(matrix: Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, value)| factor * value).sum())
}

/// The colour as linear RGB in the eye that `matrix` describes.
fn seen(color: Color, matrix: Matrix) -> [f64; 3] {
    times(matrix, linear(color)).map(|channel| channel.clamp(0.0, 1.0))
}

/// CIELAB under D65 of linear sRGB.
fn lab(rgb: [f64; 3]) -> [f64; 3] {
    let xyz = times(
        [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ],
        rgb,
    );
    let f = |value: f64| {
        if value > 216.0 / 24_389.0 {
            value.cbrt()
        } else {
            (24_389.0 / 27.0 * value + 16.0) / 116.0
        }
    };
    let [x, y, z] = [f(xyz[0] / 0.950_47), f(xyz[1]), f(xyz[2] / 1.088_83)];
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The CIEDE2000 distance, after Sharma, Wu and Dalal 2005.
fn ciede2000([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = |chroma: f64| (chroma.powi(7) / (chroma.powi(7) + 25_f64.powi(7))).sqrt();
    let chroma = f64::midpoint(a1.hypot(b1), a2.hypot(b2));
    let g = 0.5 * (1.0 - seventh(chroma));
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = if grey { 0.0 } else { (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0 };
    let hue_mean = match (h1 + h2, (h1 - h2).abs()) {
        (sum, _) if grey => sum,
        (sum, gap) if gap <= 180.0 => sum / 2.0,
        (sum, _) if sum < 360.0 => f64::midpoint(sum, 360.0),
        (sum, _) => (sum - 360.0) / 2.0,
    };
    let (l_mean, c_mean) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let cosine = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cosine(hue_mean - 30.0)
        + 0.24 * cosine(2.0 * hue_mean)
        + 0.32 * cosine(3.0 * hue_mean + 6.0)
        - 0.20 * cosine(4.0 * hue_mean - 63.0);
    let lightness = (l_mean - 50.0).powi(2);
    let dl = (l2 - l1) / (1.0 + 0.015 * lightness / (20.0 + lightness).sqrt());
    let dc = (c2 - c1) / (1.0 + 0.045 * c_mean);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin() / (1.0 + 0.015 * c_mean * t);
    let rotation = 30.0 * (-((hue_mean - 275.0) / 25.0).powi(2)).exp();
    let r = -2.0 * seventh(c_mean) * (2.0 * rotation).to_radians().sin();
    (dl * dl + dc * dc + dh * dh + r * dc * dh).sqrt()
}
