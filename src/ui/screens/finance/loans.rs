//! Loans: how large each is, what it costs, when it is paid back, and what it does to equity.

use egui::Ui;

use super::super::Out;
use super::super::list_template::{self as template, fact_ui, group_ui};
use super::super::picker::{Group, Row as PickRow};
use super::super::timeline::{Span, Timeline, timeline_ui};
use super::super::worth::Worth;
use super::items::{self, List, RowWords, Words};
use crate::app::FinancePage;
use crate::engine::debt::DebtDetail;
use crate::engine::{LineId, Run};
use crate::figure::loan;
use crate::format::{MISSING, money_usd, number, percent};
use crate::plan::{Debt, DebtSize, Item, Owner, Plan};
use crate::ui::theme;
use crate::ui::widgets::form::{Form, Row};
use crate::ui::widgets::value;
use crate::words::{Arg, Text, say, tr};

/// The page.
pub const LIST: List = List {
    page: FinancePage::Loans,
    words: Words {
        head: "finance.loan",
        figure: "finance.equity_npv_head",
        add: "finance.add_debt",
        empty: "finance.no_debts",
        none: "finance.no_debt_selected",
        effect: "finance.debt_effect",
        all: "finance.all_debts",
    },
    owners: |plan| plan.debts.iter().map(|of| Owner::Debt(of.id.clone())).collect(),
    choices,
    item: new_loan,
    figure: |run| run.value.equity_npv_usd,
    row,
    form,
    effect,
};

/// Leases a loan can be sized to.
fn halls(plan: &Plan) -> impl Iterator<Item = &crate::plan::Lease> {
    plan.leases.iter().filter(|lease| lease.colocation().is_some())
}

fn choices(plan: &Plan) -> Vec<Group> {
    let sizes = [DebtSize::ShareOfCapex, DebtSize::Fixed].map(|size| {
        let hint = if size == DebtSize::Fixed { "finance.at_once" } else { "finance.with_capex" };
        PickRow::new(value::choice(size.key()), tr(hint))
    });
    let leases = halls(plan).map(|lease| {
        let mw = lease.colocation().map_or(0.0, |terms| terms.it_mw);
        PickRow::new(lease.name.as_str(), format!("{} {}", number(mw, 1), tr("unit.mw_it")))
    });
    let leases: Vec<PickRow> = leases.collect();
    let mut groups = vec![Group { title: String::new(), rows: sizes.to_vec() }];
    if !leases.is_empty() {
        groups.push(Group { title: tr("choice.sized_to_lease").to_owned(), rows: leases });
    }
    groups
}

fn new_loan(plan: &Plan, group: usize, row: usize) -> Option<Item> {
    if group == 0 {
        let name = tr("finance.new_debt");
        let size = if row == 0 { DebtSize::ShareOfCapex } else { DebtSize::Fixed };
        let id = template::fresh_id(plan, name);
        return Some(Item::Debt(Debt { size, ..Debt::new(&id, name, plan) }));
    }
    let lease = halls(plan).nth(row)?;
    let name = say(&Text::key("finance.loan_on").with("lease", Arg::Name(lease.name.clone())));
    let usual = Debt::new(&template::fresh_id(plan, &name), &name, plan);
    // It is paid back within the lease's signed term.
    let tenor_months = usual.tenor_months.min(lease.term_months.max(1));
    let (lease, ready) = (lease.id.clone(), lease.start);
    Some(Item::Debt(Debt { size: DebtSize::Sized, lease, ready, tenor_months, ..usual }))
}

fn row(ui: &Ui, plan: &Plan, item: &Item) -> RowWords {
    let ink = theme::palette(ui).text3;
    let Item::Debt(debt) = item else {
        return RowWords { lines: Default::default(), tag: ("", ink) };
    };
    let size = match debt.size {
        DebtSize::Fixed => money_usd(debt.principal_usd),
        DebtSize::ShareOfCapex => format!(
            "{}, {}",
            percent(debt.capex_share, 0),
            value::choice(debt.assets.key()).to_lowercase()
        ),
        DebtSize::Sized => say(&Text::key("finance.sized_at")
            .with("dscr", Arg::Quantity(debt.dscr, 2, ""))
            .with("lease", Arg::Name(lease_name(plan, debt)))),
    };
    let begins = Arg::Name(debt.begins(plan).to_string());
    let tenor = say(&Text::key("finance.rate_and_tenor")
        .with("rate", Arg::Name(percent(debt.rate_per_year, 1)))
        .with("months", Arg::Quantity(f64::from(debt.tenor_months), 0, "unit.months"))
        .with("from", begins));
    let repaid = if debt.is_sculpted() { "choice.sculpted" } else { "choice.level" };
    RowWords { lines: [size, tenor], tag: (tr(repaid), ink) }
}

/// The lease a loan stands on, as said.
fn lease_name(plan: &Plan, debt: &Debt) -> String {
    match plan.lease(&debt.lease) {
        Some(lease) => lease.name.clone(),
        None if debt.lease.is_empty() => tr("reference.all_colocation").to_owned(),
        None => say(&Text::key("reference.missing").with("id", Arg::Name(debt.lease.clone()))),
    }
}

fn form(ui: &mut Ui, form: &mut Form<'_>, item: &Item) {
    let Item::Debt(debt) = item else { return };
    group_ui(ui, tr("finance.loan"), "", true);
    template::wide_row(ui, form, "name");
    items::rows(ui, form, &["size", "principal_usd", "drawn", "capex_share", "assets", "dscr"]);
    form.row(ui, "repayment");
    form.row_with(ui, "lease", Row { wide: true, ..Row::default() });
    group_ui(ui, tr("finance.price"), "", false);
    items::rows(ui, form, &["rate_per_year", "fee_share"]);
    group_ui(ui, tr("finance.time"), "", false);
    form.row(ui, "ready");
    let last = debt.begins(form.plan).plus(debt.tenor_months as i32 - 1);
    let until = say(&Text::key("leases.until").with("month", Arg::Month(last)));
    form.row_with(ui, "tenor_months", Row { note: Some(&until), ..Row::default() });
    form.row(ui, "interest_only_months");
}

fn effect(ui: &mut Ui, plan: &Plan, item: &Item, worth: &Worth<'_>, out: &mut Out) {
    let Item::Debt(debt) = item else { return };
    let Some(detail) = worth.with.detail.debts.iter().find(|of| of.id == debt.id) else { return };
    let npv = |run: &Run| money_usd(run.value.npv_usd);
    items::beside_ui(ui, tr("finance.npv"), &npv(worth.with), &npv(worth.without));
    let irr = |run: &Run| run.value.equity_irr.annual.map_or_else(missing, |rate| percent(rate, 1));
    items::beside_ui(ui, tr("finance.equity_irr"), &irr(worth.with), &irr(worth.without));
    drawn_ui(ui, worth, detail);
    let capex = worth.with.ledger.total(LineId::Capex);
    let share = worth.total(LineId::DebtDrawn) / capex;
    let share = if capex > 0.0 { percent(share, 0) } else { MISSING.to_owned() };
    let of_it = say(&Text::key("finance.of_it_drawn").with("share", Arg::Name(share)));
    fact_ui(ui, tr("lists.capex"), &money_usd(capex), &of_it);
    let interest = worth.total(LineId::DebtInterest);
    let fees = Arg::Name(money_usd(worth.total(LineId::DebtFees)));
    let fees = say(&Text::key("finance.and_fees").with("usd", fees));
    fact_ui(ui, tr("finance.interest"), &money_usd(interest), &fees);
    let cover = |run: &Run| {
        let lowest = run.value.cover.lowest();
        lowest.map_or_else(missing, |(year, cover)| format!("{}, {year}", number(cover, 2)))
    };
    items::beside_ui(ui, tr("finance.dscr"), &cover(worth.with), &cover(worth.without));
    if debt.is_sculpted() {
        let own = detail.own_cover.lowest();
        let own = own.map_or_else(missing, |(year, cover)| format!("{}, {year}", number(cover, 2)));
        fact_ui(ui, tr("finance.own_cover"), &own, &lease_name(plan, debt));
    }
    items::gap_ui(ui, worth);
    timeline_ui(ui, &timeline(ui, plan, debt, detail, worth));
    template::chart_ui(ui, &loan(plan, detail), (150.0, 186.0), out);
    items::cash_ui(ui, plan, worth, 0.0, out);
}

fn missing() -> String {
    MISSING.to_owned()
}

/// What is drawn, and when.
fn drawn_ui(ui: &mut Ui, worth: &Worth<'_>, detail: &DebtDetail) {
    let when = match worth.span(LineId::DebtDrawn) {
        None if detail.principal_usd > 0.0 => tr("finance.owed_at_start").to_owned(),
        None => tr("finance.nothing_drawn").to_owned(),
        Some((first, last)) if first == last => {
            say(&Text::key("finance.drawn_in").with("month", Arg::Month(first)))
        }
        Some((first, last)) => say(&Text::key("finance.drawn_over")
            .with("first", Arg::Month(first))
            .with("last", Arg::Month(last))),
    };
    fact_ui(ui, tr("finance.drawn"), &money_usd(detail.principal_usd), &when);
}

fn timeline(ui: &Ui, plan: &Plan, debt: &Debt, detail: &DebtDetail, worth: &Worth<'_>) -> Timeline {
    let (begins, ends, paid_from) = (detail.begins, detail.ends, detail.interest_paid_from);
    let drawn = worth.span(LineId::DebtDrawn).map(|(first, _)| first);
    let words = tr("finance.interest_added");
    let build = drawn
        .filter(|first| *first < paid_from)
        .map_or_else(Span::default, |first| Span::new(first, paid_from, words));
    let until = Arg::Month(ends.plus(-1));
    let repaid = say(&Text::key("finance.repaid_to").with("month", until));
    let alone = debt.interest_only_months.min(debt.tenor_months) as i32;
    Timeline {
        build,
        off: None,
        ramp: (alone > 0).then(|| (begins, begins.plus(alone))),
        serves: Span::new(begins, ends, repaid),
        ink: theme::palette(ui).cost,
        after: Span::default(),
        start: plan.start,
        horizon: plan.end(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run;
    use crate::plan::testing;

    fn with_lease() -> Plan {
        let mut plan = Plan { leases: vec![testing::colocation("a")].into(), ..testing::plan() };
        let site = std::sync::Arc::make_mut(&mut plan.site);
        (site.grid_mw, site.convertible_mw) = (40.0, 40.0);
        plan
    }

    #[test]
    fn a_loan_sized_to_a_lease_names_it_by_its_name_and_ends_within_its_term() {
        let mut plan = with_lease();
        std::sync::Arc::make_mut(&mut plan.leases)[0].term_months = 60;
        let Some(Item::Debt(debt)) = new_loan(&plan, 1, 0) else { panic!("a loan") };
        assert_eq!((debt.lease.as_str(), debt.tenor_months), ("a", 60));
        assert_eq!(lease_name(&plan, &debt), "Lease a");
        assert_eq!(debt.begins(&plan), plan.leases[0].start);
        let gone = Debt { lease: "gone".to_owned(), ..debt };
        assert_eq!(lease_name(&plan, &gone), "“gone”, not in this plan");
        assert_eq!(choices(&plan).len(), 2);
    }

    #[test]
    fn a_sized_loans_own_cover_is_what_it_was_sized_at() {
        let mut plan = with_lease();
        let Some(Item::Debt(debt)) = new_loan(&plan, 1, 0) else { panic!("a loan") };
        let terms = std::sync::Arc::make_mut(&mut plan.leases)[0].colocation_mut();
        // Halls dearer than the lease can carry, so that its cash flow is what binds.
        terms.unwrap().hall_capex_usd_per_kw = 50_000.0;
        plan.debts = vec![debt].into();
        let run = run(&plan);
        let (_, cover) = run.detail.debts[0].own_cover.lowest().unwrap();
        assert!((cover - 1.3).abs() < 1e-6, "{cover}");
    }
}
