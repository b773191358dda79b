use super::*;
use crate::engine::advice::{Control, advise};
use crate::engine::solve;
use crate::export::{Size, Style, csv, svg};
use crate::figure::{At, Axis, Frame, Mark, month_x, scene, thumbnail, trial};
use crate::look::{Theme, text_width};

/// Calls `look` with every chart of a plan, those of its leases and loans and the thumbnail included.
fn each(plan: &Plan, mut look: impl FnMut(Figure)) {
    let solution = solve(plan);
    let advice = advise(plan, &Control::default());
    let context =
        ChartContext { plan, solution: &solution, advice: advice.as_ref(), what_ifs: &[] };
    let leases = plan.leases.iter().flat_map(|lease| {
        ["lease_cash", "lease_against_deals"].map(|id| format!("{id}[{}]", lease.id))
    });
    let whole = CHARTS.iter().map(|(id, _)| (*id).to_owned());
    let loans = plan.debts.iter().map(|debt| format!("loan[{}]", debt.id));
    for id in whole.chain(leases).chain(loans) {
        look(chart(&id, &context).unwrap_or_else(|| panic!("no {id}")));
    }
    look(thumbnail(plan, &solution.plan));
}

fn texts(figure: &Figure) -> Vec<String> {
    let mut texts = vec![
        figure.title.clone(),
        figure.subtitle.clone(),
        figure.source.clone(),
        figure.empty.clone(),
        figure.x.title.clone(),
        figure.x.unit.clone(),
        figure.y.unit.clone(),
    ];
    for Axis { kind, .. } in [&figure.x, &figure.y] {
        if let crate::figure::AxisKind::Categories(names) = kind {
            texts.extend(names.clone());
        }
    }
    texts.extend(figure.events.iter().map(|event| event.label.clone()));
    for layer in &figure.layers {
        texts.extend(layer.series().iter().map(|series| series.name.clone()));
        match layer {
            Layer::Marker(marker) => {
                texts.extend([marker.label.clone(), marker.value_label.clone()]);
            }
            Layer::Guide(guide) => texts.push(guide.label.clone()),
            Layer::Note(note) => texts.extend([note.title.clone(), note.detail.clone()]),
            Layer::Region(region) => texts.extend([region.title.clone(), region.text.clone()]),
            _ => {}
        }
    }
    texts
}

#[test]
fn every_chart_has_its_id_words_and_source() {
    for plan in [trial::plan(), trial::bare()] {
        each(&plan, |figure| {
            for said in texts(&figure) {
                assert!(!said.contains(['‹', '›', '{']), "{}: {said}", figure.id);
            }
            assert!(!figure.title.is_empty() && !figure.subtitle.is_empty(), "{}", figure.id);
            assert!(!figure.empty.is_empty(), "{}", figure.id);
            let source = format!("Wattsplit {} · Texas 100 MW", env!("CARGO_PKG_VERSION"));
            assert!(figure.source.starts_with(&source), "{}: {}", figure.id, figure.source);
            let named = figure.layers.iter().flat_map(Layer::series);
            let keys: Vec<_> = named.map(|series| (&series.key, &series.name)).collect();
            for (i, (key, name)) in keys.iter().enumerate() {
                assert!(!key.is_empty() && !name.is_empty(), "{}", figure.id);
                assert!(keys[..i].iter().all(|(other, _)| other != key), "{}: {key}", figure.id);
            }
        });
    }
}

#[test]
fn ids_are_stable_unique_and_lead_back_to_their_chart() {
    let plan = trial::plan();
    let solution = solve(&plan);
    let advice = advise(&plan, &Control::default());
    let context =
        ChartContext { plan: &plan, solution: &solution, advice: advice.as_ref(), what_ifs: &[] };
    let built: Vec<&str> = charts(&context).iter().map(|figure| figure.id).collect();
    let table: Vec<&str> = CHARTS.iter().map(|(id, _)| *id).collect();
    assert_eq!(built, table, "the trial plan has something to draw in every chart");
    let ids = chart_ids(&context);
    // 25 of the plan, 3 leases with cash, 2 of them colocation, 1 loan.
    assert_eq!(ids.len(), 31, "{ids:?}");
    for id in &ids {
        let figure = chart(id, &context).unwrap();
        assert_eq!(id.split('[').next(), Some(figure.id));
    }
    let without = ChartContext { advice: None, ..context };
    assert_eq!(charts(&without).len(), 22);
    for unknown in ["", "gain", "lease_cash[no]", "loan[no]", "power_by_use[lumen]", "gain_by_mw"] {
        assert_eq!(chart(unknown, &without), None, "{unknown}");
    }
}

#[test]
fn a_site_with_nothing_on_it_says_what_to_do() {
    let plan = trial::bare();
    let solution = solve(&plan);
    let context = ChartContext { plan: &plan, solution: &solution, advice: None, what_ifs: &[] };
    let drawn: Vec<&str> = charts(&context).iter().map(|figure| figure.id).collect();
    assert_eq!(
        drawn,
        [
            "price_duration",
            "strikes",
            "hashprice",
            "btc_price",
            "network_hashrate",
            "colocation_rent",
            "capacity"
        ]
    );
    let said = |id: &str| {
        let figure = chart(id, &context).unwrap();
        let frame = Frame { width: 606.0, height: 248.0, header: true, ..Frame::default() };
        let marks = scene(&figure, &frame).marks;
        let words: Vec<String> = marks
            .into_iter()
            .filter_map(|mark| match mark {
                Mark::Text { text, .. } => Some(text),
                _ => None,
            })
            .collect();
        (words.join(" "), figure.empty)
    };
    for (id, _) in CHARTS.iter().filter(|(id, _)| !drawn.contains(id) && *id != "gain_by_mw") {
        if id.ends_with("_best") {
            continue;
        }
        let (words, empty) = said(id);
        assert!(words.contains(&empty), "{id}: {words}");
    }
}

#[test]
fn every_chart_stays_within_its_frame_at_every_size() {
    let late = Plan { start: crate::format::Month::new(2027, 7), ..trial::plan() };
    for plan in [trial::plan(), trial::bare(), late] {
        each(&plan, |figure| {
            for (width, height) in [(796.0, 360.0), (606.0, 248.0), (1280.0, 720.0), (400.0, 240.0)]
            {
                let frame =
                    Frame { width, height, header: true, footer_source: true, ..Frame::default() };
                for mark in scene(&figure, &frame).marks {
                    let Mark::Text { at, anchor, size, weight, text, .. } = &mark else { continue };
                    let wide = text_width(text, *size, *weight);
                    let left = match anchor {
                        crate::figure::Anchor::Start => at.x,
                        crate::figure::Anchor::Middle => at.x - wide / 2.0,
                        crate::figure::Anchor::End => at.x - wide,
                    };
                    let within = left >= 0.0 && left + wide <= width && at.y <= height;
                    assert!(within, "{} at {width} x {height}: “{text}”", figure.id);
                }
            }
        });
    }
}

#[test]
fn every_chart_is_written_as_a_picture_and_a_table() {
    each(&trial::plan(), |figure| {
        for theme in [Theme::Dark, Theme::Light] {
            let drawn = svg(&figure, &Style::new(Size::Slide, theme.palette())).unwrap();
            assert!(String::from_utf8_lossy(&drawn).contains("<svg"), "{}", figure.id);
        }
        let table = csv(&figure).unwrap();
        let rows = String::from_utf8_lossy(&table).lines().count();
        assert!(figure.layers.is_empty() || rows > 3, "{}: {rows} rows", figure.id);
    });
}

#[test]
fn the_limit_of_the_answer_lies_on_its_axis_and_months_on_theirs() {
    each(&trial::plan(), |figure| {
        let Some((low, high)) = figure.x.range.or_else(|| figure.x.natural_range()) else { return };
        for layer in &figure.layers {
            if let Layer::Guide(guide) = layer
                && let At::X(x) = guide.at
            {
                assert!((low..=high).contains(&x), "{}: {x}", figure.id);
            }
        }
        for event in &figure.events {
            let x = event.x;
            assert!(
                (low..=high).contains(&x),
                "{}: {x} of {}",
                figure.id,
                month_x(trial::plan().end())
            );
        }
    });
}
