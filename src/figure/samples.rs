//! Figures as the window shows them, for tests of layout and export.

use crate::figure::{
    At, Axis, Band, BandStyle, Event, Figure, Fill, Guide, GuideStyle, Layer, Legend, LineStyle,
    Marker, MarkerKind, Note, Region, RegionStyle, Role, Series,
};
use crate::format::Month;

/// All samples.
pub fn all() -> Vec<Figure> {
    vec![
        power(),
        revenue(),
        gain(),
        cash(),
        strikes(),
        open(),
        deals(),
        netback(),
        lease_value(),
        fan(),
    ]
}

fn series(name: &str, role: Role, points: Vec<(f64, f64)>) -> Series {
    Series { key: name.to_lowercase(), name: name.to_owned(), role, points, ..Series::default() }
}

fn by_year(values: &[f64]) -> Vec<(f64, f64)> {
    values.iter().enumerate().map(|(i, value)| (2027.0 + i as f64, *value)).collect()
}

fn figure(id: &'static str, title: &str, subtitle: &str) -> Figure {
    Figure {
        id,
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        source: "Wattsplit 0.1.0, Texas 100 MW".to_owned(),
        ..Figure::default()
    }
}

pub fn power() -> Figure {
    let mut converting = [0.0; 10];
    (converting[0], converting[1]) = (21.0, 28.0);
    let mut colo = [58.0; 10];
    (colo[0], colo[1]) = (10.0, 32.0);
    let mut gpu = [4.0; 10];
    (gpu[0], gpu[1]) = (2.0, 2.0);
    let mut mining = [38.0; 10];
    mining[0] = 67.0;
    let hatched =
        Series { fill: Fill::Hatched, ..series("Converting", Role::Cost, by_year(&converting)) };
    Figure {
        x: Axis::years(2027, 2036),
        y: Axis { range: Some((0.0, 100.0)), ..Axis::linear("", "MW") },
        layers: vec![
            Layer::Bars(vec![
                series("Colocation", Role::Colo, by_year(&colo)),
                series("GPU rental", Role::Gpu, by_year(&gpu)),
                hatched,
                series("Mining", Role::Mining, by_year(&mining)),
            ]),
            Layer::Guide(Guide {
                at: At::Y(100.0),
                style: GuideStyle::Baseline,
                role: Role::Baseline,
                label: "Grid".to_owned(),
            }),
        ],
        legend: Legend::EndLabels { column: "2036".to_owned() },
        ..figure("power", "Power by use", "MW at year end, best plan")
    }
}

pub fn revenue() -> Figure {
    let halving = |year: i32| Event {
        x: Axis::years(2027, 2036).x_of_month(Month::new(year, 4)),
        label: "halving".to_owned(),
    };
    let bars = |name, role, values: [f64; 10]| series(name, role, by_year(&values));
    Figure {
        x: Axis::years(2027, 2036),
        y: Axis::linear("", "M USD"),
        layers: vec![
            Layer::Bars(vec![
                bars("Colocation", Role::Colo, [8., 46., 85., 88., 90., 93., 96., 98., 101., 104.]),
                bars("GPU rental", Role::Gpu, [16., 14., 33., 27., 24., 29., 24., 33., 28., 23.]),
                bars("Mining", Role::Mining, [42., 15., 8., 25., 23., 13., 12., 13., 25., 15.]),
            ]),
            Layer::Line(
                bars("Power cost", Role::Power, [24., 22., 29., 34., 35., 33., 33., 34., 38., 36.]),
                LineStyle::OverBars,
            ),
        ],
        legend: Legend::EndLabels { column: String::new() },
        events: vec![halving(2028), halving(2032), halving(2036)],
        ..figure("revenue", "Revenue by use", "M USD a year, base case, best plan")
    }
}

fn marker(at: (f64, f64), kind: MarkerKind, role: Role, label: &str, value: &str) -> Layer {
    Layer::Marker(Marker {
        x: at.0,
        y: at.1,
        kind,
        role,
        drop: matches!(kind, MarkerKind::Solid | MarkerKind::Hollow),
        label: label.to_owned(),
        value_label: value.to_owned(),
    })
}

pub fn gain() -> Figure {
    let mean: Vec<(f64, f64)> =
        vec![(12.0, 78.0), (20.0, 96.0), (30.0, 118.0), (46.0, 157.0), (62.0, 184.0)];
    let lifted = vec![(62.0, 184.0), (70.0, 199.0), (80.0, 210.0), (88.0, 213.0), (100.0, 203.0)];
    let band = vec![
        (12.0, -55.0, 175.0),
        (20.0, -90.0, 232.0),
        (30.0, -102.0, 280.0),
        (46.0, -114.0, 350.0),
        (62.0, -122.0, 413.0),
    ];
    let beyond = vec![
        (62.0, -122.0, 413.0),
        (70.0, -132.0, 448.0),
        (85.0, -165.0, 495.0),
        (100.0, -228.0, 528.0),
    ];
    let region = |x0, x1, title: &str, text: &str| {
        let (title, text) = (title.to_owned(), text.to_owned());
        Layer::Region(Region { x0, x1, style: RegionStyle::Unreachable, title, text })
    };
    Figure {
        x: Axis { range: Some((0.0, 100.0)), ..Axis::linear("MW to AI, gross at the meter", "MW") },
        y: Axis { range: Some((-240.0, 540.0)), signed: true, ..Axis::linear("", "M USD") },
        layers: vec![
            region(0.0, 12.0, "Signed", "12 MW"),
            region(
                62.0,
                100.0,
                "Out of reach",
                "Only 62 MW can be converted by 2029; the next hall needs a substation, 24 to 48 months",
            ),
            Layer::Band(Band {
                key: "band".to_owned(),
                name: "5 to 95\u{202F}% of futures".to_owned(),
                role: Role::Colo,
                points: band,
                ..Band::default()
            }),
            Layer::Band(Band {
                key: "band".to_owned(),
                role: Role::Colo,
                style: BandStyle::Beyond,
                points: beyond,
                ..Band::default()
            }),
            Layer::Line(series("average", Role::Link, mean), LineStyle::Mean),
            Layer::Line(series("limits lifted", Role::Link, lifted), LineStyle::Dashed),
            Layer::Guide(Guide {
                at: At::Y(0.0),
                style: GuideStyle::Baseline,
                role: Role::Baseline,
                label: "mining only".to_owned(),
            }),
            Layer::Guide(Guide {
                at: At::X(62.0),
                style: GuideStyle::Limit,
                role: Role::Text,
                label: "limit, convertible 62 MW".to_owned(),
            }),
            marker((62.0, 184.0), MarkerKind::Solid, Role::Accent, "Best 62 MW", "+184 M USD"),
            marker((20.0, 96.0), MarkerKind::Hollow, Role::Text, "Your plan 20 MW", "+96 M USD"),
            marker(
                (88.0, 213.0),
                MarkerKind::Diamond,
                Role::Link,
                "limits lifted 88 MW, +213 M",
                "",
            ),
            marker((62.0, 413.0), MarkerKind::Dot, Role::Link, "95\u{202F}% +413 M", ""),
            marker((62.0, -122.0), MarkerKind::Dot, Role::Link, "5\u{202F}% \u{2212}122 M", ""),
        ],
        ..figure(
            "gain",
            "Gain over mining only",
            "M USD, average of futures, best schedule at each MW",
        )
    }
}

pub fn cash() -> Figure {
    let x = |year: i32| crate::figure::month_x(Month::new(year, 1));
    let points =
        vec![(x(2027), 0.0), (x(2028), -28.6), (x(2029), -24.0), (x(2033), 0.5), (x(2037), 28.9)];
    Figure {
        x: Axis::months(Month::new(2027, 1), Month::new(2037, 1)),
        y: Axis { signed: true, ..Axis::linear("", "M USD") },
        layers: vec![
            Layer::Area(series("Cash from this lease", Role::Accent, points)),
            Layer::Marker(Marker {
                x: x(2033) - 1.0,
                y: 0.0,
                role: Role::Accent,
                label: "Nov 2032".to_owned(),
                ..Marker::default()
            }),
        ],
        legend: Legend::None,
        ..figure("cash", "Cash from this lease", "M USD, cumulative after tax, base case")
    }
}

pub fn strikes() -> Figure {
    let price = vec![
        (0.0, 3563.0),
        (1.5, 130.0),
        (2.0, 115.0),
        (3.0, 99.0),
        (4.0, 90.0),
        (5.3, 82.0),
        (8.0, 70.0),
        (10.0, 64.0),
        (15.0, 54.0),
        (20.3, 49.0),
        (30.0, 42.0),
        (50.0, 35.0),
        (70.0, 31.0),
        (80.0, 27.5),
        (90.0, 23.0),
        (95.0, 16.0),
        (99.0, 7.0),
        (100.0, -60.0),
    ];
    let below = |strike: f64, from: f64| {
        let points = price.iter().filter(|(x, _)| *x >= from).map(|(x, y)| (*x, *y, strike));
        Layer::Band(Band {
            key: "batches".to_owned(),
            role: Role::Mining,
            style: BandStyle::Tint,
            points: points.collect(),
            ..Band::default()
        })
    };
    let strike = |y, style, label: &str| {
        Layer::Guide(Guide { at: At::Y(y), style, role: Role::Mining, label: label.to_owned() })
    };
    let off = |x1, style| {
        let title = "batch off".to_owned();
        Layer::Region(Region { x0: 0.0, x1, style, title, text: String::new() })
    };
    let cross =
        |x, y| Layer::Marker(Marker { x, y, drop: true, role: Role::Mining, ..Marker::default() });
    let note = |x, y, role, title: &str, detail: &str, text: &str| {
        Layer::Note(Note {
            title: title.to_owned(),
            detail: detail.to_owned(),
            text: text.to_owned(),
            at: (x, y),
            role,
        })
    };
    Figure {
        x: Axis {
            range: Some((0.0, 100.0)),
            ..Axis::linear("share of the hours of 2027, dearest first, %", "%")
        },
        y: Axis { range: Some((-20.0, 120.0)), ..Axis::linear("", "USD/MWh") },
        layers: vec![
            off(20.3, RegionStyle::NextOff),
            off(5.3, RegionStyle::Off),
            below(82.0, 0.0),
            below(49.0, 0.0),
            Layer::Line(
                series("price at the meter", Role::Power, price.clone()),
                LineStyle::Normal,
            ),
            strike(82.0, GuideStyle::Strike, "strike at 36 USD/PH/day"),
            strike(49.0, GuideStyle::NextStrike, ""),
            cross(5.3, 82.0),
            cross(20.3, 49.0),
            note(
                41.0,
                98.0,
                Some(Role::Mining),
                "S21, 59.8 MW",
                "strike 82 USD/MWh",
                "runs 94.7\u{202F}% of hours, pays 36.6; off in the dearest 5.3\u{202F}%",
            ),
            note(
                41.0,
                65.0,
                Some(Role::Mining),
                "S19j Pro, 20.2 MW",
                "strike 49 USD/MWh",
                "runs 79.7\u{202F}% of hours, pays 32.1; off in the dearest 20.3\u{202F}%",
            ),
            note(
                41.0,
                22.0,
                Some(Role::Colo),
                "AI, 20 MW",
                "firm, no strike",
                "runs 100\u{202F}% of hours, pays 41.7",
            ),
            note(2.0, 116.0, None, "", "", "↑ dearest 3,563"),
        ],
        ..figure("strikes", "Price and strikes", "USD/MWh, hub + 10")
    }
}

pub fn open() -> Figure {
    let bars = |name, role, fill, values: [f64; 10]| Series {
        fill,
        ..series(name, role, by_year(&values))
    };
    let solid = Fill::Solid;
    Figure {
        x: Axis::years(2027, 2036),
        y: Axis::linear("", "MW"),
        layers: vec![Layer::Bars(vec![
            bars("Wind", Role::Power, solid, [28.0; 10]),
            bars(
                "Solar",
                Role::PowerSecond,
                solid,
                [11., 11., 11., 11., 11., 11., 11., 11., 0., 0.],
            ),
            bars("Block", Role::PowerThird, solid, [30., 30., 30., 0., 0., 0., 0., 0., 0., 0.]),
            bars(
                "Open",
                Role::Cost,
                Fill::Hatched,
                [19., 19., 19., 49., 49., 46., 48., 49., 62., 59.],
            ),
        ])],
        legend: Legend::EndLabels { column: "2036".to_owned() },
        ..figure("open", "Contracted and open", "mean MW by year, your plan")
    }
}

pub fn deals() -> Figure {
    let rents = [
        102., 104., 116., 119., 122., 122.5, 123., 143., 149., 149.5, 155., 155., 156., 157., 159.,
        177., 181., 188., 188.5, 159.2,
    ];
    Figure {
        x: Axis { range: Some((90.0, 200.0)), ..Axis::linear("", "USD/kW-month") },
        y: Axis { kind: crate::figure::AxisKind::Hidden, ..Axis::default() },
        layers: vec![
            Layer::Dots(series("deals", Role::Quiet, rents.iter().map(|x| (*x, 0.0)).collect())),
            Layer::Guide(Guide {
                at: At::X(150.0),
                style: GuideStyle::Subject,
                role: Role::Accent,
                label: "this lease 150".to_owned(),
            }),
        ],
        legend: Legend::None,
        ..figure("deals", "Against 20 published deals", "USD/kW-month, term average")
    }
}

pub fn netback() -> Figure {
    let names = ["Mining, S21", "Mining, S19j Pro", "Colocation", "GPU rental"];
    let bars = |name, role, values: [f64; 4]| {
        series(name, role, values.iter().enumerate().map(|(i, v)| (i as f64, *v)).collect())
    };
    Figure {
        x: Axis { decimals: Some(0), ..Axis::linear("USD/MWh", "USD/MWh") },
        y: Axis::categories(names.map(str::to_owned).to_vec()),
        layers: vec![Layer::GroupedBars(vec![
            bars("2027", Role::Colo, [58.0, 31.0, 141.0, 212.0]),
            bars("2030", Role::Gpu, [-12.0, -35.0, 148.0, 160.0]),
        ])],
        ..figure("netback", "Netback by use", "USD/MWh, base case, your plan")
    }
}

pub fn lease_value() -> Figure {
    Figure {
        x: Axis { decimals: Some(0), ..Axis::linear("", "M USD") },
        y: Axis::categories(vec!["without".to_owned(), "with".to_owned()]),
        layers: vec![Layer::Bars(vec![
            series("plan", Role::Cost, vec![(0.0, 120.0), (1.0, 120.0)]),
            series("lease", Role::Colo, vec![(1.0, 18.0)]),
        ])],
        legend: Legend::None,
        ..figure("lease_value", "What this lease does", "average of 10,000 futures")
    }
}

pub fn fan() -> Figure {
    let middle = [32., 35., 31., 45., 42., 37., 38., 38., 48., 34.];
    let spread = |low: f64, high: f64| {
        let rows = middle.iter().enumerate();
        rows.map(|(i, m)| (2027.0 + i as f64, m * low, m * high)).collect::<Vec<_>>()
    };
    let band = |key: &str, style, ends: [&str; 2], points| {
        Layer::Band(Band {
            key: key.to_owned(),
            name: key.to_owned(),
            edges: Some((ends[0].to_owned(), ends[1].to_owned())),
            role: Role::Colo,
            style,
            points,
        })
    };
    Figure {
        x: Axis::years(2027, 2036),
        y: Axis::linear("", "M USD"),
        layers: vec![
            band("wide", BandStyle::Wide, ["5\u{202F}%", "95\u{202F}%"], spread(0.5, 2.0)),
            band("inner", BandStyle::Inner, ["25\u{202F}%", "75\u{202F}%"], spread(0.7, 1.2)),
            Layer::Line(series("average", Role::Link, by_year(&middle)), LineStyle::Mean),
        ],
        legend: Legend::EndLabels { column: String::new() },
        ..figure("fan", "Cash flow by year", "M USD a year, first 10,000 paths")
    }
}
