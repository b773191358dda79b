//! Works on the site: what is built, what it costs and when, and what that does to the plan.

use egui::Ui;

use super::super::Out;
use super::super::list_template::{self as template, fact_ui, group_ui};
use super::super::picker::{Group, Row as PickRow};
use super::super::timeline::{Span, Timeline, timeline_ui};
use super::super::worth::Worth;
use super::items::{self, List, RowWords, Words};
use crate::app::FinancePage;
use crate::engine::{LineId, Run};
use crate::format::{money_usd, signed_money_usd};
use crate::plan::{Item, Owner, Plan, Work, WorkFor, WorkKind};
use crate::ui::theme;
use crate::ui::widgets::form::{Form, Row};
use crate::ui::widgets::value;
use crate::words::{Arg, Text, say, tr};

/// The page.
pub const LIST: List = List {
    page: FinancePage::Works,
    words: Words {
        head: "finance.work",
        figure: "lists.npv",
        add: "finance.add_work",
        empty: "finance.no_works",
        none: "finance.no_work_selected",
        effect: "finance.work_effect",
        all: "finance.all_works",
    },
    owners: |plan| plan.works.iter().map(|of| Owner::Work(of.id.clone())).collect(),
    choices: |_| {
        let rows = WorkKind::ALL.map(|kind| PickRow::new(value::choice(kind.key()), ""));
        vec![Group { title: String::new(), rows: rows.to_vec() }]
    },
    item: |plan, _, row| {
        let kind = *WorkKind::ALL.get(row)?;
        let name = value::choice(kind.key());
        let id = template::fresh_id(plan, &name);
        let purpose = match kind {
            WorkKind::Conversion | WorkKind::Hall => WorkFor::Ai,
            WorkKind::Substation | WorkKind::Fibre | WorkKind::Other => WorkFor::Site,
        };
        Some(Item::Work(Work { kind, purpose, ..Work::new(&id, &name, plan) }))
    },
    figure: |run| run.value.npv_usd,
    row,
    form,
    effect,
};

fn row(ui: &Ui, _: &Plan, item: &Item) -> RowWords {
    let palette = theme::palette(ui);
    let Item::Work(work) = item else {
        return RowWords { lines: Default::default(), tag: ("", palette.text3) };
    };
    let cost = format!("{}, {}", value::choice(work.kind.key()), money_usd(work.cost_usd));
    let ready = Arg::Name(work.ready.to_string());
    let ready = say(&Text::key("finance.ready_in").with("month", ready));
    let tag = match work.purpose {
        WorkFor::Site => (tr("choice.for_site"), palette.text3),
        WorkFor::Ai => (tr("choice.for_ai"), palette.link),
    };
    RowWords { lines: [cost, ready], tag }
}

fn form(ui: &mut Ui, form: &mut Form<'_>, item: &Item) {
    let Item::Work(work) = item else { return };
    group_ui(ui, tr("finance.work"), "", true);
    template::wide_row(ui, form, "name");
    items::rows(ui, form, &["kind", "purpose"]);
    group_ui(ui, tr("finance.price"), "", false);
    items::rows(ui, form, &["cost_usd", "spent_usd"]);
    group_ui(ui, tr("finance.time"), "", false);
    form.row(ui, "ready");
    let first = Arg::Month(work.ready.plus(-(work.lead_months as i32)));
    let from = say(&Text::key("finance.paid_from").with("month", first));
    form.row_with(ui, "lead_months", Row { note: Some(&from), ..Row::default() });
}

fn effect(ui: &mut Ui, plan: &Plan, item: &Item, worth: &Worth<'_>, out: &mut Out) {
    let Item::Work(work) = item else { return };
    let npv = |run: &Run| money_usd(run.value.equity_npv_usd);
    items::beside_ui(ui, tr("finance.equity_npv_short"), &npv(worth.with), &npv(worth.without));
    let lines = [LineId::SiteWorksCapex, LineId::AiWorksCapex];
    let paid: f64 = lines.iter().map(|line| worth.total(*line)).sum();
    let when = match lines.into_iter().find_map(|line| worth.span(line)) {
        None if work.spent_usd > 0.0 => tr("lists.not_in_plan_paid").to_owned(),
        None => tr("finance.nothing_paid").to_owned(),
        Some((first, last)) if first == last => {
            say(&Text::key("lists.paid_in").with("month", Arg::Month(first)))
        }
        Some((first, last)) => say(&Text::key("lists.paid_over")
            .with("first", Arg::Month(first))
            .with("last", Arg::Month(last))),
    };
    fact_ui(ui, tr("lists.capex"), &money_usd(paid), &when);
    let tax = worth.total(LineId::TaxPaid) + worth.total(LineId::TerminalTax);
    fact_ui(ui, tr("finance.tax"), &signed_money_usd(tax), tr("finance.over_plan"));
    let drawn = worth.total(LineId::DebtDrawn);
    if drawn.abs() > 1.0 {
        fact_ui(ui, tr("finance.lent"), &signed_money_usd(drawn), tr("finance.by_loans"));
    }
    items::gap_ui(ui, worth);
    timeline_ui(ui, &timeline(ui, plan, work));
    items::cash_ui(ui, plan, worth, 0.0, out);
}

fn timeline(ui: &Ui, plan: &Plan, work: &Work) -> Timeline {
    let first = work.ready.plus(-(work.lead_months as i32));
    let lead = Arg::Quantity(f64::from(work.lead_months), 0, "unit.months");
    let built = say(&Text::key("finance.built").with("lead", lead));
    let ready = Arg::Month(work.ready);
    let served = say(&Text::key("finance.serves_from").with("month", ready));
    Timeline {
        build: Span::new(first, work.ready, built),
        off: None,
        ramp: None,
        serves: Span::new(work.ready, plan.end().max(work.ready.plus(1)), served),
        ink: theme::palette(ui).cost,
        after: Span::default(),
        start: plan.start,
        horizon: plan.end(),
    }
}
