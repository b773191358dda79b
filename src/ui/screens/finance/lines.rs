//! Own lines: revenue and cost of the user's own, what each comes to, and what that does to the plan.

use egui::Ui;

use super::super::Out;
use super::super::list_template::{self as template, fact_ui, group_ui};
use super::super::picker::{Group, Row as PickRow};
use super::super::timeline::{Span, Timeline, timeline_ui};
use super::super::worth::Worth;
use super::items::{self, List, RowWords, Words};
use crate::app::FinancePage;
use crate::engine::{LineId, Run};
use crate::format::{money_usd, percent, signed_money_usd};
use crate::plan::{Item, LineBasis, LineKind, Owner, Plan, UserLine};
use crate::ui::theme;
use crate::ui::widgets::form::Form;
use crate::ui::widgets::value;
use crate::words::{Arg, Text, say, tr};

/// The page.
pub const LIST: List = List {
    page: FinancePage::Lines,
    words: Words {
        head: "finance.line",
        figure: "lists.npv",
        add: "finance.add_line",
        empty: "finance.no_lines",
        none: "finance.no_line_selected",
        effect: "finance.line_effect",
        all: "finance.all_lines",
    },
    owners: |plan| plan.lines.iter().map(|of| Owner::Line(of.id.clone())).collect(),
    choices: |_| {
        let group = |kind: LineKind| {
            let rows = LineBasis::ALL.map(|basis| PickRow::new(value::choice(basis.key()), ""));
            Group { title: value::choice(kind.key()), rows: rows.to_vec() }
        };
        LineKind::ALL.map(group).to_vec()
    },
    item: |plan, group, row| {
        let (kind, basis) = (*LineKind::ALL.get(group)?, *LineBasis::ALL.get(row)?);
        let name = tr(match kind {
            LineKind::Revenue => "finance.new_revenue",
            LineKind::Cost => "finance.new_cost",
        });
        let id = template::fresh_id(plan, name);
        Some(Item::Line(UserLine { kind, basis, ..UserLine::new(&id, name, plan) }))
    },
    figure: |run| run.value.npv_usd,
    row,
    form,
    effect,
};

fn row(ui: &Ui, _: &Plan, item: &Item) -> RowWords {
    let palette = theme::palette(ui);
    let Item::Line(line) = item else {
        return RowWords { lines: Default::default(), tag: ("", palette.text3) };
    };
    let written = |value: f64, unit: &str| format!("{} {}", value::figure(value), tr(unit));
    let amount = match line.basis {
        LineBasis::Fixed => written(line.usd_per_month, "unit.usd_per_month"),
        LineBasis::PerMw => written(line.usd_per_mw_month, "unit.usd_per_mw_month"),
        LineBasis::PerMwh => written(line.usd_per_mwh, "unit.usd_per_mwh"),
        LineBasis::ShareOfLine => say(&Text::key("finance.share_of")
            .with("share", Arg::Name(percent(line.share, 1)))
            .with("line", Arg::Name(value::choice(line.share_of.key()).to_lowercase()))),
    };
    let kind = value::choice(line.of.key());
    let span = format!("{kind}, {} … {}", line.from, line.to);
    let tag = match line.kind {
        LineKind::Revenue => (tr("choice.revenue"), palette.ok),
        LineKind::Cost => (tr("choice.cost"), palette.text3),
    };
    RowWords { lines: [amount, span], tag }
}

fn form(ui: &mut Ui, form: &mut Form<'_>, _: &Item) {
    group_ui(ui, tr("finance.line"), "", true);
    template::wide_row(ui, form, "name");
    items::rows(ui, form, &["kind", "of"]);
    group_ui(ui, tr("lists.amount"), "", false);
    let keys = ["basis", "usd_per_month", "usd_per_mw_month", "usd_per_mwh", "share", "share_of"];
    items::rows(ui, form, &keys);
    form.row(ui, "escalation_per_year");
    group_ui(ui, tr("finance.time"), "", false);
    items::rows(ui, form, &["from", "to"]);
}

fn effect(ui: &mut Ui, plan: &Plan, item: &Item, worth: &Worth<'_>, out: &mut Out) {
    let Item::Line(line) = item else { return };
    let npv = |run: &Run| money_usd(run.value.equity_npv_usd);
    items::beside_ui(ui, tr("finance.equity_npv_short"), &npv(worth.with), &npv(worth.without));
    let detail = worth.with.detail.lines.iter().find(|of| of.id == line.id);
    if let Some(detail) = detail {
        let total: f64 = detail.usd.iter().sum();
        let first = plan.months().zip(&detail.usd).find(|(_, usd)| **usd > 0.5);
        let first = first.map_or_else(
            || tr("finance.nothing_yet").to_owned(),
            |(month, usd)| {
                say(&Text::key("finance.first_amount")
                    .with("usd", Arg::Name(money_usd(*usd)))
                    .with("month", Arg::Month(month)))
            },
        );
        fact_ui(ui, tr("finance.in_all"), &money_usd(total), &first);
    }
    let tax = worth.total(LineId::TaxPaid) + worth.total(LineId::TerminalTax);
    fact_ui(ui, tr("finance.tax"), &signed_money_usd(tax), tr("finance.over_plan"));
    let stays = if line.is_of_ai() { "finance.leaves_with_ai" } else { "finance.stays" };
    fact_ui(ui, tr("finance.mining_only"), tr(stays), "");
    items::gap_ui(ui, worth);
    timeline_ui(ui, &timeline(ui, plan, line));
    items::cash_ui(ui, plan, worth, 0.0, out);
}

fn timeline(ui: &Ui, plan: &Plan, line: &UserLine) -> Timeline {
    let words = say(&Text::key(match line.kind {
        LineKind::Revenue => "finance.earned_to",
        LineKind::Cost => "finance.paid_to",
    })
    .with("month", Arg::Month(line.to)));
    let to = line.to.max(line.from).plus(1);
    Timeline {
        build: Span::default(),
        off: None,
        ramp: None,
        serves: Span::new(line.from, to, words),
        ink: theme::palette(ui).cost,
        after: Span::default(),
        start: plan.start,
        horizon: plan.end(),
    }
}
