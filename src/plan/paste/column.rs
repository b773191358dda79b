//! Columns: values for one field of the items of a list.

use super::{Pasted, figure, outside, plain_cell};
use crate::format::DecimalSign;
use crate::plan::{FieldRef, Plan, Value, read_value_with};
use crate::words::tr;

/// Reads values for one field of the items of a list, from the item of `field` on, in the order of the list.
///
/// The field of a section takes one value.
pub fn read_column(
    text: &str,
    plan: &Plan,
    field: &FieldRef,
    sign: DecimalSign,
) -> Pasted<(FieldRef, Value)> {
    let is_item = field.owner.id().is_some();
    let list = if is_item { plan.list_of(&field.owner) } else { vec![field.owner.clone()] };
    let from = list.iter().position(|owner| *owner == field.owner).unwrap_or(list.len());
    let mut targets = list.into_iter().skip(from).map(|owner| FieldRef::new(owner, &field.key));
    let mut pasted: Pasted<(FieldRef, Value)> = Pasted::new();
    let mut begun = false;
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            // Within the column a blank is the cell of an item, which stays as it is.
            if begun {
                targets.next();
            }
            pasted.skip(number, tr("paste.blank"));
            continue;
        }
        let has_digit = line.chars().any(char::is_numeric);
        if !begun && !has_digit && !super::is_missing(line) {
            let is_choice = plan
                .info(field)
                .is_some_and(|info| read_value_with(info, plain_cell(info, line), sign).is_ok());
            if !is_choice {
                pasted.skip(number, tr("paste.header"));
                continue;
            }
        }
        begun = true;
        let Some(target) = targets.next() else {
            let why = if is_item { "paste.no_item" } else { "paste.one_value" };
            pasted.skip(number, tr(why));
            continue;
        };
        let Some(info) = plan.info(&target) else {
            pasted.skip(number, tr("paste.no_field"));
            continue;
        };
        if line.trim().contains(['\t', ';']) {
            pasted.skip(number, tr("paste.cells"));
            continue;
        }
        match read_value_with(info, plain_cell(info, line), sign) {
            Ok((value, _)) => {
                if let Some(why) = outside(info, &value) {
                    pasted.skip(number, why);
                    continue;
                }
                let name = match plan.get(&FieldRef::new(target.owner.clone(), "name")) {
                    Some(Value::Text(name)) if is_item => name,
                    _ => tr(info.label).to_owned(),
                };
                pasted.take(number, name, figure(info, &value));
                pasted.values.push((target, value));
            }
            Err(refused) => {
                pasted.asks_sign |= !refused.choices.is_empty();
                pasted.skip(number, refused.words);
            }
        }
    }
    pasted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Change, Item, testing};

    #[test]
    fn a_column_goes_down_the_list_from_its_item() {
        let mut plan = Plan { asics: Vec::new().into(), ..testing::plan() };
        for id in ["a", "b", "c", "d"] {
            plan.apply(Change::Add(Box::new(Item::Asic(testing::batch(id))))).unwrap();
        }
        let field: FieldRef = "asics[b].units".parse().unwrap();
        let read = |text| read_column(text, &plan, &field, DecimalSign::Asked);
        let said = |pasted: &Pasted<(FieldRef, Value)>| -> Vec<String> {
            pasted.values.iter().map(|(field, value)| format!("{field} {value:?}")).collect()
        };
        // A cell that is not read, or blank, keeps its item: those after it stay in their rows.
        let pasted = read("Units\n\nmany 2\n300");
        assert_eq!(said(&pasted), ["asics[c].units Number(300.0)"]);
        let pasted = read("100\n\n300\n400");
        assert_eq!(said(&pasted), ["asics[b].units Number(100.0)", "asics[d].units Number(300.0)"]);
        assert!(pasted.lines[3].read.is_err(), "there is no fourth item below");
        let pasted = read("-5\n300\t2");
        assert!(pasted.values.is_empty(), "out of bounds, and two cells: {:?}", pasted.lines);
    }

    #[test]
    fn the_field_of_a_section_takes_one_of_several_lines_and_says_so() {
        let plan = testing::plan();
        let field: FieldRef = "site.grid_mw".parse().unwrap();
        let pasted = read_column("Grid\n40\n50", &plan, &field, DecimalSign::Asked);
        assert_eq!(pasted.values, [(field, Value::Number(40.0))]);
        assert!(pasted.lines[2].read.is_err());
    }
}
