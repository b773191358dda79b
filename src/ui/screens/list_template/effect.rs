//! What an item does to the plan: its worth, the facts beside it, and its charts.

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::Out;
use super::super::worth::Worth;
use super::{millions, tenth};
use crate::engine::LineId;
use crate::engine::value::payback;
use crate::format::{Month, money_usd, month_long, number, signed_money_usd};
use crate::look::{TextStyle, Weight, layout, text};
use crate::plan::{Plan, capacity};
use crate::ui::theme::{self, Line};
use crate::ui::widgets::card::{self, PADDING};
use crate::ui::widgets::list::fitted;
use crate::words::{Arg, Text, say, tr};

/// Where the figures of the effect card stand; a longer label moves its own.
const FACT_LABEL: f32 = 134.0;
/// Between a label of the effect card and its figure, at least.
const FACT_GAP: f32 = 10.0;

/// NPV without and with an item as two bars from zero, and the difference.
pub fn value_bars_ui(ui: &mut Ui, without_usd: f64, with_usd: f64) {
    bars_ui(ui, tr("lists.npv"), without_usd, with_usd);
}

/// What an item is judged by without and with it, in millions, as two bars from zero, and the difference.
pub fn bars_ui(ui: &mut Ui, head: &str, without_usd: f64, with_usd: f64) {
    let palette = theme::palette(ui);
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), 66.0));
    let (low, high) = (without_usd.min(with_usd).min(0.0), without_usd.max(with_usd).max(0.0));
    let (left, right) = (rect.left() + 64.0, rect.right() - 126.0);
    let scale = if high > low { f64::from(right - left) / (high - low) } else { 0.0 };
    let x = |usd: f64| left + ((usd - low) * scale) as f32;
    let added = with_usd - without_usd;
    let rows = [("lists.without", without_usd, 17.0), ("lists.with", with_usd, 46.0)];
    for (label, usd, middle) in rows {
        let y = rect.top() + middle;
        let bar = |from: f64, to: f64| {
            let (from, to) = (x(from.min(to)), x(from.max(to)));
            Rect::from_min_max(pos2(from, y - 9.0), pos2(to, y + 9.0))
        };
        let grey = theme::color(palette.cost).gamma_multiply(0.55);
        let is_with = label == "lists.with";
        // What both have in common is grey; what the item adds, or takes, is its own colour.
        let common = if is_with && without_usd * with_usd > 0.0 {
            if with_usd.abs() < without_usd.abs() { with_usd } else { without_usd }
        } else if is_with {
            0.0
        } else {
            usd
        };
        ui.painter().rect_filled(bar(0.0, common), 0.0, grey);
        if is_with {
            let ink = theme::color(if added >= 0.0 { palette.accent } else { palette.loss });
            let from = if without_usd * with_usd > 0.0 { without_usd } else { 0.0 };
            ui.painter().rect_filled(bar(from, with_usd), 0.0, ink);
        }
        let decimals = u8::from(without_usd.abs().max(with_usd.abs()) < 9.95e6);
        let figure = number(usd / 1e6, decimals);
        let strong = TextStyle { weight: Weight::SemiBold, ..text::BODY };
        let end = pos2(x(without_usd.max(with_usd).max(0.0)).min(right) + 8.0, y);
        let end = if is_with || usd >= with_usd { end } else { pos2(x(usd.max(0.0)) + 8.0, y) };
        list_text(ui, end, Align2::LEFT_CENTER, &figure, strong, palette.text);
        let at = pos2(rect.left(), y);
        list_text(ui, at, Align2::LEFT_CENTER, tr(label), text::BODY, palette.text2);
    }
    let unit = pos2(rect.right(), rect.top() + 17.0);
    list_text(ui, unit, Align2::RIGHT_CENTER, head, text::CAPTION, palette.text3);
    let ink = if added >= 0.0 { palette.link } else { palette.error };
    let at = pos2(rect.right(), rect.top() + 46.0);
    list_text(ui, at, Align2::RIGHT_CENTER, &millions(added), text::FIGURE, ink);
    let response = ui.interact(rect, id, Sense::hover());
    let said = format!(
        "{} {} {}, {} {}",
        head,
        tr("lists.without"),
        money_usd(without_usd),
        tr("lists.with"),
        money_usd(with_usd)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    response.on_hover_text(said);
}

/// Paints a text; what it says is said by the response of what it stands in.
pub fn list_text(
    ui: &Ui,
    at: egui::Pos2,
    align: Align2,
    words: &str,
    style: TextStyle,
    ink: crate::look::Color,
) -> Rect {
    let galley = theme::galley(ui, words, style, ink);
    let place = align.anchor_size(at, galley.size());
    ui.painter().galley(place.min, galley, theme::color(ink));
    place
}

/// A row of the effect card: label, figure, and what explains it beside, or below where it does not fit.
pub fn fact_ui(ui: &mut Ui, label: &str, figure: &str, remark: &str) {
    let palette = theme::palette(ui);
    let strong = TextStyle { weight: Weight::SemiBold, ..text::SMALL };
    let width =
        |words: &str, style: TextStyle| crate::look::text_width(words, style.size, style.weight);
    let from = FACT_LABEL.max(width(label, text::SMALL).ceil() + FACT_GAP);
    let beside = ui.available_width() - from - width(figure, strong) - 12.0;
    let is_below = width(remark, text::CAPTION) > beside;
    let height = layout::TABLE_ROW + if is_below { text::CAPTION.line } else { 0.0 };
    let (id, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let middle = rect.top() + layout::TABLE_ROW / 2.0;
    let [left, inner, right] =
        [rect.left(), rect.left() + from, rect.right()].map(|x| pos2(x, middle));
    list_text(ui, left, Align2::LEFT_CENTER, label, text::SMALL, palette.text2);
    let room = rect.width() - from;
    list_text(ui, inner, Align2::LEFT_CENTER, &fitted(figure, strong, room), strong, palette.text);
    if is_below {
        let said = fitted(remark, text::CAPTION, room);
        let at = inner + vec2(0.0, text::CAPTION.line + 1.0);
        list_text(ui, at, Align2::LEFT_CENTER, &said, text::CAPTION, palette.text3);
    } else {
        list_text(ui, right, Align2::RIGHT_CENTER, remark, text::CAPTION, palette.text3);
    }
    let across = rect.x_range().expand(PADDING - 1.0);
    ui.painter().hline(across, rect.bottom() - 0.5, theme::hairline(palette.stroke));
    let response = ui.interact(rect, id, Sense::hover());
    let said = format!("{label} {figure}. {remark}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if !remark.is_empty() {
        response.on_hover_text(remark);
    }
}

/// A line across the effect card.
pub fn rule_ui(ui: &Ui) {
    let rect = ui.max_rect();
    let line = theme::hairline(theme::palette(ui).stroke);
    let y = ui.cursor().top().round() - 0.5;
    ui.painter().hline(rect.x_range().expand(PADDING - 1.0), y, line);
}

/// How many of the convertible MW are in use once an item serves from `month` on.
pub fn used_words(plan: &Plan, month: i32) -> String {
    let converted = capacity::converted_mw(plan);
    let last = converted.len().saturating_sub(1);
    let at = usize::try_from(month).unwrap_or(0).min(last);
    say(&Text::key("lists.then_used")
        .with("used", Arg::Name(tenth(converted.get(at).copied().unwrap_or(0.0))))
        .with("of", Arg::Name(tenth(plan.site.convertible_mw))))
}

/// Machines that an item displaces between two months, and what their sale brings.
pub fn displaced_ui(ui: &mut Ui, plan: &Plan, worth: &Worth<'_>, (from, to): (i32, i32)) {
    let label = tr("lists.displaced");
    let displaced = worth.displaced();
    let Some((most, _)) = displaced.first() else {
        return fact_ui(ui, label, tr("lists.none"), tr("lists.none_displaced"));
    };
    let units: f64 = displaced.iter().map(|(_, units)| units).sum();
    let name = plan.asics.get(*most).map_or("", |batch| batch.name.as_str());
    let key = if displaced.len() > 1 { "lists.units_and_others" } else { "lists.units_of" };
    let units = Arg::Quantity(units, 0, "unit.none");
    let figure = say(&Text::key(key).with("units", units).with("name", Arg::Name(name.to_owned())));
    let sales = worth.added(LineId::AsicSales);
    let within =
        (from.max(0)..=to.max(0)).filter_map(|month| sales.get(usize::try_from(month).ok()?));
    let sold: f64 = within.sum();
    let sold = say(&Text::key("lists.sold_for")
        .with("year", Arg::Name(plan.start.plus(from.max(0)).year().to_string()))
        .with("usd", Arg::Name(money_usd(sold))));
    fact_ui(ui, label, &figure, &sold);
}

/// Capex that an item brings, and when it is paid.
pub fn capex_ui(ui: &mut Ui, worth: &Worth<'_>) {
    let paid = worth.added(LineId::HallCapex).into_iter().sum::<f64>()
        + worth.total(LineId::GpuCapex)
        + worth.total(LineId::AsicCapex);
    let span = [LineId::HallCapex, LineId::GpuCapex, LineId::AsicCapex]
        .into_iter()
        .find_map(|line| worth.span(line));
    let when = span.map_or_else(String::new, |(first, last)| {
        if first == last {
            return say(&Text::key("lists.paid_in").with("month", Arg::Month(first)));
        }
        say(&Text::key("lists.paid_over")
            .with("first", Arg::Month(first))
            .with("last", Arg::Month(last)))
    });
    let refreshed = worth.total(LineId::RefreshCapex);
    let when = if refreshed.abs() > 1e5 {
        let usd = Arg::Name(signed_money_usd(refreshed));
        let more = say(&Text::key("lists.refresh_capex").with("usd", usd));
        if when.is_empty() { more } else { format!("{when}; {more}") }
    } else {
        when
    };
    if paid.abs() < 1.0 {
        let remark = if when.is_empty() { tr("lists.not_in_plan_paid") } else { when.as_str() };
        return fact_ui(ui, tr("lists.capex"), tr("lists.none"), remark);
    }
    fact_ui(ui, tr("lists.capex"), &money_usd(paid), &when);
}

/// The month in which cash has paid back what it took, and how long that is after `from`.
pub fn pays_back_ui(ui: &mut Ui, plan: &Plan, cash_usd: &[f64], from: Month, after: &'static str) {
    let paid_back = payback(cash_usd).map(|months| plan.start.plus(months.floor() as i32));
    let mut sum = 0.0;
    let takes = cash_usd.iter().any(|usd| {
        sum += usd;
        sum < 0.0
    });
    let (figure, remark) = match paid_back {
        Some(month) => {
            let years = f64::from(month.since(from)) / 12.0;
            let years = Arg::Quantity(years, 1, "unit.years");
            (month_long(month), say(&Text::key(after).with("years", years)))
        }
        None if takes => (tr("lists.not_in_plan").to_owned(), String::new()),
        None => (tr("lists.from_start").to_owned(), tr("lists.takes_no_cash").to_owned()),
    };
    fact_ui(ui, tr("lists.pays_back"), &figure, &remark);
}

/// Months in which mining is off on an item's MW before it serves, and the margin lost by it.
pub fn mining_off_ui(ui: &mut Ui, worth: &Worth<'_>, gross_mw: f64, (from, to): (i32, i32)) {
    let months = (to - from).max(0);
    let figure = if months == 0 {
        tr("lists.no_months").to_owned()
    } else if to <= 0 {
        tr("lists.before_plan").to_owned()
    } else {
        say(&Text::key("lists.off")
            .with("months", Arg::Quantity(f64::from(months), 0, "unit.months"))
            .with("mw", Arg::Name(format!("{} {}", tenth(gross_mw), tr("unit.mw")))))
    };
    let margin = worth.added(LineId::MiningMargin);
    let within = (from.max(0)..to).filter_map(|month| margin.get(usize::try_from(month).ok()?));
    let lost: f64 = -within.sum::<f64>();
    let remark = if lost.abs() < 5e3 {
        String::new()
    } else {
        let key = if lost > 0.0 { "lists.margin_lost" } else { "lists.loss_avoided" };
        say(&Text::key(key).with("usd", Arg::Name(money_usd(lost.abs()))))
    };
    fact_ui(ui, tr("lists.mining_off"), &figure, &remark);
}

/// A chart within the effect card under its title, below a line, at least `height` high.
///
/// `below` is what still has to stand under it; what is left is the chart's.
pub fn chart_ui(
    ui: &mut Ui,
    figure: &crate::figure::Figure,
    (height, below): (f32, f32),
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    card::divider_ui(ui, 4.0);
    let room = ui.available_width();
    let (_, head) = ui.allocate_space(vec2(room, layout::CARD_TITLE_HEIGHT));
    let title = fitted(&figure.title, text::TITLE, room);
    let line = Line::new().text(&title, text::TITLE, palette.text);
    let width =
        |words: &str, style: TextStyle| crate::look::text_width(words, style.size, style.weight);
    let used = width(&title, text::TITLE) + 10.0;
    let is_beside = used + width(&figure.subtitle, text::CAPTION) <= room;
    let line = if is_beside {
        line.after(10.0, &figure.subtitle, text::CAPTION, palette.text3)
    } else {
        line
    };
    line.place(ui, head.left_center(), Align2::LEFT_CENTER);
    if !is_beside {
        let (_, under) = ui.allocate_space(vec2(room, text::CAPTION.line));
        let said = fitted(&figure.subtitle, text::CAPTION, room);
        let at = under.left_center();
        theme::place(ui, at, Align2::LEFT_CENTER, said, text::CAPTION, palette.text3);
    }
    let left = ui.available_height() - below - 14.0;
    let height = left.clamp(height, (height * 1.5).max(300.0).min(height * 2.0)).floor();
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    out.plain_chart_ui(ui, rect, figure);
}
