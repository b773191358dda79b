//! Finance: loans, works and own lines are added, judged, duplicated, deleted and undone.

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};
use wattsplit::app::{Command, FinancePage, Screen};
use wattsplit::plan::{
    Change, Debt, DebtSize, FieldRef, Item, LineKind, Owner, Plan, UserLine, Value, Work, write,
};
use wattsplit::ui::Window;

use crate::desk::{self, LARGE, Size, active, click, enter, press, run, settle};
use crate::lists::click_first;

fn on(page: FinancePage) -> Harness<'static, Window> {
    let mut harness = desk::example(LARGE);
    run(&mut harness, Command::GoFinance(page));
    harness
}

fn plan<'a>(harness: &'a Harness<'static, Window>) -> &'a Plan {
    &active(harness).plan
}

/// What the row of a fact on the effect card says; a remark after a full stop.
fn fact(harness: &Harness<'static, Window>, label: &str) -> String {
    let mut said = harness.get_all_by_role(Role::Label).filter_map(|node| {
        let node = node.accesskit_node();
        let said = node.value().or_else(|| node.label());
        said.filter(|said| said.starts_with(&format!("{label} ")))
    });
    said.next_back().unwrap_or_else(|| panic!("no {label}"))
}

/// The example with a loan, works and an own line, each of which does something.
pub fn filled(size: Size) -> Harness<'static, Window> {
    let mut harness = desk::example(size);
    for item in items(plan(&harness)) {
        run(&mut harness, Command::Edit(Change::Add(Box::new(item))));
    }
    harness
}

fn items(plan: &Plan) -> [Item; 4] {
    let lease = plan.leases.iter().find(|lease| lease.colocation().is_some()).unwrap();
    let sized = Debt {
        size: DebtSize::Sized,
        lease: lease.id.clone(),
        ..Debt::new("sized", "Loan on the first hall", plan)
    };
    let work = Work { cost_usd: 12e6, ..Work::new("substation", "Substation, second phase", plan) };
    let line = UserLine {
        kind: LineKind::Cost,
        usd_per_month: 40e3,
        ..UserLine::new("insurance", "Insurance of the site", plan)
    };
    let share = Debt { interest_only_months: 12, ..Debt::new("share", "Bank of Texas", plan) };
    [Item::Debt(sized), Item::Debt(share), Item::Work(work), Item::Line(line)]
}

#[test]
fn a_loan_is_added_on_a_lease_by_its_name_and_moves_cover_and_funding_gap() {
    let mut harness = desk::example(LARGE);
    let first = write(plan(&harness)).unwrap();
    let lease = plan(&harness).leases[0].clone();
    let gap = active(&harness).results.solution.as_ref().unwrap().plan.value.funding_gap_usd;
    // The navigation, the page, the button, the lease by its name.
    click(&mut harness, Role::Tab, "Finance");
    click(&mut harness, Role::RadioButton, "Loans");
    assert!(harness.query_all_by_label_contains("No loans: equity pays").next().is_some());
    click(&mut harness, Role::Button, "Add loan…");
    click(&mut harness, Role::Button, &lease.name);
    let debt = plan(&harness).debts[0].clone();
    assert_eq!((debt.size, &debt.lease), (DebtSize::Sized, &lease.id));
    let value = |harness: &Harness<'static, Window>| {
        active(harness).results.solution.as_ref().unwrap().plan.value.clone()
    };
    let with = value(&harness);
    let cover = with.cover.lowest().unwrap().1;
    assert!(with.funding_gap_usd < gap, "{} of {gap}", with.funding_gap_usd);
    assert!(fact(&harness, "Lowest DSCR, year").contains(&format!("{cover:.2}")));
    assert!(fact(&harness, "Lowest DSCR, year").ends_with(". – without"));
    let said = fact(&harness, "Funding gap");
    let without = wattsplit::format::money_usd(gap);
    assert!(
        said.contains(&without) && !said.starts_with(&format!("Funding gap {without}")),
        "{said}"
    );
    // A tighter cover ratio: less is lent, and cover is better.
    let lent = |harness: &Harness<'static, Window>| {
        active(harness).results.solution.as_ref().unwrap().plan.detail.debts[0].principal_usd
    };
    let (before, drawn) = (lent(&harness), fact(&harness, "Drawn"));
    enter(&mut harness, "Cover ratio (DSCR)", "4");
    assert!(lent(&harness) < before && value(&harness).cover.lowest().unwrap().1 > cover);
    assert_ne!(fact(&harness, "Drawn"), drawn);
    // All colocation leases, and the lease again, by their names.
    click(&mut harness, Role::ComboBox, "Lease");
    click(&mut harness, Role::Button, "All colocation leases");
    assert_eq!(plan(&harness).debts[0].lease, "");
    click(&mut harness, Role::ComboBox, "Lease");
    click(&mut harness, Role::Button, &lease.name);
    assert_eq!(plan(&harness).debts[0].lease, lease.id);

    click(&mut harness, Role::Button, "Duplicate");
    assert_eq!(plan(&harness).debts.len(), 2);
    assert_eq!(
        active(&harness).selected_on(FinancePage::Loans),
        Some(Owner::Debt(plan(&harness).debts[1].id.clone()))
    );
    click(&mut harness, Role::Button, "Move up");
    assert_eq!(plan(&harness).debts[1].id, debt.id);
    click(&mut harness, Role::Button, "Delete");
    assert_eq!(plan(&harness).debts.len(), 1);
    click(&mut harness, Role::Button, "Undo");
    assert_eq!(plan(&harness).debts.len(), 2);
    while active(&harness).history.undo_step().is_some() {
        press(&mut harness, egui::Key::Z, false);
    }
    assert_eq!(write(plan(&harness)).unwrap(), first);
}

#[test]
fn works_and_own_lines_are_added_and_judged() {
    let mut harness = on(FinancePage::Works);
    click(&mut harness, Role::Button, "Add works…");
    click(&mut harness, Role::Button, "Substation");
    let npv = active(&harness).results.solution.as_ref().unwrap().plan.value.npv_usd;
    enter(&mut harness, "Cost", "12000000");
    assert_eq!(plan(&harness).works[0].cost_usd, 12e6);
    let with = active(&harness).results.solution.as_ref().unwrap().plan.value.npv_usd;
    assert!(with < npv);
    assert!(fact(&harness, "Capex").contains("Capex 12 M USD"), "{}", fact(&harness, "Capex"));
    click(&mut harness, Role::RadioButton, "Own lines");
    click(&mut harness, Role::Button, "Add line…");
    click_first(&mut harness, Role::Button, "Amount a month");
    let line = plan(&harness).lines[0].clone();
    assert_eq!(line.kind, LineKind::Revenue);
    enter(&mut harness, "Amount", "100000");
    let more = active(&harness).results.solution.as_ref().unwrap().plan.value.npv_usd;
    assert!(more > with);
    assert!(
        fact(&harness, "In all").contains(" in Jan 2027, the first"),
        "{}",
        fact(&harness, "In all")
    );
    click(&mut harness, Role::Button, "Duplicate");
    click(&mut harness, Role::Button, "Delete");
    click(&mut harness, Role::Button, "Delete");
    assert!(plan(&harness).lines.is_empty());
    press(&mut harness, egui::Key::Z, false);
    assert_eq!(plan(&harness).lines[0].id, line.id);
}

#[test]
fn a_lease_that_is_gone_is_shown_at_the_loans_field_and_its_finding_leads_there() {
    let mut harness = filled(LARGE);
    let lease = plan(&harness).debts[0].lease.clone();
    run(&mut harness, Command::DeleteItem(Owner::Lease(lease.clone())));
    run(&mut harness, Command::Go(Screen::Market));
    // From the list of findings, as from the pages that have no results.
    run(&mut harness, Command::Go(Screen::Money));
    click_first(&mut harness, Role::ListBoxOption, "Loan on the first hall, Lease");
    settle(&mut harness);
    let state = &harness.state().state;
    assert_eq!((state.screen, state.finance_page), (Screen::Finance, FinancePage::Loans));
    let owner = Owner::Debt("sized".to_owned());
    assert_eq!(active(&harness).selected_on(FinancePage::Loans), Some(owner.clone()));
    let combo = harness.get_by_role_and_label(Role::ComboBox, "Lease");
    assert!(combo.is_focused());
    let shown = combo.accesskit_node().value().unwrap();
    assert_eq!(shown, format!("“{lease}”, not in this plan"));
    assert!(harness.query_all_by_label_contains("cannot carry it").next().is_some());
    // Another lease mends it.
    let other = plan(&harness).leases.iter().find(|of| of.colocation().is_some()).cloned();
    click(&mut harness, Role::ComboBox, "Lease");
    let name = other.as_ref().map_or("All colocation leases", |lease| lease.name.as_str());
    click(&mut harness, Role::Button, name);
    assert_eq!(active(&harness).results.errors().count(), 0);
    let named = desk::value(&harness, &FieldRef::new(owner, "lease").to_string());
    assert_eq!(named, Value::Text(other.map_or_else(String::new, |lease| lease.id)));
}

#[test]
fn findings_of_works_and_lines_lead_to_their_page_and_item() {
    let mut harness = filled(LARGE);
    let wrong = [
        ("lines[insurance].to", Value::Month("2020-01".parse().unwrap()), FinancePage::Lines),
        ("works[substation].cost_usd", Value::Number(-1.0), FinancePage::Works),
    ];
    for (field, value, page) in wrong {
        let field: FieldRef = field.parse().unwrap();
        let label = wattsplit::words::tr(plan(&harness).info(&field).unwrap().label);
        run(&mut harness, Command::Edit(Change::Set(field.clone(), value)));
        run(&mut harness, Command::Go(Screen::Money));
        let Some(Value::Text(name)) =
            plan(&harness).get(&FieldRef::new(field.owner.clone(), "name"))
        else {
            panic!("a name")
        };
        click_first(&mut harness, Role::ListBoxOption, &format!("{name}, {label}"));
        assert_eq!(harness.state().state.finance_page, page);
        assert_eq!(active(&harness).selected_on(page), Some(field.owner.clone()));
        assert!(harness.get_by_role_and_label(Role::TextInput, label).is_focused(), "{label}");
        press(&mut harness, egui::Key::Z, false);
    }
}
