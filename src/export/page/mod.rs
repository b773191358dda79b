//! A plan on one page of A4: the answer, what it is worth, its charts, its years, and what it stands on.

mod inputs;
mod measures;
mod sheet;
mod years;

use super::ExportError;
use super::pdf::{Leaf, Part};
use crate::figure::{
    Anchor, Answered, ChartContext, Figure, Point, Rect, answered, cash_flow_by_year,
    cumulative_cash, elide, gain_by_mw, mw_in_words, power_by_use, revenue_by_use,
};
use crate::format::{money_usd, percent, signed_money_usd};
use crate::plan::written::choice;
use crate::plan::{Plan, WhatIf};
use crate::words::{Arg, Text, say, tr};
use sheet::{CHART, GAP, HEAD_LINE, Ink, MARGIN, RIGHT, SIZE, Sheet};
use years::Years;

/// Width of the measures; the inputs take the rest.
const MEASURES: f32 = 236.0;
/// Share of the width that charts with words in their plot take; those with names at their side take the rest.
const WIDE: f32 = 0.58;
/// The most height of a chart; what is left of a short page stays white.
const HIGHEST: f32 = 165.0;

/// The page as a PDF; `day` is said on it where it is known.
///
/// The same plan and day give the same bytes.
pub fn page(context: &ChartContext<'_>, day: Option<&str>) -> Result<Vec<u8>, ExportError> {
    let Sheet { marks, charts } = compose(context, day);
    let mut parts = vec![Part { marks: &marks, at: Point { x: 0.0, y: 0.0 }, scale: 1.0 }];
    parts.extend(charts.iter().map(|(room, scene)| {
        let at = Point { x: room.left, y: room.top };
        Part { marks: &scene.marks, at, scale: CHART }
    }));
    let description = basis(context);
    let [width, height] = SIZE;
    Leaf { width, height, title: &context.plan.name, description: &description, parts: &parts }
        .bytes()
}

/// Everything on the page, laid out.
fn compose(context: &ChartContext<'_>, day: Option<&str>) -> Sheet {
    let mut sheet = Sheet::default();
    let top = head(&mut sheet, context, day);
    let top = answer(&mut sheet, top, context) + GAP;
    let split = MARGIN + MEASURES;
    let measured = measures::draw(&mut sheet, (MARGIN, split), top, context);
    let entered = inputs::draw(&mut sheet, (split + 2.0 * GAP, RIGHT), top, context);
    let foot = foot(&mut sheet, context.plan);
    let years = Years::of(&context.solution.plan);
    let charts_top = measured.max(entered) + GAP * 0.8;
    let highest = charts_top + 2.0 * HIGHEST + 2.0 * GAP;
    let years_top = (foot - GAP - years.height()).min(highest);
    years.draw(&mut sheet, years_top);
    charts(&mut sheet, (charts_top, years_top - GAP), context);
    sheet
}

/// Name, place, months, version and day; returns where it ends.
fn head(sheet: &mut Sheet, context: &ChartContext<'_>, day: Option<&str>) -> f32 {
    let plan = context.plan;
    let version = env!("CARGO_PKG_VERSION");
    let written = match day {
        Some(day) => format!("Wattsplit {version} · {day}"),
        None => format!("Wattsplit {version}"),
    };
    let middle = MARGIN + 9.0;
    let used = sheet.text((RIGHT, middle), Anchor::End, Ink::CAPTION, &written, RIGHT - MARGIN);
    let room = RIGHT - MARGIN - used - 2.0 * GAP;
    let name = WhatIf::own_name(&plan.name, context.what_ifs);
    sheet.text((MARGIN, middle), Anchor::Start, Ink::NAME, name, room);
    let months = Text::key("page.months")
        .with("first", Arg::Month(plan.start))
        .with("last", Arg::Month(plan.end().plus(-1)))
        .with("months", Arg::Quantity(f64::from(plan.horizon_months), 0, "unit.months"));
    let behind = format!("{} · {}", say(&months), basis(context));
    let room = RIGHT - MARGIN - Ink::SENTENCE.width(&format!(" · {behind}"));
    let place = elide(plan.site.place.trim(), Ink::SENTENCE.size, Ink::SENTENCE.weight, room);
    let whole = if place.is_empty() { behind } else { format!("{place} · {behind}") };
    // Names of what-ifs may need lines of their own.
    let bottom = sheet.paragraph((MARGIN, MARGIN + 20.0), Ink::SENTENCE, &whole, 4) + 4.0;
    sheet.rule(MARGIN, RIGHT, bottom, HEAD_LINE);
    bottom + GAP
}

/// What the figures stand on: the case, and tax.
fn basis(context: &ChartContext<'_>) -> String {
    let finance = &context.plan.finance;
    let tax = if finance.is_taxed() {
        Text::key("page.after_tax")
            .with("rate", Arg::Name(percent(finance.effective_tax_rate(), 1)))
            .with("where", Arg::Name(choice(finance.jurisdiction.key())))
    } else {
        Text::key("page.before_tax")
    };
    let case = WhatIf::case(context.what_ifs);
    say(&tax.with("case", Arg::Name(case)))
}

/// The answer in its sentences, without advice the plan's worth; returns where it ends.
fn answer(sheet: &mut Sheet, top: f32, context: &ChartContext<'_>) -> f32 {
    let ChartContext { plan, solution, advice, .. } = *context;
    let Some(advice) = advice else {
        let value = &solution.plan.value;
        let words = Text::key("page.no_advice")
            .with("mw", mw_in_words(value.ai_mw))
            .with("grid", mw_in_words(plan.site.grid_mw))
            .with("npv", Arg::Name(money_usd(value.npv_usd)))
            .with("gain", Arg::Name(signed_money_usd(gain_usd(context))));
        return sheet.paragraph((MARGIN, top), Ink::LEAD, &say(&words), 2);
    };
    let Answered { how_much, worth, limit } = answered(plan, advice);
    let top = sheet.paragraph((MARGIN, top), Ink::LEAD, &how_much, 1) + 1.5;
    let top = sheet.paragraph((MARGIN, top), Ink::SENTENCE, &format!("{worth}."), 1);
    sheet.paragraph((MARGIN, top), Ink::SENTENCE, &format!("{limit}."), 2)
}

fn gain_usd(context: &ChartContext<'_>) -> f64 {
    let solution = context.solution;
    solution.plan.value.npv_usd - solution.mining_only.value.npv_usd
}

/// Four charts between two heights.
fn charts(sheet: &mut Sheet, (top, bottom): (f32, f32), context: &ChartContext<'_>) {
    let ChartContext { plan, solution, advice, .. } = *context;
    let (run, label) = (&solution.plan, tr("figure.plan.yours"));
    let first = advice
        .map_or_else(|| cash_flow_by_year(plan, run, label), |advice| gain_by_mw(plan, advice));
    let rows: [[Figure; 2]; 2] = [
        [first, power_by_use(plan, run, label)],
        [
            cumulative_cash(plan, run, &solution.mining_only, label),
            revenue_by_use(plan, run, label),
        ],
    ];
    let gap = GAP * 0.8;
    let middle = MARGIN + WIDE * (RIGHT - MARGIN);
    let height = (bottom - top - gap) / 2.0;
    for (at, [wide, narrow]) in rows.into_iter().enumerate() {
        let top = top + at as f32 * (height + gap);
        let bottom = top + height;
        let room = |left, right| Rect { left, top, right, bottom };
        sheet.chart(room(MARGIN, middle - gap / 2.0), &context.of_case(wide));
        sheet.chart(room(middle + gap / 2.0, RIGHT), &context.of_case(narrow));
    }
}

/// What is meant, what is left out, and where each figure is explained; returns where it begins.
fn foot(sheet: &mut Sheet, plan: &Plan) -> f32 {
    let rate = Arg::Name(percent(plan.finance.discount_rate, 1));
    let words = [
        say(&Text::key("page.foot.basis").with("rate", rate)),
        tr("page.foot.not_modelled").to_owned(),
        tr("page.foot.formulas").to_owned(),
    ];
    let line = Ink::CAPTION.size * 1.3;
    let top = SIZE[1] - MARGIN - words.len() as f32 * line;
    sheet.rule(MARGIN, RIGHT, top - 3.0, sheet::ROW_LINE);
    for (at, words) in words.iter().enumerate() {
        sheet.paragraph((MARGIN, top + at as f32 * line), Ink::CAPTION, words, 1);
    }
    top - 3.0
}

#[cfg(test)]
mod tests;
