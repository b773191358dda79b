//! Inputs in which plans differ from the base, by the screen they are entered on.

use egui::{Rect, Ui};

use super::entries::Entry;
use crate::app::Screen;
use crate::look::text;
use crate::plan::{Difference, FieldInfo, Owner, Plan, Value, differences};
use crate::ui::actions::said;
use crate::ui::theme;
use crate::ui::widgets::card::{Card, scroll_ui};
use crate::ui::widgets::table::{Cell, Column, Columns};
use crate::ui::widgets::value::with_unit;
use crate::words::tr;

/// The most plans that have a column; further ones follow when others are no longer ticked.
const MOST: usize = 5;

/// An input that is not the same in all plans.
#[derive(Debug)]
struct Input {
    screen: Screen,
    /// Kind of section or item, and its id in the base; its name where the base has none.
    key: (std::mem::Discriminant<Owner>, Option<String>, &'static str),
    label: String,
    values: Vec<String>,
}

/// Every input that differs, with its value in the base and in each of the others.
fn inputs(base: &Plan, others: &[&Plan]) -> Vec<Input> {
    let all: Vec<Vec<Difference>> = others.iter().map(|other| differences(base, other)).collect();
    let mut found: Vec<Input> = Vec::new();
    for (column, apart) in all.iter().enumerate() {
        for of in apart {
            let key = key(of);
            let [of_base, of_other] = of.shown();
            let at = found.iter().position(|input| input.key == key).unwrap_or_else(|| {
                let values = std::iter::once(value(of.info, of_base.as_ref()));
                // A plan in which nothing was found to differ has the base's value, unless it lacks the item.
                let values = values.chain(all.iter().map(|apart| {
                    let lacks =
                        |other: &Difference| is_gone(other) && other.field.owner == of.field.owner;
                    let same = if apart.iter().any(lacks) { None } else { of_base.as_ref() };
                    value(of.info, same)
                }));
                let screen = Screen::of(&of.field.owner);
                found.push(Input { screen, key, label: label(of), values: values.collect() });
                found.len() - 1
            });
            if let Some(cell) = found.get_mut(at).and_then(|input| input.values.get_mut(column + 1))
            {
                *cell = value(of.info, of_other.as_ref());
            }
        }
    }
    found.sort_by_key(|input| input.screen);
    found
}

/// Whether the other plan lacks an item of the base.
fn is_gone(of: &Difference) -> bool {
    of.info.is_none() && of.other.is_none()
}

fn key(of: &Difference) -> (std::mem::Discriminant<Owner>, Option<String>, &'static str) {
    let owner = &of.field.owner;
    let only_there = of.info.is_none() && of.base.is_none();
    let item = if only_there { Some(of.name.clone()) } else { owner.id().map(str::to_owned) };
    (
        std::mem::discriminant(owner),
        item,
        of.info.map_or(if only_there { "+" } else { "" }, |info| info.key),
    )
}

/// The item's name and the field's label; a section is named by the head above.
fn label(of: &Difference) -> String {
    let field = of.info.map_or_else(|| tr("plans.item"), |info| tr(info.label));
    match of.field.owner.id() {
        Some(_) => format!("{}, {}", of.name, crate::words::lower_first(field)),
        None => field.to_owned(),
    }
}

fn value(info: Option<&FieldInfo>, value: Option<&Value>) -> String {
    match (info, value) {
        (_, None) => tr("plans.absent").to_owned(),
        (Some(info), Some(value)) => with_unit(info, value),
        (None, Some(Value::Text(name))) => name.clone(),
        (None, Some(_)) => String::new(),
    }
}

/// Shows the card.
pub fn show_ui(ui: &mut Ui, rect: Rect, base: &Entry<'_>, others: &[&Entry<'_>]) {
    let palette = theme::palette(ui);
    let plans: Vec<&Plan> = others.iter().take(MOST).map(|entry| entry.plan).collect();
    let found = inputs(base.plan, &plans);
    let args = [("count", found.len().to_string()), ("plan", base.letter.clone())];
    let subtitle =
        said("plans.inputs_count", &args.each_ref().map(|(key, arg)| (*key, arg.as_str())));
    let subtitle = if found.is_empty() { String::new() } else { subtitle };
    Card::new(tr("plans.inputs")).subtitle(&subtitle).show(ui, rect, |ui| {
        if found.is_empty() {
            let key = if others.is_empty() { "plans.tick" } else { "plans.inputs_none" };
            theme::label(ui, tr(key), text::BODY, palette.text2);
            return;
        }
        let width = (ui.available_width() * 0.58 / (plans.len() + 1) as f32 - 12.0).min(150.0);
        let shown = std::iter::once(base).chain(others.iter().take(MOST).copied());
        let mut heads = vec![Column::words(tr("plans.input"))];
        heads.extend(shown.map(|entry| Column::figures(&entry.letter, width)));
        let columns = Columns::new(ui, heads);
        columns.head_ui(ui);
        scroll_ui(ui, tr("plans.inputs"), |ui| {
            let mut section = None;
            for input in &found {
                if section != Some(input.screen) {
                    section = Some(input.screen);
                    let head = Cell::strong(tr(input.screen.label()));
                    columns.row_ui(ui, tr(input.screen.label()), None, &[head]);
                }
                let mut cells = vec![Cell::new(&input.label).hover(&input.label)];
                let same = input.values.first().cloned().unwrap_or_default();
                cells.extend(input.values.iter().enumerate().map(|(at, value)| {
                    let cell = Cell::new(value).hover(value);
                    if at > 0 && *value == same { cell.ink(palette.text3) } else { cell }
                }));
                columns.row_ui(ui, &input.label, None, &cells);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::plan::{Change, Item, testing};

    #[test]
    fn a_plan_without_the_item_is_not_given_the_bases_value() {
        let mut base = testing::plan();
        base.apply(Change::Add(Box::new(Item::Asic(testing::batch("b"))))).unwrap();
        let set = |field: &str, value| Change::Set(field.parse().unwrap(), value);
        let mut changed = base.clone();
        changed
            .apply(set("asics[b].units", Value::Count(5)))
            .or_else(|_| changed.apply(set("asics[b].units", Value::Number(5.0))))
            .unwrap();
        let mut without = base.clone();
        without.apply(Change::Remove(Owner::Asic("b".to_owned()))).unwrap();
        let found = inputs(&base, &[&changed, &without]);
        let cells: Vec<_> = found.iter().map(|input| input.values[1..].to_vec()).collect();
        let absent = tr("plans.absent");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(cells[0][0].starts_with('5') && cells[0][1] == absent, "{found:?}");
        // The row of the item itself: it is there in one, not in the other.
        assert_eq!(cells[1], [found[1].values[0].as_str(), absent]);
    }

    #[test]
    fn values_carry_their_unit_and_sections_stand_in_the_order_of_the_screens() {
        let base = testing::plan();
        let mut other = base.clone();
        Arc::make_mut(&mut other.market).btc_price_usd = 70_000.0;
        Arc::make_mut(&mut other.power).price_usd_per_mwh = 12.5;
        let found = inputs(&base, &[&other]);
        let screens: Vec<Screen> = found.iter().map(|input| input.screen).collect();
        assert_eq!(screens, [Screen::SitePower, Screen::Market]);
        assert_eq!(found[0].values[1], "12.5 USD/MWh");
        assert!(inputs(&base, &[&base]).is_empty());
    }
}
