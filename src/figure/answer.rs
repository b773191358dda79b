//! The answer's chart: what each number of AI megawatts gains over mining only.

use crate::engine::Advice;
use crate::engine::advice::{Limit, Point};
use crate::figure::parts::{Basis, million, mw, series, text, texts};
use crate::figure::{
    At, Axis, Figure, Guide, GuideStyle, Layer, LineStyle, Marker, MarkerKind, Region, RegionStyle,
    Role,
};
use crate::format::{signed_money_short, signed_money_usd};
use crate::plan::Plan;
use crate::words::{Arg, tr};

/// Nearer than this, MW are the same on the chart.
const SAME_MW: f64 = 0.05;

/// The gain over mining only of the best schedule at each number of AI MW, what is signed, what is out of
/// reach and why, your plan and the best.
pub fn gain_by_mw(plan: &Plan, advice: &Advice) -> Figure {
    let nothing = |mw: f64| mw < SAME_MW;
    if plan.options.is_empty() && nothing(advice.yours.ai_mw) && nothing(advice.reachable_mw) {
        return texts!("gain_by_mw").figure(plan, Basis::Money, &[]);
    }
    let grid_mw = plan.site.grid_mw.max(advice.reachable_mw).max(advice.yours.ai_mw);
    let mut layers = Vec::new();
    if advice.committed_mw > SAME_MW {
        layers.push(region(
            (0.0, advice.committed_mw),
            tr("figure.signed"),
            mw(advice.committed_mw),
        ));
    }
    let beyond = advice.reachable_mw < grid_mw - SAME_MW;
    if beyond {
        let reach = (advice.reachable_mw, grid_mw);
        layers.push(region(reach, tr("figure.out_of_reach"), why_out_of_reach(plan, advice)));
    }
    layers.push(Layer::Line(
        series("best_schedule", Role::Link, points(&advice.curve)),
        LineStyle::Mean,
    ));
    if advice.lifted.len() > 1 {
        let lifted = series("limits_lifted", Role::Link, points(&advice.lifted));
        layers.push(Layer::Line(lifted, LineStyle::Dashed));
    }
    layers.push(Layer::Guide(Guide {
        at: At::Y(0.0),
        style: GuideStyle::Baseline,
        role: Role::Baseline,
        label: tr("figure.plan.mining_only").to_owned(),
    }));
    let flag = match advice.held_back_by() {
        Some(limit) => Some((advice.best.ai_mw, limit_flag(limit))),
        None if beyond => Some((advice.reachable_mw, with_mw("figure.reach", advice.reachable_mw))),
        None => None,
    };
    layers.extend(flag.map(|(x, label)| {
        let (style, role) = (GuideStyle::Limit, Role::Text);
        Layer::Guide(Guide { at: At::X(x), style, role, label })
    }));
    layers.extend(markers(advice).into_iter().map(Layer::Marker));
    Figure {
        x: Axis {
            range: Some((0.0, grid_mw)),
            ..Axis::linear(tr("figure.mw_to_ai"), tr("unit.mw"))
        },
        y: Axis { signed: true, ..Axis::linear("", tr("unit.m_usd")) },
        layers,
        ..texts!("gain_by_mw").figure(plan, Basis::Money, &[])
    }
}

fn points(curve: &[Point]) -> Vec<(f64, f64)> {
    curve.iter().map(|point| (point.ai_mw, million(point.gain_usd))).collect()
}

fn region((x0, x1): (f64, f64), title: &str, text: String) -> Layer {
    let (style, title) = (RegionStyle::Unreachable, title.to_owned());
    Layer::Region(Region { x0, x1, style, title, text })
}

fn with_mw(key: &'static str, value: f64) -> String {
    text(key, &[("mw", Arg::Name(mw(value)))])
}

/// Your plan and the best as one marker where they are the same; the most that lifted limits would give.
fn markers(advice: &Advice) -> Vec<Marker> {
    let Advice { best, yours, lifted, .. } = advice;
    let marker = |point: &Point, kind, role, label| Marker {
        x: point.ai_mw,
        y: million(point.gain_usd),
        kind,
        role,
        drop: true,
        label,
        value_label: signed_money_usd(point.gain_usd),
    };
    let same = (best.ai_mw - yours.ai_mw).abs() < SAME_MW
        && (best.gain_usd - yours.gain_usd).abs() < best.gain_usd.abs() * 1e-3 + 1.0;
    let mut markers = Vec::new();
    if same {
        let label = with_mw("figure.marker.best_is_yours", best.ai_mw);
        markers.push(marker(best, MarkerKind::Solid, Role::Accent, label));
    } else {
        let label = with_mw("figure.marker.best", best.ai_mw);
        markers.push(marker(best, MarkerKind::Solid, Role::Accent, label));
        let label = with_mw("figure.marker.yours", yours.ai_mw);
        markers.push(marker(yours, MarkerKind::Hollow, Role::Text, label));
    }
    let most = lifted.iter().max_by(|a, b| a.gain_usd.total_cmp(&b.gain_usd));
    if let Some(most) = most.filter(|most| most.ai_mw > advice.reachable_mw + SAME_MW) {
        let gain = Arg::Name(signed_money_short(most.gain_usd));
        let args = [("mw", Arg::Name(mw(most.ai_mw))), ("gain", gain)];
        let label = text("figure.marker.lifted", &args);
        let (drop, value_label) = (false, String::new());
        let diamond = marker(most, MarkerKind::Diamond, Role::Link, label);
        markers.push(Marker { drop, value_label, ..diamond });
    }
    markers
}

/// What a limit is about: the site, or an option in all or in a year.
fn limit_key(limit: &Limit, keys: [&'static str; 4]) -> &'static str {
    match limit.field.key.as_str() {
        "convertible_mw" => keys[0],
        "grid_mw" => keys[1],
        "max_mw_per_year" => keys[3],
        _ => keys[2],
    }
}

fn limit_args(limit: &Limit) -> [(&'static str, Arg); 2] {
    [("mw", Arg::Name(mw(limit.of_mw))), ("option", Arg::Name(limit.option.clone()))]
}

fn limit_flag(limit: &Limit) -> String {
    let keys = [
        "figure.limit.convertible",
        "figure.limit.grid",
        "figure.limit.option",
        "figure.limit.year",
    ];
    text(limit_key(limit, keys), &limit_args(limit))
}

/// The reason in words: the limit that holds the best back, else what bounds the reach.
fn why_out_of_reach(plan: &Plan, advice: &Advice) -> String {
    if let Some(limit) = advice.held_back_by() {
        let keys =
            ["figure.why.convertible", "figure.why.grid", "figure.why.option", "figure.why.year"];
        return text(limit_key(limit, keys), &limit_args(limit));
    }
    if plan.options.is_empty() {
        return tr("figure.why.no_option").to_owned();
    }
    let convertible_mw = plan.site.convertible_mw;
    if advice.reachable_mw >= convertible_mw - SAME_MW {
        return with_mw("figure.why.convertible", convertible_mw);
    }
    with_mw("figure.why.options", advice.reachable_mw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::advice::{Control, advise};
    use crate::figure::trial;

    fn advice(plan: &Plan) -> Advice {
        advise(plan, &Control::default()).unwrap()
    }

    fn labels(figure: &Figure) -> Vec<String> {
        let label = |layer: &Layer| match layer {
            Layer::Marker(marker) => Some(format!("{} {}", marker.label, marker.value_label)),
            Layer::Guide(guide) => Some(guide.label.clone()),
            Layer::Region(region) => Some(format!("{}: {}", region.title, region.text)),
            _ => None,
        };
        figure.layers.iter().filter_map(label).collect()
    }

    #[test]
    fn the_curve_the_limit_and_both_plans_are_those_of_the_advice() {
        let plan = trial::plan();
        let advice = advice(&plan);
        let figure = gain_by_mw(&plan, &advice);
        let curve = &figure.layers.iter().find(|layer| matches!(layer, Layer::Line(..))).unwrap();
        assert_eq!(curve.series()[0].points.len(), advice.curve.len());
        let last = advice.curve.last().unwrap();
        let point = curve.series()[0].points.last().unwrap();
        assert_eq!(*point, (last.ai_mw, last.gain_usd / 1e6));
        let said = labels(&figure).join("\n");
        for words in [
            "Signed: 13 MW",
            "Out of reach: Only 62 MW of the site can be converted",
            "limit, convertible 62 MW",
            "Best 62 MW +",
            "Your plan 21.4 MW +",
            "mining only",
            "limits lifted",
        ] {
            assert!(said.contains(words), "“{words}” in\n{said}");
        }
    }

    #[test]
    fn the_applied_best_is_one_marker_and_no_option_says_what_to_do() {
        let plan = trial::plan();
        let best = advice(&plan).best_plan;
        let said = labels(&gain_by_mw(&best, &advice(&best))).join("\n");
        assert!(said.contains("Best, your plan, 62 MW +") && !said.contains("Your plan"), "{said}");
        let bare = Plan { options: std::sync::Arc::default(), ..trial::plan() };
        let said = labels(&gain_by_mw(&bare, &advice(&bare))).join("\n");
        assert!(said.contains("add an option"), "{said}");
    }
}
