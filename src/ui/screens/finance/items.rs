//! What the pages of loans, works and own lines share: the list, the form of the selected item, and what it does.

use std::collections::BTreeMap;

use egui::{Rect, Ui};

use super::super::Out;
use super::super::list_template::{self as template, fact_ui, millions};
use super::super::picker::{self, Group};
use super::super::worth::{Worth, Worths};
use crate::app::{FinancePage, OpenPlan};
use crate::engine::Run;
use crate::figure::cash_with_item;
use crate::format::money_usd;
use crate::look::Color;
use crate::plan::{FieldRef, Item, Owner, Plan, Value};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::Card;
use crate::ui::widgets::form::Form;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::ListRow;
use crate::words::{Arg, Text, say, tr};

/// A page with a list: its words, its items, and how each is shown.
pub struct List {
    /// The page.
    pub page: FinancePage,
    /// Keys of its words.
    pub words: Words,
    /// Its items, in order.
    pub owners: fn(&Plan) -> Vec<Owner>,
    /// What can be added.
    pub choices: fn(&Plan) -> Vec<Group>,
    /// The item of a choice.
    pub item: fn(&Plan, usize, usize) -> Option<Item>,
    /// What an item is judged by, USD.
    pub figure: fn(&Run) -> f64,
    /// The lines below an item's name, and the word beside them.
    pub row: fn(&Ui, &Plan, &Item) -> RowWords,
    /// The rows of its form.
    pub form: fn(&mut Ui, &mut Form<'_>, &Item),
    /// The facts of its effect card, and its charts.
    pub effect: fn(&mut Ui, &Plan, &Item, &Worth<'_>, &mut Out),
}

/// Keys of the words of a page with a list.
pub struct Words {
    /// Head of the list.
    pub head: &'static str,
    /// Head of its figures.
    pub figure: &'static str,
    /// The button that adds.
    pub add: &'static str,
    /// What stands where there are none.
    pub empty: &'static str,
    /// What the empty page says.
    pub none: &'static str,
    /// Title of the effect card.
    pub effect: &'static str,
    /// What all of them together are called.
    pub all: &'static str,
}

/// The lines below an item's name, and the word beside them.
pub struct RowWords {
    /// The lines.
    pub lines: [String; 2],
    /// The word and its colour.
    pub tag: (&'static str, Color),
}

/// Shows a page.
pub fn show_ui(ui: &mut Ui, page: Rect, open: &OpenPlan, list: &List, out: &mut Out) {
    let plan = &open.plan;
    let owners = (list.owners)(plan);
    let worths = Worths::cached(ui, list.words.head, open.seen(), &owners);
    let selected = open.selected_on(list.page);
    let [left, form, effect] = template::columns(page);
    list_ui(ui, left, open, list, (&owners, selected.as_ref()), worths.as_deref(), out);
    let item = selected.as_ref().and_then(|owner| Some((owner, plan.item(owner)?)));
    let Some((owner, item)) = item else {
        Card::new("").show(ui, form.union(effect), |ui| {
            template::empty_ui(ui, tr(list.words.none));
        });
        return;
    };
    template::form_card(ui, form, plan, owner, &name_of(plan, owner), out, |ui, out| {
        let mut form = Form::new(plan, owner.clone(), &open.results.findings);
        (list.form)(ui, &mut form, &item);
        template::group_ui(ui, tr("lists.note"), "", false);
        template::note_ui(ui, plan, owner, tr("lists.note_hint"), out);
        out.edit(form.edits);
    });
    let card = Card::new(tr(list.words.effect)).subtitle(tr("lists.basis"));
    card.scrolls().show(ui, effect, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let worth = worths.as_ref().and_then(|worths| worths.item(owner));
        let Some(worth) = worth else { return template::blocked_ui(ui, open, out) };
        let figure = tr(list.words.figure);
        let without = (list.figure)(worth.without);
        template::bars_ui(ui, figure, without, (list.figure)(worth.with));
        template::rule_ui(ui);
        (list.effect)(ui, open.seen(), &item, &worth, out);
    });
}

fn list_ui(
    ui: &mut Ui,
    rect: Rect,
    open: &OpenPlan,
    list: &List,
    (owners, selected): (&[Owner], Option<&Owner>),
    worths: Option<&Worths>,
    out: &mut Out,
) {
    let plan = &open.plan;
    let mut added = None;
    let header = |ui: &mut Ui| {
        let button = Button::small(tr(list.words.add)).icon(Icon::Plus).show(ui);
        added = picker::show(&button, tr(list.words.add), 380.0, &(list.choices)(plan));
    };
    let of = |worth: Worth<'_>| (list.figure)(worth.with) - (list.figure)(worth.without);
    let worth = |owner: &Owner| Some(of(worths?.item(owner)?));
    Card::new(tr(list.page.label())).scrolls().show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if owners.is_empty() {
            template::empty_ui(ui, tr(list.words.empty));
            return;
        }
        let heads = [tr(list.words.head), tr(list.words.figure)];
        template::sort_heads_ui(ui, heads, plan, owners, worth, out);
        for owner in owners {
            let Some(item) = plan.item(owner) else { continue };
            let RowWords { lines: [first, second], tag } = (list.row)(ui, plan, &item);
            let figure = worth(owner).map_or_else(String::new, millions);
            let row = ListRow {
                title: &name_of(plan, owner),
                lines: [&first, &second],
                figure: &figure,
                tag: Some(tag),
                selected: selected == Some(owner),
            };
            template::row_ui(ui, plan, owners, owner, row, out);
        }
        if owners.len() > 1 {
            let all = worths.and_then(Worths::all).map(of);
            let figure = all.map_or_else(String::new, millions);
            template::sum_ui(ui, tr(list.words.all), &figure, tr("finance.all_together"));
        }
    });
    let item = added.and_then(|(group, row)| (list.item)(plan, group, row));
    if let Some(item) = item {
        let name = item.measure(plan).name;
        template::add(out, item, &name, BTreeMap::new());
    }
}

/// The name of an item of the plan.
fn name_of(plan: &Plan, owner: &Owner) -> String {
    match plan.get(&FieldRef::new(owner.clone(), "name")) {
        Some(Value::Text(name)) => name,
        _ => String::new(),
    }
}

/// Several rows of a form.
pub fn rows(ui: &mut Ui, form: &mut Form<'_>, keys: &[&str]) {
    for key in keys {
        form.row(ui, key);
    }
}

/// A fact with what it is without the item.
pub fn beside_ui(ui: &mut Ui, label: &str, with: &str, without: &str) {
    let remark = say(&Text::key("finance.without").with("figure", Arg::Name(without.to_owned())));
    fact_ui(ui, label, with, &remark);
}

/// The funding gap with and without an item, and when it is deepest.
pub fn gap_ui(ui: &mut Ui, worth: &Worth<'_>) {
    let gap = |run: &Run| {
        let usd = money_usd(run.value.funding_gap_usd);
        match run.value.funding_gap_month {
            Some(month) => say(&Text::key("finance.gap_in")
                .with("usd", Arg::Name(usd))
                .with("month", Arg::Month(month))),
            None => usd,
        }
    };
    beside_ui(ui, tr("finance.funding_gap"), &gap(worth.with), &gap(worth.without));
}

/// Cumulative cash after tax and debt with and without an item.
pub fn cash_ui(ui: &mut Ui, plan: &Plan, worth: &Worth<'_>, below: f32, out: &mut Out) {
    template::chart_ui(ui, &cash_with_item(plan, worth.with, worth.without), (150.0, below), out);
}
