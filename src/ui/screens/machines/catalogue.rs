//! What can be added: machines of the catalogue by maker, and its GPUs.

use super::super::Out;
use super::super::list_template as template;
use super::super::picker::{Group, Row as PickRow};
use crate::catalog;
use crate::format::number;
use crate::plan::{Item, Plan, capacity, template as items};
use crate::words::{Arg, Text, tr};

/// Makers of the catalogue in its order.
fn makers() -> Vec<&'static str> {
    let mut makers: Vec<&str> = Vec::new();
    for row in catalog::asics() {
        if !makers.contains(&row.maker.as_str()) {
            makers.push(&row.maker);
        }
    }
    makers
}

fn of_maker(maker: &str) -> impl Iterator<Item = &'static catalog::AsicRow> {
    catalog::asics().iter().filter(move |row| row.maker == maker)
}

/// What can be added: machines of each maker, the newest first, then GPUs.
pub fn catalogue() -> Vec<Group> {
    let asics = makers().into_iter().map(|maker| Group {
        title: maker.to_owned(),
        rows: of_maker(maker)
            .map(|row| {
                let price = row.price_usd.map_or_else(
                    || tr("machines.no_price").to_owned(),
                    |usd| format!("{} {}", number(usd, 0), tr("unit.usd")),
                );
                let figures = format!(
                    "{} {} · {} {} · {price}",
                    number(row.th_per_s, 0),
                    tr("unit.th_per_s"),
                    number(row.j_per_th, 1),
                    tr("unit.j_per_th"),
                );
                PickRow::new(row.model.clone(), figures)
            })
            .collect(),
    });
    let gpus = catalog::gpus().iter().map(|row| {
        let list = row.list_usd_per_gpu_hour.or(row.rental_mid_usd_per_gpu_hour);
        let rate = list.map_or_else(
            || tr("machines.no_price").to_owned(),
            |rate| format!("{} {}", number(rate, 2), tr("unit.usd_per_gpu_hour")),
        );
        let capex = format!("{} {}", number(row.all_in_capex_usd, 0), tr("unit.usd"));
        PickRow::new(row.model.clone(), format!("{capex} · {rate}"))
    });
    let gpus = Group { title: tr("machines.gpus").to_owned(), rows: gpus.collect() };
    asics.chain([gpus]).collect()
}

/// Adds what was picked from [`catalogue`].
pub fn add(plan: &Plan, group: usize, row: usize, out: &mut Out) {
    let makers = makers();
    if let Some(maker) = makers.get(group) {
        let Some(row) = of_maker(maker).nth(row) else { return };
        let id = template::fresh_id(plan, &row.model);
        let (batch, notes) = items::asic(row, &id, plan.start);
        template::add(out, Item::Asic(batch), &row.model, notes);
    } else if let Some(row) = catalog::gpus().get(row) {
        let id = template::fresh_id(plan, &row.model);
        let (mut fleet, notes) = items::gpu(row, &id, plan.start.plus(12));
        let free = capacity::room_mw(plan) / plan.site.gross_per_it * 1000.0 / fleet.kw_it;
        let usual = fleet.units;
        if free >= 1.0 {
            fleet.units = fleet.units.min(free.floor());
        }
        let key = if fleet.units < usual { "machines.scaled" } else { "lists.added" };
        let said = Text::key(key)
            .with("item", Arg::Name(row.model.clone()))
            .with("units", Arg::Quantity(fleet.units, 0, ""));
        template::add_saying(out, Item::Gpu(fleet), &row.model, notes, said);
    }
}
