//! Leases: signed and offered, each with its terms and what it does to the plan.

mod deal;
mod effect;
mod form;
mod rent;

use effect::effect_ui;
use egui::{Rect, Ui};
use form::form_ui;

use super::Out;
use super::list_template::{self as template, millions};
use super::picker::{self, Group, Row as PickRow};
use super::worth::Worths;
use crate::app::{OpenPlan, Screen, State};
use crate::format::number;
use crate::plan::{Lease, LeaseStatus, LeaseTerms, Owner, PastedList, Plan, capacity};
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::card::{self, Card};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::list::ListRow;
use crate::words::{Arg, Text, say, tr};
use deal::{add_colocation, add_deal, add_reserved, deal_rows};

/// Shows the screen.
pub fn show_ui(ui: &mut Ui, state: &State, out: &mut Out) {
    let Some(open) = state.active() else { return };
    let plan = &open.plan;
    let owners: Vec<Owner> = plan.leases.iter().map(|of| Owner::Lease(of.id.clone())).collect();
    let worths = Worths::cached(ui, "leases", open.seen(), &owners);
    let selected = open.selected(Screen::Leases);
    let [list, form, effect] = template::columns(ui.max_rect());
    list_ui(ui, list, open, &owners, worths.as_deref(), out);
    let lease = selected.as_ref().and_then(|owner| plan.lease(owner.id()?));
    let (Some(lease), Some(owner)) = (lease, selected.as_ref()) else {
        Card::new("").show(ui, form.union(effect), |ui| {
            template::empty_ui(ui, tr("leases.none_selected"));
        });
        return;
    };
    template::form_card(ui, form, plan, owner, &lease.name, out, |ui, out| {
        form_ui(ui, open, lease, out);
    });
    let subtitle = tr("lists.basis");
    // What lies over the plan is in its results, and so in what the lease does.
    let seen = open.seen().lease(&lease.id).unwrap_or(lease);
    Card::new(tr("leases.effect")).subtitle(subtitle).scrolls().show(ui, effect, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        match worths.as_ref().and_then(|worths| worths.item(owner)) {
            Some(worth) => effect_ui(ui, open.seen(), seen, worth, out),
            None => template::blocked_ui(ui, open, out),
        }
    });
}

fn list_ui(
    ui: &mut Ui,
    rect: Rect,
    open: &OpenPlan,
    owners: &[Owner],
    worths: Option<&Worths>,
    out: &mut Out,
) {
    let plan = &open.plan;
    let mut added = None;
    let deals = deal_rows();
    let header = |ui: &mut Ui| {
        let button = Button::small(tr("leases.add")).icon(Icon::Plus).show(ui);
        let mut new = vec![PickRow::new(tr("leases.new_colocation"), tr("leases.new_rate"))];
        let fleets = plan.gpus.iter();
        new.extend(fleets.map(|fleet| {
            let name = Arg::Name(fleet.name.clone());
            let units = format!("{} {}", number(fleet.units, 0), tr("lists.gpus"));
            PickRow::new(say(&Text::key("leases.new_reserved").with("fleet", name)), units)
        }));
        let groups = [
            Group { title: String::new(), rows: new },
            Group { title: tr("leases.published").to_owned(), rows: deals.clone() },
        ];
        added = picker::show(&button, tr("leases.add"), 380.0, &groups);
    };
    let selected = open.selected(Screen::Leases);
    let mut from_deal = None;
    Card::new(tr("ui.nav.leases")).scrolls().show_with(ui, rect, header, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if plan.leases.is_empty() {
            template::empty_ui(ui, tr("leases.empty"));
        } else {
            let heads = [tr("leases.head"), tr("lists.npv")];
            let worth = |owner: &Owner| Some(worths?.item(owner)?.npv_usd());
            template::sort_heads_ui(ui, heads, plan, owners, worth, out);
        }
        for lease in plan.leases.iter() {
            item_ui(ui, (plan, owners), lease, worths, selected.as_ref(), out);
        }
        if plan.leases.len() > 1 {
            sum_ui(ui, plan, worths);
        }
        ui.add_space(8.0);
        template::paste_rows_ui(ui, PastedList::Leases);
        card::divider_ui(ui, 8.0);
        card::section_ui(ui, tr("leases.start_from"), "");
        ui.add_space(4.0);
        let count = Arg::Quantity(deals.len() as f64, 0, "");
        let hint = say(&Text::key("leases.search").with("count", count));
        let search = picker::search_ui(ui, tr("leases.published"), &hint, false);
        let ink = theme::palette(ui).text3;
        theme::label(ui, tr("leases.deal_unit"), crate::look::text::CAPTION, ink);
        let groups = [Group { title: String::new(), rows: deals.clone() }];
        from_deal = picker::groups_ui(ui, &groups, &search).map(|(_, row)| row);
    });
    match added {
        Some((0, 0)) => add_colocation(plan, out),
        Some((0, fleet)) => add_reserved(plan, fleet - 1, out),
        Some((_, deal)) => add_deal(plan, deal, out),
        None => {}
    }
    if let Some(deal) = from_deal {
        add_deal(plan, deal, out);
    }
}

fn item_ui(
    ui: &mut Ui,
    (plan, owners): (&Plan, &[Owner]),
    lease: &Lease,
    worths: Option<&Worths>,
    selected: Option<&Owner>,
    out: &mut Out,
) {
    let palette = theme::palette(ui);
    let owner = Owner::Lease(lease.id.clone());
    let kind = match &lease.terms {
        LeaseTerms::Colocation(terms) => {
            format!("{}, {} {}", tr("leases.colocation"), number(terms.it_mw, 1), tr("unit.mw_it"))
        }
        LeaseTerms::Reserved(terms) => {
            format!("{}, {} {}", tr("leases.reserved"), number(terms.units, 0), tr("lists.gpus"))
        }
    };
    let runs = say(&Text::key("leases.runs")
        .with("from", Arg::Name(lease.start.to_string()))
        .with("term", Arg::Name(term_words(lease.term_months))));
    let npv = worths.and_then(|worths| worths.item(&owner));
    let npv = npv.map_or_else(String::new, |worth| millions(worth.npv_usd()));
    let tag = match lease.status {
        LeaseStatus::Signed => (tr("leases.signed"), palette.ok),
        LeaseStatus::Offer => (tr("leases.offer"), palette.warn),
    };
    let row = ListRow {
        title: &lease.name,
        lines: [&kind, &runs],
        figure: &npv,
        tag: Some(tag),
        selected: selected == Some(&owner),
    };
    template::row_ui(ui, plan, owners, &owner, row, out);
}

fn sum_ui(ui: &mut Ui, plan: &Plan, worths: Option<&Worths>) {
    let all = worths.and_then(Worths::all);
    let figure = all.map_or_else(String::new, |worth| millions(worth.npv_usd()));
    let used = capacity::converted_mw(plan).into_iter().fold(0.0, f64::max);
    let words = say(&Text::key("leases.used")
        .with("used", Arg::Name(template::tenth(used)))
        .with("of", Arg::Name(template::tenth(plan.site.convertible_mw))));
    template::sum_ui(ui, tr("leases.all"), &figure, &words);
}

/// A number of months as said: whole years where they are.
pub(super) fn term_words(months: u32) -> String {
    let (count, key) = if months >= 12 && months.is_multiple_of(12) {
        (months / 12, "unit.years")
    } else {
        (months, "unit.months")
    };
    if months == 12 {
        return tr("lists.one_year").to_owned();
    }
    format!("{count} {}", tr(key))
}
